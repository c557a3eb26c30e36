/*
 * A form with a file: says at once that a file is too large, shows how far it has come, is sent
 * once, and takes a file that is dropped on it. Without this the same form is sent by the browser.
 */

const percentage = new Intl.NumberFormat(document.documentElement.lang, {
  style: "percent",
  numberingSystem: "latn",
});
const words = document.getElementById("upload-words")?.dataset ?? {};

const say = (field, sentence) => {
  field.querySelector(".errorlist")?.remove();
  const input = field.querySelector("[type=file]");
  input.removeAttribute("aria-invalid");
  if (!sentence) return;
  input.setAttribute("aria-invalid", "true");
  const list = document.createElement("ul");
  list.className = "errorlist";
  list.setAttribute("role", "alert");
  list.append(Object.assign(document.createElement("li"), { textContent: sentence }));
  input.before(list);
};

/* Whether the file may be sent, as far as its size goes. */
const check = (input) => {
  const [file] = input.files;
  const isTooLarge = Boolean(file) && file.size > Number(input.dataset.maxBytes);
  say(input.closest(".field"), isTooLarge ? words.tooLarge : "");
  return !isTooLarge;
};

const takeDrops = (input) => {
  const field = input.closest(".field");
  const hint = Object.assign(document.createElement("p"), { className: "help", textContent: words.drop });
  input.after(hint);
  field.classList.add("takes-drops");
  for (const type of ["dragenter", "dragover"]) {
    field.addEventListener(type, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      field.dataset.over = "";
    });
  }
  field.addEventListener("dragleave", (event) => {
    if (!field.contains(event.relatedTarget)) delete field.dataset.over;
  });
  field.addEventListener("drop", (event) => {
    delete field.dataset.over;
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    input.files = one.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
};

/* Beside the button, while the file is on its way. */
const progressOf = (form) => {
  const line = document.createElement("p");
  line.className = "sending";
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", words.progress);
  const text = document.createElement("span");
  text.setAttribute("role", "status");
  line.append(bar, text);
  form.querySelector("[type=submit]").closest(".buttons").after(line);
  return {
    show(percent) {
      bar.value = percent;
      const number = percentage.format(percent / 100);
      text.textContent = percent < 100 ? words.sending.replace("{percent}", number) : words.storing;
    },
    remove: () => line.remove(),
  };
};

/* The page that answers, in the place of this one: the form with what is wrong, or why not. */
const show = (html) => {
  const main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!main) return false;
  document.querySelector("main").replaceWith(main);
  setUp();
  (main.querySelector("[autofocus]") ?? main).focus();
  main.scrollIntoView();
  return true;
};

const send = (form, input) => {
  const button = form.querySelector("[type=submit]");
  const progress = progressOf(form);
  const request = new XMLHttpRequest();
  const stop = (sentence) => {
    progress.remove();
    button.disabled = false;
    say(input.closest(".field"), sentence);
    input.focus();
  };
  const body = new FormData(form);
  const [address] = form.action.split("#");
  form.querySelector(".said.error")?.remove();
  button.disabled = true;
  progress.show(0);
  request.upload.onprogress = ({ loaded, total }) => progress.show(Math.floor((100 * loaded) / total));
  request.onerror = () => stop(words.broken);
  request.onload = () => {
    const next = request.getResponseHeader("Location");
    if (request.status === 201 && next) {
      location.assign(next);
    } else if (request.responseURL !== address) {
      // Elsewhere: to the sign-in page, say.
      location.assign(request.responseURL);
    } else if (!show(request.responseText)) {
      stop(words.failed);
    }
  };
  request.open("POST", address);
  request.setRequestHeader("X-Progress", "1");
  request.send(body);
};

const setUp = () => {
  for (const input of document.querySelectorAll("main form [type=file][data-max-bytes]")) {
    const { form } = input;
    takeDrops(input);
    input.addEventListener("change", () => check(input));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.querySelector("[type=submit]").disabled) return;
      if (check(input)) send(form, input);
      else input.focus();
    });
  }
};

setUp();
// Come back to by the browser's button, the page is as it was left: with a button that is off.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll(".sending").forEach((line) => line.remove());
  document.querySelectorAll("main form [type=submit]").forEach((button) => (button.disabled = false));
});
