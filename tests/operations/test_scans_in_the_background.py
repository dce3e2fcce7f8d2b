"""Scans that are asked for from a page: put aside, done by the path of `bailee scan`, stopped, continued, and compared."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import scans
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations import ask_gate
from bailee.operations.alerts import scan_ended_badly
from bailee.operations.decide_finding import decide_finding
from bailee.operations.look_for_alerts import look_at
from bailee.operations.report_status import report_status
from bailee.operations.scan_history import (
    compare_scans,
    compare_with_last,
    differing_findings,
    how_it_ended,
    scan_history,
)
from bailee.operations.scan_options import ScanOptions, Surroundings
from bailee.operations.schedule_scan import scan_schedules, schedule_scan, start_due_scans, withdraw_schedule
from bailee.operations.start_scan import NeedsNotice, continue_scan, pause_scan, scan_jobs, start_scan, stop_scan
from bailee.operations.tasks import names, registry
from bailee.operations.tasks import scan as scan_task
from bailee.operations.times_due import Recurrence
from bailee.places.staff import Watched
from bailee.scanner import pace
from bailee.store import jobs, models
from bailee.store.locks import FileLock
from bailee.store.rows.base import now
from bailee.store.work.running import run_one
from bailee.store.work.values import Timing
from world import World

PLAIN = ScanOptions(names="off", ocr="off", jobs=1)
QUICK = Timing(beat=0.1, stale=1.0, poll=0.1)
both_databases = pytest.mark.parametrize("stands_on", ["sqlite", "postgresql"], indirect=True)
NIGHTLY = Recurrence("day", "02:00", 0, "UTC")


@pytest.fixture
def place(world: World, tmp_path: Path) -> int:
    folder = tmp_path / "share"
    (folder / "hr").mkdir(parents=True)
    for number in range(6):
        (folder / "hr" / f"{number}.txt").write_text(f"Employee {number}, SSN 512-44-{7300 + number}\n")
    return world.alice.add_place(folder).ident


def _work(world: World, job: str) -> jobs.JobState:
    run_one(world.home, registry(Surroundings(world.home)), world.alice.organisation_id, job, QUICK)
    return jobs.state(world.home, world.alice, job)


def test_a_task_exists_when_its_file_exists() -> None:
    assert "scan" in names() and registry(Surroundings(Path("/nowhere")))["scan"].arguments == ("request",)


def test_a_scan_from_a_page_finds_what_the_command_finds(world: World, place: int) -> None:
    job = start_scan(world.alice, [place], PLAIN)
    assert job.state == "waiting" and world.alice.findings() == ()
    done = _work(world, job.ident)
    assert (done.state, done.done, done.of, done.result["read"], done.result["new"]) == ("done", 6, 6, 6, 6)
    assert done.where == "share" and done.share == 1.0 and done.result["found.social-security-number"] == 6
    past = scan_history(world.alice)[0]
    assert (past.by, past.state, how_it_ended(past), past.request) == (
        "alice",
        "finished",
        "finished",
        done.arguments["request"],
    )
    assert [row.action for row in world.alice.evidence()[0]][-5:-1] == [
        "scan-asked",
        "device-added",
        "scan-started",
        "scan-ended",
    ]
    assert len(world.alice.findings()) == 6


def test_places_that_are_being_scanned_are_not_put_aside_twice(world: World, place: int, tmp_path: Path) -> None:
    first = start_scan(world.alice, [place], PLAIN)
    assert start_scan(world.alice, [place, place], PLAIN).ident == first.ident
    (tmp_path / "other").mkdir()
    other = world.alice.add_place(tmp_path / "other").ident
    assert start_scan(world.alice, [place, other], PLAIN).ident != first.ident
    assert len(scan_jobs(world.alice, live=True)) == 2


def test_who_may_not_scan_starts_stops_and_schedules_nothing(world: World, place: int) -> None:
    job = start_scan(world.alice, [place], PLAIN)
    for act in (
        lambda: start_scan(world.bob, [place], PLAIN),
        lambda: stop_scan(world.bob, job.ident),
        lambda: pause_scan(world.bob, job.ident),
        lambda: schedule_scan(world.bob, [place], NIGHTLY),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert scan_jobs(world.bob)[0].state == "waiting"


def test_charlie_reaches_neither_alices_place_nor_her_scan(world: World, place: int) -> None:
    job = start_scan(world.alice, [place], PLAIN)
    with pytest.raises(InvalidInput, match="no such place"):
        start_scan(world.charlie, [place], PLAIN)
    with pytest.raises(InvalidInput, match="no such"):
        stop_scan(world.charlie, job.ident)
    assert scan_jobs(world.charlie) == () and scan_history(world.charlie) == ()


def test_what_is_not_read_is_told_by_cause_while_the_scan_runs(world: World, place: int, tmp_path: Path) -> None:
    (tmp_path / "share" / "cut.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    told = _work(world, start_scan(world.alice, [place], PLAIN).ident).result
    left = told.get("not-read", 0) + told.get("partly", 0)
    assert left == 1 and (told.get("not-read.damaged") or told.get("partly.damaged")) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"names": "all"}, {"override": "x" * 2001}, {"megabytes": float("nan")}, {"exclude": (("*.iso", "why"),) * 501}, {"ocr": "x"}, {"rows": "2"}, {"jobs": 65}, {"jobs": -1}, {"hours": "8-9"}, {"zone": "Nowhere/At"},
     {"exclude": (("*.iso", " "),)}, {"battery_percent": 101}, {"notice_served_on": date(2999, 1, 1)},
     {"notice_served_on": date(2020, 1, 1), "override": "both"}],
)  # fmt: skip
def test_an_option_that_makes_no_sense_is_refused_before_anything_is_kept(
    world: World, place: int, wrong: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInput):
        start_scan(world.alice, [place], replace(PLAIN, **wrong))
    assert scan_jobs(world.alice) == ()


def test_what_staff_keep_is_scanned_only_after_somebody_said_whether_they_were_told(
    world: World, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask_gate, "watched", lambda places: (Watched("home-folder", "a home folder"),))
    with pytest.raises(NeedsNotice) as asked:
        start_scan(world.alice, [place], PLAIN)
    assert asked.value.about == ("a home folder",)
    job = start_scan(world.alice, [place], replace(PLAIN, override="a stolen laptop of Pat Doe"))
    assert _work(world, job.ident).state == "done"
    assert scan_history(world.alice)[0].counts["staff"] == "staff were not told: a stolen laptop of Pat Doe"
    with world.alice.transaction():
        told = world.alice._rows(models.ScanRequest).values_list("told", flat=True).get()
    assert b"Pat Doe" not in bytes(told) and "Pat" not in str(job.arguments)


def test_a_place_that_is_not_there_ends_the_scan_with_what_to_do(world: World, place: int, tmp_path: Path) -> None:
    job = start_scan(world.alice, [place], PLAIN)
    (tmp_path / "share").rename(tmp_path / "away")
    state = _work(world, job.ident)
    assert (state.state, state.cause) == ("failed", "InvalidInput") and "mount it" in state.hint


def test_one_that_finds_another_scan_running_waits_for_it(world: World, place: int) -> None:
    job = start_scan(world.alice, [place], PLAIN)
    with FileLock(world.home / world.alice.scan_lock).held():
        state = _work(world, job.ident)
    assert (state.state, state.attempts) == ("waiting", 0) and state.run_at is not None
    assert _work(world, job.ident).state == "done"


def test_a_scan_that_is_stopped_keeps_what_it_read_and_the_next_goes_on_there(
    world: World, place: int, tmp_path: Path
) -> None:
    for number in range(6, 60):
        (tmp_path / "share" / "hr" / f"{number}.txt").write_text(f"Employee {number}, SSN 512-44-{7300 + number}\n")
    job = start_scan(world.alice, [place], replace(PLAIN, megabytes=0.0003))

    def stop() -> None:
        while jobs.state(world.home, world.alice, job.ident).done < 2:
            time.sleep(0.05)
        stop_scan(world.alice, job.ident)
        world.alice.close()

    thread = threading.Thread(target=stop)
    thread.start()
    state = _work(world, job.ident)
    thread.join()
    read = scan_history(world.alice)[0].counts["read"]
    assert state.state == "stopped" and 1 < read < 60
    assert how_it_ended(scan_history(world.alice)[0]).startswith("stopped by a person")
    assert _held(world) == {"unknown"}  # what it had not reached may hold more
    done = _work(world, start_scan(world.alice, [place], PLAIN).ident)
    assert done.state == "done" and done.result["unchanged"] >= read - 1 and len(world.alice.findings()) == 60
    assert _held(world) == {"amber"}  # known whole; no purpose is declared


def _held(world: World) -> set[str]:
    return {row.held.state.value for row in report_status(world.alice).rows if row.category == "social-security-number"}


def test_a_paused_scan_begins_nothing_and_holds_no_worker_until_it_is_continued(world: World, place: int) -> None:
    job = start_scan(world.alice, [place], PLAIN)
    assert pause_scan(world.alice, job.ident).is_paused
    waiting = _work(world, job.ident)
    assert (waiting.state, waiting.is_paused, waiting.attempts) == ("waiting", True, 0) and not scan_history(
        world.alice
    )
    continue_scan(world.alice, job.ident)
    done = _work(world, job.ident)
    assert (done.state, done.done) == ("done", 6)


@both_databases
def test_a_scan_paused_in_the_middle_gives_its_worker_to_others_and_goes_on_where_it_was(
    world: World, place: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(scan_task, "_HELD", 0.5)
    for number in range(60):
        (tmp_path / "share" / f"{number}.txt").write_text(f"SSN 512-44-{7300 + number}\n" * 200)
    job = start_scan(world.alice, [place], replace(PLAIN, megabytes=0.01))

    def pause() -> None:
        while jobs.state(world.home, world.alice, job.ident).done < 2:
            time.sleep(0.1)
        pause_scan(world.alice, job.ident)
        world.alice.close()

    thread = threading.Thread(target=pause)
    thread.start()
    waiting = _work(world, job.ident)
    thread.join()
    past = scan_history(world.alice)[0]
    assert (waiting.state, waiting.is_paused, waiting.attempts) == ("waiting", True, 0)
    assert (past.state, past.cause) == ("stopped", "paused") and 1 < past.counts["read"] < 66
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "a.txt").write_text("SSN 512-44-7399\n")
    other = start_scan(world.charlie, [world.charlie.add_place(tmp_path / "theirs").ident], PLAIN)
    run_one(world.home, registry(Surroundings(world.home)), world.charlie.organisation_id, other.ident, QUICK)
    assert jobs.state(world.home, world.charlie, other.ident).state == "done"
    assert not list(scan_ended_badly.find(look_at(world.alice, now())))
    monkeypatch.setattr(Surroundings, "pace", lambda *_: pace.Pace())  # at full speed from here on
    continue_scan(world.alice, job.ident)
    done = _work(world, job.ident)
    assert done.state == "done" and done.result["unchanged"] >= past.counts["read"] - 1
    assert len(world.alice.findings()) == 66


def test_a_schedule_puts_its_scan_aside_once_for_all_the_times_it_missed(world: World, place: int) -> None:
    ident = schedule_scan(world.alice, [place], NIGHTLY, PLAIN)
    assert start_due_scans(world.home, now()) == 0
    later = now() + timedelta(days=9)
    assert start_due_scans(world.home, later) == 1 and start_due_scans(world.home, later) == 0
    job = scan_jobs(world.alice)[0]
    assert _work(world, job.ident).state == "done" and scan_history(world.alice)[0].schedule == ident
    assert start_due_scans(world.home, later) == 0 and start_due_scans(world.home, later + timedelta(days=1)) == 1


def test_a_schedule_that_is_changed_or_withdrawn_counts_as_it_was_said_last(world: World, place: int) -> None:
    ident = schedule_scan(world.alice, [place], NIGHTLY, PLAIN)
    assert schedule_scan(world.alice, [place], replace(NIGHTLY, at="03:00"), PLAIN, ident=ident) == ident
    assert [(each.recurrence.at, each.options.zone) for each in scan_schedules(world.alice)] == [("03:00", "UTC")]
    withdraw_schedule(world.alice, ident)
    assert scan_schedules(world.alice) == () and start_due_scans(world.home, now() + timedelta(days=3)) == 0
    with pytest.raises(InvalidInput, match="no such schedule"):
        withdraw_schedule(world.alice, ident)


def test_a_schedule_of_a_member_who_left_starts_nothing_and_stops_no_others(
    world: World, place: int, tmp_path: Path
) -> None:
    schedule_scan(world.alice, [place], NIGHTLY, PLAIN)
    (tmp_path / "theirs").mkdir()
    schedule_scan(world.charlie, [world.charlie.add_place(tmp_path / "theirs").ident], NIGHTLY, PLAIN)
    with world.alice.transaction():
        world.alice._rows(models.Member).filter(ident="alice").update(ended_at=now())
    assert start_due_scans(world.home, now() + timedelta(days=2)) == 1
    assert len(scan_jobs(world.charlie)) == 1
    missed = scan_schedules(world.alice, now() + timedelta(days=2))[0]
    assert missed.missed_at is not None and missed.missed_at < missed.next_at


def _files() -> scans.Files:
    return scans.Files(
        {
            "hr/a.txt": ("one", [("us-ssn", "512447313"), ("email-address", "a@example.org")]),
            "b.txt": ("two", [("us-ssn", "512447314")]),
            "c.txt": ("three", [("us-ssn", "512447315")]),
        }
    )


def test_two_scans_differ_in_what_came_went_and_was_decided(world: World, tmp_path: Path) -> None:
    files = _files()
    first = scans.scan(world.alice, files, tmp_path / "p").ident
    decide_finding(
        world.alice,
        world.alice.findings(category="email-address")[0].finding.ident,
        "dismissed",
        reason="test-data",
        on=now().date(),
    )
    files.files["b.txt"] = ("two!", [("us-ssn", "512447319")])
    del files.files["c.txt"]
    files.files["d.txt"] = ("four", [("phone-number", "2125550100")])
    second = scans.scan(world.alice, files, tmp_path / "p").ident
    told = compare_with_last(world.alice)
    assert (told.before, told.after) == (first, second)
    rows = {(row.category, row.new, row.gone, row.changed, row.decided) for row in told.findings}
    assert ("social-security-number", 1, 2, 0, 0) in rows and ("phone-number", 1, 0, 0, 0) in rows
    assert ("email-address", 0, 0, 0, 1) in rows
    listed = {what: differing_findings(world.alice, first, second, what) for what in ("new", "gone", "changed")}
    assert sorted(each.locator.item for each in listed["new"]) == ["b.txt", "d.txt"]
    assert sorted(each.locator.item for each in listed["gone"]) == ["b.txt", "c.txt"] and listed["changed"] == ()
    assert len(differing_findings(world.alice, first, second, "new", category="phone-number")) == 1
    assert [
        (
            sum(row.new for row in told.files),
            sum(row.gone for row in told.files),
            sum(row.changed for row in told.files),
        )
    ] == [(1, 1, 1)]


def test_what_went_and_came_back_between_two_scans_is_no_difference(world: World, tmp_path: Path) -> None:
    files = _files()
    first = scans.scan(world.alice, files, tmp_path / "p").ident
    gone = files.files.pop("c.txt")
    second = scans.scan(world.alice, files, tmp_path / "p").ident
    files.files["c.txt"] = gone
    third = scans.scan(world.alice, files, tmp_path / "p").ident
    assert compare_scans(world.alice, first, third).is_same
    assert [compare_scans(world.alice, first, second).total(what) for what in ("new", "gone")] == [0, 1]
    assert [compare_scans(world.alice, second, third).total(what) for what in ("new", "gone")] == [1, 0]


def test_before_the_first_scan_everything_is_new(world: World, tmp_path: Path) -> None:
    files = _files()
    first = scans.scan(world.alice, files, tmp_path / "p").ident
    second = scans.scan(world.alice, files, tmp_path / "p").ident
    assert compare_scans(world.alice, None, first).total("new") == 4
    assert compare_scans(world.alice, first, second).is_same
    for wrong in ((second, first), (first, first), (first, 10**9)):
        with pytest.raises(InvalidInput):
            compare_scans(world.alice, *wrong)
    with pytest.raises(InvalidInput):
        compare_scans(world.charlie, first, second)


def test_a_moved_file_brings_no_new_finding_and_loses_none(world: World, place: int, tmp_path: Path) -> None:
    first = _work(world, start_scan(world.alice, [place], PLAIN).ident).result["scan"]
    (tmp_path / "share" / "hr" / "3.txt").rename(tmp_path / "share" / "moved.txt")
    second = _work(world, start_scan(world.alice, [place], PLAIN).ident).result["scan"]
    told = compare_scans(world.alice, first, second)
    assert [told.total(what) for what in ("new", "gone", "changed")] == [0, 0, 0]
    assert len(world.alice.findings()) == 6


def test_a_scan_that_was_killed_says_so_and_has_no_duration(world: World, tmp_path: Path) -> None:
    place = world.alice.add_place(tmp_path)
    world.alice.begin_scan([place])
    scans.scan(world.alice, _files(), tmp_path / "p")
    newest, killed = scan_history(world.alice)
    assert (killed.cause, killed.seconds) == ("killed", None) and "killed" in how_it_ended(killed)
    assert newest.seconds is not None


def test_whoever_starts_a_scan_may_take_less_of_the_machine_than_its_settings_and_never_more() -> None:
    house = {
        "scan_cpu_percent": 50,
        "scan_megabytes_a_second": 20,
        "scan_battery_percent": 20,
        "scan_hours": "18:00-06:00",
        "jobs": 2,
    }
    around = Surroundings(Path("/nowhere"), house)
    greedy = around.pace(ScanOptions(cpu_percent=400, megabytes=500, battery_percent=0, hours="08:00-20:00"))
    assert (greedy.share, greedy.megabytes, greedy.battery) == (0.5, 20, 20)
    assert str(greedy.hours) == "08:00-20:00" and str(greedy.house_hours) == "18:00-06:00"
    asked = around.pace(ScanOptions(cpu_percent=10, megabytes=5, battery_percent=60))
    assert (asked.share, asked.megabytes, asked.battery, asked.hours) == (0.1, 5, 60, None)
    assert around.pace(ScanOptions(cpu_percent=0, megabytes=0)).share == 0.5
    assert (around.jobs(ScanOptions(jobs=9)), around.jobs(ScanOptions(jobs=1)), around.jobs(ScanOptions())) == (2, 1, 2)
    held = pace.Pacer(replace(greedy, house_hours=_not_now()), time_of_day=lambda: now().time().replace(hour=12))
    assert not held.may_begin() and "hours of this server" in held.why


def _not_now() -> pace.Hours:
    hour = (now().astimezone() + timedelta(hours=2)).hour
    return pace.Hours.of(f"{hour:02d}:00-{(hour + 1) % 24:02d}:00")
