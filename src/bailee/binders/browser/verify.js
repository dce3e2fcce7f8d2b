// Checks the folder that this page lies in, without any network: press "Check this folder" and choose it.
//
// It does what verify.py does of the log and the manifest: each leaf is SHA-256(0x00 || SHA-256(salt || record, as RFC 8785 writes
// it)), the leaves give the signed root (RFC 9162, 2.1), the key in log-key.txt signed it (Ed25519), each proof is the one that the
// tree gives, the log names the manifest, the manifest's seal holds (ECDSA P-256), and each file is the one that it names. What takes
// a reader of PDF or of time stamps (RFC 3161), and whether each act is what the log says, verify.py checks.
"use strict";

const OUTSIDE = ["manifest.json", "manifest.tsr", "records.jsonl", "checkpoint.txt"];
const utf8 = new TextEncoder();

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const hex = (bytes) => Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const equal = (one, other) => one.length === other.length && one.every((each, place) => each === other[place]);

function unhexed(text, size) {
  if (typeof text !== "string" || text.length !== 2 * size || !/^[0-9a-f]*$/.test(text)) throw new Error("another spelling");
  return Uint8Array.from({ length: size }, (_, place) => parseInt(text.slice(2 * place, 2 * place + 2), 16));
}

function decoded(text) { // base64, in the one spelling that each value has
  const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  if (base64(bytes) !== text) throw new Error("another spelling");
  return bytes;
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let place = 0;
  for (const each of parts) { whole.set(each, place); place += each.length; }
  return whole;
}

// RFC 8785 is what ECMAScript writes, with members sorted.
function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value !== null && typeof value === "object") {
    return "{" + Object.keys(value).sort().map((name) => JSON.stringify(name) + ":" + canonical(value[name])).join(",") + "}";
  }
  return JSON.stringify(value);
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value !== null && typeof value === "object") {
    // a Map keeps the order that it is given; an object would put names that are numbers first
    return new Map(Object.keys(value).sort().map((name) => [name, sorted(value[name])]));
  }
  return value;
}

function written(value, indent = "\n") { // how a JSON for people is written
  const inner = indent + " ";
  if (Array.isArray(value)) return value.length ? "[" + value.map((each) => inner + written(each, inner)).join(",") + indent + "]" : "[]";
  if (value instanceof Map) {
    if (!value.size) return "{}";
    return "{" + Array.from(value, ([name, each]) => inner + JSON.stringify(name) + ": " + written(each, inner)).join(",") + indent + "}";
  }
  return JSON.stringify(value);
}

const node = (left, right) => sha256(joined(new Uint8Array([1]), left, right));

async function treeOf(leaves) { // level by level; an odd one out goes up as it is
  const levels = [leaves];
  while (levels[levels.length - 1].length > 1) {
    const below = levels[levels.length - 1], above = [];
    for (let place = 0; place + 1 < below.length; place += 2) above.push(await node(below[place], below[place + 1]));
    if (below.length % 2) above.push(below[below.length - 1]);
    levels.push(above);
  }
  return levels;
}

function proofText(levels, index, checkpoint) {
  const lines = ["c2sp.org/tlog-proof@v1", "index " + index];
  let at = index;
  for (const level of levels.slice(0, -1)) {
    if ((at ^ 1) < level.length) lines.push(base64(level[at ^ 1]));
    at >>= 1;
  }
  return lines.join("\n") + "\n\n" + checkpoint;
}

function readNote(note) {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1), tail = note.slice(end + 2);
  const [origin, size, root] = text.split("\n");
  if (end < 0 || !tail.endsWith("\n") || String(Number(size)) !== size) throw new Error("no checkpoint");
  const signatures = tail.slice(0, -1).split("\n").map((line) => {
    const [dash, name, signature, more] = line.split(" ");
    if (dash !== "—" || more !== undefined) throw new Error("no signature");
    return [name, decoded(signature)];
  });
  return { origin, size: Number(size), root: decoded(root), text, signatures };
}

async function isSigned(note, key) {
  const { origin, text, signatures } = readNote(note);
  const ident = (await sha256(joined(utf8.encode(origin + "\n\x01"), key))).slice(0, 4);
  const ours = signatures.find(([name, signature]) => name === origin && equal(signature.slice(0, 4), ident));
  if (!ours) return false;
  const known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, known, ours[1].slice(4), utf8.encode(text));
}

function keysIn(text) {
  const keys = text.split("\n").slice(0, -1).map((line) => {
    const [key, word, until] = line.split(" ");
    return { key: unhexed(key, 32), until: word === "until" ? Number(until) : 0 };
  });
  const back = keys.map(({ key, until }) => hex(key) + (until ? " until " + until : "") + "\n").join("");
  if (!keys.length || back !== text) throw new Error("another spelling");
  return keys;
}

function keyAt(keys, size) {
  const before = keys.slice(1).sort((one, other) => one.until - other.until).find(({ until }) => size <= until);
  return (before || keys[0]).key;
}

