"""Scans. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.common as common
import bailee.client.shapes.scans as shapes
from bailee.client.asking import Asking


class Scans(Asking):
    def compare_scans(self, scan: str, *, before: int | None = None) -> shapes.Differences:
        """What is different since another scan. Takes `see-findings`."""
        found: shapes.Differences = self._ask(
            "GET", self._at("organisations", self.organisation, "scans", scan, "differences"), {"before": before}, None
        )
        return found

    def list_scans(self, *, limit: int | None = None, cursor: str | None = None) -> shapes.Scans:
        """Scans, newest first. Takes `see-stores`."""
        found: shapes.Scans = self._ask(
            "GET", self._at("organisations", self.organisation, "scans"), {"limit": limit, "cursor": cursor}, None
        )
        return found

    def all_scans(self) -> Iterator[shapes.ScansScan]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_scans(limit=500, cursor=cursor))

    def show_scan(self, scan: str) -> shapes.ScansScan:
        """One scan. Takes `see-stores`."""
        found: shapes.ScansScan = self._ask(
            "GET", self._at("organisations", self.organisation, "scans", scan), None, None
        )
        return found

    def start_scan(self, body: shapes.NewScan) -> common.Job:
        """Ask for a scan; one of the same places that waits or runs is answered. Takes `scan`."""
        found: common.Job = self._ask(
            "POST", self._at("organisations", self.organisation, "scans"), None, body, once=True
        )
        return found
