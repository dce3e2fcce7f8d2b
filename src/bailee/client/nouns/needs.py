"""Needs. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.needs as shapes
from bailee.client.asking import Asking


class Needs(Asking):
    def list_needs(self, *, as_of: date | str | None = None, known_on: date | str | None = None) -> shapes.Needs:
        """Who needs which data. Takes `see-findings`."""
        found: shapes.Needs = self._ask(
            "GET", self._at("organisations", self.organisation, "needs"), {"as_of": as_of, "known_on": known_on}, None
        )
        return found

    def say_need(self, body: shapes.NewNeed) -> shapes.NeedShape:
        """Say who needs it. Takes `protect`."""
        found: shapes.NeedShape = self._ask(
            "POST", self._at("organisations", self.organisation, "needs"), None, body, once=True
        )
        return found

    def withdraw_need(self, need: str) -> None:
        """Nobody says any more who needs it. Takes `protect`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "needs", need), None, None)
