"""Coverage. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.coverage as shapes
from bailee.client.asking import Asking


class Coverage(Asking):
    def show_coverage(self) -> shapes.Coverage:
        """What was read, and what was not, and why. Takes `see-stores`."""
        found: shapes.Coverage = self._ask("GET", self._at("organisations", self.organisation, "coverage"), None, None)
        return found
