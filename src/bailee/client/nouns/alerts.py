"""Alerts. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.alerts as shapes
from bailee.client.asking import Asking


class Alerts(Asking):
    def list_alerts(
        self, *, limit: int | None = None, cursor: str | None = None, past: bool | None = None
    ) -> shapes.Alerts:
        """Alerts, the worst first. Takes `see-alerts`."""
        found: shapes.Alerts = self._ask(
            "GET",
            self._at("organisations", self.organisation, "alerts"),
            {"limit": limit, "cursor": cursor, "past": past},
            None,
        )
        return found

    def all_alerts(self, *, past: bool | None = None) -> Iterator[shapes.AlertShape]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_alerts(past=past, limit=500, cursor=cursor))

    def see_alert(self, alert: str) -> shapes.AlertShape:
        """Note that somebody saw it. Takes `decide-findings`."""
        found: shapes.AlertShape = self._ask(
            "POST", self._at("organisations", self.organisation, "alerts", alert, "seen"), None, None, once=True
        )
        return found
