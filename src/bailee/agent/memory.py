"""What the agent remembers of files that it read: so that the next reading of a place opens only what changed since.

>>> import tempfile
>>> from bailee.vocabulary import Locator
>>> path, facts, file = Path(tempfile.mkdtemp()) / "memory.db", ItemFacts(9, 1, inode=3, device=1, changed_ns=1), Locator(("a.txt",))
>>> with Memory(path, b"k" * 32, "/srv", "lease-1", since="", stamp="s") as memory:
...     print(memory.known(file, facts)); _ = list(memory.noting([ItemRead(file, facts, content_digest="ab")])); memory.keep()
None
>>> for since, stamp in (("lease-1", "s"), ("lease-0", "s"), ("lease-1", "another")):
...     with Memory(path, b"k" * 32, "/srv", "lease-2", since=since, stamp=stamp) as memory: print(memory.known(file, facts) is not None)
True
False
False

Only what the server has taken in counts: it names the reading of the place that it took in last (`since`), and a file is as it
was if it was read or met in just that one. No name and no path lies here: a file is a keyed print. Losing it costs a reading.

Files that belong to a series (pictures, films, mails) and files of several names are read each time: what they come to, they
come to together.
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from time import time
from types import TracebackType

from bailee.items import ItemFacts
from bailee.scanner.events import Event, ItemRead
from bailee.scanner.known import WHOLE, Known
from bailee.vocabulary import Locator

LOOK_AGAIN = 30 * 86_400.0  # seconds after which unchanged files are looked at by their content, too
_TABLES = """
PRAGMA synchronous=OFF;
CREATE TABLE IF NOT EXISTS file (
  place BLOB NOT NULL, file BLOB NOT NULL, lease TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
  changed INTEGER NOT NULL, inode TEXT NOT NULL, device TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (place, file)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS looked (place BLOB PRIMARY KEY, stamp TEXT NOT NULL, looked_at REAL NOT NULL);
"""
_BATCH = 1_000
_Row = tuple[bytes, bytes, str, int, int, int, str, str, str]


class Memory:
    """Of one reading of one place. Whatever is wrong with its file, the reading goes on without it."""

    def __init__(
        self, path: Path, key: bytes, place: str, lease: str, *, since: str, stamp: str, at: float | None = None
    ) -> None:
        """`since`: the reading that the server took in last. `stamp`: by what it is read; another one remembers nothing."""
        self.path, self.key, self.lease, self.since, self.stamp = path, key, lease, since, stamp
        self.at = time() if at is None else at
        self.place = self._print("place", place)
        self.looked_at = 0.0
        self.rows: list[_Row] = []
        self.store: sqlite3.Connection | None = None
        try:
            self.store = sqlite3.connect(path, timeout=10)
            self.store.executescript(_TABLES)
            found = self.store.execute("SELECT stamp, looked_at FROM looked WHERE place = ?", (self.place,)).fetchone()
        except sqlite3.DatabaseError:
            found = None
            self._give_up()
        if found is None or found[0] != stamp:
            self.since = ""
        else:
            self.looked_at = float(found[1])
        self.looks_again = not self.since or self.at - self.looked_at > LOOK_AGAIN

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.store is not None:
            self.store.close()

    def _print(self, purpose: str, text: str) -> bytes:
        return hmac.digest(self.key, f"{purpose}\0{text}".encode("utf-8", "surrogatepass"), hashlib.sha256)[:16]

    def _give_up(self) -> None:
        """It is damaged, or the disk is full: nothing is known, and a new one is begun the next time."""
        if self.store is not None:
            with suppress(sqlite3.DatabaseError):
                self.store.close()
            self.store = None
        self.since = ""
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                self.path.with_name(self.path.name + suffix).unlink()

    def known(self, locator: Locator, facts: ItemFacts) -> Known | None:
        """What stands of a file that did not change, or may not have: then its content says. None where it is to be read."""
        if not self.since or self.store is None or facts.links > 1:
            return None
        try:
            row = self.store.execute(
                "SELECT size, modified, changed, inode, device, digest FROM file WHERE place = ? AND file = ? AND lease = ?",
                (self.place, self._print("file", locator.item), self.since),
            ).fetchone()
        except sqlite3.DatabaseError:
            self._give_up()
            return None
        if row is None:
            return None
        size, modified, changed, inode, device, digest = row
        same = (facts.size, facts.modified_ns, str(facts.inode), str(facts.device)) == (size, modified, inode, device)
        # who writes another content of the same size and sets its time back leaves the time of change behind
        same = same and (not facts.changed_ns or changed in (0, facts.changed_ns))
        if same and not self.looks_again:
            return Known(content=digest)
        if facts.size != size or facts.size > WHOLE or not digest:
            return None  # of a very big file only samples are digested
        return Known(digest=digest, content=digest)

    def noting(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events; each file that was read whole is remembered under this reading. What was not is read again."""
        for event in events:
            if (
                isinstance(event, ItemRead)
                and event.sibling is None
                and event.same_as is None
                and event.facts.links < 2
            ):
                self._note(event)
            yield event

    def _note(self, event: ItemRead) -> None:
        facts, file = event.facts, self._print("file", event.locator.item)
        digest = event.content_digest
        if event.unchanged and not digest and self.store is not None:
            with suppress(sqlite3.DatabaseError):
                found = self.store.execute(
                    "SELECT digest FROM file WHERE place = ? AND file = ?", (self.place, file)
                ).fetchone()
                digest = found[0] if found is not None else ""
        self.rows.append(
            (self.place, file, self.lease, facts.size, facts.modified_ns, facts.changed_ns or 0, str(facts.inode), str(facts.device), digest)
        )  # fmt: skip
        if len(self.rows) >= _BATCH:
            self._write()

    def _write(self) -> None:
        rows, self.rows = self.rows, []
        if self.store is None:
            return
        try:
            with self.store:
                self.store.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        except sqlite3.DatabaseError:
            self._give_up()

    def keep(self) -> None:
        """The place was read to its end: what was not met is forgotten."""
        self._write()
        if self.store is None:
            return
        looked_at = self.at if self.looks_again else self.looked_at
        try:
            with self.store:
                self.store.execute("DELETE FROM file WHERE place = ? AND lease <> ?", (self.place, self.lease))
                self.store.execute(
                    "INSERT OR REPLACE INTO looked VALUES (?, ?, ?)", (self.place, self.stamp, looked_at)
                )
        except sqlite3.DatabaseError:
            self._give_up()
