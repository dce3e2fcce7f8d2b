"""Keys. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.keys as shapes
from bailee.client.asking import Asking


class Keys(Asking):
    def show_keys(self) -> shapes.Keys:
        """How the keys stand. Takes `manage-keys`."""
        found: shapes.Keys = self._ask("GET", self._at("organisations", self.organisation, "keys"), None, None)
        return found
