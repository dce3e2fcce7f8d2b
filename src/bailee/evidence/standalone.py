#!/usr/bin/env python3
"""Verify an exported log, or a proof of who was told what, without bailee:  python3 verify.py [FOLDER] [CHECKPOINT…] [--trust ROOTS.pem]

Needs Python 3.9 or later and, to check signatures, the package "cryptography". This file is copied into every export as
verify.py. It shares no code with what wrote the log.

    records.jsonl    one record a line: {"leaf", "record", "salt"}
    checkpoint.txt   size and root of the log, signed (C2SP tlog-checkpoint, signed note, Ed25519)
    log-key.txt      the public key that signed it, 64 hex digits; below it the keys of before, each with the number of its last
                     record, which is the one that named the next key
    proofs/N.tlog-proof   that record N is in the log (C2SP tlog-proof), for those who get one record only

A proof has beside these:

    told.jsonl       who was told what, when, how, which version: one act a line, with a mark (16 hex digits) for each field
    notices/         the words of each version, as JSON; their hash is the version's
    certificates/    of each signature the sealed evidence (JSON) and the sealed page (PDF, PAdES; a time stamp where there is one)
    consents/        the record of each consent, refusal or withdrawal (JSON-LD, the fields of ISO/IEC TS 27560)
    forms/           what was shown before, as JSON; its hash is what the log names
    manifest.json    hashes of all files, and of the fields of each JSON, sealed (ECDSA P-256 over RFC 8785); the log names its hash
    manifest.tsr     a time of somebody else's for it (RFC 3161), where a service gave one
    time-stamp-roots.pem   whom its stamps must lead to; --trust names a file of your own instead

What is checked: each leaf is SHA-256(0x00 ‖ SHA-256(salt ‖ record as RFC 8785 writes it)); the leaves give the signed root
(RFC 9162, section 2.1); the key signed it; each proof leads to the root; and each further checkpoint that you name, such as
one that was mailed to you earlier, is a true beginning of this log. Of a proof: the manifest is what the log names, each
file is what the manifest names, each act is one that the log records, each signature's evidence, page and time stamp hold,
at the time that the stamp says, each consent is what the log says was said to which purpose after being shown which form. What was changed is named, down to the field. Exit code 0: all of it holds, 1: something does not.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

UTC = timezone.utc  # noqa: UP017 - Python 3.9 has no other name for it

RECORDS, CHECKPOINT, KEY, PROOFS = "records.jsonl", "checkpoint.txt", "log-key.txt", "proofs"
MANIFEST, STAMP, ROOTS, TOLD = "manifest.json", "manifest.tsr", "time-stamp-roots.pem", "told.jsonl"
NOTICES, CERTIFICATES, CONSENTS, FORMS = "notices", "certificates", "consents", "forms"
PROOF_HEADER = "c2sp.org/tlog-proof@v1"

Fault = tuple[int, str, str]  # record (0: none in particular), what, why


def is_export(folder: Path) -> bool:
    return (folder / RECORDS).is_file() and (folder / CHECKPOINT).is_file()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, level by level: an odd one out goes up as it is."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = leaves
    while len(level) > 1:
        above = [node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = above + level[len(above) * 2 :]
    return level[0]


def canonical(value: object) -> str:
    """RFC 8785 for what records hold: text, whole numbers, true, false, null, lists, objects."""
    if isinstance(value, float):
        raise ValueError("fractions are written by rules of their own")
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(inner) for name, inner in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def leaf_of(line: dict[str, object], text: str) -> bytes:
    """The leaf of one line. A record with fractions is taken as it is written, which is canonical already."""
    record = line["record"]
    try:
        written = canonical(record)
    except ValueError:
        start = text.index('"record":') + len('"record":')
        written = text[start : text.rindex(',"salt":')]
    salted = bytes.fromhex(str(line["salt"])) + written.encode()
    return hashlib.sha256(b"\x00" + hashlib.sha256(salted).digest()).digest()


def details_as_written(details: dict[str, Any], text: str) -> str:
    """The details of a record in canonical form; with fractions in them as they are written, which is canonical already."""
    try:
        return canonical(details)
    except ValueError:
        start = text.index('"details":', text.index('"record":')) + len('"details":')
        return text[start : text.rindex(',"organisation_id":')]


def changed_in(line: dict[str, Any], text: str) -> list[tuple[str, str]]:
    """Which field of a record was changed, by its marks: where one or more still fit."""
    unnamed = [("leaf", "the record, its salt or its leaf was changed")]
    marks, record = line.get("marks"), line["record"]
    if not isinstance(marks, dict):
        return unnamed
    salt = bytes.fromhex(str(line["salt"]))
    changed = []
    for name in sorted({*marks, *record}):
        value = record.get(name)
        told = details_as_written(value, text) if name == "details" and isinstance(value, dict) else value
        if marks.get(name) != hashlib.sha256(salt + canonical([name, told]).encode()).hexdigest()[:16]:
            changed.append((name, "was changed"))
    if not changed:
        return [("leaf", "was changed")]
    return changed if len(changed) < len(marks) else [("salt", "the salt was changed, or the whole record")]


def read_note(note: str) -> tuple[str, int, bytes, str, list[tuple[str, bytes]]]:
    text, _, tail = note.rpartition("\n\n")
    origin, size, encoded = text.split("\n")[:3]
    signatures = []
    for line in tail.strip("\n").split("\n"):
        dash, name, signature = line.split(" ")
        if dash == "—":
            signatures.append((name, base64.b64decode(signature, validate=True)))
    return origin, int(size), base64.b64decode(encoded, validate=True), text + "\n", signatures


def is_signed(note: str, key: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    origin, _, _, text, signatures = read_note(note)
    ident = hashlib.sha256(origin.encode() + b"\n\x01" + key).digest()[:4]
    for name, signature in signatures:
        if name == origin and signature[:4] == ident:
            try:
                Ed25519PublicKey.from_public_bytes(key).verify(signature[4:], text.encode())
                return True
            except (InvalidSignature, ValueError):
                return False
    return False


def keys_in(text: str) -> list[tuple[bytes, int]]:
    """The keys of log-key.txt: the present one first, with 0, then those of before, each with the last size that it signed."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    return [(bytes.fromhex(words[0]), int(words[2]) if words[1:2] == ["until"] else 0) for words in lines]


