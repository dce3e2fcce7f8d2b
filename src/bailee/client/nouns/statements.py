"""Statements. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.statements as shapes
from bailee.client.asking import Asking


class Statements(Asking):
    def make_statement(self, body: shapes.StatementAbout) -> bytes:
        """What is held about one person: what, where, what for, who gets it, how long. Takes `handle-requests`."""
        found: bytes = self._ask(
            "POST", self._at("organisations", self.organisation, "statements"), None, body, raw=True
        )
        return found
