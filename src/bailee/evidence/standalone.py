#!/usr/bin/env python3
"""Verify an exported log, a proof of who was told what, or a binder, without bailee:

    python3 verify.py [FOLDER] [CHECKPOINT…] [--trust ROOTS.pem]
    python3 verify.py --grown OLD-CHECKPOINT PROOF --key 64-HEX-DIGITS

Needs Python 3.9 or later and, to check signatures, the package "cryptography". This file is copied into every export as
verify.py. It shares no code with what wrote the log.

    records.jsonl    one record a line: {"leaf", "record", "salt"}; of one that was erased, or is not given here, only
                     {"erased" or "withheld", "leaf", "sequence"}: its place in the tree
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

A binder has a manifest too, which names every file of it but the log's, and what else was asked for (index.html says what);

    checkpoints/     earlier checkpoints, each a true beginning of this log; times of somebody else's for them (RFC 3161)

What is checked: each leaf is SHA-256(0x00 ‖ SHA-256(salt ‖ record as RFC 8785 writes it)); the leaves give the signed root
(RFC 9162, section 2.1); the key signed it; each proof leads to the root; a record that was erased is named by a later one; and each
further checkpoint that you name, such as one that was mailed to you earlier, is a true beginning of this log. Of a proof and a
binder: the manifest is what the log names, each file is what the manifest names, each act is one that the log records, each
signature's evidence, page and time stamp hold, at the time that the stamp says, each consent is what the log says was said to which
purpose after being shown which form. Each text has one spelling, so a changed byte is a fault even where it would change no meaning.
What was changed is named, down to the field. With --grown no record is needed: the proof (as C2SP's tlog-witness is asked with)
shows that a newer checkpoint is of the same log, which only grew. Exit code 0: all of it holds, 1: something does not.
"""

from __future__ import annotations

import base64
import decimal
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple

UTC = timezone.utc  # noqa: UP017 - Python 3.9 has no other name for it

RECORDS, CHECKPOINT, KEY, PROOFS = "records.jsonl", "checkpoint.txt", "log-key.txt", "proofs"
EARLIER = "checkpoints"
MANIFEST, STAMP, ROOTS, TOLD = "manifest.json", "manifest.tsr", "time-stamp-roots.pem", "told.jsonl"
NOTICES, CERTIFICATES, CONSENTS, FORMS = "notices", "certificates", "consents", "forms"
PROOF_HEADER = "c2sp.org/tlog-proof@v1"
ERASED = "record-erased"
MADE = ("proof-made", "binder-made")

MOVED = "a record before this one was dropped, added or moved"

Fault = tuple[int, str, str]  # record (0: none in particular), what, why


class Found(NamedTuple):
    """How many records there are, what does not hold, and what one should know though all of it does."""

    records: int
    faults: list[Fault]
    notes: list[tuple[int, str]]


def is_export(folder: Path) -> bool:
    return (folder / RECORDS).is_file() and (folder / CHECKPOINT).is_file()


# ---- one way to write things down -------------------------------------------------------------------------------------


def canonical(value: object) -> str:
    """RFC 8785: members sorted as UTF-16, no spaces, numbers as ECMAScript writes them."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(inner) for name, inner in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        return number_text(value)
    return json.dumps(value, ensure_ascii=False)


def number_text(value: float) -> str:
    """ECMA-262, Number::toString: the shortest digits that read back, of which Python finds the same."""
    if value == 0:
        return "0"
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("no number of JSON")
    sign, digits, exponent = decimal.Decimal(repr(value)).normalize().as_tuple()
    text, point = "".join(map(str, digits)), len(digits) + int(exponent)
    if 0 < point <= 21:
        shown = text + "0" * (point - len(text)) if len(text) <= point else f"{text[:point]}.{text[point:]}"
    elif -6 < point <= 0:
        shown = "0." + "0" * -point + text
    else:
        shown = f"{text[0]}{'.' if text[1:] else ''}{text[1:]}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return ("-" if sign else "") + shown


def decoded(text: str) -> bytes:
    """Base64, in the one spelling that each value has. ValueError for any other."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("another spelling")
    return data


