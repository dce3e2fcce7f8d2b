"""Policies. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.policies as shapes
from bailee.client.asking import Asking


class Policies(Asking):
    def change_policy(self, body: shapes.NewPolicy) -> shapes.Policy:
        """Change a policy: it holds from the next scan on. Takes `manage-stores`."""
        found: shapes.Policy = self._ask(
            "POST", self._at("organisations", self.organisation, "policies"), None, body, once=True
        )
        return found

    def list_held_policies(self, *, device: str | None = None) -> shapes.HeldByDevices:
        """What holds for each device. Takes `see-stores`."""
        found: shapes.HeldByDevices = self._ask(
            "GET", self._at("organisations", self.organisation, "policies", "held"), {"device": device}, None
        )
        return found

    def list_policies(self) -> shapes.Policies:
        """What policies of scanning say. Takes `see-stores`."""
        found: shapes.Policies = self._ask("GET", self._at("organisations", self.organisation, "policies"), None, None)
        return found

    def preview_policy(self, body: shapes.PolicyChange) -> shapes.PolicyPreview:
        """What a change of a policy would do; nothing is changed. Takes `manage-stores`."""
        found: shapes.PolicyPreview = self._ask(
            "POST", self._at("organisations", self.organisation, "policies", "previews"), None, body, once=True
        )
        return found
