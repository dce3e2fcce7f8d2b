"""Exposure in one word: risk_cases.toml says what goes in and which word comes out; no factor that gets worse makes it better."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protection.risk import Level, Openness, Who, risk, who, worst
from bailee.protection.whereabouts import Whereabouts
from bailee.vocabulary import Severity

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "risk_cases.toml").read_text("utf-8"))["case"]
ENCRYPTED = {"yes": True, "no": False, "unknown": None}


def test_there_are_forty_cases_and_no_two_have_one_name() -> None:
    assert len(CASES) == len({case["name"] for case in CASES}) >= 40
    assert {case["where"] for case in CASES} == {each.value for each in Whereabouts}
    assert {case["level"] for case in CASES} == {each.value for each in Level}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    accounts = None if case["accounts"] < 0 else case["accounts"]
    by = who(
        accounts=accounts,
        everyone=None if accounts is None else case.get("everyone", 0),
        public=case.get("public", 0),
        sealed=case.get("sealed", False),
    )
    told = risk(Severity(case["sensitivity"]), by, Whereabouts(case["where"]), encrypted=ENCRYPTED[case["encrypted"]])
    assert told.level.value == case["level"], told.product
    assert told.words.count(" · ") == 2 and told.sensitivity.value in told.words


any_risk = st.builds(
    lambda sensitivity, openness, where, encrypted: risk(sensitivity, Who(openness, 5), where, encrypted=encrypted),
    st.sampled_from(Severity),
    st.sampled_from(Openness),
    st.sampled_from(Whereabouts),
    st.sampled_from([True, False, None]),
)


@given(any_risk)
def test_nothing_that_gets_worse_makes_it_better(one: Any) -> None:
    by_data = [risk(each, one.who, one.where, encrypted=one.encrypted).product for each in Severity]
    by_whom = [risk(one.sensitivity, Who(each, 5), one.where, encrypted=one.encrypted).product for each in Openness]
    for products in (by_data, by_whom):
        assert all(before <= after for before, after in pairwise(products))
    plain = risk(one.sensitivity, one.who, one.where, encrypted=False)
    unknown = risk(one.sensitivity, one.who, one.where, encrypted=None)
    assert one.product <= plain.product == unknown.product  # what nobody read is as bad as the clear


def test_the_worst_of_several_is_the_one_to_look_at_first() -> None:
    stick = risk(Severity.SEVERE, Who(Openness.FEW, 1), Whereabouts.REMOVABLE, encrypted=False)
    disk = risk(Severity.SEVERE, Who(Openness.FEW, 1), Whereabouts.LOCAL, encrypted=False)
    assert worst([disk, stick, disk]) is stick and worst([]) is None


def test_one_account_is_said_as_one() -> None:
    assert Who(Openness.FEW, 1).words == "1 account can open it"
    assert Who(Openness.MANY, 4_100).words == "4,100 accounts can open it"
