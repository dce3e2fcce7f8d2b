"""ObligationChanges. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.obligation_changes as shapes
from bailee.client.asking import Asking


class ObligationChanges(Asking):
    def list_obligation_changes(
        self, *, since: date | str | None = None, on: date | str | None = None
    ) -> shapes.ChangedDuties:
        """Rules that came, went or changed between two days. Takes `see-table`."""
        found: shapes.ChangedDuties = self._ask(
            "GET", self._at("organisations", self.organisation, "obligation-changes"), {"since": since, "on": on}, None
        )
        return found
