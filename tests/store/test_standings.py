"""Who signed, kept by a process: brought up to date it is what it would be if it were made anew; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from bailee.errors import NotAllowed
from bailee.operations import show_sign_offs as standings
from bailee.operations.show_sign_offs import GROUPS, chosen, show_sign_offs, versions_that_are_signed
from bailee.rosters import Details
from bailee.store.rows.roster import RosterDraft
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from world import World

KIND = "employee-privacy-notice"
TODAY = datetime.now(UTC).astimezone().date()


def published(workspace: Workspace, *, language: str = "en", choice: str = "material") -> NoticeVersion:
    sha256 = f"{len(workspace.notices()):064x}"
    version = workspace.add_notice_version(KIND, {"purposes": {"payroll": ["paying wages"]}}, sha256, language=language)
    workspace.publish(
        KIND, version.version, language=language, choice=choice, why="a typing error" if choice == "minor" else ""
    )
    return workspace.notice_version(KIND, version.version, language)


def people(workspace: Workspace, *names: str) -> None:
    drafts = [
        RosterDraft(SubjectCategory.EMPLOYEE, Details(name, number=name, department=name[0], manager="K. Roe" if number % 2 else ""))
        for number, name in enumerate(names)
    ]  # fmt: skip
    workspace.save_roster(drafts)


def of(workspace: Workspace, name: str) -> str:
    return next(each.ident for each in workspace.roster() if each.name == name)


def ask(workspace: Workspace, version: NoticeVersion, *names: str, due: date | None = None) -> None:
    asked = [each for each in workspace.roster() if each.name in names]
    workspace.ask_to_sign(version, asked, due_on=due, asks_check=False)


def sign(workspace: Workspace, version: NoticeVersion, name: str) -> None:
    workspace.record_sign_off(version, name, identified_by="paper", statement="read", person=of(workspace, name))
    for each in workspace.sign_requests(version):
        if each.person == of(workspace, name):
            workspace.note_signing(each, "signed")


def note(workspace: Workspace, version: NoticeVersion, name: str, act: str) -> None:
    (request,) = [each for each in workspace.sign_requests(version) if each.person == of(workspace, name)]
    workspace.note_signing(request, act, says="why?" if act in ("question", "answer") else "")


def told(workspace: Workspace, version: NoticeVersion) -> tuple[object, ...]:
    found = show_sign_offs(workspace, version)
    counted = {state: found.count(state) for state in standings.STATES}
    return (
        found.rows,
        counted,
        {what: found.by(what) for what in GROUPS},
        found.questions,
        found.over_time(TODAY + timedelta(9)),
    )


Act = Callable[[Workspace, NoticeVersion], object]
ACTS: dict[str, Act] = {
    "nothing": lambda workspace, version: None,
    "asked": lambda workspace, version: ask(workspace, version, "Pat", "Kim", "Ann", due=TODAY),
    "signed": lambda workspace, version: sign(workspace, version, "Pat"),
    "signed, and was never asked": lambda workspace, version: sign(workspace, version, "Lee"),
    "declined": lambda workspace, version: note(workspace, version, "Kim", "declined"),
    "asked a question": lambda workspace, version: note(workspace, version, "Ann", "question"),
    "was answered": lambda workspace, version: note(workspace, version, "Ann", "answer"),
    "withdrawn": lambda workspace, version: note(workspace, version, "Ann", "withdrawn"),
    "asked again": lambda workspace, version: ask(workspace, version, "Ann", due=TODAY - timedelta(1)),
    "came": lambda workspace, version: people(workspace, "New"),
    "left": lambda workspace, version: workspace.end_roster_person(of(workspace, "Ann"), TODAY),
    "signed a version after it": lambda workspace, version: sign(workspace, published(workspace, choice="minor"), "Lee"),
}  # fmt: skip


def test_what_is_kept_is_brought_up_to_date_by_each_thing_that_happens(world: World) -> None:
    alice = world.alice
    people(alice, "Pat", "Kim", "Ann", "Lee")
    version = published(alice)
    for what, act in ACTS.items():
        act(alice, version)
        kept = told(alice, version)
        standings._kept.clear()
        assert kept == told(alice, version), what
    rows = {row.person.name: row.state for row in show_sign_offs(alice, version).rows}
    assert rows == {"Pat": "signed", "Kim": "declined", "Lee": "signed", "New": "not-asked"}
    assert [row.person.name for row in show_sign_offs(alice, version).rows] == ["Kim", "Lee", "New", "Pat"]
    newer = show_sign_offs(alice, alice.notice_version(KIND))  # it changes nothing, so what was signed counts
    assert {row.person.name for row in newer.rows if row.state == "signed"} == {"Pat", "Lee"}


def test_only_rows_of_whom_something_was_noted_are_made_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = world.alice
    people(alice, "Pat", "Kim", "Ann")
    version = published(alice)
    ask(alice, version, "Pat", "Kim", "Ann")
    before = show_sign_offs(alice, version)
    assert show_sign_offs(alice, version) is before
    monkeypatch.setattr(Workspace, "directory", lambda workspace: pytest.fail("no name is opened again"))
    note(alice, version, "Kim", "declined")
    after = show_sign_offs(alice, version)
    assert [one is other for one, other in zip(before.rows, after.rows, strict=True)] == [True, False, True]


def test_a_due_day_that_is_over_is_seen_on_the_day_after(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = world.alice
    people(alice, "Pat")
    version = published(alice)
    ask(alice, version, "Pat", due=TODAY)
    assert show_sign_offs(alice, version).count("waiting") == 1
    monkeypatch.setattr(standings, "now", lambda: datetime.now(UTC) + timedelta(days=1))
    assert show_sign_offs(alice, version).count("overdue") == 1


def test_groups_are_chosen_and_other_organisations_and_roles_see_nothing_of_it(world: World) -> None:
    alice = world.alice
    people(alice, "Pat", "Kim", "Ann")
    version = published(alice)
    sign(alice, version, "Kim")
    rows = show_sign_offs(alice, version).rows
    assert [row.person.name for row in chosen(rows, state="open")] == ["Ann", "Pat"]
    assert [row.person.name for row in chosen(rows, state="signed", department="K")] == ["Kim"]
    assert [row.person.name for row in chosen(rows, manager="K. Roe")] == ["Kim"]
    assert versions_that_are_signed(world.charlie) == ()
    with pytest.raises(NotAllowed):
        show_sign_offs(world.bob, version)


def test_a_version_of_a_notice_to_others_is_signed_where_somebody_was_asked(world: World) -> None:
    alice = world.alice
    alice.add_notice_version("cctv-sign", {"purposes": {}}, "c" * 64)
    alice.publish("cctv-sign", 1)
    people(alice, "Pat")
    assert versions_that_are_signed(alice) == ()
    ask(alice, alice.notice_version("cctv-sign"), "Pat")
    assert [each.kind for each in versions_that_are_signed(alice)] == ["cctv-sign"]
