#!/usr/bin/env python3
"""Verify an exported log without bailee:  python3 verify.py [FOLDER] [CHECKPOINT…]

Needs Python 3.9 or later and, to check the signature, the package "cryptography". This file is copied into every export as
verify.py. It shares no code with what wrote the log.

    records.jsonl    one record a line: {"leaf", "record", "salt"}
    checkpoint.txt   size and root of the log, signed (C2SP tlog-checkpoint, signed note, Ed25519)
    log-key.txt      the public key that signed it, 64 hex digits; below it the keys of before, each with the number of its last
                     record, which is the one that named the next key
    proofs/N.tlog-proof   that record N is in the log (C2SP tlog-proof), for those who get one record only

What is checked: each leaf is SHA-256(0x00 ‖ SHA-256(salt ‖ record as RFC 8785 writes it)); the leaves give the signed root
(RFC 9162, section 2.1); the key signed it; each proof leads to the root; and each further checkpoint that you name, such as
one that was mailed to you earlier, is a true beginning of this log. Exit code 0: all of it holds, 1: something does not.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path

RECORDS, CHECKPOINT, KEY, PROOFS = "records.jsonl", "checkpoint.txt", "log-key.txt", "proofs"
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


def verify(folder: Path, elsewhere: list[tuple[str, str]] | None = None) -> tuple[int, list[Fault]]:
    """Number of records, and what does not hold."""
    faults: list[Fault] = []
    leaves: list[bytes] = []
    replaced: dict[int, str] = {}  # keys that signed up to a record, as the log itself says
    for number, text in enumerate((folder / RECORDS).read_text(encoding="utf-8").splitlines(), start=1):
        try:
            line = json.loads(text)
            leaf = leaf_of(line, text)
            if line["leaf"] != leaf.hex():
                faults.append((number, "leaf", "the record, its salt or its leaf was changed"))
            if line["record"]["sequence"] != number:
                faults.append((number, "sequence", "a record before this one was dropped, added or moved"))
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
    return len(leaves), faults


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    notes = [(name, Path(name).read_bytes().decode("utf-8", "replace")) for name in arguments[1:]]
    count, faults = verify(folder, notes)
    for number, what, why in faults:
        sys.stdout.write(f"BROKEN record {number or '-'}, {what}: {why}\n")
    key = (folder / KEY).read_text().split()[0] if (folder / KEY).is_file() else "?"
    sys.stdout.write(f"{count} records, {'all hold' if not faults else 'NOT as they were written'}, signed by {key}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
