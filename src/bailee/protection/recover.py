"""After a crash: whatever was under way is finished where that is safe, and taken back where it is not.

| the journal says | is there | then |
|---|---|---|
| begun, or ready | the original | what was made beside it is removed |
| ready | the original is gone | the copy is kept: it was compared, and is all there is |
| sealed | the original, as it was | it is removed |
| sealed | the original, written to since | it stays, the copy is removed |
| undo begun, or ready | not the file that came back | what stood for it stays |
| undo ready, or restored | the file that came back | what stood for it is removed |
| restricting | the file | its rights are given back |
| erasing | the file | it stays, and its erasure is asked for again |
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bailee.protection import erase, restrict
from bailee.protection.encrypt import Sealed, drop, remove_note
from bailee.protection.erase import Erased
from bailee.protection.files import Folder, Folders, Refused, explained
from bailee.protection.journal import Entry, Journal
from bailee.protection.restrict import Restricted
from bailee.protection.undo import drop_undo

Thing = Sealed | Restricted | Erased
UNSETTLED = ("sealed", "restricted", "erased", "undone")  # outcomes that the store has to be told of


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of something that was interrupted: `sealed`, `restricted`, `erased`, `undone`, `kept` (as before it
    began) or `waiting`."""

    outcome: str
    sealed: Thing


def recover(journal: Journal) -> list[Settled]:
    """Settle whatever was interrupted. Safe to repeat, and to interrupt.

    What the store has to be told of (`UNSETTLED`) stays open in the journal until the caller has done so and writes
    `noted`; `kept` is closed. `waiting`: its folder is not there now (a share that is not mounted) or may not be written.
    """
    settled: list[Settled] = []
    for entries in journal.open_entries().values():
        events = {entry.event: entry for entry in entries}
        thing = thing_of(events)
        if done := _done(events):
            settled.append(Settled(done, thing))
            continue
        try:
            with Folders() as folders, explained():
                folder = folders.at(Path(thing.folder))
                if isinstance(thing, Restricted):
                    outcome = restrict.finish(folder, journal, thing, events)
                elif isinstance(thing, Erased):
                    outcome = erase.finish(folder, journal, thing, events)
                else:
                    finish = _finish_undo if "undo-begun" in events else _finish_seal
                    outcome = finish(folder, folders.at(thing.kept_in), journal, events, thing)
                settled.append(Settled(outcome, thing))
        except Refused:
            settled.append(Settled("waiting", thing))
    return settled


def _done(events: dict[str, Entry]) -> str:
    """What is finished and was not noted."""
    if "undone" in events or "unrestricted" in events:
        return "undone"
    if "seal-done" in events and "undo-begun" not in events:
        return "sealed"
    return "erased" if "erased" in events else ""


def thing_of(events: dict[str, Entry]) -> Thing:
    """What the entries of one ident are about."""
    if "erase-begun" in events:
        return Erased.of_details(events["erase-begun"].data["erased"])
    if begun := events.get("unrestrict-begun") or events.get("restrict-begun"):
        return Restricted.of_details(begun.data["restricted"])
    source = events.get("undo-begun") or events.get("seal-ready") or events["seal-begun"]
    return Sealed.of_details(source.data["sealed"])


def _inode(events: dict[str, Entry], event: str) -> int:
    return int(events[event].data["inode"]) if event in events else 0


def _is(folder: Folder, name: str, inode: int) -> bool:
    seen = folder.stat(name)
    return seen is not None and seen.st_ino == inode


def _finish_seal(home: Folder, kept_in: Folder, journal: Journal, events: dict[str, Entry], sealed: Sealed) -> str:
    inode = _inode(events, "seal-ready")
    temporary = events["seal-begun"].data["temporary"]
    original = home.stat(sealed.name)
    is_second_name = inode == sealed.facts.inode and not sealed.is_closed
    if original is None and "seal-ready" in events:
        if _is(kept_in, temporary, inode) and not kept_in.has(sealed.sealed_name):
            kept_in.link(temporary, sealed.sealed_name, inode)
        kept_in.remove_any(temporary)
    elif (
        original is not None
        and "sealed" in events
        and _is(kept_in, sealed.sealed_name, inode)
        and (sealed.facts.is_same_content(original) if is_second_name else sealed.facts.is_still(original))
    ):
        home.remove(sealed.name)
    else:
        drop(home, kept_in, journal, sealed.ident)
        return "kept"
    home.sync()
    kept_in.sync()
    journal.write(sealed.ident, "seal-done")
    return "sealed"


def _finish_undo(home: Folder, kept_in: Folder, journal: Journal, events: dict[str, Entry], sealed: Sealed) -> str:
    if not _is(home, sealed.name, _inode(events, "undo-ready")):
        drop_undo(home, kept_in, journal, sealed)
        return "kept"
    home.sync()
    home.remove_any(events["undo-begun"].data["temporary"])
    kept_in.remove_any(sealed.sealed_name)
    remove_note(home, sealed.note_name, sealed.note)
    home.sync()
    kept_in.sync()
    journal.write(sealed.ident, "undone")
    return "undone"
