"""What is said of how far a scan is: a time that somebody can plan with, or none."""

from __future__ import annotations

import time
from datetime import time as time_of_day
from pathlib import Path

import pytest

from bailee.cli.progress import Watch
from bailee.items import ItemFacts
from bailee.scanner import Hours, ItemRead, Pace, Pacer, Skipped
from bailee.sources.files import facts_of
from bailee.vocabulary import Locator, Reason


def _watch(files: int, size: int, *, spent: float, pacer: Pacer | None = None) -> Watch:
    watch = Watch([], pacer)
    watch.total_files, watch.total_bytes, watch.counted = files, size, True
    watch.started = time.monotonic() - spent
    return watch


def test_a_hole_is_no_work(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 5_000)
    with (tmp_path / "disk.img").open("wb") as sparse:
        sparse.truncate(6 << 30)
    facts = facts_of((tmp_path / "disk.img").stat())
    if (tmp_path / "disk.img").stat().st_blocks * 512 > 1 << 30:
        pytest.skip("this disk keeps no holes")
    watch = Watch([tmp_path])
    watch.count()
    assert (watch.total_files, watch.total_bytes) == (2, 5_000)
    watch.see(Skipped(Locator(("disk.img",)), Reason.TIMED_OUT, facts.size, facts))
    watch.see(ItemRead(Locator(("a.txt",)), facts_of((tmp_path / "a.txt").stat())))
    assert watch.bytes == 5_000


def test_small_files_that_come_first_promise_no_week() -> None:
    watch = _watch(14, 6_400_000_000, spent=13)
    watch.see(ItemRead(Locator(("a.txt",)), ItemFacts(4_200, 1)))
    assert "3 h 36 min left" in watch.line()  # at the rate so far it was 5,690 hours


def test_of_the_last_files_no_time_is_guessed() -> None:
    watch = _watch(14, 6_400_000_000, spent=120)
    for number in range(13):
        watch.see(ItemRead(Locator((f"{number}.txt",)), ItemFacts(4_200, 1)))
    assert "the last file" in watch.line() and " left" not in watch.line()


def test_a_night_of_waiting_is_no_time_of_reading() -> None:
    now, clock = [time_of_day(20, 0)], [0.0]
    pacer = Pacer(
        Pace(hours=Hours.of("18:00-06:00")), clock=lambda: clock[0], time_of_day=lambda: now[0], battery=lambda: None
    )
    watch = _watch(1_000, 1_000_000_000, spent=12 * 3_600 + 100, pacer=pacer)
    for number in range(100):
        watch.see(ItemRead(Locator((f"{number}.txt",)), ItemFacts(1_000_000, 1)))
    assert pacer.may_begin()
    clock[0], now[0] = 100.0, time_of_day(7, 0)
    assert not pacer.may_begin()
    assert "waiting: outside its hours, until 18:00" in watch.line() and " left" not in watch.line()
    clock[0], now[0] = 100.0 + 12 * 3_600, time_of_day(19, 0)
    assert pacer.may_begin() and pacer.stood == 12 * 3_600
    assert "15 min left" in watch.line()
