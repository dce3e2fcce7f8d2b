"""The record for other tools: each format is what its vocabulary says, and what can be taken back comes back whole."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bailee.errors import InvalidInput
from bailee.inventory import Holding, PeopleRange, ProcessingActivity, exports
from bailee.inventory.activities import SAFEGUARDS, Transfer
from bailee.inventory.exports.fideslang import yaml as as_yaml
from bailee.inventory.reading import Faults
from bailee.inventory.record import Contact, record
from bailee.inventory.retention import UNITS, Length, Period
from bailee.vocabularies import load
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, Role, SubjectCategory
from inventory.test_record import WHOLE

DAY = date(2026, 11, 26)
HERE = Path(__file__).parent
SCHEMA = HERE.parent.parent / "docs" / "schemas" / "record.schema.json"
KEYS = (HERE.parent / "vocabularies" / "fideslang-3.1.4.txt").read_text("utf-8").splitlines()
PROCESSOR = ProcessingActivity(
    "Hosting", (("hosting", None),), ("credentials", "keystroke-logs"), (SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.BUSINESS_CLIENT),
    role=Role.PROCESSOR, on_behalf_of=("Lind & Sons", "Roe"), recipients=("nobody else",),
)  # fmt: skip
JOINT = ProcessingActivity(
    "=Raffle", (("the moon's phases", LawfulBasis.CONSENT),), ("person-name",), (), role=Role.JOINT_CONTROLLER, joint_with=("Fair Ltd",),
)  # fmt: skip
EVERY = ProcessingActivity(
    "Everything", tuple((basis.value, basis) for basis in LawfulBasis), tuple(DATA_CATEGORIES), tuple(SubjectCategory),
    transfers=tuple(Transfer("US", f"to {each}", each) for each in SAFEGUARDS),
)  # fmt: skip
ALL = (WHOLE, PROCESSOR, JOINT, EVERY)


def written(ident: str, *activities: ProcessingActivity) -> str:
    holdings = [Holding("payroll", SubjectCategory.EMPLOYEE, ("company/HR",), PeopleRange(41, 44), 4, date(2019, 1, 2))]
    contacts = {"controller": Contact("A. Owner", "a@example.org"), "dpo": Contact("D. Poe", "d@example.org")}
    made = exports.load(ident).write(record('A "quoted" name', activities, holdings, {}, contacts=contacts, on=DAY))
    assert isinstance(made, str)
    return made


def read_back(ident: str, text: str) -> list[ProcessingActivity]:
    faults = Faults("file")
    read = [activity for _, activity in exports.reader(ident)(text, faults)]
    faults.stop()
    return sorted(read, key=lambda each: each.name)


@pytest.mark.parametrize(("ident", "names"), [("ropa-json", 2), ("dpv", 2), ("ropa-csv", 0)])
def test_whom_the_record_names_comes_back_too(ident: str, names: int) -> None:
    named = {"controller": Contact("A. Owner", "a@example.org"), "dpo": Contact("D. Poe", "d@example.org")}
    assert exports.contacts_in(ident, written(ident, *ALL)) == (named if names else {})


@pytest.mark.parametrize("ident", ["ropa-json", "dpv", "ropa-csv"])
def test_what_was_written_comes_back_whole(ident: str) -> None:
    text = written(ident, *ALL)
    assert exports.sort_of(text.lstrip("\ufeff")) == ident
    assert read_back(ident, text.lstrip("\ufeff")) == sorted(ALL, key=lambda each: each.name)


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
_LENGTHS = st.none() | st.builds(
    Length, st.integers(1, 999), st.sampled_from([unit for unit in UNITS if unit != "weeks"])
)
_ACTIVITIES = st.builds(
    ProcessingActivity,
    _WORDS,
    st.lists(st.tuples(_WORDS, st.none() | st.sampled_from(list(LawfulBasis))), min_size=1, max_size=3).map(tuple),
    st.lists(st.sampled_from(list(DATA_CATEGORIES)), unique=True, max_size=4).map(tuple),
    st.lists(st.sampled_from(list(SubjectCategory)), unique=True, max_size=3).map(tuple),
    st.lists(_WORDS, max_size=2).map(tuple),
    st.lists(_WORDS, max_size=2).map(tuple),
    _WORDS,
    st.just(Role.CONTROLLER),
    st.builds(Period, _LENGTHS, _LENGTHS, _WORDS),
    st.lists(st.builds(Transfer, st.just("IN"), _WORDS, st.sampled_from(["", *SAFEGUARDS])), max_size=2).map(tuple),
    st.lists(_WORDS | st.just("second-factor"), max_size=2).map(tuple),
)


@given(st.lists(_ACTIVITIES, min_size=1, max_size=3, unique_by=lambda each: each.name))
@settings(max_examples=25, deadline=None)
def test_no_word_is_lost_on_the_way(activities: list[ProcessingActivity]) -> None:
    for ident in ("ropa-json", "dpv"):
        assert read_back(ident, written(ident, *activities)) == sorted(activities, key=lambda each: each.name)


def test_the_record_as_json_keeps_to_its_schema() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
        json.loads(written("ropa-json", *ALL))
    )


def test_dpv_is_a_graph_that_any_tool_reads_without_fetching() -> None:
    graph = rdflib.Graph()
    graph.parse(data=written("dpv", *ALL), format="json-ld")
    dpv, a = rdflib.Namespace(load("dpv").namespaces["dpv"]), rdflib.RDF.type
    processes = list(graph.subjects(a, dpv.PersonalDataProcess))
    assert len(processes) == len(ALL)
    for process in processes:  # the shape: each says who, what for, which data
        assert set(graph.objects(process, dpv.hasDataController)) | set(
            graph.objects(process, dpv.hasJointDataControllers)
        )
        assert all((purpose, a, dpv.Purpose) in graph for purpose in graph.objects(process, dpv.hasPurpose))
        for data in graph.objects(process, dpv.hasPersonalData):
            assert (data, a, dpv.PersonalData) in graph
    published = (HERE.parent / "vocabularies" / "dpv-2.2.txt").read_text("utf-8").splitlines()
    spaces = load("dpv").namespaces
    known = {
        spaces[prefix] + term for prefix, _, term in (line.partition(":") for line in published) if prefix in spaces
    }
    used = {str(term) for triple in graph for term in triple if str(term).startswith("https://w3id.org/dpv")}
    assert used <= known


def test_dpv_names_what_it_has_no_term_for() -> None:
    nodes = {each["@id"]: each for each in json.loads(written("dpv", PROCESSOR))["@graph"]}
    keys = nodes["bailee:category:keystroke-logs"]
    assert keys["skos:note"] == "no term for a record of keys" and keys["skos:broader"] == [{"@id": "pd:Behavioural"}]
    assert "dpv:DataSubject" not in nodes["bailee:subject:business-client"]["@type"]


def _fides() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(written("fideslang", *ALL))
    return told


def test_fideslang_uses_keys_of_its_taxonomy_or_declares_them_below_it() -> None:
    told = _fides()
    for sort, key, field in (
        ("data_categories", "data_category", "data_categories"), ("data_uses", "data_use", "data_use"), ("data_subjects", "data_subject", "data_subjects"),
    ):  # fmt: skip
        published = {line.removeprefix(f"{sort} ") for line in KEYS if line.startswith(f"{sort} ")}
        own = {each["fides_key"]: each for each in told.get(key, ())}
        assert all(each.get("parent_key") in published or "parent_key" not in each for each in own.values())
        assert all(name.rpartition(".")[0] == each.get("parent_key", "") for name, each in own.items())
        for system in told["system"]:
            for declaration in system["privacy_declarations"]:
                used = declaration[field]
                assert set([used] if isinstance(used, str) else used) <= published | set(own)


def test_fideslang_says_who_it_is_shared_with_and_leaves_businesses_out() -> None:
    systems = {each["name"]: each for each in _fides()["system"]}
    payroll = systems["Payroll"]["privacy_declarations"][0]
    assert payroll["third_parties"] == "payroll bureau" and payroll["legal_basis_for_processing"] == "Contract"
    hosting = systems["Hosting"]
    assert hosting["responsibility"] == ["Processor"] and hosting["joint_controller_info"] == "Lind & Sons, Roe"
    assert hosting["privacy_declarations"][0]["data_subjects"] == ["sole_proprietor"]
    assert not hosting["privacy_declarations"][0]["data_shared_with_third_parties"]
    assert systems["Everything"]["privacy_declarations"][0]["processes_special_category_data"]


@given(st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_text_survives_yaml(text: str) -> None:
    assert yaml.safe_load(as_yaml({"a": [{"name": text, "tags": [text]}]})) == {"a": [{"name": text, "tags": [text]}]}


def _ccpa() -> dict[str, dict[str, str]]:
    text = written("ccpa", WHOLE, PROCESSOR).lstrip("\ufeff")
    return {row["Category"]: row for row in csv.DictReader(io.StringIO(text))}


def test_the_ccpa_table_has_each_letter_and_what_of_it_is_held() -> None:
    table = _ccpa()
    assert list(table) == list("ABCDEFGHIJKL")
    assert "Social Security numbers" in table["A"]["Kinds of data"] and table["A"]["Disclosed to"] == "payroll bureau"
    assert table["E"]["Held"] == "no" and table["L"]["Kinds of data"].splitlines() == [
        "Logins and passwords",
        "Social Security numbers",
    ]
    assert "Key-logger output" in table["F"]["Kinds of data"] and table["F"]["Kept"] == "not said"


def test_no_cell_of_a_table_is_run_by_a_spreadsheet() -> None:
    rows = list(csv.reader(io.StringIO(written("ropa-csv", JOINT).lstrip("\ufeff"))))
    assert rows[1][0] == "'=Raffle"


def _faults(ident: str, text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_back(ident, text)
    return str(caught.value)


def test_each_wrong_line_of_a_table_is_named_with_its_remedy() -> None:
    table = (
        "Activity;Kinds of data;About;Purposes;At most\n"
        "Payroll;Payrol;employee;paying wages;7 years\n"
        "Good;payroll;employee;paying wages [contract];7 years\n"
        "Cards;payment-card;martian;payment [because];soon\n"
    )
    said = _faults("ropa-csv", table)
    assert '4 lines of "file"' in said
    assert 'Line 2: there is no kind of data "Payrol" (did you mean payroll?)' in said
    assert 'Line 4: there is no category of people "martian"' in said and '"soon" is no length of time' in said
    assert "Line 3" not in said


def test_each_wrong_activity_of_a_json_is_named_by_its_line() -> None:
    text = '{"activities": [\n {"name": "A", "purposes": [], "subjects": ["employee"]},\n {"name": 3},\n {"name": "B", "role": "boss"}]}'
    said = _faults("ropa-json", text)
    assert "Line 3: this is no activity" in said and "Line 4: 'boss' is no role" in said and "Line 2" not in said


def test_a_json_that_breaks_off_is_named_by_its_line() -> None:
    assert 'line 3 of "file" is no JSON' in _faults("ropa-json", '{"activities": [\n {"name": "A"},\n {"name": "B"')


def test_dpv_of_another_tool_is_not_guessed_at() -> None:
    graph = {
        "@context": {},
        "@graph": [{"@type": "dpv:PersonalDataProcess", "dct:title": "X", "dpv:hasPersonalData": {"@id": "pd:Name"}}],
    }
    assert "not in the idents of bailee" in _faults("dpv", json.dumps(graph))
