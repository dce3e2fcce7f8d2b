"""StaleNotices. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.stale_notices as shapes
from bailee.client.asking import Asking


class StaleNotices(Asking):
    def list_stale_notices(self) -> shapes.StaleNotices:
        """Served notices that do not say what is so today. Takes `see-table`."""
        found: shapes.StaleNotices = self._ask(
            "GET", self._at("organisations", self.organisation, "stale-notices"), None, None
        )
        return found
