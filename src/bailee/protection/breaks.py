"""What breaks when a file is closed, moved or gone: programs that have it open, links and office files that lead to it.

Looked for on this machine, in the places that are scanned. What lies elsewhere (a shortcut on somebody's laptop) is not
known here, and a limit that was reached is said.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from bailee.places.sync_folders import kept_with

OFFICE = frozenset(
    {
        ".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".docx", ".docm", ".dotx", ".pptx", ".pptm", ".ppsx",
        ".ods", ".odt", ".odp", ".ots", ".ott",
    }
)  # fmt: skip
SHORTCUTS = frozenset({".lnk", ".url", ".desktop", ".webloc"})
ENTRIES = 300_000  # names that are looked at
_DOCUMENTS = 20_000
_PART = 4 << 20  # bytes of a part of an office file
_SHORTCUT = 1 << 16
_TARGET = re.compile(rb"""(?:Target|xlink:href|table:filter-name)\s*=\s*["']([^"'<>]{1,2000})["']""")
_REFERENCE = re.compile(rb"""['"](?:file:)?[^'"<>]{0,1000}?([^'"/\\<>]{1,255}\.(?:xls[xmb]?|ods|csv))['"]?#""")


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that breaks. `where` is exact: show it masked."""

    sort: str  # open, link, formula, shortcut, sync
    where: Path | None = field(default=None, repr=False)
    what: str = ""  # name of a program, of a sync service


@dataclass(frozen=True, slots=True)
class Breaks:
    """By file. `is_whole`: False where there was more to look through than the limits allow."""

    found: Mapping[Path, tuple[Break, ...]]
    is_whole: bool = True

    def of(self, path: Path) -> tuple[Break, ...]:
        return self.found.get(path, ())


def breaks_of(files: Collection[Path], roots: Iterable[Path], *, proc: Path = Path("/proc")) -> Breaks:
    """What breaks when these files are no longer there. `roots`: the places to look through for what leads to them."""
    found: dict[Path, list[Break]] = {file: [] for file in files}
    for file in files:
        if service := kept_with(file.parent):
            found[file].append(Break("sync", None, service))
    for file, program in _open_in(files, proc):
        if (seen := Break("open", None, program)) not in found[file]:
            found[file].append(seen)
    is_whole = True
    if files:
        looking = _Looking(files)
        for root in _outermost(roots):
            looking.through(root)
        is_whole = looking.is_whole
        for file, each in looking.found:
            found[file].append(each)
    return Breaks({file: tuple(each) for file, each in found.items() if each}, is_whole)


def _open_in(files: Collection[Path], proc: Path) -> Iterator[tuple[Path, str]]:
    """Programs that have a file open, of those that this account may look at."""
    wanted: dict[tuple[int, int], Path] = {}
    for file in files:
        try:
            seen = file.lstat()
        except OSError:
            continue
        wanted[seen.st_dev, seen.st_ino] = file
    if not wanted:
        return
    own = str(os.getpid())
    try:
        processes = [each for each in proc.iterdir() if each.name.isdigit() and each.name != own]
    except OSError:
        return
    for process in processes:
        try:
            handles = list((process / "fd").iterdir())
            name = (process / "comm").read_text().strip()
        except (OSError, UnicodeDecodeError):
            continue
        for handle in handles:
            try:
                seen = handle.stat()
            except OSError:
                continue
            if opened := wanted.get((seen.st_dev, seen.st_ino)):
                yield opened, name


def _outermost(roots: Iterable[Path]) -> list[Path]:
    every = {root.resolve() for root in roots}
    return sorted(root for root in every if not any(other in root.parents for other in every))


class _Looking:
    """Goes through places once, for all files."""

    def __init__(self, files: Collection[Path]) -> None:
        self._files = set(files)
        self._above = {folder for file in files for folder in file.parents}
        self._by_name: dict[str, list[Path]] = {}
        for file in files:
            self._by_name.setdefault(file.name.casefold(), []).append(file)
        self._entries = self._documents = 0
        self.is_whole = True
        self.found: list[tuple[Path, Break]] = []

    def through(self, root: Path) -> None:
        folders = [root] if root.is_dir() else []
        while folders:
            try:
                with os.scandir(folders.pop()) as entries:
                    for entry in entries:
                        self._entries += 1
                        if self._entries > ENTRIES:
                            self.is_whole = False
                            return
                        if entry.is_symlink():
                            self._link(Path(entry.path))
                        elif entry.is_dir(follow_symlinks=False):
                            folders.append(Path(entry.path))
                        elif entry.is_file(follow_symlinks=False):
                            self._file(Path(entry.path))
            except OSError:
                continue

    def _link(self, link: Path) -> None:
        try:
            target = link.resolve()
        except (OSError, RuntimeError):
            return
        if target in self._files:
            self.found.append((target, Break("link", link)))
        elif target in self._above and target not in link.parents:
            self.found += [(file, Break("link", link)) for file in self._files if target in file.parents]

    def _file(self, path: Path) -> None:
        ending = path.suffix.casefold()
        if ending in OFFICE:
            self._documents += 1
            if self._documents > _DOCUMENTS:
                self.is_whole = False
                return
            self._note(path, _named_in_office(path), "formula")
        elif ending in SHORTCUTS:
            self._note(path, self._named_in_shortcut(path), "shortcut")

    def _note(self, path: Path, names: Iterable[str], sort: str) -> None:
        for name in {name.casefold() for name in names}:
            for file in self._by_name.get(name, ()):
                if file != path:
                    self.found.append((file, Break(sort, path)))

    def _named_in_shortcut(self, path: Path) -> Iterator[str]:
        try:
            with path.open("rb") as stream:
                content = stream.read(_SHORTCUT)
        except OSError:
            return
        texts = [content.decode("utf-8", "replace").casefold(), content.decode("utf-16-le", "replace").casefold()]
        texts += [unquote(texts[0]), content[1:].decode("utf-16-le", "replace").casefold()]
        yield from (name for name in self._by_name if any(name in text for text in texts))


def _named_in_office(path: Path) -> Iterator[str]:
    """Names of files that an office file's links and formulas lead to."""
    try:
        with zipfile.ZipFile(path) as parts:
            for part in parts.infolist():
                if not part.filename.endswith(".rels") and part.filename != "content.xml":
                    continue
                with parts.open(part) as stream:
                    content = stream.read(_PART)
                for found in (*_TARGET.findall(content), *_REFERENCE.findall(content)):
                    if name := PurePosixPath(unquote(found.decode("utf-8", "replace")).replace("\\", "/")).name:
                        yield name
    except (OSError, ValueError, zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return
