"""Everything one report says, computed once: from a store or from a single run that kept nothing.

The page, the terminal and the JSON all show the same `Assessment`; none of them counts anything again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bailee.findings import Finding
from bailee.inventory import Coverage, Holding
from bailee.matrix import Row, Step
from bailee.obligations.evaluate import Obligation
from bailee.scanner import KindFound
from bailee.vocabulary import Locator, Reason


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts for the plots: items in which something was found at *likely* or up."""

    by_category: tuple[tuple[str, int], ...]  # (category ident, items), most first
    by_store: tuple[tuple[str, int], ...]
    by_year: tuple[tuple[int, int], ...]  # year of last change, rising


@dataclass(frozen=True, slots=True)
class Left:
    """An item, or a part of one, that was not read."""

    locator: Locator
    reason: Reason


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an organisation holds, owes, told and secured, as of a moment, with what was not looked at."""

    organisation: str
    on: date
    places: tuple[str, ...]
    started_at: datetime | None
    ended_at: datetime | None
    size: int  # bytes of all files looked at
    coverage: Coverage
    holdings: tuple[Holding, ...]
    obligations: tuple[Obligation, ...]
    rows: tuple[Row, ...]
    steps: tuple[Step, ...]
    tallies: Tallies
    findings: tuple[Finding, ...] = ()
    kinds: tuple[KindFound, ...] = ()
    partly: tuple[Left, ...] = ()
    skipped: tuple[Left, ...] = ()
