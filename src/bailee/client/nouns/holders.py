"""Holders. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.holders as shapes
from bailee.client.asking import Asking


class Holders(Asking):
    def end_holder(self, holder: str) -> None:
        """No more checkpoints go there. Takes `change-settings`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "holders", holder), None, None)

    def list_holders(self) -> shapes.Holders:
        """Who keeps checkpoints elsewhere. Takes `see-evidence`."""
        found: shapes.Holders = self._ask("GET", self._at("organisations", self.organisation, "holders"), None, None)
        return found

    def name_holder(self, body: shapes.NewHolder) -> shapes.Holders:
        """Name somebody who keeps them. Takes `change-settings`."""
        found: shapes.Holders = self._ask(
            "POST", self._at("organisations", self.organisation, "holders"), None, body, once=True
        )
        return found
