"""The spool: jobs that were taken on, and sealed pieces that the server has not acknowledged yet. In SQLite, for weeks.

>>> import tempfile
>>> spool = Spool(Path(tempfile.mkdtemp()) / "spool.db")
>>> spool.take_on(Job("lease-1f", 1, {"path": "/srv"}, {}, "2026-11-27T00:00:00+00:00"))
>>> number = spool.put("lease-1f", b"sealed", is_last=True)
>>> spool.next().body, spool.held
(b'sealed', (1, 6))
>>> spool.ack(number); spool.held
(0, 0)

A damaged page costs what stood on it: the rest is taken over into a new file, and what is missing is told to the server by
its number, so that its job is done again. A full disk is said, and nothing is lost by it: what cannot be kept is not begun.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

from bailee.errors import CannotRead

_TABLES = """
CREATE TABLE IF NOT EXISTS piece (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, lease TEXT NOT NULL, attempt INTEGER NOT NULL, number INTEGER NOT NULL,
  is_last INTEGER NOT NULL, is_lost INTEGER NOT NULL DEFAULT 0, sha256 TEXT NOT NULL, body BLOB NOT NULL, made_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS job (
  lease TEXT PRIMARY KEY, attempt INTEGER NOT NULL, told TEXT NOT NULL, slip TEXT NOT NULL, until TEXT NOT NULL,
  state TEXT NOT NULL, pieces INTEGER NOT NULL DEFAULT 0, says TEXT NOT NULL DEFAULT '', progress TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
# Who reads and who hears the server are two processes: what one was told stays, whatever the other is at.
_GO_ON = "UPDATE job SET state = CASE state WHEN 'withdrawn' THEN state ELSE ? END, pieces = ? WHERE lease = ?"


class DiskFull(CannotRead):
    """The disk took no more. What was kept stands."""

    def __init__(self) -> None:
        super().__init__("the disk is full", hint="free some space: the agent goes on by itself")


@dataclass(frozen=True, slots=True)
class Job:
    """What the agent took on. `slip`: what the gate said, signed."""

    lease: str
    attempt: int
    told: dict[str, Any]
    slip: dict[str, Any]
    until: str
    state: str = "taken"  # taken, reading, read, withdrawn
    pieces: int = 0
    says: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    sequence: int
    lease: str
    attempt: int
    number: int
    is_last: bool
    is_lost: bool  # it was damaged here: only its number is left
    body: bytes


class Spool:
    def __init__(self, path: Path, *, limit: int = 1 << 30) -> None:
        """`limit`: bytes that it may hold. One that is damaged is set aside, and what can be read of it is taken over."""
        self.path = path
        self.limit = limit
        if path.exists() and not _is_sound(path):
            _take_over(path)
        with self._open() as store:
            store.executescript(_TABLES)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=30)) as store, store:
                store.execute("PRAGMA synchronous=FULL")
                yield store
        except sqlite3.OperationalError as error:
            # SQLite names this one; its others may quote a path
            if error.sqlite_errorname == "SQLITE_FULL":
                raise DiskFull from None
            raise CannotRead(
                "the spool cannot be written", hint="see to the disk and the rights of its folder"
            ) from None
        except sqlite3.DatabaseError:
            raise CannotRead("the spool is damaged", hint="start the agent again: it keeps what can be read") from None

    # jobs

    def take_on(self, job: Job) -> None:
        """Nothing where it is here already in this attempt."""
        with self._open() as store:
            store.execute("DELETE FROM job WHERE lease = ? AND attempt < ?", (job.lease, job.attempt))
            store.execute(
                "INSERT OR IGNORE INTO job (lease, attempt, told, slip, until, state) VALUES (?, ?, ?, ?, ?, ?)",
                (job.lease, job.attempt, json.dumps(job.told), json.dumps(job.slip), job.until, job.state),
            )

    def jobs(self) -> tuple[Job, ...]:
        with self._open() as store:
            rows = store.execute(
                "SELECT lease, attempt, told, slip, until, state, pieces, says FROM job ORDER BY rowid"
            ).fetchall()
        return tuple(Job(a, b, json.loads(c), json.loads(d), *rest) for a, b, c, d, *rest in rows)

    def job(self, lease: str) -> Job | None:
        return next((each for each in self.jobs() if each.lease == lease), None)

    def mark(self, lease: str, state: str, says: str = "") -> None:
        with self._open() as store:
            store.execute("UPDATE job SET state = ?, says = ? WHERE lease = ?", (state, says, lease))

    def renew(self, lease: str, until: str, slip: dict[str, Any]) -> None:
        with self._open() as store:
            store.execute("UPDATE job SET until = ?, slip = ? WHERE lease = ?", (until, json.dumps(slip), lease))

    def begin_again(self, lease: str) -> None:
        """A reading starts from the beginning: its pieces count from 0, and the server forgets those of one that was broken off."""
        with self._open() as store:
            store.execute(_GO_ON, ("reading", 0, lease))

    def forget(self, lease: str) -> None:
        with self._open() as store:
            store.execute("DELETE FROM job WHERE lease = ?", (lease,))

    # pieces

    def put(self, lease: str, body: bytes, *, is_last: bool = False) -> int:
        """Keep a piece; its sequence number. DiskFull where it does not fit, and nothing is changed then."""
        with self._open() as store:
            (held,) = store.execute("SELECT coalesce(sum(length(body)), 0) FROM piece").fetchone()
            if held + len(body) > self.limit:
                raise DiskFull
            row = store.execute("SELECT attempt, pieces FROM job WHERE lease = ?", (lease,)).fetchone()
            if row is None:
                raise CannotRead("there is no such job any more")
            attempt, number = row
            made = store.execute(
                "INSERT INTO piece (lease, attempt, number, is_last, sha256, body, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (lease, attempt, number, is_last, hashlib.sha256(body).hexdigest(), body, time()),
            )
            store.execute(_GO_ON, ("read" if is_last else "reading", number + 1, lease))
            return int(made.lastrowid or 0)

    def next(self) -> Piece | None:
        """The oldest that was not acknowledged. One whose content is damaged is told as lost."""
        with self._open() as store:
            row = store.execute(
                "SELECT sequence, lease, attempt, number, is_last, is_lost, body, sha256 FROM piece ORDER BY sequence LIMIT 1"
            ).fetchone()
        if row is None:
            return None
        sequence, lease, attempt, number, is_last, is_lost, body, sha256 = row
        if not is_lost and hashlib.sha256(body).hexdigest() != sha256:
            is_lost, body = 1, b""
        return Piece(sequence, lease, attempt, number, bool(is_last), bool(is_lost), b"" if is_lost else bytes(body))

    def ack(self, sequence: int) -> None:
        """The server has everything up to this number."""
        with self._open() as store:
            store.execute("DELETE FROM piece WHERE sequence <= ?", (sequence,))

    def start_after(self, sequence: int) -> None:
        """Numbers go on behind this one, where it is ahead: the server has it already."""
        with self._open() as store:
            (newest,) = store.execute("SELECT coalesce(max(sequence), 0) FROM piece").fetchone()
            seen = store.execute("SELECT seq FROM sqlite_sequence WHERE name = 'piece'").fetchone()
            if max(newest, seen[0] if seen else 0) < sequence:
                store.execute("DELETE FROM sqlite_sequence WHERE name = 'piece'")
                store.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('piece', ?)", (sequence,))

    @property
    def held(self) -> tuple[int, int]:
        """Pieces and bytes that wait."""
        with self._open() as store:
            pieces, size = store.execute("SELECT count(*), coalesce(sum(length(body)), 0) FROM piece").fetchone()
            return int(pieces), int(size)

    # notes

    def note(self, name: str, value: Any) -> None:
        """Keep something to tell: counts, words of ours."""
        with self._open() as store:
            store.execute("INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)", (name, json.dumps(value)))

    def noted(self, name: str, default: Any = None) -> Any:
        with self._open() as store:
            row = store.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row is not None else default


