// Single keys. They act only outside fields, only alone, only where the reader did not switch them off (body[data-keys]),
// as WCAG 2.1.4 asks.
//   data-key="c"        on a button or a link: pressed by it; on a field: focused by it
//   data-rows           on a table: j and k move among its rows (a row's first link or box gets the focus), space ticks
//   data-keys-help      the list of the page's keys: ? brings it into view
const inField = (node) =>
  node.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog[open]:modal");
const isOn = () => document.body.dataset.keys === "on";
const visible = (node) => node.checkVisibility?.() ?? node.offsetParent !== null;

const rows = () => [...document.querySelectorAll("[data-rows] > tbody > tr:not(.panel)")].filter(visible);
const current = (all) => all.findIndex((row) => row.matches("[aria-current], .current") || row.contains(document.activeElement));

export function goTo(row) {
  for (const other of document.querySelectorAll("[data-rows] > tbody > tr.current")) other.classList.remove("current");
  row.classList.add("current");
  const target = row.querySelector("th a[href]") || row.querySelector("a[href], input[type=checkbox], button");
  target?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  row.dispatchEvent(new CustomEvent("bailee:row", { bubbles: true }));
}

function move(by) {
  const all = rows();
  if (!all.length) return false;
  const at = current(all);
  goTo(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
  return true;
}

function tick() {
  const all = rows();
  const box = all[current(all)]?.querySelector("input[type=checkbox]");
  if (!box || box === document.activeElement) return false; // the box itself takes the space bar
  box.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!isOn() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (inField(event.target)) {
    if (event.key === "Escape" && event.target.matches("input[type=search]")) event.target.blur();
    return;
  }
  const key = event.key;
  let done = false;
  if (key === "j") done = move(1);
  else if (key === "k") done = move(-1);
  else if (key === " ") done = !event.target.closest("button, summary") && tick();
  else if (key === "?") {
    const help = document.querySelector("[data-keys-help]");
    help?.scrollIntoView({ block: "center" });
    done = Boolean(help);
  } else {
    const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((node) => visible(node) && !node.disabled);
    if (target) {
      if (target.matches("input, textarea, select")) {
        target.focus();
        target.select?.();
      } else target.click();
      done = true;
    }
  }
  if (done) event.preventDefault();
});
