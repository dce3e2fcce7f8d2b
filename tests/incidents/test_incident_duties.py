"""The table of duties says what the law tables say, and every law on breaches is in it."""

from __future__ import annotations

import pytest

from bailee.incidents.duties import Duty, duties_of, idents, questions
from bailee.incidents.elements import ELEMENTS
from bailee.obligations.load import rules

RULES = {rule.ident: rule for rule in rules() if rule.area == "breach"}
STATES = [ident for ident, rule in RULES.items() if rule.jurisdiction.startswith("US-")]


def test_every_law_on_breaches_is_counted_and_no_other() -> None:
    assert idents() == RULES.keys()
    assert len(STATES) == 51


@pytest.mark.parametrize("ident", STATES)
def test_days_and_thresholds_are_those_of_the_law_table(ident: str) -> None:
    told, duties = RULES[ident].breach, duties_of(ident)
    (people,) = [each for each in duties.each if each.to == "people"]
    assert (people.clock.amount if people.clock else None) == told.get("individual_deadline_days")
    has_regulator = any(each.to == "regulator" and each.when == "" for each in duties.each)
    assert has_regulator == (not told["regulator"].startswith("none") and ident != "breach-us-ak")
    for to, words in (
        ("regulator", told.get("regulator_threshold")),
        ("bureaus", told.get("consumer_reporting_agencies")),
    ):
        for duty in duties.each:
            if duty.to == to and duty.when == "" and not duty.ask and duty.threshold:
                figure = duty.over if duty.over is not None else duty.least
                assert f"{figure:,}" in str(words), (ident, to, words)
    assert not set(told["elements"]) - ELEMENTS.keys()


@pytest.mark.parametrize("ident", STATES)
def test_safe_harbours_are_those_of_the_law_table(ident: str) -> None:
    said, safe = RULES[ident].breach["encryption_safe_harbour"], duties_of(ident).safe
    if "key" in said:
        assert safe == "key"
    elif said.startswith("yes"):
        assert safe == "definition"
    else:
        assert safe == "ask"


def test_a_law_without_a_test_of_harm_has_none() -> None:
    for ident in STATES:
        said = RULES[ident].breach["harm_test"]
        if said in ("none", "none stated", "none (no risk-of-harm exception)"):
            assert duties_of(ident).harm.test == "", ident
        else:
            assert duties_of(ident).harm.test in questions(), ident


def test_a_threshold_within_the_range_is_neither_reached_nor_not() -> None:
    assert Duty("regulator", least=500).reached(490, 510) is None
    assert Duty("regulator", least=500).reached(500, 510) is True
    assert Duty("regulator", under=500).reached(510, 520) is False
