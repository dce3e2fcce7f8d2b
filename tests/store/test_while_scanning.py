"""What is said of a store while a scan of it runs, and after one was killed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import scans
from bailee.items import ItemFacts
from bailee.operations.report_status import report_status
from bailee.operations.scan_history import scan_history
from bailee.operations.scan_store import scan_store
from bailee.operations.state_coverage import state_coverage
from bailee.reports.coverage import document
from bailee.reports.report import Looked
from bailee.reports.shown import coverage_line
from bailee.scanner import Event, ItemRead, ScanKeys
from bailee.store.bulk import batches
from bailee.store.rows.scans import READING
from bailee.vocabulary import Locator, Reason
from world import World

scan_store_module = import_module("bailee.operations.scan_store")


class _Slow:
    """A place of two files: the second is being read, with a finding told of it, when `look` looks."""

    def __init__(self, look: Any) -> None:
        self.look = look

    def __call__(self, place: Path, keys: ScanKeys, known: Any) -> Iterator[Event]:
        yield ItemRead(Locator(("a.txt",)), ItemFacts(10, 1), "text/plain", "d1")
        yield scans.finding(keys.fingerprint_key, "mail.mbox", "us-ssn", "512447313", place=str(place))
        yield scans.finding(keys.fingerprint_key, "mail.mbox", "us-ssn", "512447314", place=str(place))
        self.look()
        yield ItemRead(Locator(("mail.mbox",)), ItemFacts(900, 1), "application/mbox", "d2")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_store_module, "batches", partial(batches, seconds=0.0))


def test_a_file_that_is_being_read_is_no_file_that_crashed_the_scan(
    world: World, tmp_path: Path, at_once: None
) -> None:
    seen: list[tuple[Looked, str, dict[str, Any], int]] = []

    def look() -> None:
        files = [file.outcome for file in world.alice.files(unread=True)]
        report = report_status(world.alice)
        sealed = state_coverage(world.alice)
        seen.append((report.looked, coverage_line(report), sealed, files.count(READING)))

    (tmp_path / "desk").mkdir()
    scan_store(world.alice, [tmp_path / "desk"], scanner=_Slow(look))
    ((looked, line, sealed, reading),) = seen
    assert reading == 1, "the second file was not told of: the test proves nothing"
    assert (looked.coverage.read, looked.coverage.skipped, looked.skipped) == (1, 0, ())
    assert "A scan is running" in line and "crashed" not in line
    assert sealed["statement"]["not_looked_at"] == {} and sealed["statement"]["scan"]["state"] == "running"
    assert "had not ended" in str(document(sealed, report_status(world.alice).on))
    assert report_status(world.alice).looked.coverage.read == 2


def test_a_scan_that_was_killed_is_stopped_before_another_one_begins(world: World, tmp_path: Path) -> None:
    whole = scans.Files({"a.txt": ("one", [])})
    scans.scan(world.alice, whole, tmp_path / "desk")
    world.alice.begin_scan(world.alice.places())  # and nobody holds its lock
    assert [scan.state for scan in world.alice.scans()] == ["finished", "stopped"]
    newest = scan_history(world.alice)[0]
    assert (newest.state, newest.cause) == ("stopped", "killed")
    looked = report_status(world.alice).looked
    assert looked.is_stopped and not looked.is_running


def test_a_file_in_which_a_scan_was_killed_is_told_as_crashed(world: World, tmp_path: Path, at_once: None) -> None:
    class Killed(Exception):
        pass

    def die() -> None:
        raise Killed

    (tmp_path / "desk").mkdir()
    with pytest.raises(Killed):
        scan_store(world.alice, [tmp_path / "desk"], scanner=_Slow(die))
    looked = report_status(world.alice).looked
    assert [left.reason for left in looked.skipped] == [Reason.CRASHED]
    assert ("crashed", 1) in [(reason, items) for reason, items, _ in looked.coverage.causes]
    statement = world.alice.coverage_statement()
    assert statement is not None and statement["statement"]["not_looked_at"]["crashed"]["items"] == 1
