"""What a job is, and what may be said to it: plain values.

>>> checked({"request": "scan-3f2a", "places": [3, 4]})
{'request': 'scan-3f2a', 'places': [3, 4]}
>>> checked({"who": "pat@example.org"})
Traceback (most recent call last):
bailee.errors.InvalidInput: a job was given something that is neither an ident nor a number: who
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput

# An ident begins with a letter: a number that names a person (SSN, phone, card) cannot slip in as one.
_IDENT = re.compile(r"[a-z][a-z0-9]*([._:-][a-z0-9]+)*\Z")
_LONGEST = 120
_MOST = 1_000  # idents in a list


@dataclass(frozen=True, slots=True)
class JobState:
    """A job as a page shows it."""

    ident: str
    task: str
    state: str  # waiting, running, done, stopped, cancelled, failed
    arguments: Mapping[str, Any]
    by: str  # ident of the member
    created_at: datetime
    run_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    attempts: int
    wish: str  # stop, pause
    cause: str  # class of the fault
    hint: str
    done: int = 0
    of: int | None = None
    bytes: int = 0
    bytes_of: int | None = None
    rate: float = 0.0  # bytes a second
    seconds_left: int | None = None
    where: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)  # idents and numbers; of a job that runs, so far

    @property
    def has_ended(self) -> bool:
        return self.state not in ("waiting", "running")

    @property
    def is_paused(self) -> bool:
        return self.wish == "pause" and not self.has_ended

    @property
    def is_divided(self) -> bool:
        """Whether other jobs do it, and it waits for them."""
        return self.state == "waiting" and bool(self.result.get("ranges"))

    @property
    def share(self) -> float | None:
        """How much is done, from 0 to 1; None where nobody knows how much there is."""
        if self.state == "done":
            return 1.0
        if self.bytes_of:
            return min(self.bytes / self.bytes_of, 1.0)
        return min(self.done / self.of, 1.0) if self.of else None


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: how often a worker says that it lives, when it is given up, how often one looks for work and for the lost."""

    beat: float = 1.0
    stale: float = 30.0
    poll: float = 1.0
    sweep: float = 5.0
    chores: float = 30.0
    grace: float = 30.0  # for a job to end after its deadline


def checked(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a job. InvalidInput where one is neither an ident, nor a number, nor a list of them."""
    for name, value in arguments.items():
        values = value if isinstance(value, list | tuple) else [value]
        if not is_ident(name) or len(values) > _MOST or not all(_is_plain(each) for each in values):
            shown = name if is_ident(name) else "(its name)"
            raise InvalidInput(
                f"a job was given something that is neither an ident nor a number: {shown}",
                hint="keep it in the store, and give the job its ident",
            )
    return {name: [*value] if isinstance(value, tuple) else value for name, value in arguments.items()}


def is_ident(text: object) -> bool:
    return isinstance(text, str) and len(text) <= _LONGEST and _IDENT.match(text.replace("_", "-")) is not None


def _is_plain(value: object) -> bool:
    if isinstance(value, bool | int | float):
        return math.isfinite(value) and abs(value) < 2**63
    return value is None or is_ident(value)


__all__ = ["JobState", "Timing", "checked", "is_ident"]
