"""A task is due within a week: its owner hears of it, once."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.alerts import Look
from bailee.operations.late_tasks import found
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "task-due-soon"


def find(look: Look) -> Iterator[Found]:
    soon = [each for each in look.tasks if not each.is_overdue(look.on) and each.state.value != "snoozed"]
    yield from found(SORT, soon, look.on, look.roles, Severity.LOW)
