"""A task as a server tells it, as the line that commands here show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bailee.cli.remote.reading import at, day

if TYPE_CHECKING:
    from bailee.client.shapes.tasks import Task
    from bailee.store.rows.task_lines import TaskLine


def task_line(told: Task) -> TaskLine:
    from bailee.permissions import Role
    from bailee.store.rows.task_lines import TaskLine
    from bailee.tasks.due import Due
    from bailee.tasks.states import State
    from bailee.vocabulary import Severity

    due = Due(date.fromisoformat(told["due_on"]), told["due_because"] or "") if told["due_on"] else None
    return TaskLine(
        told["ident"], told["title"], State(told["state"]), Role(told["owner"]), told["member"] or "", due, Severity(told["severity"]),
        tuple(told["obligations"]), tuple(told["citations"]), told["closes"], tuple(told["missing"]), told["evidence"] or "",
        tuple(told["waits_for"]), tuple(told["timing"]), told["hours"], told["rhythm"] or "", day(told["done_on"]), "",
        day(told["snoozed_until"]), "", told["ended_because"] or "", at(told["changed_at"]), tuple(told["takes"]),
    )  # fmt: skip
