// A list that is judged: the explanation follows the current row, * ticks what is alike, an act without a tick is about the
// current row, and a dismissal without a reason asks for one before it is sent. Without a script the links and buttons do the same.
const list = document.querySelector("table[data-rows]");
const form = list?.closest("form");
const isOn = () => document.body.dataset.keys === "on";
const inField = (node) => node.closest?.("input:not([type=checkbox]), textarea, select, dialog[open]:modal");
const currentRow = () => list.querySelector("tr.current, tr[aria-current]") || document.activeElement.closest?.("tr");
const box = (row) => row?.querySelector("input[type=checkbox]");
const ticked = () => list.querySelectorAll("input[type=checkbox]:checked");

async function explain(row) {
  const link = row.querySelector("[data-explain]");
  const aside = document.getElementById("explain");
  if (!link || !aside) return;
  const answer = await fetch(link.href, { headers: { "X-Part": "explain" } });
  if (!answer.ok || !row.classList.contains("current")) return;
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("explain");
  if (!part) return;
  aside.replaceWith(part);
  for (const other of list.querySelectorAll("tr[aria-current]")) other.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
}

if (form) {
  let waiting;
  list.addEventListener("bailee:row", (event) => {
    clearTimeout(waiting); // a reader who runs through the list is not followed at each step
    waiting = setTimeout(() => explain(event.target), 150);
  });
  document.addEventListener("keydown", (event) => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
    const row = currentRow();
    if (event.key === "*" && row?.dataset.alike) {
      for (const other of list.querySelectorAll("tr[data-alike]")) {
        const it = box(other);
        if (it && !it.checked && other.dataset.alike === row.dataset.alike) it.click();
      }
      event.preventDefault();
    } else if (["c", "x", "a", "o"].includes(event.key) && !ticked().length && box(row)) {
      box(row).click(); // shows the bar of acts; the key's own handler presses its button
    }
  }, true);
  form.addEventListener("submit", (event) => {
    const verdict = event.submitter?.value;
    const reason = form.elements.reason, words = form.elements.words, until = form.elements.until;
    const missing =
      (verdict === "as-filled-in" && !reason.value && !words.value && !until.value && reason) ||
      (verdict === "dismissed" && !reason.value && !words.value && reason) ||
      (verdict === "accepted" && ((!until.value && until) || (!words.value && !reason.value && words)));
    if (missing) {
      event.preventDefault();
      missing.focus();
    }
  });
}
