/*
 * Cards that are dragged from one column of the board to another: dropped, one presses the very
 * button, or opens the very page, that the card's own menu has for that column. Without this, and
 * by the keyboard, the menu does it.
 */

const columns = [...document.querySelectorAll(".column[data-state]")];
let dragged = null;

const wayTo = (column) => dragged?.querySelector(`[data-to="${column.dataset.state}"]`);
const mark = () => {
  for (const column of columns) column.classList.toggle("is-open", Boolean(wayTo(column)));
};

for (const menu of document.querySelectorAll(".card-moves")) {
  const card = menu.closest(".acard");
  card.draggable = true;
  card.addEventListener("dragstart", (event) => {
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    // Firefox drags nothing that brings nothing.
    event.dataTransfer.setData("text/plain", card.querySelector("h3").textContent.trim());
    // A change of the page while the drag begins would end it.
    setTimeout(mark);
  });
  card.addEventListener("dragend", () => {
    dragged = null;
    mark();
  });
}

for (const column of columns) {
  column.addEventListener("dragover", (event) => {
    if (!wayTo(column)) return;
    event.preventDefault();
    column.classList.add("is-over");
  });
  column.addEventListener("dragleave", (event) => {
    if (!column.contains(event.relatedTarget)) column.classList.remove("is-over");
  });
  column.addEventListener("drop", (event) => {
    event.preventDefault();
    column.classList.remove("is-over");
    wayTo(column)?.click();
  });
}
