"""What the sample company says of itself is told in words that the rest of bailee knows."""

from __future__ import annotations

import json

from bailee.demo.declared import declared
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, Role, SubjectCategory


def test_declarations_use_known_categories_subjects_and_bases():
    for activity in declared(1)["activities"]:
        assert set(activity["categories"]) <= set(DATA_CATEGORIES)
        assert set(activity["subjects"]) <= set(SubjectCategory)
        assert {basis for _, basis in activity["purposes"]} <= {*LawfulBasis, None}
        assert activity["role"] in set(Role)


def test_some_holdings_are_left_undeclared():
    said = {category for activity in declared(1)["activities"] for category in activity["categories"]}
    assert not said & {"keystroke-logs", "screen-captures", "personality-evaluations", "background-checks"}


def test_one_notice_is_signed_by_all_and_another_by_some():
    said = declared(3)
    signed = {
        n["ident"]: {s["person"] for s in said["sign_offs"] if s["notice"] == n["ident"]} for n in said["notices"]
    }
    roster = {p["ident"] for p in said["roster"]}
    assert signed["employee-privacy-notice"] == roster
    assert set() < signed["workplace-surveillance-notice"] < roster


def test_notices_name_purposes_that_were_declared():
    said = declared(4)
    purposes = {purpose for activity in said["activities"] for purpose, _ in activity["purposes"]}
    assert all(set(notice["purposes"]) <= purposes for notice in said["notices"])


def test_staff_work_in_new_york_and_a_few_in_connecticut():
    for seed in range(5):
        states = declared(seed)["facts"]["employees_by_state"]
        assert set(states) == {"US-NY", "US-CT"} and states["US-NY"] > 30 > 10 > states["US-CT"] > 1


def test_it_is_plain_data():
    said = declared(5)
    assert json.loads(json.dumps(said))["organisation"] == said["organisation"]
