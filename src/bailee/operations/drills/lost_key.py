"""A lost key: the machine is gone with the master key. What was sealed opens with the recovery key; the store comes back; the key is replaced."""

from __future__ import annotations

from bailee.errors import CannotRead
from bailee.keys import recovery_files
from bailee.operations.back_up import back_up
from bailee.operations.drill_recovery import drill
from bailee.operations.drills.ground import Ground
from bailee.operations.drills.steps import Step
from bailee.operations.recover import identity_in, recover_store
from bailee.operations.rotate_keys import Key, rotate
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import database

TITLE = "A lost key"
ABOUT = "The machine with the keys is gone. There is a backup, and a page with the recovery key in a safe."


def steps(ground: Ground) -> tuple[Step, ...]:
    return (
        Step("Fetch the page", "Get the recovery key from where it is kept, and type it or scan its code.", lambda: _page(ground), "bailee keys recovery-kit"),
        Step("Try it", "It opens a canary and a few sealed files, with stock age where this machine has it.", lambda: _try(ground), "bailee keys drill"),
        Step("Take the backup", "The newest one: made now on the sample company, closed to the recovery key.", lambda: _backup(ground), "bailee backup"),
        Step(
            "Bring the store back",
            "On a machine that has nothing else: the backup and the recovery key.",
            lambda: _restore(ground),
            "bailee restore FILE --home NEW --identity-file KEY",
        ),
        Step("Verify the log", "Nothing was changed on the way.", lambda: _verify(ground), "bailee evidence verify"),
        Step("Replace the key", "Who found the old page can open nothing that is sealed from now on.", lambda: _rotate(ground), "bailee keys rotate recovery"),
    )  # fmt: skip


def _page(ground: Ground) -> str:
    files = [
        each
        for each in recovery_files(ground.workspace.home)
        if ground.workspace.keys.recovery_recipient in each.read_text("utf-8")
    ]
    if not files:
        raise CannotRead(
            "the page with the recovery key in use is nowhere here",
            hint="on a real day this ends here: bailee keys rotate recovery",
        )
    ground.known["identity"] = identity_in(files[0])
    return "the key of the page is the one in use"


def _try(ground: Ground) -> str:
    done = drill(ground.workspace, ground.known["identity"])
    return f"the canary and {done.opened} sealed files opened by {done.by}; the calendar asks again {done.next_on:%-d %b %Y}"


def _backup(ground: Ground) -> str:
    out = ground.folder / "backup.bailee"
    kept = back_up(ground.workspace.home, out, recipients=(ground.workspace.keys.recovery_recipient,))
    ground.known["backup"] = out
    return f"{kept.all_rows:,} rows, {out.stat().st_size:,} bytes"


def _restore(ground: Ground) -> str:
    home = ground.folder / "brought-back"
    kept = recover_store(ground.known["backup"], home, ground.known["identity"])
    ground.known["home"] = home
    return f"{kept.all_rows:,} rows came back with the recovery key alone"


def _verify(ground: Ground) -> str:
    home = ground.known["home"]
    report = verify_evidence(home)
    database.disconnect(home)
    database.forget(home)
    if report.broken:
        raise CannotRead(f"the log is broken in {len(report.broken)} places")
    return f"{report.records:,} records, none changed"


def _rotate(ground: Ground) -> str:
    rotate(ground.workspace, Key.RECOVERY)
    return "a new recovery key is in use; its page is to be printed and locked away"
