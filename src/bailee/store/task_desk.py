"""Tasks over all organisations that an account reaches: the rows of how they stand, without opening anybody's keys.

late = tasks_over(desk, before=day)          # what is due before a day, by day; who may see tasks there sees them here
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bailee.store.rows.task_lines import TO_DO, TaskLine, line_of
from bailee.store.tenancy import Desk, Membership


@dataclass(frozen=True, slots=True)
class OfClient:
    """A task, and of which organisation it is."""

    membership: Membership
    task: TaskLine


@dataclass(frozen=True, slots=True)
class ClientCount:
    membership: Membership
    to_do: int
    overdue: int


def tasks_over(
    desk: Desk, *, before: date, organisation: str = "", skip: int = 0, limit: int | None = None
) -> tuple[list[OfClient], int]:
    """What is due before a day, the first day first, and how many there are."""
    from bailee.store.models import TaskState

    there = {each.number: each for each in desk.memberships if organisation in ("", each.organisation)}
    with desk.reading():
        rows = desk.rows(TaskState).filter(organisation_id__in=list(there), state__in=TO_DO, due_on__lt=before)
        total = rows.count()
        ordered = rows.order_by("due_on", "-weight", "organisation_id", "ident")
        found = list(ordered[skip : skip + limit] if limit is not None else ordered[skip:])
    return [OfClient(there[row.organisation_id], line_of(row)) for row in found], total


def counts_over(desk: Desk, on: date) -> list[ClientCount]:
    """How many are to do and overdue at each, most overdue first; those with nothing to do as well."""
    from django.db.models import Count, Q

    from bailee.store.models import TaskState

    with desk.reading():
        rows = desk.rows(TaskState).filter(state__in=TO_DO).values_list("organisation_id")
        counted = rows.annotate(Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=on))).order_by()
        counts = {number: (to_do, overdue) for number, to_do, overdue in counted}
    made = [ClientCount(each, *counts.get(each.number, (0, 0))) for each in desk.memberships]
    return sorted(made, key=lambda each: (-each.overdue, -each.to_do, each.membership.name.casefold()))
