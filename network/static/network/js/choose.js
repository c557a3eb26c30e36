/*
 * Rows that are chosen in a list: how many they are, beside the buttons of what is done with them.
 * Without this the buttons are there too, and say so when nothing is chosen.
 */

const number = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: "latn" });

for (const form of document.querySelectorAll("form.choose")) {
  const bar = form.querySelector(".bulk");
  if (!bar) continue;
  const boxes = form.querySelectorAll(".pick [type=checkbox]");
  const output = bar.querySelector("output");
  const words = output.dataset.words;
  const say = () => {
    const count = [...boxes].filter((box) => box.checked).length;
    output.textContent = words.replace("{number}", number.format(count));
    bar.classList.toggle("is-on", count > 0);
    for (const button of bar.querySelectorAll("button")) button.disabled = count === 0;
  };
  bar.querySelector("span").hidden = true;
  output.hidden = false;
  form.addEventListener("change", say);
  // A page that one comes back to still has what was chosen on it.
  window.addEventListener("pageshow", say);
  say();
}
