"""Monitoring. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.monitoring as shapes
from bailee.client.asking import Asking


class Monitoring(Asking):
    def declare_monitoring(self, body: shapes.DeclareTool) -> shapes.WatchingTools:
        """Say what a tool is for. Takes `declare`."""
        found: shapes.WatchingTools = self._ask(
            "POST", self._at("organisations", self.organisation, "monitoring"), None, body, once=True
        )
        return found

    def list_monitoring(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.WatchingTools:
        """What watches people here, and whether a notice tells of it. Takes `see-stores`."""
        found: shapes.WatchingTools = self._ask(
            "GET",
            self._at("organisations", self.organisation, "monitoring"),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def withdraw_monitoring(self, body: shapes.MonitoringWithdraw) -> shapes.WatchingTools:
        """Take back what was declared of a tool. Takes `declare`."""
        found: shapes.WatchingTools = self._ask(
            "POST", self._at("organisations", self.organisation, "monitoring", "withdrawals"), None, body, once=True
        )
        return found
