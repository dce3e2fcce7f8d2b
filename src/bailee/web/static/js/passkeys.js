// Passkeys: forms with data-passkey ask the browser for one, and send what it says. Without a script they say so.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function options(given) {
  const key = given.publicKey;
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const each of [...(key.excludeCredentials ?? []), ...(key.allowCredentials ?? [])]) each.id = bytes(each.id);
  return given;
}

function written(credential) {
  const answer = credential.response;
  const response = { clientDataJSON: text(answer.clientDataJSON) };
  if (answer.attestationObject) {
    response.attestationObject = text(answer.attestationObject);
    response.transports = answer.getTransports?.() ?? [];
  } else {
    response.authenticatorData = text(answer.authenticatorData);
    response.signature = text(answer.signature);
    response.userHandle = answer.userHandle ? text(answer.userHandle) : null;
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment ?? null, clientExtensionResults: credential.getClientExtensionResults() };
}

async function asked(form) {
  if (form.dataset.passkey === "login") {
    const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error("refused");
    return (await answer.json()).request_options;
  }
  return JSON.parse(form.dataset.given);
}

const WORDS = {
  NotAllowedError: "The browser was not given a passkey: it was stopped, or took too long. Try again, or take another way.",
  InvalidStateError: "This passkey is here already.",
  SecurityError: "A browser makes passkeys for a name, not for a number, and over https alone. Open this server by its name.",
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const problem = form.querySelector("[data-passkey-problem]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    problem.hidden = true;
    try {
      if (!window.PublicKeyCredential) throw new DOMException("", "SecurityError");
      const given = options(await asked(form));
      const credential = form.dataset.passkey === "create" ? await navigator.credentials.create(given) : await navigator.credentials.get(given);
      form.elements.credential.value = JSON.stringify(written(credential));
      form.requestSubmit();
    } catch (error) {
      problem.querySelector("p").textContent = WORDS[error.name] ?? "The passkey could not be used. Try again, or take another way.";
      problem.hidden = false;
    }
  });
}
