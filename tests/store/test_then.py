"""The store as of a past day, in both times: what was true then, as it was known then or is known since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import scans
from bailee.data_subject_requests.requests import Contact
from bailee.errors import InvalidInput, NotAllowed
from bailee.inventory.activities import ProcessingActivity
from bailee.operations.incident_sheet import incident_sheet, print_sheet
from bailee.operations.make_report import make_report, reports
from bailee.operations.printed_sheets import printed_sheets, read_sheet
from bailee.operations.receive_request import receive_request
from bailee.operations.report_incident import Report, mark_privileged, report_incident
from bailee.operations.report_status import report_status
from bailee.operations.show_changes import show_changes
from bailee.operations.show_exposure import show_exposure
from bailee.operations.show_requests import list_requests, request_figures, show_request
from bailee.operations.show_status import show_status, take_snapshot
from bailee.operations.work_on_request import withdraw_request
from bailee.permissions import Role
from bailee.reports.material import Period
from bailee.store import asking
from bailee.store.as_of import AsOf, as_of
from bailee.store.models import APPEND_ONLY
from bailee.store.past_tables import HAPPENED, LEARNED, NOT_KEPT, rule_of
from bailee.store.rows.settled import States
from bailee.store.then import WorkspaceThen
from bailee.store.workspace import Workspace
from bailee.tasks import Planned
from bailee.vocabulary import LawfulBasis, Severity, SubjectCategory
from world import World

SSN, OTHER, MAIL = ("us-ssn", "512447313"), ("us-ssn", "512447314"), ("email-address", "pat@example.org")
TODAY = datetime.now(UTC).astimezone().date()
DAYS = timedelta(days=1)


@contextmanager
def on_a_day(days_ago: int) -> Iterator[None]:
    """What is written now is written as it would have been on that day."""
    with asking.standing_at(datetime.now(UTC) - days_ago * DAYS):
        yield


def then(workspace: Workspace, days_ago: int, known: int | None = None) -> WorkspaceThen:
    on = TODAY - days_ago * DAYS
    return WorkspaceThen(workspace, as_of(on, TODAY - known * DAYS if known is not None else None))


def reported(workspace: Workspace) -> str:
    """A share lies open, and somebody says so on that day."""
    at = asking.now() - timedelta(minutes=1)
    return report_incident(workspace, Report("Open share", "open-store", "store", "share", at, "America/New_York"))


def test_findings_are_those_of_the_day_and_dismissed_as_they_were_then(world: World, tmp_path: Path) -> None:
    files = scans.Files({"a.txt": ("1", [SSN, MAIL]), "b.txt": ("2", [OTHER])})
    with on_a_day(9):
        scans.scan(world.alice, files, tmp_path / "share")
    with on_a_day(6):
        world.alice.decide(world.alice.findings()[0], "dismissed", reason="test-data")
        del files.files["b.txt"]
        scans.scan(world.alice, files, tmp_path / "share")
    with then(world.alice, 8) as early:
        assert len(early.findings()) == 3 and {each.store for each in early.findings()} == {"share"}
        assert len(early.files()) == 2 and early.coverage().read == 2
    with then(world.alice, 5) as later:
        assert len(later.findings()) == 1 and len(later.findings(dismissed=True)) == 1
    assert len(world.alice.findings()) == 1


def test_what_was_found_later_counts_only_where_that_is_asked_and_its_file_is_as_old(
    world: World, tmp_path: Path
) -> None:
    old, new = scans.Files({"old.txt": ("1", [SSN])}), scans.Files({"old.txt": ("1", [SSN]), "new.txt": ("2", [OTHER])})
    with on_a_day(2):
        scans.scan(world.alice, old, tmp_path / "share")
        scans.scan(world.alice, new, tmp_path / "share")
    month_ago = int((datetime.now(UTC) - 30 * DAYS).timestamp() * 1e9)
    from bailee.store.models import ScannedFile

    with world.alice.transaction():
        world.alice._rows(ScannedFile).filter(locator="old.txt").update(modified_ns=month_ago)
        world.alice._rows(ScannedFile).filter(locator="new.txt").update(modified_ns=month_ago + int(29 * 86400 * 1e9))
    with then(world.alice, 10) as known_then:
        assert known_then.findings() == () and known_then.is_before_the_first_scan
        assert "nothing here means zero" in known_then.said
    with then(world.alice, 10, known=0) as known_since:
        assert [str(each.finding.locator) for each in known_since.findings()] == ["old.txt"]
        assert "as old" in known_since.said or "nothing here means zero" in known_since.said


def test_what_came_back_was_gone_between_to_a_page_and_to_a_count_alike(world: World, tmp_path: Path) -> None:
    whole = {"stays.txt": ("1", [MAIL]), "returns.txt": ("2", [SSN]), "turns.txt": ("3", [OTHER])}
    files = scans.Files(dict(whole))
    for days_ago, there in ((9, whole), (6, ["stays.txt"]), (3, whole), (1, ["stays.txt", "returns.txt"])):
        files.files = {name: whole[name] for name in there}
        with on_a_day(days_ago):
            scans.scan(world.alice, files, tmp_path / "share")
    for days_ago, known, there in ((8, 8, 3), (5, 5, 1), (5, 0, 1), (2, 2, 3), (1, 1, 2)):
        with then(world.alice, days_ago, known) as day, day.reading():
            at = day.as_of.known_at
            page = [str(row.finding.locator) for row in day.queue_on(at, States.TO_JUDGE, possible=True).rows]
            assert len(page) == len(day.findings()) == len(day.files()) == there
            assert sum(each.total() for each in day.held_by_store_on(at).values()) == there
            assert len(day._written("SELECT id FROM scanned_file LIMIT 9")) == there


def test_facts_and_activities_are_true_then_and_known_then_or_since(world: World) -> None:
    day = TODAY - 10 * DAYS
    activity = ProcessingActivity(
        "Payroll", (("pay", LawfulBasis.CONTRACT),), ("bank-account",), (SubjectCategory.EMPLOYEE,)
    )
    with on_a_day(12):
        world.alice.set_fact("employees_total", 10)
        world.alice.declare(activity)
    world.alice.set_fact("employees_total", 12, true_from=day)  # learned today, true ten days ago
    with then(world.alice, 9) as known_then, pytest.raises(NotAllowed):
        assert known_then.facts()["employees_total"] == 10 and [each.name for each in known_then.activities()] == [
            "Payroll"
        ]
        known_then.set_fact("employees_total", 99)
    with then(world.alice, 9, known=0) as known_since:
        assert known_since.facts()["employees_total"] == 12
    with then(world.alice, 13) as before:
        assert before.facts() == {} and before.activities() == ()


def test_the_roster_notices_and_signatures_are_those_of_the_day(world: World) -> None:
    alice = world.alice
    with on_a_day(9):
        pat = alice.add_roster_person(
            "Pat", SubjectCategory.EMPLOYEE, email="pat@example.org", joined_on=TODAY - 20 * DAYS
        )
        alice.add_notice_version("employee-privacy-notice", {"purposes": {}}, "0" * 64)
    with on_a_day(7):
        version = alice.publish("employee-privacy-notice", 1)
    with on_a_day(5):
        alice.record_sign_off(version, "Pat", identified_by="badge", statement="read", person=pat.ident)
        alice.add_roster_person("Kim", SubjectCategory.EMPLOYEE, email="kim@example.org", joined_on=TODAY - 5 * DAYS)
    alice.end_roster_person(pat.ident, TODAY)
    with then(alice, 8) as drafted:
        assert [each.name for each in drafted.roster()] == ["Pat"] and not drafted.notices()[0].is_published
    with then(alice, 6) as published:
        assert published.notices()[0].is_published and published.sign_offs() == ()
    with then(alice, 4) as signed:
        assert {each.name for each in signed.roster()} == {"Pat", "Kim"} and len(signed.sign_offs()) == 1
        assert signed.roster_person(pat.ident).left_on is None  # that she left nobody knew
    assert [each.name for each in alice.roster()] == ["Kim"]


def test_a_page_that_was_kept_is_shown_again_and_says_who_could_open_what(world: World, tmp_path: Path) -> None:
    with on_a_day(4):
        scans.scan(world.alice, scans.Files({"hr/a.txt": ("1", [SSN])}), tmp_path / "share")
    take_snapshot(world.alice)
    world.alice.close()
    asked = AsOf(TODAY, TODAY)  # the day is not over: the door itself does not ask
    with WorkspaceThen(world.alice, asked) as kept:
        status = show_status(kept, on=TODAY)
        assert status.content["total"] >= 1 and kept.exposures()
        assert [each.name for each in show_exposure(kept)] == ["share/hr"]
        made = report_status(kept, on=TODAY)
        assert "social-security-number" in {row.category for row in made.rows}
    with then(world.alice, 6) as early:
        assert report_status(early).on == TODAY - 6 * DAYS and not report_status(early).rows


def test_changes_name_what_turned_and_who_did_it(world: World, tmp_path: Path) -> None:
    with on_a_day(9):
        scans.scan(world.alice, scans.Files({"a.txt": ("1", [SSN])}), tmp_path / "share")
        world.alice.set_fact("employees_total", 10)
    world.alice.record("facts-declared", world.alice.organisation, {"facts": ["employees_total"]})
    scans.scan(world.alice, scans.Files({"a.txt": ("1", [SSN]), "b.txt": ("2", [MAIL])}), tmp_path / "share")
    world.alice.set_fact("employees_total", 12)
    found = show_changes(world.alice, TODAY - 3 * DAYS)
    assert found.held is not None and found.held.total("new") == 1 and not found.is_first
    assert [(each.name, each.before, each.after) for each in found.facts] == [("employees_total", 10, 12)]
    assert found.by_who["alice"] >= 1 and any(each.act.action == "facts-declared" for each in found.acts)
    first = show_changes(world.alice, TODAY - 12 * DAYS)
    assert first.is_first and "met first, not new" in first.said
    with pytest.raises(InvalidInput, match="does not lie before"):
        show_changes(world.alice, TODAY, TODAY - DAYS)


def test_nobody_sees_another_organisation_as_of_a_day(world: World, tmp_path: Path) -> None:
    with on_a_day(5):
        scans.scan(world.alice, scans.Files({"a.txt": ("1", [SSN])}), tmp_path / "share")
        world.alice.set_fact("employees_total", 10)
    with then(world.charlie, 3) as theirs:
        assert theirs.findings() == () and theirs.facts() == {} and theirs.evidence()[0] == ()
    with then(world.bob, 3) as ours:
        assert len(ours.findings()) == 1


def test_tasks_stand_as_their_events_of_then_made_them(world: World) -> None:
    alice = world.alice
    wanted = Planned("hang", "Hang it, 100 % of it", ("rule-1",), Role.PRIVACY_PERSON, "statement", Severity.HIGH)
    with on_a_day(9):
        alice.settle_tasks([wanted], {}, on=TODAY - 9 * DAYS, stamp="first")
    with on_a_day(2):
        alice.settle_tasks([], {}, on=TODAY - 2 * DAYS, stamp="second")
    with then(alice, 5) as there:
        assert [(each.ident, each.title) for each in there.task_list().tasks] == [("hang", wanted.title)]
        assert there.task("hang")[0].ident == "hang" and there.task_words(["hang"]) == {"hang": wanted.title}
    with then(alice, 12) as before:
        assert before.task_list().tasks == ()


def test_what_was_found_since_is_there_for_a_day_that_is_read_again(world: World, tmp_path: Path) -> None:
    files = scans.Files({"old.txt": ("1", [SSN])})
    with then(world.alice, 10, known=0) as nothing:
        assert nothing.findings() == ()
    with on_a_day(1):
        scans.scan(world.alice, files, tmp_path / "share")
    from bailee.store.models import ScannedFile

    with world.alice.transaction():
        world.alice._rows(ScannedFile).update(modified_ns=int((datetime.now(UTC) - 30 * DAYS).timestamp() * 1e9))
    with then(world.alice, 10, known=0) as since:
        assert len(since.findings()) == 1


def test_incidents_and_their_sheets_are_those_of_the_day(world: World, tmp_path: Path) -> None:
    alice = world.alice
    with on_a_day(9):
        scans.scan(alice, scans.Files({"a.txt": ("1", [SSN])}), tmp_path / "share")
    with on_a_day(6):
        ident = reported(alice)
    with on_a_day(3), alice.transaction():
        alice.add_incident_act(ident, "closed", {"grounds": "It was found"})
    with then(alice, 8) as before:
        assert before.incidents() == ()
    with then(alice, 5) as open_then:
        (incident,) = open_then.incidents()
        sheet = incident_sheet(open_then, ident)
        assert incident.is_open and sheet.lost.findings == 1 and sheet.made_at == open_then.as_of.end
    with then(alice, 2) as closed:
        assert not closed.incident(ident).is_open


def test_printed_sheets_are_those_that_had_been_printed(world: World, tmp_path: Path) -> None:
    alice = world.alice
    with on_a_day(9):
        scans.scan(alice, scans.Files({"a.txt": ("1", [SSN])}), tmp_path / "share")
    with on_a_day(6):
        ident = reported(alice)
        first = print_sheet(alice, ident)
    with on_a_day(3):
        print_sheet(alice, ident)
    with then(alice, 5) as early:
        assert [each.number for each in printed_sheets(early, ident)] == [1]
        assert read_sheet(early, ident)[1] == first
    with then(alice, 2) as late:
        assert [each.number for each in printed_sheets(late, ident)] == [2, 1]


def test_what_counsel_marked_since_is_shut_as_of_the_days_before(world: World, tmp_path: Path) -> None:
    alice = world.alice
    with on_a_day(9):
        scans.scan(alice, scans.Files({"a.txt": ("1", [SSN])}), tmp_path / "share")
    with on_a_day(6):
        ident = reported(alice)
    with then(world.bob, 5) as seen:
        assert [each.ident for each in seen.incidents()] == [ident]
    mark_privileged(alice, ident)
    with then(world.bob, 5) as shut:
        assert shut.incidents() == () and [each.ident for each in shut.privileged_incidents()] == [ident]
        with pytest.raises(NotAllowed, match="privileged"):
            shut.incident(ident)
    with then(alice, 5) as owner:
        assert owner.incident(ident).ident == ident


def test_requests_are_those_of_the_day_with_the_days_that_ran_then(world: World) -> None:
    alice = world.alice
    with on_a_day(6):
        day = asking.today()
        made = receive_request(
            alice, ["access"], Contact("Pat", "pat@example.org"), "mail", received_on=day, on=day, lives_in="DE"
        )
    with on_a_day(3):
        withdraw_request(alice, made.ident, on=asking.today(), why="settled")
    with then(alice, 8) as before:
        assert list_requests(before, before.as_of.on) == ()
    with then(alice, 5) as open_then:
        (line,) = list_requests(open_then, open_then.as_of.on)
        assert line.state.is_open and line.due is not None
        assert show_request(open_then, made.ident, open_then.as_of.on).is_open
        assert request_figures(open_then, open_then.as_of.on.year, open_then.as_of.on).received == 1
    with then(alice, 2) as over:
        assert not list_requests(over, over.as_of.on)[0].state.is_open
    with then(world.charlie, 2) as theirs:
        assert list_requests(theirs, theirs.as_of.on) == ()


def test_reports_are_those_that_had_been_made(world: World, tmp_path: Path) -> None:
    with on_a_day(4):
        scans.scan(world.alice, scans.Files({"a.txt": ("1", [SSN])}), tmp_path / "share")
        day = asking.today()
        made = make_report(world.alice, "technical-list", Period(day - 7 * DAYS, day), forms=["html"]).kept
    with then(world.alice, 6) as before:
        assert reports(before) == ()
    with then(world.alice, 2) as after:
        assert [each.ident for each in reports(after)] == [made.ident]


def test_each_table_that_is_appended_has_a_time_and_what_keeps_no_past_says_why() -> None:
    from django.apps import apps

    by_rule = {model._meta.db_table: rule_of(model) for model in apps.get_app_config("store").get_models()}
    timeless = {model._meta.db_table for model in APPEND_ONLY if by_rule[model._meta.db_table] == "of now"}
    assert timeless <= NOT_KEPT.keys()
    assert {*LEARNED, *HAPPENED} <= by_rule.keys()
    assert all(by_rule.get(table, "of now") == "of now" and why for table, why in NOT_KEPT.items())


@pytest.mark.parametrize(("on", "known", "says"), [
    (TODAY, None, "is not over"), (date(1999, 1, 1), None, "before any record"), (TODAY - DAYS, TODAY + DAYS, "nobody knows"),
])  # fmt: skip
def test_days_that_make_no_sense_are_refused_in_words(on: date, known: date | None, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        as_of(on, known)
