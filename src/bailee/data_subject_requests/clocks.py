"""By when: the days of a request, from the day it came, what stopped the clock, and how the law counts.

>>> asked = Asked((Right.ACCESS,), date(2026, 8, 31), "DE")
>>> [(each.what, each.on) for each in deadlines(laws()["gdpr"], asked)]  # September has no 31st; the 30th is a Wednesday
[('answer', datetime.date(2026, 9, 30))]
>>> xmas = Asked((Right.ERASE,), date(2026, 11, 25), "DE")
>>> deadlines(laws()["gdpr"], xmas)[0].on  # the 25th and 26th are holidays, the 27th a Sunday
datetime.date(2026, 12, 28)

Regulation 1182/71 Art. 3: a period in months ends on the day of the same number, or on the last day of a month that has none,
and, where that is a holiday, a Sunday or a Saturday, with the next working day. A day is a day: no change of the clock in
spring or autumn moves one, for only dates are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bailee.data_subject_requests.laws import Clock, Law, Span, laws
from bailee.data_subject_requests.rights import Right
from bailee.dates import in_full
from bailee.tasks.days_off import falls_on
from bailee.tasks.due import SATURDAY, months_after

__all__ = ["Asked", "Deadline", "Wait", "day_of", "deadlines", "laws", "may_extend_until"]


@dataclass(frozen=True, slots=True)
class Wait:
    """A time in which the other side had to act: who they are, or what they mean. `until` None: it still is so."""

    for_what: str  # "identity" or "clarification"
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the clock needs to know of a request."""

    rights: tuple[Right, ...]
    received_on: date
    place: str  # whose public holidays count
    waits: tuple[Wait, ...] = ()
    is_extended: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something is due. `on` None: the clock stands still, or the law names no day; `why` says which."""

    what: str  # "confirm" or "answer"
    rights: tuple[Right, ...]
    law: str  # its name
    citation: str
    on: date | None
    why: str
    act_by: date | None = None  # the last working day on which it can be done


def day_of(moment: datetime, zone: tzinfo | None = None) -> date:
    """The day on which something came, where the organisation is: a minute before midnight is that day, whatever UTC says.

    >>> from datetime import UTC
    >>> from zoneinfo import ZoneInfo
    >>> day_of(datetime(2026, 3, 28, 23, 30, tzinfo=UTC), ZoneInfo("Europe/Berlin"))  # the night in which clocks go forward
    datetime.date(2026, 3, 29)
    """
    return moment.astimezone(zone).date()


def deadlines(law: Law, asked: Asked) -> tuple[Deadline, ...]:
    """What is due by a law, soonest first; nothing where it is not verified, or gives none of the rights that are asked for."""
    if not law.is_verified:
        return ()
    by_clock: dict[Clock, list[Right]] = {}
    for right in asked.rights:
        if clock := law.clock(right):
            by_clock.setdefault(clock, []).append(right)
    found = []
    for clock, rights in by_clock.items():
        if clock.confirm is not None:
            found.append(_due("confirm", law, clock, clock.confirm, tuple(rights), asked))
        found.append(_due("answer", law, clock, clock.answer, tuple(rights), asked))
    return tuple(sorted(found, key=lambda each: (each.on or date.max, each.what)))


def may_extend_until(law: Law, asked: Asked) -> date | None:
    """The last day on which an extension can be told: that of the first answer. None where the law knows no extension, or the
    clock stands still."""
    first = Asked(asked.rights, asked.received_on, asked.place, asked.waits)
    days = [
        each.on
        for each in deadlines(law, first)
        if each.what == "answer" and each.on is not None and any((c := law.clock(r)) and c.extend for r in each.rights)
    ]
    return min(days) if days else None


def _due(what: str, law: Law, clock: Clock, span: Span | None, rights: tuple[Right, ...], asked: Asked) -> Deadline:
    if span is None:
        return Deadline(what, rights, law.name, clock.citation, None, "the law names no day: without delay")
    start, stopped, waiting = asked.received_on, 0, ""
    if what == "answer":
        start, stopped, waiting = _moved(law, asked)
    if waiting:
        return Deadline(what, rights, law.name, clock.citation, None, waiting)
    told = [f"{span.words} from {in_full(start)}"]
    if start != asked.received_on:
        told.append("when they had shown who they are")
    on = _after(start, span, asked.place)
    if what == "answer" and asked.is_extended and clock.extend is not None:
        whole = Span(span.months + clock.extend.months, span.days + clock.extend.days, span.business_days)
        on, told = (
            _after(start, whole, asked.place),
            [f"{span.words}, and {clock.extend.words} more, from {in_full(start)}"],
        )
    if stopped:
        on += timedelta(days=stopped)
        told.append(f"{stopped} {'day' if stopped == 1 else 'days'} more for which the clock stood still")
    if law.moves and (moved := _working(on, asked.place)) != on:
        told.append(f"the last day would be {_why_off(on, asked.place)}")
        on = moved
    return Deadline(what, rights, law.name, clock.citation, on, ", ".join(told), _before(on, asked.place))


def _moved(law: Law, asked: Asked) -> tuple[date, int, str]:
    """From when it counts, how many days it stood still, and, where it stands still now, why."""
    start, stopped = asked.received_on, 0
    for each in asked.waits:
        effect = law.identity if each.for_what == "identity" else law.clarification
        if effect == "runs":
            continue
        if each.until is None:
            what = "who they are" if each.for_what == "identity" else "what they mean"
            return start, stopped, f"waits since {in_full(each.since)} until they say {what}"
        if effect == "starts":
            start = max(start, each.until)
        else:
            stopped += max((each.until - each.since).days, 0)
    return start, stopped, ""


def _after(start: date, span: Span, place: str) -> date:
    if span.months:
        return months_after(start, span.months)
    if span.business_days:
        day = start
        for _ in range(span.business_days):
            day = _working(day + timedelta(days=1), place)
        return day
    return start + timedelta(days=span.days)


def _is_off(day: date, place: str) -> bool:
    return day.weekday() >= SATURDAY or bool(falls_on(day, place))


def _working(day: date, place: str) -> date:
    while _is_off(day, place):
        day += timedelta(days=1)
    return day


def _before(day: date, place: str) -> date:
    while _is_off(day, place):
        day -= timedelta(days=1)
    return day


def _why_off(day: date, place: str) -> str:
    return falls_on(day, place) or f"a {day:%A}"


def waits_of(acts: Sequence[tuple[str, date]]) -> tuple[Wait, ...]:
    """Times of waiting, from what was done on which day, oldest first.

    >>> waits_of([("identity-asked", date(2026, 3, 2)), ("identity-shown", date(2026, 3, 9)), ("clarification-asked", date(2026, 3, 9))])
    (Wait(for_what='identity', since=datetime.date(2026, 3, 2), until=datetime.date(2026, 3, 9)), Wait(for_what='clarification', since=datetime.date(2026, 3, 9), until=None))
    """
    begins = {"identity-asked": "identity", "clarification-asked": "clarification"}
    ends = {"identity-shown": "identity", "clarified": "clarification"}
    found: list[Wait] = []
    open_: dict[str, date] = {}
    for act, day in acts:
        if act in begins:
            open_.setdefault(begins[act], day)
        elif act in ends and (since := open_.pop(ends[act], None)) is not None:
            found.append(Wait(ends[act], since, day))
    found += [Wait(for_what, since) for for_what, since in open_.items()]
    return tuple(sorted(found, key=lambda each: (each.since, each.for_what)))
