"""Jobs. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.common as common
import bailee.client.shapes.jobs as shapes
from bailee.client.asking import Asking


class Jobs(Asking):
    def continue_scan(self, job: str) -> common.Job:
        """Have it go on. Takes `scan`."""
        found: common.Job = self._ask(
            "POST", self._at("organisations", self.organisation, "jobs", job, "continue"), None, {}, once=True
        )
        return found

    def list_jobs(self, *, live: bool | None = None) -> shapes.Jobs:
        """Scans in the background. Takes `see-stores`."""
        found: shapes.Jobs = self._ask(
            "GET", self._at("organisations", self.organisation, "jobs"), {"live": live}, None
        )
        return found

    def pause_scan(self, job: str) -> common.Job:
        """Have a scan wait. Takes `scan`."""
        found: common.Job = self._ask(
            "POST", self._at("organisations", self.organisation, "jobs", job, "pause"), None, {}, once=True
        )
        return found

    def show_job(self, job: str) -> common.Job:
        """How far a scan is. Takes `see-stores`."""
        found: common.Job = self._ask("GET", self._at("organisations", self.organisation, "jobs", job), None, None)
        return found

    def stop_scan(self, job: str) -> common.Job:
        """Stop a scan. Takes `scan`."""
        found: common.Job = self._ask(
            "POST", self._at("organisations", self.organisation, "jobs", job, "stop"), None, {}, once=True
        )
        return found
