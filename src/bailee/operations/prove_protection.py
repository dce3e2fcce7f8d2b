"""Prove what was done: whether each file is still as it was left, and what was not cleaned.

    for each in prove(workspace): print(each.outcome.state, each.not_cleaned)

Copies are looked for by their names, by what bins note, and by content where a file of the same size is known. Where we cannot
look (versions that a cloud keeps, other devices, backups) it is said that they may have one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bailee.operations.known_files import real, shown
from bailee.operations.note_protection import Outcome, thing_of
from bailee.operations.protect_files import checked, chosen
from bailee.places.interface import Sort
from bailee.protection.encrypt import Sealed
from bailee.protection.erase import Erased
from bailee.protection.leftovers import NotCleaned, Sought, not_cleaned
from bailee.protection.recover import Thing
from bailee.protection.restrict import Restricted
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Proven:
    """How one file stands. `seen_gone`: whether the last scan of its place met it no more; None: not of a scanned place."""

    outcome: Outcome
    not_cleaned: tuple[NotCleaned, ...] = ()
    seen_gone: bool | None = None


def prove(workspace: Workspace, paths: Sequence[Path] = ()) -> Iterator[Proven]:
    """Everything that was done at, or under, paths and was not undone."""
    rows = [row for row in workspace.protected_files() if row.state in ("applied", "erased")]
    gone = {row.details.get("sealed_ident") for row in rows if row.action == "erase"}
    things = chosen([thing_of(row) for row in rows if row.ident not in gone], paths)
    behind = _Behind(workspace)
    for thing in things:
        yield Proven(checked(workspace, thing), behind.of(thing), behind.seen_gone(thing))


def left_behind(workspace: Workspace) -> Callable[[Erased], list[dict[str, Any]]]:
    """What was not cleaned of what was erased, as a certificate keeps it: names masked."""
    behind = _Behind(workspace)
    return lambda erased: [told(each) for each in behind.of(erased)]


def told(left: NotCleaned, named: Sequence[Path] = ()) -> dict[str, Any]:
    """For programs and for certificates."""
    where = shown(left.where, named) if left.where else None
    return {"sort": left.sort, "where": where, "words": left.words, "sure": left.is_sure}


class _Behind:
    """Asks the store once."""

    def __init__(self, workspace: Workspace) -> None:
        self._keys = workspace.keys
        rows = (row for row in workspace.protected_files() if row.action in ("seal", "quarantine"))
        self._sealed = {row.ident: Sealed.of_details(row.details) for row in rows}
        roots = {place.name: place.path for place in workspace.places() if place.path is not None}
        self._by_size: dict[int, list[Path]] = defaultdict(list)
        self._there: set[Path] = set()
        for file in workspace.files(exact_locators=True):
            if file.place not in roots or file.facts is None:
                continue
            root, name = roots[file.place], file.locator.item
            path = real(root if root.name == name and not root.is_dir() else root / name)
            self._there.add(path)
            if file.facts.size:
                self._by_size[file.facts.size].append(path)
        self._roots = [real(root / "x").parent for root in roots.values()]
        self._backups = [
            (each.found.name, each.found.address)
            for each in workspace.sought_places()
            if each.found.sort is Sort.BACKUP
        ]

    def of(self, thing: Thing) -> tuple[NotCleaned, ...]:
        if isinstance(thing, Restricted):
            return ()
        if isinstance(thing, Erased) and thing.sealed_ident in self._sealed:
            thing = self._sealed[thing.sealed_ident]  # copies are told by what was sealed, not by its sealed copy
        closed = not isinstance(thing, Sealed) or thing.is_closed
        return not_cleaned(
            Sought(thing.original, thing.facts.size, thing.digest),
            self._keys.content_key,
            backups=self._backups if closed else (),
            same=self._by_size.get(thing.facts.size, ()),
        )

    def seen_gone(self, thing: Thing) -> bool | None:
        if not isinstance(thing, Erased) or not any(root in thing.original.parents for root in self._roots):
            return None
        return thing.original not in self._there
