"""A share that is read in ranges: what several workers find is what one scan finds, whoever dies, stops or waits on the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from bailee.errors import InvalidInput
from bailee.operations.scan_options import ScanOptions, Surroundings
from bailee.operations.scan_store import ScanRuns, scan_store
from bailee.operations.start_scan import pause_scan, start_scan, stop_scan
from bailee.operations.tasks import registry
from bailee.operations.tasks import scan_range as task
from bailee.scanner import Limits, StoreEvent
from bailee.store import database, jobs, models
from bailee.store.range_writer import RangeWriter
from bailee.store.work.running import run_one
from bailee.store.work.values import Timing
from bailee.vocabulary import Confidence
from world import World, open_world

QUICK = Timing(beat=0.1, stale=1.0, poll=0.1)
OPTIONS = ScanOptions(names="off", ocr="off", ranges=4)
LIMITS = Limits(names="off", ocr="off")
both_databases = pytest.mark.parametrize("stands_on", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    for number in range(18):
        folder = tmp_path / "share" / f"{number % 3}" / f"{number % 5}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text(f"Employee {number}, SSN 512-44-{7300 + number}\n")
    os.link(tmp_path / "share" / "0" / "0" / "0.txt", tmp_path / "share" / "2" / "another name.txt")
    (tmp_path / "share" / "1" / "cut.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    return tmp_path / "share"


def _once(world: World) -> bool:
    """Do each job that waits, once, in the order in which they were put aside; whether there was one."""
    waiting = [job for job in jobs.list(world.home, world.alice, live=True) if job.state == "waiting"]
    waiting = [job for job in waiting if job.task in ("scan", "scan-range")]
    for job in reversed(waiting):
        run_one(world.home, registry(Surroundings(world.home)), world.alice.organisation_id, job.ident, QUICK)
    return bool(waiting)


def _divided(world: World, share: Path, between: Callable[[], None] = lambda: None) -> jobs.JobState:
    job = start_scan(world.alice, [world.alice.add_place(share).ident], OPTIONS)
    while _once(world):
        between()
    return jobs.state(world.home, world.alice, job.ident)


def _state(world: World) -> tuple[Any, ...]:
    alice = world.alice
    counts = {name: value for name, value in alice.scans()[-1].counts.items() if name not in ("names", "ocr")}
    return (
        sorted((str(f.locator), f.outcome, str(f.reason)) for f in alice.files(exact_locators=True)),
        sorted(
            (str(f.finding.locator), f.finding.fingerprint, f.finding.count, f.is_new)
            for f in alice.findings(exact_locators=True, confidence=Confidence.POSSIBLE)
        ),
        alice.coverage(),
        counts,
    )


def _change(share: Path) -> None:
    (share / "0" / "0" / "15.txt").unlink()
    (share / "1" / "1" / "1.txt").write_text("SSN 512-44-8000\n")
    (share / "2" / "2" / "2.txt").rename(share / "0" / "moved.txt")
    (share / "0" / "new.txt").write_text("SSN 512-44-8001\n")
    for path in (share / "1" / "3").iterdir():
        path.unlink()
    (share / "1" / "3").rmdir()


@both_databases
def test_ranges_come_to_what_one_scan_comes_to_at_first_and_after_a_change(world: World, share: Path) -> None:
    done = _divided(world, share)
    assert (done.state, done.result["read"], done.result["partly"]) == ("done", 19, 0) and done.result["ranges"] > 4
    divided = [_state(world)]
    _change(share)
    _divided(world, share)
    divided.append(_state(world))
    assert divided[1][3]["moved"] == 1 and divided[1][3]["files_gone"] > 2
    assert [row.action for row in world.alice.evidence()[0]].count("scan-ended") == 2


@pytest.mark.parametrize(
    "stands_on", ["sqlite"], indirect=True
)  # its store is copied as a file; benchmarks/ranges.py does both
def test_the_same_store_scanned_by_one_comes_to_the_same(world: World, share: Path, tmp_path: Path) -> None:
    database.disconnect(world.home)
    shutil.copytree(world.home, tmp_path / "alone")  # with the same keys
    alone = open_world(tmp_path / "alone")
    for step in range(2):
        if step:
            _change(share)
        _divided(world, share)
        scan_store(alone.alice, [share], limits=LIMITS, jobs=1)
        assert _state(world) == _state(alone)
    database.disconnect(alone.home)


@both_databases
@pytest.mark.parametrize("change", [False, True])
def test_a_range_goes_on_after_its_worker_died_and_counts_each_file_once(
    world: World, share: Path, monkeypatch: pytest.MonkeyPatch, change: bool
) -> None:
    if change:
        _divided(world, share)
        _change(share)
    deaths: list[int] = []
    save = RangeWriter.save

    def dies(writer: RangeWriter, events: Iterable[StoreEvent]) -> None:
        save(writer, events)
        if writer.piece.number not in deaths:
            deaths.append(writer.piece.number)
            raise ConnectionResetError  # after the batch was written, before anybody heard of it

    monkeypatch.setattr(RangeWriter, "save", dies)
    monkeypatch.setattr(task, "WAIT", 0.0)
    monkeypatch.setattr(task, "batches", lambda events: ([event] for event in events))
    done = _divided(world, share, between=lambda: _now(world))
    assert done.state == "done" and deaths
    counts, coverage = world.alice.scans()[-1].counts, world.alice.coverage()
    assert (counts["read"], counts["skipped"]) == (coverage.read, coverage.skipped)
    assert counts["bytes"] == sum(path.stat().st_size for path in share.rglob("*.txt") if "another" not in path.name)
    assert counts["changed"] == 0 and counts["new"] == (2 if change else 18)


def _now(world: World) -> None:
    """Whatever waits for a time waits no longer."""
    with world.alice.transaction():
        world.alice._rows(models.Job).filter(state="waiting").update(run_at=None)


def test_no_other_scan_begins_meanwhile(world: World, share: Path) -> None:
    job = start_scan(world.alice, [world.alice.add_place(share).ident], OPTIONS)
    run_one(world.home, registry(Surroundings(world.home)), world.alice.organisation_id, job.ident, QUICK)
    with pytest.raises(ScanRuns):
        scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    stop_scan(world.alice, job.ident)
    assert scan_store(world.alice, [share], limits=LIMITS, jobs=1).counts.read == 19
    while _once(world):
        pass
    assert [scan.state for scan in world.alice.scans()] == ["stopped", "finished"]


def test_a_stopped_scan_ends_as_stopped_and_the_next_goes_on_from_there(world: World, share: Path) -> None:
    job = start_scan(world.alice, [world.alice.add_place(share).ident], OPTIONS)
    registered = registry(Surroundings(world.home))
    run_one(world.home, registered, world.alice.organisation_id, job.ident, QUICK)
    [first, *_] = reversed(jobs.list(world.home, world.alice, task="scan-range"))
    run_one(world.home, registered, world.alice.organisation_id, first.ident, QUICK)
    assert stop_scan(world.alice, job.ident).state == "cancelled"
    while _once(world):
        pass
    assert world.alice.scans()[-1].state == "stopped"
    done = _divided(world, share)
    assert done.state == "done" and 0 < done.result["unchanged"] < 20


def test_a_paused_scan_lets_its_workers_go(world: World, share: Path) -> None:
    job = start_scan(world.alice, [world.alice.add_place(share).ident], OPTIONS)
    registered = registry(Surroundings(world.home))
    run_one(world.home, registered, world.alice.organisation_id, job.ident, QUICK)
    pause_scan(world.alice, job.ident)
    [first, *_] = reversed(jobs.list(world.home, world.alice, task="scan-range"))
    run_one(world.home, registered, world.alice.organisation_id, first.ident, QUICK)
    told = jobs.state(world.home, world.alice, first.ident)
    assert told.state == "waiting" and told.attempts == 0 and not world.alice.findings()


def test_a_worker_that_was_given_up_writes_nothing_more(
    world: World, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = start_scan(world.alice, [world.alice.add_place(share).ident], OPTIONS)
    registered = registry(Surroundings(world.home))
    run_one(world.home, registered, world.alice.organisation_id, job.ident, QUICK)
    [first, *_] = reversed(jobs.list(world.home, world.alice, task="scan-range"))
    save = RangeWriter.save

    def late(writer: RangeWriter, events: Iterable[StoreEvent]) -> None:
        with world.alice.transaction():  # another one has taken the range meanwhile
            world.alice._rows(models.Job).filter(ident=first.ident).update(lease="elsewhere:1:0")
        save(writer, events)

    monkeypatch.setattr(RangeWriter, "save", late)
    run_one(world.home, registered, world.alice.organisation_id, first.ident, QUICK)
    assert not world.alice.findings() and not world.alice.files()


def test_an_address_is_not_read_in_ranges(world: World, share: Path) -> None:
    file = world.alice.add_place(share / "1" / "cut.zip")
    with pytest.raises(InvalidInput, match="only folders"):
        start_scan(world.alice, [file.ident], OPTIONS)
