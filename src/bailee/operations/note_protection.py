"""What was done to files, told to the store and the log; and what a crash interrupted, finished or taken back.

A file's journal entry is closed only when the store has the row and the record of what happened, both in one transaction;
whatever was interrupted in between is settled at the start of the next command that protects.

    with open_journal(workspace) as journal:
        yield from settle(workspace, journal)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bailee.errors import Error, NotAllowed
from bailee.operations.known_files import shown
from bailee.permissions import Permission
from bailee.protection import restrict
from bailee.protection.encrypt import MOVE, QUARANTINE, SEAL, Sealed
from bailee.protection.erase import Erased
from bailee.protection.journal import Journal
from bailee.protection.recover import UNSETTLED, Settled, Thing, recover
from bailee.protection.restrict import Restricted
from bailee.store.rows.secured import ProtectedFile
from bailee.store.workspace import Workspace

DONE = {SEAL: "sealed", QUARANTINE: "quarantined", MOVE: "moved", restrict.RESTRICT: "restricted"}  # by act
_RECORDS = {
    SEAL: "file-sealed",
    QUARANTINE: "file-quarantined",
    MOVE: "file-moved",
    restrict.RESTRICT: "file-restricted",
}

_DECIDABLE = ("proposed", "approved", "refused", "withdrawn", "stopped")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. Show its path to people by `shown`."""

    path: Path
    state: str  # sealed, moved, quarantined, restricted, redacted, erased, undone, whole, left, proposed, kept, refused, waiting
    ident: str = ""
    reason: str = ""  # of a fixed list, for programs
    words: str = ""
    hint: str = ""
    lost: tuple[str, ...] = ()  # what could not be restored, such as the owner
    act: str = ""

    @property
    def is_refused(self) -> bool:
        return self.state in ("refused", "waiting")


def refusal(path: Path, error: Error, reason: str, ident: str = "", *, act: str = "") -> Outcome:
    """A file that was left as it was, with words."""
    return Outcome(path, "refused", ident, reason, str(error), error.hint, act=act)


def open_journal(workspace: Workspace) -> Journal:
    """The journal, for whoever may protect: asked before any file is touched, not when the store is to be told."""
    if not workspace.may_write:
        raise NotAllowed("you may read this organisation, and not change it", hint="ask one of its owners")
    workspace.require(Permission.PROTECT)
    return Journal(workspace.home, workspace.keys)


def thing_of(row: ProtectedFile) -> Thing:
    """What a row of the store is about."""
    if row.action == restrict.RESTRICT:
        return Restricted.of_details(row.details)
    return Erased.of_details(row.details) if row.action == "erase" else Sealed.of_details(row.details)


def note_done(
    workspace: Workspace,
    journal: Journal,
    done: Sequence[Sealed | Restricted],
    *,
    states: Mapping[str, str] | None = None,
) -> None:
    """Tell the store. `states`: of its rows by ident, where it may have been told already."""
    news = [each for each in done if each.ident not in (states or {})]
    with workspace.transaction():
        for each in news:
            workspace.save_protected_file(
                each.ident, action=each.act, state="applied", locator=shown(each.original), details=each.as_details()
            )
        for act, record in _RECORDS.items():
            of_act = [each for each in news if each.act == act]
            told = {"format": "age-v1", "recipients": 2} if act in (SEAL, QUARANTINE) else {}
            _record(workspace, record, of_act, told)
    journal.write_all([(each.ident, "noted", {}) for each in done])
    journal.shorten()


def note_undone(
    workspace: Workspace,
    journal: Journal,
    done: Sequence[Sealed | Restricted],
    *,
    states: Mapping[str, str] | None = None,
) -> None:
    """Tell the store that files are back."""
    news = [each for each in done if (states or {}).get(each.ident) != "undone"]
    with workspace.transaction():
        workspace.mark_protected_files([each.ident for each in news], "undone")
        _record(workspace, "file-put-back", news, {})
    journal.write_all([(each.ident, "noted", {}) for each in done])
    journal.shorten()


def note_erased(workspace: Workspace, journal: Journal, erased: Erased, *, states: Mapping[str, str]) -> None:
    """Tell the store and the log; `states`: of the store's rows by ident, where it may have been told already."""
    with workspace.transaction():
        if erased.ident not in states:
            workspace.save_protected_file(
                erased.ident,
                action="erase",
                state="erased",
                locator=shown(erased.original),
                details=erased.as_details(),
            )
            if erased.sealed_ident:
                workspace.mark_protected_files([erased.sealed_ident], "erased")
            if erased.proposal:
                # it is done, whatever somebody decided between that and the crash after it
                workspace.decide_proposals([erased.proposal], "applied", states=_DECIDABLE)
            told = {"bytes": erased.facts.size, "proposal": erased.proposal}
            workspace.record("file-erased", f"protected-file-{erased.ident}", told)
    journal.write(erased.ident, "noted")


def _record(workspace: Workspace, action: str, done: Sequence[Sealed | Restricted], told: Mapping[str, object]) -> None:
    """One record, of one file or of all that went through the steps together."""
    if not done:
        return
    size = sum(each.facts.size for each in done)
    if len(done) == 1:
        workspace.record(action, f"protected-file-{done[0].ident}", {**told, "bytes": size})
        return
    idents = [f"protected-file-{each.ident}" for each in done]
    workspace.record(action.replace("file-", "files-"), idents[0], {**told, "bytes": size, "files": idents})


def settle(workspace: Workspace, journal: Journal) -> Iterator[Outcome]:
    """Finish or take back what a crash interrupted, and tell the store; what changed by that is an outcome too."""
    settled = recover(journal)
    states = {row.ident: row.state for row in workspace.protected_files()} if settled else {}
    for each in settled:
        if each.outcome not in UNSETTLED:
            pass
        elif isinstance(each.sealed, Erased):
            note_erased(workspace, journal, each.sealed, states=states)
        elif each.outcome == "undone":
            note_undone(workspace, journal, [each.sealed], states=states)
        else:
            note_done(workspace, journal, [each.sealed], states=states)
        yield _settled(each)


def _settled(settled: Settled) -> Outcome:
    path = settled.sealed.original
    words = {
        "kept": "was interrupted; it is as before",
        "waiting": "was interrupted; its folder is not there now",
    }.get(settled.outcome, "was interrupted; now finished")
    hint = "connect the folder and run any `bailee protect` command again" if settled.outcome == "waiting" else ""
    state = DONE[settled.sealed.act] if settled.outcome == "sealed" else settled.outcome
    return Outcome(path, state, settled.sealed.ident, "interrupted", words, hint, act=settled.sealed.act)
