/*
 * The account's pages. Everything works without it but passkeys, whose controls stay hidden then.
 */

const all = (selector) => document.querySelectorAll(selector);
const show = (element) => element.removeAttribute("hidden");

// Passwords can be shown: it is the better way to see a mistake on a telephone.
const words = document.querySelector("[data-show]")?.dataset;
for (const field of all('input[type="password"]')) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "reveal";
  button.textContent = words.show;
  button.setAttribute("aria-label", words.showName);
  button.setAttribute("aria-controls", field.id);
  const update = (isShown) => {
    field.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", isShown);
  };
  button.addEventListener("click", () => update(field.type === "password"));
  // What is sent is a password: browsers and their managers then keep no text.
  field.form?.addEventListener("submit", () => update(false));
  update(false);
  field.after(button);
}

for (const button of all("[data-print]")) {
  show(button);
  button.addEventListener("click", () => window.print());
}

// Passkeys

const message = document.querySelector("[data-passkey-message]");
const say = (what) => {
  if (!message) return;
  message.textContent = message.dataset[what];
  show(message);
};

if (window.PublicKeyCredential) all("[data-passkey]").forEach(show);
else if (document.querySelector("[data-passkey-only]")) say("missing");

const SAID = {
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  InvalidStateError: "known",
  NotSupportedError: "missing",
  SecurityError: "missing",
};
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  say(SAID[event.detail.exception?.name] ?? "failed");
});
