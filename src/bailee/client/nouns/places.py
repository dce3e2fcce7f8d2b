"""Places. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.places as shapes
from bailee.client.asking import Asking


class Places(Asking):
    def add_place(self, body: shapes.NewPlace) -> shapes.Place:
        """Name a folder or an address that is to be scanned. Takes `scan`."""
        found: shapes.Place = self._ask(
            "POST", self._at("organisations", self.organisation, "places"), None, body, once=True
        )
        return found

    def list_places(self) -> shapes.Places:
        """Places that are scanned. Takes `see-stores`."""
        found: shapes.Places = self._ask("GET", self._at("organisations", self.organisation, "places"), None, None)
        return found
