"""Protect files that hold personal data, put them back, and look whether what stands for them is whole.

    proposals = propose(workspace, [Path("/srv/hr")])
    for outcome in apply(workspace, proposals): …
    undo(workspace, [Path("/srv/hr/pay.csv")])

What was interrupted is settled at the start of the next of these (`note_protection`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.copies_made import CopiesMade
from bailee.operations.known_files import Looking, is_ours, known_files, named_files, real, shown
from bailee.operations.note_protection import (
    DONE,
    Outcome,
    note_done,
    note_undone,
    open_journal,
    refusal,
    settle,
    thing_of,
)
from bailee.protection import encrypt, restrict
from bailee.protection import undo as undoing
from bailee.protection.encrypt import MOVE, QUARANTINE, SEAL, Sealed, Wanted
from bailee.protection.erase import Erased, check_erased
from bailee.protection.exposure import Probe, SystemProbe
from bailee.protection.files import Refused, Why, explained
from bailee.protection.journal import Journal
from bailee.protection.plan import Proposal, in_order
from bailee.protection.recover import Thing
from bailee.protection.restrict import Restricted
from bailee.protection.together import no_step
from bailee.store.organisations import DEFAULT_NAME
from bailee.store.workspace import Workspace

QUARANTINE_FOLDER = ".bailee-quarantine"


# --- what could be protected


def propose(workspace: Workspace, paths: Sequence[Path], probe: Probe | None = None) -> list[Proposal]:
    """Files in or under `paths` that hold findings or kinds of record at *likely* or up, worst first, each to be sealed.

    A file that is named itself is proposed whatever the store knows of it. A data store may be named as `bailee status`
    names it (`company/HR`). Nothing is changed.
    """
    known = known_files(workspace)
    looking = Looking(workspace, probe or SystemProbe())
    return in_order([looking.proposal(path, known.get(path)) for path in named_files(workspace, paths, known)])


# --- protecting and putting back


def apply(
    workspace: Workspace, proposals: Iterable[Proposal], *, step: Callable[[str], None] = no_step
) -> Iterator[Outcome]:
    """Seal, quarantine, move or restrict each file. One that cannot be is `refused` and untouched; the others go on.

    What cannot be undone is refused here: it is asked for by `protect_by_playbook.keep`, approved by another member, and
    carried out by `carry_out_protection.erase`.
    """
    with open_journal(workspace) as journal:
        yield from settle(workspace, journal)
        passing: list[Wanted] = []
        for proposal in proposals:
            path = proposal.path
            if is_ours(workspace.home, path):
                yield refusal(path, _BELONGS_TO_BAILEE, "belongs-to-bailee", act=proposal.act)
            elif proposal.act == restrict.RESTRICT:
                yield from _restrict(workspace, journal, proposal, step)
            elif proposal.act in (SEAL, QUARANTINE, MOVE):
                passing.append(Wanted(path, proposal.act, proposal.to, proposal.seen))
            else:
                yield refusal(path, _OTHERWISE, "asked-for-otherwise", act=proposal.act)
        yield from _pass(workspace, journal, passing, step)


def _pass(
    workspace: Workspace, journal: Journal, wanted: list[Wanted], step: Callable[[str], None]
) -> Iterator[Outcome]:
    ready: list[Wanted] = []
    for each in wanted:
        try:
            ready.append(each if each.act == SEAL else _with_folder(workspace, each))
        except Refused as refused:
            yield refusal(each.path, refused, refused.why.value, act=each.act)
    passed = encrypt.pass_all(ready, workspace.keys, journal, ask=ask(workspace), at=_now(), step=step)
    for together in passed:
        done = [made for _, made in together if isinstance(made, Sealed)]
        note_done(workspace, journal, done)
        for each, made in together:
            if isinstance(made, Refused):
                yield refusal(each.path, made, made.why.value, act=each.act)
            else:
                step("noted")
                yield Outcome(each.path, DONE[each.act], made.ident, act=each.act)


def _with_folder(workspace: Workspace, wanted: Wanted) -> Wanted:
    """Where it goes, made where that is not there yet: for us alone."""
    with explained():
        to = wanted.to or _quarantine_of(workspace, wanted.path)
        to.mkdir(mode=0o700, parents=True, exist_ok=True)
        if wanted.act == QUARANTINE:
            seen = to.lstat()
            if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != os.geteuid():
                raise Refused(Why.NAME_TAKEN, f"{QUARANTINE_FOLDER} is not a folder of this account's")
            if stat.S_IMODE(seen.st_mode) != 0o700:
                to.chmod(0o700)
    return replace(wanted, to=real(to / "x").parent)


def _quarantine_of(workspace: Workspace, path: Path) -> Path:
    """A folder of ours on the same disk: at the top of the place, else beside the file."""
    device = path.lstat().st_dev
    roots = [place.path.resolve() for place in workspace.places() if place.path is not None and place.path.is_dir()]
    above = [root for root in roots if root in path.parents and root.stat().st_dev == device]
    return min(above, key=lambda root: len(root.parts), default=path.parent) / QUARANTINE_FOLDER


def _restrict(
    workspace: Workspace, journal: Journal, proposal: Proposal, step: Callable[[str], None]
) -> Iterator[Outcome]:
    path = proposal.path
    try:
        done = restrict.restrict(path, journal, at=_now(), step=step, seen=proposal.seen)
    except Refused as refused:
        yield refusal(path, refused, refused.why.value, act=proposal.act)
        return
    note_done(workspace, journal, [done])
    step("noted")
    yield Outcome(path, "restricted", done.ident, act=proposal.act)


_BELONGS_TO_BAILEE = NotAllowed("it belongs to bailee itself", hint="without it sealed files could not be opened")
_OTHERWISE = NotAllowed(
    "this is not done so", hint="`bailee protect plan --playbook` says how it is asked for, and who approves it"
)


def undo(workspace: Workspace, paths: Sequence[Path], *, step: Callable[[str], None] = no_step) -> Iterator[Outcome]:
    """Put back what was done at, or under, `paths`: a file's old name, what stands for it, or a folder."""
    with open_journal(workspace) as journal:
        yield from settle(workspace, journal)
        things = _done_under(workspace, paths)
        for each in things:
            if isinstance(each, Restricted):
                try:
                    restrict.unrestrict(each, journal, step=step)
                except Refused as refused:
                    yield refusal(each.original, refused, refused.why.value, each.ident, act=each.act)
                    continue
                note_undone(workspace, journal, [each])
                step("undo noted")
                yield Outcome(each.original, "undone", each.ident, act=each.act)
        passed = [each for each in things if isinstance(each, Sealed)]
        copies = CopiesMade(workspace)
        for together in undoing.undo_all(passed, workspace.keys, journal, step=step):
            note_undone(workspace, journal, [each for each, made in together if not isinstance(made, Refused)])
            for each, made in together:
                if isinstance(made, Refused):
                    yield refusal(each.original, made, made.why.value, each.ident, act=each.act)
                    continue
                step("undo noted")
                words = "it was changed since, and is back as it is now" if made.was_changed else ""
                if each.act == SEAL and copies.take_away(each.original):
                    words = "its redacted copy was removed"
                yield Outcome(each.original, "undone", each.ident, words=words, lost=made.lost, act=each.act)


