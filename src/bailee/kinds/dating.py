"""How old a record is by its own words: the day of a test, the end of a pay period, the year that a tax form is for.

A kind says what its date is called (`DATED`). Only the day or the year is kept; where several stand, the newest: a document is
as old as the youngest thing in it. A day and a month that could be either leave the year.

>>> from bailee.kinds.interface import Document, OwnDate
>>> from bailee.text import Text
>>> from bailee.vocabulary import Locator
>>> place = Locator(("a.txt",))
>>> def dated(text, own=OwnDate("its pay period", ("pay period", "pay date"), ("tax year",))):
...     return own_date(Writing(Document(place, "text/plain", len(text), (Text.of(text, place),), ())), own)
>>> dated("Pay period 02/26/2024 - 03/10/2024        Pay date 03/15/2024"), dated("Tax year: 2017")
('2024-03-15', '2017')
>>> dated("Pay period: 01/02/2023 to 03/04/2023"), dated("Date of birth: 03/15/1980   Pay date: ________")
('2023', '')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from bailee.dates import order_of, parse
from bailee.kinds.families import plain
from bailee.kinds.interface import OwnDate
from bailee.kinds.sheets import is_wide_table
from bailee.kinds.writing import LONGEST, Writing
from bailee.text import Text

MOST = 2_000_000  # characters of a document that may have been cut off there: what is younger may stand behind
_YEAR = re.compile(r"(?<![\d.,$€£/-])((?:19[5-9]|20\d)\d)(?![\d.,/-]\d|\d)")
_DAY = re.compile(
    r"(?<![\d/.-])(?:\d{4}-\d\d-\d\d(?!\d)|\d\d?([/.-])\d\d?\1(?:\d{4}|\d\d)(?!\d)"
    r"|\d\d?(?:st|nd|rd|th|er|º|\.)?[ -](?:de )?[^\W\d_]{3,10}\.?[ ,-]+(?:del? )?\d{4}(?!\d)"
    r"|[^\W\d_]{3,10}\.? \d\d?(?:st|nd|rd|th)?,? \d{4}(?!\d))",
)
# Days in figures, of which some tell whether the day or the month comes first. It begins with a digit, and looks back from there:
# a search for one goes from digit to digit.
_FIGURES = re.compile(r"\d(?<![\d/.-]\d)\d?([/-])\d\d?\1(?:\d{4}|\d\d)(?!\d)")
# What may stand between the words and the day: signs, a weekday, a few words.
_GAP = re.compile(
    r"(?:\W{1,60}|(?<!\w)(?:and|at|dated?|ending|ended|from|is|of|on|the|time|was|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?!\w))*",
    re.I,
)
_TO = re.compile(r"\W{0,5}(?:to|through|thru|until|bis|al?|au)?\W{0,5}", re.I)
_COMPOUND = re.compile(r"(?<=[a-z])(?=[A-Z])|_")


def own_date(writing: Writing, own: OwnDate) -> str:
    """The newest day that stands with one of these words, else the newest year; empty where none does."""
    if sum(len(text.content) for text in writing.texts) >= MOST:
        return ""
    flowing = sum(len(text.content) for text in writing.texts if not is_wide_table(text))
    if flowing >= LONGEST:
        return ""
    # rows of a table stand among the lines, too, and do not say there whether there are others without a day
    in_lines = () if own.ends and any(map(is_wide_table, writing.texts)) else own.words
    said = [*_beside(writing, in_lines), *_below(writing, own)]
    order = order_of([*said, *(match.group() for match in _FIGURES.finditer(writing.lines))]) if said else ""
    days = [parse(text, order if order != "both" else "") for text in said]
    sure = [day for day in days if isinstance(day, date)]
    # two digits that could be the day or the month: the year stands either way
    years = [text[-4:] for text, day in zip(said, days, strict=True) if isinstance(day, str) and _YEAR.match(text[-4:])]
    years += _years(writing, own.years)
    newest = max((day.isoformat() for day in sure), default="")
    year = max(years, default="")
    return year if year > newest[:4] else newest


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    each = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{each})(?![^\W_])", re.I)


@cache
def _near_year(words: tuple[str, ...]) -> re.Pattern[str]:
    each = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    year = _YEAR.pattern
    return re.compile(
        rf"(?<![^\W_])(?:{each})(?![^\W_])[^\w\n]{{0,8}}{year}|{year}[^\w\n]{{1,3}}(?:form )?(?:{each})(?![^\W_])", re.I
    )


def _stands(writing: Writing, words: tuple[str, ...]) -> bool:
    """Whether one of these words stands there, be it in another: a look that costs a tenth of the search for it."""
    text = writing.plain
    return any(word in text for word in _plain(words))


@cache
def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(plain, words))


def _beside(writing: Writing, words: tuple[str, ...]) -> Iterator[str]:
    """Days after the words, and the second of two, where it is a stretch of time."""
    if not _stands(writing, words):
        return
    lines = writing.lines
    for match in _any_of(words).finditer(lines):
        gap = _GAP.match(lines, match.end())
        first = _DAY.match(lines, gap.end()) if gap else None
        if first is None:
            continue
        yield first.group()
        to = _TO.match(lines, first.end())
        if to and (second := _DAY.match(lines, to.end())):
            yield second.group()


def _below(writing: Writing, own: OwnDate) -> Iterator[str]:
    """Days in a column of that name, of all rows. Where it is the day on which something ended, a row without one has not ended."""
    for text in writing.texts:
        if is_wide_table(text):
            days = _column(text, own.words)
            if not own.ends or len({row for row, _ in days}) == len(set(text.cells.rows) - {0} if text.cells else ()):
                yield from (day for _, day in days)


def _column(text: Text, words: tuple[str, ...]) -> list[tuple[int, str]]:
    """Days in such columns, each with its row."""
    cells = text.cells
    if cells is None:
        return []
    named = {
        number
        for number, header in enumerate(cells.headers)
        if any(word in _COMPOUND.sub(" ", header).casefold() for word in words) and "birth" not in header.casefold()
    }
    days = []
    for index, column in enumerate(cells.columns):
        if column in named and cells.rows[index]:
            end = cells.starts[index + 1] - 1 if index + 1 < len(cells.starts) else len(text.content)
            if day := _DAY.search(text.content, cells.starts[index], end):
                days.append((cells.rows[index], day.group()))
    return days


def _years(writing: Writing, words: tuple[str, ...]) -> Iterator[str]:
    if _stands(writing, words):
        for match in _near_year(words).finditer(writing.lines):
            yield match[1] or match[2]
