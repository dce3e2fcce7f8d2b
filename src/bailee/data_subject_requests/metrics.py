"""Figures over the requests of a year: how many of each right came, were answered, refused, and how many days it took.

11 CCR 7102 asks businesses that handle the data of ten million consumers to publish these; whoever is smaller sees by them how
it goes. The median is over requests that were answered or refused; those taken back or joined count as received alone.

>>> asked = Request("dsr-1", (Right.ERASE,), ("ccpa",), "mail", date(2026, 3, 2), "US-CA")
>>> made = figures_of([(asked, [Done("answered", date(2026, 3, 12))], ())], 2026, date(2026, 12, 31))
>>> [(each.right.value, each.received, each.complied, each.median_days) for each in made.lines]
[('erase', 1, 1, 10)]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean, median

from bailee.data_subject_requests.clocks import Deadline
from bailee.data_subject_requests.requests import Done, Request, State, state_of
from bailee.data_subject_requests.rights import Right


@dataclass(frozen=True, slots=True)
class OfRight:
    """One right. Days are whole days from the day it came."""

    right: Right
    received: int
    complied: int  # in whole
    in_part: int
    denied: int
    open: int
    median_days: float | None
    mean_days: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A year. `months`: received and ended in each; `late`: answered after their day, or open past it."""

    year: int
    lines: tuple[OfRight, ...]
    months: tuple[tuple[int, int], ...]
    received: int
    late: int
    in_time: int
    channels: tuple[tuple[str, int], ...]


def figures_of(every: Iterable[tuple[Request, Sequence[Done], Sequence[Deadline]]], year: int, on: date) -> Figures:
    """Figures of the requests that came in a year, as they stand on a day."""
    found = [each for each in every if each[0].received_on.year == year]
    months = [[0, 0] for _ in range(12)]
    late = in_time = 0
    channels: dict[str, int] = {}
    for request, acts, due in found:
        months[request.received_on.month - 1][0] += 1
        channels[request.channel] = channels.get(request.channel, 0) + 1
        ended = _ended(acts)
        if ended is not None and ended.on.year == year:
            months[ended.on.month - 1][1] += 1
        last = max((each.on for each in due if each.what == "answer" and each.on is not None), default=None)
        if last is not None:
            day = ended.on if ended is not None else on
            late += day > last
            in_time += ended is not None and day <= last
    return Figures(
        year,
        tuple(_of(right, found) for right in Right if any(right in request.rights for request, _, _ in found)),
        tuple((received, ended) for received, ended in months),
        len(found),
        late,
        in_time,
        tuple(sorted(channels.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _of(right: Right, found: Sequence[tuple[Request, Sequence[Done], Sequence[Deadline]]]) -> OfRight:
    own = [(request, acts) for request, acts, _ in found if right in request.rights]
    days: list[int] = []
    complied = in_part = denied = open_ = 0
    for request, acts in own:
        state, ended = state_of(acts), _ended(acts)
        if ended is not None:
            days.append((ended.on - request.received_on).days)
        open_ += state.is_open
        denied += state is State.REFUSED
        if state is State.ANSWERED:
            if any(each.act == "excepted" for each in acts):
                in_part += 1
            else:
                complied += 1
    return OfRight(
        right,
        len(own),
        complied,
        in_part,
        denied,
        open_,
        median(days) if days else None,
        round(mean(days), 1) if days else None,
    )


def _ended(acts: Sequence[Done]) -> Done | None:
    """What ended it with an answer, where it still counts."""
    if state_of(acts) not in (State.ANSWERED, State.REFUSED):
        return None
    return next((each for each in reversed(acts) if each.act in ("answered", "refused")), None)
