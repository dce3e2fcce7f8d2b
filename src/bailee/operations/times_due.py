"""When something that comes again is due: every day, week or month, at a time of the day in a time zone. Pure.

>>> nightly = Recurrence("day", "02:30", 0, "Europe/Berlin")
>>> nightly.last_before(datetime(2026, 3, 4, 12, tzinfo=UTC)).isoformat()
'2026-03-04T01:30:00+00:00'

A month that has no 31st takes its last day. A time that the clock jumps over in spring is an hour later on that day, one
that comes twice in autumn is the first.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bailee.errors import InvalidInput
from bailee.operations.time_zones import zone

EVERY = ("day", "week", "month")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Recurrence:
    every: str
    at: str  # HH:MM
    day: int  # of the week (0 is Monday), of the month (1 to 31); of no meaning every day
    zone: str

    def checked(self) -> Recurrence:
        """InvalidInput, naming it, where something makes no sense."""
        if self.every not in EVERY:
            raise InvalidInput(f'"{self.every}" is no time after which something comes again', hint=" ".join(EVERY))
        self._time()
        zone(self.zone)
        first, last = {"day": (0, 31), "week": (0, 6), "month": (1, 31)}[self.every]
        if not first <= self.day <= last:
            raise InvalidInput(f"there is no day {self.day} in a {self.every}", hint=f"from {first} to {last}")
        return self

    def last_before(self, moment: datetime) -> datetime:
        """The latest time at or before a moment, in UTC."""
        here = moment.astimezone(zone(self.zone)).date()
        day = here + timedelta(1)
        while True:
            if self._is_on(day) and (due := self._at(day)) <= moment:
                return due
            day -= timedelta(1)

    def next_after(self, moment: datetime) -> datetime:
        """The first time after a moment, in UTC."""
        day = moment.astimezone(zone(self.zone)).date() - timedelta(1)
        while True:
            if self._is_on(day) and (due := self._at(day)) > moment:
                return due
            day += timedelta(1)

    def words(self) -> str:
        """
        >>> Recurrence("week", "18:00", 4, "America/New_York").words()
        'every Friday at 18:00 (America/New_York)'
        """
        when = {"day": "every day", "week": f"every {DAYS[self.day % 7]}", "month": f"each month on day {self.day}"}
        return f"{when[self.every]} at {self.at} ({self.zone})"

    def _is_on(self, day: date) -> bool:
        if self.every == "day":
            return True
        if self.every == "week":
            return day.weekday() == self.day
        return day.day == min(self.day, calendar.monthrange(day.year, day.month)[1])

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, self._time(), zone(self.zone)).astimezone(UTC)

    def _time(self) -> time:
        found = re.fullmatch(r"(\d\d?):(\d\d)", self.at)
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise InvalidInput(f'"{self.at[:20]}" is no time of the day', hint="such as 02:30")
        return time(int(found[1]), int(found[2]))


def due_at(
    recurrence: Recurrence, known_from: datetime, last_due_at: datetime | None, now: datetime
) -> datetime | None:
    """For when it is to be done now: once, however often it was missed; None where it is not due.

    A clock that was moved back makes nothing due again: what was done stays done.
    """
    due = recurrence.last_before(now)
    if due <= known_from or (last_due_at is not None and due <= last_due_at):
        return None
    return due
