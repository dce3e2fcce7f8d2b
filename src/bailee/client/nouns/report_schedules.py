"""ReportSchedules. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.report_schedules as shapes
from bailee.client.asking import Asking


class ReportSchedules(Asking):
    def list_report_schedules(self) -> shapes.Schedules:
        """Reports that are made again and again. Takes `see-table`."""
        found: shapes.Schedules = self._ask(
            "GET", self._at("organisations", self.organisation, "report-schedules"), None, None
        )
        return found

    def schedule_report(self, body: shapes.ReportsNewSchedule) -> shapes.Schedules:
        """Have one made each week, month or quarter, and mailed. Takes `change-settings`."""
        found: shapes.Schedules = self._ask(
            "POST", self._at("organisations", self.organisation, "report-schedules"), None, body, once=True
        )
        return found

    def stop_report_schedule(self, reportschedule: str) -> None:
        """It is made no longer. Takes `change-settings`."""
        self._ask(
            "DELETE", self._at("organisations", self.organisation, "report-schedules", reportschedule), None, None
        )
