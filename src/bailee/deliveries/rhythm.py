"""When people are written to: quiet hours, reminders until they sign, and the word to a manager after the last of them.

>>> quiet = Quiet.read("20:00-07:00", "Europe/Berlin")
>>> quiet.next_allowed(datetime(2026, 11, 26, 21, tzinfo=UTC)).isoformat()
'2026-11-27T06:00:00+00:00'
>>> usual = Rhythm(quiet=quiet)
>>> usual.step(datetime(2026, 11, 20, 9, tzinfo=UTC), 0, False, datetime(2026, 11, 23, 9, tzinfo=UTC))
<Step.REMIND: 'remind'>
>>> usual.step(datetime(2026, 11, 20, 9, tzinfo=UTC), 1, False, datetime(2026, 11, 23, 9, tzinfo=UTC)) is None
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bailee.errors import InvalidInput

REMINDERS = (3, 7, 14)  # days after it was sent
ESCALATES = 17
LATEST = 365
_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day in which nobody is written to. `begins` equal to `ends`: there are none."""

    begins: time = time(20)
    ends: time = time(7)
    zone: str = "UTC"

    @classmethod
    def read(cls, text: str, zone: str = "UTC") -> Quiet:
        """From `20:00-07:00`; `none` for no such hours. InvalidInput for what is neither, and for a zone that is none."""
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, LookupError):
            raise InvalidInput(
                f'there is no time zone "{zone}"', hint="as in Europe/Berlin or America/New_York"
            ) from None
        if text.strip().casefold() in ("", "none"):
            return cls(time(0), time(0), zone)
        found = _HOURS.fullmatch(text.strip())
        if found is None:
            raise InvalidInput(f'"{text[:40]}" are no hours of the day', hint="as in 20:00-07:00, or none")
        first, second, third, fourth = map(int, found.groups())
        return cls(time(first, second), time(third, fourth), zone)

    def __str__(self) -> str:
        return "none" if self.begins == self.ends else f"{self.begins:%H:%M}-{self.ends:%H:%M}"

    def next_allowed(self, moment: datetime) -> datetime:
        """The moment itself where it is not in them, else their end."""
        here = moment.astimezone(ZoneInfo(self.zone))
        if not self._holds(here.time()):
            return moment
        end = datetime.combine(here.date(), self.ends, here.tzinfo)
        if end <= here:
            end = datetime.combine(here.date() + timedelta(days=1), self.ends, here.tzinfo)
        return end.astimezone(UTC)

    def _holds(self, at: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


class Step(StrEnum):
    """What is due for somebody who did not sign."""

    REMIND = "remind"
    ESCALATE = "escalate"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often people are written to who did not sign yet. `escalates` 0: no manager is told."""

    reminders: tuple[int, ...] = REMINDERS
    escalates: int = ESCALATES
    quiet: Quiet = field(default_factory=Quiet)

    def checked(self) -> Rhythm:
        """InvalidInput where days do not rise, or lie too far ahead."""
        days = (*self.reminders, *((self.escalates,) if self.escalates else ()))
        if any(not 0 < day <= LATEST for day in days) or list(days) != sorted(set(days)):
            raise InvalidInput(
                "days of reminders rise, and a manager is told after the last of them",
                hint=f"as in 3,7,14 and 17; none is later than {LATEST}",
            )
        return self

    def step(self, sent_at: datetime, reminded: int, escalated: bool, at: datetime) -> Step | None:
        """What is due at `at` for somebody who has not signed. One at a time: who was away for a month gets one reminder, not three."""
        if self.quiet.next_allowed(at) != at:
            return None
        passed = at - sent_at
        if self.escalates and not escalated and passed >= timedelta(days=self.escalates):
            return Step.ESCALATE
        over = sum(passed >= timedelta(days=day) for day in self.reminders)
        return Step.REMIND if over > reminded else None

    def reminders_over(self, sent_at: datetime, at: datetime) -> int:
        """How many of the days have passed."""
        return sum(at - sent_at >= timedelta(days=day) for day in self.reminders)

    def as_data(self) -> dict[str, Any]:
        return {
            "reminders": list(self.reminders),
            "escalates": self.escalates,
            "quiet": str(self.quiet),
            "zone": self.quiet.zone,
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Rhythm:
        return cls(tuple(data["reminders"]), int(data["escalates"]), Quiet.read(data["quiet"], data["zone"]))


def days_in(text: str) -> tuple[int, ...]:
    """Days from `3,7,14`; `none` for none.

    >>> days_in("3, 7,14"), days_in("none")
    ((3, 7, 14), ())
    """
    if text.strip().casefold() in ("", "none", "0"):
        return ()
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdecimal() and len(part) < 5 for part in parts):
        raise InvalidInput(f'"{text[:40]}" are no days', hint="as in 3,7,14, or none")
    return tuple(int(part) for part in parts)
