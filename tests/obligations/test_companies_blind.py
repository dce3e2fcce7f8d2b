"""Described companies owe what somebody derived for them from the rules alone, and nothing else; and what that turned up."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bailee.obligations.definitions import definitions
from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from

COMPANIES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "companies_blind.toml").read_text("utf-8"))[
    "company"
]
DAY = date(2026, 11, 26)


def states(**facts):
    return {o.ident: o.state.value for o in evaluate(facts_from((), facts), on=DAY)}


@pytest.mark.parametrize("company", COMPANIES, ids=[company["name"] for company in COMPANIES])
def test_a_company_owes_what_was_derived_from_the_rules_alone_and_nothing_else(company):
    asked = {name for name, each in definitions().items() if each.type == "bool"} - set(company["unknown"])
    facts = facts_from((), {name: name in company["yes"] for name in asked} | company["facts"])
    assert not facts.contradictions
    obligations = [o for o in evaluate(facts, on=DAY) if o.is_law and o.ident not in company.get("unsure", ())]
    assert {o.ident for o in obligations if o.applies} == set(company["owes"])
    assert {o.ident for o in obligations if o.state.value == "to-decide"} == set(company["open"])


@pytest.mark.parametrize(("federal", "wanted"), [(True, None), (False, "applies")])
def test_a_federal_work_is_outside_the_laws_of_the_provinces(federal, wanted):
    facts = {"employees_by_state": {"CA-ON": 60, "CA-AB": 9}, "monitors_workers": True, "is_public_body": False}
    got = states(**facts, is_federal_work=federal)
    assert [got.get(rule) for rule in ("mon-ca-on-policy", "mon-ca-bc-ab", "breach-ca-ab")] == [wanted] * 3


@pytest.mark.parametrize(("place", "wanted"), [("CA-QC", None), ("CA-ON", "applies")])
def test_a_register_of_breaches_is_kept_under_the_federal_act_where_that_act_holds(place, wanted):
    facts = {"employees_by_state": {place: 30}, "resident_states": [place], "consumer_states": [place]}
    got = states(**facts, keeps_breach_register=True, is_federal_work=False)
    assert (got.get("ret-ca-breach"), got.get("breach-ca-pipeda")) == (wanted, wanted)


def test_a_nonprofit_is_outside_the_ftc_act():
    facts = {"employees_by_state": {"US-VT": 45}, "holds_consumer_data": True}
    assert states(**facts, is_nonprofit=False, is_public_body=False)["saf-us-ftc5"] == "applies"
    assert "saf-us-ftc5" not in states(**facts, is_nonprofit=True)


BROKER = {"employees_by_state": {"US-NV": 30}, "has_customers": False, "holds_consumer_data": True, "annual_revenue": "USD 40000000", "sells_personal_data": True}  # fmt: skip


def test_consumers_in_the_data_need_not_be_customers():
    assert states(**BROKER)["spd-state-ca"] == "to-decide"  # where they live was not said
    facts = facts_from((), {**BROKER, "consumer_states": ["US-CA"]})
    assert not facts.contradictions and facts["has_customers"] is False
    assert {o.ident for o in evaluate(facts, on=DAY) if o.applies} >= {"spd-state-ca", "ntc-us-ca-7012"}


def test_who_says_that_no_customers_are_people_and_where_they_live_contradicts_himself():
    facts = facts_from((), {"employees_total": 5, "has_customers": False, "consumer_states": ["US-CA"]})
    assert [each.fact for each in facts.contradictions] == ["has_customers"]


@pytest.mark.parametrize("place", ["US-TX", "US-NE", "US-FL"])
@pytest.mark.parametrize(("sells", "wanted"), [(True, "applies"), (False, None)])
def test_a_small_business_may_not_sell_sensitive_data_without_consent_either(place, sells, wanted):
    facts = {"employees_by_state": {place: 9}, "consumer_states": [place], "holds_consumer_data": True}
    facts |= {"is_sba_small_business": True, "annual_revenue": "USD 900000", "holds_consumer_health": True}
    assert states(**facts, sells_personal_data=sells).get(f"spd-state-{place[-2:].lower()}") == wanted


PLAN = ("spd-hipaa-scope", "spd-hipaa-security", "breach-us-hipaa", "ntc-us-hipaa-npp")
SPONSOR = {"employees_by_state": {"US-OH": 200}, "is_hipaa_covered_entity": False, "is_hipaa_business_associate": False, "has_patients": False}  # fmt: skip


def test_a_self_insured_health_plan_is_a_covered_entity_and_its_sponsor_is_none():
    sponsor = {**SPONSOR, "sponsors_health_plan": True, "holds_ssn": True}
    assert {states(**sponsor)[rule] for rule in PLAN} == {"to-decide"}
    held = states(**sponsor, holds_ephi=True)
    assert {held[rule] for rule in PLAN} == {"applies"}
    assert held["breach-us-oh"] == "applies"  # its exemption is the covered entity's
    for facts in ({"sponsors_health_plan": False}, {**sponsor, "is_health_plan_small_and_self_run": True}):
        assert not set(PLAN) & set(states(**{**SPONSOR, **facts}))


def test_an_exemption_of_the_whole_act_lifts_its_security_rule_too():
    facts = {"employees_by_state": {"US-NM": 30}, "holds_ssn": True, "is_hipaa_business_associate": False}
    firm = states(**facts, is_hipaa_covered_entity=False, is_glba_financial_institution=False)
    assert (firm["saf-us-nm"], firm["breach-us-nm"]) == ("applies", "applies")
    clinic = states(**facts, is_hipaa_covered_entity=True)
    assert not {"saf-us-nm", "breach-us-nm"} & set(clinic)


@pytest.mark.parametrize(
    ("place", "rule"), [("US-VA", "spd-ssn-va"), ("US-MO", "spd-ssn-mo"), ("US-MO", "ret-us-eeoc")]
)
def test_rules_on_private_persons_leave_out_public_bodies(place, rule):
    facts = {"employees_by_state": {place: 40}, "holds_ssn": True}
    assert rule in states(**facts, is_public_body=False) and rule not in states(**facts, is_public_body=True)


def test_a_no_of_medical_information_that_patients_overrule_says_nothing_of_the_staff():
    said = {
        "employees_by_state": {"US-NE": 28},
        "holds_medical": False,
        "holds_sud_treatment": True,
        "has_patients": True,
    }
    facts = facts_from((), said)
    assert facts["holds_medical"] is True and facts["holds_staff_medical"] is None
    assert [each.fact for each in facts.contradictions] == ["holds_medical"]
    assert {ident for ident, state in states(**said).items() if state == "applies"}.isdisjoint({"spd-ada", "spd-fmla"})
    assert states(**said | {"holds_medical": True})["spd-ada"] == "applies"
