// Boxes of a list: [data-tick-all] ticks all that are seen; the bar of acts ([data-bulk]) shows itself when one is ticked,
// and says how many; a ticked row is marked.
for (const bar of document.querySelectorAll("[data-bulk]")) {
  const form = bar.closest("form") || document;
  const boxes = () => [...form.querySelectorAll("tbody input[type=checkbox]")];
  const said = bar.querySelector("[data-bulk-count]");
  const note = said?.querySelector("span");
  const show = () => {
    const ticked = boxes().filter((box) => box.checked);
    bar.hidden = !ticked.length;
    if (said) said.replaceChildren(`${ticked.length.toLocaleString("en-GB")} selected`, ...(note ? [note] : []));
    for (const box of boxes()) box.closest("tr")?.classList.toggle("chosen", box.checked);
    const all = form.querySelector("[data-tick-all]");
    if (all) {
      all.checked = ticked.length > 0 && ticked.length === boxes().length;
      all.indeterminate = ticked.length > 0 && !all.checked;
    }
  };
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) for (const box of boxes()) box.checked = event.target.checked;
    show();
  });
  document.addEventListener("htmx:afterSettle", show);
  show();
}
