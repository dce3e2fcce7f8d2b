"""Facts. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.facts as shapes
from bailee.client.asking import Asking


class Facts(Asking):
    def declare_facts(self, body: shapes.Declaration) -> shapes.Facts:
        """Declare facts about the organisation, or its name. Takes `declare`."""
        found: shapes.Facts = self._ask(
            "POST", self._at("organisations", self.organisation, "facts"), None, body, once=True
        )
        return found

    def show_facts(self, *, as_of: date | str | None = None, known_on: date | str | None = None) -> shapes.Facts:
        """What is declared about the organisation. Takes `see-table`."""
        found: shapes.Facts = self._ask(
            "GET", self._at("organisations", self.organisation, "facts"), {"as_of": as_of, "known_on": known_on}, None
        )
        return found
