"""Tasks in the store: they come, close by what is seen, open again, end and return; people act on them, one at a time."""

from __future__ import annotations

import io
import threading
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bailee.errors import CannotRead, Error, InvalidInput, NotAllowed
from bailee.operations import work_on_tasks
from bailee.operations.verify_evidence import verify_evidence
from bailee.operations.work_on_tasks import (
    Document,
    Statement,
    assign,
    close,
    put_after,
    reopen,
    set_due,
    snooze,
    start,
)
from bailee.permissions import Role
from bailee.store import models
from bailee.store.task_feeds import AN_HOUR, TooOften, read_feed
from bailee.store.workspace import Workspace
from bailee.tasks import Act, Due, Planned, Proof, State
from bailee.vocabulary import Severity
from world import World

DAY = date.today()  # noqa: DTZ011 - states are those of the day
LAW = Due(DAY + timedelta(days=30), "a law gives it")
STATEMENT = Statement("hung beside the time clock, this morning")


def planned(ident: str, closes: str = "document", **more: Any) -> Planned:
    told: dict[str, Any] = {"owner": Role.PRIVACY_PERSON, "severity": Severity.MEDIUM, "why": ("NY § 1",)} | more
    return Planned(ident, ident.capitalize(), ("rule-1",), closes=closes, **told)


PLAN = (
    planned("train"),
    planned("hang", "statement"),
    planned("sign", "notice-signed", due=LAW, severity=Severity.SEVERE),
    planned("secure", "cells-secured", owner=Role.TECHNICIAN),
    planned("ask", "answer", owner=Role.COUNSEL),
    planned("after", after=("train",)),
)
_BROUGHT = {
    "train": Proof(missing=("no document was named that shows it",)),
    "hang": Proof(missing=("nobody has said by name that it is done",)),
}
MISSING = _BROUGHT | {
    "sign": Proof(missing=("6 of 44 have not signed",)),
    "secure": Proof(missing=("payroll is exposed",)),
}
MET = MISSING | {"sign": Proof(True, "44 of 44 have signed")}


def look(
    workspace: Workspace, plan: tuple[Planned, ...] = PLAN, proofs: dict[str, Proof] = MISSING, on: date = DAY
) -> None:
    workspace.settle_tasks(plan, proofs, on=on, stamp=workspace.status_stamp(on))


def acts(workspace: Workspace, ident: str) -> list[Act]:
    return [event.act for event in workspace.task(ident)[1]]


def paper(content: bytes = b"who was there", description: str = "list of who was there") -> Document:
    return Document.read(io.BytesIO(content), description, "list.pdf")


@pytest.fixture
def office(world: World) -> World:
    look(world.alice)
    return world


def test_tasks_stand_by_their_day_and_what_is_worst(office: World) -> None:
    found = office.alice.task_list().tasks
    assert found[0].ident == "sign" and found[0].due == LAW
    assert {each.ident: each.state for each in found}["after"] is State.BLOCKED
    assert office.alice.task_counts(DAY) | {"soon": 0} == {
        "to_do": 6, "overdue": 0, "soon": 0, "undated": 5, "blocked": 1, "done": 0, "ended": 0,
    }  # fmt: skip
    assert office.alice.task_list(overdue_on=LAW.on + timedelta(days=1)).tasks[0].is_overdue(LAW.on + timedelta(days=1))


def test_what_is_seen_closes_by_itself_and_opens_again_when_it_ceases_to_hold(office: World) -> None:
    look(office.alice, proofs=MET)
    line, _ = office.alice.task("sign")
    assert line.state is State.DONE and line.evidence == "44 of 44 have signed"
    look(office.alice, proofs=MISSING | {"sign": Proof(missing=("1 of 45 has not signed",))})
    line, _ = office.alice.task("sign")
    assert line.state is State.OPEN and line.missing == ("1 of 45 has not signed",)
    look(office.alice, proofs=MISSING | {"sign": Proof(missing=("1 of 45 has not signed",))})
    assert acts(office.alice, "sign") == [Act.CAME, Act.MET, Act.LAPSED]  # a look that sees the same notes nothing


