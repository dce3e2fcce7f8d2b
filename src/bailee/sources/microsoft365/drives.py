"""Drives of Microsoft 365: OneDrives and the libraries of SharePoint sites, each by its list of changes.

A list of changes names items by ident and parent, so the folders are kept in mind while a drive is listed, and its files
are remembered by ident: what is gone is told by ident alone. Where a folder was moved or renamed, all that lies in it has
another path, and the drive is listed anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bailee.items import LINK, Item, ItemFacts
from bailee.sources.interface import Entry, Gone, NotFetched, Unreachable, stamp
from bailee.sources.microsoft365.graph import Graph, TooOld, ident_of
from bailee.sources.microsoft365.mail import nanoseconds
from bailee.sources.remembered import Folder, Memory
from bailee.vocabulary import Locator, Reason

_SELECTED = (
    "id,name,size,file,folder,package,root,deleted,remoteItem,shared,parentReference,lastModifiedDateTime,cTag,eTag"
)
_DEEPEST = 200


class _Moved(Exception):
    """A folder has another path, and everything in it."""


@dataclass(slots=True)
class Drives:
    """The drives of one tenant, each read once however many ways lead to it."""

    graph: Graph
    before: Memory | None
    memory: Memory
    public: int = 0  # files that anybody opens who has their link
    _seen: set[str] = field(default_factory=set)

    def entries(self, drive: str, place: str) -> Iterator[Entry]:
        """Of one drive, under the path that people know it by."""
        if drive in self._seen:
            return
        self._seen.add(drive)
        key = f"drive {drive}"
        try:
            yield from self._drive(drive, place, key)
        except NotFetched as failure:
            self.memory.keep(key, self.before)
            yield Unreachable(Locator((place,)), failure.reason)

    def keep(self) -> None:
        """Some drives could not be looked for: those that were not met are remembered as they were."""
        for key in self.before or ():
            if key.startswith("drive ") and key not in self.memory:
                self.memory.keep(key, self.before)

    def removed(self) -> Iterator[Entry]:
        """After everything was listed: files of drives that are no more."""
        for key in self.before or ():
            if key.startswith("drive ") and key not in self.memory and self.before is not None:
                _, place = _mark(self.before.mark(key))
                tree = _Tree(place, self.before.names(key))
                yield from (Gone(locator) for locator in tree.files())

    def _drive(self, drive: str, place: str, key: str) -> Iterator[Entry]:
        link, was = _mark(self.before.mark(key)) if self.before is not None else ("", "")
        old = _Tree(was or place, self.before.names(key) if self.before is not None else {})
        if link and was == place:
            tree = _Tree(place, dict(old.rows))
            try:
                yield from self._changes(drive, tree, key, link)
                return
            except (TooOld, _Moved):
                pass
        try:
            yield from self._all(drive, place, key, old)
        except TooOld:
            raise NotFetched(Reason.NOT_CONNECTED) from None

    def _changes(self, drive: str, tree: _Tree, key: str, link: str) -> Iterator[Entry]:
        latest: dict[str, dict[str, Any]] = {}  # an item may be told twice: as it is now counts
        mark = link
        for page in self.graph.pages(link):
            latest |= {str(row.get("id")): row for row in page.rows}
            mark = page.mark or mark
        rows = list(latest.values())
        for row in rows:  # before anything is told: a folder that moved means that all is listed anew
            if tree.moves(row):
                raise _Moved
        gone = [locator for row in rows if (locator := tree.elsewhere(row)) is not None]
        for row in rows:
            if "deleted" not in row:
                tree.add(row)
        present = set()
        for row in rows:
            if "deleted" in row:
                gone += tree.remove(str(row.get("id")))
                continue
            for entry in self._entry(drive, tree, row):
                present.add(entry.locator)
                yield entry
        yield from (Gone(locator) for locator in gone if locator not in present)  # another file may have the name now
        self.public += sum(map(_is_public, tree.rows.values()))
        self.memory.end(self.memory.begin(key, tree.rows.items()), json.dumps([mark, tree.place]))

    def _all(self, drive: str, place: str, key: str, old: _Tree) -> Iterator[Entry]:
        tree, mark, listed = _Tree(place), "", self.memory.begin(key)
        early: list[dict[str, Any]] = []  # files that came before their folder
        gone = set(old.files())
        for page in self.graph.pages(f"/drives/{ident_of(drive)}/items/root/delta?$select={_SELECTED}&$top=500"):
            for row in page.rows:
                if "deleted" not in row and not _is_file(row):
                    tree.add(row)
                    if row.get("id") in tree.rows:
                        listed.add(str(row["id"]), tree.rows[str(row["id"])])
            for row in page.rows:
                if not _is_file(row) and "package" not in row:
                    continue
                if tree.locator(row) is None:
                    early.append(row)
                    continue
                yield from self._listed(drive, tree, row, listed, gone)
            mark = page.mark
        for row in early:
            yield from self._listed(drive, tree, row, listed, gone)
        yield from map(Gone, sorted(gone))
        self.memory.end(listed, json.dumps([mark, place]))

    def _listed(
        self, drive: str, tree: _Tree, row: dict[str, Any], listed: Folder, gone: set[Locator]
    ) -> Iterator[Entry]:
        for entry in self._entry(drive, tree, row):
            if isinstance(entry, Item):
                listed.add(str(row["id"]), kept := _kept(row))
                self.public += _is_public(kept)
                gone.discard(entry.locator)
            yield entry

    def _entry(self, drive: str, tree: _Tree, row: dict[str, Any]) -> Iterator[Entry]:
        locator = tree.locator(row) or Locator((f"{tree.place}/lost/{_plain(row)}",))
        if "package" in row:  # a notebook of OneNote: no bytes, and pages behind another door
            yield Unreachable(locator, Reason.UNKNOWN_FORMAT, _size(row))
            return
        if not _is_file(row):
            return
        size, ident = _size(row), str(row["id"])
        version = row.get("cTag") or row.get("eTag") or row.get("lastModifiedDateTime")
        moment = nanoseconds(str(row.get("lastModifiedDateTime")))
        yield Item(
            locator,
            size,
            facts=ItemFacts(size, moment, inode=stamp(drive, ident, version), acl=_scope(row)),
            opener=partial(
                self.graph.content, f"drive {drive}", f"/drives/{ident_of(drive)}/items/{ident_of(ident)}/content"
            ),
        )


@dataclass(slots=True)
class _Tree:
    """Folders of a drive, and its files where they are remembered: ident → parent's ident and name."""

    place: str
    rows: dict[str, str] = field(default_factory=dict)

    def add(self, row: dict[str, Any]) -> None:
        if isinstance(ident := row.get("id"), str) and "\t" not in ident and "\n" not in ident:
            self.rows[ident] = _kept(row)

    def moves(self, row: dict[str, Any]) -> bool:
        """Whether it is a folder that we know under another name, or in another folder."""
        before = self.rows.get(str(row.get("id")))
        return (
            "deleted" not in row and before is not None and _parts(before)[0] and _parts(before) != _parts(_kept(row))
        )

    def elsewhere(self, row: dict[str, Any]) -> Locator | None:
        """Where a file was that has another name or folder now."""
        before = self.rows.get(str(row.get("id")))
        if "deleted" in row or before is None or _parts(before) == _parts(_kept(row)):
            return None
        _, parent, name = _parts(before)
        path = self._path(parent)
        return None if path is None else Locator((f"{path}/{name}",))

    def locator(self, row: dict[str, Any]) -> Locator | None:
        """None where a folder above is not known."""
        parent = row.get("parentReference")
        path = self._path(parent.get("id") if isinstance(parent, dict) else None)
        return None if path is None else Locator((f"{path}/{_plain(row)}",))

    def remove(self, ident: str) -> Iterator[Locator]:
        """Forget an item; locators of it and of the files beneath it."""
        paths = dict(self.by_ident())
        beneath = {ident}
        grown = True
        while grown:
            below = {child for child, kept in self.rows.items() if _parts(kept)[1] in beneath}
            grown = not below <= beneath
            beneath |= below
        for one in beneath:
            if one in paths:
                yield paths[one]
            self.rows.pop(one, None)

    def files(self) -> Iterator[Locator]:
        return (locator for _, locator in self.by_ident())

    def by_ident(self) -> Iterator[tuple[str, Locator]]:
        for ident, kept in self.rows.items():
            is_folder, parent, name = _parts(kept)
            if not is_folder and (path := self._path(parent)) is not None:
                yield ident, Locator((f"{path}/{name}",))

    def _path(self, ident: object) -> str | None:
        names: list[str] = []
        for _ in range(_DEEPEST):
            kept = self.rows.get(ident) if isinstance(ident, str) else None
            if kept is None:
                return None
            _, parent, name = _parts(kept)
            if not parent:  # the root
                return "/".join([self.place, *reversed(names)])
            names.append(name)
            ident = parent
        return None