def unhexed(text: object, size: int) -> bytes:
    """Small hex digits. ValueError for any other spelling."""
    data = bytes.fromhex(text) if isinstance(text, str) else b""
    if data.hex() != text or len(data) != size:
        raise ValueError("another spelling")
    return data


# ---- the tree ---------------------------------------------------------------------------------------------------------


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_of(leaves: list[bytes]) -> list[list[bytes]]:
    """MTH of RFC 9162, 2.1.1, level by level: an odd one out goes up as it is."""
    levels = [leaves]
    while len(levels[-1]) > 1:
        level = levels[-1]
        above = [node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        levels.append(above + level[len(above) * 2 :])
    return levels


def root(leaves: list[bytes]) -> bytes:
    return tree_of(leaves)[-1][0] if leaves else hashlib.sha256(b"").digest()


def proof_text(levels: list[list[bytes]], index: int, checkpoint: str) -> str:
    """What the proof of a leaf has to be, letter by letter."""
    lines, at = [PROOF_HEADER, f"index {index}"], index
    for level in levels[:-1]:
        if (at ^ 1) < len(level):
            lines.append(base64.b64encode(level[at ^ 1]).decode())
        at //= 2
    return "\n".join(lines) + "\n\n" + checkpoint


def grown(old: int, new: int, proof: list[bytes], old_root: bytes, new_root: bytes) -> bool:
    """RFC 9162, 2.1.4.2: the tree of the first `old` leaves is the beginning of this one."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node(each, first), node(each, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node(second, each)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


# ---- checkpoints and keys ---------------------------------------------------------------------------------------------


def read_note(note: str) -> tuple[str, int, bytes, str, list[tuple[str, bytes]]]:
    """Origin, size, root, signed text and signatures. ValueError or IndexError where it is no checkpoint."""
    text, _, tail = note.rpartition("\n\n")
    origin, size, encoded = text.split("\n")[:3]
    signatures = []
    if not tail.endswith("\n") or str(int(size)) != size:
        raise ValueError("no checkpoint")
    for line in tail[:-1].split("\n"):
        dash, name, signature = line.split(" ")
        if dash != "—":
            raise ValueError("no signature")
        signatures.append((name, decoded(signature)))
    return origin, int(size), decoded(encoded), text + "\n", signatures


def note_in(text: str) -> str:
    """The checkpoint in a text, such as a mail that was saved; the text itself where there is none in it."""
    plain = text.replace("\r\n", "\n")
    found = re.search(
        r"^[^\s]+/\d+\n\d+\n[A-Za-z0-9+/]+=*\n(?:[^\n]+\n)*\n(?:— [^ \n]+ [A-Za-z0-9+/]+=*\n)+", plain, re.MULTILINE
    )
    return found.group(0) if found else text


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
    keys = []
    for line in text.split("\n")[:-1]:
        words = line.split(" ")
        keys.append((unhexed(words[0], 32), int(words[2]) if words[1:2] == ["until"] else 0))
    if not keys or "".join(key.hex() + (f" until {until}" if until else "") + "\n" for key, until in keys) != text:
        raise ValueError("another spelling")
    return keys


def key_at(keys: list[tuple[bytes, int]], size: int) -> bytes:
    """The key that signed when the log had this size."""
    before = sorted((until, key) for key, until in keys[1:])
    return next((key for until, key in before if size <= until), keys[0][0])


def kept_fault(name: str, note: str, origin: str, keys: list[tuple[bytes, int]], leaves: list[bytes]) -> Fault | None:
    """What is wrong with a checkpoint that somebody kept, for this log."""
    try:
        old_origin, old_size, old_root, _, _ = read_note(note)
        signed = is_signed(note, key_at(keys, old_size))
    except (ValueError, IndexError):
        return 0, "kept", f"{name} is no checkpoint, or is damaged"
    if old_origin != origin:
        return 0, "kept", f"the checkpoint in {name} is of another log: {old_origin}, and this one is {origin}"
    if not signed:
        return (
            0,
            "kept",
            f"the checkpoint in {name} was signed by another key: it is of another client's log, or forged",
        )
    if old_size > len(leaves) or root(leaves[:old_size]) != old_root:
        return old_size, "kept", f"the records 1 to {old_size} are not those of the checkpoint in {name}"
    return None


def growth_faults(old: str, proof: str, keys: list[tuple[bytes, int]]) -> list[str]:
    """What is wrong with a proof that the log of a newer checkpoint begins with that of an older one."""
    try:
        head, _, new = proof.partition("\n\n")
        first, *lines = head.split("\n")
        old_origin, old_size, old_root, _, _ = read_note(old)
        origin, size, new_root, _, _ = read_note(new)
        path = [decoded(line) for line in lines]
        signed = is_signed(old, key_at(keys, old_size)), is_signed(new, key_at(keys, size))
    except (ValueError, IndexError):
        return ["one of the two is no checkpoint, or no proof that a log grew"]
    if old_origin != origin:
        return [f"they are of two logs: {old_origin} and {origin}"]
    if not all(signed):
        which = "both" if not any(signed) else "the older one" if not signed[0] else "the newer one"
        return [f"signed by another key than the one you named: {which}"]
    if first != f"old {old_size}":
        return [f"the proof is for a checkpoint of another size than {old_size}"]
    if not grown(old_size, size, path, old_root, new_root):
        return ["the newer log does not begin with the older one: it was written anew"]
    return []


# ---- the log ----------------------------------------------------------------------------------------------------------


# What C writes by itself as RFC 8785 wants it: texts of ASCII without fractions, which is nearly every line.
ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
FRACTION = re.compile(r'(?:":|[,\[])-?\d+[.eE]')  # also in some texts, which are then read the slow way


def is_whole(line: dict[str, Any], text: str) -> bool:
    """Whether a line is as it was written, in all its parts: the usual case, ten times as fast as looking at each apart."""
    if (
        not text.isascii()
        or FRACTION.search(text)
        or ENCODE(line) != text
        or {*line} != {"leaf", "marks", "record", "salt"}
    ):
        return False
    if not {"details", "organisation_id"} <= {*line["record"]}:
        return False
    # the line is canonical, so its parts are, too: as they stand in it
    written_record = text[text.index('"record":') + 9 : text.rindex(',"salt":')]
    salt, record = unhexed(line["salt"], 32), line["record"]
    leaf = hashlib.sha256(b"\x00" + hashlib.sha256(salt + written_record.encode()).digest()).hexdigest()
    marks = {}
    for name, value in record.items():
        if name == "details":
            start = written_record.index('"details":') + 10
            value = written_record[start : written_record.rindex(',"organisation_id":')]
        told = str(value) if type(value) is int else ENCODE(value)
        marks[name] = hashlib.sha256(salt + f'["{name}",{told}]'.encode()).hexdigest()[:16]
    return bool(leaf == line["leaf"] and marks == line["marks"])


def leaf_of(line: dict[str, Any]) -> bytes:
    salted = unhexed(line["salt"], 32) + canonical(line["record"]).encode()
    return hashlib.sha256(b"\x00" + hashlib.sha256(salted).digest()).digest()


def changed_in(line: dict[str, Any]) -> list[tuple[str, str]]:
    """Which field of a record was changed, by its marks: where one or more still fit."""
    marks, record = line.get("marks"), line["record"]
    if not isinstance(marks, dict):
        return [("leaf", "the record, its salt or its leaf was changed")]
    salt = bytes.fromhex(str(line["salt"]))
    changed = []
    for name in sorted({*marks, *record}):
        value = record.get(name)
        told = canonical(value) if name == "details" and isinstance(value, dict) else value
        if marks.get(name) != hashlib.sha256(salt + canonical([name, told]).encode()).hexdigest()[:16]:
            changed.append((name, "was changed"))
    if not changed:
        return [("leaf", "was changed")]
    return changed if len(changed) < len(marks) else [("salt", "the salt was changed, or the whole record")]


SHAPE = {
    "action": str,
    "actor": str,
    "at": str,
    "details": dict,
    "organisation_id": int,
    "sequence": int,
    "subject": str,
}


def misshapen(line: object) -> list[str]:
    """Fields of a record that are of another sort than any record's, or are not there."""
    if not isinstance(line, dict) or "record" not in line:
        return []  # what it is instead is looked at by whoever reads it
    record, salt = line["record"], line.get("salt")
    if not isinstance(record, dict):
        return ["record"]
    odd = [name for name, sort in SHAPE.items() if type(record.get(name)) is not sort]
    odd += [] if isinstance(salt, str) and re.fullmatch("[0-9a-f]{64}", salt) else ["salt"]
    odd += [] if isinstance(line.get("leaf"), str) and re.fullmatch("[0-9a-f]{64}", line["leaf"]) else ["leaf"]
    return odd + [name for name in line if name not in ("leaf", "marks", "record", "salt")]


class Log(NamedTuple):
    """What records.jsonl says: records that are given, numbers of those erased and withheld, and the leaves of all."""

    records: list[dict[str, Any]]
    erased: list[int]
    withheld: list[int]
    leaves: list[bytes]


def read_line(number: int, text: str) -> tuple[dict[str, Any], bytes, list[Fault]]:
    """What a line says, its leaf, and what is wrong with it. A line that cannot be read says nothing, and has no leaf."""
    faults: list[Fault] = []
    try:
        line: dict[str, Any] = json.loads(text)
        odd = misshapen(line)
        if odd:
            return {}, b"\x00" * 32, [(number, name, "is no such thing as a record has there") for name in odd]
        if "record" in line and is_whole(line, text):
            leaf, sequence = bytes.fromhex(line["leaf"]), line["record"]["sequence"]
            return line, leaf, [] if sequence == number else [(number, "sequence", MOVED)]
        if "record" in line:
            leaf = leaf_of(line)
            if line["leaf"] != leaf.hex():
                faults += [(number, *each) for each in changed_in(line)]
            elif "marks" in line and changed_in(line) != [("leaf", "was changed")]:
                faults.append((number, "marks", "was changed"))
            sequence = line["record"]["sequence"]
        else:
            leaf, sequence = unhexed(line["leaf"], 32), line["sequence"]
            how = [
                name for name in ("erased", "withheld") if {*line} == {name, "leaf", "sequence"} and line[name] is True
            ]
            if not how:
                raise ValueError("another shape")
        if sequence != number:
            faults.append((number, "sequence", MOVED))
        elif canonical(line) != text:
            faults.append((number, "record", "is written otherwise than it was"))
        return line, leaf, faults
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}, b"\x00" * 32, [(number, "record", "this is no record")]


