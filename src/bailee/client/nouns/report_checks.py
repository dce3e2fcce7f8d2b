"""ReportChecks. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.report_checks as shapes
from bailee.client.asking import Asking


class ReportChecks(Asking):
    def verify_report(self, body: shapes.Checked) -> shapes.Verified:
        """Whether a file is a report of ours, as it was made. Takes `export`."""
        found: shapes.Verified = self._ask(
            "POST", self._at("organisations", self.organisation, "report-checks"), None, body, once=True
        )
        return found
