"""The rows of the matrix, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bailee.inventory import Coverage, Exposure, Holding, PeopleRange, ProcessingActivity
from bailee.matrix.cells import HELD, SECURED, SUBJECTS, TOLD, Cell, Departed, Key
from bailee.matrix.held import held_cell
from bailee.matrix.secured import secured_cell
from bailee.matrix.told import PublishedNotice, SignOffs, newest, told_cell
from bailee.obligations.evaluate import Obligation
from bailee.vocabulary import DATA_CATEGORIES, Severity, State, SubjectCategory


@dataclass(frozen=True, slots=True)
class Row:
    """A category of data about a category of people."""

    category: str
    subject: SubjectCategory
    purposes: tuple[str, ...]
    people: PeopleRange
    held: Cell
    told: Cell
    secured: Cell
    obligations: tuple[Obligation, ...] = field(default=())  # the most particular first

    @property
    def label(self) -> str:
        category = DATA_CATEGORIES.get(self.category)
        return category.label if category else self.category

    @property
    def cells(self) -> dict[str, Cell]:
        return {HELD: self.held, TOLD: self.told, SECURED: self.secured}

    @property
    def severity(self) -> Severity:
        category = DATA_CATEGORIES.get(self.category)
        return category.severity if category else Severity.MEDIUM


def rows(
    holdings: Iterable[Holding],
    notices: Iterable[PublishedNotice],
    sign_offs: Iterable[SignOffs],
    exposures: Mapping[Key, Sequence[Exposure]],
    obligations: Iterable[Obligation],
    coverage: Mapping[str, Coverage],
    on: date,
    *,
    activities: Iterable[ProcessingActivity] = (),
    departed: Mapping[Key, Sequence[Departed]] | None = None,
) -> tuple[Row, ...]:
    """The matrix on a day, by whom it is about, worst first. Exposures are by holding, coverage by store.

    `departed`: what departs, by holding; None where nobody looked for it.
    """
    held = tuple(holdings)
    published = newest(notice for notice in notices if notice.published_on <= on)
    signed = {(each.kind, each.version): each for each in sign_offs}
    in_force = tuple(obligation for obligation in obligations if obligation.applies)
    declared = tuple(activities)
    made = []
    for holding in held:
        own = _touching(in_force, holding)
        here = None if departed is None else departed.get((holding.category, holding.subject), ())
        made.append(
            Row(
                holding.category,
                holding.subject,
                holding.purposes,
                holding.people,
                held_cell(holding, held, own, coverage, declared, here),
                told_cell(holding, published, signed, own, on),
                secured_cell(holding, exposures.get((holding.category, holding.subject), ()), own, here or ()),
                own,
            )
        )
    return tuple(sorted(made, key=_order))


def _order(row: Row) -> tuple[int, int, int, str]:
    return (list(SUBJECTS).index(row.subject), -badness(row), -row.severity.rank, row.label)


BAD = {State.RED: 100, State.UNKNOWN: 10, State.AMBER: 5, State.GREEN: 0}


def badness(row: Row) -> int:
    """How much is wrong in a row, for order only."""
    return sum(BAD[cell.state] for cell in row.cells.values())


def count(made: Iterable[Row]) -> dict[State, int]:
    """Cells by state."""
    counts = dict.fromkeys((State.RED, State.AMBER, State.UNKNOWN, State.GREEN), 0)
    for row in made:
        for cell in row.cells.values():
            counts[cell.state] += 1
    return counts


def _touching(obligations: Sequence[Obligation], holding: Holding) -> tuple[Obligation, ...]:
    own = [
        obligation
        for obligation in obligations
        if obligation.touches.columns and obligation.touches.row(holding.category, holding.subject)
    ]
    # a rule on three categories says more here than one on all
    return tuple(sorted(own, key=lambda o: (not o.is_law, len(o.touches.categories) or 99, o.ident)))