def test_a_task_without_its_obligation_ends_and_comes_back_with_its_history(office: World) -> None:
    assign(office.alice, ["train"], "bob", on=DAY)
    look(office.alice, PLAN[1:])
    line, _ = office.alice.task("train")
    assert line.state is State.ENDED and line.ended_because
    assert "train" not in {each.ident for each in office.alice.task_list().tasks}
    look(office.alice)
    line, events = office.alice.task("train")
    assert line.state is State.OPEN and line.member == "bob"
    assert [each.act for each in events] == [Act.CAME, Act.ASSIGNED, Act.ENDED, Act.RETURNED]


def test_closing_without_evidence_is_refused_with_what_is_missing(office: World) -> None:
    for ident, evidence, said in (
        ("train", None, "no document was named"),
        ("train", STATEMENT, "a statement alone does not close this task"),
        ("sign", None, "6 of 44 have not signed"),
        ("sign", paper(), "6 of 44 have not signed"),
        ("after", paper(), "it waits for what comes before: Train"),
        ("hang", Statement("done"), "a statement says what was done"),
    ):
        with pytest.raises(InvalidInput, match=said):
            close(office.alice, ident, evidence, on=DAY)
    assert office.alice.task_counts(DAY)["done"] == 0


def test_a_document_closes_by_its_hash_and_nothing_of_it_lies_readable(office: World) -> None:
    close(office.alice, "train", paper(), on=DAY)
    line, events = office.alice.task("train")
    assert line.state is State.DONE and line.done_by == "alice" and line.done_on == DAY
    assert events[-1].says["document"] == {
        "sha256": paper().sha256, "size": 13, "description": "list of who was there", "name": "list.pdf",
    }  # fmt: skip
    assert office.alice.task("after")[0].state is State.OPEN  # what waited for it is free
    with office.alice._reading():
        sealed = b"".join(bytes(row.says) for row in office.alice._rows(models.TaskEvent) if row.says)
    assert b"list.pdf" not in sealed and b"who was there" not in sealed


def test_every_act_stands_in_the_log_without_a_word_that_was_said(office: World) -> None:
    close(office.alice, "hang", STATEMENT, on=DAY)
    reopen(office.alice, "hang", "the poster fell down", on=DAY)
    set_due(office.alice, "train", DAY + timedelta(days=9), "the insurer asks for it", on=DAY)
    records, _ = office.alice.evidence()
    told = [(each.action, each.subject) for each in records if each.action.startswith("task-")]
    assert told == [("task-done", "hang"), ("task-reopened", "hang"), ("task-dated", "train")]
    assert "poster" not in str([each.details for each in records]) and "insurer" not in str(records)
    assert verify_evidence(office.home).ok


