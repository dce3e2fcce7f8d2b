"""A disk whose power is cut: what was not flushed may be there, or not, or in part, and names in any order.

    with recording([folder, home]) as record: …the act…
    for state in record.states(): record.laid(state, into)

POSIX promises that what was fsync'ed is there: a file's bytes and rights by its own fsync, a name by that of its folder. Of
the rest nothing is promised: each name that was made or removed since may have reached the disk or not, whatever came of
the others; bytes may be missing, cut in half, or be zeros of the right length.
"""

from __future__ import annotations

import base64
import contextlib
import io
import itertools
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from bailee.keys import OrganisationKeys
from bailee.protection.journal import _FIELD

Names = dict[tuple[int, str], int]  # (folder, name) → file
BYTES = ("lost", "there", "cut in half", "zeros")
MOST_PENDING = 7  # names that were changed since a flush; more are not met


@dataclass(frozen=True)
class Op:
    """One call that changes the disk."""

    what: str  # name, unname, write, size, mode, flush
    of: int  # file, or folder of a flush
    folder: int = 0
    name: str = ""
    at: int = 0
    data: bytes = b""


@dataclass(frozen=True)
class State:
    """What the disk may hold after the power was cut."""

    names: tuple[tuple[tuple[int, str], int], ...]
    content: tuple[tuple[int, bytes], ...]
    modes: tuple[tuple[int, int], ...]


@dataclass
class Record:
    """Calls in order, and what was there before the first."""

    folders: dict[int, Path]
    names: Names = field(default_factory=dict)
    content: dict[int, bytes] = field(default_factory=dict)
    modes: dict[int, int] = field(default_factory=dict)
    times: dict[int, tuple[int, int]] = field(default_factory=dict)
    ops: list[Op] = field(default_factory=list)

    def states(self) -> Iterator[State]:
        """Every state after every prefix, each once."""
        seen: set[State] = set()
        for length in range(len(self.ops) + 1):
            for state in self._after(self.ops[:length]):
                if state not in seen:
                    seen.add(state)
                    yield state

    def _after(self, ops: list[Op]) -> Iterator[State]:
        names, content, modes = dict(self.names), dict(self.content), dict(self.modes)
        pending: list[Op] = []  # names
        dirty: dict[int, list[Op]] = {}
        for op in ops:
            if op.what in ("name", "unname"):
                pending.append(op)
                content.setdefault(op.of, b"")
            elif op.what in ("write", "size", "mode"):
                dirty.setdefault(op.of, []).append(op)
            elif op.of in self.folders:
                for each in [each for each in pending if each.folder == op.of]:
                    _named(names, each)
                pending = [each for each in pending if each.folder != op.of]
            else:
                for each in dirty.pop(op.of, []):
                    _written(content, modes, each)
        assert len(pending) <= MOST_PENDING
        for kept in itertools.product((True, False), repeat=len(pending)):
            there = dict(names)
            for op, is_kept in zip(pending, kept, strict=True):
                if is_kept:
                    _named(there, op)
            for how in BYTES if dirty else ("there",):
                yield _state(there, content, modes, dirty, how)

    def laid(self, state: State, into: Path, keys: OrganisationKeys) -> dict[int, Path]:
        """Lay a state out as files, and let the journal speak of these; the folders that stand for the recorded ones."""
        folders = {number: into / str(index) / path.name for index, (number, path) in enumerate(self.folders.items())}
        for folder in folders.values():
            folder.mkdir(parents=True)
        made: dict[int, Path] = {}
        content, modes = dict(state.content), dict(state.modes)
        for (folder, name), number in state.names:
            path = folders[folder] / name
            if number in made:
                os.link(made[number], path)
                continue
            path.write_bytes(content.get(number, b""))
            path.chmod(modes.get(number, 0o600))
            if number in self.times:
                os.utime(path, ns=self.times[number])
            made[number] = path
        places = {str(self.folders[number]): str(path) for number, path in folders.items()}
        for path in list(made.values()):
            if path.suffix == ".journal":
                path.write_bytes(_spoken(path.read_bytes(), keys, made, places))
        return folders


def _named(names: Names, op: Op) -> None:
    if op.what == "name":
        names[op.folder, op.name] = op.of
    else:
        names.pop((op.folder, op.name), None)


def _written(content: dict[int, bytes], modes: dict[int, int], op: Op) -> None:
    if op.what == "mode":
        modes[op.of] = op.at
    elif op.what == "size":
        content[op.of] = content.get(op.of, b"")[: op.at]
    else:
        before = content.get(op.of, b"").ljust(op.at, b"\0")
        content[op.of] = before[: op.at] + op.data + before[op.at + len(op.data) :]


