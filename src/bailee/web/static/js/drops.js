// Lists that fall from the bar: Escape and a press beside them close them, and the focus goes back.
const opened = () => document.querySelectorAll("details[data-drop][open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const drop of opened()) {
    const inside = drop.contains(document.activeElement);
    drop.open = false;
    event.preventDefault(); // nothing else closes with it
    if (inside) drop.querySelector("summary").focus();
  }
});
document.addEventListener("pointerdown", (event) => {
  for (const drop of opened()) if (!drop.contains(event.target)) drop.open = false;
});
document.addEventListener("focusin", (event) => {
  for (const drop of opened()) if (!drop.contains(event.target)) drop.open = false;
});