def test_of_two_who_close_at_once_the_second_is_told(office: World) -> None:
    said: list[str] = []

    def person(number: int) -> None:
        workspace = Workspace(office.home, office.alice.organisation, "alice")
        try:
            close(workspace, "train", paper(b"%d" % number), on=DAY)
            said.append("")
        except Error as fault:
            said.append(str(fault))
        finally:
            workspace.close()

    threads = [threading.Thread(target=person, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(bool, said)) == [False, True]
    assert "closed meanwhile, by" in max(said)
    assert acts(office.alice, "train").count(Act.DONE) == 1


def test_who_opened_a_page_before_somebody_acted_is_told(office: World) -> None:
    seen = office.alice.task("train")[0].number
    start(office.alice, "train", on=DAY)
    with pytest.raises(InvalidInput, match="somebody did something"):
        close(office.alice, "train", paper(), on=DAY, seen=seen)
    close(office.alice, "train", paper(), on=DAY, seen=office.alice.task("train")[0].number)


def test_a_day_has_its_reason_and_is_neither_past_nor_later_than_the_laws(office: World) -> None:
    with pytest.raises(InvalidInput, match="is past"):
        set_due(office.alice, "train", DAY - timedelta(days=1), "the insurer asks for it", on=DAY)
    with pytest.raises(InvalidInput, match="a day needs a reason"):
        set_due(office.alice, "train", DAY, "", on=DAY)
    with pytest.raises(InvalidInput, match="the day that the law gives is"):
        set_due(office.alice, "sign", LAW.on + timedelta(days=1), "we have no time", on=DAY)
    with pytest.raises(InvalidInput, match="the day that the law gives is"):
        snooze(office.alice, "sign", LAW.on + timedelta(days=1), "we have no time", on=DAY)
    set_due(office.alice, "sign", LAW.on - timedelta(days=9), "before the holidays", on=DAY)
    line, events = office.alice.task("sign")
    assert (
        line.due is not None
        and "holidays" not in line.due.source
        and events[-1].says["reason"] == "before the holidays"
    )


def test_a_task_is_given_to_somebody_who_sees_tasks_all_or_none(office: World) -> None:
    office.alice.add_member("Eve", Role.EMPLOYEE, ident="eve")
    office.alice.add_member("Tess", Role.PRIVACY_PERSON, ident="tess")
    for ident, said in (("nobody", "no member"), ("eve", "sees no tasks")):
        with pytest.raises(InvalidInput, match=said):
            assign(office.alice, ["train", "hang"], ident, on=DAY)
    with pytest.raises(InvalidInput, match='no task "nothing"'):
        assign(office.alice, ["train", "nothing"], "tess", on=DAY)
    assert not any(each.member for each in office.alice.task_list().tasks)
    assert assign(office.alice, ["train", "hang", "train"], "tess", on=DAY) == 2
    assert {each.ident for each in office.alice.task_list(member="tess").tasks} == {"train", "hang"}
    office.alice.end_member("tess")
    with pytest.raises(InvalidInput, match="no member any more"):
        assign(office.alice, ["secure"], "tess", on=DAY)
    look(office.alice)
    line, _ = office.alice.task("train")
    assert (line.member, line.left) == ("", "tess")


def test_tasks_that_would_wait_for_one_another_are_refused(office: World) -> None:
    put_after(office.alice, "hang", "after", on=DAY)
    with pytest.raises(InvalidInput, match=r"they would wait for one another: .*train.*hang"):
        put_after(office.alice, "train", "hang", on=DAY)
    assert office.alice.task("hang")[0].waits_for == ("after",)


def test_a_snooze_is_over_without_anybody_looking(office: World) -> None:
    snooze(office.alice, "secure", DAY + timedelta(days=3), "the new server comes first", on=DAY)
    assert office.alice.task("secure")[0].state is State.SNOOZED
    office.alice.derive_tasks_again(DAY + timedelta(days=3))
    assert office.alice.task("secure")[0].state is State.OPEN


def test_counsel_acts_on_what_is_counsels_and_a_reader_on_nothing(office: World) -> None:
    office.alice.add_member("Carla", Role.COUNSEL, ident="carla")
    carla = Workspace(office.home, office.alice.organisation, "carla")
    with pytest.raises(InvalidInput, match="as counsel you act on"):
        close(carla, "hang", STATEMENT, on=DAY)
    close(carla, "ask", Statement("it applies, as of the first contract"), on=DAY)
    assert office.alice.task("ask")[0].done_by == "carla"
    with pytest.raises(NotAllowed):
        close(office.bob, "hang", STATEMENT, on=DAY)
    assert office.bob.task("hang")[0].state is State.OPEN  # he sees it


def test_tasks_are_an_organisations_own(office: World) -> None:
    assert office.charlie.task_list().tasks == ()
    with pytest.raises(InvalidInput, match="there is no task"):
        office.charlie.task("train")


def test_an_owner_has_what_nobody_else_has(office: World) -> None:
    assert {each.ident for each in office.alice.task_list(mine=True).tasks} == {each.ident for each in PLAN}
    office.alice.add_member("Pia", Role.PRIVACY_PERSON, ident="pia")
    pia = Workspace(office.home, office.alice.organisation, "pia")
    assert {each.ident for each in pia.task_list(mine=True).tasks} == {"train", "hang", "sign", "after", "ask"}
    assert {each.ident for each in office.alice.task_list(mine=True).tasks} == {"secure"}


def test_an_act_of_a_person_leaves_what_was_seen_current(office: World) -> None:
    before = office.alice.task_look()
    start(office.alice, "secure", on=DAY)
    after = office.alice.task_look()
    assert before is not None and after is not None and after.stamp == office.alice.status_stamp(DAY) != before.stamp


# --- documents


def test_a_document_that_cannot_be_taken_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotRead, match="there is no file"):
        Document.of(tmp_path / "gone.pdf", "list of who was there")
    with pytest.raises(CannotRead, match="is a folder"):
        Document.of(tmp_path, "list of who was there")
    (tmp_path / "empty.pdf").touch()
    with pytest.raises(InvalidInput, match="empty"):
        Document.of(tmp_path / "empty.pdf", "list of who was there")
    (tmp_path / "list.pdf").write_bytes(b"x" * 100)
    with pytest.raises(InvalidInput, match="a document needs a description"):
        Document.of(tmp_path / "list.pdf", " ")
    monkeypatch.setattr(work_on_tasks, "LARGEST", 50)
    with pytest.raises(InvalidInput, match="larger than"):
        Document.of(tmp_path / "list.pdf", "list of who was there")