function rawSignature(der) { // ECDSA: what X9.62 writes as two numbers, WebCrypto wants side by side
  const numbers = [];
  let at = 2;
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new Error("no signature");
  for (let each = 0; each < 2; each += 1) {
    const length = der[at + 1];
    if (der[at] !== 2) throw new Error("no signature");
    let number = der.slice(at + 2, at + 2 + length);
    while (number.length > 32 && number[0] === 0) number = number.slice(1);
    numbers.push(joined(new Uint8Array(32 - number.length), number));
    at += 2 + length;
  }
  if (at !== der.length) throw new Error("no signature");
  return joined(...numbers);
}

async function sealFaults(manifest) {
  try {
    const content = utf8.encode(canonical(manifest.statement)), seal = manifest.seal;
    if (hex(await sha256(content)) !== seal.sha256) return ["the statement is another one than was sealed"];
    if (seal.algorithm !== "ECDSA P-256, SHA-256, over RFC 8785") return ["its algorithm was changed"];
    const curve = { name: "ECDSA", namedCurve: "P-256" };
    const key = await crypto.subtle.importKey("spki", decoded(seal.key), curve, false, ["verify"]);
    const holds = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, rawSignature(decoded(seal.signature)), content);
    return holds ? [] : ["its seal does not belong to this statement and key"];
  } catch {
    return ["its seal is damaged"];
  }
}

async function readLog(text, faults) {
  const log = { records: [], erased: [], leaves: [] };
  const lines = text.split("\n");
  if (lines.pop()) faults.push("records.jsonl is cut off in the middle of a line");
  for (const [place, line] of lines.entries()) {
    const number = place + 1;
    let leaf = new Uint8Array(32);
    try {
      const told = JSON.parse(line);
      let sequence = told.sequence;
      if (told.record) {
        const salted = joined(unhexed(told.salt, 32), utf8.encode(canonical(told.record)));
        leaf = await sha256(joined(new Uint8Array([0]), await sha256(salted)));
        if (hex(leaf) !== told.leaf) faults.push(`record ${number}: the record, its salt or its leaf was changed`);
        for (const [name, mark] of Object.entries(told.marks || {})) {
          const value = name === "details" ? canonical(told.record.details) : told.record[name];
          const is = hex(await sha256(joined(unhexed(told.salt, 32), utf8.encode(canonical([name, value]))))).slice(0, 16);
          if (is !== mark) faults.push(`record ${number}, ${name}: was changed`);
        }
        sequence = told.record.sequence;
        log.records.push(told.record);
      } else {
        leaf = unhexed(told.leaf, 32);
        const names = Object.keys(told).sort().join();
        if (names === "erased,leaf,sequence" && told.erased === true) log.erased.push(number);
        else if (names !== "leaf,sequence,withheld" || told.withheld !== true) throw new Error("another shape");
      }
      if (sequence !== number) faults.push(`record ${number}: a record before this one was dropped, added or moved`);
      else if (canonical(told) !== line) faults.push(`record ${number}: is written otherwise than it was`);
    } catch {
      faults.push(`record ${number}: this is no record`);
    }
    log.leaves.push(leaf);
  }
  return log;
}

function otherLeaves(files, leaves) { // the manifest has marks of them: it names them, the root is what proves
  try {
    const marks = decoded(JSON.parse(new TextDecoder().decode(files.get("manifest.json"))).statement.leaves);
    return leaves.slice(0, marks.length / 3).flatMap((leaf, place) => (
      equal(leaf.slice(0, 3), marks.slice(3 * place, 3 * place + 3)) ? [] : [`record ${place + 1}: its leaf was changed`]
    ));
  } catch {
    return [];
  }
}

function erasureFaults(log) {
  const said = new Set();
  for (const record of log.records.filter(({ action }) => action === "record-erased")) {
    for (const each of record.details.records || []) if (each.sequence < record.sequence) said.add(each.sequence + " " + each.leaf);
  }
  return log.erased
    .filter((number) => !said.has(number + " " + hex(log.leaves[number - 1])))
    .map((number) => `record ${number}: was emptied, and no record of the log says that it was erased`);
}

