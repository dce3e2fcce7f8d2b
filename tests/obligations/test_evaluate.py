"""Evaluation: three values, reasons, questions; and what the tables promise of every rule."""

from __future__ import annotations

import dataclasses
import re
import time
from datetime import date

import pytest

from bailee.errors import CannotRead, InvalidInput
from bailee.inventory import Holding, PeopleRange
from bailee.obligations import conditions
from bailee.obligations.evaluate import ObligationState, evaluate, open_questions
from bailee.obligations.facts import declared, definitions, facts_from, read_declared, read_described
from bailee.obligations.load import FOLDER, place_codes, rules
from bailee.obligations.shapes import assessment_shape, obligation_shape, rule_shape
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory

DAY = date(2026, 11, 25)


def assess(**facts):
    return {o.ident: o for o in evaluate(facts_from((), facts), on=DAY)}


def test_every_verified_rule_has_citation_source_duty_and_place():
    assert len({(rule.ident, rule.version) for rule in rules()}) == len(rules()) >= 287
    assert sum(rule.is_verified for rule in rules()) >= 200
    for rule in rules():
        assert rule.citation and rule.confidence and rule.duties, rule.ident
        assert rule.source or not rule.is_verified, rule.ident
        assert bool(rule.duty) == rule.is_verified, rule.ident
        assert set(rule.places) <= place_codes(), rule.ident


def test_every_condition_reads_facts_that_exist():
    for rule in rules():
        parts = [rule.when, rule.about, rule.threshold] + ([rule.exempt_if] if rule.exempt_if else [])
        named = frozenset().union(*(conditions.facts_in(part) for part in parts))
        assert named <= definitions().keys(), rule.ident
        assert rule.follows or rule.facts, f"{rule.ident} asks for no fact at all"


def test_facts_that_categories_and_rules_name_exist():
    assert {category.fact for category in DATA_CATEGORIES.values() if category.fact} <= definitions().keys()
    for definition in definitions().values():
        assert set(definition.implied_by) <= definitions().keys()


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_table_says_its_source_and_edition_first(path):
    head = "".join(line for line in path.read_text("utf-8").splitlines()[:6] if line.startswith("#"))
    assert "ource" in head and re.search(r"20\d\d-\d\d-\d\d", head)
    if path.parent != FOLDER:
        assert "not legal advice" in head.lower()


def test_a_rule_that_nobody_could_verify_is_only_named():
    named = assess(employees_by_state={"GB": 3}, has_cctv=True)["ret-uk-cctv"]
    assert named.state is ObligationState.NAMED_ONLY
    assert named.text == "A law may apply here: ICO guidance. Not verified, ask counsel."
    shape = obligation_shape(named)
    assert shape["duty"] is None and "timing" not in shape and "columns" not in shape


def test_no_unverified_rule_has_a_duty_in_the_catalogue():
    unverified = [rule_shape(rule) for rule in rules() if not rule.is_verified]
    assert len(unverified) == 10
    assert all(shape["duty"] is None and shape["name"] and "penalty" not in shape for shape in unverified)


def test_unknown_is_never_false_and_carries_its_question():
    open_ = assess(employees_by_state={"US-NY": 40})["spd-ada"]
    assert open_.state is ObligationState.TO_DECIDE
    assert "holds_staff_medical" in {question.fact for question in open_.questions}
    assert "spd-ada" not in assess(employees_by_state={"US-NY": 14})


def test_with_no_fact_at_all_nothing_applies_and_nothing_is_left_out_silently():
    obligations = assess()
    assert set(obligations) == {rule.ident for rule in rules()}
    assert not [ident for ident, o in obligations.items() if o.applies]


def test_a_state_that_is_not_named_leaves_rules_of_states_to_decide():
    obligations = assess(states_with_employees=["US"], monitors_email=True)
    assert obligations["mon-us-ny-52c"].state is ObligationState.TO_DECIDE
    assert [question.fact for question in obligations["mon-us-ny-52c"].questions] == ["states_with_employees"]


def test_an_exemption_counts_once_it_is_known():
    facts = {"employees_by_state": {"US-NY": 5}, "monitors_email": True}
    assert assess(**facts)["mon-us-ny-52c"].applies
    assert "the organisation is a public body" in assess(**facts)["mon-us-ny-52c"].would_not_if
    assert "mon-us-ny-52c" not in assess(**facts, is_public_body=True)


def test_why_names_the_facts_and_would_not_if_their_opposites():
    ada = assess(employees_by_state={"US-OH": 15}, holds_staff_medical=True)["spd-ada"]
    assert ada.why == (
        "people work in Ohio; medical information about staff is held; 15 employees in 20 or more weeks (15 or more)"
    )
    assert ada.would_not_if == (
        "nobody worked in the United States, or no medical information about staff was held, "
        "or fewer than 15 employees in 20 or more weeks"
    )
    assert ada.reviewed == "no"


def test_consent_of_employees_is_a_question_for_counsel_and_never_sufficient():
    basis = assess(employees_by_state={"DE": 3}, monitors_email=True)["mon-eu-gdpr-basis"]
    assert "never sufficient by itself" in basis.duty
    assert any("consent" in question.lower() for question in basis.for_counsel)


def test_good_practice_is_no_law_and_always_there():
    for ident in ("bailee-inform", "bailee-secure"):
        good = assess(holds_personal_data=True)[ident]
        assert good.applies and not good.is_law and good.source == ("good practice",)


def test_a_safe_harbour_touches_no_cell():
    harbour = assess(employees_by_state={"US-OH": 3}, holds_ssn=True)["saf-us-oh"]
    assert harbour.status == "voluntary_safe_harbour" and harbour.touches.columns == ()


