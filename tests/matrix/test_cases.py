"""The truth function, case by case: cases.toml says what goes in and which three states come out."""

from __future__ import annotations

import shlex
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bailee.inventory import Coverage, Exposure, Holding, PeopleRange, ProcessingActivity
from bailee.matrix import WORDS, Cell, Departed, PublishedNotice, Row, SignOffs, count, next_steps, row_shape, rows
from bailee.notices.causes import Cause, Sort
from bailee.obligations.evaluate import Obligation, evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import rules_by_ident
from bailee.vocabulary import DATA_CATEGORIES, Severity, State, SubjectCategory

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))["case"]
DAY = date(2026, 11, 25)
DEFAULT: dict[str, Any] = {
    "category": "social-security-number",
    "subject": "employee",
    "stores": ["hr"],
    "scanned": ["hr"],
    "purposes": ["payroll tax"],
    "found": True,
    "causes": [],
    "causes_elsewhere": [],
    "laws": [],
    "notice": True,
    "audience": ["employee"],
    "published_on": date(2026, 2, 1),
    "reviewed_by": "A. Counsel",
    "sent": "all",
    "sent_on": date(2026, 2, 2),
    "asks_signature": False,
}
# facts under which each law of a case applies; the law itself decides what it touches
LAWS = {
    "spd-ada": {"employees_by_state": {"US-NY": 44}, "holds_medical": True, "holds_drug_alcohol_tests": True},
    "spd-gina": {"employees_by_state": {"US-NY": 44}, "holds_genetic": True},
    "spd-ssn-ny": {"resident_states": ["US-NY"], "holds_ssn": True},
    "spd-pci": {"holds_cardholder_data": True},
    "mon-us-ny-52c": {"employees_by_state": {"US-NY": 44}, "keeps_web_logs": True},
    "mon-au-act-notice": {"employees_by_state": {"AU-ACT": 44}, "has_cctv": True},
    "mon-au-nsw-notice": {"employees_by_state": {"AU-NSW": 44}, "keeps_web_logs": True},
}


def law(ident: str) -> Obligation:
    (obligation,) = evaluate(facts_from((), LAWS[ident]), [rules_by_ident()[ident]], on=DAY)
    assert obligation.applies
    return obligation


def known(value: int) -> int | None:
    return None if value < 0 else value


def given(case: dict[str, Any]) -> tuple[Row, ...]:
    c = DEFAULT | case
    subject = SubjectCategory(c["subject"])
    holding = Holding(
        c["category"],
        subject,
        tuple(c["stores"]),
        PeopleRange(41, 44),
        9,
        since=date(2019, 3, 1),
        purposes=tuple(c["purposes"]),
        declared=not c["found"],
        found=c["found"],
        tools=tuple(c.get("tools", ())),
    )
    holdings = [holding]
    if "beside" in c:
        category, whom, where = c["beside"]
        holdings.append(
            Holding(category, SubjectCategory(whom), tuple(where), PeopleRange(44, 44), 44, purposes=("hr",))
        )
    exposures = c.get("exposures", [[store, 3, 3, 2, 0] for store in c["stores"]])
    read = [
        Exposure(store, items, known(enc), known(readers), known(all_), **(more[0] if more else {}))
        for store, items, enc, readers, all_, *more in exposures
    ]
    causes = tuple(tuple(cause) for cause in c["causes"])
    coverage = {store: Coverage(90, 0, 0, 9000, causes, store not in c.get("cut", [])) for store in c["scanned"]}
    coverage["elsewhere"] = Coverage(1, 0, 0, 1, tuple(tuple(cause) for cause in c["causes_elsewhere"]))
    named = c.get("named", {c["category"]: ["payroll tax"]})
    sent = c["sent"] if isinstance(c["sent"], list) else []
    notice = PublishedNotice(
        "employee-privacy-notice",
        3,
        "Employee privacy notice",
        frozenset(SubjectCategory(one) for one in c["audience"]),
        named,
        c["published_on"],
        c["reviewed_by"],
        None if c["sent"] == "no" else c["sent_on"],
        sent[0] if sent else None,
        sent[1] if len(sent) > 1 else None,
        c["asks_signature"],
        {SubjectCategory(whom): day for whom, day in c.get("sent_before", {}).items()},
        tuple(
            Cause(Sort(sort), c["category"] if sort != "tool" else "", name, name, frozenset({subject}))
            for sort, name in c.get("unmentioned", [])
        ),
    )
    signed = [SignOffs("employee-privacy-notice", 3, *c["signed"])] if "signed" in c else []
    activities = []
    if "activity_stores" in c:
        activity = ProcessingActivity(
            "pay", (("payroll tax", None),), (c["category"],), (subject,), tuple(c["activity_stores"])
        )
        activities.append(activity)
    return rows(
        holdings,
        [notice] if c["notice"] else [],
        signed,
        {(c["category"], subject): read},
        [law(ident) for ident in c["laws"]],
        coverage,
        DAY,
        activities=activities,
        departed=departed(c) if "departed" in c else None,
    )


def departed(case: dict[str, Any]) -> dict[tuple[str, SubjectCategory], list[Departed]]:
    named = [
        Departed(f"d-{number}", column, State(state), title, "Move 1 file", "bailee departures")
        for number, (column, state, title) in enumerate(case["departed"], 1)
    ]
    return {(case["category"], SubjectCategory(case["subject"])): named}


def row_of(case: dict[str, Any]) -> Row:
    c = DEFAULT | case
    (row,) = [row for row in given(case) if (row.category, row.subject.value) == (c["category"], c["subject"])]
    return row


