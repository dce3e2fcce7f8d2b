"""The spool: what waits for the server, through torn pages and full disks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bailee.agent.spool import DiskFull, Job, Spool
from bailee.errors import CannotRead

JOB = Job("lease-1f", 1, {"path": "/srv"}, {}, "2026-11-27T00:00:00+00:00")


def _filled(path: Path, pieces: int = 60, size: int = 3_000) -> Spool:
    spool = Spool(path)
    spool.take_on(JOB)
    for number in range(pieces):
        spool.put("lease-1f", bytes([number]) * size, is_last=number == pieces - 1)
    return spool


def test_pieces_come_in_order_and_go_when_they_are_acknowledged(tmp_path: Path) -> None:
    spool = _filled(tmp_path / "spool.db", 5)
    seen = []
    while (piece := spool.next()) is not None:
        seen.append((piece.sequence, piece.number, piece.is_last))
        spool.ack(piece.sequence)
    assert seen == [(1, 0, False), (2, 1, False), (3, 2, False), (4, 3, False), (5, 4, True)]
    assert spool.put("lease-1f", b"more") == 6  # a number is never given twice


def test_a_torn_page_costs_what_stood_on_it_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    _filled(path)
    whole = path.read_bytes()
    middle = len(whole) // 2 // 4096 * 4096
    path.write_bytes(whole[:middle] + b"\xa5" * 4096 + whole[middle + 4096 :])
    spool = Spool(path)
    damaged = spool.noted("damaged")
    assert 0 < damaged["lost"] <= 3 and damaged["kept"] + damaged["lost"] == 60
    assert (tmp_path / "spool-damaged-1.db").exists()
    sound = lost = 0
    for expected in range(1, 61):
        piece = spool.next()
        assert piece is not None and piece.sequence == expected
        lost += piece.is_lost
        sound += piece.body == bytes([expected - 1]) * 3_000
        spool.ack(expected)
    assert (sound, lost) == (damaged["kept"], damaged["lost"])
    assert spool.job("lease-1f") is not None


@pytest.mark.parametrize("content", [b"", b"no database at all", b"\x00" * 8192])
def test_a_spool_that_is_no_database_is_set_aside_and_begun_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "spool.db"
    path.write_bytes(content)
    spool = Spool(path)
    spool.take_on(JOB)
    assert spool.put("lease-1f", b"x") == 1


def test_content_that_changed_under_its_digest_is_told_as_lost(tmp_path: Path) -> None:
    spool = _filled(tmp_path / "spool.db", 1)
    with closing(sqlite3.connect(spool.path)) as store, store:
        store.execute("UPDATE piece SET body = x'00'")
    piece = spool.next()
    assert piece is not None and piece.is_lost and piece.body == b""


def test_a_full_disk_is_said_and_what_is_kept_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spool = _filled(tmp_path / "spool.db", 3)
    connect = sqlite3.connect

    def small(*args: object, **told: object) -> sqlite3.Connection:
        store = connect(*args, **told)  # type: ignore[call-overload]
        store.execute("PRAGMA max_page_count = 20")  # as SQLite finds a disk that takes no more
        return store  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(DiskFull, match="the disk is full"):
        spool.put("lease-1f", b"x" * 200_000)
    monkeypatch.undo()
    assert spool.held[0] == 3
    assert spool.put("lease-1f", b"x" * 200_000) == 4


def test_a_spool_takes_no_more_than_its_limit(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db", limit=1_000)
    spool.take_on(JOB)
    spool.put("lease-1f", b"x" * 900)
    with pytest.raises(DiskFull):
        spool.put("lease-1f", b"x" * 200)
    spool.ack(1)
    assert spool.put("lease-1f", b"x" * 200) == 2


def test_a_reading_that_starts_again_counts_its_pieces_from_nought(tmp_path: Path) -> None:
    spool = _filled(tmp_path / "spool.db", 3)
    spool.begin_again("lease-1f")
    spool.put("lease-1f", b"again")
    spool.ack(3)
    piece = spool.next()
    assert piece is not None and (piece.sequence, piece.number) == (4, 0)


def test_a_job_that_was_withdrawn_stays_so_whatever_its_reader_is_at(tmp_path: Path) -> None:
    """The reader looks every few seconds, and keeps a piece between: a withdrawal is not to be lost in one."""
    spool = Spool(tmp_path / "spool.db")
    spool.take_on(JOB)
    spool.begin_again("lease-1f")
    spool.mark("lease-1f", "withdrawn")
    for is_last in (False, True):
        spool.put("lease-1f", b"sealed", is_last=is_last)
        assert spool.jobs()[0].state == "withdrawn"
    spool.begin_again("lease-1f")
    assert spool.jobs()[0].state == "withdrawn"
    spool.forget("lease-1f")
    with pytest.raises(CannotRead):
        spool.put("lease-1f", b"sealed")


def test_numbers_go_on_behind_what_the_server_has(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db")
    spool.take_on(JOB)
    spool.start_after(41)
    assert spool.put("lease-1f", b"x") == 42
    spool.start_after(7)
    assert spool.put("lease-1f", b"x") == 43


def test_a_job_of_a_later_attempt_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    spool = _filled(tmp_path / "spool.db", 2)
    spool.take_on(Job("lease-1f", 2, {"path": "/srv"}, {}, JOB.until))
    job = spool.job("lease-1f")
    assert job is not None and (job.attempt, job.state, job.pieces) == (2, "taken", 0)
