// A question stands in its page, open. Where a link asks for it ([data-dialog="ident"]), it opens over the page instead; the
// focus goes back to the link.
for (const link of document.querySelectorAll("[data-dialog]")) {
  const dialog = document.getElementById(link.dataset.dialog);
  if (!dialog?.showModal) continue;
  dialog.close();
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
    (dialog.querySelector("[autofocus]") || dialog.querySelector("button[data-close], button"))?.focus();
  });
  dialog.addEventListener("close", () => link.focus());
}
document.addEventListener("click", (event) => {
  const close = event.target.closest("dialog [data-close]");
  if (!close || !close.closest("dialog").matches(":modal")) return;
  event.preventDefault();
  close.closest("dialog").close();
});
