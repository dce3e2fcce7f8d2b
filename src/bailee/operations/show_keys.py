"""How the keys stand: where the master key lies, how old each key is, and what should not lie here any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bailee.keys import custody, master, recovery_files
from bailee.operations.know_recovery import recovery_seen
from bailee.permissions import Permission
from bailee.store import key_rows
from bailee.store.rows.key_acts import KIT
from bailee.store.workspace import Workspace
from bailee.tasks.plans import drill_task
from bailee.tasks.proofs import prove
from bailee.tasks.sight import Sight

# A year for what closes data; two for what signs (NIST SP 800-57, 5.3.6: originator usage of a year or two).
SCHEDULE = {
    "master": 365, "organisation": 365, "field": 365, "file": 730, "log": 730, "seal": 730, "fingerprint": 1_095,
}  # fmt: skip
_NAMES = {"fingerprint": "rekey"}


@dataclass(frozen=True, slots=True)
class KeyAge:
    """One key in use. `made_on` is empty where it is of a store that did not write it down."""

    key: str
    made_on: str
    is_due: bool
    earlier: int  # versions that are kept, for what they closed


@dataclass(frozen=True, slots=True)
class KeysStanding:
    """Of one organisation, and of the master key above it."""

    custody: str
    file: Path
    keys: tuple[KeyAge, ...]
    recovery_files: tuple[Path, ...]  # still on this machine: whoever breaks into it has them
    is_master_being_replaced: bool
    are_fingerprints_rekeyed: bool
    drilled_on: date | None = None  # the recovery key last opened a sealed file
    drill_due_on: date | None = None  # None: nothing depends on it yet
    drill_failed_on: date | None = None
    is_drill_due: bool = False
    kits: tuple[tuple[date, str], ...] = ()  # printed pages of the key in use: when, kept by whom
    sealed_files: int = 0


def show_keys(workspace: Workspace, on: datetime | None = None) -> KeysStanding:
    """NotAllowed for whoever may not manage keys. Entries of a keychain that a cut-off move left are removed."""
    workspace.require(Permission.MANAGE_KEYS)
    folder = workspace.home / "keys"
    file = folder / custody.MASTER
    custody.remove_leftovers(folder)
    bundle = key_rows.read(workspace)
    moment = on or datetime.now(UTC)
    made = datetime.fromtimestamp(file.stat().st_mtime, UTC).isoformat(timespec="seconds")

    def age(key: str) -> KeyAge:
        name = _NAMES.get(key, key)
        at = made if key == "master" else bundle.newest_at(name)
        day = datetime.fromisoformat(at) if at else None
        is_due = day is not None and moment - day > timedelta(days=SCHEDULE[key])
        retired = sum(each.startswith(f"{key}-until.") for each in bundle.keys)
        versions = 0 if key == "master" else max(len(bundle.versions(name)) - 1, 0)
        return KeyAge(key, at[:10], is_due, retired or versions)

    return KeysStanding(
        custody.read(file).custody.value,
        file,
        tuple(map(age, SCHEDULE)),
        tuple(recovery_files(workspace.home)),
        master.is_being_replaced(workspace.home),
        bool(bundle.versions("rekey")),
        *_drills(workspace, moment.astimezone().date()),
        sum(each.action == "seal" for each in workspace.protected_files("applied")),
    )


def _drills(
    workspace: Workspace, on: date
) -> tuple[date | None, date | None, date | None, bool, tuple[tuple[date, str], ...]]:
    """How the recovery key stands: drilled on, due on, failed on, whether it is to be tried now; its printed pages."""
    seen, recipient = recovery_seen(workspace), workspace.keys.recovery_recipient
    pages = tuple(
        (each.at.astimezone().date(), str(each.told.get("keeper", "")))
        for each in workspace.key_acts(acts=(KIT,))
        if each.told.get("recipient") == recipient
    )
    task = next(iter(drill_task(Sight(on, recovery=seen))), None)
    if seen is None or task is None or task.due is None:
        return None, None, None, False, pages
    return seen.drilled_on, task.due.on, seen.failed_on, not prove(task, Sight(on, recovery=seen)).holds, pages
