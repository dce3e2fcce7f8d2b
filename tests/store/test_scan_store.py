"""Scans into the store: new, changed, gone, moved; what stops them, and that nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import scans
from bailee.errors import CannotRead, InvalidInput
from bailee.items import ItemFacts
from bailee.operations.decide_finding import decide_finding
from bailee.operations.scan_store import scan_store
from bailee.scanner import Event, ItemPartly, ItemRead, Skipped
from bailee.store.locks import FileLock
from bailee.vocabulary import Confidence, Locator, Reason
from world import World

TODAY = date(2026, 8, 24)


def _files() -> scans.Files:
    return scans.Files(
        {
            "hr/a.txt": ("one", [("us-ssn", "512447313"), ("email-address", "a@example.org")]),
            "b.txt": ("two", [("us-ssn", "512447314")]),
        }
    )


def test_a_second_scan_opens_only_what_changed(world: World, tmp_path: Path) -> None:
    files = _files()
    first = scans.scan(world.alice, files, tmp_path / "p")
    assert (first.counts.read, first.counts.new, first.counts.gone) == (2, 3, 0)
    files.opened.clear()
    second = scans.scan(world.alice, files, tmp_path / "p")
    assert files.opened == [] and (second.counts.unchanged, second.counts.new) == (2, 0)
    files.files["b.txt"] = ("two!", [("us-ssn", "512447314"), ("us-ssn", "512447315")])
    third = scans.scan(world.alice, files, tmp_path / "p")
    assert files.opened == ["b.txt"] and (third.counts.new, third.counts.gone) == (1, 0)
    assert [each.finding.locator.item for each in world.alice.findings(new=True)] == ["b.txt"]


def test_what_is_no_longer_there_is_gone_and_may_come_back(world: World, tmp_path: Path) -> None:
    files = _files()
    scans.scan(world.alice, files, tmp_path / "p")
    removed = files.files.pop("b.txt")
    summary = scans.scan(world.alice, files, tmp_path / "p")
    assert (summary.counts.gone, summary.counts.files_gone) == (1, 1)
    assert {each.finding.locator.item for each in world.alice.findings()} == {"hr/a.txt"}
    files.files["b.txt"] = removed
    assert scans.scan(world.alice, files, tmp_path / "p").counts.new == 1
    assert len(world.alice.findings()) == 3


def test_a_value_taken_out_of_a_file_is_gone(world: World, tmp_path: Path) -> None:
    files = _files()
    scans.scan(world.alice, files, tmp_path / "p")
    files.files["hr/a.txt"] = ("one less", [("us-ssn", "512447313")])
    summary = scans.scan(world.alice, files, tmp_path / "p")
    assert (summary.counts.gone, summary.counts.new) == (1, 0)


def test_a_decision_survives_a_rescan_and_a_move(world: World, tmp_path: Path) -> None:
    files = _files()
    scans.scan(world.alice, files, tmp_path / "p")
    wanted = next(each for each in world.alice.findings() if each.finding.locator.item == "b.txt").finding
    decide_finding(world.alice, wanted.ident[:8], "dismissed", reason="test-data", on=TODAY)
    files.files["moved/c.txt"] = files.files.pop("b.txt")
    summary = scans.scan(world.alice, files, tmp_path / "p")
    assert (summary.counts.moved, summary.counts.new, summary.counts.gone, summary.dismissed) == (1, 0, 0, 1)
    assert [each.finding.locator.item for each in world.alice.findings(dismissed=True)] == ["moved/c.txt"]
    files.files["moved/c.txt"] = ("another file with that number", [("us-ssn", "512447314")])
    files.files["d.txt"] = ("and one more", [("us-ssn", "512447314")])
    scans.scan(world.alice, files, tmp_path / "p")
    assert "d.txt" in {each.finding.locator.item for each in world.alice.findings()}


def test_a_decision_until_a_day_ends_with_it(world: World, tmp_path: Path) -> None:
    scans.scan(world.alice, _files(), tmp_path / "p")
    finding = world.alice.findings()[0]
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    world.alice.decide(finding, "dismissed", reason="test-data", until=yesterday)
    assert len(world.alice.findings()) == 3
    with pytest.raises(InvalidInput, match="has passed"):
        decide_finding(
            world.alice, finding.finding.ident, "dismissed", reason="x", until=yesterday, on=yesterday + timedelta(1)
        )


def test_a_short_or_unknown_ident_is_said_so(world: World, tmp_path: Path) -> None:
    scans.scan(world.alice, _files(), tmp_path / "p")
    for ident in ("12", "ffffffffff", "%"):
        with pytest.raises(InvalidInput):
            decide_finding(world.alice, ident, "confirmed", on=TODAY)


def test_what_was_only_possible_counts_once_confirmed(world: World, tmp_path: Path) -> None:
    def engine(place: Path, keys: Any, known: Any) -> Iterator[Event]:
        yield scans.finding(keys.fingerprint_key, "a.txt", "us-ssn", "512447313", confidence=Confidence.POSSIBLE)
        yield ItemRead(Locator(("a.txt",)), ItemFacts(1, 1), "text/plain", "d")

    scan_store(world.alice, [tmp_path], scanner=engine)
    assert world.alice.findings() == () and world.alice.holdings() == ()
    (possible,) = world.alice.findings(confidence=Confidence.POSSIBLE)
    decide_finding(world.alice, possible.finding.ident, "confirmed", on=TODAY)
    assert len(world.alice.findings()) == 1 and world.alice.holdings()[0].people.low == 1


def test_what_cannot_be_read_any_more_still_holds_what_it_held(world: World, tmp_path: Path) -> None:
    files = _files()
    scans.scan(world.alice, files, tmp_path / "p")

    def locked(place: Path, keys: Any, known: Any) -> Iterator[Event]:
        yield Skipped(Locator(("b.txt",)), Reason.NO_PERMISSION, 3, ItemFacts(3, 9))
        yield ItemPartly(
            Locator(("hr/a.txt",)), ItemFacts(3, 9), Reason.DAMAGED, ((Locator(("hr/a.txt",)), Reason.DAMAGED),)
        )

    summary = scan_store(world.alice, [tmp_path / "p"], scanner=locked)
    assert summary.counts.gone == 0 and len(world.alice.findings()) == 3
    assert summary.coverage.causes == (("damaged", 1, 3), ("no-permission", 1, 3))


def test_partly_read_files_are_known_with_their_parts(world: World, tmp_path: Path) -> None:
    where = Locator(("x.zip",))
    parts = ((where.inside("512-44-7313.txt"), Reason.ENCRYPTED),)
    seen: list[Any] = []

    def engine(place: Path, keys: Any, known: Any) -> Iterator[Event]:
        seen.append(known(where, ItemFacts(5, 5)))
        yield ItemPartly(where, ItemFacts(5, 5), Reason.ENCRYPTED, parts, "application/zip", "d")

    for _ in range(2):
        scan_store(world.alice, [tmp_path], scanner=engine)
    assert seen[0] is None and seen[1].reason is Reason.ENCRYPTED and seen[1].parts == parts


def test_ctrl_c_keeps_what_was_read(world: World, tmp_path: Path) -> None:
    files = _files()

    def stopped(place: Path, keys: Any, known: Any) -> Iterator[Event]:
        for event in files(place, keys, known):
            yield event
            if isinstance(event, ItemRead):
                raise KeyboardInterrupt

    summary = scan_store(world.alice, [tmp_path], scanner=stopped)
    assert summary.state == "stopped" and summary.counts.read == 1
    assert {each.finding.locator.item for each in world.alice.findings()} == {"hr/a.txt"}
    files.opened.clear()
    assert scan_store(world.alice, [tmp_path], scanner=files).state == "finished"
    assert files.opened == ["b.txt"]


def test_one_record_when_a_scan_starts_and_one_when_it_ends(world: World, tmp_path: Path) -> None:
    before = len(world.alice.evidence()[0])
    scans.scan(world.alice, _files(), tmp_path / "p")
    rows, checkpoints = world.alice.evidence()
    assert [row.action for row in rows[before:]] == ["device-added", "scan-started", "scan-ended", "coverage-stated"]
    assert len(checkpoints) == len(rows)
    assert "512447313" not in str(rows)


def test_a_second_scan_at_the_same_time_is_told_who_scans(world: World, tmp_path: Path) -> None:
    with (
        FileLock(world.home / world.alice.scan_lock).held(),
        pytest.raises(CannotRead, match=f"process {os.getpid()}, since "),
    ):
        scans.scan(world.alice, _files(), tmp_path / "p")
    assert scans.scan(world.alice, _files(), tmp_path / "p").state == "finished"


def test_a_place_that_is_not_there_is_said_so(world: World, tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="there is no"):
        scan_store(world.alice, [tmp_path / "nowhere"])


def test_a_place_inside_another_is_scanned_once(world: World, tmp_path: Path) -> None:
    (tmp_path / "p" / "q").mkdir(parents=True)
    summary = scan_store(world.alice, [tmp_path / "p" / "q", tmp_path / "p", tmp_path / "p"], scanner=_files())
    assert summary.places == ("p",)


KILLED = """
import os, sys, time
from pathlib import Path
sys.path.insert(0, {tests!r})
import scans
from bailee.operations.open_store import open_store
from bailee.operations.scan_store import scan_store
from bailee.store import bulk
bulk.batches.__defaults__ = (10, 60.0)