def _is_sound(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=30)) as store:
            return bool(store.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except sqlite3.OperationalError as error:
        return error.sqlite_errorname not in ("SQLITE_CORRUPT", "SQLITE_NOTADB")
    except sqlite3.DatabaseError:
        return False


def _take_over(path: Path) -> None:
    """Set a damaged file aside, and take over row by row what can be read and is what it was."""
    number = 1 + sum(1 for _ in path.parent.glob("spool-damaged-*"))
    aside = path.with_name(f"spool-damaged-{number}.db")
    for suffix in ("-journal", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()
    path.replace(aside)
    kept = lost = 0
    with closing(sqlite3.connect(path, timeout=30)) as store, store:
        store.executescript(_TABLES)
        with closing(sqlite3.connect(f"{aside.as_uri()}?mode=ro", uri=True)) as damaged:
            for table in ("job", "note"):
                with suppress(sqlite3.DatabaseError):
                    for row in damaged.execute(f"SELECT * FROM {table}"):  # noqa: S608 - tables of ours
                        store.execute(f"INSERT OR IGNORE INTO {table} VALUES ({','.join('?' * len(row))})", row)  # noqa: S608 - the same
            first, last = _span(damaged)
            for sequence in range(first, last + 1):
                row = _row(damaged, sequence)
                if row is not None and hashlib.sha256(row[7]).hexdigest() == row[6]:
                    store.execute("INSERT INTO piece VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
                    kept += 1
                else:
                    store.execute(
                        "INSERT INTO piece VALUES (?, '', 0, 0, 0, 1, ?, ?, ?)",
                        (sequence, hashlib.sha256(b"").hexdigest(), b"", time()),
                    )
                    lost += 1
        told = json.dumps({"files": number, "kept": kept, "lost": lost})
        store.execute("INSERT OR REPLACE INTO note (name, value) VALUES ('damaged', ?)", (told,))


def _span(damaged: sqlite3.Connection) -> tuple[int, int]:
    """The numbers that stood there, as far as the file still tells."""
    first, last = 1, 0
    for edge in ("min", "max"):
        with suppress(sqlite3.DatabaseError):
            (told,) = damaged.execute(f"SELECT {edge}(sequence) FROM piece").fetchone()  # noqa: S608 - one of two words
            if told is not None and edge == "min":
                first = int(told)
            elif told is not None:
                last = int(told)
    with suppress(sqlite3.DatabaseError):
        seen = damaged.execute("SELECT seq FROM sqlite_sequence WHERE name = 'piece'").fetchone()
        if seen is not None and last:
            last = max(last, int(seen[0]))
    return first, min(last, first + 1_000_000)


def _row(damaged: sqlite3.Connection, sequence: int) -> tuple[Any, ...] | None:
    try:
        row: tuple[Any, ...] | None = damaged.execute("SELECT * FROM piece WHERE sequence = ?", (sequence,)).fetchone()
        return row
    except sqlite3.DatabaseError:
        return None
