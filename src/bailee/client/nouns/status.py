"""Status. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.status as shapes
from bailee.client.asking import Asking


class Status(Asking):
    def show_status(self, *, on: date | str | None = None) -> shapes.Status:
        """Held, Told and Secured. Takes `see-table`."""
        found: shapes.Status = self._ask(
            "GET", self._at("organisations", self.organisation, "status"), {"on": on}, None
        )
        return found
