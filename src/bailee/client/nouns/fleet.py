"""Fleet. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.fleet as shapes
from bailee.client.asking import Asking


class Fleet(Asking):
    def list_fleets(self) -> shapes.Fleets:
        """Devices of every client, counted, the worst first. Takes `see-clients`."""
        found: shapes.Fleets = self._ask("GET", self._at("fleet"), None, None)
        return found
