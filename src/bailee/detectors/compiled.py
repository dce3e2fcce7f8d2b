"""Compiled patterns, kept between runs: compiling takes 0.3 s, which a person feels at every command; loading takes none.

They lie in the user's cache folder under a name that says what they were made from: library, processor, machine and every
expression. A file is believed only where it is the user's own, nobody else may write it, and its digest is right; else,
and where nothing can be written, patterns are compiled as if there were no folder. Nothing in it comes from what is scanned.

>>> key([(b"ssn", 0, 1)]) == key([(b"ssn", 0, 1)]) != key([(b"ssn", 1, 1)])
True
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import stat
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import platformdirs

Rows = Sequence[tuple[bytes, int, int]]  # expression, id, flags

VARIABLE = "BAILEE_KEEP_PATTERNS"  # 0: nothing is written, as `bailee scan --no-store` promises; workers inherit it
KEPT = 6  # files; older ones are of other versions
LARGEST = 32 << 20
_DIGEST = 32


FOLDER_VARIABLE = "BAILEE_PATTERNS_FOLDER"  # an agent names its own: what it leaves it can take away again


def folder() -> Path:
    if named := os.environ.get(FOLDER_VARIABLE):
        return Path(named)
    return Path(platformdirs.user_cache_dir("bailee", appauthor=False)) / "patterns"


def key(rows: Rows) -> str:
    """What compiled patterns depend on. The processor counts: a folder may be shared by machines that differ in it."""
    made_from = (version("hyperscan"), platform.machine(), platform.node(), _processor(), sorted(rows))
    return hashlib.sha256(repr(made_from).encode()).hexdigest()[:32]


def _processor() -> str:
    """Flags of the processor where the system tells them."""
    with contextlib.suppress(OSError), Path("/proc/cpuinfo").open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith(("flags", "Features")):
                return hashlib.sha256(line.encode()).hexdigest()
    return platform.processor()


def load(name: str) -> Any | None:
    """The database of that name, or None where there is none that can be believed."""
    import hyperscan

    try:
        with (folder() / f"{name}.hs").open("rb") as file:
            facts = os.fstat(file.fileno())
            if facts.st_size > LARGEST or not stat.S_ISREG(facts.st_mode):
                return None
            if os.name == "posix" and (facts.st_uid != os.getuid() or facts.st_mode & 0o022):
                return None
            content = file.read()
        if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
            return None
        database = hyperscan.loadb(content[_DIGEST:], hyperscan.HS_MODE_BLOCK)
        database.scratch = hyperscan.Scratch(database)  # compiling makes one, loading does not
        database.scan(b" ", match_event_handler=_ignored)  # made for another processor, it says so only here
        return database
    except (OSError, ValueError, RuntimeError, hyperscan.HyperscanError):
        return None


def _ignored(*_: object) -> None:
    return None


@contextlib.contextmanager
def not_kept() -> Iterator[None]:
    """Nothing is written while the block runs, by this process and those it starts."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def save(name: str, database: Any) -> None:
    """Kept for the next run, whole or not at all; where that fails, nothing is."""
    import hyperscan

    if os.environ.get(VARIABLE) == "0":
        return
    with contextlib.suppress(OSError, ValueError, RuntimeError, hyperscan.HyperscanError):
        content: bytes = hyperscan.dumpb(database)
        place = folder()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            Path(temporary).replace(place / f"{name}.hs")
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
        rest = sorted(place.glob("*.hs"), key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]
        for path in rest:
            path.unlink(missing_ok=True)
