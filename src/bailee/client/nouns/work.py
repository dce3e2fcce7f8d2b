"""Work. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from bailee.client import shapes
from bailee.client.asking import Asking


class Work(Asking):
    def list_work(self) -> shapes.Works:
        """Reports, binders, exports and protection in the background. Takes `see-stores`."""
        found: shapes.Works = self._ask("GET", self._at("organisations", self.organisation, "work"), None, None)
        return found

    def show_work(self, work: str) -> shapes.Work:
        """How far it is. Takes `see-stores`."""
        found: shapes.Work = self._ask("GET", self._at("organisations", self.organisation, "work", work), None, None)
        return found
