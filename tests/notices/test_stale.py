"""What makes a served notice stale, whom that touches, what the clauses that mend it say; and what a new version voids."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bailee.inventory import Holding, PeopleRange, ProcessingActivity
from bailee.notices import Notice, draft
from bailee.notices.causes import Sort, causes, footing_of
from bailee.notices.choices import Choice, Step, still_counts, suggested, whom
from bailee.notices.comparison import ChangeState, compare
from bailee.notices.stale import clauses_for, stale
from bailee.notices.stops import StopSort, stops
from bailee.operations.draft_notice import content_of
from bailee.rendering import from_data
from bailee.vocabulary import LawfulBasis, SubjectCategory

ON = date(2026, 11, 26)
EMPLOYEE, CONTRACTOR = SubjectCategory.EMPLOYEE, SubjectCategory.CONTRACTOR
KIND = "employee-privacy-notice"
PAY = ProcessingActivity(
    "Payroll", (("paying wages", LawfulBasis.CONTRACT),), ("payroll",), (EMPLOYEE,), retention="7 years"
)
PAID = Holding("payroll", EMPLOYEE, ("hr/pay",), PeopleRange(41, 44), 3)
CAMERAS = Holding("camera-footage", EMPLOYEE, ("cam/a", "cam/b", "cam/c"), PeopleRange(41, 44), 900)


def notice(*holdings: Holding, activities: tuple[ProcessingActivity, ...] = (PAY,), **more: Any) -> Notice:
    return draft(
        KIND, organisation="Acme", contact="P. Lind", holdings=holdings, activities=activities, obligations=(), on=ON, **more
    )  # fmt: skip


def served(*holdings: Holding, **more: Any) -> dict[str, Any]:
    return content_of(notice(*holdings, **more))


def test_nothing_new_leaves_a_served_notice_as_it_is() -> None:
    assert stale(served(PAID), notice(PAID)) == ()
    assert stale(served(PAID, CAMERAS), notice(PAID)) == ()  # what is gone makes it longer than it need be, not silent


def test_a_kind_that_was_found_makes_it_stale_and_its_clause_is_drafted() -> None:
    content, today = served(PAID), notice(PAID, CAMERAS)
    (cause,) = stale(content, today)
    assert (cause.sort, cause.category, cause.subjects) == (Sort.KIND, "camera-footage", frozenset({EMPLOYEE}))
    assert cause.says == "camera footage: found in 3 data stores, of 41–44 people"
    added = [line for change in clauses_for(content, today, (cause,)) for line in change.added]
    assert any("cameras at our premises" in line for line in added)


def test_a_recipient_a_purpose_and_a_service_make_it_stale_and_a_longer_time_does_not() -> None:
    told = ProcessingActivity(
        "Payroll", (("paying wages", LawfulBasis.CONTRACT), ("planning shifts", None)), ("payroll",), (EMPLOYEE,),
        recipients=("Northgate IT",), retention="9 years",
    )  # fmt: skip
    lying = Holding("payroll", EMPLOYEE, ("acme.example (microsoft365)/hr",), PeopleRange(41, 44), 3)
    services = {"acme.example (microsoft365)": "Microsoft 365"}
    found = stale(served(PAID), notice(lying, activities=(told,), services=services))
    assert [(each.sort, each.name) for each in found] == [
        (Sort.PURPOSE, "planning shifts"),
        (Sort.RECIPIENT, "Northgate IT"),
        (Sort.SERVICE, "Microsoft 365"),
    ]
    assert (
        stale(
            served(lying, activities=(told,), services=services), notice(lying, activities=(told,), services=services)
        )
        == ()
    )
    kept = [
        each
        for each in causes(footing_of(served(PAID)), footing_of(served(PAID, activities=(told,))))
        if each.sort is Sort.KEPT
    ]
    assert [each.says for each in kept] == ["payroll: now kept “9 years” (was “7 years”)"] and not kept[0].is_more


def test_what_the_words_name_already_is_mentioned_whoever_wrote_them() -> None:
    content = served(PAID)
    content["document"]["blocks"].append({"is": "paragraph", "text": "Northgate IT looks after it.", "strong": False})
    told = ProcessingActivity(
        "Payroll", PAY.purposes, ("payroll",), (EMPLOYEE,), recipients=("Northgate IT",), retention="7 years"
    )
    assert stale(content, notice(PAID, activities=(told,))) == ()


def test_a_version_of_before_that_kept_purposes_alone_is_held_against_today_too() -> None:
    old = {"purposes": {"payroll": ["paying wages"]}}
    assert stale(old, notice(PAID)) == ()
    assert [each.category for each in stale(old, notice(PAID, CAMERAS))] == ["camera-footage"]


def test_versions_are_compared_clause_by_clause_with_their_causes() -> None:
    before, after = served(PAID), served(PAID, CAMERAS)
    found = causes(footing_of(before), footing_of(after))
    changes = compare(from_data(before["document"]).blocks, from_data(after["document"]).blocks, found)
    named = [each for each in changes if each.causes]
    assert named and all(each.is_changed for each in named)
    assert any(each.says.endswith("camera footage: found in 3 data stores, of 41–44 people") for each in named)
    assert any(each.state is ChangeState.SAME for each in changes)
    back = causes(footing_of(after), footing_of(before))
    assert [each.is_gone for each in back] == [True] and suggested(back)[0] is Choice.MINOR


def test_a_material_version_is_about_those_whom_its_causes_touch() -> None:
    cleaners = Holding("camera-footage", CONTRACTOR, ("cam/a",), PeopleRange(3, 3), 9)
    found = stale(served(PAID), notice(PAID, cleaners))
    assert whom(found) == {CONTRACTOR} and suggested(found) == (Choice.MATERIAL, "because a new kind is named")
    steps = (Step(1, Choice.MATERIAL), Step(2, Choice.MATERIAL, whom(found)))
    assert still_counts(1, steps, EMPLOYEE) and not still_counts(1, steps, CONTRACTOR)
    assert not still_counts(1, (*steps, Step(3, Choice.MATERIAL)), EMPLOYEE)  # about everybody


@pytest.mark.parametrize(
    ("content", "reviewed", "sorts"),
    [
        ({"purposes": {"payroll": ["paying wages"]}}, False, []),
        ({"purposes": {"medical-records": []}}, False, [StopSort.COUNSEL]),
        ({"purposes": {"keystroke-logs": []}}, False, [StopSort.COUNSEL]),
        ({"purposes": {"keystroke-logs": []}}, True, []),
        ({"purposes": {"scan-records": []}}, False, []),
        (
            {"purposes": {"payroll": []}, "facts": [{"category": "payroll", "grounds": ["consent"], "found": True}]},
            False,
            [StopSort.COUNSEL],
        ),
    ],
)
def test_what_is_for_counsel_before_it_is_for_anybody(
    content: dict[str, Any], reviewed: bool, sorts: list[StopSort]
) -> None:
    assert [stop.sort for stop in stops(KIND, content, is_reviewed=reviewed)] == sorts


def test_a_practice_that_is_easily_wrong_is_for_counsel_too() -> None:
    (stop,) = stops(
        "web-privacy-policy",
        {"purposes": {}},
        declared={"sells_personal_data": True, "makes_automated_decisions": False},
    )
    assert stop.sort is StopSort.COUNSEL and "sold" in stop.says and "counsel packet" in stop.command
