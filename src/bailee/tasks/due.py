"""Days: by when, and where that day is from. No day is invented; one on a weekend says by which working day to act.

>>> Due(date(2026, 11, 28), "30 days after the incident").words
'Sat 28 Nov 2026, act by Fri 27 Nov'
>>> act_by(date(2026, 11, 27))
datetime.date(2026, 11, 27)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bailee.dates import with_weekday

SATURDAY = 5


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A day, and who or what gives it. `is_law`: nobody may put it off."""

    on: date
    source: str
    is_law: bool = True

    @property
    def words(self) -> str:
        last = act_by(self.on)
        said = with_weekday(self.on)
        return said if last == self.on else f"{said}, act by {last:%a} {last.day} {last:%b}"


def act_by(due_on: date) -> date:
    """The last working day that is not after a day. Holidays are not known here.

    >>> act_by(date(2026, 11, 29))  # a Sunday
    datetime.date(2026, 11, 27)
    """
    return due_on - timedelta(days=max(0, due_on.weekday() - SATURDAY + 1))


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of that month.

    >>> months_after(date(2024, 2, 29), 12), months_after(date(2026, 10, 31), 1)
    (datetime.date(2025, 2, 28), datetime.date(2026, 11, 30))
    """
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))


def next_of_year(month_and_day: str, on: date) -> date:
    """The next such day from a day on.

    >>> next_of_year("03-01", date(2026, 11, 25))
    datetime.date(2027, 3, 1)
    """
    month, day = map(int, month_and_day.split("-"))
    this = date(on.year, month, day)
    return this if this >= on else date(on.year + 1, month, day)


def long_ago(days: int) -> str:
    """How long ago, rounded as a person would say it.

    >>> long_ago(1), long_ago(45), long_ago(100), long_ago(2152)
    ('1 day', '45 days', '3 months', '5 years')
    """
    for size, word in ((730, "years"), (61, "months")):
        if days >= size:
            return f"{days // (365 if word == 'years' else 30)} {word}"
    return f"{days} day{'s' * (days != 1)}"