def _kept(row: dict[str, Any]) -> str:
    """`d`, `f`, or `p` for a file that anybody opens by a link; the parent's ident, the name. The root has no parent."""
    parent, shared = row.get("parentReference"), row.get("shared")
    above = str(parent.get("id") or "") if isinstance(parent, dict) and "root" not in row else ""
    is_public = isinstance(shared, dict) and shared.get("scope") == "anonymous"
    kind = ("p" if is_public else "f") if _is_file(row) else "d"
    return json.dumps([kind, above, _plain(row)], ensure_ascii=False)


_SCOPES = frozenset({"anonymous", "organization", "users"})


def _scope(row: dict[str, Any]) -> bytes | None:
    """How far a file is shared: to whoever has a link, to everybody of the tenant, to some. None where it is not, or that is not said."""
    shared = row.get("shared")
    scope = shared.get("scope") if isinstance(shared, dict) else None
    return LINK + scope.encode() if scope in _SCOPES else None


def _parts(kept: str) -> tuple[bool, str, str]:
    """Whether it is a folder, its parent's ident, its name."""
    kind, parent, name = json.loads(kept)
    return kind == "d", parent, name


def _is_public(kept: str) -> bool:
    return kept.startswith('["p"')


def _is_file(row: dict[str, Any]) -> bool:
    """A shortcut to a file elsewhere is none: the file is read where it lies."""
    return "file" in row and "remoteItem" not in row and "package" not in row and isinstance(row.get("id"), str)


def _plain(row: dict[str, Any]) -> str:
    """A name as a part of a path."""
    return str(row.get("name") or "unnamed").replace("/", "∕").replace("\n", " ").replace("\t", " ")


def _size(row: dict[str, Any]) -> int:
    size = row.get("size")
    return size if isinstance(size, int) and 0 <= size < 1 << 62 else 0


def _mark(kept: str) -> tuple[str, str]:
    try:
        link, place = json.loads(kept)
    except ValueError:
        return "", ""
    return str(link), str(place)
