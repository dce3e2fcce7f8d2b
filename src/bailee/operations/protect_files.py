"""Seal files that hold personal data, put them back, and look whether sealed copies are whole.

    proposals = propose(workspace, [Path("/srv/hr")])
    for outcome in apply(workspace, proposals): …
    undo(workspace, [Path("/srv/hr/pay.csv")])

A file's journal entry is closed only when the store has the row and the record of what happened, both in one transaction;
whatever was interrupted in between is settled at the start of the next of these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bailee.errors import Error, InvalidInput, NotAllowed
from bailee.findings import masked
from bailee.items import ItemFacts
from bailee.protection import encrypt
from bailee.protection import undo as undoing
from bailee.protection.encrypt import Sealed
from bailee.protection.exposure import ANYONE, Probe, SystemProbe, readers_of
from bailee.protection.files import Folder, Refused
from bailee.protection.journal import Journal
from bailee.protection.plan import Proposal, in_order
from bailee.protection.recover import Settled, recover
from bailee.store import database
from bailee.store.organisations import DEFAULT_NAME
from bailee.store.workspace import Workspace
from bailee.vocabulary import Locator

_OURS = frozenset({"keys", "evidence", "protection"})  # folders of a home that must never be sealed with its own keys


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. Show its path to people by `shown`."""

    path: Path
    state: str  # sealed, undone, whole, refused, waiting
    ident: str = ""
    reason: str = ""  # of a fixed list, for programs
    words: str = ""
    hint: str = ""
    lost: tuple[str, ...] = ()  # what could not be restored, such as the owner

    @property
    def is_refused(self) -> bool:
        return self.state in ("refused", "waiting")


def shown(path: Path, named: Sequence[Path] = ()) -> str:
    """A path for people: values in its names are masked, but for the folders that the person named.

    >>> file = Path("/no such/219-20-4000/219-20-4001.csv")
    >>> shown(file), shown(file, [file])
    ('/no such/•••/•••.csv', '/no such/219-20-4000/•••.csv')
    """
    folders = [each if each.is_dir() else each.parent for each in map(_real, named)]
    above = max((each for each in folders if each in path.parents), key=lambda each: len(each.parts), default=None)
    if above is None:
        return "/".join(masked(Locator((part,))).segments[0] for part in str(path).split("/"))
    below = "/".join(masked(Locator((part,))).segments[0] for part in path.relative_to(above).parts)
    return f"{str(above).rstrip('/')}/{below}"


# --- what could be sealed


def propose(workspace: Workspace, paths: Sequence[Path], probe: Probe | None = None) -> list[Proposal]:
    """Files in or under `paths` that hold findings or kinds of record at *likely* or up, worst first.

    A file that is named itself is proposed whatever the store knows of it. A data store may be named as `bailee status`
    names it (`company/HR`). Nothing is changed.
    """
    asked = probe or SystemProbe()
    known = _known(workspace)
    proposals: dict[Path, Proposal] = {}
    for named in (_real(_located(workspace, path)) for path in paths):
        if not named.is_dir() or named.is_symlink():
            proposals.setdefault(named, _proposal(workspace, named, known.get(named), asked))
            continue
        for path, held in known.items():
            if named in path.parents and path.exists():
                proposals.setdefault(path, _proposal(workspace, path, held, asked))
    return in_order(list(proposals.values()))


def _located(workspace: Workspace, path: Path) -> Path:
    """Where a data store lies: what is on the disk under the name as typed comes first."""
    if path.is_absolute() or path.exists() or path.is_symlink():
        return path
    for place in workspace.places():
        if place.path is None or path.parts[:1] != (place.name,):
            continue
        if place.path.joinpath(*path.parts[1:]).exists():
            return place.path.joinpath(*path.parts[1:])
    return path


@dataclass(slots=True)
class _Held:
    categories: Counter[str]
    kinds: set[str]


