"""The folder of an export: written whole or not at all, and read only where each file is what the manifest says.

with Writing(Path("acme")) as out: out.write("README.txt", b"…")
folder = Folder.opened(Path("acme"))        # every SHA-256 was compared; nothing else lies in it
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.exchange.manifest import LARGEST, MANIFEST, NAMES, Manifest

LONGEST = 64 << 20  # of a line


@dataclass
class Writing:
    """A new folder that takes its name once it is whole. Readable by whoever wrote it alone."""

    out: Path
    digests: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Writing:
        if self.out.exists() or self.out.is_symlink():
            raise InvalidInput(f'"{self.out}" is there already', hint="name a new folder: nothing is replaced")
        if not self.out.absolute().parent.is_dir():
            raise InvalidInput(f'there is no folder "{self.out.absolute().parent}"', hint="name a folder that exists")
        self.partial = self.out.absolute().with_name(f".{self.out.name}.partial")
        shutil.rmtree(self.partial, ignore_errors=True)  # of a try that was cut off
        try:
            self.partial.mkdir(mode=0o700)
        except OSError as error:
            raise _not_written(self.out, error) from None
        return self

    def __exit__(
        self, sort: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if sort is not None:
            shutil.rmtree(self.partial, ignore_errors=True)
            if isinstance(error, OSError):
                raise _not_written(self.out, error) from None

    @contextmanager
    def opened(self, name: str) -> Iterator[Hashed]:
        """A file of it, to be written piece by piece; none stays where nothing is written."""
        path = self.partial / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _closed(path) as stream:
            hashed = Hashed(stream)
            yield hashed
        if not hashed.size:
            path.unlink()
            with suppress(OSError):  # others lie in it
                path.parent.rmdir()
            return
        self.digests[name] = hashed.digest.hexdigest()

    def write(self, name: str, content: bytes) -> None:
        with self.opened(name) as stream:
            stream.write(content)

    def taken(self, name: str) -> Path:
        """Where a file is to be written by somebody else; `noted` after it is."""
        return self.partial / name

    def noted(self, name: str) -> None:
        with (self.partial / name).open("rb") as stream:
            self.digests[name] = hashlib.file_digest(stream, "sha256").hexdigest()

    def finish(self, manifest: Manifest) -> str:
        """Write the manifest and put all of it on the disk; its SHA-256. It has its name after `take_name`."""
        content = manifest.written()
        with _closed(self.partial / MANIFEST) as stream:
            stream.write(content)
        for path in self.partial.rglob("*"):
            if path.is_file():
                with path.open("rb") as opened:
                    os.fsync(opened.fileno())
        return hashlib.sha256(content).hexdigest()

    def take_name(self) -> None:
        self.partial.rename(self.out)


class Hashed:
    """A file whose hash is known once it is written."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.digest, self.size = stream, hashlib.sha256(), 0

    def write(self, piece: bytes) -> None:
        self.digest.update(piece)
        self.stream.write(piece)
        self.size += len(piece)


@dataclass(frozen=True)
class Folder:
    """An export that is whole: each file is as its manifest says."""

    path: Path
    manifest: Manifest
    sha256: str  # of the manifest

    @classmethod
    def opened(cls, path: Path) -> Folder:
        """InvalidInput where it is no export or holds what none holds; CannotRead where it is damaged or not whole."""
        if path.is_symlink() or not path.is_dir():
            raise InvalidInput(f'"{path}" is no folder', hint="name the folder that `bailee export` wrote")
        content = _read(path / MANIFEST, LARGEST)
        manifest = Manifest.read(content)
        there = set()
        for each in path.rglob("*"):
            name = each.relative_to(path).as_posix()
            if each.is_symlink() or not (each.is_file() or each.is_dir()):
                raise InvalidInput("this export holds a link", hint="no export does: do not trust it")
            if each.is_file() and name != MANIFEST:
                if name not in manifest.files or not NAMES.fullmatch(name):
                    raise InvalidInput(
                        f'this export holds "{name[:80]}", which its manifest does not name',
                        hint="take it out, or do not trust it",
                    )
                there.add(name)
        missing = sorted(manifest.files.keys() - there)
        if missing:
            raise CannotRead(
                f'this export is not whole: "{missing[0]}" is missing',
                hint="it may be cut off; take another copy of it",
            )
        for name in sorted(there):
            try:
                with (path / name).open("rb") as stream:
                    digest = hashlib.file_digest(stream, "sha256").hexdigest()
            except OSError:
                raise CannotRead(f'"{name}" of this export cannot be read', hint="see to its rights") from None
            if digest != manifest.files[name]:
                raise CannotRead(f'"{name}" of this export was changed or cut off', hint="take another copy of it")
        return cls(path, manifest, hashlib.sha256(content).hexdigest())

    def lines(self, name: str) -> Iterator[bytes]:
        """Lines of a file of it; none where it has no such file."""
        if name not in self.manifest.files:
            return
        with (self.path / name).open("rb") as stream:
            yield from lines_of(stream)

    def content(self, name: str) -> bytes:
        if name not in self.manifest.files:
            raise InvalidInput("this export names a file that it does not hold", hint="take another copy of it")
        return (self.path / name).read_bytes()


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Whole lines; InvalidInput for one that is longer than any, or cut off."""
    while read := stream.readline(LONGEST):
        if not read.endswith(b"\n"):
            raise InvalidInput("this export holds a line that is cut off", hint="take another copy of it")
        yield read[:-1]


def _read(path: Path, most: int) -> bytes:
    try:
        if path.is_symlink() or path.stat().st_size > most:
            raise InvalidInput("this is no export of bailee", hint="name the folder that `bailee export` wrote")
        return path.read_bytes()
    except OSError:
        raise InvalidInput(
            f'there is no {MANIFEST} in "{path.parent}"', hint="name the folder that `bailee export` wrote"
        ) from None


def _closed(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _not_written(out: Path, error: OSError) -> NotAllowed:
    reason = os.strerror(error.errno).lower() if error.errno else type(error).__name__
    return NotAllowed(f'"{out}" cannot be written: {reason}', hint="make room, or name another folder")
