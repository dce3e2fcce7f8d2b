"""Export the log: a folder that an auditor can verify without bailee, with one file of code that does it."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.evidence import standalone
from bailee.evidence.canonical import canonical_text
from bailee.evidence.log import RECORD_COLUMNS
from bailee.evidence.merkle import inclusion_proofs
from bailee.store.workspace import Workspace

README = """\
The log of {name}, as of its checkpoint ({size} records).

Verify it:           python3 verify.py
against a checkpoint that you were given earlier:
                     python3 verify.py . THAT-CHECKPOINT

verify.py says in its first lines what each file is and what is checked. Compare the key it prints with the one that you
were told by another way (`bailee evidence checkpoint --key` prints it): a forger would bring a key of his own.

A record names idents, not people. Who changed it afterwards would have to find the signing key; who wrote the whole log
anew with that key is found out by any checkpoint that was given away before.
"""


def newest_checkpoint(workspace: Workspace) -> str:
    """The signed note that stands for the whole log of today; worth keeping where its owner cannot reach it."""
    newest = workspace.newest_checkpoint()
    if newest is None:
        raise CannotRead("this log has no checkpoint", hint="run `bailee evidence verify`")
    return newest.note


def export_evidence(workspace: Workspace, out: Path, *, proofs: bool = True) -> int:
    """Write records, newest checkpoint, proofs, key and verifier to a new folder; the number of records. `proofs`: of each record,
    for those who get one only."""
    rows, _ = workspace.evidence()
    note = newest_checkpoint(workspace)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InvalidInput(f'"{out}" is there already and not empty', hint="name a new folder with --out")
    lines, leaves = [], []
    for row in rows:
        record = {name: getattr(row, name) for name in RECORD_COLUMNS}
        try:
            record["details"], marks = json.loads(row.details), json.loads(row.marks)
            leaves.append(bytes.fromhex(row.leaf))
        except (ValueError, TypeError):
            raise CannotRead(
                f"record {row.sequence} of this log is damaged", hint="run `bailee evidence verify`"
            ) from None
        lines.append(canonical_text({"leaf": row.leaf, "marks": marks, "record": record, "salt": row.salt}) + "\n")
    try:
        (out / standalone.PROOFS if proofs else out).mkdir(parents=True, exist_ok=True)
        _write(out / standalone.RECORDS, "".join(lines))
        _write(out / standalone.CHECKPOINT, note)
        before = "".join(f"{key.hex()} until {last}\n" for key, last in workspace.keys.retired_log_keys)
        _write(out / standalone.KEY, workspace.keys.verify_key.hex() + "\n" + before)
        _write(out / "verify.py", Path(standalone.__file__).read_text(encoding="utf-8"))
        _write(out / "README.txt", README.format(name=workspace.organisation_name, size=len(rows)))
        for index, proof in enumerate(inclusion_proofs(leaves) if proofs else ()):
            hashes = "".join(base64.b64encode(each).decode() + "\n" for each in proof)
            text = f"{standalone.PROOF_HEADER}\nindex {index}\n{hashes}\n{note}"
            _write(out / standalone.PROOFS / f"{index + 1}.tlog-proof", text)
    except OSError:
        raise NotAllowed(f'"{out}" cannot be written', hint="name another folder with --out") from None
    return len(rows)


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
