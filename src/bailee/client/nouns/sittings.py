"""Sittings. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.common as common
import bailee.client.shapes.sittings as shapes
from bailee.client.asking import Asking


class Sittings(Asking):
    def end_sitting(self, sitting: str) -> common.Counted:
        """End one of them. Takes `write-notices`."""
        found: common.Counted = self._ask(
            "POST", self._at("organisations", self.organisation, "sittings", sitting, "end"), None, None, once=True
        )
        return found

    def list_sittings(self) -> shapes.SittingList:
        """Browsers in which somebody may sign now. Takes `write-notices`."""
        found: shapes.SittingList = self._ask(
            "GET", self._at("organisations", self.organisation, "sittings"), None, None
        )
        return found
