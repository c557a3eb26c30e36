/*
 * A text in several languages, one at a time: a tab for each, or where there is room all side by
 * side, as the person likes it. Without this every language stands there.
 */

const MEMORY = "network-side-by-side";
const narrow = matchMedia("(width < 40rem)");

// Storage may be forbidden: then nothing is remembered.
const remembered = () => {
  try {
    return localStorage.getItem(MEMORY) === "yes";
  } catch {
    return false;
  }
};

const remember = (isSideBySide) => {
  try {
    localStorage.setItem(MEMORY, isSideBySide ? "yes" : "no");
  } catch {}
};

// All texts of a page are shown in one way.
const showAll = (isSideBySide) => {
  for (const text of document.querySelectorAll("multilingual-text[data-view]")) {
    text.show(isSideBySide);
  }
};

narrow.addEventListener("change", () => showAll(remembered() && !narrow.matches));

class MultilingualText extends HTMLElement {
  connectedCallback() {
    this.tabs = [...this.querySelectorAll("[role=tab]")];
    if (this.tabs.length < 2) return;
    this.sides = this.tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls")));
    this.switch = this.querySelector(".multilingual-switch");
    this.switch.onclick = () => {
      const isSideBySide = this.dataset.view !== "both";
      remember(isSideBySide);
      showAll(isSideBySide);
    };
    this.tabs.forEach((tab, index) => {
      tab.onclick = () => this.select(index);
      tab.onkeydown = (event) => this.move(event, index);
    });
    // What is to be corrected comes first.
    const wrong = this.sides.findIndex((side) => side.querySelector("[aria-invalid=true]"));
    this.selected = Math.max(wrong, 0);
    this.querySelector(".multilingual-bar").hidden = false;
    this.show(remembered() && !narrow.matches);
    // A browser that misses something in a hidden input shows it.
    this.addEventListener("invalid", (event) => {
      const index = this.sides.findIndex((side) => side.contains(event.target));
      if (index >= 0) this.select(index);
    }, true);
  }

  show(isSideBySide) {
    this.dataset.view = isSideBySide ? "both" : "tabs";
    this.switch.setAttribute("aria-pressed", isSideBySide);
    this.sides.forEach((side, index) => {
      if (isSideBySide) {
        side.removeAttribute("role");
        side.removeAttribute("aria-labelledby");
      } else {
        side.setAttribute("role", "tabpanel");
        side.setAttribute("aria-labelledby", this.tabs[index].id);
      }
    });
    this.select(this.selected);
  }

  select(selected) {
    this.selected = selected;
    const isSideBySide = this.dataset.view === "both";
    this.tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", index === selected);
      tab.tabIndex = index === selected ? 0 : -1;
      this.sides[index].hidden = !isSideBySide && index !== selected;
    });
  }

  move(event, index) {
    const step = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const last = this.tabs.length - 1;
    const next = { ArrowRight: index + step, ArrowLeft: index - step, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.select((next + this.tabs.length) % this.tabs.length);
    this.tabs[this.selected].focus();
  }
}

customElements.define("multilingual-text", MultilingualText);
