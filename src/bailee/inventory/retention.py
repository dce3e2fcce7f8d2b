"""How long data is kept: at least, at most, and from what on (Art. 30(1)(f)).

The words that a person wrote stay beside it; where they say a length plainly, they are read as one.

>>> period_of("until three years after leaving")
Period(at_most=Length(3, 'years'), at_least=None, event='leaving')
>>> period_of("7 years").at_most.before(date(2026, 11, 26))
datetime.date(2019, 11, 26)
>>> period_of("as long as needed") == Period()
True
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

UNITS = ("days", "weeks", "months", "years")
_ISO = {"days": "D", "weeks": "W", "months": "M", "years": "Y"}
_DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {"a": 1, "an": 1} | {word: number for number, word in enumerate(_WORDS, 1)}
_LENGTH = re.compile(rf"(?i)\b(\d{{1,4}}|{'|'.join(_NUMBERS)})\s*-?\s*(day|week|month|year)s?\b")
_LEAST = re.compile(r"(?i)\b(?:at least|no less than|not less than|minimum)\b")
_EVENT = re.compile(r"(?i)\b(?:after|from|since|beyond)\s+([^;.,]+)")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, as people say it: 90 days, 7 years."""

    number: int
    unit: str  # of UNITS

    def __repr__(self) -> str:
        return f"Length({self.number}, {self.unit!r})"

    def __str__(self) -> str:
        return f"{self.number} {self.unit[:-1] if self.number == 1 else self.unit}"

    @property
    def days(self) -> int:
        """About as many days, to compare two of them."""
        return round(self.number * _DAYS[self.unit])

    @property
    def iso(self) -> str:
        """As XML Schema and ISO 8601 write it.

        >>> Length(7, "years").iso, Length(2, "weeks").iso
        ('P7Y', 'P14D')
        """
        return f"P{self.number * 7}D" if self.unit == "weeks" else f"P{self.number}{_ISO[self.unit]}"

    def after(self, day: date) -> date:
        return self._moved(day, 1)

    def before(self, day: date) -> date:
        return self._moved(day, -1)

    def _moved(self, day: date, sign: int) -> date:
        """By the calendar: a month after 31 January is the last day of February."""
        if self.unit in ("days", "weeks"):
            return day + timedelta(sign * self.days)
        months = day.year * 12 + day.month - 1 + sign * self.number * (12 if self.unit == "years" else 1)
        year, month = max(months // 12, 1), months % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """Keep at least so long, at most so long, from an event on."""

    at_most: Length | None = None
    at_least: Length | None = None
    event: str = ""  # "end of employment"; empty: from when it was made

    @property
    def is_said(self) -> bool:
        return self.at_most is not None or self.at_least is not None

    def __str__(self) -> str:
        """
        >>> str(Period(Length(7, "years"), Length(3, "years"), "the last pay"))
        'at least 3 years and at most 7 years after the last pay'
        """
        bounds = [
            f"at {word} {length}" for word, length in (("least", self.at_least), ("most", self.at_most)) if length
        ]
        return " and ".join(bounds) + (f" after {self.event}" if bounds and self.event else "")


NOT_SAID = Period()


def length_of(text: str) -> Length | None:
    """The first length that a text names.

    >>> length_of("30-day"), length_of("P7Y"), length_of("soon")
    (Length(30, 'days'), Length(7, 'years'), None)
    """
    if iso := re.fullmatch(r"P(\d{1,4})([DWMY])", text.strip().upper()):
        return Length(int(iso[1]), next(unit for unit, letter in _ISO.items() if letter == iso[2]))
    found = _LENGTH.search(text)
    if found is None:
        return None
    number = _NUMBERS.get(found[1].lower()) or int(found[1])
    return Length(number, f"{found[2].lower()}s") if number else None


def period_of(text: str) -> Period:
    """What a person wrote, read as a period; an empty one where it says none plainly."""
    length = length_of(text)
    if length is None or len(_LENGTH.findall(text)) > 1:
        return NOT_SAID  # two lengths: which of them bounds what is a person's to say
    event = _EVENT.search(text)
    said = " ".join(event[1].split()) if event else ""
    return Period(None, length, said) if _LEAST.search(text) else Period(length, None, said)