def key_at(keys: list[tuple[bytes, int]], size: int) -> bytes:
    """The key that signed when the log had this size."""
    before = sorted((until, key) for key, until in keys[1:])
    return next((key for until, key in before if size <= until), keys[0][0])


def proof_holds(text: str, leaf: bytes, checkpoint: str) -> int | None:
    """The number of the record that a proof is for; None where it does not lead from the leaf to the signed root."""
    head, _, note = text.partition("\n\n")
    header, index_line, *hashes = head.split("\n")
    word, _, digits = index_line.partition(" ")
    if header != PROOF_HEADER or word != "index" or note != checkpoint:
        return None
    index = int(digits)
    _, size, wanted, _, _ = read_note(note)
    at, last, result = index, size - 1, leaf
    for each in hashes:
        sibling = base64.b64decode(each, validate=True)
        if at % 2 or at == last:
            result = node(sibling, result)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            result = node(result, sibling)
        at, last = at // 2, last // 2
    return index + 1 if last == 0 and result == wanted else None


def verify(
    folder: Path, elsewhere: list[tuple[str, str]] | None = None, trust: bytes | None = None
) -> tuple[int, list[Fault]]:
    """Number of records, and what does not hold. `trust`: root certificates (PEM) of time-stamp services, for those of the proof."""
    faults: list[Fault] = []
    records: list[dict[str, Any]] = []
    leaves: list[bytes] = []
    replaced: dict[int, str] = {}  # keys that signed up to a record, as the log itself says
    for number, text in enumerate((folder / RECORDS).read_text(encoding="utf-8").splitlines(), start=1):
        try:
            line = json.loads(text)
            leaf = leaf_of(line, text)
            if line["leaf"] != leaf.hex():
                faults += [(number, *each) for each in changed_in(line, text)]
            elif "marks" in line and changed_in(line, text) != [("leaf", "was changed")]:
                faults.append((number, "marks", "was changed"))
            if line["record"]["sequence"] != number:
                faults.append((number, "sequence", "a record before this one was dropped, added or moved"))
            records.append(line["record"])
            if line["record"]["action"] == "log-key-rotated":
                replaced[number] = line["record"]["details"]["old"]
        except (ValueError, KeyError, TypeError, RecursionError):
            faults.append((number, "record", "this is no record"))
            leaf = b"\x00" * 32
        leaves.append(leaf)
    try:
        checkpoint = (folder / CHECKPOINT).read_bytes().decode()
        keys = keys_in((folder / KEY).read_text())
        origin, size, signed_root, _, _ = read_note(checkpoint)
        if {until: key.hex() for key, until in keys[1:]} != replaced:
            faults.append((0, "key", "the keys of before in log-key.txt are not those that the log names"))
        if not is_signed(checkpoint, key_at(keys, size)):
            faults.append((0, "checkpoint", "it was not signed by the key in log-key.txt"))
        if size != len(leaves):
            faults.append((min(size, len(leaves)) + 1, "record", f"{size} records were signed, {len(leaves)} are here"))
        elif root(leaves) != signed_root:
            faults.append((0, "checkpoint", "the records do not give the root that was signed"))
    except (OSError, ValueError, IndexError):
        return len(leaves), [*faults, (0, "checkpoint", "checkpoint.txt or log-key.txt is missing or damaged")]
    for path in sorted((folder / PROOFS).glob("*.tlog-proof")):
        number = int(path.name.partition(".")[0]) if path.name.partition(".")[0].isdigit() else 0
        try:
            good = (
                0 < number <= len(leaves)
                and proof_holds(path.read_bytes().decode(), leaves[number - 1], checkpoint) == number
            )
        except (OSError, ValueError, IndexError):
            good = False
        if not good:
            faults.append((number, "proof", "the proof does not lead to the signed root"))
    for name, note in elsewhere or []:
        try:
            old_origin, old_size, old_root, _, _ = read_note(note)
            signed = is_signed(note, key_at(keys, old_size)) and old_origin == origin
        except (ValueError, IndexError):
            signed, old_size, old_root = False, 0, b""
        if not signed:
            faults.append((0, "kept", f"the checkpoint in {name} is none of this log"))
        elif old_size > len(leaves) or root(leaves[:old_size]) != old_root:
            reason = f"the records 1 to {old_size} are not those of the checkpoint in {name}"
            faults.append((old_size, "kept", reason))
    if is_proof(folder):
        faults += [(0, what, why) for what, why in proof_faults(folder, records, trust)]
    return len(leaves), faults