def _known(workspace: Workspace) -> dict[Path, _Held]:
    """What the store knows of each file, by its real path; dismissed findings left out."""
    roots = {place.name: place.path for place in workspace.places() if place.path is not None}
    held: dict[int, _Held] = defaultdict(lambda: _Held(Counter(), set()))
    for finding in workspace.findings():
        held[finding.file].categories[finding.finding.category] += finding.finding.count
    for kind in workspace.kinds():
        held[kind.file].kinds.add(kind.kind.kind)
        held[kind.file].categories.setdefault(kind.kind.category, 0)
    paths: dict[Path, _Held] = {}
    for file in workspace.files(exact_locators=True):
        if file.ident in held and file.place in roots:  # what a source holds is not ours to seal
            root, name = roots[file.place], file.locator.item
            path = root if root.name == name and not root.is_dir() else root / name
            paths[_real(path)] = held[file.ident]
    return paths


def _real(path: Path) -> Path:
    """The path with links in its folders resolved, and the file's own name as it is: a link is refused, not followed."""
    path = path.absolute()
    return path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()


def _proposal(workspace: Workspace, path: Path, held: _Held | None, probe: Probe) -> Proposal:
    refusal, size, readers = "", 0, None
    try:
        if _is_ours(workspace.home, path):  # and not even opened: closing it would drop the database's locks
            refusal = "belongs-to-bailee"
        else:
            with Folder(path.parent) as folder, folder.open(path.name) as stream:
                size = encrypt.look(folder, stream, path.name).size
                readers = readers_of(path, _item_facts(path), probe)
    except Refused as refused:
        refusal = refused.why.value
    except OSError:
        refusal = "vanished"
    return Proposal(
        path,
        size,
        tuple(sorted(held.categories.items())) if held else (),
        tuple(sorted(held.kinds)) if held else (),
        None if readers is None else len(readers - {ANYONE}),
        None if readers is None else ANYONE in readers,
        held is None,
        refusal,
    )


def _item_facts(path: Path) -> ItemFacts:
    seen = path.lstat()
    return ItemFacts(seen.st_size, seen.st_mtime_ns, seen.st_ino, seen.st_dev, seen.st_mode, seen.st_uid, seen.st_gid)


def _is_ours(home: Path, path: Path) -> bool:
    home = home.resolve()
    if home not in path.parents:
        return False
    first = path.relative_to(home).parts[0]
    return first in _OURS or first.startswith(database.FILE) or first.endswith(".lock")


# --- sealing and putting back


def apply(
    workspace: Workspace, proposals: Iterable[Proposal], *, step: Callable[[str], None] = encrypt.no_step
) -> Iterator[Outcome]:
    """Seal each file, one after the other. One that cannot be sealed is `refused` and untouched; the others go on."""
    with _journal(workspace) as journal:
        yield from _settle(workspace, journal)
        for proposal in proposals:
            path = proposal.path
            try:
                if _is_ours(workspace.home, path):
                    yield _refused(path, _BELONGS_TO_BAILEE, "belongs-to-bailee")
                    continue
                now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
                sealed = encrypt.seal(path, workspace.keys, journal, ask=_ask(workspace), at=now, step=step)
            except Refused as refused:
                yield _refused(path, refused, refused.why.value)
                continue
            _note_sealed(workspace, journal, sealed, states={})
            step("noted")
            yield Outcome(path, "sealed", sealed.ident)


_BELONGS_TO_BAILEE = NotAllowed("it belongs to bailee itself", hint="without it sealed files could not be opened")


def undo(
    workspace: Workspace, paths: Sequence[Path], *, step: Callable[[str], None] = encrypt.no_step
) -> Iterator[Outcome]:
    """Put back what was sealed at, or under, `paths`: a file's old name, its sealed copy, or a folder."""
    with _journal(workspace) as journal:
        yield from _settle(workspace, journal)
        for sealed in _sealed_under(workspace, paths):
            try:
                undone = undoing.undo(sealed, workspace.keys, journal, step=step)
            except Refused as refused:
                yield _refused(sealed.original, refused, refused.why.value, sealed.ident)
                continue
            _note_undone(workspace, journal, sealed, states={})
            step("undo noted")
            yield Outcome(sealed.original, "undone", sealed.ident, lost=undone.lost)


