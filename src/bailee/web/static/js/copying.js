// Copy buttons show themselves where copying works, and say that it was done.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.parentElement.querySelector("code, input").textContent);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = words), 2000);
    });
  }
}
