"""Rows of the matrix by whom they are about, the group in most need first, and which of them are shown at first sight.

A company of forty has some eighty rows. Nobody reads eighty; so the worst stand open, and what is folded away says how
many cells of which state lie in it: nothing bad is ever out of sight without a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bailee.matrix import Row, badness
from bailee.reports.words import SUBJECTS, people
from bailee.vocabulary import State, SubjectCategory

STATES = (State.RED, State.AMBER, State.UNKNOWN, State.GREEN)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows about one category of people: those shown, and those folded."""

    subject: SubjectCategory
    people: str  # a range, or empty where nobody could be counted
    shown: tuple[Row, ...]
    folded: tuple[Row, ...]

    @property
    def label(self) -> str:
        return SUBJECTS[self.subject]

    @property
    def rows(self) -> tuple[Row, ...]:
        return (*self.shown, *self.folded)

    @property
    def folded_words(self) -> str:
        """What lies folded, as words.

        Every state that is there is named with its number, green alone is "in order".
        """
        if not self.folded:
            return ""
        states = tally(self.folded)
        more = f"{len(self.folded)} more" if self.shown else f"{len(self.folded)} row{'s' * (len(self.folded) > 1)}"
        if states[State.GREEN] == 3 * len(self.folded):
            return f"{more} in order"
        cells = ", ".join(f"{count} {state.value}" for state, count in states.items() if count)
        return f"{more}: {cells}"


def tally(rows: Iterable[Row]) -> dict[State, int]:
    """Cells by state, the worst first."""
    counts = dict.fromkeys(STATES, 0)
    for row in rows:
        for cell in row.cells.values():
            counts[cell.state] += 1
    return counts


def groups(rows: Sequence[Row], *, at_first: int | None = None) -> tuple[Group, ...]:
    """The rows by whom they are about. With `at_first`, so many of the worst rows stand open, and none that is all green."""
    worst = sorted(rows, key=_need)
    if at_first is None or len(worst) <= at_first:
        open_ = {id(row) for row in worst}
    else:
        open_ = {id(row) for row in worst[:at_first] if badness(row)}
    made = []
    for subject in SUBJECTS:
        own = [row for row in worst if row.subject is subject]
        if own:
            shown = tuple(row for row in own if id(row) in open_)
            made.append(Group(subject, _people(own), shown, tuple(row for row in own if id(row) not in open_)))
    return tuple(sorted(made, key=lambda group: _need(min(group.rows, key=_need))))


def _need(row: Row) -> tuple[int, int, int, int]:
    """Red cells first, then what they are about: what is merely unknown never stands above what is known to be wrong."""
    red = sum(cell.state is State.RED for cell in row.cells.values())
    return (-red, -row.severity.rank, -badness(row), -row.people.high)


def _people(rows: Sequence[Row]) -> str:
    """People of a group: those of its widest row, for the rows overlap."""
    widest = max((row.people for row in rows), key=lambda count: (count.high, count.low))
    return people(widest) if widest.high else ""
