/*
 * A link that is copied with one press. Without this the same address is there to be read.
 */

for (const details of document.querySelectorAll("details.copy")) {
  const input = details.querySelector("input");
  const status = details.querySelector("[role=status]");
  details.querySelector("summary").addEventListener("click", async (event) => {
    if (!navigator.clipboard || details.open) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(input.value);
      status.textContent = details.dataset.copied;
    } catch {
      // Not allowed here: then by hand.
      details.open = true;
      input.select();
    }
  });
}
