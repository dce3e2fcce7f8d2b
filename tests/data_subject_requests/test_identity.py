"""Who asks: what suffices for what, and that no number of a paper is kept."""

from __future__ import annotations

import pytest

from bailee.data_subject_requests.identity import Level, check_seen, needed, shown, suffices
from bailee.data_subject_requests.rights import Right
from bailee.errors import InvalidInput


@pytest.mark.parametrize(
    ("right", "sensitive", "level"),
    [
        (Right.OPT_OUT, True, Level.NONE),
        (Right.WITHDRAW, True, Level.NONE),
        (Right.ERASE, False, Level.REASONABLE),
        (Right.ACCESS, False, Level.REASONABLE),
        (Right.ACCESS, True, Level.HIGH),
        (Right.SURVEILLANCE, True, Level.HIGH),
    ],
)
def test_more_is_asked_only_where_more_is_at_stake(right: Right, sensitive: bool, level: Level) -> None:
    assert needed([right], is_sensitive=sensitive) is level


def test_whoever_asks_for_another_shows_that_they_may_and_who_it_is_about() -> None:
    assert "somebody else" in suffices(shown(["paper-seen"]), [Right.ACCESS], is_for_another=True)
    assert "not shown enough" in suffices(shown(["parent"]), [Right.ACCESS], is_for_another=True)
    assert not suffices(shown(["parent", "known-in-person"]), [Right.ACCESS], is_sensitive=True, is_for_another=True)


def test_two_weak_ways_make_no_strong_one() -> None:
    assert suffices(shown(["known-address", "two-details"]), [Right.ACCESS], is_sensitive=True)


@pytest.mark.parametrize("text", ["passport X1234567", "SSN 512-44-7313", "licence 12 34 56"])
def test_a_number_of_a_paper_is_not_taken_down(text: str) -> None:
    with pytest.raises(InvalidInput, match="not what stands on it"):
        check_seen(text)
