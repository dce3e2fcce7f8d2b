"""Assessment. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.assessment as shapes
from bailee.client.asking import Asking


class Assessment(Asking):
    def show_assessment(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None, on: date | str | None = None
    ) -> shapes.AssessmentShape:
        """Which laws apply, because of which facts, and what waits for an answer. Takes `see-table`."""
        found: shapes.AssessmentShape = self._ask(
            "GET",
            self._at("organisations", self.organisation, "assessment"),
            {"as_of": as_of, "known_on": known_on, "on": on},
            None,
        )
        return found
