// What improves every page. Each part works alone and says nothing where its page has no use for it; without a script
// every page reads and every act works.
import "./live.js";
import "./dialogs.js";
import "./drops.js";
import "./keys.js";
import "./cells.js";
import "./ticks.js";
import "./copying.js";
import { focusFirst } from "./focus.js";

focusFirst();
if (document.querySelector("[data-plot]")) {
  import("./plots.js").then((plots) => plots.drawAll(document));
}
document.addEventListener("htmx:afterSettle", (event) => {
  focusFirst(event.target);
  if (event.target.querySelector?.("[data-plot]")) {
    import("./plots.js").then((plots) => plots.drawAll(event.target));
  }
});
for (const field of document.querySelectorAll("select[data-submit]")) {
  // A list that is moved through by arrow keys must not leave the page at each step: so only where a pointer chose.
  let byPointer = false;
  field.addEventListener("pointerdown", () => (byPointer = true));
  field.addEventListener("keydown", () => (byPointer = false));
  field.addEventListener("change", () => byPointer && field.form.requestSubmit());
}
document.querySelector("form[data-send-on]")?.requestSubmit(); // after a proof of who one is, what was sent before goes on
