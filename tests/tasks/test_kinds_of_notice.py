"""Each kind of notice is a task where a rule asks for it: of what it speaks about, and as people meet it."""

from __future__ import annotations

from datetime import date

import pytest

from bailee import notices
from bailee.notices.items import asking
from bailee.obligations.evaluate import Obligation, evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import rules_by_ident
from bailee.tasks import Cell, Sight, plan
from bailee.tasks.days_off import falls_on
from bailee.tasks.sight import Kind, Retained
from bailee.tasks.steps import table
from bailee.vocabulary import STAFF

DAY = date(2026, 11, 26)
FACTS = {
    "employees_by_state": {"US-NY": 20, "US-CT": 3, "US-DE": 3, "US-CA": 300, "US-ME": 3, "AU-ACT": 3, "DE": 3, "US-IL": 3},
    "resident_states": ["US-CA", "US-NY"], "establishment_countries": ["US", "DE", "AU"], "monitors_email": True,
    "monitors_web_use": True, "monitors_phone_use": True, "records_calls": True, "has_cctv": True, "collects_web_personal_data": True,
    "has_website": True, "targets_eu_or_uk_people": True, "annual_revenue": 40_000_000, "holds_consumer_data": True, "consumer_states": ["US-CA", "US-WA"], "keeps_web_logs": True, "holds_applicant_records": True,
    "uses_ai_hiring_tools": True, "has_patients": True, "is_hipaa_covered_entity": True, "holds_phi": True, "holds_consumer_health": True, "sponsors_health_plan": True,
}  # fmt: skip
LEFT_OUT = {
    each for each in notices.kinds() if each.startswith("breach-letter")
}  # of an incident: its tasks tell people
SPECIAL = sorted(notices.kinds().keys() - notices.planned().keys() - LEFT_OUT)


def owed() -> tuple[Obligation, ...]:
    facts = facts_from((), FACTS)
    return evaluate(facts, on=DAY)


def kind_of(ident: str, obligations: tuple[Obligation, ...]) -> Kind:
    module = notices.kinds()[ident]
    rules = asking(ident, rules_by_ident(), module.AUDIENCE, FACTS)
    audience = frozenset(each.value for each in module.AUDIENCE)
    only = frozenset(rules) & {each.ident for each in obligations}
    return Kind(ident, audience, bool(module.AUDIENCE & STAFF), only, getattr(module, "CATEGORIES", None))


@pytest.mark.parametrize("ident", SPECIAL)
def test_a_kind_that_one_sort_of_law_asks_for_is_drafted_reviewed_and_brought_to_people(ident: str) -> None:
    obligations = owed()
    kind = kind_of(ident, obligations)
    assert kind.only, ident
    about = [each for each in ("web-history", "camera-footage", "call-recordings", "email-address", "job-applications", "medical-records", "health-insurance") if kind.categories is None or each in kind.categories]  # fmt: skip
    cells = [Cell(category, subject, category) for category in about for subject in sorted(kind.audience)]
    made = {each.ident: each for each in plan(obligations, Sight(DAY, {cell.ident: cell for cell in cells}, (kind,)))}
    assert f"draft-{ident}" in made and f"review-{ident}" in made, ident
    assert set(made[f"draft-{ident}"].obligations) <= kind.only
    last = {"hung": "hang", "said": "say", "shown": "show"}.get(table().reached.get(ident, ""), "")
    reached = {step for step in ("sign", "send", "hang", "say", "show") if f"{step}-{ident}" in made}
    assert reached == {last or ("sign" if kind.is_for_staff else "send")}
    assert kind.words in made[f"{next(iter(reached))}-{ident}"].title


def test_a_kind_that_no_rule_here_asks_for_is_nobodys_task() -> None:
    obligations = owed()
    kind = kind_of("cctv-sign", obligations)
    cells = {"web-history|employee": Cell("web-history", "employee", "web history")}  # and no film
    assert not [each for each in plan(obligations, Sight(DAY, cells, (kind,))) if each.about == "cctv-sign"]


@pytest.mark.parametrize(
    ("found_on", "due", "said"),
    [
        (date(2026, 11, 25), date(2026, 12, 25), "a public holiday (Christmas Day): act before it"),
        (date(2026, 11, 24), date(2026, 12, 24), ""),
        (date(2026, 11, 28), date(2026, 12, 28), ""),  # a Monday
    ],
)
def test_a_day_of_a_law_that_is_a_public_holiday_there_says_so_and_stays(found_on: date, due: date, said: str) -> None:
    facts = facts_from((), {"resident_states": ["US-NY"], "holds_ssn": True})
    made = {each.ident: each for each in plan(evaluate(facts, on=DAY), Sight(DAY, incident_on=found_on))}
    found = made["notify-breach-us-ny"].due
    assert found is not None and found.on == due and found.is_law
    assert said in found.source if said else "holiday" not in found.source


@pytest.mark.parametrize("place", ["", "XX", "EU", "US-XY", "ZZ", "GB", "UK", "CA-QC", "AU-ACT", "DE-BE"])
def test_a_place_of_which_no_holidays_are_known_has_none(place: str) -> None:
    assert falls_on(date(2026, 12, 25), place) in ({""} if place in ("", "XX", "EU", "ZZ") else {"Christmas Day"})
    assert falls_on(date(2026, 11, 24), place) == ""


def test_what_lies_longer_than_a_law_says_is_due_by_the_law() -> None:
    lying = Retained("older-than-law-1", "Erase 2 films, older than 3 days", "Kept 90 days.", ("ret-eu-cctv",), ("EDPB",), 2, due=date(2026, 3, 1), due_by="3 days")  # fmt: skip
    (task,) = plan((), Sight(DAY, retained=(lying,)))
    assert task.title == "Erase 2 films, older than 3 days" and task.due and task.due.is_law
    assert task.closes == "departure-cleared" and task.obligations == ("ret-eu-cctv",)
