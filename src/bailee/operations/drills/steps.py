"""A step of a drill: what the person does, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """`does`: what to do, and by which command on one's own store; `act` does it on the sample company and says what came of it."""

    title: str
    does: str
    act: Callable[[], str]
    command: str = ""


@dataclass(frozen=True, slots=True)
class StepDone:
    """`seconds`: from when it was shown until it was done, the person's reading included."""

    title: str
    does: str
    command: str
    came: str
    seconds: float
    is_done: bool
