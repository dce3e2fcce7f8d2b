"""Reports. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.common as common
import bailee.client.shapes.reports as shapes
from bailee.client.asking import Asking


class Reports(Asking):
    def download_report(self, report: str, reportform: str) -> bytes:
        """A file, byte for byte as it was made. Takes `export`."""
        found: bytes = self._ask(
            "GET", self._at("organisations", self.organisation, "reports", report, reportform), None, None, raw=True
        )
        return found

    def list_reports(self, *, limit: int | None = None, cursor: str | None = None) -> shapes.Reports:
        """Reports that were made, newest first. Takes `see-table`."""
        found: shapes.Reports = self._ask(
            "GET", self._at("organisations", self.organisation, "reports"), {"limit": limit, "cursor": cursor}, None
        )
        return found

    def all_reports(self) -> Iterator[shapes.Report]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_reports(limit=500, cursor=cursor))

    def make_report(self, body: shapes.Make) -> common.Work:
        """Have a report made, by a worker. Takes `export`."""
        found: common.Work = self._ask(
            "POST", self._at("organisations", self.organisation, "reports"), None, body, once=True
        )
        return found

    def show_report(self, report: str) -> shapes.Report:
        """One that was made: its files, digests and seal. Takes `see-table`."""
        found: shapes.Report = self._ask(
            "GET", self._at("organisations", self.organisation, "reports", report), None, None
        )
        return found
