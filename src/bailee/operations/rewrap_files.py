"""Wrap every sealed file for the keys in use, after one of them was replaced. What the files close is neither opened nor written.

    for each in rewrap_files(workspace): …

May be cut off anywhere, and typed again: a header that was being written is written whole first. While it goes on nothing is sealed or put back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bailee.errors import Error
from bailee.permissions import Permission
from bailee.protection.encrypt import Sealed
from bailee.protection.files import Refused
from bailee.protection.journal import Journal
from bailee.protection.rewrap import RewrapJournal, Step, no_step, rewrap, settle
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `locator` is masked."""

    locator: str
    state: str  # in-place, copied, refused, finished, waiting
    written: int = 0  # bytes
    words: str = ""
    hint: str = ""

    @property
    def is_refused(self) -> bool:
        return self.state in ("refused", "waiting")


def rewrap_files(workspace: Workspace, *, step: Step = no_step) -> Iterator[Outcome]:
    """One after the other; one that cannot be wrapped is `refused` and as it was, the others go on. At the end one record says how many."""
    workspace.require(Permission.MANAGE_KEYS)
    workspace.require(Permission.PROTECT)
    done, left, written = 0, 0, 0
    journal = RewrapJournal(workspace.home, workspace.keys)
    with Journal(workspace.home, workspace.keys) as sealing, journal:
        rows = {row.ident: row for row in workspace.protected_files("applied") if row.action == "seal"}
        for ident, state in settle(journal):
            if state != "kept":
                yield Outcome(rows[ident].locator if ident in rows else "", state, words="was interrupted")
        unsettled = sealing.open_entries()
        for ident, row in rows.items():
            if ident in unsettled:
                left += 1
                yield Outcome(
                    row.locator,
                    "refused",
                    words="its sealing was interrupted",
                    hint="run `bailee protect verify` first",
                )
                continue
            try:
                made = rewrap(_path(row.details), ident, workspace.keys, journal, step=step)
            except Refused as refused:
                left += 1
                yield Outcome(row.locator, "refused", words=str(refused), hint=refused.hint)
                continue
            done, written = done + 1, written + made.written
            yield Outcome(row.locator, made.how, made.written)
        journal.forget_settled()
    if rows:
        details = {"files": done, "left": left, "bytes": written}
        workspace.record("sealed-files-rewrapped", workspace.organisation, details)


def is_waiting(workspace: Workspace) -> bool:
    """Whether a run was cut off: something is to be settled before the keys of its journal may go."""
    journal = RewrapJournal(workspace.home, workspace.keys)
    if not journal.path.is_file():
        return False
    try:
        with journal:
            return not journal.forget_settled()
    except Error:
        return True


def _path(details: dict[str, object]) -> Path:
    return Sealed.of_details(details).sealed
