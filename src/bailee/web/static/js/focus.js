// Where the reader is after a page or a part of it came: at what went wrong; never lost.
export function focusFirst(within = document) {
  const asked = within.querySelector?.("[data-focus]");
  if (asked) asked.focus();
}

let before = null;
document.addEventListener("htmx:beforeSwap", () => (before = document.activeElement?.id || null));
document.addEventListener("htmx:afterSwap", (event) => {
  if (document.activeElement !== document.body) return;
  const again = before && document.getElementById(before);
  const place = again || event.target.closest?.("[tabindex], main");
  place?.focus({ preventScroll: true });
});
