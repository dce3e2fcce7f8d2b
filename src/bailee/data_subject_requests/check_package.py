#!/usr/bin/env python3
"""Check a package that answers a request, without bailee:

    python3 check.py [FOLDER] [LOG-KEY]

Needs Python 3.9 or later and, for the signature, the package "cryptography". `LOG-KEY`: the public key of the organisation's
log, 64 hex digits, where you were told it another way; else the one in the package is believed.

What is checked: every file is as the manifest has it, and none was added; the record in log/records.jsonl names the manifest's
hash; its leaf leads by log/proof.tlog-proof to the root that the checkpoint in it has, and the key signed that. Exit code 0: all
of it holds, 1: something does not, and is named.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any


def faults(folder: Path, key: str = "") -> list[str]:
    """What is not as it was made."""
    try:
        return _faults(folder, key)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        return [f"something is missing or cannot be read: {type(error).__name__}"]


def _faults(folder: Path, key: str) -> list[str]:
    verify = _library(folder / "log" / "verify.py")
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    named = json.loads(text)
    found = []
    there = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in ("log", "__pycache__")
    }
    for name in sorted(named.keys() | there.keys()):
        if name == "manifest.json":
            continue
        if name not in there:
            found.append(f"{name} is missing")
        elif name not in named:
            found.append(f"{name} was added")
        elif hashlib.sha256(there[name].read_bytes()).hexdigest() != named[name]:
            found.append(f"{name} was changed")
    line = json.loads((folder / "log" / "records.jsonl").read_text(encoding="utf-8"))
    if line["record"]["details"]["manifest_sha256"] != hashlib.sha256(text.rstrip("\n").encode()).hexdigest():
        found.append("manifest.json is not the one that the log names")
    leaf = verify.leaf_of(line)
    head, _, note = (folder / "log" / "proof.tlog-proof").read_text(encoding="utf-8").partition("\n\n")
    lines = head.split("\n")
    index, path = int(lines[1].split(" ")[1]), [base64.b64decode(each, validate=True) for each in lines[2:]]
    _, size, root, _, _ = verify.read_note(note)
    if index + 1 != line["record"]["sequence"] or _root(leaf, index, size, path, verify.node) != root:
        found.append("log/records.jsonl: the record is not in the log of the checkpoint")
    signer = key or (folder / "log" / "log-key.txt").read_text(encoding="utf-8").split()[0]
    if not verify.is_signed(note, bytes.fromhex(signer)):
        found.append("log/proof.tlog-proof: the checkpoint is not signed by this key")
    return found


def _root(leaf: bytes, index: int, size: int, path: list[bytes], node: Any) -> bytes:
    """The root to which a proof leads (RFC 9162, 2.1.3.2)."""
    at, last, made = index, size - 1, leaf
    for each in path:
        if last == 0:
            return b""
        if at & 1 or at == last:
            made = node(each, made)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            made = node(made, each)
        at, last = at >> 1, last >> 1
    return made if last == 0 else b""


def _library(path: Path) -> Any:
    """The verifier of logs, which lies beside: leaves and signatures are as it has them."""
    spec = importlib.util.spec_from_file_location("verify", path)
    if spec is None or spec.loader is None:
        raise OSError
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify"] = module
    spec.loader.exec_module(module)
    return module


def main(arguments: list[str]) -> int:
    sys.dont_write_bytecode = True
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    found = faults(folder, arguments[1] if len(arguments) > 1 else "")
    for each in found:
        sys.stdout.write(f"BROKEN {each}\n")
    sys.stdout.write(
        "the package is NOT as it was made\n" if found else "the package is as it was made, and the log names it\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
