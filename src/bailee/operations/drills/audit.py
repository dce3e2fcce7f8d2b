"""An audit: show what was held, told and secured on a day, who did what since, and that nobody changed the log afterwards."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from bailee.errors import CannotRead
from bailee.evidence import standalone
from bailee.operations.drills.ground import Ground
from bailee.operations.drills.steps import Step
from bailee.operations.export_evidence import newest_checkpoint
from bailee.operations.make_binder import Asked, make_binder
from bailee.operations.show_changes import show_changes
from bailee.operations.show_status import show_status
from bailee.operations.state_coverage import state_coverage
from bailee.store import asking

TITLE = "An audit"
DAYS = 30  # back: what changed, and what the binder is about
LONGEST = 120  # seconds that the verifier may take
ABOUT = "An auditor comes: what did you hold and tell, since when, who did what, and how would we know if you had changed it?"


def steps(ground: Ground) -> tuple[Step, ...]:
    return (
        Step("Show the table", "Held, Told, Secured: what is green, and what stands behind it.", lambda: _table(ground), "bailee status --as-of DATE"),
        Step("State what was looked at", "And what was not, and why: sealed.", lambda: _coverage(ground), "bailee coverage --out coverage.pdf"),
        Step("Say what changed, and who did it", f"Over the last {DAYS} days.", lambda: _changes(ground), "bailee changes --from DATE"),
        Step("Give a checkpoint away", "Whoever keeps it can tell later that nothing before it was changed.", lambda: _checkpoint(ground), "bailee evidence checkpoint"),
        Step("Hand the binder over", "What an auditor gets, without names, with its own verifier, for a machine without bailee.", lambda: _binder(ground), "bailee evidence export --for auditor"),
        Step("Let them verify it", "On what was handed over, with the checkpoint that was kept.", lambda: _verify(ground), "python3 verify.py"),
        Step("Show that a change is caught", "One letter of a record is changed in a copy: the verifier names it.", lambda: _caught(ground), "python3 verify.py"),
    )  # fmt: skip


def _table(ground: Ground) -> str:
    states = dict(show_status(ground.workspace, patience=float("inf")).content["states"])
    return ", ".join(f"{count} {state}" for state, count in states.items())


def _coverage(ground: Ground) -> str:
    sealed = state_coverage(ground.workspace)
    looked = sealed["statement"]["looked_at"]["items"]
    return f"{looked:,} files were read; sealed, SHA-256 {sealed['seal']['sha256'][:16]}…"


def _changes(ground: Ground) -> str:
    found = show_changes(ground.workspace, asking.today() - timedelta(days=DAYS))
    return f"{found.total:,} acts by {len(found.by_who)} people; {found.said or 'both ends are known'}"


def _checkpoint(ground: Ground) -> str:
    note = newest_checkpoint(ground.workspace)
    file = ground.folder / "kept-elsewhere.txt"
    file.write_text(note, "utf-8")
    ground.known["checkpoint"] = file
    return f"kept elsewhere: size {note.splitlines()[1]}"


def _binder(ground: Ground) -> str:
    today = asking.today()
    ask = Asked("auditor", today - timedelta(days=DAYS), today)
    made = make_binder(ground.workspace, ask, ground.folder / "binder", None, on=today)
    ground.known["binder"] = made.folder
    return f"{made.files:,} files, the log of {made.records:,} records, {made.given:,} of them in full"


def _verify(ground: Ground) -> str:
    code, lines = _verified(ground, ground.known["binder"])
    if code:
        raise CannotRead(f"the binder that was handed over does not hold: {lines[0] if lines else 'no answer'}")
    return lines[-1].partition(", signed by")[0]


def _caught(ground: Ground) -> str:
    """In a copy: what was handed over stays as it was."""
    copy = ground.folder / "changed"
    shutil.copytree(ground.known["binder"], copy)
    file = copy / standalone.RECORDS
    content = file.read_bytes()
    at = content.rindex(b'"action"') + len(b'"action":"') + 1
    file.chmod(0o600)
    file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    code, lines = _verified(ground, copy)
    named = [line.removeprefix("BROKEN ") for line in lines if line.startswith("BROKEN record ")]
    if not code or not named:
        raise CannotRead("a changed record was not named")
    return f"named: {named[0].partition(':')[0]}"


def _verified(ground: Ground, folder: Path) -> tuple[int, list[str]]:
    """What the binder's own verifier says, in a process of its own: it imports nothing of ours."""
    command = [sys.executable, "-I", str(folder / "verify.py"), str(folder), str(ground.known["checkpoint"])]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=LONGEST, check=False)
    return done.returncode, done.stdout.splitlines()
