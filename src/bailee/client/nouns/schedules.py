"""Schedules. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.schedules as shapes
from bailee.client.asking import Asking


class Schedules(Asking):
    def end_schedule(self, schedule: str) -> None:
        """They are not scanned by it any more. Takes `scan`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "schedules", schedule), None, None)

    def list_schedules(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.ScheduleList:
        """Scans that come again and again. Takes `see-stores`."""
        found: shapes.ScheduleList = self._ask(
            "GET",
            self._at("organisations", self.organisation, "schedules"),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def schedule_scan(self, body: shapes.SchedulesNewSchedule) -> shapes.ScheduleList:
        """Have places scanned again and again. Takes `scan`."""
        found: shapes.ScheduleList = self._ask(
            "POST", self._at("organisations", self.organisation, "schedules"), None, body, once=True
        )
        return found
