// Arrows move among the cells of the matrix ([data-cell]); Enter opens one, as any link; Escape closes its panel and goes
// back to the cell ([data-close-panel] is the panel's own link back).
const inRow = (row) => [...row.querySelectorAll("[data-cell]")];
const rows = () => [...document.querySelectorAll("tr")].filter((row) => row.querySelector("[data-cell]"));

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    const back = document.querySelector("[data-close-panel]");
    if (back && !event.target.closest?.("input, textarea, select, dialog")) back.click();
    return;
  }
  const cell = event.target.closest?.("[data-cell]");
  if (!cell || !event.key.startsWith("Arrow")) return;
  const all = rows();
  const at = all.indexOf(cell.closest("tr"));
  const column = inRow(all[at]).indexOf(cell);
  const to = {
    ArrowLeft: () => inRow(all[at])[column - 1],
    ArrowRight: () => inRow(all[at])[column + 1],
    ArrowUp: () => all[at - 1] && inRow(all[at - 1])[column],
    ArrowDown: () => all[at + 1] && inRow(all[at + 1])[column],
  }[event.key]?.();
  if (!to) return;
  event.preventDefault();
  to.focus();
});