# ---- a proof of who was told what ------------------------------------------------------------------------------------


def is_proof(folder: Path) -> bool:
    return any((folder / name).exists() for name in (MANIFEST, TOLD, CERTIFICATES))


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def mark_of(name: str, value: object) -> str:
    """What a field said, short: it names a changed field, the hash of its file is what proves."""
    return digest(canonical([name, value]).encode())[:16]


def fields_of(value: object, at: str = "") -> Iterator[tuple[str, object]]:
    """Each field of a JSON, by its pointer."""
    if isinstance(value, dict) and value:
        for name in sorted(value):
            yield from fields_of(value[name], f"{at}/{name}")
    elif isinstance(value, list) and value:
        for index, each in enumerate(value):
            yield from fields_of(each, f"{at}/{index}")
    else:
        yield at or "/", value


def proof_faults(folder: Path, records: list[dict[str, Any]], trust: bytes | None) -> list[tuple[str, str]]:
    """What does not hold of a proof, its log given."""
    try:
        content = (folder / MANIFEST).read_bytes()
        manifest = json.loads(content)
        statement, seal = manifest["statement"], manifest["seal"]
        files: dict[str, Any] = dict(statement["files"])
        named = digest(canonical(statement).encode())
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return [(MANIFEST, "is missing or damaged")]
    faults, roots = [], []
    try:
        roots = certificates_in(trust if trust is not None else _read(folder / ROOTS))
    except ValueError:
        faults.append((ROOTS if trust is None else "what --trust names", "holds a certificate that cannot be read"))
    made = [each for each in records if each.get("action") == "proof-made"]
    ours = [each for each in made if each["details"].get("manifest_sha256") == named]
    if not ours:
        faults.append((MANIFEST, "the log names no manifest with this hash: it was changed, or is of another proof"))
    if (ours or made) and seal.get("key") != (ours or made)[-1]["details"].get("seal_key"):
        faults.append((f"{MANIFEST} /seal/key", "is not the key that the log names"))
    faults += [(f"{MANIFEST} {what}", why) for what, why in seal_faults(manifest)]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    outside = {MANIFEST, STAMP, RECORDS, CHECKPOINT, KEY, "verify.py"}
    faults += [(name, "is missing") for name in sorted(files.keys() - there)]
    faults += [(name, "was added: the manifest does not name it") for name in sorted(there - files.keys() - outside)]
    for name in sorted(files.keys() & there):
        data = (folder / name).read_bytes()
        if digest(data) != files[name].get("sha256"):
            faults += [(f"{name} {what}".rstrip(), why) for what, why in changes_of(name, data, files[name])]
    if (folder / STAMP).is_file():
        faults += [(STAMP, why) for why in stamp_faults((folder / STAMP).read_bytes(), content, roots)]
    by_subject: dict[tuple[str, str], dict[str, Any]] = {(each["action"], each["subject"]): each for each in records}
    faults += told_faults(folder, {each["sequence"]: each for each in records})
    for path in sorted((folder / CERTIFICATES).glob("*.json")):
        faults += [
            (f"{CERTIFICATES}/{path.name} {what}".rstrip(), why) for what, why in signature_faults(path, by_subject)
        ]
    for path in sorted((folder / CERTIFICATES).glob("*.pdf")):
        signed = by_subject.get(("notice-signed", f"sign-off-{path.stem}"), {}).get("details", {})
        stamped = by_subject.get(("certificate-stamped", f"sign-off-{path.stem}"), {}).get("details", {})
        data = path.read_bytes()
        if digest(data) not in (signed.get("certificate_sha256"), stamped.get("certificate_sha256")):
            faults.append((f"{CERTIFICATES}/{path.name}", "is not the page whose hash the log names"))
        faults += [
            (f"{CERTIFICATES}/{path.name}", why) for why in page_faults(data, str(signed.get("seal_key")), roots)
        ]
    for part in (NOTICES, FORMS):
        for path in sorted((folder / part).glob("*.json")):
            faults += [(f"{part}/{path.name} {what}".rstrip(), why) for what, why in notice_faults(path)]
    for path in sorted((folder / CONSENTS).glob("*.json")):
        faults += [
            (f"{CONSENTS}/{path.name} {what}".rstrip(), why) for what, why in consent_faults(path, by_subject, folder)
        ]
    return list(dict.fromkeys(faults))


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def changes_of(name: str, data: bytes, named: dict[str, Any]) -> list[tuple[str, str]]:
    """What of a file was changed, down to the field where its fields are named."""
    if "lines" in named:
        return changed_lines(data, [str(each) for each in named["lines"]])
    if "fields" not in named:
        return [("", "was changed")]
    try:
        found = {at: mark_of(at, value) for at, value in fields_of(json.loads(data))}
    except (ValueError, RecursionError):
        return [("", "was changed: it is no JSON any more")]
    known: dict[str, str] = named["fields"]
    faults = [(at, "was dropped") for at in sorted(known.keys() - found.keys())]
    faults += [(at, "was added") for at in sorted(found.keys() - known.keys())]
    faults += [(at, "was changed") for at in sorted(found.keys() & known.keys()) if found[at] != known[at]]
    return faults or [("", "was written otherwise; its fields say what they said")]


