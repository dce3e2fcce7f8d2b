"""Everything that one report says, computed once: from a store or from a single run that kept nothing.

The page, the terminal and the JSON all show the same `Report`; none of them counts anything again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from bailee.departures import Coming, Departure
from bailee.departures.traders import Trader
from bailee.findings import Finding
from bailee.inventory import Coverage, Exposure, Holding, ProcessingActivity
from bailee.matrix import Departed, Key, PublishedNotice, Row, SignOffs, Step, next_steps, rows
from bailee.monitoring.register import Entry
from bailee.notices.stale import Stale
from bailee.obligations.evaluate import Obligation, evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import Rule
from bailee.scanner import KindFound
from bailee.vocabulary import Locator, Reason
from bailee.watching import placed_exposures


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts for the plots: files in which something was found at *likely* or up."""

    by_category: tuple[tuple[str, int], ...]  # (category ident, files), most first
    by_store: tuple[tuple[str, int], ...]
    by_year: tuple[tuple[int, int], ...]  # year of last change, rising
    ages: tuple[tuple[str, int, int], ...] = ()  # (category ident, year of last change, files)


@dataclass(frozen=True, slots=True)
class KnownFound:
    """Of one list of known values: how many of them were found, in how many places and files."""

    name: str
    values: int
    findings: int
    items: int


def known_found(findings: Iterable[Finding]) -> tuple[KnownFound, ...]:
    """By list, the one with most values first."""
    seen: dict[str, tuple[set[str], set[str], list[int]]] = {}
    for found in findings:
        if found.known:
            values, items, count = seen.setdefault(found.known, (set(), set(), [0]))
            values.add(found.fingerprint)
            items.add(found.locator.item)
            count[0] += 1
    rows = [KnownFound(name, len(values), count[0], len(items)) for name, (values, items, count) in seen.items()]
    return tuple(sorted(rows, key=lambda row: (-row.values, row.name)))


@dataclass(frozen=True, slots=True)
class Left:
    """A file that was not read, or only in part."""

    locator: Locator
    reason: Reason


@dataclass(frozen=True, slots=True)
class NamesLooked:
    """How much of the text the model of names was asked about."""

    mode: str  # full, sampled, off; missing where its library is not installed
    windows: int = 0  # stretches of text in which a name or an address may stand
    asked: int = 0

    @property
    def share(self) -> float:
        return self.asked / self.windows if self.windows else 1.0