def _state(
    names: Names, content: dict[int, bytes], modes: dict[int, int], dirty: dict[int, list[Op]], how: str
) -> State:
    content, modes = dict(content), dict(modes)
    for number, ops in dirty.items():
        before = content.get(number, b"")
        for op in ops if how != "lost" else []:
            _written(content, modes, op)
        after = content.get(number, b"")
        if how == "cut in half" and len(after) > len(before):
            content[number] = after[: (len(before) + len(after)) // 2]
        elif how == "zeros" and len(after) > len(before):
            content[number] = before.ljust(len(after), b"\0")
    there = set(names.values())
    return State(
        tuple(sorted(names.items())),
        tuple(sorted((number, each) for number, each in content.items() if number in there)),
        tuple(sorted((number, each) for number, each in modes.items() if number in there)),
    )


def _spoken(journal: bytes, keys: OrganisationKeys, made: dict[int, Path], places: dict[str, str]) -> bytes:
    """The same entries about the files that stand for the recorded ones: other numbers, other folders."""
    lines = journal.split(b"\n")
    spoken = [_line(each, keys, made, places) for each in lines[:-1]]
    return b"".join(each + b"\n" for each in spoken) + lines[-1]


def _line(line: bytes, keys: OrganisationKeys, made: dict[int, Path], places: dict[str, str]) -> bytes:
    try:
        ident, event, data = json.loads(keys.decrypt_field(_FIELD, base64.b64decode(line, validate=True)))
    except Exception:  # noqa: BLE001 - what the cut left of a line
        return line
    if data.get("inode") in made:
        data["inode"] = made[data["inode"]].stat().st_ino
    for told in (data.get(each) for each in ("sealed", "restricted", "erased")):
        if not told:
            continue
        told["folder"] = places[told["folder"]]
        if told.get("to_folder"):
            told["to_folder"] = places[told["to_folder"]]
        if (path := made.get(told["facts"]["inode"])) is not None:
            seen = path.stat()
            told["facts"] |= {"inode": seen.st_ino, "device": seen.st_dev, "changed_ns": seen.st_ctime_ns}
    return base64.b64encode(keys.encrypt_field(_FIELD, json.dumps([ident, event, data]).encode()))


@contextlib.contextmanager
def recording(folders: list[Path]) -> Iterator[Record]:
    """Note every call that changes one of these folders or a file in them. What is there now was flushed."""
    record = Record({folder.stat().st_ino: folder for folder in folders})
    for folder in folders:
        for path in folder.iterdir():
            seen = path.stat()
            record.names[folder.stat().st_ino, path.name] = seen.st_ino
            record.content[seen.st_ino] = path.read_bytes()
            record.modes[seen.st_ino] = seen.st_mode & 0o7777
            record.times[seen.st_ino] = seen.st_atime_ns, seen.st_mtime_ns
    with contextlib.ExitStack() as stack:
        for name, wrapper in _wrappers(record).items():
            stack.enter_context(mock.patch.object(os, name, wrapper))
        yield record


def _wrappers(record: Record) -> dict[str, Any]:
    true = {name: getattr(os, name) for name in
            ("open", "fdopen", "write", "ftruncate", "fsync", "link", "unlink", "rename", "fchmod")}  # fmt: skip

    def number(descriptor: int) -> int:
        return os.fstat(descriptor).st_ino

    def folder_of(path: Any, dir_fd: int | None) -> int:
        return number(dir_fd) if dir_fd is not None else Path(path).parent.stat().st_ino

    def note(what: str, of: int, **told: Any) -> None:
        record.ops.append(Op(what, of, **told))

    class Noted(io.FileIO):
        def write(self, data: Any) -> int:
            at = self.tell()
            count = super().write(data)
            note("write", number(self.fileno()), at=at, data=bytes(data[:count]))
            return count

    def opened(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        is_new = bool(flags & os.O_CREAT)
        if is_new:
            try:
                os.stat(path, dir_fd=dir_fd, follow_symlinks=False)
                is_new = False
            except FileNotFoundError:
                pass
        descriptor = int(true["open"](path, flags, mode, dir_fd=dir_fd))
        if is_new:
            note("name", number(descriptor), folder=folder_of(path, dir_fd), name=Path(path).name)
        return descriptor

    def fdopened(descriptor: int, mode: str = "r", buffering: int = -1, **named: Any) -> Any:
        return Noted(descriptor, mode) if buffering == 0 else true["fdopen"](descriptor, mode, buffering, **named)

    def wrote(descriptor: int, data: bytes) -> int:
        at = os.fstat(descriptor).st_size
        count = int(true["write"](descriptor, data))
        note("write", number(descriptor), at=at, data=bytes(data[:count]))
        return count

    def cut(descriptor: int, size: int) -> None:
        true["ftruncate"](descriptor, size)
        note("size", number(descriptor), at=size)

    def flushed(descriptor: int) -> None:
        true["fsync"](descriptor)
        note("flush", number(descriptor))

    def linked(old: Any, new: Any, *, src_dir_fd: int, dst_dir_fd: int, follow_symlinks: bool = True) -> None:
        of = os.stat(old, dir_fd=src_dir_fd, follow_symlinks=False).st_ino
        true["link"](old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd, follow_symlinks=follow_symlinks)
        note("name", of, folder=number(dst_dir_fd), name=new)

    def unlinked(path: Any, *, dir_fd: int | None = None) -> None:
        of = os.stat(path, dir_fd=dir_fd, follow_symlinks=False).st_ino
        true["unlink"](path, dir_fd=dir_fd)
        note("unname", of, folder=folder_of(path, dir_fd), name=Path(path).name)

    def renamed(old: Any, new: Any, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        raise AssertionError("nothing is renamed where names can be shared")

    def moded(descriptor: int, mode: int) -> None:
        true["fchmod"](descriptor, mode)
        note("mode", number(descriptor), at=mode)

    return {
        "open": opened, "fdopen": fdopened, "write": wrote, "ftruncate": cut, "fsync": flushed, "link": linked,
        "unlink": unlinked, "rename": renamed, "fchmod": moded,
    }  # fmt: skip
