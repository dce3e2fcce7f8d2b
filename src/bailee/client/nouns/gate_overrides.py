"""GateOverrides. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.common as common
import bailee.client.shapes.gate_overrides as shapes
from bailee.client.asking import Asking


class GateOverrides(Asking):
    def end_override(self, override: str) -> None:
        """The gate says again what notices say. Takes `scan`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "gate-overrides", override), None, None)

    def list_overrides(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.Overrides:
        """What was opened by name. Takes `see-stores`."""
        found: shapes.Overrides = self._ask(
            "GET",
            self._at("organisations", self.organisation, "gate-overrides"),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def override_gate(self, body: shapes.NewOverride) -> common.Named:
        """Open the gate by name; evidence keeps it. Takes `scan`."""
        found: common.Named = self._ask(
            "POST", self._at("organisations", self.organisation, "gate-overrides"), None, body, once=True
        )
        return found
