// A part of a page that goes on: <div data-live="ADDRESS" data-every="2"> is fetched again and put in its own place until
// what comes back has no data-live; data-then="load" then loads the page anew, for its heading and acts are of what went on.
// What it says in [data-announce] is read aloud at most every 10 seconds.
const SAID_EVERY = 10_000;
const voice = Object.assign(document.createElement("div"), { className: "away" });
voice.setAttribute("role", "status");
let saidAt = 0;

function say(part, isLast) {
  const words = part.querySelector("[data-announce]")?.textContent.trim();
  if (!words || (!isLast && Date.now() - saidAt < SAID_EVERY)) return;
  if (!voice.isConnected) document.body.append(voice);
  voice.textContent = words;
  saidAt = Date.now();
}

async function again(part) {
  if (!part.isConnected) return;
  if (document.hidden) return void document.addEventListener("visibilitychange", () => again(part), { once: true });
  let text;
  try {
    const answer = await fetch(part.dataset.live, { headers: { "X-Part": "1" }, credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    text = await answer.text();
  } catch {
    return void setTimeout(() => again(part), 5 * wait(part)); // the server may be back in a while; the page stays as it was
  }
  const got = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
  if (!got) return;
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.replaceWith(got);
  globalThis.htmx?.process(got);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  got.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
  say(got, !got.dataset.live);
  if (got.dataset.live) setTimeout(() => again(got), wait(got));
  else if (part.dataset.then === "load") setTimeout(() => location.reload(), 1000); // what was said is heard first
}

const wait = (part) => 1000 * Math.max(1, Number(part.dataset.every) || 2);

for (const part of document.querySelectorAll("[data-live]")) setTimeout(() => again(part), wait(part));