def test_a_folder_that_somebody_named_to_be_a_command_is_none_where_a_command_is_printed():
    folder = "HR $(touch gone); 'echo"
    row = row_of({"stores": [folder], "scanned": [folder], "exposures": [[folder, 3, 0, 9, 3]]})
    assert row.secured.state is State.RED
    assert shlex.split(row.secured.command) == ["bailee", "protect", "plan", folder]


def test_there_are_forty_cases_and_no_two_have_one_name():
    assert len(CASES) == len({case["name"] for case in CASES}) >= 40


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    row = row_of(case)
    found = {column: cell.state.value for column, cell in row.cells.items()}
    assert found == {column: case[column] for column in ("held", "told", "secured")}, row
    if "why" in case:
        assert case["why"] in row.cells[case["cell"]].why


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_cell_says_why_and_one_that_is_not_green_what_to_do_next(case):
    for row in given(case):
        for column, cell in row.cells.items():
            assert cell.why.endswith("."), cell
            assert cell.word == ("Unknown" if cell.state is State.UNKNOWN else WORDS[column][cell.state])
            assert bool(cell.next) == bool(cell.command) == (cell.state is not State.GREEN), cell
            assert not {"about", "approx", "very", "critical", "sorry"} & set(cell.why.lower().split())


@pytest.mark.parametrize(
    "cause",
    [
        "encrypted",
        "too-big",
        "too-deep",
        "timed-out",
        "out-of-memory",
        "damaged",
        "unknown-format",
        "no-permission",
        "not-connected",
        "crashed",
    ],
)
def test_whatever_was_not_read_is_never_in_order(cause):
    assert row_of({"causes": [[cause, 1, 1]]}).held.state is State.AMBER
    assert row_of({"causes": [[cause, 30, 1]]}).held.state is State.UNKNOWN


@pytest.mark.parametrize("category", sorted(DATA_CATEGORIES))
def test_unknown_exposure_is_never_secured_whatever_the_category(category):
    for exposure in ([["hr", 3, -1, 1, 0]], [["hr", 3, 3, -1, 0]], [["hr", 3, 3, 1, -1]], []):
        assert row_of({"category": category, "exposures": exposure}).secured.state is State.UNKNOWN


def test_severity_decides_how_bad_clear_text_is():
    for ident, category in DATA_CATEGORIES.items():
        state = row_of({"category": ident, "exposures": [["hr", 9, 0, 12, 0]]}).secured.state
        assert state is (State.RED if category.severity >= Severity.HIGH else State.AMBER), ident


def test_an_older_version_no_longer_speaks():
    old = PublishedNotice("n", 1, "Notice", frozenset({SubjectCategory.EMPLOYEE}), {"payroll": ["pay"]}, DAY, "A", DAY)
    new = PublishedNotice(
        "n", 2, "Notice", frozenset({SubjectCategory.EMPLOYEE}), {"passport": ["travel"]}, DAY, "A", DAY
    )
    holding = Holding("payroll", SubjectCategory.EMPLOYEE, ("hr",), PeopleRange(1, 1), 1, purposes=("pay",))
    (row,) = rows([holding], [new, old], [], {}, [], {}, DAY)
    assert row.told.state is State.RED and row.told.why == "Notice v2 does not name it."


def test_a_row_names_its_most_particular_law_first():
    facts = facts_from((), {"employees_by_state": {"US-NY": 44}, "holds_ssn": True, "holds_medical": True})
    holding = Holding("social-security-number", SubjectCategory.EMPLOYEE, ("hr",), PeopleRange(41, 44), 9)
    (row,) = rows([holding], [], [], {}, evaluate(facts, on=DAY), {}, DAY)
    assert row.obligations[0].ident == "spd-ssn-ny"
    assert [o.ident for o in row.obligations[-2:]] == ["bailee-inform", "bailee-secure"]


def test_laws_that_wait_for_an_answer_or_are_only_named_colour_nothing():
    waiting = evaluate(facts_from((), {}), on=DAY)
    holding = Holding("social-security-number", SubjectCategory.EMPLOYEE, ("hr",), PeopleRange(1, 2), 1)
    (row,) = rows([holding], [], [], {}, waiting, {}, DAY)
    assert row.obligations == ()


def test_the_next_steps_are_the_five_worst_each_with_a_command_and_none_twice():
    bad = {
        "exposures": [["hr", 9, 0, 12, 3]],
        "notice": False,
        "purposes": [],
        "laws": ["spd-ada"],
        "category": "medical-records",
        "beside": ["personnel-files", "employee", ["hr"]],
    }
    steps = next_steps(given(bad))
    assert 1 < len(steps) <= 5
    assert [step.row.cells[step.column].state for step in steps][:2] == [State.RED, State.RED]
    assert all(step.command.startswith("bailee ") for step in steps)
    assert len([step for step in steps if step.command.startswith("bailee notice draft")]) == 1
    assert next_steps(given({})) == ()


def test_rows_stand_by_whom_they_are_about_worst_first():
    made = given({"exposures": [], "beside": ["personnel-files", "employee", ["hr"]]})
    assert [row.category for row in made] == ["personnel-files", "social-security-number"]
    assert sum(count(made).values()) == 3 * len(made)


def test_programs_read_the_promised_shape():
    shape = row_shape(row_of({}))
    assert {"category", "subject", "purposes", "held", "told", "secured", "obligations"} <= shape.keys()
    assert {"state", "why", "next", "evidence"} <= shape["held"].keys()
    assert isinstance(row_of({}).held, Cell)
