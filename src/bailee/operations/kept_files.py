"""Files that were asked for on a page: made apart by a worker, kept closed on this machine for a week, each of one organisation, then gone.

with SHELF.making(workspace, "auditor") as making: …       # write making.file; making.folder is for what it is made of
SHELF.of(workspace)                                        # those that are there, newest first
SHELF.forget(home)                                         # what a week, or a death in the middle, left
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bailee.store.workspace import Workspace

KEPT = timedelta(days=7)
_LEFT = timedelta(hours=6)  # after which what is being made is being made no more
_MAKING = ".making-"


@dataclass(frozen=True, slots=True)
class Kept:
    """One that is there. `sort`: of what its shelf has several sorts of."""

    path: Path
    sort: str
    size: int  # bytes
    made_at: datetime

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def until(self) -> datetime:
        return self.made_at + KEPT


@dataclass(frozen=True, slots=True)
class Making:
    """Where one is made: a folder that goes afterwards, and the file in it that is kept."""

    folder: Path
    file: Path
    kept_as: Path


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder below the home folder, and the sorts of files in it; none: there is only one."""

    folder: str
    sorts: tuple[str, ...] = ()

    @contextmanager
    def making(self, workspace: Workspace, sort: str = "") -> Iterator[Making]:
        """It is there once the block has ended, whole and closed to others; where the block fails, nothing of it stays."""
        there = workspace.home / self.folder
        there.mkdir(mode=0o700, exist_ok=True)
        name = "-".join(filter(None, (workspace.organisation, sort, secrets.token_hex(4)))) + ".zip"
        with tempfile.TemporaryDirectory(dir=there, prefix=_MAKING) as scratch:
            making = Making(Path(scratch), Path(scratch, name), there / name)
            yield making
            making.file.chmod(0o600)
            with making.file.open("rb") as stream:
                os.fsync(stream.fileno())
            making.file.rename(making.kept_as)

    def of(self, workspace: Workspace) -> tuple[Kept, ...]:
        """Those of this organisation, newest first. Whoever asks has asked whether the member may."""
        sorts = rf"({'|'.join(map(re.escape, self.sorts))})-" if self.sorts else "()"
        form = re.compile(rf"{re.escape(workspace.organisation)}-{sorts}[0-9a-f]{{8}}\.zip")
        found = []
        for path in self._lying(workspace.home):
            if (named := form.fullmatch(path.name)) is not None:
                about = path.stat()
                found.append(Kept(path, named[1], about.st_size, datetime.fromtimestamp(about.st_mtime, UTC)))
        return tuple(sorted(found, key=lambda each: each.made_at, reverse=True))

    def forget(self, home: Path) -> int:
        """Take away what has lain here for a week, of every organisation, and what a death left half made; how many files."""
        gone, now = 0, time.time()
        for path in self._lying(home):
            age = now - path.lstat().st_mtime
            if path.name.startswith(_MAKING):
                if age > _LEFT.total_seconds():
                    shutil.rmtree(path, ignore_errors=True)
            elif path.suffix == ".zip" and age > KEPT.total_seconds():
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def _lying(self, home: Path) -> tuple[Path, ...]:
        there = home / self.folder
        return tuple(there.iterdir()) if there.is_dir() else ()
