"""Walks over the folders of a place, in the order of their keys (sources.ranges): ahead of a scan by ranges, and after it.

>>> import tempfile
>>> place = Path(tempfile.mkdtemp()); (place / "hr").mkdir(); _ = (place / "hr" / "a.txt").write_text("hello")
>>> list(folders(place)), sorted(listable(place)[0])
([((), 0, 0), (('hr',), 1, 5)], ['', 'hr'])
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bailee.sources.files import is_junction
from bailee.sources.ranges import Key


def folders(place: Path) -> Iterator[tuple[Key, int, int]]:
    """Every folder of a place with its number of files and their bytes, in order; one that cannot be listed has none.

    Read ahead of the scan, and so only an estimate of it: what comes and goes meanwhile lies in one range all the same.
    """
    waiting: list[tuple[str, Key]] = [(os.fspath(place), ())]
    while waiting:
        path, key = waiting.pop()
        below: list[tuple[str, Key]] = []
        number = size = 0
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    if is_junction(entry):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        below.append((entry.path, (*key, entry.name)))
                    elif entry.is_file(follow_symlinks=False):
                        number, size = number + 1, size + entry.stat(follow_symlinks=False).st_size
        except OSError:
            pass  # its own scan says why
        yield key, number, size
        waiting += sorted(below, key=lambda each: each[1], reverse=True)


def listable(place: Path) -> tuple[set[str], set[str]]:
    """Paths in the place of the folders that can be listed now, and of those that cannot."""
    there: set[str] = set()
    shut: set[str] = set()
    waiting = [(os.fspath(place), "")]
    while waiting:
        path, relative = waiting.pop()
        try:
            with os.scandir(path) as entries:
                below = [
                    (entry.path, f"{relative}/{entry.name}" if relative else entry.name)
                    for entry in entries
                    if not is_junction(entry) and entry.is_dir(follow_symlinks=False)
                ]
        except OSError:
            shut.add(relative or ".")
            continue
        there.add(relative)
        waiting += below
    return there, shut
