"""Data stores: what lies in each, what of it was read, who can open it, where it stands; and places that nobody connected."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bailee.inventory import Coverage, place_of
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, Severity


@dataclass(frozen=True, slots=True)
class StoreLine:
    """One data store."""

    name: str
    place: str
    site: str
    coverage: Coverage
    findings: int  # present, likely and up, not dismissed
    worst: tuple[str, ...]  # categories of values and of records in it, worst first
    severity: Severity | None  # of the worst
    scanned_at: datetime | None

    @property
    def files(self) -> int:
        return self.coverage.read + self.coverage.partly + self.coverage.skipped


_MOST = 64  # organisations whose list a process keeps: counting a million findings takes a second
_kept: dict[tuple[Any, ...], tuple[StoreLine, ...]] = {}


def list_stores(workspace: Workspace, moment: datetime | None = None) -> tuple[StoreLine, ...]:
    """Every data store in which something was looked at, the worst first; as known at a moment, where one is named."""
    mark = workspace.mark() if moment is None else None
    if mark is not None and mark in _kept:
        return _kept[mark]
    if moment is None:
        coverages, held = workspace.coverages()[1], workspace.held_by_store()
    else:
        coverages, held = _stated(workspace.coverage_on(moment)), workspace.held_by_store_on(moment)
    records = workspace.records_by_store(moment)
    sites = {place: site.name for site in workspace.sites() for place in site.places}
    scanned = workspace.scanned_at(moment)
    lines = []
    for store, coverage in coverages.items():
        place = place_of(store, scanned)
        kinds = held.get(store, Counter())
        lies = kinds | records.get(
            store, Counter()
        )  # a drug test is worse than the name and the number that stand in it
        worst = sorted(lies, key=lambda each: (-_rank(each), -lies[each]))
        severity = DATA_CATEGORIES[worst[0]].severity if worst and worst[0] in DATA_CATEGORIES else None
        labels = tuple(DATA_CATEGORIES[each].label if each in DATA_CATEGORIES else each for each in worst)
        lines.append(
            StoreLine(store, place, sites.get(place, ""), coverage, kinds.total(), labels, severity, scanned.get(place))
        )
    made = tuple(
        sorted(lines, key=lambda line: (-(line.severity.rank if line.severity else -1), -line.findings, line.name))
    )
    if mark is not None:
        while len(_kept) >= _MOST:
            _kept.pop(next(iter(_kept)), None)
        _kept[mark] = made
    return made


def _stated(sealed: dict[str, Any] | None) -> dict[str, Coverage]:
    """What the statement of a scan says of each store."""
    found = {}
    for told in sealed["statement"]["stores"] if sealed else ():
        causes = [
            (reason, row["items"], row["bytes"]) for part in ("not", "partly") for reason, row in told[part].items()
        ]
        counted = {part: sum(row["items"] for row in told[part].values()) for part in ("partly", "not")}
        looked = told["looked_at"]
        found[told["store"]] = Coverage(
            looked["items"], counted["partly"], counted["not"], looked["bytes"], tuple(causes)
        )
    return found


def _rank(category: str) -> int:
    known = DATA_CATEGORIES.get(category)
    return known.severity.rank if known else Severity.MEDIUM.rank