// `files`: name -> bytes. Gives faults in words; none where all of it holds.
async function check(files, say = () => {}) {
  const faults = [], text = (name) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(files.get(name));
  const gone = ["manifest.json", "records.jsonl", "checkpoint.txt", "log-key.txt"].filter((name) => !files.has(name));
  if (gone.length) return gone.map((name) => `${name}: is missing: this folder is cut off, or is no binder`);
  say("reading the log");
  const log = await readLog(text("records.jsonl"), faults);
  const checkpoint = text("checkpoint.txt");
  let levels = [log.leaves];
  try {
    const note = readNote(checkpoint), keys = keysIn(text("log-key.txt"));
    levels = await treeOf(log.leaves);
    const replaced = log.records.filter(({ action }) => action === "log-key-rotated").map((each) => `${each.sequence} ${each.details.old}`);
    const named = keys.slice(1).map(({ key, until }) => `${until} ${hex(key)}`);
    if (replaced.sort().join() !== named.sort().join()) faults.push("log-key.txt: the keys of before are not those that the log names");
    if (!(await isSigned(checkpoint, keyAt(keys, note.size)))) faults.push("checkpoint.txt: was not signed by the key in log-key.txt");
    if (note.size !== log.leaves.length) faults.push(`record ${Math.min(note.size, log.leaves.length) + 1}: ${note.size} records were signed, ${log.leaves.length} are here`);
    else if (!equal(levels[levels.length - 1][0], note.root)) {
      faults.push("checkpoint.txt: the records do not give the root that was signed", ...otherLeaves(files, log.leaves));
    }
  } catch (fault) {
    const old = fault instanceof DOMException && fault.name === "NotSupportedError";
    faults.push(old ? "this browser cannot check Ed25519 signatures: use verify.py" : "checkpoint.txt or log-key.txt: is damaged");
  }
  faults.push(...erasureFaults(log));
  say("reading the files");
  faults.push(...(await fileFaults(files, text, log, levels, checkpoint)));
  return [...new Set(faults)];
}

async function fileFaults(files, text, log, levels, checkpoint) {
  const faults = [];
  let manifest, content;
  try {
    content = text("manifest.json");
    manifest = JSON.parse(content);
    if (manifest.statement.sort !== "binder") throw new Error("no binder");
  } catch {
    return ["manifest.json: is damaged"];
  }
  if (written(sorted(manifest)) + "\n" !== content) faults.push("manifest.json: is written otherwise than it was");
  const named = hex(await sha256(utf8.encode(canonical(manifest.statement))));
  const made = log.records.filter(({ action }) => action === "binder-made");
  const ours = made.find(({ details }) => details.manifest_sha256 === named);
  if (!ours) faults.push("manifest.json: the log names no manifest with this hash: it was changed, or is of another binder");
  const latest = ours || made[made.length - 1];
  if (latest && latest.details.seal_key !== manifest.seal.key) faults.push("manifest.json: its key is not the one that the log names");
  faults.push(...(await sealFaults(manifest)).map((why) => `manifest.json: ${why}`));
  const stamp = files.has("manifest.tsr") ? hex(await sha256(files.get("manifest.tsr"))) : "";
  if (ours && (ours.details.stamp_sha256 || "") !== stamp) faults.push("manifest.tsr: is not the time stamp that the log names, or is missing");
  const proofs = new Set(log.records.map(({ sequence }) => `proofs/${sequence}.tlog-proof`));
  for (const name of proofs) {
    if (!files.has(name)) faults.push(`${name}: is missing`);
    else if (text(name) !== proofText(levels, Number(name.slice(7, -11)) - 1, checkpoint)) faults.push(`${name}: does not lead to the signed root`);
  }
  for (const [name, told] of Object.entries(manifest.statement.files)) {
    if (!files.has(name)) faults.push(`${name}: is missing`);
    else if (hex(await sha256(files.get(name))) !== told.sha256) faults.push(`${name}: was changed`);
  }
  for (const name of files.keys()) {
    if (!(name in manifest.statement.files) && !OUTSIDE.includes(name) && !proofs.has(name)) faults.push(`${name}: was added: the manifest does not name it`);
  }
  return faults;
}

async function chosen(list) {
  const files = new Map();
  for (const file of list) {
    const name = file.webkitRelativePath.split("/").slice(1).join("/") || file.name;
    files.set(name, new Uint8Array(await file.arrayBuffer()));
  }
  return files;
}

function show(faults, count, where) {
  where.replaceChildren();
  const line = (tag, words) => { const made = document.createElement(tag); made.textContent = words; return made; };
  where.dataset.state = faults.length ? "broken" : "whole";
  if (!faults.length) {
    where.append(line("p", `✓ Everything holds: ${count} files are as they were sealed, and the log is whole.`));
    where.append(line("p", "Compare the key in log-key.txt with the one that you were told by another way: a forger would bring a key of his own."));
    return;
  }
  where.append(line("p", `× ${faults.length === 1 ? "One thing does" : `${faults.length} things do`} not hold:`));
  const all = document.createElement("ul");
  faults.slice(0, 200).forEach((each) => all.append(line("li", each)));
  where.append(all);
}

if (typeof document !== "undefined") {
  document.getElementById("folder").addEventListener("change", async (event) => {
    const where = document.getElementById("said");
    where.dataset.state = "working";
    where.textContent = "Checking…";
    if (!globalThis.crypto || !crypto.subtle) {
      show(["this browser gives no page of a file its cryptography: use verify.py"], 0, where);
      return;
    }
    try {
      const files = await chosen(event.target.files);
      show(await check(files, (words) => { where.textContent = `Checking: ${words}…`; }), files.size, where);
    } catch {
      show(["the folder cannot be read, or was changed while it was read"], 0, where);
    }
  });
}
