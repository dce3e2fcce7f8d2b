"""The surveillance notice answers each line of each law where people work, or names the question that fills it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bailee import notices
from bailee.inventory import Holding, PeopleRange, ProcessingActivity
from bailee.monitoring.register import Declaration, Entry, register
from bailee.monitoring.traces import Sort, Trace
from bailee.notices.items import items_of
from bailee.notices.versions import Notice
from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.vocabulary import LawfulBasis, SubjectCategory

ON = date(2026, 11, 26)
KIND = "workplace-surveillance-notice"
STAFF = (SubjectCategory.EMPLOYEE,)
FOUND = tuple(Holding(each, STAFF[0], ("nvr",), PeopleRange(3, 4), 3) for each in ("camera-footage", "payroll"))
CAMERAS = ProcessingActivity(
    "Cameras", (("protection of premises", LawfulBasis.LEGITIMATE_INTERESTS),), ("camera-footage",), STAFF, retention="30 days"
)  # fmt: skip
ANSWERS: dict[str, object] = {
    "monitoring_continuity": "all the time",
    "monitoring_period": "without end",
    "monitoring_disclosure": "the police, after a crime",
    "records_in_private_places": False,
}


def frigate(since: date | None = date(2026, 1, 1)) -> Entry:
    seen = Trace("frigate", Sort.RECORDING, "nvr", "scan", 900, since, since)
    said = Declaration("frigate", "Frigate", (("protection of premises", None),), STAFF, ("camera",), since=since)
    (entry,) = register([seen], [said], on=ON)
    return entry


def draft(
    place: str, facts: dict[str, object] | None = None, contact: str = "P. Lind", tool: Entry | None = None
) -> Notice:
    declared = {
        "employees_by_state": {place: 12},
        "monitors_email": True,
        "has_cctv": True,
        **(ANSWERS if facts is None else facts),
    }
    return notices.draft(
        KIND, organisation="Harbour Dental", contact=contact, holdings=FOUND, activities=[CAMERAS],
        obligations=evaluate(facts_from(FOUND, declared), on=ON), on=ON, tools=[tool or frigate()], facts=declared,
    )  # fmt: skip


def text(notice: Notice) -> str:
    return " ".join(notices.render(notice, ".txt").decode().split())


LAWS = {
    "AU-ACT": ("mon-au-act-notice", 8),
    "AU-NSW": ("mon-au-nsw-notice", 5),
    "US-NY": ("mon-us-ny-52c", 1),
    "US-CT": ("mon-us-ct-31-48d", 1),
    "US-DE": ("mon-us-de-705", 1),
    "US-ME": ("mon-us-me-ld61", 5),
}


@pytest.mark.parametrize("place", LAWS)
def test_each_line_of_the_law_of_the_place_is_found_and_stands_in_the_notice(place: str) -> None:
    notice = draft(place)
    law, lines = LAWS[place]
    assert [item.law for item in notice.items] == [law] * lines
    assert not notice.missing
    said = text(notice)
    assert all(" ".join(item.words.split()) in said for item in notice.items)


@pytest.mark.parametrize(
    ("without", "part"),
    [
        ("monitoring_continuity", "continuity"),
        ("monitoring_period", "period"),
        ("monitoring_disclosure", "purposes"),
    ],
)
def test_what_nobody_answered_is_missing_with_the_command_that_takes_the_answer(without: str, part: str) -> None:
    notice = draft("AU-ACT", {name: value for name, value in ANSWERS.items() if name != without})
    (item,) = notice.missing
    assert item.part == part
    assert item.questions[0].command.startswith(f"bailee declare organisation --set {without}=")
    assert "not stated yet" in text(notice)


def test_a_tool_of_which_nobody_knows_since_when_and_no_contact_are_missing_too() -> None:
    missing = draft("AU-ACT", contact="", tool=frigate(None)).missing
    assert [item.part for item in missing] == ["start", "consult"]


def test_the_words_that_new_york_prescribes_stand_in_it_there_alone() -> None:
    words = "may be subject to monitoring at any and all times and by any lawful means."
    assert words in text(draft("US-NY")) and words not in text(draft("US-CT"))


def test_pictures_in_private_places_go_to_counsel_in_maine() -> None:
    (item,) = draft("US-ME", ANSWERS | {"records_in_private_places": True}).missing
    assert item.part == "private-places" and not item.questions[0].command


def test_a_line_that_a_law_gains_later_is_missing_until_somebody_writes_the_part() -> None:
    (asked,) = draft("US-CT").snapshot.asked
    *_, new = items_of(KIND, [replace(asked, lines=(*asked.lines, "the colour of the camera"))], {})
    assert not new.is_found and "the colour of the camera" in new.questions[0].text


def test_nothing_but_watching_is_named_and_the_bytes_stay_the_same() -> None:
    assert set(draft("US-NY").snapshot.purposes) == {"camera-footage"} and "Pay, deductions" not in text(draft("US-NY"))
    for form in notices.rendered_forms():
        assert notices.render(draft("AU-ACT"), form) == notices.render(draft("AU-ACT"), form)
