"""Correspondence. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.correspondence as shapes
from bailee.client.asking import Asking


class Correspondence(Asking):
    def choose_correspondence(self, body: shapes.NewCorrespondence) -> shapes.CorrespondenceShape:
        """Choose how people are written to. Takes `write-notices`."""
        found: shapes.CorrespondenceShape = self._ask(
            "POST", self._at("organisations", self.organisation, "correspondence"), None, body, once=True
        )
        return found

    def show_correspondence(self) -> shapes.CorrespondenceShape:
        """How people are written to. Takes `see-table`."""
        found: shapes.CorrespondenceShape = self._ask(
            "GET", self._at("organisations", self.organisation, "correspondence"), None, None
        )
        return found
