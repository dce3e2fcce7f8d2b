"""What a mail server took, written down before the database is told: a line that outlives the process that wrote it.

    with Journal(home) as journal:
        journal.note(ident)              # the server said 250: some microseconds later it stands here
    taken = left_behind(home)            # {file: idents} of processes that died with theirs open

Between a server's answer and the end of a transaction a process may be killed. The line is there by then, so the next process
knows that the message went out and does not send it again. What stays open is the answer itself: who dies while it is on its
way does not know, and then the message goes out once more, under the same Message-ID.
"""

from __future__ import annotations

import os
import secrets
from contextlib import ExitStack, suppress
from pathlib import Path

from bailee.store.locks import FileLock, Held

FOLDER = "outbox"  # in the home folder; idents of messages, and nothing else
_END = ".sent"


class Journal:
    """One process's; it is removed where all of it came into the database. A home that nobody may write to goes without."""

    def __init__(self, home: Path) -> None:
        self.path = home / FOLDER / f"{os.getpid()}-{secrets.token_hex(4)}{_END}"
        self._stack, self._file = ExitStack(), -1

    def __enter__(self) -> Journal:
        with suppress(OSError, Held):
            self.path.parent.mkdir(mode=0o700, exist_ok=True)
            self._stack.enter_context(FileLock(_lock_of(self.path)).held(blocking=False))
            self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return self

    def note(self, ident: str) -> None:
        if self._file >= 0:
            with suppress(OSError):  # a full disk: then it is as if there were no journal
                os.write(self._file, f"{ident}\n".encode())

    def __exit__(self, kind: object, *_: object) -> None:
        if self._file >= 0:
            os.close(self._file)
            if kind is None:
                self.path.unlink(missing_ok=True)
        self._stack.close()
        if kind is None or self._file < 0:
            _lock_of(self.path).unlink(missing_ok=True)


def left_behind(home: Path) -> dict[Path, tuple[str, ...]]:
    """Messages that went out, by the files of processes that are no more."""
    found = {}
    for path in (home / FOLDER).glob(f"*{_END}") if (home / FOLDER).is_dir() else ():
        if FileLock(_lock_of(path)).holder() is None:
            with suppress(OSError):
                lines = path.read_text("ascii", "replace").splitlines(keepends=True)
                found[path] = tuple(line.strip() for line in lines if line.endswith("\n"))
    return found


def forget(path: Path) -> None:
    """All of it is in the database now."""
    path.unlink(missing_ok=True)
    _lock_of(path).unlink(missing_ok=True)


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")
