"""Days of requests, counted by hand: by law, over holidays, short months, changes of the clock, waiting and extensions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bailee.data_subject_requests.clocks import Asked, Wait, day_of, deadlines, may_extend_until
from bailee.data_subject_requests.laws import laws, laws_for, named_only
from bailee.data_subject_requests.rights import Right

D = date
# law, right, came, place, answer by, act by
CASES = [
    ("gdpr", "access", D(2026, 3, 5), "DE", D(2026, 4, 7), D(2026, 4, 7)),  # 5 April is Easter Sunday, then Easter Monday
    ("gdpr", "access", D(2026, 8, 31), "DE", D(2026, 9, 30), D(2026, 9, 30)),  # September is shorter
    ("gdpr", "erase", D(2026, 1, 31), "FR", D(2026, 3, 2), D(2026, 3, 2)),  # 28 February 2026 is a Saturday
    ("gdpr", "copy", D(2028, 1, 31), "FR", D(2028, 2, 29), D(2028, 2, 29)),  # a leap year
    ("gdpr", "correct", D(2026, 11, 25), "DE", D(2026, 12, 28), D(2026, 12, 28)),  # Christmas, then a weekend
    ("gdpr", "object", D(2026, 4, 1), "DE", D(2026, 5, 4), D(2026, 5, 4)),  # 1 May is a holiday, a Friday
    ("gdpr", "restrict", D(2026, 6, 14), "FR", D(2026, 7, 15), D(2026, 7, 15)),  # 14 July, in France
    ("gdpr", "restrict", D(2026, 6, 14), "DE", D(2026, 7, 14), D(2026, 7, 14)),  # and not in Germany
    ("gdpr", "withdraw", D(2026, 6, 10), "DE", D(2026, 6, 10), D(2026, 6, 10)),
    ("uk-gdpr", "access", D(2026, 11, 25), "GB", D(2026, 12, 29), D(2026, 12, 29)),  # Boxing Day moved to Monday the 28th
    ("uk-gdpr", "access", D(2026, 9, 3), "GB", D(2026, 10, 5), D(2026, 10, 5)),
    ("ccpa", "access", D(2026, 3, 2), "US-CA", D(2026, 4, 16), D(2026, 4, 16)),
    ("ccpa", "erase", D(2026, 11, 10), "US-CA", D(2026, 12, 25), D(2026, 12, 24)),  # it stays; one acts the day before
    ("ccpa", "opt-out", D(2026, 11, 20), "US-CA", D(2026, 12, 15), D(2026, 12, 15)),  # Thanksgiving and the day after are none
    ("us-va", "erase", D(2026, 3, 2), "US-VA", D(2026, 4, 16), D(2026, 4, 16)),
    ("us-va", "appeal", D(2026, 3, 2), "US-VA", D(2026, 5, 1), D(2026, 5, 1)),
    ("hipaa", "access", D(2026, 3, 2), "US", D(2026, 4, 1), D(2026, 4, 1)),
    ("hipaa", "correct", D(2026, 3, 2), "US", D(2026, 5, 1), D(2026, 5, 1)),
    ("pipeda", "access", D(2026, 6, 1), "CA", D(2026, 7, 1), D(2026, 6, 30)),  # Canada Day
    ("au-app", "access", D(2026, 12, 26), "AU", D(2027, 1, 25), D(2027, 1, 25)),
]  # fmt: skip


@pytest.mark.parametrize(("law", "right", "came", "place", "by", "act_by"), CASES)
def test_the_day_is_the_one_that_was_counted_by_hand(
    law: str, right: str, came: date, place: str, by: date, act_by: date
) -> None:
    found = [each for each in deadlines(laws()[law], Asked((Right(right),), came, place)) if each.what == "answer"]
    assert [(each.on, each.act_by) for each in found] == [(by, act_by)]
    assert found[0].citation and found[0].why


def test_a_california_request_is_confirmed_within_ten_business_days() -> None:
    confirm, answer = deadlines(laws()["ccpa"], Asked((Right.ACCESS,), D(2026, 11, 20), "US-CA"))
    assert (confirm.what, confirm.on) == ("confirm", D(2026, 12, 8))  # without Thanksgiving and the day after
    assert answer.on == D(2027, 1, 4)


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "Europe/Berlin", D(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "Europe/Berlin", D(2026, 3, 29)),  # clocks go forward that night
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), "Europe/Berlin", D(2026, 10, 25)),  # and back
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "America/Los_Angeles", D(2026, 10, 31)),
    ],
)
def test_a_change_of_the_clock_moves_no_day(moment: datetime, zone: str, day: date) -> None:
    came = day_of(moment, ZoneInfo(zone))
    assert came == day
    (answer,) = deadlines(laws()["us-va"], Asked((Right.ACCESS,), came, "US-VA"))
    assert answer.on is not None and (answer.on - came).days == 45


def test_identity_asked_moves_the_beginning_where_the_law_says_so() -> None:
    waits = (Wait("identity", D(2026, 3, 3), D(2026, 3, 16)),)
    gdpr, ccpa = (
        next(
            each
            for each in deadlines(laws()[law], Asked((Right.ACCESS,), D(2026, 3, 2), place, waits))
            if each.what == "answer"
        )
        for law, place in (("gdpr", "DE"), ("ccpa", "US-CA"))
    )
    assert gdpr.on == D(2026, 4, 16) and "who they are" in gdpr.why
    assert (
        ccpa.on == D(2026, 4, 16) and "who they are" not in ccpa.why
    )  # 45 days from receipt, however long it takes to verify


def test_while_it_is_waited_for_there_is_no_day() -> None:
    (answer,) = deadlines(
        laws()["gdpr"], Asked((Right.ACCESS,), D(2026, 3, 2), "DE", (Wait("identity", D(2026, 3, 3)),))
    )
    assert answer.on is None and answer.why.startswith("waits since 3 March 2026")


def test_clarification_stops_the_clock_in_the_united_kingdom_and_not_in_the_union() -> None:
    waits = (Wait("clarification", D(2026, 3, 3), D(2026, 3, 13)),)
    (uk,) = deadlines(laws()["uk-gdpr"], Asked((Right.ACCESS,), D(2026, 3, 2), "GB", waits))
    (eu,) = deadlines(laws()["gdpr"], Asked((Right.ACCESS,), D(2026, 3, 2), "DE", waits))
    assert uk.on == D(2026, 4, 13)  # 2 April and ten days: the 12th is a Sunday
    assert eu.on == D(2026, 4, 2)


@pytest.mark.parametrize(
    ("law", "place", "first", "whole"),
    [
        ("gdpr", "DE", D(2026, 4, 2), D(2026, 6, 2)),
        ("ccpa", "US-CA", D(2026, 4, 16), D(2026, 5, 31)),
        ("hipaa", "US", D(2026, 4, 1), D(2026, 5, 1)),
        ("pipeda", "CA", D(2026, 4, 1), D(2026, 5, 1)),
    ],
)
def test_an_extension_is_told_by_the_first_day_and_ends_with_the_second(
    law: str, place: str, first: date, whole: date
) -> None:
    asked = Asked((Right.ACCESS,), D(2026, 3, 2), place)
    assert may_extend_until(laws()[law], asked) == first
    later = deadlines(laws()[law], Asked((Right.ACCESS,), D(2026, 3, 2), place, is_extended=True))
    assert [each.on for each in later if each.what == "answer"] == [whole]


def test_no_law_knows_an_extension_of_an_opt_out() -> None:
    assert may_extend_until(laws()["ccpa"], Asked((Right.OPT_OUT,), D(2026, 3, 2), "US-CA")) is None


def test_records_of_surveillance_have_a_right_and_no_day() -> None:
    (answer,) = deadlines(laws()["au-act-workplace"], Asked((Right.SURVEILLANCE,), D(2026, 3, 2), "AU-ACT"))
    assert answer.on is None and "no day" in answer.why


def test_a_law_that_nobody_verified_is_named_and_gives_no_day() -> None:
    assert deadlines(laws()["us-co"], Asked((Right.ACCESS,), D(2026, 3, 2), "US-CO")) == ()
    assert "us-co" in {law.ident for law in named_only(["US-CO"])}
    assert "us-co" not in {law.ident for law in laws_for(Right.ACCESS, ["US-CO"])}


def test_every_law_says_where_it_was_read_and_how() -> None:
    from bailee.obligations.tables import CONFIDENCES

    for law in laws().values():
        assert law.confidence in CONFIDENCES
        assert law.source or not law.is_verified
        assert law.clocks or not law.is_verified
