"""How the keys stand: where the master key lies, how old each key is, and what should not lie here any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bailee.keys import custody, master, recovery_files
from bailee.permissions import Permission
from bailee.store import key_rows
from bailee.store.workspace import Workspace

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
    )
