"""Obligations. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.obligations as shapes
from bailee.client.asking import Asking


class Obligations(Asking):
    def explain_obligation(
        self, rule: str, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.ExplanationShape:
        """Why a rule applies here, does not, or waits. Takes `see-table`."""
        found: shapes.ExplanationShape = self._ask(
            "GET",
            self._at("organisations", self.organisation, "obligations", rule),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def list_obligations(self, *, on: date | str | None = None) -> shapes.Obligations:
        """Duties, with citations. Takes `see-table`."""
        found: shapes.Obligations = self._ask(
            "GET", self._at("organisations", self.organisation, "obligations"), {"on": on}, None
        )
        return found
