"""A day in both times: what was true on it, as it was known then, or as it is known since.

>>> from datetime import date, timedelta
>>> then = as_of(date(2026, 3, 3), today=date(2026, 11, 26))
>>> then.is_known_then, then.words
(True, 'As of 3 Mar 2026, as it was known at the end of that day.')
>>> later = as_of(date(2026, 3, 3), date(2026, 6, 1), today=date(2026, 11, 26))
>>> later.is_known_then, later.words
(False, 'As of 3 Mar 2026, as it was known on 1 Jun 2026.')
>>> as_of(date(2026, 11, 26), today=date(2026, 11, 26))
Traceback (most recent call last):
bailee.errors.InvalidInput: 2026-11-26 is not over
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bailee.errors import InvalidInput

FIRST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class AsOf:
    """`on`: what was true at its end; `known_on`: as it was known at the end of this day. Days are of the server's own clock."""

    on: date
    known_on: date

    @property
    def end(self) -> datetime:
        """The last moment of the day that is asked about, in local time."""
        return _last(self.on)

    @property
    def known_at(self) -> datetime:
        return _last(self.known_on)

    @property
    def moment(self) -> datetime:
        """The earlier of both: what happened later neither was true nor could be known."""
        return min(self.end, self.known_at)

    @property
    def is_known_then(self) -> bool:
        """Whether nothing that was learned after that day is in it."""
        return self.known_on <= self.on

    @property
    def words(self) -> str:
        """The mark that stands on each page and report."""
        if self.on == self.known_on:
            return f"As of {_day(self.on)}, as it was known at the end of that day."
        return f"As of {_day(self.on)}, as it was known on {_day(self.known_on)}."


def as_of(on: date, known_on: date | None = None, *, today: date | None = None) -> AsOf:
    """InvalidInput for a day that is not over, lies before there was anything, or was known only in the time to come.

    `known_on` may be today: what is known now of a past day.
    """
    now = today or datetime.now(UTC).astimezone().date()
    known = known_on or on
    if on >= now:
        raise InvalidInput(f"{on} is not over", hint="name a day before today; without --as-of you see now")
    if known > now:
        raise InvalidInput(f"what will be known on {known} nobody knows", hint="name a day up to today")
    if min(on, known) < FIRST:
        raise InvalidInput(f"{min(on, known)} lies before any record", hint=f"name a day from {FIRST} on")
    return AsOf(on, known)


def _last(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min).astimezone() - timedelta(microseconds=1)


def _day(day: date) -> str:
    return f"{day:%-d %b %Y}"
