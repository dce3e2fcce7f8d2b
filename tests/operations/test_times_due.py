"""When something that comes again is due: time zones, short months, clocks that jump, and times that were missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bailee.errors import InvalidInput
from bailee.operations.times_due import Recurrence, due_at


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("recurrence", "moment", "last", "following"),
    [
        (("day", "02:30", 0, "Europe/Berlin"), "2026-01-15 12:00", "2026-01-15 01:30", "2026-01-16 01:30"),
        (("day", "02:30", 0, "Europe/Berlin"), "2026-07-15 00:00", "2026-07-14 00:30", "2026-07-15 00:30"),
        (("day", "23:30", 0, "America/New_York"), "2026-01-15 04:00", "2026-01-14 04:30", "2026-01-15 04:30"),
        (("day", "00:00", 0, "Pacific/Kiritimati"), "2026-01-15 09:59", "2026-01-14 10:00", "2026-01-15 10:00"),
        (("week", "18:00", 4, "UTC"), "2026-11-25 12:00", "2026-11-20 18:00", "2026-11-27 18:00"),
        (("month", "06:00", 31, "UTC"), "2026-03-01 00:00", "2026-02-28 06:00", "2026-03-31 06:00"),
        (("month", "06:00", 29, "UTC"), "2028-03-01 00:00", "2028-02-29 06:00", "2028-03-29 06:00"),
    ],
)
def test_the_time_before_and_the_time_after(
    recurrence: tuple[str, str, int, str], moment: str, last: str, following: str
) -> None:
    again = Recurrence(*recurrence).checked()
    assert again.last_before(_at(moment)) == _at(last)
    assert again.next_after(_at(moment)) == _at(following)


def test_a_time_that_the_clock_jumps_over_is_an_hour_later_on_that_day() -> None:
    again = Recurrence("day", "02:30", 0, "America/New_York")
    assert again.next_after(_at("2026-03-08 06:00")) == _at("2026-03-08 07:30")  # 03:30 there


def test_a_time_that_comes_twice_is_due_once() -> None:
    again = Recurrence("day", "01:30", 0, "America/New_York")
    assert again.next_after(_at("2026-11-01 04:00")) == _at("2026-11-01 05:30")
    assert again.next_after(_at("2026-11-01 05:30")) == _at("2026-11-02 06:30")


def test_ten_nights_that_were_missed_are_made_up_for_once() -> None:
    again = Recurrence("day", "02:00", 0, "UTC")
    known, now = _at("2026-01-01 00:00"), _at("2026-01-11 09:00")
    due = due_at(again, known, None, now)
    assert due == _at("2026-01-11 02:00")
    assert due_at(again, known, due, now) is None
    assert due_at(again, known, due, now + timedelta(days=1)) == _at("2026-01-12 02:00")


def test_what_was_done_is_not_due_again_when_the_clock_is_moved_back() -> None:
    again = Recurrence("day", "02:00", 0, "UTC")
    assert due_at(again, _at("2026-01-01 00:00"), _at("2026-01-11 02:00"), _at("2026-01-09 03:00")) is None


def test_nothing_is_due_for_the_time_before_it_was_asked_for() -> None:
    assert due_at(Recurrence("day", "02:00", 0, "UTC"), _at("2026-01-10 03:00"), None, _at("2026-01-10 04:00")) is None


@pytest.mark.parametrize(
    "told",
    [("hour", "02:00", 0, "UTC"), ("day", "24:00", 0, "UTC"), ("day", "2 am", 0, "UTC"), ("week", "02:00", 7, "UTC"),
     ("month", "02:00", 0, "UTC"), ("month", "02:00", 32, "UTC"), ("day", "02:00", 0, "../../etc/passwd"), ("day", "02:00", 0, "Mars/Olympus"), ("day", "02:00", 0, "")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(told: tuple[str, str, int, str]) -> None:
    with pytest.raises(InvalidInput):
        Recurrence(*told).checked()
