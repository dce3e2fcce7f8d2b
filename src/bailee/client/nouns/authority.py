"""Authority. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.authority as shapes
from bailee.client.asking import Asking


class Authority(Asking):
    def record_agreement(self, body: shapes.NewAgreement) -> shapes.AuthorityShape:
        """Record an agreement, or why it is missing. Takes `record-authority`."""
        found: shapes.AuthorityShape = self._ask(
            "POST", self._at("organisations", self.organisation, "authority", "agreements"), None, body, once=True
        )
        return found

    def record_instruction(self, body: shapes.NewInstruction) -> shapes.AuthorityShape:
        """Record a written instruction to scan. Takes `record-authority`."""
        found: shapes.AuthorityShape = self._ask(
            "POST", self._at("organisations", self.organisation, "authority", "instructions"), None, body, once=True
        )
        return found

    def show_authority(self) -> shapes.AuthorityShape:
        """The client's instructions to scan, and agreements. Takes `see-stores`."""
        found: shapes.AuthorityShape = self._ask(
            "GET", self._at("organisations", self.organisation, "authority"), None, None
        )
        return found

    def withdraw_instruction(self, instruction: str) -> shapes.AuthorityShape:
        """It was taken back. Takes `record-authority`."""
        found: shapes.AuthorityShape = self._ask(
            "POST",
            self._at("organisations", self.organisation, "authority", "instructions", instruction, "withdrawal"),
            None,
            None,
            once=True,
        )
        return found