def holding(category, subject=SubjectCategory.EMPLOYEE, **more):
    return Holding(category, subject, ("hr",), PeopleRange(3, 4), 3, **more)


def test_what_a_scan_finds_becomes_facts_with_where_they_are_from():
    facts = facts_from(
        [
            holding("web-history"),
            holding("camera-footage"),
            holding("medical-records", SubjectCategory.PATIENT),
            holding("personnel-files", kinds=("i9-form",)),
        ],
        {},
    )
    for name in (
        "keeps_web_logs",
        "monitors_web_use",
        "has_cctv",
        "has_patients",
        "holds_medical",
        "holds_i9",
        "monitors_workers",
    ):
        assert facts[name] is True, name
    assert facts.origin("has_cctv") == "found in 1 store"
    assert facts["holds_ssn"] is None


def test_what_was_found_wins_over_a_declaration_that_it_is_not_there():
    assert facts_from([holding("social-security-number")], {"holds_ssn": False})["holds_ssn"] is True


def test_health_records_of_patients_are_phi_only_for_hipaa_entities():
    records = [holding("medical-records", SubjectCategory.PATIENT)]
    assert facts_from(records, {"is_hipaa_covered_entity": True})["holds_ephi"] is True
    assert facts_from(records, {})["holds_ephi"] is None
    neither = {"is_hipaa_covered_entity": False, "is_hipaa_business_associate": False}
    assert facts_from(records, neither | {"has_patients": True})["holds_ephi"] is False


def test_false_of_the_whole_is_false_of_its_parts():
    facts = facts_from((), {"monitors_workers": False})
    assert facts["records_calls"] is False and facts["captures_screens"] is False


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"employes_total": 3}, "no fact"),
        ({"employees_total": "many"}, "a whole number"),
        ({"employees_total": True}, "a whole number"),
        ({"employees_total": -1}, "a whole number"),
        ({"holds_ssn": "yes"}, "true or false"),
        ({"resident_states": ["NY"]}, "no place"),
        ({"resident_states": ["US-ZZ"]}, "no place"),
        ({"employees_by_state": ["US-NY"]}, "a number by place"),
        ({"annual_revenue": "a lot"}, "an amount with its currency"),
        ({"share_of_revenue_from_data_sale": 101}, "0 to 100"),
        ({"incident_discovered_on": "yesterday"}, "a date"),
    ],
)
def test_a_fact_that_makes_no_sense_is_named_with_its_question(given, said):
    with pytest.raises(InvalidInput, match=said) as caught:
        declared(given)
    assert caught.value.hint


def test_a_file_of_facts_that_is_missing_or_no_toml_is_said_without_its_content(tmp_path):
    with pytest.raises(CannotRead):
        read_declared(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_text("holds_ssn = ja, 512-44-7313")
    with pytest.raises(InvalidInput) as caught:
        read_declared(tmp_path / "bad.toml")
    assert "512" not in str(caught.value) + caught.value.hint


def test_a_fact_that_was_taken_back_is_unknown_again_and_a_date_may_be_text():
    facts = facts_from((), {"holds_ssn": None, "incident_discovered_on": "2026-11-02"})
    assert facts["holds_ssn"] is None and facts["incident_discovered_on"] == date(2026, 11, 2)


def test_the_question_that_settles_most_comes_first():
    questions = open_questions(evaluate(facts_from((), {}), on=DAY))
    assert questions[0][0].fact == "states_with_employees"
    counts = [waiting for _, waiting in questions]
    assert counts == sorted(counts, reverse=True)


def test_programs_get_what_applies_apart_from_what_waits():
    facts = facts_from((), {"employees_by_state": {"US-NY": 40}, "keeps_web_logs": True})
    shape = assessment_shape(facts, evaluate(facts, on=DAY), DAY)
    wanted = {"ident", "citation", "duty", "why", "confidence", "reviewed"}
    assert all(wanted <= entry.keys() for entry in shape["obligations"])
    assert {entry["state"] for entry in shape["obligations"]} <= {"applies", "named-only"}
    assert {entry["state"] for entry in shape["to_decide"]} == {"to-decide"}


def test_obligations_are_frozen_and_the_same_for_the_same_facts():
    facts = facts_from((), {"employees_by_state": {"DE": 9}, "has_cctv": True})
    first, second = evaluate(facts, on=DAY), evaluate(facts, on=DAY)
    assert first == second
    with pytest.raises(dataclasses.FrozenInstanceError):
        first[0].reviewed = "yes"


@pytest.mark.proof
def test_all_rules_are_evaluated_in_a_moment():
    facts = facts_from((), {"employees_by_state": {"US-NY": 40}, "holds_ssn": True})
    evaluate(facts, on=DAY)
    times = []
    for _ in range(12):
        start = time.process_time()
        evaluate(facts, on=DAY)
        times.append(time.process_time() - start)
    assert min(times) < 0.2  # some ten milliseconds where nothing else runs (benchmarks/obligations.py)


def test_every_fault_of_a_described_company_is_named_with_its_line_and_remedy(tmp_path):
    file = tmp_path / "firm.toml"
    file.write_text('# a firm\nname = "Firm"\nhas_cctv = "perhaps"\nholds_sn = true\nemployees_total = "many"\n')
    with pytest.raises(InvalidInput) as caught:
        read_described(file)
    said = str(caught.value)
    assert all(
        each in said for each in ("line 3: the fact has_cctv needs", 'line 4: there is no fact "holds_sn"', "line 5:")
    )
    assert "holds_ssn" in caught.value.hint and caught.value.hint.count("line ") == 3
    file.write_text('name = "Firm"\nhas_cctv = true\n')
    assert read_described(file)["has_cctv"] is True
