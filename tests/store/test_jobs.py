"""Work in the background, on either database: what may be put aside, how it is done, and that none is lost."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from bailee.errors import CannotRead, InvalidInput
from bailee.store import database, jobs, models
from bailee.store.rows.base import now
from bailee.store.work import local, rows
from bailee.store.work.leases import is_dead, new_lease
from bailee.store.work.running import run_one
from bailee.store.work.sweeping import Sweeper
from bailee.store.work.task import Task
from bailee.store.work.values import Timing
from bailee.store.workspace import Workspace
from world import World

QUICK = Timing(beat=0.05, stale=0.3, poll=0.05)
Handle = Callable[[Workspace, Mapping[str, Any], jobs.Progress], Mapping[str, Any] | None]


def _defer(world: World, **more: Any) -> str:
    return jobs.defer(world.home, "count", world.alice.organisation, {"number": 3}, **more)


def _run(world: World, ident: str, handle: Handle, **more: Any) -> jobs.JobState:
    task = Task("count", handle, **more)
    run_one(world.home, {"count": task}, world.alice.organisation_id, ident, QUICK)
    return jobs.state(world.home, world.alice, ident)


def _change(world: World, ident: str, **values: Any) -> None:
    with world.alice.transaction():
        world.alice._rows(models.Job).filter(ident=ident).update(**values)


def test_what_a_task_says_of_itself_is_what_a_page_shows(world: World) -> None:
    def handle(_: Workspace, arguments: Mapping[str, Any], progress: jobs.Progress) -> dict[str, Any]:
        progress(done=arguments["number"], of=4, bytes=30, bytes_of=40, where="hr share")
        return {"counted": 4}

    ident = _defer(world, by="alice")
    assert (jobs.state(world.home, world.alice, ident).state, jobs.list(world.home, world.alice)[0].by) == (
        "waiting",
        "alice",
    )
    state = _run(world, ident, handle)
    assert (state.state, state.done, state.of, state.bytes, state.where) == ("done", 3, 4, 30, "hr share")
    assert state.result == {"counted": 4} and state.ended_at is not None and state.attempts == 1


@pytest.mark.parametrize(
    "value",
    [
        "pat@example.org",
        "512-44-7313",
        "Pat Doe",
        "/home/pat",
        {"a": 1},
        [["a"]],
        "x" * 200,
        b"x",
        ["a"] * 1001,
        float("nan"),
        2**64,
    ],
)
def test_nothing_that_could_name_a_person_becomes_an_argument(world: World, value: object) -> None:
    with pytest.raises(InvalidInput, match="neither an ident nor a number"):
        jobs.defer(world.home, "count", world.alice.organisation, {"who": value})
    assert jobs.list(world.home, world.alice) == ()


def test_of_two_with_one_key_only_one_waits(world: World) -> None:
    first = _defer(world, key="nightly")
    assert _defer(world, key="nightly") == first and len(jobs.list(world.home, world.alice)) == 1
    theirs = jobs.defer(world.home, "count", world.charlie.organisation, {"number": 1}, key="nightly")
    assert theirs != first
    _run(world, first, lambda *_: None)
    assert _defer(world, key="nightly") != first


def test_work_is_put_aside_with_the_change_that_it_belongs_to_or_not_at_all(world: World) -> None:
    with pytest.raises(ZeroDivisionError), world.alice.transaction():
        _defer(world)
        raise ZeroDivisionError
    assert jobs.list(world.home, world.alice) == ()
    with world.alice.transaction():
        world.alice.set_fact("has_cctv", True)
        _defer(world)
    assert len(jobs.list(world.home, world.alice)) == 1


def test_charlie_sees_and_changes_none_of_alices_jobs(world: World) -> None:
    ident = _defer(world)
    assert jobs.list(world.home, world.charlie) == ()
    for act in (jobs.state, jobs.cancel, jobs.pause):
        with pytest.raises(InvalidInput, match="no such job"):
            act(world.home, world.charlie, ident)
    assert jobs.state(world.home, world.alice, ident).state == "waiting"


def test_of_a_fault_its_class_and_its_hint_are_kept_and_nothing_that_it_quotes(world: World) -> None:
    def handle(*_: Any) -> None:
        raise CannotRead("the file of 512-44-7313 is damaged", hint="ask pat@example.org, or restore the backup")

    state = _run(world, _defer(world), handle, attempts=1)
    assert (state.state, state.cause) == ("failed", "CannotRead") and "restore the backup" in state.hint
    with world.alice.transaction(), connections[world.alice.alias].cursor() as cursor:
        cursor.execute("SELECT * FROM job")
        kept = json.dumps(cursor.fetchall(), default=str)
    assert "512-44-7313" not in kept and "pat@example.org" not in kept


def test_what_failed_is_tried_again_after_longer_and_longer_waits(world: World) -> None:
    def handle(*_: Any) -> None:
        raise OSError("a disk that is away")

    ident, waits = _defer(world), []
    for attempt in (1, 2, 3):
        state = _run(world, ident, handle, attempts=3, wait=10.0)
        assert state.attempts == attempt
        if state.run_at is not None:
            waits.append((state.run_at - now()).total_seconds())
    assert (state.state, state.cause) == ("failed", "OSError")
    assert 7 < waits[0] < 13 and 30 < waits[1] < 50


def test_a_task_that_is_gone_ends_and_says_so(world: World) -> None:
    ident = _defer(world)
    run_one(world.home, {}, world.alice.organisation_id, ident, QUICK)
    state = jobs.state(world.home, world.alice, ident)
    assert (state.state, state.cause) == ("failed", "TaskGone") and "another version" in state.hint


def test_arguments_of_an_older_version_end_it_before_it_begins(world: World) -> None:
    state = _run(world, _defer(world), lambda *_: pytest.fail("begun"), arguments=("number", "places"))
    assert (state.state, state.cause) == ("failed", "OldArguments") and "start it again" in state.hint


def test_nothing_is_done_for_an_organisation_whose_keys_were_destroyed(world: World) -> None:
    ident = _defer(world)
    with world.alice.transaction():
        models.Organisation.objects.using(world.alice.alias).filter(pk=world.alice.organisation_id).update(
            wrapped_keys=b""
        )
    assert _run(world, ident, lambda *_: pytest.fail("begun")).state == "failed"


def test_nothing_is_done_for_a_member_who_left(world: World) -> None:
    ident = _defer(world, by="bob")
    with world.alice.transaction():
        world.alice._rows(models.Member).filter(ident="bob").update(ended_at=now())
    state = _run(world, ident, lambda *_: pytest.fail("begun"))
    assert (state.state, state.cause) == ("failed", "NotAllowed")


def test_a_step_that_was_done_is_left_out_when_the_job_runs_again(world: World) -> None:
    seen: list[bool] = []

    def handle(workspace: Workspace, _: Mapping[str, Any], progress: jobs.Progress) -> None:
        with progress.once("fact") as is_first:
            seen.append(is_first)
            if is_first:
                workspace.record("measured", "job-1")
        if len(seen) == 1:
            raise OSError

    ident = _defer(world)
    _run(world, ident, handle)
    assert _run(world, ident, handle).state == "done"
    assert seen == [True, False]
    assert [row.action for row in world.alice.evidence()[0]].count("measured") == 1


def test_a_worker_that_lost_its_job_writes_nothing_more(world: World) -> None:
    def handle(workspace: Workspace, _: Mapping[str, Any], progress: jobs.Progress) -> None:
        _change(world, ident, lease="elsewhere:1:0")  # it was taken for dead, and another one has the job
        with progress.once("fact") as is_first:
            assert is_first
            workspace.record("measured", "job-1")

    ident = _defer(world)
    state = _run(world, ident, handle)
    assert state.state == "running"
    assert "measured" not in [row.action for row in world.alice.evidence()[0]]


def test_one_that_waits_is_cancelled_and_one_that_runs_stops(world: World) -> None:
    waiting, running = _defer(world), _defer(world)

    def handle(_: Workspace, __: Mapping[str, Any], progress: jobs.Progress) -> None:
        jobs.cancel(world.home, world.alice, running)
        for number in range(500):
            progress(done=number)
            time.sleep(0.02)
        pytest.fail("it went on")

    assert jobs.cancel(world.home, world.alice, waiting).state == "cancelled"
    state = _run(world, running, handle)
    assert state.state == "stopped" and state.done < 499
    assert jobs.cancel(world.home, world.alice, running).state == "stopped"


def test_a_paused_one_waits_until_it_is_told_to_go_on(world: World) -> None:
    ident = _defer(world)
    jobs.pause(world.home, world.alice, ident)
    seen: list[bool] = []
    waited: list[float] = []

    def handle(_: Workspace, __: Mapping[str, Any], progress: jobs.Progress) -> None:
        time.sleep(0.3)
        seen.append(progress.is_paused())
        jobs.go_on(world.home, world.alice, ident)
        while progress.is_paused():
            time.sleep(0.05)
        seen.append(False)
        waited.append(progress.waited)

    assert _run(world, ident, handle).state == "done" and seen == [True, False] and waited[0] > 0


def test_one_that_takes_longer_than_it_may_is_ended(world: World) -> None:
    def handle(_: Workspace, __: Mapping[str, Any], progress: jobs.Progress) -> None:
        while True:
            progress(done=1)
            time.sleep(0.02)

    state = _run(world, _defer(world), handle, deadline=0.2)
    assert (state.state, state.cause) == ("failed", "DeadlinePassed")


def test_a_job_goes_on_while_nobody_can_write_how_far_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise CannotRead("the disk under the store is full")

    monkeypatch.setattr(rows, "beat", full)
    assert _run(world, _defer(world), lambda *_: time.sleep(0.3)).state == "done"


def test_how_it_ended_is_written_as_soon_as_the_database_is_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []
    end = rows.end

    def away(*given: Any, **more: Any) -> bool:
        tries.append(1)
        if len(tries) < 3:
            raise CannotRead("the database cannot be reached")
        return end(*given, **more)

    monkeypatch.setattr(rows, "end", away)
    assert _run(world, _defer(world), lambda *_: None).state == "done" and len(tries) == 3


def test_what_a_dead_process_had_waits_again_at_once(world: World) -> None:
    machine = new_lease().split(":")[0]
    ident = _defer(world)
    rows.take(world.home, world.alice.organisation_id, ident, f"{machine}:{2**22 + 1}:0")
    assert Sweeper(world.home, QUICK).sweep() >= 1
    assert jobs.state(world.home, world.alice, ident).state == "waiting"


def test_a_beat_that_stands_still_is_a_dead_worker_whatever_the_clock_says(world: World) -> None:
    ident = _defer(world)
    rows.take(world.home, world.alice.organisation_id, ident, "elsewhere:1:0")
    _change(world, ident, beat_at=now() + timedelta(hours=5))  # this machine's clock was moved back
    sweeper = Sweeper(world.home, QUICK)
    sweeper.sweep()
    assert jobs.state(world.home, world.alice, ident).state == "running"
    time.sleep(0.4)
    sweeper.sweep()
    assert jobs.state(world.home, world.alice, ident).state == "waiting"


def test_a_worker_that_beats_is_left_alone(world: World) -> None:
    ident = _defer(world)
    lease = "elsewhere:1:0"
    rows.take(world.home, world.alice.organisation_id, ident, lease)
    sweeper = Sweeper(world.home, QUICK)
    for _ in range(4):
        sweeper.sweep()
        time.sleep(0.15)
        assert rows.beat(world.home, world.alice.organisation_id, ident, lease, {"beat_at": now()}) == ""
    assert jobs.state(world.home, world.alice, ident).state == "running"


def test_a_job_that_ends_its_worker_each_time_ends_too(world: World) -> None:
    ident = _defer(world)
    _change(world, ident, attempts=3)
    state = _run(world, ident, lambda *_: pytest.fail("begun"), attempts=3)
    assert (state.state, state.cause) == ("failed", "WorkerDied") and "memory" in state.hint


def test_two_workers_that_take_one_job_do_it_once(world: World) -> None:
    ident, done = _defer(world), []

    def both() -> None:
        with contextlib.closing(world.alice):
            once()

    def once() -> None:
        run_one(
            world.home, {"count": Task("count", lambda *_: done.append(1))}, world.alice.organisation_id, ident, QUICK
        )  # type: ignore[func-returns-value]

    threads = [threading.Thread(target=both) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [1]


def test_a_lease_of_another_machine_is_nobodys_to_judge() -> None:
    assert not is_dead("elsewhere:999999:0") and not is_dead(new_lease()) and not is_dead("")


class TestOnSQLite:
    @pytest.fixture
    def stands_on(self) -> str:
        return "sqlite"

    def test_what_is_for_later_is_not_ready_and_a_lane_is_worked_off_one_by_one(self, world: World) -> None:
        _defer(world, run_at=now() + timedelta(hours=1))
        first, second, other = _defer(world, lane="scan"), _defer(world, lane="scan"), _defer(world)
        assert [ident for _, ident in local.rows.ready(world.home)] == [first, second, other]
        assert rows.take(world.home, world.alice.organisation_id, first, "elsewhere:1:0") is not None
        assert [ident for _, ident in rows.ready(world.home)] == [other]
        assert rows.take(world.home, world.alice.organisation_id, second, "elsewhere:1:1") is None

    def test_a_full_disk_lets_work_wait_and_loses_none(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        ident = _defer(world)
        with connections[world.alice.alias].cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            pages = cursor.fetchone()[0]
        options = connections[world.alice.alias].settings_dict["OPTIONS"]
        database.disconnect(world.home)
        with monkeypatch.context() as full:
            full.setitem(options, "init_command", f"{options['init_command']}; PRAGMA max_page_count={pages}")
            with pytest.raises(CannotRead, match="disk under the store is full"):
                for _ in range(100):  # free pages are used up first
                    _defer(world)
            database.disconnect(world.home)
            waiting = jobs.list(world.home, world.alice, limit=200)
        database.disconnect(world.home)
        assert ident in [job.ident for job in waiting]
        assert {_run(world, job.ident, lambda *_: None).state for job in waiting} == {"done"}


class TestOnPostgreSQL:
    @pytest.fixture
    def stands_on(self) -> str:
        return "postgresql"

    def _queue(self, world: World) -> list[tuple[str, dict[str, Any]]]:
        with world.alice.transaction(), connections[world.alice.alias].cursor() as cursor:
            cursor.execute("SELECT status::text, args FROM procrastinate_jobs ORDER BY id")
            return [
                (status, args if isinstance(args, dict) else json.loads(args)) for status, args in cursor.fetchall()
            ]

    def test_the_queue_holds_numbers_and_idents_alone(self, world: World) -> None:
        ident = _defer(world)
        assert self._queue(world) == [("todo", {"organisation": world.alice.organisation_id, "job": ident})]

    def test_a_job_without_a_place_in_the_queue_gets_one(self, world: World) -> None:
        ident = _defer(world)
        with world.alice.transaction(), connections[world.alice.alias].cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")  # as after a restored backup
        assert Sweeper(world.home, QUICK).sweep() == 1
        assert [args["job"] for _, args in self._queue(world)] == [ident]
        assert Sweeper(world.home, QUICK).sweep() == 0


def test_a_home_without_a_store_has_no_jobs(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no such organisation"):
        jobs.defer(tmp_path / "home", "count", "nobody-3fa2c1")
    database.disconnect(tmp_path / "home")
