"""What a store knows of the files on the disk, and what they are now: what can be proposed for them.

proposal = Looking(workspace, SystemProbe()).proposal(path, known_files(workspace).get(path))
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bailee.findings import masked
from bailee.items import ItemFacts
from bailee.protection import encrypt
from bailee.protection.encrypt import MOVE, QUARANTINE, SEAL
from bailee.protection.exposure import ANYONE, Probe, SeenFile, judge_of
from bailee.protection.files import Folder, Refused, Why, explained, facts_of
from bailee.protection.plan import Proposal
from bailee.store import database
from bailee.store.workspace import Workspace
from bailee.vocabulary import Locator

_OURS = frozenset({"keys", "evidence", "protection"})  # folders of a home that must never be sealed with its own keys


def shown(path: Path, named: Sequence[Path] = ()) -> str:
    """A path for people: values in its names are masked, but for the folders that the person named.

    >>> file = Path("/no such/219-20-4000/219-20-4001.csv")
    >>> shown(file), shown(file, [file])
    ('/no such/•••/•••.csv', '/no such/219-20-4000/•••.csv')
    """
    folders = [each if each.is_dir() else each.parent for each in map(real, named)]
    above = max((each for each in folders if each in path.parents), key=lambda each: len(each.parts), default=None)
    if above is None:
        return "/".join(masked(Locator((part,))).segments[0] for part in str(path).split("/"))
    below = "/".join(masked(Locator((part,))).segments[0] for part in path.relative_to(above).parts)
    return f"{str(above).rstrip('/')}/{below}"


def named_files(workspace: Workspace, paths: Sequence[Path], known: Iterable[Path]) -> list[Path]:
    """The files that paths mean: those named themselves, and those of `known` that are there, in or under a folder."""
    found: dict[Path, None] = {}
    for named in (real(_located(workspace, path)) for path in paths):
        if not named.is_dir() or named.is_symlink():
            found.setdefault(named)
            continue
        for path in known:
            if named in path.parents and path.exists():
                found.setdefault(path)
    return list(found)


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
class Held:
    """What the store knows of a file."""

    categories: Counter[str]
    kinds: dict[str, str]  # kind of record → its category
    file: int = 0
    store: str = ""
    place: str = ""
    item: str = ""  # exact, in its place
    facts: ItemFacts | None = None


def known_files(workspace: Workspace) -> dict[Path, Held]:
    """What the store knows of each file, by its real path; dismissed findings left out."""
    roots = {place.name: place.path for place in workspace.places() if place.path is not None}
    held: dict[int, Held] = defaultdict(lambda: Held(Counter(), {}))
    for finding in workspace.findings():
        held[finding.file].categories[finding.finding.category] += finding.finding.count
    for kind in workspace.kinds():
        held[kind.file].kinds[kind.kind.kind] = kind.kind.category
        held[kind.file].categories.setdefault(kind.kind.category, 0)
    paths: dict[Path, Held] = {}
    for file in workspace.files(exact_locators=True):
        if file.ident in held and file.place in roots:  # what a source holds is not ours to seal
            root, name = roots[file.place], file.locator.item
            path = root if root.name == name and not root.is_dir() else root / name
            known = held[file.ident]
            known.file, known.store, known.place, known.item, known.facts = (
                file.ident, file.store, file.place, name, file.facts,
            )  # fmt: skip
            paths[real(path)] = known
    return paths


def real(path: Path) -> Path:
    """The path with links in its folders resolved, and the file's own name as it is: a link is refused, not followed."""
    path = path.absolute()
    return path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()


class Looking:
    """Looks at files, and asks the system once about what many have in common."""

    def __init__(self, workspace: Workspace, probe: Probe) -> None:
        self._home = workspace.home
        self._judge = judge_of(probe)

    def proposal(self, path: Path, held: Held | None, act: str = SEAL) -> Proposal:
        """To do one act with one file, as both are now."""
        refusal, size, readers, seen = "", 0, None, None
        try:
            if is_ours(self._home, path):  # and not even opened: closing it would drop the database's locks
                refusal = "belongs-to-bailee"
            else:
                with Folder(path.parent) as folder, folder.open(path.name) as stream, explained():
                    seen = facts_of(stream.fileno(), os.fstat(stream.fileno()))
                    size = seen.size
                    readers = self._judge.readers(SeenFile("", path, _item_facts(path)))
                    if act == SEAL:
                        encrypt.look(folder, stream, path.name)
                    elif act in (QUARANTINE, MOVE, "redact", "erase") and os.fstat(stream.fileno()).st_nlink > 1:
                        refusal = Why.HARD_LINKS.value
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
            refusal,
            act,
            store=held.store if held else "",
            file=held.file if held else 0,
            seen=seen,
        )


def _item_facts(path: Path) -> ItemFacts:
    seen = path.lstat()
    return ItemFacts(seen.st_size, seen.st_mtime_ns, seen.st_ino, seen.st_dev, seen.st_mode, seen.st_uid, seen.st_gid)


def is_ours(home: Path, path: Path) -> bool:
    """Whether a path belongs to bailee's own store."""
    home = home.resolve()
    if home not in path.parents:
        return False
    first = path.relative_to(home).parts[0]
    return first in _OURS or first.startswith(database.FILE) or first.endswith(".lock")