def check(workspace: Workspace, paths: Sequence[Path]) -> Iterator[Outcome]:
    """Open each sealed copy, keep nothing, and compare with what was sealed."""
    for sealed in _sealed_under(workspace, paths):
        try:
            undoing.check(sealed, workspace.keys)
            yield Outcome(sealed.original, "whole", sealed.ident)
        except Refused as refused:
            yield _refused(sealed.original, refused, refused.why.value, sealed.ident)


def _refused(path: Path, error: Error, reason: str, ident: str = "") -> Outcome:
    return Outcome(path, "refused", ident, reason, str(error), error.hint)


def _journal(workspace: Workspace) -> Journal:
    if not workspace.may_write:  # before any file is touched, not when the store is to be told
        raise NotAllowed("you may read this organisation, and not change it", hint="ask one of its owners")
    return Journal(workspace.home, workspace.keys)


def _ask(workspace: Workspace) -> str:
    name = workspace.organisation_name
    return "whoever looks after personal data " + ("here" if name == DEFAULT_NAME else f"at {name}")


def _sealed_under(workspace: Workspace, paths: Sequence[Path]) -> list[Sealed]:
    there = [Sealed.of_details(row.details) for row in workspace.protected_files("applied")]
    if not paths:
        return there
    chosen: dict[str, Sealed] = {}
    for named in map(_real, paths):
        found = [
            each
            for each in there
            if (names := {_real(p) for p in (each.original, each.sealed, each.original.with_name(each.note_name))})
            and (named in names or any(named in name.parents for name in names))
        ]
        if not found:
            raise InvalidInput(
                f'nothing is sealed at "{shown(named, paths)}"', hint="`bailee protect verify` lists what is sealed"
            )
        chosen.update((each.ident, each) for each in found)
    return list(chosen.values())


# --- the store and the log


def _note_sealed(workspace: Workspace, journal: Journal, sealed: Sealed, *, states: Mapping[str, str]) -> None:
    """`states`: of the store's rows by ident, where it may have been told already."""
    with workspace.transaction():
        if sealed.ident not in states:
            workspace.save_protected_file(
                sealed.ident,
                action="seal",
                state="applied",
                locator=shown(sealed.original),
                details=sealed.as_details(),
            )
            workspace.record(
                "file-sealed",
                f"protected-file-{sealed.ident}",
                {"format": "age-v1", "recipients": 2, "bytes": sealed.facts.size},
            )
    journal.write(sealed.ident, "noted")
    journal.shorten()


def _note_undone(workspace: Workspace, journal: Journal, sealed: Sealed, *, states: Mapping[str, str]) -> None:
    with workspace.transaction():
        if states.get(sealed.ident) != "undone":
            workspace.save_protected_file(
                sealed.ident,
                action="seal",
                state="undone",
                locator=shown(sealed.original),
                details=sealed.as_details(),
            )
            workspace.record("file-put-back", f"protected-file-{sealed.ident}", {"bytes": sealed.facts.size})
    journal.write(sealed.ident, "noted")
    journal.shorten()


def _settle(workspace: Workspace, journal: Journal) -> Iterator[Outcome]:
    """Finish or take back what a crash interrupted, and tell the store; what changed by that is an outcome too."""
    settled = recover(journal)
    states = {row.ident: row.state for row in workspace.protected_files()} if settled else {}
    for each in settled:
        if each.outcome == "sealed":
            _note_sealed(workspace, journal, each.sealed, states=states)
        elif each.outcome == "undone":
            _note_undone(workspace, journal, each.sealed, states=states)
        yield _settled(each)


def _settled(settled: Settled) -> Outcome:
    path = settled.sealed.original
    words = {
        "sealed": "was interrupted; now finished",
        "undone": "was interrupted; now finished",
        "kept": "was interrupted; it is as before",
        "waiting": "was interrupted; its folder is not there now",
    }[settled.outcome]
    hint = "connect the folder and run any `bailee protect` command again" if settled.outcome == "waiting" else ""
    return Outcome(path, settled.outcome, settled.sealed.ident, "interrupted", words, hint)


__all__ = ["Outcome", "apply", "check", "propose", "shown", "undo"]
