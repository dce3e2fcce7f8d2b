"""A task is overdue: its owner and the privacy person hear of it, once. After two weeks another alert takes over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bailee.operations.alerts import Look
from bailee.operations.late_tasks import found
from bailee.permissions import Role
from bailee.store.rows.alerts import Found
from bailee.tasks.states import LONG
from bailee.vocabulary import Severity

SORT = "task-overdue"


def find(look: Look) -> Iterator[Found]:
    late = [
        each for each in look.tasks if each.is_overdue(look.on) and not each.is_overdue(look.on - timedelta(days=LONG))
    ]
    yield from found(SORT, late, look.on, look.roles, Severity.MEDIUM, (Role.PRIVACY_PERSON,))