def changed_lines(data: bytes, known: list[str]) -> list[tuple[str, str]]:
    """Acts that were changed, dropped, doubled or moved, by their lines."""
    lines = data.decode("utf-8", "replace").splitlines()
    found = [digest(line.encode())[:16] for line in lines]
    if len(found) == len(known) and sorted(found) != sorted(known):
        faults = []
        for number, (line, was, has) in enumerate(zip(lines, known, found), start=1):  # noqa: B905 - as long as each other
            if was != has:
                faults += [(f"act {number}{f', {field}' if field else ''}", "was changed") for field in unmarked(line)]
        return faults
    faults = [(f"act {number}", "was dropped") for number, each in enumerate(known, start=1) if each not in set(found)]
    for number, each in enumerate(found, start=1):
        if each not in set(known):
            faults.append((f"act {number}", "was added"))
        elif found.count(each) > known.count(each) and found.index(each) != number - 1:
            faults.append((f"act {number}", "was doubled"))
    moved = [number for number, (was, has) in enumerate(zip(known, found), start=1) if was != has]  # noqa: B905
    return faults or [(f"act {moved[0] if moved else 1}", "was moved" if moved else "was written otherwise")]


def unmarked(line: str) -> list[str]:
    """Fields of an act that are not what its marks say; one empty name where nobody can say which."""
    try:
        told = json.loads(line)
        act, marks = dict(told["act"]), dict(told["marks"])
        return [name for name in sorted({*act, *marks}) if marks.get(name) != mark_of(name, act.get(name))] or [""]
    except (ValueError, KeyError, TypeError, RecursionError):
        return [""]


