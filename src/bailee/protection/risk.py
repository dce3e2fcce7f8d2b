"""Exposure in one word: how sensitive it is, times who can open it, times where it lies.

A product for order, and a word for people; each factor says itself, so that nobody has to believe a number. At-rest
encryption counts where somebody would have to carry the disk away, and changes nothing about accounts that can open it.

>>> told = risk(Severity.SEVERE, who(accounts=41, everyone=0, public=0), Whereabouts.REMOVABLE, encrypted=False)
>>> told.level.value, told.product
('extreme', 60)
>>> print(told.words)
severe data · 41 accounts can open it · on a disk that can be carried away, not encrypted
>>> risk(Severity.SEVERE, who(accounts=41, everyone=0, public=0, sealed=True), Whereabouts.REMOVABLE, encrypted=True).level.value
'closed'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bailee.protection.whereabouts import Whereabouts
from bailee.vocabulary import Severity

FEW, SEVERAL = 3, 12  # accounts at most


class Openness(StrEnum):
    """Who can open it."""

    NOBODY = "nobody"  # without a key
    FEW = "few"
    SEVERAL = "several"
    MANY = "many"
    UNKNOWN = "unknown"  # counts as many: nobody looked, and that is no reason to be calm
    EVERYONE = "everyone"  # every account of the system
    ANYBODY = "anybody"  # outside, without signing in


class Level(StrEnum):
    """How exposed, in one word."""

    CLOSED = "closed"
    LOW = "low"
    RAISED = "raised"
    HIGH = "high"
    EXTREME = "extreme"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


_SENSITIVE = {Severity.LOW: 1, Severity.MEDIUM: 2, Severity.HIGH: 3, Severity.SEVERE: 4}
_OPEN = {
    Openness.NOBODY: 0,
    Openness.FEW: 1,
    Openness.SEVERAL: 2,
    Openness.MANY: 3,
    Openness.UNKNOWN: 3,
    Openness.EVERYONE: 4,
    Openness.ANYBODY: 6,
}
_WHERE = {
    Whereabouts.LOCAL: 2,
    Whereabouts.DEVICE: 2,
    Whereabouts.DATABASE: 2,
    Whereabouts.MAILBOX: 2,
    Whereabouts.CLOUD: 3,
    Whereabouts.SHARE: 3,
    Whereabouts.BACKUP: 3,
    Whereabouts.TEMPORARY: 3,
    Whereabouts.SYNCED: 4,
    Whereabouts.REMOVABLE: 5,
    Whereabouts.WEB_ROOT: 6,
    Whereabouts.PUBLIC: 6,
}
# What encryption at rest leaves of it: the disk alone is worth nothing then. What a service or a server hands out, it opens first.
_WHERE_ENCRYPTED = _WHERE | {
    Whereabouts.LOCAL: 1,
    Whereabouts.DEVICE: 1,
    Whereabouts.DATABASE: 1,
    Whereabouts.MAILBOX: 1,
    Whereabouts.BACKUP: 2,
    Whereabouts.REMOVABLE: 2,
}
# From this product on; at most 4 × 6 × 6
_LEVELS = ((40, Level.EXTREME), (18, Level.HIGH), (8, Level.RAISED), (1, Level.LOW), (0, Level.CLOSED))


@dataclass(frozen=True, slots=True)
class Who:
    """Who can open it, with what that was told from."""

    openness: Openness
    accounts: int | None = None

    @property
    def words(self) -> str:
        told = {
            Openness.NOBODY: "nobody can open it without a key",
            Openness.UNKNOWN: "who can open it was not read",
            Openness.EVERYONE: "every account can open it",
            Openness.ANYBODY: "anybody can open it, without signing in",
        }
        if self.openness in told:
            return told[self.openness]
        return "1 account can open it" if self.accounts == 1 else f"{self.accounts:,} accounts can open it"


def who(*, accounts: int | None, everyone: int | None, public: int, sealed: bool = False) -> Who:
    """`accounts` that can open one of the files; `everyone`, `public`: files that every account, or anybody outside, can.

    None: not read. `sealed`: each file is closed by a key of its own.
    """
    if public:
        return Who(Openness.ANYBODY, accounts)
    if sealed:
        return Who(Openness.NOBODY, accounts)
    if everyone:
        return Who(Openness.EVERYONE, accounts)
    if accounts is None or everyone is None:
        return Who(Openness.UNKNOWN)
    if accounts <= FEW:
        return Who(Openness.FEW, accounts)
    return Who(Openness.SEVERAL if accounts <= SEVERAL else Openness.MANY, accounts)


@dataclass(frozen=True, slots=True)
class Risk:
    """How exposed one thing is, and why."""

    sensitivity: Severity
    who: Who
    where: Whereabouts
    encrypted: bool | None  # at rest; None: not read

    @property
    def product(self) -> int:
        """0 to 144, for order only."""
        where = (_WHERE_ENCRYPTED if self.encrypted else _WHERE)[self.where]
        return _SENSITIVE[self.sensitivity] * _OPEN[self.who.openness] * where

    @property
    def level(self) -> Level:
        return next(level for least, level in _LEVELS if self.product >= least)

    @property
    def where_words(self) -> str:
        at_rest = {True: "encrypted", False: "not encrypted", None: "whether encrypted was not read"}[self.encrypted]
        return f"{self.where.words}, {at_rest}"

    @property
    def words(self) -> str:
        """The three factors."""
        return f"{self.sensitivity.value} data · {self.who.words} · {self.where_words}"

    @property
    def order(self) -> tuple[int, int, int, bool]:
        """Worst first."""
        return (-self.product, -self.sensitivity.rank, -self.where.rank, self.encrypted is not None)


def risk(sensitivity: Severity, by: Who, where: Whereabouts, *, encrypted: bool | None) -> Risk:
    return Risk(sensitivity, by, where, encrypted)


def worst(risks: Iterable[Risk]) -> Risk | None:
    """Of several things that lie in one store."""
    return min(risks, key=lambda each: each.order, default=None)
