"""Stores. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.stores as shapes
from bailee.client.asking import Asking


class Stores(Asking):
    def list_stores(self) -> shapes.Stores:
        """Data stores, and how much of each was read. Takes `see-stores`."""
        found: shapes.Stores = self._ask("GET", self._at("organisations", self.organisation, "stores"), None, None)
        return found
