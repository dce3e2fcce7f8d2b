"""SheetScans. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.sheet_scans as shapes
from bailee.client.asking import Asking


class SheetScans(Asking):
    def read_sheets(self, body: shapes.SignOffsScan) -> shapes.ReadSheets:
        """Which sheets a scan holds; nothing is noted yet. Takes `write-notices`."""
        found: shapes.ReadSheets = self._ask(
            "POST", self._at("organisations", self.organisation, "sheet-scans"), None, body, once=True
        )
        return found
