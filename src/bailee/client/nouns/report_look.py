"""ReportLook. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.report_look as shapes
from bailee.client.asking import Asking


class ReportLook(Asking):
    def choose_report_look(self, body: shapes.NewLook) -> shapes.Look:
        """Choose how reports look. Takes `change-settings`."""
        found: shapes.Look = self._ask(
            "POST", self._at("organisations", self.organisation, "report-look"), None, body, once=True
        )
        return found

    def show_report_look(self) -> shapes.Look:
        """How reports look. Takes `see-table`."""
        found: shapes.Look = self._ask("GET", self._at("organisations", self.organisation, "report-look"), None, None)
        return found
