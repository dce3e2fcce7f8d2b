"""Drills. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.drills as shapes
from bailee.client.asking import Asking


class Drills(Asking):
    def list_drills(self, *, as_of: date | str | None = None, known_on: date | str | None = None) -> shapes.Drills:
        """What was tried out. Takes `see-evidence`."""
        found: shapes.Drills = self._ask(
            "GET", self._at("organisations", self.organisation, "drills"), {"as_of": as_of, "known_on": known_on}, None
        )
        return found

    def show_drill(
        self, drill: str, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.Drill:
        """One drill, step by step. Takes `see-evidence`."""
        found: shapes.Drill = self._ask(
            "GET",
            self._at("organisations", self.organisation, "drills", drill),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found