RECORDED = {
    "signed": "notice-signed",
    "declined": "notice-declined",
    "sent": "notice-sent",
    "delivered": "delivery-started",
    "put-up": "notice-put-up",
    "consented": "consent-said",
    "refused": "consent-said",
    "withdrew": "consent-said",
}
SAID = {"consented": "given", "refused": "refused", "withdrew": "withdrawn"}
STATUS = {"given": "dpv:ConsentGiven", "refused": "dpv:ConsentRefused", "withdrawn": "dpv:ConsentWithdrawn"}


def told_faults(folder: Path, records: dict[int, dict[str, Any]]) -> list[tuple[str, str]]:
    """Acts that the log does not record, or of another version than it says."""
    faults = []
    for number, line in enumerate(_read(folder / TOLD).decode("utf-8", "replace").splitlines(), start=1):
        try:
            act = json.loads(line)["act"]
            record = records.get(act["record"])
            if record is None:
                faults.append((f"{TOLD} act {number}, record", "the log has no such record"))
            elif record["action"] != RECORDED.get(act["what"]):
                faults.append((f"{TOLD} act {number}, what", "the log records something else there"))
            else:
                details = record["details"]
                named = details.get("version_sha256", details.get("sha256"))
                if named is not None and named != act["sha256"]:
                    faults.append((f"{TOLD} act {number}, sha256", "the log names another version"))
                if act["what"] in SAID:
                    faults += [(f"{TOLD} act {number}, {what}", why) for what, why in said_faults(act, details)]
        except (ValueError, KeyError, TypeError, RecursionError):
            faults.append((f"{TOLD} act {number}", "this is no act"))
    return faults


def said_faults(act: dict[str, Any], details: dict[str, Any]) -> list[tuple[str, str]]:
    """What an act of consent says otherwise than the log: to which form and purpose, what, how, until when."""
    said, until = SAID[act["what"]], details["until"] if act["what"] == "consented" else ""
    if act["purpose"] not in details["said"]:
        return [("purpose", "the log names no such purpose")]
    wanted = {"what": details["said"][act["purpose"]], "how": details["how"], "until": until, "notice": details["form"]}
    has = {"what": said, "how": act["how"], "until": act["until"], "notice": f"{act['notice']}-v{act['version']}"}
    return [(name, "the log says otherwise") for name in wanted if has[name] != wanted[name]]


def consent_faults(
    path: Path, by_subject: dict[tuple[str, str], dict[str, Any]], folder: Path
) -> list[tuple[str, str]]:
    """The record of one consent: what the log names of it, and what was shown as the form says."""
    try:
        told = json.loads(path.read_bytes())
        record = by_subject.get(("consent-said", f"consent-{path.stem}"))
        if told["dct:identifier"] != path.stem or record is None:
            return [("/dct:identifier", "the log knows no such record, or the file has another's name")]
        details, shown = record["details"], told["dpv:hasNotice"]
        kept = json.loads((folder / FORMS / f"{details['form']}-{shown['dct:language']}.json").read_bytes())
        form: dict[str, Any] = kept["form"]
        pairs = [
            ("/dpv:hasNotice/bailee:sha256", shown["bailee:sha256"], details["sha256"]),
            ("/dpv:hasNotice/bailee:sha256", shown["bailee:sha256"], kept["sha256"]),
            ("/dpv:hasNotice/dct:title", shown["dct:title"], form["title"]),
            ("/dpv:hasNotice/dct:hasVersion", shown["dct:hasVersion"], kept["version"]),
            ("/dpv:hasDataController/dct:title", told["dpv:hasDataController"]["dct:title"], form["controller"]),
            ("/dpv:hasDataController/dpv:hasContact", told["dpv:hasDataController"]["dpv:hasContact"], form["contact"]),
        ]
        asked = {each["ident"]: each for each in form["purposes"]}
        said = dict(details["said"])
        for index, process in enumerate(told["dpv:hasProcess"]):
            at, ident = f"/dpv:hasProcess/{index}", process["dct:identifier"]
            if ident not in said or ident not in asked:
                return [(f"{at}/dct:identifier", "the log, or the form, names no such purpose")]
            act, purpose = said.pop(ident), asked[ident]
            until = details["until"] or None if act == "given" else None
            pairs += [
                (f"{at}/dpv:hasPurpose", process["dpv:hasPurpose"], purpose["words"]),
                (f"{at}/dpv:hasRecipient", process["dpv:hasRecipient"], purpose["recipients"]),
                (f"{at}/dpv:hasStorageCondition", process["dpv:hasStorageCondition"], purpose["kept"]),
                (f"{at}/dpv:hasConsentStatus", process["dpv:hasConsentStatus"], STATUS[act]),
                (f"{at}/dpv:hasExpiry", process["dpv:hasExpiry"], until),
            ]
            for place, event in enumerate(process["bailee:events"]):
                of = f"{at}/bailee:events/{place}"
                pairs += [
                    (f"{of}/bailee:record", event["bailee:record"], path.stem),
                    (f"{of}/bailee:act", event["bailee:act"], act),
                    (f"{of}/bailee:how", event["bailee:how"], details["how"]),
                    (f"{of}/bailee:sha256", event["bailee:sha256"], details["sha256"]),
                ]
        faults = [(at, "is not what the log, or the form, says") for at, has, wanted in pairs if has != wanted]
        return faults + [("/dpv:hasProcess", f"leaves out what was said to {ident}") for ident in sorted(said)]
    except OSError:
        return [("", "the form that was shown is not here")]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return [("", "this is no record of consent")]


