"""The worst things to do next, each with a command to type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
            step = Step(cell.next, f"{row.label}, {SUBJECTS[row.subject]}: {cell.why}", cell.command, row, column)
            bad = (
                -BAD[cell.state] if cell.state is State.RED else -BAD[State.AMBER] if cell.state is State.AMBER else -6
            )
            found.append(((bad, -row.severity.rank, _FIRST[column], -row.people.low), step))
    found.sort(key=lambda pair: pair[0])
    steps: list[Step] = []
    seen: set[str] = set()
    for _, step in found:
        # drafting one notice tells of every category: said once
        same = step.command if step.column == TOLD else f"{step.command} {step.row.category} {step.row.subject}"
        if same not in seen:
            seen.add(same)
            steps.append(step)
    return tuple(steps[:limit])
