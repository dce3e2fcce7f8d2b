"""ReportKinds. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.report_kinds as shapes
from bailee.client.asking import Asking


class ReportKinds(Asking):
    def draft_report(
        self, reportkind: str, *, since: date | str | None = None, until: date | str | None = None
    ) -> shapes.ReportDraft:
        """A report as it would be made now; nothing is kept. Takes `see-table`."""
        found: shapes.ReportDraft = self._ask(
            "GET",
            self._at("organisations", self.organisation, "report-kinds", reportkind, "draft"),
            {"since": since, "until": until},
            None,
        )
        return found

    def list_report_kinds(self) -> shapes.ReportKinds:
        """Reports that are open to you. Takes `see-table`."""
        found: shapes.ReportKinds = self._ask(
            "GET", self._at("organisations", self.organisation, "report-kinds"), None, None
        )
        return found