@dataclass(frozen=True, slots=True)
class PicturesLooked:
    """Out of how many of the pictures that may hold text it was read."""

    mode: str  # full, sampled, off; missing where what reads them is not installed
    pictures: int = 0
    read: int = 0


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at: when, where, and what of it was read."""

    places: tuple[str, ...]
    started_at: datetime | None
    ended_at: datetime | None
    coverage: Coverage
    by_store: Mapping[str, Coverage]
    partly: tuple[Left, ...] = ()
    skipped: tuple[Left, ...] = ()
    names: NamesLooked | None = None
    pictures: PicturesLooked | None = None
    staff: str = ""  # what was said of the notice to staff, where something of theirs was looked at
    conduct: Mapping[str, Any] = field(
        default_factory=dict
    )  # of the scan: isolation, pace, what was left out (Conduct.told)
    statement: Mapping[str, Any] = field(default_factory=dict)  # of coverage, as sealed (reports.coverage)
    instruction: str = ""  # by whose written instruction it was looked at, or that none was recorded
    is_stopped: bool = False  # the last scan, before its end: what it had not reached is in none of the counts
    is_running: bool = False  # a scan is at it at this moment


@dataclass(frozen=True, slots=True)
class Report:
    """What an organisation holds, owes, told and secured on a day, with what was not looked at."""

    organisation: str
    on: date
    looked: Looked
    holdings: tuple[Holding, ...]
    obligations: tuple[Obligation, ...]
    rows: tuple[Row, ...]
    steps: tuple[Step, ...]
    tallies: Tallies
    findings: tuple[Finding, ...] = ()
    kinds: tuple[KindFound, ...] = ()
    tools: tuple[Entry, ...] = ()  # monitoring tools, bailee itself among them
    exposures: Mapping[Key, Sequence[Exposure]] = field(default_factory=dict)
    departures: tuple[Departure, ...] = ()  # the worst first
    traders: tuple[Trader, ...] = ()  # clients who are people that trade
    stale: tuple[Stale, ...] = ()  # served notices that do not mention all that they should
    coming: tuple[Coming, ...] = ()  # files whose time ends within a month: no departure yet


def report(
    organisation: str,
    looked: Looked,
    *,
    holdings: Sequence[Holding],
    files: Mapping[Key, Iterable[tuple[str, object]]],
    modified: Mapping[tuple[str, object], int],
    exposures: Mapping[Key, Sequence[Exposure]],
    declared: Mapping[str, object],
    activities: Sequence[ProcessingActivity] = (),
    notices: Sequence[PublishedNotice] = (),
    sign_offs: Sequence[SignOffs] = (),
    findings: Sequence[Finding] = (),
    kinds: Sequence[KindFound] = (),
    tools: Sequence[Entry] = (),
    departing: Callable[[Sequence[Obligation]], Sequence[Departure]] | None = None,
    traders: Sequence[Trader] = (),
    rules: Sequence[Rule] | None = None,
    on: date,
    review: Callable[[Iterable[Obligation]], tuple[Obligation, ...]] = tuple,
) -> Report:
    """Bring together what is held, owed, told and secured. `modified` is in nanoseconds since the epoch, by file.

    `departing`: looks for what departs from what is asked; None where nobody can. `review` says of obligations who
    reviewed them (`counsel.Reviews.mark`); without it each is a draft.
    """
    obligations = review(evaluate(facts_from(holdings, declared), rules, on=on))
    opened = placed_exposures(holdings, exposures)
    departures = None if departing is None else departing(obligations)
    made = rows(
        holdings, notices, sign_offs, opened, obligations, looked.by_store, on,
        activities=activities, departed=None if departures is None else departed_cells(departures),
    )  # fmt: skip
    return Report(
        organisation,
        on,
        looked,
        tuple(holdings),
        obligations,
        made,
        next_steps(made),
        _tallies(files, modified),
        tuple(findings),
        tuple(kinds),
        tuple(tools),
        opened,
        tuple(departures or ()),
        tuple(traders),
    )


def departed_cells(departures: Iterable[Departure]) -> dict[Key, list[Departed]]:
    """What departs, as the cells of the table name it; what is settled, or kept by a legal hold, is in no cell."""
    cells: dict[Key, list[Departed]] = {}
    for each in departures:
        for key in each.cells if each.is_open else ():
            said = Departed(each.ident, each.column, each.state, each.title, each.next, each.command)
            cells.setdefault(key, []).append(said)
    return cells


def _tallies(files: Mapping[Key, Iterable[tuple[str, object]]], modified: Mapping[tuple[str, object], int]) -> Tallies:
    by_category: dict[str, set[tuple[str, object]]] = {}
    for (category, _), lying_in in files.items():
        by_category.setdefault(category, set()).update(lying_in)
    everything = set().union(*by_category.values()) if by_category else set()
    stores = Counter(store for store, _ in everything)
    year_of = {
        file: datetime.fromtimestamp(modified[file] / 1e9, UTC).year for file in everything if modified.get(file, 0) > 0
    }
    years = Counter(year_of.values())
    categories = Counter({category: len(lying_in) for category, lying_in in by_category.items()})
    ages = Counter(
        (category, year_of[file]) for category, lying_in in by_category.items() for file in lying_in if file in year_of
    )
    return Tallies(
        tuple(categories.most_common()),
        tuple(stores.most_common()),
        tuple(sorted(years.items())),
        tuple((category, year, files) for (category, year), files in sorted(ages.items())),
    )
