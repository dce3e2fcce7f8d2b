"""The calendar of deadlines as a drawing: a bar is a number of days, dots are a duty without one, a line is today.

All of it is made of attributes: shares of the width, so that it fits a screen of any width. Beside each stands its day in words, so
the drawing is hidden from who listens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup, escape

from bailee.incidents.clocks import is_working_day
from bailee.incidents.paper import day_words
from bailee.incidents.sheet import Line

_LEAST, _MOST = 21, 400  # days that are drawn
_MARGIN = 4


@dataclass(frozen=True, slots=True)
class Scale:
    """From the day of the discovery to somewhat behind the last deadline."""

    begins: date
    days: int
    today: date

    def at(self, day: date) -> float:
        """Where a day lies, in percent of the width."""
        return round(min(max(100 * (day - self.begins).days / self.days, 0.0), 100.0), 2)

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """One a week; further apart where there are many."""
        step = 7 * max(1, -(-self.days // 63))
        return tuple(
            (self.at(day), f"{day.day} {day:%b}")
            for day in (self.begins + timedelta(days=n) for n in range(0, self.days - 4, step))
        )


def scale_of(lines: Sequence[Line], begins: date, today: date) -> Scale:
    """What has room for all of them."""
    last = max(
        [begins + timedelta(days=_LEAST), today, *(each.deadline.on for each in lines if each.deadline is not None)]
    )
    return Scale(begins, min((last - begins).days + _MARGIN, _MOST), today)


def head(scale: Scale) -> Markup:
    """The row of days above the bars."""
    texts = Markup("").join(Markup('<text x="{}%" y="12">{}</text>').format(x, words) for x, words in scale.ticks)
    today = Markup('<text class="today" x="{}%" y="26">today</text>').format(scale.at(scale.today))
    return Markup('<svg class="days" width="100%" height="30" aria-hidden="true">{}{}</svg>').format(texts, today)


def row(scale: Scale, line: Line, home: str) -> Markup:
    """One duty."""
    parts = [Markup('<line class="week" x1="{0}%" x2="{0}%" y1="0" y2="36"/>').format(x) for x, _ in scale.ticks]
    end = scale.at(line.deadline.on) if line.deadline is not None else None
    if line.deadline is not None and line.deadline.act_by != line.deadline.on:
        parts += _days_off(scale, line, home)
    if end is not None:
        parts.append(
            Markup(
                '<line class="run" x1="0" x2="{0}%" y1="18" y2="18"/><line class="end" x1="{0}%" x2="{0}%" y1="12" y2="24"/>'
            ).format(end)
        )
    else:
        end = scale.at(max(scale.today, scale.begins + timedelta(days=3)))
        parts.append(
            Markup(
                '<line class="dots" x1="0" x2="{0}%" y1="18" y2="18"/><circle class="open" cx="{0}%" cy="18" r="4"/>'
            ).format(end)
        )
    parts.append(Markup('<line class="now" x1="{0}%" x2="{0}%" y1="0" y2="36"/>').format(scale.at(scale.today)))
    words = escape(_short(line))
    if end < 55:
        parts.append(Markup('<text x="{}%" dx="10" y="22">{}</text>').format(end, words))
    else:
        parts.append(Markup('<text class="before" x="{}%" dx="-10" y="10">{}</text>').format(end, words))
    return Markup('<svg class="days" width="100%" height="36" aria-hidden="true">{}</svg>').format(
        Markup("").join(parts)
    )


def _days_off(scale: Scale, line: Line, home: str) -> list[Markup]:
    """Weekend and holidays before a day on which nobody works."""
    if line.deadline is None:
        return []
    shaded = []
    day = line.deadline.on
    while day > line.deadline.act_by:
        if not is_working_day(day, line.place or home):
            left, width = scale.at(day), max(scale.at(day + timedelta(days=1)) - scale.at(day), 0.4)
            shaded.append(Markup('<rect class="off" x="{}%" width="{}%" y="0" height="36"/>').format(left, width))
        day -= timedelta(days=1)
    return shaded


def _short(line: Line) -> str:
    if line.deadline is None:
        return "first, no fixed day" if line.first else "no fixed day"
    return day_words(line)


def today_in(moment: datetime, begins: datetime) -> date:
    """The day of a moment where the incident counts its days."""
    return moment.astimezone(begins.tzinfo).date()
