"""What a law on breaches asks, as a program can count it: whom to tell, within which period, from how many people on.

>>> [(each.to, each.clock and each.clock.words, each.threshold) for each in duties_of("breach-us-ca").each]
[('people', '30 days', ''), ('regulator', '15 days', 'more than 500'), ('owner', None, '')]
>>> duties_of("breach-us-nj").each[1].before
True

The law itself, with citation, source and how sure its reading is, stands in the law tables, under the same ident.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bailee.incidents.clocks import Clock, Unit

_HERE = Path(__file__).parent
_UNITS = {
    "hours": Unit.HOURS,
    "days": Unit.DAYS,
    "business_days": Unit.BUSINESS_DAYS,
    "months": Unit.MONTHS,
    "after_year_days": Unit.AFTER_YEAR,
}
ADDRESSEES = {
    "people": "the people",
    "regulator": "the authority",
    "bureaus": "the credit bureaux",
    "media": "the media",
    "owner": "whose data it is",
    "assessment": "an assessment",
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that one law asks after a breach."""

    to: str  # of ADDRESSEES
    who: str = ""  # by name, where it is an authority
    clock: Clock | None = None  # None: without undue delay, in the rule's own words
    runs_from: str = "discovery"  # determination, people (they were told), regulator (it was told)
    with_people: bool = False
    before: bool = False  # before the people are told
    over: int | None = None
    least: int | None = None
    under: int | None = None
    confirm: bool = False
    ask: str = ""  # what nobody could verify; then nothing of it is counted
    when: str = ""  # not-notifying, hipaa
    high_risk: bool = False  # due only where the risk is likely to be high

    @property
    def threshold(self) -> str:
        if self.over is not None:
            return f"more than {self.over:,}"
        if self.least is not None:
            return f"{self.least:,} or more"
        return f"fewer than {self.under:,}" if self.under is not None else ""

    def reached(self, low: int, high: int) -> bool | None:
        """Whether so many people reach its threshold; None where it lies within the range.

        >>> Duty("regulator", over=500).reached(480, 520), Duty("bureaus", over=1000).reached(44, 50), Duty("people").reached(1, 1)
        (None, False, True)
        """
        if self.under is not None:
            return True if high < self.under else False if low >= self.under else None
        needed = self.least if self.least is not None else self.over + 1 if self.over is not None else 1
        return True if low >= needed else False if high < needed else None


@dataclass(frozen=True, slots=True)
class Harm:
    """The test of harm of a law, and what a “no” asks for."""

    test: str = ""  # ident of a question; empty: there is none, notice is due whatever the harm
    keeps: int = 0  # years that the grounds are kept
    also: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Duties:
    """All of one law."""

    rule: str
    each: tuple[Duty, ...]
    harm: Harm = Harm()
    safe: str = "none"  # key, definition, ask, none
    safe_ask: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A test of harm as a person is asked."""

    ident: str
    asks: str
    why: str = ""
    no_implies: tuple[str, ...] = ()
    yes_implies: tuple[str, ...] = ()


@cache
def _table() -> Mapping[str, Duties]:
    read = tomllib.loads((_HERE / "duties.toml").read_text("utf-8"))
    return MappingProxyType({ident: _duties(ident, told) for ident, told in read.items()})


def _duties(ident: str, told: Mapping[str, Any]) -> Duties:
    return Duties(
        ident,
        tuple(_duty(each) for each in told["duties"]),
        Harm(**told.get("harm", {})),
        told.get("safe", "none"),
        told.get("safe_ask", ""),
    )


def _duty(told: Mapping[str, Any]) -> Duty:
    found = next(((unit, told[name]) for name, unit in _UNITS.items() if name in told), None)
    clock = Clock(found[1], found[0], told.get("union", False)) if found else None
    return Duty(
        told["to"],
        told.get("who", ""),
        clock,
        told.get("from", "discovery"),
        told.get("with") == "people",
        told.get("before") == "people",
        told.get("over"),
        told.get("least"),
        told.get("under"),
        told.get("confirm", False),
        told.get("ask", ""),
        told.get("when", ""),
        told.get("high_risk", False),
    )


def duties_of(rule: str) -> Duties:
    """KeyError where the table has no such law."""
    return _table()[rule]


def idents() -> frozenset[str]:
    """Laws that the table counts."""
    return frozenset(_table())


@cache
def questions() -> Mapping[str, Question]:
    """Tests of harm, in the order in which they are asked."""
    read = tomllib.loads((_HERE / "questions.toml").read_text("utf-8"))
    return MappingProxyType(
        {
            ident: Question(
                ident,
                told["asks"],
                told.get("why", ""),
                tuple(told.get("no_implies", ())),
                tuple(told.get("yes_implies", ())),
            )
            for ident, told in read.items()
        }
    )


def answered(answers: Mapping[str, bool]) -> dict[str, bool]:
    """What was answered, with what follows from it; what a person said herself stands before what follows.

    >>> answered({"misuse-possible": False})
    {'misuse-possible': False, 'misuse-likely': False}
    """
    found = dict(answers)
    for ident, said in answers.items():
        question = questions().get(ident)
        if question is not None:
            for other in question.yes_implies if said else question.no_implies:
                found.setdefault(other, said)
    return found


def to_ask(tests: Iterable[str]) -> tuple[Question, ...]:
    """The questions of some laws, in their order, each once."""
    wanted = set(tests)
    return tuple(each for ident, each in questions().items() if ident in wanted)
