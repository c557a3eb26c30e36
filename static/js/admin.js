/*
 * Wagtail's admin in two scripts. It runs before the page's content is read and watches what is
 * added, since Wagtail draws blocks, choosers and comments, and wagtail-localize its whole editor,
 * by JavaScript: one rule for all of them, wherever they come from.
 */
(() => {
  // Texts follow the script they are written in; what is no text in a language runs from the left.
  const TEXTS =
    'textarea, [contenteditable="true"], input:not([type]), input[type="text"], input[type="search"]';
  const SIGNS =
    'input[type="email"], input[type="url"], input[type="tel"], input[type="number"], ' +
    'input[type="password"], input[name$="slug"], input[name$="-url"], ' +
    // Wagtail's fields for dates and times; the field for tags completes itself too.
    'input[type="text"][autocomplete="off"]:not(.ui-autocomplete-input)';
  const DIRECTIONS = { fr: "ltr", ar: "rtl" };

  const write = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }
  };
  const inLanguage = (code) => ({ lang: code, dir: DIRECTIONS[code] ?? "auto" });

  // The element, if it is meant, and what is meant inside it.
  const all = (root, selector) =>
    [...(root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)];

  const directFields = (root) => {
    for (const field of all(root, SIGNS)) {
      if (!field.dir) field.dir = "ltr";
    }
    for (const field of all(root, TEXTS)) {
      // `alt_fr`, `address_ar`: the field of one language.
      const [, language] = /_(fr|ar)$/.exec(field.name ?? "") ?? [];
      if (language) write(field, inLanguage(language));
      else if (!field.dir) field.dir = "auto";
    }
  };

  // wagtail-localize: the source and below it its translation, each in its own language.
  const directTranslations = (editor) => {
    const { sourceLocale, locale } = JSON.parse(editor.dataset.props);
    for (const source of editor.querySelectorAll("li > p:has(+ div)")) {
      write(source, inLanguage(sourceLocale.code));
      write(source.nextElementSibling, inLanguage(locale.code));
    }
    for (const field of editor.querySelectorAll("textarea")) write(field, inLanguage(locale.code));
    // Written in English in its code.
    for (const title of editor.querySelectorAll("h3")) {
      if (title.textContent === `${sourceLocale.displayName} to ${locale.displayName} translation`) {
        const names = { source: sourceLocale.displayName, target: locale.displayName };
        title.textContent = interpolate(gettext("From %(source)s to %(target)s"), names, true);
      }
    }
  };

  // Words that Wagtail and wagtail-localize have in English in their templates and code, though
  // their catalogues know them.
  const translateWords = (root) => {
    for (const button of all(root, 'input[type="submit"][value="Search"]')) {
      button.value = gettext("Search");
    }
    for (const element of all(root, '[aria-label="Actions"]')) {
      write(element, { "aria-label": gettext("Actions") });
    }
    for (const words of all(root, ".w-dropdown__toggle .w-sr-only")) {
      if (words.textContent === "More actions") words.textContent = gettext("More actions");
    }
  };

  const treat = (root) => {
    directFields(root);
    translateWords(root);
    const editors = [...all(root, ".js-translation-editor"), root.closest(".js-translation-editor")];
    for (const editor of new Set(editors)) {
      if (editor) directTranslations(editor);
    }
  };

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node instanceof Element) treat(node);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
