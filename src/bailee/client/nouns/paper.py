"""Paper. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.paper as shapes
from bailee.client.asking import Asking


class Paper(Asking):
    def declare_paper(self, body: shapes.NewPaper) -> shapes.Papers:
        """Declare files on paper, or that they are no more. Takes `declare`."""
        found: shapes.Papers = self._ask(
            "POST", self._at("organisations", self.organisation, "paper"), None, body, once=True
        )
        return found

    def list_paper(self, *, as_of: date | str | None = None, known_on: date | str | None = None) -> shapes.Papers:
        """Files on paper. Takes `see-stores`."""
        found: shapes.Papers = self._ask(
            "GET", self._at("organisations", self.organisation, "paper"), {"as_of": as_of, "known_on": known_on}, None
        )
        return found
