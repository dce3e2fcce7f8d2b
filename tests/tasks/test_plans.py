"""What is to be done: each obligation gives its steps, with a day only where something gives one."""

from __future__ import annotations

import random
from datetime import date

import pytest

from bailee.errors import InvalidInput
from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import rules_by_ident
from bailee.permissions import Role
from bailee.tasks import Sight, Watching, plan
from bailee.tasks.proofs import closing
from bailee.tasks.steps import read, table
from tasks.laying import DAY, KINDS, cell, made, sight

WATCHED = {"employees_by_state": {"US-NY": 12}, "monitors_email": True, "keeps_web_logs": True}


def test_a_notice_that_many_rules_ask_for_is_one_chain_from_its_draft_to_the_last_signature() -> None:
    found = made(sight(cell("web-history"), cell("archived-mail")), **WATCHED)
    chain = [found[f"{step}-employee-privacy-notice"] for step in ("draft", "review", "publish", "sign")]
    assert [each.owner for each in chain] == [
        Role.PRIVACY_PERSON,
        Role.COUNSEL,
        Role.PRIVACY_PERSON,
        Role.PRIVACY_PERSON,
    ]
    assert [each.after for each in chain[1:]] == [(before.ident,) for before in chain[:-1]]
    assert {"mon-us-ny-52c", "bailee-inform"} <= set(chain[0].obligations)
    assert "send-employee-privacy-notice" not in found
    assert found["post-mon-us-ny-52c"].after == ("publish-employee-privacy-notice",)
    assert not any(each.startswith("tell-mon-us-ny-52c") for each in found)


def test_customers_are_sent_their_statement_and_sign_nothing() -> None:
    found = made(sight(cell("customer-billing", "customer")), has_customers=True)
    assert "send-customer-privacy-statement" in found and "sign-customer-privacy-statement" not in found


def test_a_breach_law_gives_a_day_once_there_is_an_incident_and_no_task_before_but_a_plan() -> None:
    facts = {"resident_states": ["US-NY", "US-AK"], "holds_ssn": True}
    before = made(**facts)
    assert not any(each.startswith("notify-") for each in before)
    assert {"breach-us-ny", "breach-us-ak"} <= set(before["incident-plan"].obligations)
    found = made(Sight(DAY, incident_on=date(2026, 10, 20)), **facts)
    due = found["notify-breach-us-ny"].due
    assert due is not None and due.on == date(2026, 11, 19) and "2026-10-20" in due.source


def test_no_day_is_invented_where_a_law_gives_no_number() -> None:
    found = made(Sight(DAY, incident_on=date(2026, 10, 20)), resident_states=["US-AK"], holds_ssn=True)[
        "notify-breach-us-ak"
    ]
    assert found.due is None
    assert "without unreasonable delay" in found.timing[0]


def test_a_law_that_is_coming_is_due_on_its_day() -> None:
    facts = {"consumer_states": ["US-OK"], "has_customers": True, "personal_records_by_state": {"US-OK": 200_000}}
    found = [each for each in made(**facts).values() if "spd-state-ok" in each.obligations]
    assert found and all(each.is_coming and each.due is not None and each.due.on == date(2027, 1, 1) for each in found)


def test_what_nobody_could_verify_gives_one_task_that_asks_counsel_and_no_other() -> None:
    found = made(employees_by_state={"DE": 4}, monitors_email=True, has_applicants=True, holds_applicant_records=True)
    unverified = {each.ident for each in rules_by_ident().values() if not each.is_verified}
    about = [each for each in found.values() if unverified & set(each.obligations)]
    assert about and all(each.owner is Role.COUNSEL and each.due is None for each in about)
    assert found["ask-ret-eu-applicants"].closes == "answer"
    asked = [each for each in found.values() if "mon-eu-gdpr-basis" in each.obligations and each.closes == "answer"]
    assert asked and {each.owner for each in asked} == {Role.COUNSEL}


