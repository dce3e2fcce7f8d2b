"""What is said of a store while a scan of it runs, and after one was killed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import scans
from bailee.departures import Departure
from bailee.items import ItemFacts
from bailee.operations.list_clients import list_clients
from bailee.operations.report_status import report_status
from bailee.operations.scan_history import scan_history
from bailee.operations.scan_store import scan_store
from bailee.operations.state_coverage import state_coverage
from bailee.reports.coverage import document
from bailee.reports.report import Looked
from bailee.reports.shown import coverage_line
from bailee.scanner import Event, ItemRead, ScanKeys
from bailee.store.bulk import batches
from bailee.store.locks import FileLock
from bailee.store.place_rows import Counts
from bailee.store.rows.base import now
from bailee.store.rows.scans import READING
from bailee.store.tenancy import Desk, link_account
from bailee.store.work.figures import figures
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


def test_a_scan_that_ends_while_its_row_is_read_was_not_killed(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans.scan(world.alice, scans.Files({"a.txt": ("one", [])}), tmp_path / "desk")
    scan = world.alice.begin_scan(world.alice.places())
    asked = world.alice.is_scanning

    def ends() -> bool:  # after its row was read, before its lock is asked for
        world.alice.end_scan(scan, "finished", Counts())
        return asked()

    monkeypatch.setattr(world.alice, "is_scanning", ends)
    assert [each.state for each in world.alice.scans()] == ["finished", "finished"]


@pytest.mark.parametrize("holder", ["nobody", "another", "ours"])
def test_a_killed_scan_runs_on_no_page(world: World, tmp_path: Path, holder: str) -> None:
    """In the list of clients, of devices, in figures: neither where nobody scans, nor where another organisation does."""
    scans.scan(world.alice, scans.Files({"a.txt": ("one", [])}), tmp_path / "desk")
    world.alice.begin_scan(world.alice.places())
    link_account(world.home, world.alice.organisation, "alice", "account-a")
    others = world.charlie
    lock = FileLock(world.home / (others if holder == "another" else world.alice).scan_lock)
    about = {"another": others, "ours": world.alice}.get(holder, others).organisation_id
    with lock.held(about=str(about)) if holder != "nobody" else nullcontext():
        (line,) = list_clients(Desk(world.home, "account-a"), now())
        assert line.is_scanning == (holder == "ours")
        assert world.alice.scans()[-1].state == ("running" if holder == "ours" else "stopped")
        assert figures(world.home).scans == (1 if holder == "ours" else 0)


def test_departures_are_noted_after_a_killed_scan_and_not_while_one_runs(world: World, tmp_path: Path) -> None:
    scans.scan(world.alice, scans.Files({"a.txt": ("one", [])}), tmp_path / "desk")
    world.alice.begin_scan(world.alice.places())
    found = [Departure("no-purpose", "employee", "nobody said what for")]
    with FileLock(world.home / world.alice.scan_lock).held(about=str(world.alice.organisation_id)):
        assert world.alice.note_departures(found) == ((), ())
    came, gone = world.alice.note_departures(found)
    assert len(came) == 1 and not gone


def test_a_process_of_another_container_is_not_taken_for_dead(tmp_path: Path) -> None:
    """Its number means nothing here: pages and a worker may share a home, each with process numbers of its own."""
    path = tmp_path / "scan.lock"
    with FileLock(path).held():
        told = json.loads(path.read_text("utf-8"))
        for machine, is_seen in (("elsewhere", True), (told["machine"], False)):
            path.write_text(json.dumps(told | {"pid": 2**22 + 1, "machine": machine}), "utf-8")
            assert (FileLock(path).holder() is not None) is is_seen
        path.write_text("", "utf-8")
        assert FileLock(path).holder() is not None, "it lets go at this moment, or has just taken it"
