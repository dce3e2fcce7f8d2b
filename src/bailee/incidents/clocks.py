"""Clocks of the law: from a moment and a period to the last moment, over changes of time, weekends and holidays.

>>> discovered = datetime(2026, 11, 24, 8, 15, tzinfo=ZoneInfo("America/New_York"))
>>> due = end_of(discovered, Clock(60), "US-CT")
>>> str(due.on), str(due.act_by)
('2027-01-23', '2027-01-22')

Hours are hours that pass: a night in which clocks are put back has one more of them.

>>> aware = datetime(2026, 10, 23, 10, 20, tzinfo=ZoneInfo("Europe/Berlin"))
>>> end_of(aware, Clock(72, Unit.HOURS, union=True), "DE").at.isoformat()
'2026-10-26T10:00:00+01:00'

A day that falls on a weekend or a holiday is put off only where the law says so: in the law of the Union, by Regulation (EEC,
Euratom) No 1182/71, Art. 3(4). Elsewhere the day stays, and beside it stands the working day by which to act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bailee.errors import InvalidInput
from bailee.tasks.days_off import falls_on
from bailee.tasks.due import months_after

LONGEST = 3_660  # days: no law has a longer one


class Unit(StrEnum):
    """What a period is counted in."""

    HOURS = "hours"
    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    MONTHS = "months"
    AFTER_YEAR = "after_year"  # days after the end of the calendar year


@dataclass(frozen=True, slots=True)
class Clock:
    """A period. `union`: it is counted as Regulation 1182/71 counts."""

    amount: int
    unit: Unit = Unit.DAYS
    union: bool = False

    @property
    def words(self) -> str:
        """
        >>> Clock(72, Unit.HOURS).words, Clock(1, Unit.MONTHS).words, Clock(60, Unit.AFTER_YEAR).words
        ('72 hours', '1 month', '60 days after the end of the year')
        """
        if self.unit is Unit.AFTER_YEAR:
            return f"{self.amount} days after the end of the year"
        name = self.unit.value.replace("_", " ")
        return f"{self.amount} {name[:-1] if self.amount == 1 else name}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last moment. `act_by`: the working day by which to act where `on` is none; `says`: how it was counted, where that matters."""

    at: datetime  # in the zone that it was counted in; for days, their end
    on: date
    act_by: date
    by_the_hour: bool = False
    says: str = ""


def end_of(start: datetime, clock: Clock, place: str = "") -> Deadline:
    """When a period ends that runs from a moment. `place`: whose holidays count ("US-NY", "DE"). The zone is the moment's own.

    InvalidInput where the moment says no zone: a day would be another one elsewhere.
    """
    if start.tzinfo is None:
        raise InvalidInput("this moment says no time zone", hint="as in 2026-11-24T08:15-05:00, or name the zone")
    if not 0 <= clock.amount <= LONGEST:
        raise InvalidInput(f"{clock.amount} is no period that a law has")
    if clock.unit is Unit.HOURS:
        return _hours(start, clock, place)
    first = start.date()
    if clock.unit is Unit.BUSINESS_DAYS:
        on = _business_days_after(first, clock.amount, place)
        return _whole_day(on, start, place, "weekends and holidays are not counted")
    if clock.unit is Unit.MONTHS:
        on = months_after(first, clock.amount)
    elif clock.unit is Unit.AFTER_YEAR:
        on = date(first.year, 12, 31) + timedelta(days=clock.amount)
    else:
        on = first + timedelta(days=clock.amount)
    if clock.union:
        return _put_off(on, first, start, place)
    return _whole_day(on, start, place, "")


def is_working_day(day: date, place: str) -> bool:
    """Neither Saturday nor Sunday, nor a public holiday of the place.

    >>> is_working_day(date(2026, 11, 26), "US-NY"), is_working_day(date(2026, 11, 27), "US-NY")
    (False, True)
    """
    return day.weekday() < 5 and not falls_on(day, place)


def act_by(on: date, start: date, place: str) -> date:
    """The last working day that is not after a day; where there is none since the period began, the day on which it did: at once."""
    day = on
    while day > start and not is_working_day(day, place):
        day -= timedelta(days=1)
    return day


def _hours(start: datetime, clock: Clock, place: str) -> Deadline:
    moment, says = start.astimezone(UTC), ""
    if clock.union:  # Art. 3(1): the hour in which the event falls is not counted
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        says = "the hour of the event is not counted (Reg. 1182/71, Art. 3(1))"
    end = (moment + timedelta(hours=clock.amount)).astimezone(start.tzinfo)
    if end.utcoffset() != start.utcoffset():
        says = "; ".join(filter(None, (says, "clocks change in between: hours that pass are counted")))
    return Deadline(end, end.date(), act_by(end.date(), start.date(), place), by_the_hour=True, says=says)


def _whole_day(on: date, start: datetime, place: str, says: str) -> Deadline:
    why = falls_on(on, place)
    if why:
        says = "; ".join(filter(None, (says, f"it is {why}")))
    return Deadline(_end(on, start), on, act_by(on, start.date(), place), says=says)


def _put_off(on: date, first: date, start: datetime, place: str) -> Deadline:
    """Art. 3(4) and (5): it ends on a working day, and a period of two days or more holds at least two of them."""
    day = on
    while not is_working_day(day, place):
        day += timedelta(days=1)
    if (on - first).days >= 2:
        while _working_between(first, day, place) < 2:
            day += timedelta(days=1)
    says = "" if day == on else f"put off from {on:%a} {on.day} {on:%b} (Reg. 1182/71, Art. 3(4) and (5))"
    return Deadline(_end(day, start), day, day, says=says)


def _working_between(first: date, last: date, place: str) -> int:
    """Working days of a period: the day of the event is not one of it."""
    return sum(is_working_day(first + timedelta(days=number), place) for number in range(1, (last - first).days + 1))


def _business_days_after(first: date, amount: int, place: str) -> date:
    day, left = first, amount
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, place)
    return day


def _end(day: date, start: datetime) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=start.tzinfo)


def zone_of(name: str) -> ZoneInfo:
    """InvalidInput for what is no time zone.

    >>> zone_of("Europe/Berlin").key
    'Europe/Berlin'
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InvalidInput(
            f'there is no time zone "{name[:60]}"', hint="as in Europe/Berlin or America/New_York"
        ) from None


def zoned(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """A moment without a zone is one of this one. One that never was, for clocks were put forward, is refused.

    >>> zoned(datetime(2026, 3, 8, 2, 30), ZoneInfo("America/New_York"))
    Traceback (most recent call last):
    bailee.errors.InvalidInput: 02:30 was no time of that night: clocks were put forward
    >>> zoned(datetime(1, 1, 1), ZoneInfo("Asia/Tokyo"))
    Traceback (most recent call last):
    bailee.errors.InvalidInput: that moment is at the edge of all calendars
    """
    if moment is None or moment.tzinfo is not None:
        return moment
    here = moment.replace(tzinfo=zone)
    try:
        there = here.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        raise InvalidInput("that moment is at the edge of all calendars", hint="write a year of our own") from None
    if there != moment:
        raise InvalidInput(
            f"{moment:%H:%M} was no time of that night: clocks were put forward", hint="write the time that they showed"
        )
    return here