def read_log(folder: Path) -> tuple[Log, list[Fault]]:
    log, faults = Log([], [], [], []), []
    text = (folder / RECORDS).read_bytes().decode("utf-8", "replace")
    *lines, rest = text.split("\n")
    if rest:
        faults.append((len(lines) + 1, "record", "records.jsonl is cut off in the middle of a line"))
    for number, text in enumerate(lines, start=1):
        line, leaf, wrong = read_line(number, text)
        faults += wrong
        log.leaves.append(leaf)
        if "record" in line:
            log.records.append(line["record"])
        elif line:
            (log.erased if "erased" in line else log.withheld).append(number)
    return log, faults


def verify(
    folder: Path, elsewhere: list[tuple[str, str]] | None = None, trust: bytes | None = None
) -> tuple[int, list[Fault]]:
    """Number of records, and what does not hold. `trust`: root certificates (PEM) of time-stamp services, for those of the proof."""
    return examine(folder, elsewhere, trust)[:2]


def examine(folder: Path, elsewhere: list[tuple[str, str]] | None = None, trust: bytes | None = None) -> Found:
    """The same, with what one should know though nothing is broken: what was erased, a clock that was set back."""
    gone = [name for name in (RECORDS, CHECKPOINT, KEY) if not (folder / name).is_file()]
    if gone:
        return Found(
            0, [(0, name, "is missing: this folder is cut off, or is none that was exported") for name in gone], []
        )
    log, faults = read_log(folder)
    leaves = log.leaves
    replaced = {
        each["sequence"]: each["details"].get("old") for each in log.records if each["action"] == "log-key-rotated"
    }
    try:
        checkpoint = (folder / CHECKPOINT).read_bytes().decode()
        keys = keys_in((folder / KEY).read_bytes().decode())
        origin, size, signed_root, _, _ = read_note(checkpoint)
        if {until: key.hex() for key, until in keys[1:]} != replaced:
            faults.append((0, "key", "the keys of before in log-key.txt are not those that the log names"))
        if not is_signed(checkpoint, key_at(keys, size)):
            faults.append((0, "checkpoint", "it was not signed by the key in log-key.txt"))
        levels = tree_of(leaves)
        if size != len(leaves):
            faults.append((min(size, len(leaves)) + 1, "record", f"{size} records were signed, {len(leaves)} are here"))
        elif not leaves or levels[-1][0] != signed_root:
            faults.append((0, "checkpoint", "the records do not give the root that was signed"))
            faults += [(number, "leaf", "was changed") for number in other_leaves(folder, leaves)]
    except (OSError, ValueError, IndexError):
        return Found(len(leaves), [*faults, (0, "checkpoint", f"{CHECKPOINT} or {KEY} is missing or damaged")], [])
    given = {each["sequence"] for each in log.records}
    for path in sorted((folder / PROOFS).glob("*")):
        word = path.name.partition(".")[0]
        number = int(word) if word.isdigit() and path.name == f"{int(word)}.tlog-proof" else 0
        if not 0 < number <= len(leaves):
            faults.append((0, f"{PROOFS}/{path.name}", "was added: it is the proof of no record"))
        elif path.read_bytes() != proof_text(levels, number - 1, checkpoint).encode():
            faults.append((number, "proof", "the proof does not lead to the signed root, or is written otherwise"))
    inside = [
        (f"{EARLIER}/{path.name}", path.read_text("utf-8", "replace"))
        for path in sorted(folder.glob(f"{EARLIER}/*.checkpoint"))
    ]
    told = [*inside, *((name, note_in(text)) for name, text in elsewhere or [])]
    faults += [each for name, note in told if (each := kept_fault(name, note, origin, keys, leaves))]
    said, unsaid = erasures(log)
    faults += [(number, "record", "was emptied, and no record of the log says that it was erased") for number in unsaid]
    notes = said + [(number, text) for number, text in set_backs(log.records)]
    if is_proof(folder) or log.withheld:  # a log by itself withholds nothing
        faults += [(0, what, why) for what, why in proof_faults(folder, log.records, trust, given)]
    return Found(len(leaves), faults, sorted(notes))


