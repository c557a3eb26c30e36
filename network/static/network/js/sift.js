/*
 * A long list of boxes to tick, of which those are shown that have the words in their name. What is
 * ticked stays in sight.
 */

const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .toLowerCase();

for (const field of document.querySelectorAll("[data-sift]")) {
  const input = field.querySelector("input");
  const rows = [...document.getElementById(field.dataset.sift).children];
  const names = rows.map((row) => plain(row.textContent));
  field.hidden = false;
  input.addEventListener("input", () => {
    const words = plain(input.value).split(/\s+/);
    rows.forEach((row, index) => {
      const isChosen = row.querySelector("input").checked;
      row.hidden = !isChosen && !words.every((word) => names[index].includes(word));
    });
  });
  // Enter would send the form.
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
