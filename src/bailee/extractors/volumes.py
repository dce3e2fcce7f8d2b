"""Archives in several volumes: which files belong together, which of them are missing, and all as one stream.

    pay.7z.001 pay.7z.002          pieces of one file
    pay.z01 pay.z02 pay.zip        a split zip; its directory is in the last
    pay.part1.rar pay.part2.rar    each with a header of its own; pay.rar pay.r00 pay.r01 too

The first (of a zip, the last) is read with all of them; the others hold nothing by themselves.

>>> follows("pay.7z.002"), follows("pay.z01"), follows("pay.part2.rar"), follows("pay.part1.rar"), follows("v1.002.txt")
(True, True, True, False, False)
"""

from __future__ import annotations

import io
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from bailee.items import Item
from bailee.vocabulary import Locator

MOST = 1_000  # volumes
_GAPS = 100  # names in a row that are not there
_PIECE = re.compile(r"(.+)\.(\d{3})", re.IGNORECASE | re.DOTALL)
_SPLIT_ZIP = re.compile(r"(.+)\.z(\d\d\d?)", re.IGNORECASE | re.DOTALL)
_NEW_RAR = re.compile(r"(.+)\.part(\d{1,4})\.(?:rar|exe|sfx)", re.IGNORECASE | re.DOTALL)
_OLD_RAR = re.compile(r"(.+)\.([r-v])(\d\d)", re.IGNORECASE | re.DOTALL)
_PACKED = re.compile(r".*\.(?:7z|zip|rar|tar|gz|bz2|xz|tgz|iso|img|pst)\.\d{3}", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Volumes:
    """All volumes of one archive in their order, and the names of those that are not there."""

    files: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()
    sizes: tuple[int, ...] = field(default=())

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each begins in the stream of all."""
        return tuple(accumulate(self.sizes, initial=0))[:-1]

    def open(self) -> BinaryIO:
        return io.BufferedReader(_Joined(self.files, self.sizes))


def follows(name: str) -> bool:
    """Whether a name is that of a volume which holds nothing without the first (of a zip, the last)."""
    if (new := _NEW_RAR.fullmatch(name)) is not None:
        return int(new[2]) > 1
    if (piece := _PIECE.fullmatch(name)) is not None:
        return int(piece[2]) > 1 and _PACKED.fullmatch(name) is not None
    return _SPLIT_ZIP.fullmatch(name) is not None or _OLD_RAR.fullmatch(name) is not None


def leader(item: Item) -> Path | None:
    """The volume that is read with the one at hand; None where it is not there."""
    if item.path is None:
        return None
    name = item.path.name
    wanted: list[str] = []
    if (new := _NEW_RAR.fullmatch(name)) is not None:
        width = len(new[2])
        wanted = [f"{new[1]}.part{1:0{width}d}{ending}" for ending in (".rar", ".exe", ".sfx")]
    elif (piece := _PIECE.fullmatch(name)) is not None:
        wanted = [f"{piece[1]}.001"]
    elif (split := _SPLIT_ZIP.fullmatch(name)) is not None:
        wanted = [f"{split[1]}.zip", f"{split[1]}.zipx"]
    elif (old := _OLD_RAR.fullmatch(name)) is not None:
        wanted = [f"{old[1]}.rar", f"{old[1]}.exe"]
    here = _beside(item.path, wanted)
    return next((here[key] for key in map(str.lower, wanted) if key in here), None)


def of(item: Item) -> Volumes:
    """The volumes that begin with (of a zip, end in) the one at hand; empty where it stands alone."""
    path = item.path
    if path is None:
        return Volumes()
    if (piece := _PIECE.fullmatch(path.name)) is not None and int(piece[2]) == 1:
        return _row(path, lambda number: f"{piece[1]}.{number:03d}", 1)
    if (new := _NEW_RAR.fullmatch(path.name)) is not None and int(new[2]) == 1:
        width = len(new[2])
        return _row(path, lambda number: f"{new[1]}.part{number:0{width}d}.rar", 1)
    if path.suffix.lower() == ".rar":
        stem = path.name[:-4]
        return _row(
            path,
            lambda number: (
                path.name if number == 0 else f"{stem}.{'rstuv'[(number - 1) // 100]}{(number - 1) % 100:02d}"
            ),
            0,
        )
    return Volumes()


def of_split_zip(item: Item, count: int) -> Volumes:
    """The `count` volumes of a zip of which the one at hand is the last."""
    path = item.path
    if path is None or not 1 < count <= MOST:
        return Volumes()
    names = [f"{path.name[: -len(path.suffix)]}.z{number:02d}" for number in range(1, count)]
    here = _beside(path, names)
    missing = tuple(name for name in names if name.lower() not in here)
    return _measured([here[name.lower()] for name in names if name.lower() in here] + [path], missing)


def _row(path: Path, name_of: Callable[[int], str], first: int) -> Volumes:
    """As many as there are in a row; a gap is named where a later one is there."""
    names = [name_of(number) for number in range(first, MOST if first else 499)]
    here = _beside(path, names)
    last = max((index for index, each in enumerate(names) if each.lower() in here), default=0)
    if last == 0:
        return Volumes()
    present = [here[each.lower()] for each in names[: last + 1] if each.lower() in here]
    missing = tuple(each for each in names[: last + 1] if each.lower() not in here)
    return _measured(present, missing)


def _measured(files: list[Path], missing: tuple[str, ...]) -> Volumes:
    return Volumes(tuple(files), missing, tuple(file.stat().st_size for file in files))


def companions(path: str) -> list[str]:
    """Files that are read with one: a database's log, memos of a table, the other volumes of an archive. None of a folder."""
    file = Path(path)
    if not file.is_file():
        return []
    item = Item(Locator((file.name,)), 0, path=file)
    others = [f"{path}-wal", *(str(file.with_suffix(ending)) for ending in (".fpt", ".FPT", ".dbt", ".DBT"))]
    others += map(str, of(item).files)
    if file.suffix.lower() == ".zip":
        others += map(str, of_split_zip(item, 100).files)
    if (first := leader(item)) is not None:
        others.append(str(first))
    return [other for other in dict.fromkeys(others) if other != path and Path(other).is_file()]


def _beside(path: Path, names: list[str]) -> dict[str, Path]:
    """Those of `names` that lie in the same folder, by their name in lower case."""
    wanted = {name.lower() for name in names}
    found: dict[str, Path] = {}
    if not wanted:
        return found
    try:
        with os.scandir(path.parent) as entries:
            for entry in entries:
                if entry.name.lower() in wanted and entry.is_file(follow_symlinks=False):
                    found[entry.name.lower()] = Path(entry.path)
    except OSError:  # a worker that reads one file may not list its folder: then by name
        gaps = 0
        for name in names:
            other = path.with_name(name)
            if other.is_file():
                found[name.lower()] = other
                gaps = 0
            else:
                gaps += 1
            if gaps > _GAPS:
                break
    return found


class _Joined(io.RawIOBase):
    """One stream of several files, one of them open at a time."""

    def __init__(self, files: tuple[Path, ...], sizes: tuple[int, ...]) -> None:
        super().__init__()
        self._files = files
        self._ends = list(accumulate(sizes))
        self._at = 0
        self._open: tuple[int, BinaryIO] | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        base = (0, self._at, self._ends[-1])[whence]
        if base + offset < 0:
            raise ValueError("before the start")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        index = bisect_right(self._ends, self._at)
        if index >= len(self._files):
            return 0
        if self._open is None or self._open[0] != index:
            self._shut()
            self._open = (index, self._files[index].open("rb"))
        stream = self._open[1]
        stream.seek(self._at - (self._ends[index - 1] if index else 0))
        data = stream.read(min(len(buffer), self._ends[index] - self._at))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _shut(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def close(self) -> None:
        self._shut()
        super().close()


def paths(volumes: Volumes) -> Iterator[bytes]:
    """Names of the files as a library in C takes them."""
    for file in volumes.files:
        yield os.fsencode(file)
