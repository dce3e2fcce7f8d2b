"""After a crash: whatever was being sealed or put back is finished where that is safe, and taken back where it is not.

| the journal says | is there | then |
|---|---|---|
| begun, or ready | the original | what was made beside it is removed |
| ready | the original is gone | the copy is kept: it was compared, and is all there is |
| sealed | the original, as it was | it is removed |
| sealed | the original, written to since | it stays, the copy is removed |
| undo begun, or ready | not the file that came back | the sealed copy stays |
| undo ready, or restored | the file that came back | the sealed copy is removed |
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from bailee.protection.encrypt import Sealed, drop, remove_note
from bailee.protection.files import Folder, Refused, explained
from bailee.protection.journal import Entry, Journal
from bailee.protection.undo import drop_undo


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of something that was interrupted: `sealed`, `undone`, `kept` (as before it began) or `waiting`."""

    outcome: str
    sealed: Sealed


def recover(journal: Journal) -> list[Settled]:
    """Settle whatever was interrupted. Safe to repeat, and to interrupt.

    `sealed` and `undone` stay open in the journal until the caller has stored them and writes `noted`; `kept` is closed.
    `waiting`: its folder is not there now (a share that is not mounted) or may not be written.
    """
    settled: list[Settled] = []
    for entries in journal.open_entries().values():
        events = {entry.event: entry for entry in entries}
        sealed = _sealed_of(events)
        if "undone" in events:
            settled.append(Settled("undone", sealed))
        elif "seal-done" in events and "undo-begun" not in events:
            settled.append(Settled("sealed", sealed))
        else:
            finish = _finish_undo if "undo-begun" in events else _finish_seal
            try:
                with Folder(Path(sealed.folder)) as folder, explained():
                    settled.append(Settled(finish(folder, journal, events, sealed), sealed))
            except Refused:
                settled.append(Settled("waiting", sealed))
    return settled


def _sealed_of(events: dict[str, Entry]) -> Sealed:
    source = events.get("undo-begun") or events.get("seal-ready") or events["seal-begun"]
    return Sealed.of_details(source.data["sealed"])


def _inode(events: dict[str, Entry], event: str) -> int:
    return int(events[event].data["inode"]) if event in events else 0


def _is(folder: Folder, name: str, inode: int) -> bool:
    seen = folder.stat(name)
    return seen is not None and seen.st_ino == inode


def _finish_seal(folder: Folder, journal: Journal, events: dict[str, Entry], sealed: Sealed) -> str:
    inode = _inode(events, "seal-ready")
    temporary = events["seal-begun"].data["temporary"]
    original = folder.stat(sealed.name)
    if original is None and "seal-ready" in events:
        if _is(folder, temporary, inode) and not folder.has(sealed.sealed_name):
            folder.link(temporary, sealed.sealed_name, inode)
        with contextlib.suppress(FileNotFoundError):
            folder.remove(temporary)
    elif (
        original is not None
        and "sealed" in events
        and _is(folder, sealed.sealed_name, inode)
        and sealed.facts.is_still(original)
    ):
        folder.remove(sealed.name)
    else:
        drop(folder, journal, sealed.ident)
        return "kept"
    folder.sync()
    journal.write(sealed.ident, "seal-done")
    return "sealed"


def _finish_undo(folder: Folder, journal: Journal, events: dict[str, Entry], sealed: Sealed) -> str:
    if not _is(folder, sealed.name, _inode(events, "undo-ready")):
        drop_undo(folder, journal, sealed)
        return "kept"
    for name in (events["undo-begun"].data["temporary"], sealed.sealed_name):
        with contextlib.suppress(FileNotFoundError):
            folder.remove(name)
    remove_note(folder, sealed)
    folder.sync()
    journal.write(sealed.ident, "undone")
    return "undone"
