"""Nobody but this account opens what lies in the home folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bailee.operations.checks.told import Around, State, Told, ok
from bailee.store import database

RANK = 1
_PRIVATE = ("database.url", "credentials.toml", "sign-in.toml", database.FILE)


def check(around: Around) -> Iterator[Told]:
    home = around.home
    if not home.is_dir():
        yield Told(
            State.CRITICAL, f"there is no folder {home}", "`bailee serve` makes it; --home or BAILEE_HOME names another"
        )
        return
    if not os.access(home, os.W_OK | os.X_OK):
        yield Told(
            State.CRITICAL,
            f"this account may not write into {home}",
            f"run bailee as the account that owns it, or chown it: {home}",
        )
    if os.name != "posix":
        yield Told(
            State.UNKNOWN,
            "who may open the home folder is not read on this system",
            "see to it that its rights name one account",
        )
        return
    closed = True
    for path in (home, home / "keys", *_files(home)):
        fault = _fault(path)
        if fault:
            closed = False
            yield Told(State.CRITICAL, fault, f"chmod {'700' if path.is_dir() else '600'} '{path}'")
    owner = home.stat().st_uid
    if hasattr(os, "geteuid") and owner != os.geteuid() and os.geteuid() != 0:
        closed = False
        yield Told(State.WARNING, f"{home} belongs to another account", "run bailee as that one")
    if closed:
        yield ok("only this account can open the home folder and the keys in it")


def _files(home: Path) -> Iterator[Path]:
    yield from (home / name for name in _PRIVATE)
    yield from sorted((home / "keys").glob("*")) if (home / "keys").is_dir() else ()


def _fault(path: Path) -> str:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return ""
    return f"{path} can be opened by other accounts" if not stat.S_ISLNK(mode) and mode & 0o077 else ""