def check(workspace: Workspace, paths: Sequence[Path]) -> Iterator[Outcome]:
    """Open each sealed copy, keep nothing, and compare with what was sealed; look whether the others are as they were left."""
    for each in _done_under(workspace, paths):
        yield checked(workspace, each)


def checked(workspace: Workspace, thing: Thing) -> Outcome:
    """Whether what was done to one file holds still."""
    try:
        if isinstance(thing, Restricted):
            restrict.check_restricted(thing)
        elif isinstance(thing, Erased):
            check_erased(thing)
        else:
            undoing.check(thing, workspace.keys)
    except Refused as refused:
        return refusal(thing.original, refused, refused.why.value, thing.ident, act=thing.act)
    return Outcome(thing.original, "whole", thing.ident, act=thing.act)


def ask(workspace: Workspace) -> str:
    """Whom to ask, in words for a note."""
    name = workspace.organisation_name
    return "whoever looks after personal data " + ("here" if name == DEFAULT_NAME else f"at {name}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def names_of(thing: Thing) -> set[Path]:
    """Paths under which people may know it: where it was, what stands for it, its note."""
    names = {thing.original}
    if isinstance(thing, Sealed):
        names |= {thing.sealed, thing.original.with_name(thing.note_name)}
    elif isinstance(thing, Erased):
        names.add(thing.original.with_name(thing.note_name))
    return names


def _real_in(known: dict[Path, Path], path: Path) -> Path:
    if path.parent not in known:
        known[path.parent] = path.parent.resolve()
    return known[path.parent] / path.name


def chosen(things: Iterable[Thing], paths: Sequence[Path]) -> list[Thing]:
    """Those at, or under, paths; all of them where none is named. InvalidInput where a path means none."""
    every = list(things)
    if not paths:
        return every
    found: dict[str, Thing] = {}
    where: dict[Path, Path] = {}  # many lie in one folder: it is asked once where that really is
    known = [(each, {_real_in(where, name) for name in names_of(each)}) for each in every]
    for named in map(real, paths):
        here = [each for each, names in known if named in names or any(named in name.parents for name in names)]
        if not here:
            raise InvalidInput(
                f'nothing is sealed at "{shown(named, paths)}"', hint="`bailee protect verify` lists what is sealed"
            )
        found.update((each.ident, each) for each in here)
    return list(found.values())


def _done_under(workspace: Workspace, paths: Sequence[Path]) -> list[Thing]:
    return chosen(map(thing_of, workspace.protected_files("applied")), paths)
