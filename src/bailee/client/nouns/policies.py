"""Policies. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.policies as shapes
from bailee.client.asking import Asking


class Policies(Asking):
    def list_held_policies(self) -> shapes.HeldByDevices:
        """What holds for each device. Takes `see-stores`."""
        found: shapes.HeldByDevices = self._ask(
            "GET", self._at("organisations", self.organisation, "policies", "held"), None, None
        )
        return found

    def list_policies(self) -> shapes.Policies:
        """What policies of scanning say. Takes `see-stores`."""
        found: shapes.Policies = self._ask("GET", self._at("organisations", self.organisation, "policies"), None, None)
        return found
