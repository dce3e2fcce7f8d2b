"""The matrix for programs."""

from __future__ import annotations

from bailee.matrix.cells import Cell
from bailee.matrix.table import Row


def cell_shape(cell: Cell) -> dict[str, object]:
    """A cell as `bailee status --json` and reports have it."""
    return {
        "state": cell.state.value,
        "word": cell.word,
        "why": cell.why,
        "next": cell.next,
        "command": cell.command,
        "evidence": list(cell.evidence),
    }


def row_shape(row: Row) -> dict[str, object]:
    """A row of `status` in `bailee status --json` and reports."""
    return {
        "category": row.category,
        "subject": row.subject.value,
        "purposes": list(row.purposes),
        "people": {"low": row.people.low, "high": row.people.high},
        "held": cell_shape(row.held),
        "told": cell_shape(row.told),
        "secured": cell_shape(row.secured),
        "obligations": [obligation.ident for obligation in row.obligations],
    }