def other_leaves(folder: Path, leaves: list[bytes]) -> list[int]:
    """Records whose leaves are not those that a binder's manifest has marks for: it names them, the root is what proves."""
    try:
        marks = decoded(statement_of(folder)["leaves"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return []
    return [
        number
        for number, leaf in enumerate(leaves[: len(marks) // 3], 1)
        if leaf[:3] != marks[3 * number - 3 : 3 * number]
    ]


def erasures(log: Log) -> tuple[list[tuple[int, str]], list[int]]:
    """What is said of records that were erased, and those of which nothing is."""
    said: dict[tuple[int, str], tuple[dict[str, Any], str]] = {}
    for record in log.records:
        try:
            if record["action"] == ERASED:
                told = record["details"]
                for each in told["records"]:
                    if each["sequence"] < record["sequence"]:
                        said[each["sequence"], each["leaf"]] = (record, told["reason"].replace("-", " "))
        except (KeyError, TypeError, AttributeError):
            continue
    notes, unsaid = [], []
    for number in log.erased:
        key = number, log.leaves[number - 1].hex()
        if key not in said:
            unsaid.append(number)
        else:
            by, reason = said[key]
            when = f"{by['at'][:10]} by {by['actor']} ({reason}), says record {by['sequence']}"
            notes.append((number, f"was erased on {when}; its place in the tree stands"))
    return notes, unsaid


def set_backs(records: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """Records that say an earlier time than the one before: they keep their order, and a clock was set back."""
    found = []
    for before, after in zip(records, records[1:]):  # noqa: B905, RUF007 - one is shorter, on purpose; Python 3.9 has no pairwise
        try:
            if after["at"] < before["at"]:
                was, has = (datetime.fromisoformat(each["at"].replace("Z", "+00:00")) for each in (before, after))
                if (was - has).total_seconds() >= 2:
                    late = f"{(was - has).total_seconds():.0f} s"
                    found.append(
                        (
                            after["sequence"],
                            f"says an earlier time than the one before it: a clock was set back by {late}",
                        )
                    )
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
    return found


# ---- a proof of who was told what, a binder ---------------------------------------------------------------------------


def is_proof(folder: Path) -> bool:
    """Whether there has to be a manifest: a proof or a binder, also one that lost it."""
    return any((folder / name).exists() for name in (MANIFEST, TOLD, CERTIFICATES, EARLIER, "index.html", "verify.js"))


def statement_of(folder: Path) -> dict[str, Any]:
    """What the manifest says, unverified; nothing where it says nothing."""
    try:
        return dict(json.loads((folder / MANIFEST).read_bytes())["statement"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def is_binder(folder: Path) -> bool:
    return statement_of(folder).get("sort") == "binder"


def audience_of(folder: Path) -> str:
    told = statement_of(folder)
    return f"{told.get('audience')}, {told.get('from')} to {told.get('to')}, {len(told.get('files', ()))} files"


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


def written(told: object) -> bytes:
    """How a JSON for people is written: one way, so that a changed byte is found also between its words."""
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def manifest_faults(
    content: bytes, records: list[dict[str, Any]]
) -> tuple[dict[str, Any], dict[str, Any], list[tuple[str, str]]]:
    """What the manifest says, the record of the log that names it (of several the last), and what is wrong with it."""
    try:
        manifest = json.loads(content)
        statement, seal = dict(manifest["statement"]), dict(manifest["seal"])
        files = dict(statement["files"])
        named = digest(canonical(statement).encode())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}, {}, [(MANIFEST, "is missing or damaged")]
    faults = []
    if content != written(manifest):
        faults.append((MANIFEST, "is written otherwise than it was"))
    odd = sorted(name for name, told in files.items() if not is_named(told))
    if odd:
        return {}, {}, [*faults, *((f"{MANIFEST} /statement/files/{name}", "is no entry of a file") for name in odd)]
    made = [each for each in records if each.get("action") in MADE]
    ours = [each for each in made if each["details"].get("manifest_sha256") == named]
    if not ours:
        faults.append((MANIFEST, "the log names no manifest with this hash: it was changed, or is of another proof"))
    if (ours or made) and seal.get("key") != (ours or made)[-1]["details"].get("seal_key"):
        faults.append((f"{MANIFEST} /seal/key", "is not the key that the log names"))
    faults += [(f"{MANIFEST} {what}", why) for what, why in seal_faults(manifest)]
    return statement, ours[-1] if ours else {}, faults


def is_named(told: object) -> bool:
    """Whether an entry of the manifest is one: a hash, and marks of fields or of lines where it has any."""
    return (
        isinstance(told, dict)
        and isinstance(told.get("sha256"), str)
        and isinstance(told.get("fields", {}), dict)
        and isinstance(told.get("lines", []), list)
    )


def proof_faults(
    folder: Path, records: list[dict[str, Any]], trust: bytes | None, given: set[int]
) -> list[tuple[str, str]]:
    """What does not hold of a proof or a binder, its log given."""
    content, roots = _read(folder / MANIFEST), []
    statement, ours, faults = manifest_faults(content, records)
    if not statement:
        return faults
    files: dict[str, Any] = dict(statement["files"])
    is_binder = statement.get("sort") == "binder"
    try:
        roots = certificates_in(trust if trust is not None else _read(folder / ROOTS))
    except ValueError:
        faults.append((ROOTS if trust is None else "what --trust names", "holds a certificate that cannot be read"))
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    outside = {MANIFEST, STAMP, RECORDS, CHECKPOINT}
    if is_binder:  # each record that is given has its proof, of which `examine` says whether it is the right one
        proofs = {f"{PROOFS}/{number}.tlog-proof" for number in given}
        faults += [(name, "is missing") for name in sorted(proofs - there)]
        outside |= proofs
        stamped = ours["details"].get("stamp_sha256", "") if ours else ""
        if ours and stamped != (digest(_read(folder / STAMP)) if STAMP in there else ""):
            faults.append((STAMP, "is not the time stamp that the log names" if STAMP in there else "is missing"))
    else:
        outside |= {KEY, "verify.py"}
        details = ours["details"] if ours else {}
        if "stamp_sha256" in details or (details.get("stamped") and STAMP not in there):
            stamped = details.get("stamp_sha256", "")
            if STAMP not in there and details.get("stamped"):
                faults.append((STAMP, "is missing, and the log names one"))
            elif stamped != (digest(_read(folder / STAMP)) if STAMP in there else ""):
                faults.append((STAMP, "is not the time stamp that the log names"))
    faults += [(name, "is missing") for name in sorted(files.keys() - there)]
    faults += [(name, "was added: the manifest does not name it") for name in sorted(there - files.keys() - outside)]
    for name in sorted(files.keys() & there):
        data = (folder / name).read_bytes()
        if digest(data) != files[name].get("sha256"):
            faults += [(f"{name} {what}".rstrip(), why) for what, why in changes_of(name, data, files[name])]
        elif (
            not ours and {"fields", "lines"} & files[name].keys()
        ):  # the manifest was changed: where it no longer says what the file says
            of = f"{MANIFEST} /statement/files/{name}"
            faults += [(f"{of} {what}", why) for what, why in changes_of(name, data, files[name]) if what]
    if (folder / STAMP).is_file():
        faults += [(STAMP, why) for why in stamp_faults((folder / STAMP).read_bytes(), content, roots)]
    for path in sorted(folder.glob(f"{EARLIER}/*.tsr")):
        covered = _read(path.with_suffix(".checkpoint"))
        faults += [(f"{EARLIER}/{path.name}", why) for why in stamp_faults(path.read_bytes(), covered, roots)]
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
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
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
                there = (details.get("languages") or {}).get(act.get("language")) or details
                named = there.get("version_sha256", details.get("sha256"))
                if named is not None and named != act["sha256"]:
                    faults.append((f"{TOLD} act {number}, sha256", "the log names another version"))
                if act["what"] in SAID:
                    faults += [(f"{TOLD} act {number}, {what}", why) for what, why in said_faults(act, details)]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
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
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return [("", "this is no record of consent")]


def notice_faults(path: Path) -> list[tuple[str, str]]:
    """The words of a version, or of a form: they have the hash that it goes by."""
    try:
        told = json.loads(path.read_bytes())
        for name in ("document", "form"):
            if name in told and digest(canonical(told[name]).encode()) != told["sha256"]:
                return [(f"/{name}", "these are not the words that have this version's hash")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [("", "is damaged")]
    return []


# ---- seals, pages, time stamps ----------------------------------------------------------------------------------------


def seal_faults(sealed: dict[str, Any]) -> list[tuple[str, str]]:
    """A sealed statement: its hash, and the signature (ECDSA P-256) by the key that it names."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        content, seal = canonical(sealed["statement"]).encode(), sealed["seal"]
        if digest(content) != seal["sha256"]:
            return [("/seal/sha256", "the statement is another one than was sealed")]
        if seal["algorithm"] != "ECDSA P-256, SHA-256, over RFC 8785":
            return [("/seal/algorithm", "was changed")]
        key: Any = load_der_public_key(decoded(seal["key"]))
        key.verify(decoded(seal["signature"]), content, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return [("/seal/signature", "does not belong to this statement and key")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, UnsupportedAlgorithm):
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
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
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
            faults += seal_of_page(signed, covered, key)
        last = end
    if data[last:].strip(b"\r\n"):
        faults.append("something was added behind its seal")
    return faults


def seal_of_page(signed: bytes, covered: bytes, key: str) -> list[str]:
    try:
        return cms_faults(signed, covered, key)[0]
    except Exception:  # noqa: BLE001 - a library over bytes of a stranger: whatever it fails over is no seal
        return ["its signature is damaged"]


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
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
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
    faults: list[str] = []
    if told != hashlib.new(name, content if covered is None else covered).digest():
        faults.append("it was changed after it was signed")
    try:
        public: Any = who.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return broken
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
    try:
        return faults_of_stamp(token, covered, roots)
    except Exception:  # noqa: BLE001 - a library over bytes of a stranger: whatever it fails over is no stamp
        return ["its time stamp is damaged"]


def faults_of_stamp(token: bytes, covered: bytes, roots: list[Any]) -> list[str]:
    """The same, where the stamp can be read."""
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


def option(arguments: list[str], name: str) -> tuple[str, list[str]]:
    """What stands behind an option, and the arguments without both."""
    if name not in arguments[:-1]:
        return "", arguments
    place = arguments.index(name)
    return arguments[place + 1], arguments[:place] + arguments[place + 2 :]


def main(arguments: list[str]) -> int:
    file, arguments = option(arguments, "--trust")
    key, arguments = option(arguments, "--key")
    try:
        trust = Path(file).read_bytes() if file else None
        if arguments[:1] == ["--grown"] and len(arguments) == 3:
            old, proof = (Path(name).read_bytes().decode("utf-8", "replace") for name in arguments[1:])
            wrong = growth_faults(note_in(old), proof, [(unhexed(key, 32), 0)])
            said = "".join(f"BROKEN {each}\n" for each in wrong)
            sys.stdout.write(said or "the newer log begins with the older one: it only grew\n")
            return 1 if wrong else 0
        folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
        elsewhere = [(name, Path(name).read_bytes().decode("utf-8", "replace")) for name in arguments[1:]]
    except OSError as error:
        sys.stderr.write(f"cannot read {error.filename}\n")
        return 2
    except ValueError:
        sys.stderr.write("--key takes the public key of the log: 64 small hex digits\n")
        return 2
    count, faults, notes = examine(folder, elsewhere, trust)
    for number, what, why in faults:
        sys.stdout.write(f"BROKEN record {number or '-'}, {what}: {why}\n")
    for number, text in notes:
        sys.stdout.write(f"note   record {number} {text}\n")
    key = (folder / KEY).read_text().split()[0] if (folder / KEY).is_file() else "?"
    if is_binder(folder):
        sys.stdout.write(f"a binder for {audience_of(folder)}\n")
    elif is_proof(folder):
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
