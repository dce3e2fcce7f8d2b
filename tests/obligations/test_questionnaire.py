"""The questionnaire asks only what changes an answer, few questions, and ends; `bailee ask` and its files of answers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bailee.cli.ask import command as ask
from bailee.cli.laws import command as laws
from bailee.errors import InvalidInput
from bailee.inventory import Holding, PeopleRange
from bailee.obligations.assessments import assess
from bailee.obligations.definitions import definitions
from bailee.obligations.evaluate import ObligationState
from bailee.obligations.facts import facts_from
from bailee.obligations.questionnaire import for_counsel, in_number, lifting, questions
from bailee.operations.answer_questions import answer, answers_in, open_questions
from bailee.vocabulary import SubjectCategory

DAY = date(2026, 11, 26)
E, C, A = SubjectCategory.EMPLOYEE, SubjectCategory.CUSTOMER, SubjectCategory.APPLICANT
SCANNED = [
    Holding(category, subject, ("files",), PeopleRange(18, 20), 5, kinds=kinds)
    for category, subject, kinds in (
        ("social-security-number", E, ()),
        ("payroll", E, ()),
        ("bank-account", E, ()),
        ("personnel-files", E, ("i9-form",)),
        ("medical-records", E, ("leave-certification",)),
        ("web-history", E, ()),
        ("customer-billing", C, ()),
        ("email-address", C, ()),
        ("applications", A, ("applicant-cv",)),
    )
]
# what a firm says where a question is no tick; each tick is answered No
VALUES = {"int": 20, "percent": 0, "money": 2_000_000, "text": "x"}


def interview(place, holdings=SCANNED, **truth):
    """Answer one question after the other; how many there were, the facts asked for, and the assessment at the end."""
    told = {"employees_by_state": {place: 20}, "consumer_states": [place], "resident_states": [place], "personal_records_by_state": {place: 900}, "has_customers": True} | truth  # fmt: skip
    given, asked, facts = {}, [], []
    while todo := questions(assess(facts_from(holdings, given), DAY)):
        assert len(asked) < 40, todo[0]
        asked.append(todo[0])
        for field in todo[0].fields:
            facts.append(field.name)
            given[field.name] = told.get(field.name, VALUES.get(field.definition.type, False))
    return asked, facts, assess(facts_from(holdings, given), DAY)


@pytest.mark.parametrize("place", ["US-NY", "US-OH", "US-CA", "US-TX", "US-IL", "US-ME", "DE", "GB", "AU-ACT", "CA-ON"])
def test_twenty_people_in_one_place_answer_at_most_twelve_questions_after_a_scan(place):
    asked, facts, end = interview(place)
    assert len(asked) <= 12, [each.ident for each in asked]
    assert len(facts) == len(set(facts))  # nothing is asked twice
    waits = [o for o in end.obligations if o.state is ObligationState.TO_DECIDE]
    assert all(not question.fact for each in waits for question in each.questions)  # what is left is counsel's


def test_a_question_is_one_to_a_person_ticks_of_a_list_or_one_thing_to_write():
    for place in ("US-CA", "DE"):
        asked, facts, _ = interview(place)
        for each in asked:
            to_write = [field.name for field in each.fields if field.definition.type != "bool"]
            assert len(to_write) <= 1 or set(to_write) == {"resident_states", "consumer_states"}
            assert not to_write or len(to_write) == len(each.fields)
            assert each.text.count("?") == 1
        assert in_number(asked) == f"{len(asked)} questions, with {len(facts)} boxes in all"


def test_of_what_is_not_sold_no_share_is_asked():
    _, facts, _ = interview("US-CA")
    assert "sells_personal_data" in facts and "share_of_revenue_from_data_sale" not in facts
    _, facts, _ = interview("US-CA", sells_personal_data=True)
    assert "share_of_revenue_from_data_sale" in facts


def test_an_answer_that_settles_nothing_is_not_asked_again_and_goes_to_counsel():
    _, facts, end = interview("AU-ACT", annual_revenue="USD 2000000")
    assert facts.count("annual_revenue") == 1
    assert any("The law counts in AUD" in each.text for each in for_counsel(end))


def test_whatever_is_answered_each_question_had_rules_that_waited():
    for place in ("US-NY", "DE"):
        asked, _, _ = interview(place, holdings=[])
        assert all(each.waiting and all(field.waiting for field in each.fields) for each in asked)
        assert all("wait" in each.why for each in asked)


def test_the_first_question_is_the_one_that_most_rules_wait_for():
    todo = questions(assess(facts_from((), {}), DAY))
    assert todo[0].ident == "people" and [each.rules for each in todo] == sorted((e.rules for e in todo), reverse=True)


def test_what_is_decided_is_not_asked_for():
    small = assess(facts_from((), {"employees_by_state": {"US-NY": 3}, "monitors_email": True}), DAY)
    asked = {field.name for each in questions(small) for field in each.fields}
    assert "monitors_web_use" not in asked  # NY 52-c applies already
    assert not asked & {"is_federal_work", "holds_tax_file_number", "has_works_council"}  # of other countries


def test_what_nobody_knows_goes_to_counsel_and_is_not_asked_again():
    found = assess(facts_from((), {"employees_by_state": {"US-NY": 30}}), DAY)
    assert "uses_polygraph" in {field.name for each in questions(found) for field in each.fields}
    left = questions(found, unsure={"uses_polygraph"})
    assert "uses_polygraph" not in {field.name for each in left for field in each.fields}
    assert {each.fact for each in for_counsel(found, unsure={"uses_polygraph"})} >= {"uses_polygraph", ""}


def test_an_exemption_is_not_asked_for_and_stands_apart():
    found = assess(facts_from((), {"employees_by_state": {"US-NY": 30}, "monitors_email": True}), DAY)
    assert "is_public_body" in {field.name for field in lifting(found)}
    assert next(o for o in found.obligations if o.ident == "mon-us-ny-52c").applies


def test_every_fact_of_a_question_exists_and_is_in_one_question():
    import tomllib

    from bailee.obligations.load import FOLDER

    rows = tomllib.loads((FOLDER / "questions.toml").read_text("utf-8"))["question"]
    facts = [fact for row in rows for fact in row["facts"]]
    assert set(facts) <= definitions().keys() and len(facts) == len(set(facts))


# ---- the command -----------------------------------------------------------------------------------------------------


def run(command, *arguments):
    return CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke(command, arguments, catch_exceptions=False)


def test_answers_are_declared_and_the_rest_goes_to_counsel(world):
    answer(world.alice, {"employees_by_state": {"US-NY": 20}}, ("uses_polygraph",))
    assert world.alice.unsure() == {"uses_polygraph"}
    _, asked, counsel = open_questions(world.alice, date(2099, 1, 1))
    assert "uses_polygraph" not in {field.name for each in asked for field in each.fields}
    assert "uses_polygraph" in {each.fact for each in counsel}
    answer(world.alice, {"uses_polygraph": False})
    assert world.alice.unsure() == frozenset() and world.charlie.unsure() == frozenset()
    actions = [row.action for row in world.alice.evidence()[0]]
    assert actions.count("facts-declared") == 2 and actions.count("facts-left-to-counsel") == 1


def test_of_answers_with_a_fault_nothing_is_kept(world):
    before = len(world.alice.evidence()[0])
    for facts, unknown in (
        ({"has_cctv": True, "holds_ssn": "yes"}, ()),
        ({"has_cctv": True}, ("has_ccvt",)),
        ({"has_cctv": True}, ("has_cctv",)),
    ):
        with pytest.raises(InvalidInput):
            answer(world.alice, facts, unknown)
    assert world.alice.facts() == {} and len(world.alice.evidence()[0]) == before


def test_who_declared_a_fact_is_known_and_one_taken_back_is_not_stated(world):
    answer(world.alice, {"has_cctv": True, "monitors_email": True})
    assert world.alice.facts_stated()["has_cctv"].by == world.alice.member
    answer(world.alice, {"has_cctv": None})
    assert set(world.alice.facts_stated()) == {"monitors_email"}


def test_a_file_of_answers_names_what_nobody_knows():
    assert answers_in({"has_cctv": True, "unknown": ["holds_genetic"]}) == ({"has_cctv": True}, ("holds_genetic",))
    with pytest.raises(InvalidInput, match="needs a list"):
        answers_in({"unknown": "holds_genetic"})


@pytest.fixture
def home(tmp_path):
    from bailee.operations.open_store import open_store

    open_store(tmp_path / "home").close()
    return str(tmp_path / "home")


def test_ask_without_a_terminal_lists_and_takes_a_file(home, tmp_path):
    first = run(ask, "--home", home)
    assert "1. Where do people work, and how many are they in each place?" in first.stdout
    file = tmp_path / "answers.toml"
    file.write_text('employees_by_state = { US-NY = 20 }\nresident_states = ["US-NY"]\nunknown = ["uses_polygraph"]\n')
    after = run(ask, "--home", home, "--answers", str(file))
    assert "Answers of answers.toml are declared." in after.stdout and "For counsel" in after.stdout
    shape = json.loads(run(ask, "--home", home, "--json").stdout)
    assert "people" not in {each["ident"] for each in shape["questions"]}
    assert "uses_polygraph" in {each["fact"] for each in shape["for_counsel"]}


def test_ask_at_a_terminal_goes_on_until_nothing_can_change(home, monkeypatch):
    import bailee.cli.ask as module

    monkeypatch.setattr(module.sys.stdin.__class__, "isatty", lambda self: True, raising=False)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True, raising=False)
    typed = "AU-ACT:18\nAU-ACT\nAU-ACT\n" + "nonsense\n9\n" + "0\n" * 30
    done = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke(ask, ["--home", home], input=typed)
    said = done.output
    assert "Question 1," in said and "Rules wait for it:" in said


def test_laws_check_names_each_fault_and_exits_with_1(tmp_path):
    table = tmp_path / "own.toml"
    table.write_text('[[rule]]\nident = "own-1"\n')
    done = CliRunner().invoke(laws, ["check", str(table)])
    assert done.exit_code == 1 and "own.toml, line 1" in done.output and "Instead: write citation =" in done.output
    faults = json.loads(CliRunner().invoke(laws, ["check", str(table), "--json"]).output)
    assert {"file", "line", "text", "remedy"} == faults[0].keys()


def test_laws_check_says_where_a_good_table_goes(tmp_path):
    table = tmp_path / "own.toml"
    table.write_text(Path(__file__).with_name("own_table.toml").read_text("utf-8"))
    done = run(laws, "check", str(table))
    assert done.exit_code == 0 and "1 rule, no fault. Next: put it into the folder laws" in done.stdout
