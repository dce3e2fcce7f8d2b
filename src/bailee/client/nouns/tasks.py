"""Tasks. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import bailee.client.shapes.common as common
import bailee.client.shapes.tasks as shapes
from bailee.client.asking import Asking


class Tasks(Asking):
    def close_task(self, task: str, body: shapes.Closed, *, if_match: str | None = None) -> shapes.Task:
        """Close a task with its evidence; refused where that is missing; with If-Match, only as it was read. Takes `do-
        tasks`."""
        found: shapes.Task = self._ask(
            "POST",
            self._at("organisations", self.organisation, "tasks", task, "closings"),
            None,
            body,
            once=True,
            if_match=if_match,
        )
        return found

    def date_task(self, task: str, body: shapes.Due) -> shapes.Task:
        """Say by when, and why. Takes `do-tasks`."""
        found: shapes.Task = self._ask(
            "POST", self._at("organisations", self.organisation, "tasks", task, "due"), None, body, once=True
        )
        return found

    def list_tasks(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Literal["all", "blocked", "done", "ended", "open", "snoozed", "started", "to-do"] | None = None,
        overdue: bool | None = None,
        owner: common.PermissionsRole | None = None,
        member: str | None = None,
        obligation: str | None = None,
        mine: bool | None = None,
    ) -> shapes.Tasks:
        """Tasks by the day they are due. Takes `see-table`."""
        found: shapes.Tasks = self._ask(
            "GET",
            self._at("organisations", self.organisation, "tasks"),
            {
                "limit": limit,
                "cursor": cursor,
                "state": state,
                "overdue": overdue,
                "owner": owner,
                "member": member,
                "obligation": obligation,
                "mine": mine,
            },
            None,
        )
        return found

    def all_tasks(
        self,
        *,
        state: Literal["all", "blocked", "done", "ended", "open", "snoozed", "started", "to-do"] | None = None,
        overdue: bool | None = None,
        owner: common.PermissionsRole | None = None,
        member: str | None = None,
        obligation: str | None = None,
        mine: bool | None = None,
    ) -> Iterator[shapes.Task]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.list_tasks(
                state=state,
                overdue=overdue,
                owner=owner,
                member=member,
                obligation=obligation,
                mine=mine,
                limit=500,
                cursor=cursor,
            )
        )

    def put_task_after(self, task: str, body: shapes.After) -> shapes.Task:
        """It cannot be closed before another one is. Takes `do-tasks`."""
        found: shapes.Task = self._ask(
            "POST", self._at("organisations", self.organisation, "tasks", task, "after"), None, body, once=True
        )
        return found

    def reopen_task(self, task: str, body: shapes.TaskWorkReopen) -> shapes.Task:
        """It is not done, or not any more. Takes `do-tasks`."""
        found: shapes.Task = self._ask(
            "POST", self._at("organisations", self.organisation, "tasks", task, "reopenings"), None, body, once=True
        )
        return found

    def show_task(self, task: str) -> shapes.Task:
        """One task. Takes `see-table`."""
        found: shapes.Task = self._ask("GET", self._at("organisations", self.organisation, "tasks", task), None, None)
        return found

    def snooze_task(self, task: str, body: shapes.Snooze) -> shapes.Task:
        """Have it out of sight until a day. Takes `do-tasks`."""
        found: shapes.Task = self._ask(
            "POST", self._at("organisations", self.organisation, "tasks", task, "snooze"), None, body, once=True
        )
        return found

    def start_task(self, task: str) -> shapes.Task:
        """Somebody works on it. Takes `do-tasks`."""
        found: shapes.Task = self._ask(
            "POST", self._at("organisations", self.organisation, "tasks", task, "start"), None, None, once=True
        )
        return found
