/* How far an archive is, looked at every two seconds. Without this, a link on the page does it. */

const EVERY = 2000;
const PARTS = ["archive-state", "archive-rest"];

const isUnfinished = () => document.querySelector("#archive-rest[data-unfinished]") !== null;

const show = (page) => {
  for (const id of PARTS) {
    const [now, next] = [document.getElementById(id), page.getElementById(id)];
    // What has not changed stays as it is: a screen reader says again whatever is put there.
    if (now.innerHTML === next.innerHTML) continue;
    const hadFocus = now.contains(document.activeElement);
    now.toggleAttribute("data-unfinished", next.hasAttribute("data-unfinished"));
    now.replaceChildren(...next.childNodes);
    if (hadFocus) now.querySelector("a")?.focus();
  }
};

const look = async () => {
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href);
      // Signed out, say: the browser shows what there is.
      if (!answer.ok || answer.redirected) return location.reload();
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // No line for a moment: the next time.
    }
  }
  if (isUnfinished()) setTimeout(look, EVERY);
};

if (isUnfinished()) setTimeout(look, EVERY);
