"""Dates as people write them. A day and a month that could be either are asked about, never guessed.

>>> order_of(["03/04/2026", "25/12/2025"]), order_of(["03/04/2026"]), order_of(["13/01/2026", "01/13/2026"])
('day-first', '', 'both')
>>> parse("3. April 2026", ""), parse("2026-04-03", ""), parse("03.04.26", ""), parse("03/04/2026", "month-first")
(datetime.date(2026, 4, 3), datetime.date(2026, 4, 3), datetime.date(2026, 4, 3), datetime.date(2026, 3, 4))
>>> parse("03/04/2026", "") is AMBIGUOUS, parse("yesterday", "") is None, parse("31.02.2026", "") is None
(True, True, True)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

AMBIGUOUS: Final = "ambiguous"
_ISO = re.compile(r"(\d{4})[-/.]?(\d\d?)[-/.]?(\d\d?)(?:[T ].*|\d{6}(?:\.\d+)?Z)?")
_NUMBERS = re.compile(r"(\d\d?)\s?([-/. ])\s?(\d\d?)\s?\2\s?(\d{4}|\d\d)(?: 0?0:00(?::00)?)?")
_WORDS = re.compile(r"(?:(\d\d?)(?:st|nd|rd|th|er|º|\.)?[ -]*(?:de |of )?([^\W\d]+)\.?|([^\W\d]+)\.? (\d\d?)(?:st|nd|rd|th)?,?)[ ,-]*(?:de |del )?(\d{4})")  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janner enero janvier janv", "feb february februar febrero fevrier fevr", "mar march marz maerz mrz marzo mars",
            "apr april abril avril avr", "may mai mayo", "jun june juni junio juin", "jul july juli julio juillet juil",
            "aug august agosto aout ago", "sep sept september septiembre septembre", "oct october oktober okt octubre octobre",
            "nov november noviembre novembre", "dec december dezember dez diciembre dic decembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_EXCEL = date(1899, 12, 30)


def order_of(values: Iterable[str]) -> str:
    """Whether days or months come first in a column, as the values beyond 12 show; `both`: they contradict each other."""
    shown = set()
    for value in values:
        if (found := _NUMBERS.fullmatch(value.strip())) and found[2] in "/- ":
            first, second = int(found[1]), int(found[3])
            if first > 12 >= second:
                shown.add("day-first")
            elif second > 12 >= first:
                shown.add("month-first")
    return "both" if len(shown) > 1 else next(iter(shown), "")


def parse(value: str, order: str) -> date | str | None:
    """The day; AMBIGUOUS where day and month could be either and nothing says which; None where it is no date."""
    text = " ".join(value.split())
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMBERS.fullmatch(text):
            return _numbers(int(found[1]), int(found[3]), _year(found[4]), "day-first" if found[2] == "." else order)
        if found := _WORDS.fullmatch(text):
            month = _MONTHS.get(_plain(found[2] or found[3]))
            return date(int(found[5]), month, int(found[1] or found[4])) if month else None
        if re.fullmatch(r"\d{5}(?:\.0)?", text) and 3_654 <= int(text[:5]) <= 73_050:  # as Excel counts days
            return _EXCEL + timedelta(int(text[:5]))
    except ValueError:
        return None
    return None


def _numbers(first: int, second: int, year: int, order: str) -> date | str:
    if first == second:
        return date(year, first, second)
    if first > 12 or (second <= 12 and order == "day-first"):
        return date(year, second, first)
    if second > 12 or order == "month-first":
        return date(year, first, second)
    return AMBIGUOUS


def _year(text: str) -> int:
    """Two digits are of this century up to now, else of the last one."""
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) <= 30 else 1900)


def _plain(word: str) -> str:
    small = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in small if not unicodedata.combining(sign))


# --- how a day is said to people


def in_short(day: date) -> str:
    """
    >>> in_short(date(2026, 3, 3))
    '3 Mar 2026'
    """
    return f"{day.day} {day:%b %Y}"


def in_full(day: date) -> str:
    """As letters and papers say it.

    >>> in_full(date(2026, 3, 3))
    '3 March 2026'
    """
    return f"{day.day} {day:%B %Y}"


def with_weekday(day: date) -> str:
    """Where somebody has to be ready by then.

    >>> with_weekday(date(2026, 3, 3))
    'Tue 3 Mar 2026'
    """
    return f"{day:%a} {in_short(day)}"


def to_the_minute(moment: datetime) -> str:
    """In the zone that the moment has.

    >>> to_the_minute(datetime(2026, 3, 3, 9, 5))
    'Tue 3 Mar 2026, 09:05'
    """
    return f"{with_weekday(moment)}, {moment:%H:%M}"
