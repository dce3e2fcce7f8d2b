"""A cell of the table turned red since somebody last scanned: one alert a cell, or one for all where many turned at once.

What was red at the first scan is no news: it stands on the first page as where to start.
"""

from __future__ import annotations

from collections.abc import Iterator

from bailee.matrix import SUBJECTS
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.store.rows.snapshots import Snapshot
from bailee.vocabulary import DATA_CATEGORIES, Severity, SubjectCategory

SORT = "cell-turned-red"
MANY = 5  # cells that turned at once and have an alert of their own; more of them share one
_WORDS = {"held": "out of place", "told": "not told", "secured": "exposed"}


def find(look: Look) -> Iterator[Found]:
    if not look.snapshots:
        return
    is_red = {cell for cell, state in look.snapshots[-1].cells.items() if state == "red"}
    for number, (before, after) in enumerate(zip(look.snapshots, look.snapshots[1:], strict=False), 1):
        if not before.files:
            continue  # nothing was read before: everything is new
        turned = sorted(cell for cell, state in after.cells.items() if state == "red" != before.cells.get(cell))
        still = [cell for cell in turned if cell in is_red and _stayed(cell, look.snapshots[number:])]
        if not still:
            continue
        if len(turned) <= MANY:
            yield from (_one(cell, after) for cell in still)
        else:
            yield _many(turned, still, after)


def _stayed(cell: str, since: tuple[Snapshot, ...]) -> bool:
    """Whether it is the same red: where it was better in between, the later turn is the news."""
    return all(each.cells.get(cell) == "red" for each in since)


def _one(cell: str, snapshot: Snapshot) -> Found:
    name, column, severity = _read(cell)
    worst = next((each for each in snapshot.worst if each.get("state") == "red"), None)
    return Found(
        SORT,
        f"{cell} {snapshot.at:%Y-%m-%dT%H:%M:%S}",
        severity,
        f"{name}: {_WORDS.get(column, 'red')}",
        f"It turned red between two scans. {worst['why']}" if worst and worst.get("cell") == cell else "It turned red between two scans.",
        "Open the cell: why, which rule, and the next step stand there.",
        "client",
        query=f"cell={cell}",
    )  # fmt: skip


def _many(turned: list[str], still: list[str], snapshot: Snapshot) -> Found:
    worst = sorted(still, key=lambda cell: _read(cell)[2], reverse=True)
    named = "; ".join(f"{_read(cell)[0]}, {_read(cell)[1]}" for cell in worst[:3])
    return Found(
        SORT,
        f"many {snapshot.at:%Y-%m-%dT%H:%M:%S}",
        _read(worst[0])[2],
        f"{len(turned)} cells turned red",
        f"All with one scan. The worst: {named}.",
        "Open the overview: it says where to start.",
        "client",
    )


def _read(cell: str) -> tuple[str, str, Severity]:
    category, subject, column = (*cell.split("|"), "", "")[:3]
    known = DATA_CATEGORIES.get(category)
    about = SUBJECTS.get(SubjectCategory(subject), subject) if subject in set(SubjectCategory) else subject
    return f"{known.label if known else category}, {about}", column, known.severity if known else Severity.MEDIUM
