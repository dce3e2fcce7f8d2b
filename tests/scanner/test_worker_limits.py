"""A parser may hang, swell or die: it costs that file, some seconds, and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import forkserver
from pathlib import Path

import pytest
from full_swing import open_files

import hostile
from bailee.findings import Finding
from bailee.items import Item, ItemFacts
from bailee.scanner import Event, ItemPartly, ItemRead, Limits, ScanKeys, Skipped, scan
from bailee.scanner.pool import Ended, Pool, PutOff
from bailee.scanner.processes import proportional
from bailee.vocabulary import Locator, Reason
from waiting import until, within

GOOD = "Social Security number: 512-44-7313\n"


def ended(events: list[Event]) -> dict[str, ItemRead | ItemPartly | Skipped]:
    return {event.locator.item: event for event in events if isinstance(event, ItemRead | ItemPartly | Skipped)}


@pytest.mark.parametrize("name", hostile.BOMBS)
@pytest.mark.timed
def test_a_hostile_file_costs_itself_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(hostile.BOMBS[name]())
    (tmp_path / "zz good.txt").write_text(GOOD)
    limits = Limits(
        seconds=3, seconds_per_megabyte=0.5, seconds_per_member=0.005
    )  # time out soon, where that is the end
    with within(30):  # some members of an archive buy time
        found = list(scan(tmp_path, keys=ScanKeys.random(), limits=limits, jobs=1))
    assert set(ended(found)) == {name, "zz good.txt"}
    assert isinstance(ended(found)["zz good.txt"], ItemRead)
    assert any(isinstance(event, Finding) and event.locator.item == "zz good.txt" for event in found)


def pool(place: Path, limits: Limits | None = None, jobs: int = 1) -> Pool:
    return Pool(ScanKeys.random(), limits or Limits(), jobs, str(place))


def item(path: Path) -> Item:
    facts = ItemFacts(path.stat().st_size, 0)
    return Item(Locator((path.name,)), facts.size, path=path, facts=facts)


def until_ended(workers: Pool) -> Iterator[tuple[str, Reason | None]]:
    while workers.busy:
        for told, piece in workers.collect():
            if isinstance(piece, Ended):
                yield told.locator.item, piece.reason


def reading(workers: Pool) -> None:
    """Until the first worker has the long file open."""
    until(lambda: "long.txt" in open_files(workers.pids[0]), "it is being read")


def long_file(place: Path) -> Path:
    path = place / "long.txt"
    path.write_bytes(b"Mary Smith, 12 Main Street, born 01/02/1980, (212) 555-0100\n" * 400_000)
    return path


def test_a_worker_that_is_killed_costs_the_file_it_was_reading(tmp_path: Path) -> None:
    (tmp_path / "next.txt").write_text(GOOD)
    with pool(tmp_path) as workers:
        workers.start(item(long_file(tmp_path)))
        reading(workers)
        os.kill(workers.pids[0], signal.SIGKILL)
        assert list(until_ended(workers)) == []  # put off: it may have been killed for the sake of others
        workers.start(item(tmp_path / "long.txt"))
        reading(workers)
        os.kill(workers.pids[0], signal.SIGKILL)
        assert list(until_ended(workers)) == [("long.txt", Reason.OUT_OF_MEMORY)]
        workers.start(item(tmp_path / "next.txt"))
        assert list(until_ended(workers)) == [("next.txt", None)]


def test_a_worker_that_had_no_processor_for_long_costs_its_file_nothing(tmp_path: Path) -> None:
    """Its own clock counts what passes; the scanner's counts what it could have used."""
    with pool(tmp_path) as workers:
        workers.start(item(long_file(tmp_path)))
        reading(workers)
        os.kill(workers.pids[0], signal.SIGALRM)
        assert list(until_ended(workers)) == []  # put off, and read again
        workers.start(item(tmp_path / "long.txt"))
        reading(workers)
        os.kill(workers.pids[0], signal.SIGALRM)
        assert list(until_ended(workers)) == [("long.txt", Reason.TIMED_OUT)]


