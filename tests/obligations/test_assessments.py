"""What changed and why; what contradicts; which rule is stricter; why one applies: functions of an assessment."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.inventory import Holding, PeopleRange
from bailee.obligations.assessments import assess, changes
from bailee.obligations.comparisons import comparisons
from bailee.obligations.definitions import definitions
from bailee.obligations.explain import Stated, explain
from bailee.obligations.facts import facts_from
from bailee.obligations.shapes import assessment_shape
from bailee.vocabulary import SubjectCategory

DAY = date(2026, 11, 26)


def assessed(on=DAY, holdings=(), **facts):
    return assess(facts_from(holdings, facts), on)


def changed(before, after):
    return {each.ident: each for each in changes(before, after)}


def held(category, low, high, subject=SubjectCategory.EMPLOYEE):
    return Holding(category, subject, ("hr",), PeopleRange(low, high), 3)


# ---- what changed ----------------------------------------------------------------------------------------------------


def test_a_fact_that_is_new_brings_what_hangs_on_it_and_is_named():
    ny = {"employees_by_state": {"US-NY": 40}}
    found = changed(assessed(**ny), assessed(**ny, keeps_web_logs=True))
    came = found["mon-us-ny-52c"]
    assert came.what == "came" and came.by == ("facts",)
    assert came.because == (
        "Is workers' use of the Internet monitored or logged? Not known before, now yes (logs of web use are kept)",
    )
    assert found["ntc-employee-ack"].because == ("it goes with NY Civ. Rights Law § 52-c, which came",)


def test_a_fact_that_ended_takes_what_hung_on_it():
    before = assessed(employees_by_state={"US-IL": 20}, uses_biometric_timeclock=True)
    after = assessed(employees_by_state={"US-IL": 20}, uses_biometric_timeclock=False, holds_biometric=False)
    went = changed(before, after)["mon-us-il-bipa"]
    assert went.what == "went" and any("now no" in reason for reason in went.because)


def test_a_law_that_came_into_force_is_the_reason_where_no_fact_changed():
    facts = {"employees_by_state": {"US-ME": 4}, "monitors_computer_use": True}
    came = changed(assessed(date(2026, 7, 13), **facts), assessed(date(2026, 7, 14), **facts))["mon-us-me-ld61"]
    assert (came.what, came.by) == ("came", ("law",))
    assert came.because == ("the law is in force since 14 Jul 2026",)


def test_another_version_of_a_law_reaches_who_was_below_its_threshold():
    facts = {
        "employees_by_state": {"US-NY": 12},
        "consumer_states": ["US-CT"],
        "has_customers": True,
        "personal_records_by_state": {"US-CT": 40_000},
        "sells_personal_data": False,
        "is_nonprofit": False,
    }
    came = changed(assessed(date(2026, 6, 30), **facts), assessed(date(2026, 7, 1), **facts))["spd-state-ct"]
    assert came.what == "came" and came.because[0].startswith("the law changed:")
    assert "in force since 1 Jul 2026" in came.because[0]


def test_nothing_changes_between_an_assessment_and_itself():
    one = assessed(employees_by_state={"DE": 9}, has_cctv=True)
    assert changes(one, one) == ()


# ---- what contradicts ------------------------------------------------------------------------------------------------


def test_fewer_employees_declared_than_are_on_payroll_counts_those_on_payroll_and_says_so():
    found = assessed(holdings=[held("payroll", 41, 44)], employees_by_state={"US-OH": 12}, holds_medical=True)
    each = found.facts.contradictions[0]
    assert (each.declared, each.against) == (
        "12 employees are declared",
        "payroll records of at least 41 people were found",
    )
    assert found.facts["employees_in_20_weeks"] == 41
    assert next(o for o in found.obligations if o.ident == "spd-ada").applies  # 15 or more
    left = assessed(
        holdings=[held("payroll", 41, 44)], employees_by_state={"US-OH": 12}, holds_former_employee_records=True
    )
    assert left.facts.contradictions == () and left.facts["employees_in_20_weeks"] == 12


def test_no_cameras_declared_and_footage_found_takes_the_footage():
    facts = assessed(holdings=[held("camera-footage", 0, 9)], has_cctv=False, monitors_workers=False).facts
    assert facts["has_cctv"] is True and facts["monitors_workers"] is True
    assert [each.fact for each in facts.contradictions] == ["has_cctv"]
    assert facts.contradictions[0].stores == ("hr",) and "dismiss it" in facts.contradictions[0].remedy


def test_no_hipaa_declared_and_patients_records_found_leaves_hipaa_to_decide():
    records = [held("medical-records", 30, 40, SubjectCategory.PATIENT)]
    neither = {"is_hipaa_covered_entity": False, "is_hipaa_business_associate": False}
    found = assessed(holdings=records, employees_by_state={"US-NY": 5}, **neither)
    states = {o.ident: o.state.value for o in found.obligations}
    assert states["spd-hipaa-security"] == "to-decide"
    assert "bills nobody electronically" in found.facts.contradictions[0].remedy
    cash = assessed(holdings=records, employees_by_state={"US-NY": 5}, has_patients=True, **neither)
    assert cash.facts.contradictions == ()
    assert "spd-hipaa-security" not in {o.ident for o in cash.obligations}
    berlin = assessed(holdings=records, employees_by_state={"DE": 5}, **neither)
    assert berlin.facts.contradictions == ()


@pytest.mark.parametrize(
    ("facts", "fact", "taken"),
    [
        ({"monitors_workers": False, "has_cctv": True}, "monitors_workers", True),
        ({"sells_personal_data": False, "share_of_revenue_from_data_sale": 3}, "sells_personal_data", True),
        ({"has_customers": False, "consumer_states": ["US-NY"]}, "has_customers", True),
        ({"employees_total": 12, "employees_by_state": {"US-NY": 41}}, "employees_total", 41),
        ({"states_with_employees": ["US-NY"], "employees_by_state": {"US-NY": 4, "US-CT": 2}}, "states_with_employees", ("US-NY", "US-CT")),
    ],
)  # fmt: skip
def test_declarations_that_contradict_each_other_are_named_and_the_careful_one_is_taken(facts, fact, taken):
    found = facts_from((), facts)
    assert [each.fact for each in found.contradictions] == [fact]
    assert found[fact] == taken and found.contradictions[0].remedy


def test_facts_that_agree_contradict_nothing():
    facts = {"employees_total": 41, "employees_by_state": {"US-NY": 41}, "has_cctv": True, "monitors_workers": True}
    assert facts_from([held("payroll", 38, 44)], facts).contradictions == ()


# ---- which is stricter -----------------------------------------------------------------------------------------------


def compared(**facts):
    found = assessed(**facts)
    return {each.topic: each for each in comparisons(found.obligations, found.rules)}


def test_the_shortest_of_several_deadlines_keeps_them_all():
    found = compared(resident_states=["US-NY", "US-TX", "US-CT"], holds_ssn=True)["telling people of a breach"]
    assert found.strictest == "breach-us-ny" and "30 days" in found.verdict
    assert len(found.said) == 3 and all(said.citation for said in found.said)


def test_the_longest_of_several_times_to_keep_at_least_governs():
    found = compared(employees_by_state={"US-NY": 3}, holds_payroll=True)["keeping payroll records"]
    assert found.strictest == "ret-us-ny-payroll" and "at least 6 years" in found.verdict and not found.is_conflict


def test_all_parties_are_asked_where_one_state_of_several_wants_it():
    found = compared(employees_by_state={"US-TX": 3}, resident_states=["US-TX", "US-CA"], records_calls=True)
    assert found["consent to recording calls"].strictest == "mon-us-ca-recording"


def test_keep_at_least_against_keep_at_most_is_a_question_for_counsel():
    from dataclasses import replace

    found = assessed(employees_by_state={"US-NY": 3}, holds_payroll=True)
    most = replace(
        next(rule for rule in found.rules if rule.ident == "ret-us-payroll"),
        retention="maximum: 2 years after the last pay",
    )
    table = [most if rule.ident == "ret-us-payroll" else rule for rule in found.rules]
    conflict = {each.topic: each for each in comparisons(found.obligations, table)}["keeping payroll records"]
    assert conflict.is_conflict and "A question for counsel" in conflict.verdict


# ---- why -------------------------------------------------------------------------------------------------------------


def test_why_says_who_declared_a_fact_and_where_another_was_found():
    found = assessed(holdings=[held("web-history", 3, 9)], employees_by_state={"US-NY": 40})
    said = explain("mon-us-ny-52c", found, {"employees_by_state": Stated("Dana", date(2026, 1, 1), date(2026, 2, 3))})
    assert [(each.text, each.origin) for each in said.because] == [
        ("people work in New York", "declared by Dana on 3 Feb 2026, true since 1 Jan 2026"),
        ("Internet use is monitored or logged", "found in hr"),
    ]
    assert said.answer == "It applies." and said.review == "not reviewed by counsel"


@pytest.mark.parametrize(
    ("rule", "facts", "said"),
    [
        ("mon-us-ct-31-48d", {}, "nobody is known to work in Connecticut"),
        ("spd-ada", {"holds_medical": True}, "12 employees in 20 or more weeks; the law speaks of 15"),
        ("mon-us-ny-52c", {"is_public_body": True, "monitors_email": True}, "the organisation is a public body"),
        ("spd-eppa", {"uses_polygraph": False}, "no lie-detector tests are used"),
    ],
)
def test_why_not_names_the_part_that_does_not_hold(rule, facts, said):
    found = explain(rule, assessed(employees_by_state={"US-NY": 12}, **facts))
    assert found.state == "does-not-apply" and found.answer == f"It does not apply: {said}."


def test_why_of_what_nobody_could_verify_tells_no_duty():
    said = explain("ret-uk-cctv", assessed(employees_by_state={"GB": 3}, has_cctv=True))
    assert said.answer == "It may apply: nobody could verify what it says. Ask counsel." and not said.rule.duty


# ---- the same for the same -------------------------------------------------------------------------------------------

_PLACES = st.sampled_from(["US-NY", "US-CA", "US-TX", "DE", "GB", "AU-ACT", "CA-QC"])
_BOOLS = st.dictionaries(
    st.sampled_from([name for name, each in definitions().items() if each.type == "bool"]), st.booleans(), max_size=25
)
_FACTS = st.fixed_dictionaries({"employees_by_state": st.dictionaries(_PLACES, st.integers(0, 400), max_size=4)})


@settings(max_examples=25, deadline=None)
@given(_FACTS, _BOOLS)
def test_the_same_facts_come_to_the_same_bytes_in_whatever_order_they_were_given(counts, bools):
    facts = {**counts, **bools}
    turned = dict(reversed(list(facts.items())))
    first, second = (assess(facts_from((), each), DAY) for each in (facts, turned))
    one, two = (
        json.dumps(assessment_shape(each.facts, each.obligations, DAY), sort_keys=True) for each in (first, second)
    )
    assert one == two


@settings(max_examples=25, deadline=None)
@given(_FACTS, _BOOLS)
def test_an_answer_never_leaves_a_rule_to_decide_that_was_decided(counts, bools):
    known = facts_from((), {**counts, **bools})
    decided = {o.ident for o in assess(known, DAY).obligations if o.applies and not o.lifts}
    facts = {**counts, **bools, "holds_tribal_id": True, "records_meetings": False}
    after = {o.ident: o.state.value for o in assess(facts_from((), facts), DAY).obligations}
    if not any(name in known and known[name] != facts[name] for name in ("holds_tribal_id", "records_meetings")):
        assert all(after.get(ident) == "applies" for ident in decided)