def notice_faults(path: Path) -> list[tuple[str, str]]:
    """The words of a version, or of a form: they have the hash that it goes by."""
    try:
        told = json.loads(path.read_bytes())
        for name in ("document", "form"):
            if name in told and digest(canonical(told[name]).encode()) != told["sha256"]:
                return [(f"/{name}", "these are not the words that have this version's hash")]
    except (ValueError, KeyError, TypeError, RecursionError):
        return [("", "is damaged")]
    return []


# ---- seals, pages, time stamps ----------------------------------------------------------------------------------------


def seal_faults(sealed: dict[str, Any]) -> list[tuple[str, str]]:
    """A sealed statement: its hash, and the signature (ECDSA P-256) by the key that it names."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        content, seal = canonical(sealed["statement"]).encode(), sealed["seal"]
        if digest(content) != seal["sha256"]:
            return [("/seal/sha256", "the statement is another one than was sealed")]
        if seal["algorithm"] != "ECDSA P-256, SHA-256, over RFC 8785":
            return [("/seal/algorithm", "was changed")]
        key: Any = load_der_public_key(base64.b64decode(seal["key"], validate=True))
        key.verify(base64.b64decode(seal["signature"], validate=True), content, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return [("/seal/signature", "does not belong to this statement and key")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [("/seal", "is damaged")]
    return []


def signature_faults(path: Path, by_subject: dict[tuple[str, str], dict[str, Any]]) -> list[tuple[str, str]]:
    """The evidence of one signature: sealed, and named by the log."""
    try:
        sealed = json.loads(path.read_bytes())
        receipt, seal = sealed["statement"]["receipt"], sealed["seal"]
        record = by_subject.get(("notice-signed", f"sign-off-{receipt}"))
        if receipt != path.stem or record is None:
            return [("/statement/receipt", "the log knows no such signature, or the file has another's name")]
        faults = seal_faults(sealed)
        if digest(canonical(sealed["statement"]).encode()) != record["details"].get("evidence_sha256"):
            faults.append(("/statement", "is not the evidence whose hash the log names"))
        if seal["key"] != record["details"].get("seal_key"):
            faults.append(("/seal/key", "is not the key that the log names"))
        return faults
    except (ValueError, KeyError, TypeError, RecursionError):
        return [("", "this is no evidence of a signature")]


def page_faults(data: bytes, key: str, roots: list[Any]) -> list[str]:
    """A sealed PDF: its seal by the key that the log names, then at most time stamps, and nothing behind them."""
    found = list(signed_parts(data))
    if not found or found[0][0] != "ETSI.CAdES.detached":
        return ["has no seal"]
    faults = []
    for number, (sort, covered, signed, end) in enumerate(found):
        if sort == "ETSI.RFC3161":
            faults += stamp_faults(signed, covered, roots)
        elif number:
            faults.append("has a second seal")
        else:
            faults += cms_faults(signed, covered, key)[0]
        last = end
    if data[last:].strip(b"\r\n"):
        faults.append("something was added behind its seal")
    return faults


def signed_parts(data: bytes) -> Iterator[tuple[str, bytes, bytes, int]]:
    """Signatures of a PDF in order: their sort, the bytes that each covers, itself, and where what it covers ends."""
    for found in re.finditer(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", data):
        start, length, after, rest = (int(each) for each in found.groups())
        begin = data.rfind(b" obj", 0, found.start())
        sort = re.search(rb"/SubFilter\s*/([A-Za-z0-9.]+)", data[begin : data.find(b"endobj", after)])
        hole = data[start + length : after].strip(b"<> \r\n")
        yield (
            sort.group(1).decode() if sort else "",
            data[start : start + length] + data[after : after + rest],
            bytes.fromhex(hole.decode("ascii")) if re.fullmatch(rb"(?:[0-9A-Fa-f]{2})+", hole) else b"",
            after + rest,
        )


def parts(data: bytes, start: int, end: int) -> list[tuple[int, int, int, int]]:
    """DER: what lies side by side, as (tag, begin, begin of content, end)."""
    found, at = [], start
    while at < end:
        tag, begin, length, at = data[at], at, data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(data[at : at + size], "big"), at + size
        if at + length > end:
            raise ValueError("cut off")
        found.append((tag, begin, at, at + length))
        at += length
    return found


HASHES = {"608648016503040201": "sha256", "608648016503040202": "sha384", "608648016503040203": "sha512"}
MESSAGE_DIGEST, TST_INFO = "2a864886f70d010904", "2a864886f70d0109100104"


def cms_faults(signed: bytes, covered: bytes | None, key: str = "") -> tuple[list[str], Any, list[Any], bytes]:
    """A CMS signature (RFC 5652): what does not hold, who signed, the certificates in it, its content. `covered`: what it is over,
    where it holds no content itself; `key`: whose it has to be (SubjectPublicKeyInfo, base64)."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    broken: tuple[list[str], Any, list[Any], bytes] = (["its signature is damaged"], None, [], b"")
    try:
        outer = parts(signed, 0, len(signed))[0] if not signed.endswith(b"\0") else _first(signed)
        info = parts(signed, outer[2], outer[3])
        body = parts(signed, *parts(signed, info[1][2], info[1][3])[0][2:])
        encap = parts(signed, *body[2][2:])
        content = b""
        if len(encap) > 1:
            octets = parts(signed, *encap[1][2:])[0]
            content = signed[octets[2] : octets[3]]
        held = [each for each in body[3:] if each[0] == 0xA0]
        inside = [
            x509.load_der_x509_certificate(signed[b:e]) for _, b, _, e in (parts(signed, *held[0][2:]) if held else [])
        ]
        signer = parts(signed, *parts(signed, *body[-1][2:])[0][2:])
        issuer, serial = parts(signed, *signer[1][2:])
        number = int.from_bytes(signed[serial[2] : serial[3]], "big")
        algorithm = parts(signed, *signer[2][2:])[0]
        name = HASHES[signed[algorithm[2] : algorithm[3]].hex()]
        attributes = signed[signer[3][1] : signer[3][3]]
        told = None
        for each in parts(signed, *signer[3][2:]):
            ident, values = parts(signed, *each[2:])
            if signed[ident[2] : ident[3]].hex() == MESSAGE_DIGEST:
                value = parts(signed, *values[2:])[0]
                told = signed[value[2] : value[3]]
        signature = signed[signer[5][2] : signer[5][3]]
        who = next(
            c for c in inside if c.serial_number == number and c.issuer.public_bytes() == signed[issuer[1] : issuer[3]]
        )
    except (ValueError, IndexError, KeyError, StopIteration, TypeError):
        return broken
    faults = []
    if told != hashlib.new(name, content if covered is None else covered).digest():
        faults.append("it was changed after it was signed")
    public: Any = who.public_key()
    chosen = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}[name]
    try:
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, b"\x31" + attributes[1:], padding.PKCS1v15(), chosen)
        elif isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, b"\x31" + attributes[1:], ec.ECDSA(chosen))
        else:
            faults.append("its signature is of a sort that is not checked here")
    except InvalidSignature:
        faults.append("its signature does not hold")
    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    if key and base64.b64encode(der).decode() != key:
        faults.append("it was signed by another key than the log names")
    return faults, who, inside, content


