"""What a ticket is to say, and what is seen of one; which things become tickets.

>>> rule = Rule("rule-1", "desk-1", "lind", ("task", "alert"), Severity.HIGH, {})
>>> rule.takes("task", Severity.SEVERE), rule.takes("task", Severity.MEDIUM), rule.takes("incident", Severity.SEVERE)
(True, False, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bailee.vocabulary import Severity

SORTS = (
    "alert",
    "task",
    "incident",
    "findings",
)  # what may become a ticket; `findings`: all of one category that wait to be judged
EVERY_CLIENT = "*"
LONGEST_TITLE = 100  # letters: the shortest that a system takes (ConnectWise, `summary`)


@dataclass(frozen=True, slots=True)
class Draft:
    """A ticket as it should read. No value, no path and nobody's name stands in it: it leaves the house."""

    reference: str  # ours, and never another's: by it a ticket is found again
    title: str
    text: str
    severity: Severity
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket as the system has it."""

    number: str
    is_open: bool
    status: str = ""  # in its own words


@dataclass(frozen=True, slots=True)
class Rule:
    """Which things of which client become tickets, and where they go."""

    ident: str
    desk: str
    client: str  # ident of an organisation, or EVERY_CLIENT
    sorts: tuple[str, ...]
    least: Severity
    mapping: Mapping[str, str] = field(repr=False, default_factory=dict)  # what a system's FIELDS ask for

    def takes(self, sort: str, severity: Severity) -> bool:
        """Whether a thing becomes a ticket."""
        return sort in self.sorts and severity.rank >= self.least.rank


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a person has to say of a system."""

    name: str
    label: str
    hint: str = ""
    is_secret: bool = False
    default: str | None = None  # None: it has to be said


class Desk(Protocol):
    """One system, with its keys. Each call raises NoAnswer where nothing came back that can be used."""

    def test(self) -> str:
        """That it lets us in: what it calls itself, or its version."""

    def find(self, reference: str) -> Seen | None:
        """A ticket of ours that was made before."""

    def make(self, draft: Draft, mapping: Mapping[str, str]) -> Seen:
        """A new one."""

    def change(self, number: str, draft: Draft, mapping: Mapping[str, str]) -> Seen:
        """What it says, and whether it is open."""

    def look(self, numbers: tuple[str, ...]) -> Mapping[str, Seen]:
        """How these stand; one that is missing was deleted there."""
