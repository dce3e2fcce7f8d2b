"""Exports. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.common as common
import bailee.client.shapes.exports as shapes
from bailee.client.asking import Asking


class Exports(Asking):
    def ask_for_export(self, body: shapes.NewExport) -> common.Work:
        """Have the organisation exported, by a worker. Takes `manage-keys`."""
        found: common.Work = self._ask(
            "POST", self._at("organisations", self.organisation, "exports"), None, body, once=True
        )
        return found

    def download_export(self, export: str) -> bytes:
        """An export, sealed as it lies here. Takes `manage-keys`."""
        found: bytes = self._ask(
            "GET", self._at("organisations", self.organisation, "exports", export), None, None, raw=True
        )
        return found

    def list_exports(self) -> common.KeptFiles:
        """Exports of the organisation that lie here. Takes `manage-keys`."""
        found: common.KeptFiles = self._ask("GET", self._at("organisations", self.organisation, "exports"), None, None)
        return found
