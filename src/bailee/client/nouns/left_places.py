"""LeftPlaces. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.left_places as shapes
from bailee.client.asking import Asking


class LeftPlaces(Asking):
    def leave_place(self, body: shapes.LeftOut) -> shapes.LeftPlace:
        """Say why a place need not be scanned. Takes `manage-stores`."""
        found: shapes.LeftPlace = self._ask(
            "POST", self._at("organisations", self.organisation, "left-places"), None, body, once=True
        )
        return found
