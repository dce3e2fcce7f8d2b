"""BackgroundWork. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.background_work as shapes
import bailee.client.shapes.common as common
from bailee.client.asking import Asking


class BackgroundWork(Asking):
    def list_work(self) -> shapes.Works:
        """Reports, binders, exports and protection in the background. Takes `see-stores`."""
        found: shapes.Works = self._ask(
            "GET", self._at("organisations", self.organisation, "background-work"), None, None
        )
        return found

    def show_work(self, work: str) -> common.Work:
        """How far it is. Takes `see-stores`."""
        found: common.Work = self._ask(
            "GET", self._at("organisations", self.organisation, "background-work", work), None, None
        )
        return found
