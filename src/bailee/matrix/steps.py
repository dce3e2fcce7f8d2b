"""The worst things to do next, each with a command to type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bailee.matrix.cells import HELD, SECURED, SUBJECTS, TOLD
from bailee.matrix.table import BAD, Row
from bailee.vocabulary import State


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next."""

    text: str
    why: str
    command: str
    row: Row
    column: str


# for two steps equally bad: what strangers can read now, then what lies where it may not, then who was not told
_FIRST = {SECURED: 0, HELD: 1, TOLD: 2}


def next_steps(made: Iterable[Row], limit: int = 5) -> tuple[Step, ...]:
    """The worst things to do next, each with a command to type. One step settles all the cells that it is the step for."""
    found: list[tuple[tuple[int, int, int, int], Step]] = []
    for row in made:
        for column, cell in row.cells.items():
            if cell.state is State.GREEN or not cell.next:
                continue
            step = Step(cell.next, cell.why, cell.command, row, column)
            bad = (
                -BAD[cell.state] if cell.state is State.RED else -BAD[State.AMBER] if cell.state is State.AMBER else -6
            )
            found.append(((bad, -row.severity.rank, _FIRST[column], -row.people.low), step))
    found.sort(key=lambda pair: pair[0])
    steps: dict[tuple[str, str], list[Step]] = {}
    for _, step in found:
        # drafting one notice tells of every category; the same files are erased, moved or restricted once
        steps.setdefault(("" if step.column == TOLD else step.text, step.command), []).append(step)
    return tuple(replace(same[0], why=_why(same)) for same in list(steps.values())[:limit])


def _why(same: Sequence[Step]) -> str:
    """Whose cell is the worst, how many more are settled with it, and why."""
    row, more = same[0].row, len(same) - 1
    others = f" (and {more} more)" if more else ""
    return f"{row.label}, {SUBJECTS[row.subject]}{others}: {same[0].why}"
