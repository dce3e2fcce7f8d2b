"""TaskAssignments. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from bailee.client import shapes
from bailee.client.asking import Asking


class TaskAssignments(Asking):
    def assign_tasks(self, body: shapes.Assign) -> shapes.Counted:
        """Give tasks to a member, or back to their role. Takes `do-tasks`."""
        found: shapes.Counted = self._ask(
            "POST", self._at("organisations", self.organisation, "task-assignments"), None, body, once=True
        )
        return found