@pytest.mark.proof
def test_whoever_takes_long_over_what_was_heard_costs_no_other_file(tmp_path: Path) -> None:
    """A worker that is through waits until it is heard: its file did not stall meanwhile."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD)
    told: dict[str, Reason | None] = {}
    is_begun = False
    with pool(tmp_path, Limits(stalled=4.0), jobs=2) as workers:
        workers.start(item(tmp_path / "a.txt"))
        while "a.txt" not in told:
            for of, piece in workers.collect():
                if not is_begun:
                    is_begun = True
                    workers.start(item(tmp_path / "b.txt"))
                    time.sleep(8)
                if isinstance(piece, Ended):
                    told[of.locator.item] = piece.reason
        told.update(until_ended(workers))
    assert told == {"a.txt": None, "b.txt": None}


def test_a_worker_that_dies_of_a_fault_is_told_as_crashed(tmp_path: Path) -> None:
    with pool(tmp_path) as workers:
        workers.start(item(long_file(tmp_path)))
        reading(workers)
        os.kill(workers.pids[0], signal.SIGSEGV)
        assert list(until_ended(workers)) == [("long.txt", Reason.CRASHED)]


def test_no_file_pays_for_a_worker_that_died_while_idle(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD)
    with pool(tmp_path) as workers:
        workers.start(item(tmp_path / "a.txt"))
        assert list(until_ended(workers)) == [("a.txt", None)]
        os.kill(workers.pids[0], signal.SIGKILL)
        until(lambda: workers._workers[0].process.exitcode is not None, "it is dead, and whoever started it knows")
        workers.start(item(tmp_path / "b.txt"))
        assert list(until_ended(workers)) == [("b.txt", None)]


def test_what_a_killed_scan_had_found_in_a_long_file_is_kept(tmp_path: Path) -> None:
    long_file(tmp_path)
    limits = Limits(seconds=10, seconds_per_megabyte=0.1, seconds_per_finding=0)  # which would let it end
    found = list(scan(tmp_path, keys=ScanKeys.random(), limits=limits))
    (event,) = ended(found).values()
    assert isinstance(event, ItemPartly) and event.reason is Reason.TIMED_OUT
    assert any(isinstance(one, Finding) for one in found)


def test_files_that_together_need_too_much_are_read_one_after_the_other(tmp_path: Path) -> None:
    from bailee.scanner.scan import Scanner

    for number in range(3):
        (tmp_path / f"{number}.txt").write_bytes(long_file(tmp_path).read_bytes()[: 1 << 19])
    (tmp_path / "long.txt").unlink()
    scanner = Scanner(tmp_path, ScanKeys.random(), limits=Limits(seconds=60), jobs=3)
    scanner.memory = 240 << 20  # one worker with the model of names takes two thirds of it
    outcomes = ended(list(scanner.events()))
    assert {name: type(event).__name__ for name, event in outcomes.items()} == {
        f"{n}.txt": "ItemRead" for n in range(3)
    }


def test_a_worker_that_dies_before_it_was_told_its_file_costs_neither_the_file_nor_the_scan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "next.txt").write_text(GOOD)
    hired = Pool._hire

    def hire_one_that_dies(workers: Pool, limits: Limits) -> object:
        monkeypatch.undo()
        worker = hired(workers, limits)
        os.kill(worker.pid, signal.SIGKILL)
        worker.process.join()
        return worker

    monkeypatch.setattr(Pool, "_hire", hire_one_that_dies)
    with pool(tmp_path) as workers:
        workers.start(item(tmp_path / "next.txt"))
        told: list[object] = []
        while workers.busy:
            told += [piece for _, piece in workers.collect() if isinstance(piece, Ended | PutOff)]
        assert [type(piece) for piece in told] == [PutOff]
        workers.start(item(tmp_path / "next.txt"))
        assert list(until_ended(workers)) == [("next.txt", None)]


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="workers are spawned here")
def test_what_workers_are_forked_from_may_be_killed(tmp_path: Path) -> None:
    (tmp_path / "next.txt").write_text(GOOD)
    with pool(tmp_path, jobs=2) as workers:
        for _ in range(3):
            forkserver.ensure_running()
            pid: int = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined] # its pid is told nowhere else
            os.kill(pid, signal.SIGKILL)
            workers.start(item(tmp_path / "next.txt"))
            assert list(until_ended(workers)) == [("next.txt", None)]
            workers.close()


@pytest.mark.timed
def test_a_worker_that_somebody_stopped_is_given_up_in_time(tmp_path: Path) -> None:
    with pool(tmp_path, Limits(stalled=3)) as workers:
        workers.start(item(long_file(tmp_path)))
        reading(workers)
        os.kill(workers.pids[0], signal.SIGSTOP)
        with within(10, least=2):
            assert list(until_ended(workers)) == [("long.txt", Reason.TIMED_OUT)]


@pytest.mark.proof
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="needs a processor to share")
def test_a_busy_machine_costs_no_file_its_reading(tmp_path: Path) -> None:
    """Thirteen share a processor: a file may take four times what it takes alone, and takes thirteen times as long."""
    path = tmp_path / "file.txt"
    path.write_bytes(long_file(tmp_path).read_bytes()[:100_000])
    core = {min(os.sched_getaffinity(0))}
    others: list[subprocess.Popen[bytes]] = []
    with pool(tmp_path, Limits(names="off")) as workers:

        def seconds_of_a_reading() -> float:
            before = time.monotonic()
            workers.start(item(path))
            assert list(until_ended(workers)) == [("file.txt", None)]
            return time.monotonic() - before

        seconds_of_a_reading()  # the first time a worker starts and learns, too
        allowed = 4 * min(seconds_of_a_reading() for _ in range(3))
        (worker,) = workers._workers  # one that has learnt: what a new one costs is no part of this
        worker.limits = replace(worker.limits, seconds=allowed, seconds_per_megabyte=0, stalled=allowed)
        try:
            others += [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(12)]
            for pid in (worker.pid, *(other.pid for other in others)):
                os.sched_setaffinity(pid, core)
            assert seconds_of_a_reading() > allowed, "it was not kept from its processor"
        finally:
            for other in others:
                other.kill()
                other.wait()


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="needs /proc")
def test_the_limits_of_a_worker_are_on(tmp_path: Path) -> None:
    with pool(tmp_path, Limits(memory=300 << 20)) as workers:
        workers.start(item(long_file(tmp_path)))
        reading(workers)
        (pid,) = workers.pids
        assert resource.prlimit(pid, resource.RLIMIT_DATA) == (300 << 20, 300 << 20)
        assert resource.prlimit(pid, resource.RLIMIT_NOFILE)[1] <= 128
        assert resource.prlimit(pid, resource.RLIMIT_CORE) == (0, 0)
        assert resource.prlimit(pid, resource.RLIMIT_FSIZE)[1] <= 1 << 30
        assert resource.prlimit(pid, resource.RLIMIT_CPU)[0] < 200
        assert 0 < proportional(pid) < 300 << 20


def test_a_file_that_found_too_little_memory_is_tried_once_more_in_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1_000_000))), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    (tmp_path / "huge.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(packed))
    ends: list[object] = []
    with pool(tmp_path) as workers:
        for name in ("good.txt", "huge.png", "huge.png"):
            workers.start(item(tmp_path / name))
            while workers.busy:
                ends += [piece for _, piece in workers.collect() if isinstance(piece, Ended | PutOff)]
    assert ends == [Ended(None), PutOff(), Ended(Reason.OUT_OF_MEMORY)]
