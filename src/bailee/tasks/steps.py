"""The table of steps, read once and checked: a step without evidence, or steps that wait for one another in a circle, are refused.

>>> [step.ident for step in table().steps if step.of == "notice"]
['draft', 'review', 'publish', 'sign', 'send', 'hang', 'say', 'show']
>>> table().regular["train-staff"].months
12
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Role

FILE = Path(__file__).with_name("steps.toml")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do for a duty. `of`: notice, posted, inform, secure, hold, respond, incident, question, retention, told-by, recovery."""

    ident: str
    of: str
    title: str
    owner: Role
    closes: str
    after: tuple[str, ...]
    to: str  # staff, others, hung, said, shown: how the notice comes to people; "" for all
    hours: float | None
    because: str  # why so many hours


@dataclass(frozen=True, slots=True)
class Regular:
    """Something done again and again, once for all rules that ask for it."""

    ident: str
    title: str
    owner: Role
    closes: str
    rules: frozenset[str]
    duties: frozenset[str]
    areas: frozenset[str]
    months: int
    law: str  # who says how often; "" where it is practice
    hours: float | None
    because: str


@dataclass(frozen=True, slots=True)
class Timing:
    """When, relative to a day that may be known."""

    trigger: str  # hire, monitoring, year
    days: int
    day: str  # of a year: 03-01


@dataclass(frozen=True, slots=True)
class Drills:
    """How often the recovery key is tried out. `first_days`: from when something depends on it; `again_days`: before the next time."""

    months: int
    by: str
    first_days: int
    again_days: int


@dataclass(frozen=True, slots=True)
class Table:
    steps: tuple[Step, ...]
    regular: Mapping[str, Regular]
    posted: frozenset[str]
    timing: Mapping[str, Timing]
    reached: Mapping[str, str]  # kinds of notice that nobody signs or is sent, and how people meet them
    drills: Drills

    def of(self, what: str) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.of == what)


@cache
def table() -> Table:
    return read(tomllib.loads(FILE.read_text("utf-8")))


def read(told: Mapping[str, Any]) -> Table:
    """A table from its TOML. InvalidInput names the step that is wrong."""
    steps = tuple(
        Step(
            row["ident"], row["for"], row["title"], Role(row["owner"]), row["closes"], tuple(row.get("after", ())),
            row.get("to", ""), row.get("hours"), row.get("because", ""),
        )
        for row in told.get("step", ())
    )  # fmt: skip
    known = {step.ident for step in steps}
    for step in steps:
        for before in step.after:
            if before not in known:
                raise InvalidInput(f'the step "{step.ident}" waits for "{before}", which is no step')
    if circle := circle_in({step.ident: step.after for step in steps}):
        raise InvalidInput(f"these steps wait for one another: {' → '.join(circle)}", hint="take one `after` away")
    regular = {
        row["ident"]: Regular(
            row["ident"], row["title"], Role(row["owner"]), row["closes"], frozenset(row.get("rules", ())),
            frozenset(row.get("duties", ())), frozenset(row.get("areas", ())), row["months"], row.get("law", ""),
            row.get("hours"), row.get("because", ""),
        )
        for row in told.get("regular", ())
    }  # fmt: skip
    timing = {
        rule: Timing(row["from"], row.get("days", 0), row.get("day", ""))
        for row in told.get("timing", ())
        for rule in row["rules"]
    }
    posted = frozenset(told.get("posted", {}).get("rules", ()))
    reached = {kind: how for how, kinds in told.get("reached", {}).items() for kind in kinds}
    return Table(
        steps, MappingProxyType(regular), posted, MappingProxyType(timing), MappingProxyType(reached), _drills(told)
    )


def _drills(told: Mapping[str, Any]) -> Drills:
    row = told.get("recovery", {})
    return Drills(row.get("months", 6), row.get("by", ""), row.get("first_days", 30), row.get("again_days", 30))


def circle_in(after: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """A circle of what waits for what, its first name again at the end; empty where there is none.

    >>> circle_in({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}), circle_in({"a": ["b"], "b": []})
    (('a', 'b', 'c', 'a'), ())
    """
    done: set[str] = set()
    for start in after:
        way: list[str] = []
        on_way: set[str] = set()
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            here, is_left = stack.pop()
            if is_left:
                on_way.discard(way.pop())
                done.add(here)
                continue
            if here in on_way:
                return (*way[way.index(here) :], here)
            if here in done:
                continue
            way.append(here)
            on_way.add(here)
            stack.append((here, True))
            stack += [(before, False) for before in after.get(here, ())]
    return ()
