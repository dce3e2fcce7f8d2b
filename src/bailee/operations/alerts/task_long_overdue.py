"""A task is overdue for two weeks: those above its owner hear of it, too: the client's owner and who leads the provider's people, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bailee.operations.alerts import Look
from bailee.operations.late_tasks import found
from bailee.permissions import Role
from bailee.store.rows.alerts import Found
from bailee.tasks.states import LONG
from bailee.vocabulary import Severity

SORT = "task-long-overdue"
_ABOVE = (Role.CLIENT_OWNER, Role.LEAD, Role.PROVIDER_OWNER)


def find(look: Look) -> Iterator[Found]:
    late = [each for each in look.tasks if each.is_overdue(look.on - timedelta(days=LONG))]
    next_ = "Ask its owner what it waits for, or assign it to somebody else."
    yield from found(SORT, late, look.on, look.roles, Severity.HIGH, _ABOVE, next_)