# --- calendars


def test_a_calendar_is_read_by_its_secret_alone_until_it_is_revoked(office: World) -> None:
    feed, token = office.alice.add_task_feed("all")
    found = read_feed(office.home, token)
    assert found is not None and {each.ident for each in found.tasks} == {each.ident for each in PLAN}
    assert office.alice.task_feeds()[0].last_used_at is not None
    with office.alice._reading():
        assert token not in str(list(office.alice._rows(models.TaskFeed).values()))
    assert read_feed(office.home, token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert read_feed(office.home, "nonsense") is None
    with pytest.raises(InvalidInput):
        office.bob.revoke_task_feed(feed.ident)  # hers alone
    office.alice.revoke_task_feed(feed.ident)
    assert read_feed(office.home, token) is None


def test_a_calendar_ends_with_its_member_and_shows_what_is_hers(office: World) -> None:
    office.alice.add_member("Pia", Role.PRIVACY_PERSON, ident="pia")
    _, token = Workspace(office.home, office.alice.organisation, "pia").add_task_feed()
    found = read_feed(office.home, token)
    assert found is not None and "secure" not in {each.ident for each in found.tasks}
    office.alice.end_member("pia")
    assert read_feed(office.home, token) is None


def test_a_calendar_is_not_read_for_ever(office: World) -> None:
    _, token = office.alice.add_task_feed()
    with office.alice._seeing():
        office.alice._rows(models.TaskFeed).update(window=int(time.time()) // 3600, used=AN_HOUR)
    with pytest.raises(TooOften):
        read_feed(office.home, token)


def test_a_member_has_ten_calendars_at_most(office: World) -> None:
    for _ in range(10):
        office.bob.add_task_feed()
    with pytest.raises(InvalidInput, match="10 calendars already"):
        office.bob.add_task_feed()


# --- many


def test_ten_thousand_tasks_are_listed_by_pages_and_acted_on(world: World, stands_on: str) -> None:
    if stands_on != "sqlite":
        pytest.skip("tried on PostgreSQL by hand: 6 s to lay, 7 ms to read; making and dropping them takes a minute")
    many = tuple(
        planned(f"task-{number:05}", due=Due(DAY + timedelta(days=number % 400), "a law")) for number in range(10_000)
    )
    begun = time.process_time()
    look(world.alice, many, {})
    laid = time.process_time() - begun
    begun = time.process_time()
    page = world.alice.task_list(skip=5_000, limit=50)
    counts = world.alice.task_counts(DAY)
    read = time.process_time() - begun
    begun = time.process_time()
    close(world.alice, "task-00007", paper(), on=DAY)
    acted = time.process_time() - begun
    assert (page.total, len(page.tasks), page.after, counts["to_do"]) == (10_000, 50, 5_050, 10_000)
    print(f"laid {laid:.2f} s, read {read:.3f} s, acted {acted:.2f} s")  # noqa: T201
    assert laid < 20 and read < 0.5 and acted < 10
