"""Described companies owe what was derived for them by hand from the law tables."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from

COMPANIES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "companies.toml").read_text("utf-8"))[
    "company"
]


@pytest.mark.parametrize("company", COMPANIES, ids=[company["name"] for company in COMPANIES])
def test_a_company_owes_what_was_derived_by_hand(company):
    obligations = evaluate(facts_from((), company["facts"]), on=date(2026, 11, 25))
    state = {obligation.ident: obligation.state.value for obligation in obligations}
    wanted = dict.fromkeys(company["applies"], "applies")
    wanted |= dict.fromkeys(company.get("open", ()), "to-decide")
    wanted |= dict.fromkeys(company.get("coming", ()), "coming")
    wanted |= dict.fromkeys(company["not"], None)
    assert {ident: state.get(ident) for ident in wanted} == wanted


DESCRIBED: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "described.toml").read_text("utf-8"))[
    "company"
]


@pytest.mark.parametrize("company", DESCRIBED, ids=[company["name"] for company in DESCRIBED])
def test_a_described_company_owes_what_was_derived_by_hand_and_nothing_else(company):
    obligations = evaluate(facts_from((), company["facts"]), on=date(2026, 11, 25))
    assert {o.ident for o in obligations if o.applies} == set(company["owes"])
    waiting = {o.ident for o in obligations if o.state.value == "to-decide"}
    assert waiting >= set(company.get("open", ()))


def states(on=date(2026, 11, 25), **facts):
    return {o.ident: o.state.value for o in evaluate(facts_from((), facts), on=on)}


@pytest.mark.parametrize(
    ("rule", "below", "at", "facts"),
    [
        ("spd-ada", 14, 15, {"holds_medical": True}),
        ("spd-gina", 14, 15, {"holds_genetic": True}),
        ("spd-fmla", 49, 50, {"holds_leave_records": True}),
        ("ret-us-eeoc", 14, 15, {}),
        ("ret-us-adea", 19, 20, {}),
        ("ret-us-fmla", 49, 50, {"holds_leave_records": True}),
    ],
)
def test_the_number_of_employees_decides_at_its_boundary(rule, below, at, facts):
    assert rule not in states(employees_by_state={"US-OH": below}, **facts)
    assert states(employees_by_state={"US-OH": at}, **facts)[rule] == "applies"


def test_sixty_employees_spread_over_two_states_owe_fmla_until_it_is_known_that_no_fifty_are_near_each_other():
    spread = {"employees_by_state": {"US-OH": 40, "US-TX": 20}, "holds_leave_records": True}
    found = evaluate(facts_from((), spread), on=date(2026, 11, 25))
    fmla = next(each for each in found if each.ident == "spd-fmla")
    assert fmla.applies and "fewer than 50 employees within 75 miles of a worksite" in fmla.would_not_if
    assert states(**spread, max_employees_within_75_miles=50)["spd-fmla"] == "applies"
    assert "spd-fmla" not in states(**spread, max_employees_within_75_miles=49)


def test_twenty_four_staff_in_ontario_need_no_monitoring_policy():
    assert "mon-ca-on-policy" not in states(employees_by_state={"CA-ON": 24, "CA-BC": 10}, monitors_workers=True)


@pytest.mark.parametrize(("staff", "wanted"), [(19, None), (20, "applies")])
def test_twenty_people_constantly_processing_data_need_a_data_protection_officer_in_germany(staff, wanted):
    facts = {"employees_by_state": {"DE": 30}, "people_processing_data": staff, "is_information_broker": False}
    assert states(**facts, needs_impact_assessment=False).get("saf-de-dpo") == wanted
    assert states(**facts, needs_impact_assessment=True)["saf-de-dpo"] == "applies"  # whatever the number


def test_the_threshold_of_california_is_more_than_the_sum_not_the_sum():
    facts = {
        "employees_by_state": {"US-CA": 90},
        "is_nonprofit": False,
        "personal_records_by_state": {"US-CA": 99_999},
        "sells_personal_data": False,
    }
    assert "ntc-us-ca-7012" not in states(**facts, annual_revenue="USD 26625000")
    assert states(**facts, annual_revenue="USD 26625001")["ntc-us-ca-7012"] == "applies"
    facts["personal_records_by_state"] = {"US-CA": 100_000}
    assert states(**facts, annual_revenue="USD 1")["ntc-us-ca-7012"] == "applies"


def test_revenue_in_another_currency_than_the_law_counts_in_leaves_it_to_decide():
    got = states(
        employees_by_state={"AU-NSW": 3}, annual_revenue="USD 2500000", has_patients=False, sells_personal_data=False
    )
    assert got["ntc-au-app5"] == "to-decide"


def test_a_law_of_the_future_is_coming_with_its_date_and_applies_on_it():
    facts = {"consumer_states": ["US-OK"], "has_customers": True, "personal_records_by_state": {"US-OK": 100_000}}
    assert states(**facts)["spd-state-ok"] == "coming"
    assert "mon-us-ny-52c" not in states(on=date(2022, 5, 6), consumer_states=["US-TX"], employees_total=0)
    before = states(on=date(2022, 5, 6), employees_by_state={"US-NY": 5}, monitors_email=True)
    assert before["mon-us-ny-52c"] == "coming"
    assert (
        states(on=date(2022, 5, 7), employees_by_state={"US-NY": 5}, monitors_email=True)["mon-us-ny-52c"] == "applies"
    )
