"""TaskAssignments. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.common as common
import bailee.client.shapes.task_assignments as shapes
from bailee.client.asking import Asking


class TaskAssignments(Asking):
    def assign_tasks(self, body: shapes.Assign) -> common.Counted:
        """Give tasks to a member, or back to their role. Takes `do-tasks`."""
        found: common.Counted = self._ask(
            "POST", self._at("organisations", self.organisation, "task-assignments"), None, body, once=True
        )
        return found
