"""Tasks by the day they are due."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.list_tasks import HEADS as HEADS
from bailee.operations.list_tasks import csv_rows
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

TITLE, PERMISSION = "Tasks", Permission.SEE_TABLE


def rows(workspace: Workspace) -> Iterator[tuple[object, ...]]:
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    return csv_rows(workspace.task_list().tasks, names)