def test_a_notice_has_to_lie_before_watching_begins() -> None:
    watching = Watching(date(2026, 12, 20), "Northgate cameras", "declared")
    seen = sight(cell("camera-footage"), watching=watching)
    found = made(seen, employees_by_state={"AU-ACT": 30}, has_cctv=True, establishment_countries=["AU"])
    due = found["publish-employee-privacy-notice"].due
    assert due is not None and due.on == date(2026, 12, 6)
    assert "14 days before" in due.source and "Northgate cameras since 2026-12-20 (declared)" in due.source


def test_signatures_are_due_from_the_first_day_of_who_has_not_signed() -> None:
    unsigned = {"employee-privacy-notice": (date(2026, 11, 2), 3)}
    found = made(sight(cell("web-history"), first_unsigned=unsigned), **WATCHED)
    due = found["sign-employee-privacy-notice"].due
    assert due is not None and due.on == date(2026, 11, 2) and "3 who have not signed" in due.source
    assert found["publish-employee-privacy-notice"].due is None


def test_what_is_regular_says_who_says_so() -> None:
    found = made(resident_states=["US-MA"], holds_ssn=True, holds_driver_licence_or_state_id=True)
    assert found["review-security-programme"].rhythm == "201 CMR 17.00 asks for an annual review"
    assert found["train-staff"].rhythm.startswith("no law here says how often")


def test_how_bad_a_task_is_comes_from_what_is_held() -> None:
    found = made(sight(cell("email-address", severity=0)), **WATCHED)
    assert found["draft-employee-privacy-notice"].severity.value == "low"
    found = made(sight(cell("email-address", severity=0), cell("drug-and-alcohol-tests", severity=3)), **WATCHED)
    assert found["draft-employee-privacy-notice"].severity.value == "severe"


def test_the_same_obligations_in_any_order_give_the_same_plan() -> None:
    facts = facts_from((), {"employees_by_state": {"US-NY": 12, "US-MA": 3}, "monitors_email": True, "holds_ssn": True})
    owed = list(evaluate(facts, on=DAY))
    seen = sight(cell("web-history"), cell("payroll"), cell("customer-billing", "customer"))
    first = {
        each.ident: {
            **each.as_data(),
            "obligations": sorted(each.obligations),
            "why": sorted(each.why),
            "timing": sorted(each.timing),
        }
        for each in plan(owed, seen)
    }
    for seed in range(5):
        random.Random(seed).shuffle(owed)
        again = plan(owed, seen)
        assert {
            each.ident: {
                **each.as_data(),
                "obligations": sorted(each.obligations),
                "why": sorted(each.why),
                "timing": sorted(each.timing),
            }
            for each in again
        } == first


def test_every_rule_that_the_table_names_is_in_a_law_table() -> None:
    known = rules_by_ident()
    named = {*table().posted, *table().timing, *(rule for each in table().regular.values() for rule in each.rules)}
    assert named - set(known) == set()
    assert [each for each in named if not known[each].is_verified] == []
    assert [each for each in table().timing if not known[each].timing and not known[each].days_before] == []


def test_every_step_closes_by_evidence_that_there_is() -> None:
    for step in (*table().steps, *table().regular.values()):
        assert closing(step.closes).text and (step.hours is None or step.because)


def test_steps_that_wait_for_one_another_are_refused_by_name() -> None:
    row = {"for": "notice", "title": "x", "owner": "counsel", "closes": "document"}
    with pytest.raises(InvalidInput, match="a → b → a"):
        read({"step": [{"ident": "a", "after": ["b"], **row}, {"ident": "b", "after": ["a"], **row}]})
    with pytest.raises(InvalidInput, match='waits for "nobody"'):
        read({"step": [{"ident": "a", "after": ["nobody"], **row}]})


def test_kinds_of_notice_are_those_that_there_are() -> None:
    from bailee.notices import kinds

    assert {each.ident for each in KINDS} <= set(kinds())