def _first(signed: bytes) -> tuple[int, int, int, int]:
    """The structure at the beginning: a PDF leaves room behind it."""
    length, at = signed[1], 2
    if length & 0x80:
        size = length & 0x7F
        length, at = int.from_bytes(signed[at : at + size], "big"), at + size
    if signed[at + length :].strip(b"\0"):
        raise ValueError("something behind it")
    return signed[0], 0, at, at + length


def certificates_in(pem: bytes) -> list[Any]:
    from cryptography import x509

    return [
        x509.load_pem_x509_certificate(each)
        for each in re.findall(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", pem, re.DOTALL)
    ]


def stamp_faults(token: bytes, covered: bytes, roots: list[Any]) -> list[str]:
    """A time stamp (RFC 3161): it is of these bytes, by a service that is trusted, with certificates that counted at that time."""
    faults, who, inside, content = cms_faults(token, None)
    if who is None:
        return [f"its time stamp: {each}" for each in faults]
    try:
        body = parts(content, *parts(content, 0, len(content))[0][2:])
        imprint = parts(content, *body[2][2:])
        algorithm = parts(content, *imprint[0][2:])[0]
        name = HASHES[content[algorithm[2] : algorithm[3]].hex()]
        if content[imprint[1][2] : imprint[1][3]] != hashlib.new(name, covered).digest():
            faults.append("it is of something else")
        said = re.match(r"(\d{14})(?:\.\d+)?Z", content[body[4][2] : body[4][3]].decode("ascii"))
        at = datetime.strptime(said.group(1), "%Y%m%d%H%M%S").replace(tzinfo=UTC) if said else None
    except (ValueError, IndexError, KeyError):
        return ["its time stamp is damaged"]
    if at is None:
        return ["its time stamp says no time"]
    faults += chain_faults(who, inside, roots, at)
    return [f"its time stamp: {each}" for each in faults]


def chain_faults(who: Any, inside: list[Any], roots: list[Any], at: datetime) -> list[str]:
    """From who signed to a root that is trusted, each of them good at that time."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    if not roots:
        return ["there is no root certificate to check it with: name one by --trust"]
    faults = []
    try:
        uses = list(who.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    except x509.ExtensionNotFound:
        uses = []
    if x509.oid.ExtendedKeyUsageOID.TIME_STAMPING not in uses:
        faults.append("its certificate is not one of a time-stamp service")
    current = who
    for _ in range(8):
        if not _since(current) <= at <= _until(current):
            faults.append(
                f"the certificate of {current.subject.rfc4514_string()} did not count at that time: it had expired, or had not begun"
            )
        if current in roots:
            return faults
        for issuer in (*roots, *inside):
            try:
                if issuer != current:
                    current.verify_directly_issued_by(issuer)
                    current = issuer
                    break
            except (ValueError, TypeError, InvalidSignature):
                continue
        else:
            break
    return [*faults, "it leads to no certificate that is trusted: it is of another service"]


def _since(certificate: Any) -> datetime:
    found: datetime = getattr(certificate, "not_valid_before_utc", None) or certificate.not_valid_before.replace(
        tzinfo=UTC
    )
    return found


def _until(certificate: Any) -> datetime:
    found: datetime = getattr(certificate, "not_valid_after_utc", None) or certificate.not_valid_after.replace(
        tzinfo=UTC
    )
    return found


def main(arguments: list[str]) -> int:
    trust = None
    if "--trust" in arguments[:-1]:
        place = arguments.index("--trust")
        trust = Path(arguments[place + 1]).read_bytes()
        arguments = arguments[:place] + arguments[place + 2 :]
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    notes = [(name, Path(name).read_bytes().decode("utf-8", "replace")) for name in arguments[1:]]
    count, faults = verify(folder, notes, trust)
    for number, what, why in faults:
        sys.stdout.write(f"BROKEN record {number or '-'}, {what}: {why}\n")
    key = (folder / KEY).read_text().split()[0] if (folder / KEY).is_file() else "?"
    if is_proof(folder):
        acts = len(_read(folder / TOLD).splitlines())
        stamp = (
            "with a time of somebody else's" if (folder / STAMP).is_file() else "whose time is its maker's word alone"
        )
        sys.stdout.write(
            f"a proof of {acts} acts, {len(list((folder / CERTIFICATES).glob('*.json')))} of them signatures, "
            f"{len(list((folder / CONSENTS).glob('*.json')))} records of consent, {stamp}\n"
        )
    sys.stdout.write(f"{count} records, {'all hold' if not faults else 'NOT as they were written'}, signed by {key}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