def engine(place, keys, known):
    files = scans.Files({{f"{{n:04}}.txt": (f"content {{n}}", [("us-ssn", f"{{512440000 + n}}")]) for n in range(400)}})
    for number, event in enumerate(files(place, keys, known)):
        if number == 300:
            print("half", flush=True)
            time.sleep(60)
        yield event

scan_store(open_store(Path({home!r})), [Path({place!r})], scanner=engine)
"""


def test_kill_9_in_the_middle_loses_the_last_batch_at_most(tmp_path: Path) -> None:
    from bailee.operations.open_store import open_store

    tests = str(Path(__file__).parents[1])
    code = KILLED.format(tests=tests, home=str(tmp_path / "home"), place=str(tmp_path))
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None and process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    workspace = open_store(tmp_path / "home")
    kept = len(workspace.findings())
    assert 140 <= kept <= 150
    assert workspace.scans()[-1].state == "stopped"  # nobody holds its lock
    files = scans.Files({f"{n:04}.txt": (f"content {n}", [("us-ssn", f"{512440000 + n}")]) for n in range(400)})
    summary = scan_store(workspace, [tmp_path], scanner=files)
    assert summary.state == "finished" and len(workspace.findings()) == 400 and summary.counts.gone == 0
    assert [scan.state for scan in workspace.scans()] == ["stopped", "finished"]


def test_a_file_that_was_cut_off_is_read_again_whole(world: World, tmp_path: Path) -> None:
    def cut(place: Path, keys: Any, known: Any) -> Iterator[Event]:
        yield scans.finding(keys.fingerprint_key, "a.txt", "us-ssn", "512447313")
        raise KeyboardInterrupt

    scan_store(world.alice, [tmp_path], scanner=cut)
    assert world.alice.coverage().skipped == 1  # met, and not read to its end

    def whole(place: Path, keys: Any, known: Any) -> Iterator[Event]:
        assert known(Locator(("a.txt",)), ItemFacts(0, 0)) is None
        yield scans.finding(keys.fingerprint_key, "a.txt", "us-ssn", "512447313")
        yield ItemRead(Locator(("a.txt",)), ItemFacts(1, 1), "text/plain", "d")

    summary = scan_store(world.alice, [tmp_path], scanner=whole)
    assert len(world.alice.findings()) == 1 and summary.coverage.skipped == 0


def test_findings_are_saved_fast_enough(world: World, tmp_path: Path) -> None:
    def many(place: Path, keys: Any, known: Any) -> Iterator[Event]:
        key = keys.fingerprint_key
        for number in range(8):
            for value in range(1_000):
                yield scans.finding(key, f"{number}.csv", "us-ssn", f"{number}{value}", forms={"value": f"{value}"})
            yield ItemRead(Locator((f"{number}.csv",)), ItemFacts(1, 1), "text/csv", f"d{number}")

    started = time.process_time()
    events = list(many(tmp_path, world.alice.keys, None))
    making = time.process_time() - started
    started = time.process_time()
    scan_store(world.alice, [tmp_path], scanner=lambda *_: iter(events))
    saving = time.process_time() - started
    assert len(world.alice.findings()) == 8_000
    assert saving < 8_000 / 20_000 + making + 1.0  # 20,000 a second, and what a busy machine adds
