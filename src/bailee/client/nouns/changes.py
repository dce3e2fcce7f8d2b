"""Changes. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.changes as shapes
from bailee.client.asking import Asking


class Changes(Asking):
    def show_changes(
        self,
        *,
        since: date | str | None = None,
        until: date | str | None = None,
        who: str | None = None,
        what: str | None = None,
        skip: int | None = None,
    ) -> shapes.ChangesShape:
        """What changed between two days, and who did it. Takes `see-table`."""
        found: shapes.ChangesShape = self._ask(
            "GET",
            self._at("organisations", self.organisation, "changes"),
            {"since": since, "until": until, "who": who, "what": what, "skip": skip},
            None,
        )
        return found
