// A question stands in its page, open. Where a link asks for it ([data-dialog="ident"]), it opens over the page instead; the
// focus goes back to the link.
for (const link of document.querySelectorAll("[data-dialog]")) {
  const dialog = document.getElementById(link.dataset.dialog);
  if (!dialog?.showModal) continue;
  dialog.open = false; // not close(): nobody asked for it yet, so the focus stays
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
    (dialog.querySelector("[autofocus]") || dialog.querySelector("[data-close]") || dialog).focus(); // never what cannot be undone
  });
  dialog.addEventListener("close", () => link.focus());
}
document.addEventListener("click", (event) => {
  const close = event.target.closest("dialog [data-close]");
  if (!close || !close.closest("dialog").matches(":modal")) return;
  event.preventDefault();
  close.closest("dialog").close();
});
