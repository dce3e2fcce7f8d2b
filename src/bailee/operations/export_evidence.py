"""Export the log: a folder that an auditor can verify without bailee, with one file of code that does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.evidence import checkpoint, standalone
from bailee.evidence.canonical import canonical_text
from bailee.evidence.log import RECORD_COLUMNS, Row
from bailee.evidence.merkle import levels, proof_in
from bailee.evidence.proofs import inclusion_text
from bailee.permissions import Permission
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


def take_checkpoint(workspace: Workspace) -> tuple[int, str]:
    """The newest checkpoint for whoever takes it away now: its size and note; that it was taken is kept."""
    with workspace.transaction(Permission.EXPORT):
        note = newest_checkpoint(workspace)
        size = checkpoint.read(note)[0].size
        workspace.note_given("", size, "taken")
        workspace.record("checkpoint-taken", f"checkpoint-{size}", {"size": size})
    return size, note


def export_evidence(
    workspace: Workspace,
    out: Path,
    *,
    proofs: bool = True,
    shows: Callable[[Row], bool] = lambda row: True,
    readme: bool = True,
) -> int:
    """Write records, newest checkpoint, proofs, key and verifier to a new folder; the number of records.

    `proofs`: of each record, for those who get one only. `shows`: of the others the leaf alone is given, so that the tree is whole.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InvalidInput(f'"{out}" is there already and not empty', hint="name a new folder with --out")
    rows, _ = workspace.evidence()
    note = newest_checkpoint(workspace)
    lines, leaves, given = [], [], []
    for row in rows:
        try:
            leaves.append(bytes.fromhex(row.leaf))
            told = _line(row, is_shown=shows(row) if row.action else False)
        except (ValueError, TypeError):
            raise CannotRead(
                f"record {row.sequence} of this log is damaged", hint="run `bailee evidence verify`"
            ) from None
        lines.append(canonical_text(told) + "\n")
        if "record" in told:
            given.append(row.sequence)
    try:
        (out / standalone.PROOFS if proofs else out).mkdir(parents=True, exist_ok=True)
        _write(out / standalone.RECORDS, "".join(lines))
        _write(out / standalone.CHECKPOINT, note)
        _write(out / standalone.KEY, key_text(workspace))
        _write(out / "verify.py", verifier())
        if readme:
            _write(out / "README.txt", README.format(name=workspace.organisation_name, size=len(rows)))
        tree = levels(leaves) if proofs else []
        for number in given if proofs else ():
            text = inclusion_text(number - 1, proof_in(tree, number - 1), note)
            _write(out / standalone.PROOFS / f"{number}.tlog-proof", text)
    except OSError:
        raise NotAllowed(f'"{out}" cannot be written', hint="name another folder with --out") from None
    return len(rows)


def _line(row: Row, *, is_shown: bool) -> dict[str, object]:
    """What stands of a record: all of it, or its place in the tree."""
    if not row.action:
        return {"erased": True, "leaf": row.leaf, "sequence": row.sequence}
    if not is_shown:
        return {"withheld": True, "leaf": row.leaf, "sequence": row.sequence}
    record = {name: getattr(row, name) for name in RECORD_COLUMNS}
    record["details"] = json.loads(row.details)
    return {"leaf": row.leaf, "marks": json.loads(row.marks), "record": record, "salt": row.salt}


def key_text(workspace: Workspace) -> str:
    """The log's public key, and those of before."""
    before = "".join(f"{key.hex()} until {last}\n" for key, last in workspace.keys.retired_log_keys)
    return workspace.keys.verify_key.hex() + "\n" + before


def verifier() -> str:
    """The one file of code that verifies what is exported."""
    return Path(standalone.__file__).read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
