"""Losses. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import datetime

import bailee.client.shapes.common as common
from bailee.client.asking import Asking


class Losses(Asking):
    def look_at_loss(
        self, *, named: str | None = None, zone: str | None = None, at: datetime | str | None = None
    ) -> common.SheetShape:
        """What would be lost with a device, store or account; nothing is reported. Takes `see-stores`."""
        found: common.SheetShape = self._ask(
            "GET",
            self._at("organisations", self.organisation, "losses"),
            {"named": named, "zone": zone, "at": at},
            None,
        )
        return found
