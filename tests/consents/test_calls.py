"""What a recorded call takes, by where those on it are; the strictest place decides."""

from __future__ import annotations

from datetime import date

import pytest

from bailee.consents.calls import Needs, check
from bailee.errors import InvalidInput
from bailee.obligations.load import place_codes, rules, rules_by_ident

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    "places, needs",
    [
        (["US-CA", "US-NY"], Needs.ALL_PARTY),
        (["US-NY", "US-CA"], Needs.ALL_PARTY),
        (["US-NY"], Needs.ONE_PARTY),
        (["us-ny", "US-TX"], Needs.ONE_PARTY),
        (["US-MT", "US-NY"], Needs.ANNOUNCE),  # a warning, and either party may record
        (["US-CT"], Needs.ALL_PARTY),  # mixed law is taken as the strict one
        (["GB", "US-NY"], Needs.ANNOUNCE),
        (["AU-ACT"], Needs.ANNOUNCE),
        (["DE"], Needs.ALL_PARTY),
        (["US"], Needs.ALL_PARTY),  # nobody said which state
        (["US-NY", "JP"], Needs.ALL_PARTY),  # no table of ours says
    ],
)
def test_the_strictest_place_decides(places: list[str], needs: Needs) -> None:
    assert check(places, rules(), on=TODAY).needs is needs


def test_every_state_has_an_answer_with_the_law_that_gives_it() -> None:
    states = [code for code in place_codes() if code.startswith("US-")]
    assert len(states) == 51
    for state in states:
        (at,) = check([state], rules(), on=TODAY).places
        assert at.needs is not Needs.UNKNOWN and state in rules_by_ident()[at.rule].places, state


def test_states_that_ask_for_all_are_those_that_the_tables_name() -> None:
    strict = {
        state
        for state in (code for code in place_codes() if code.startswith("US-"))
        if check([state], rules(), on=TODAY).needs is Needs.ALL_PARTY
    }
    assert strict == {
        f"US-{code}" for code in ["CA", "CT", "DE", "FL", "IL", "MA", "MD", "MI", "NH", "NV", "OR", "PA", "WA"]
    }


def test_a_place_that_no_table_knows_says_so_and_goes_to_counsel() -> None:
    found = check(["CA-ON"], rules(), on=TODAY)
    assert found.places[0].needs is Needs.UNKNOWN and found.ask_counsel and found.announce


@pytest.mark.parametrize(
    "places, said", [([], "where the people"), (["California"], "no place"), (["US-ZZ"], "no place")]
)
def test_what_is_no_place_is_refused_in_words(places: list[str], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        check(places, rules(), on=TODAY)
