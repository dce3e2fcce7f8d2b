"""Tokens. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.tokens as shapes
from bailee.client.asking import Asking


class Tokens(Asking):
    def list_tokens(self) -> shapes.Tokens:
        """Your tokens. Takes `use-api`."""
        found: shapes.Tokens = self._ask("GET", self._at("organisations", self.organisation, "tokens"), None, None)
        return found

    def revoke_token(self, token: str) -> None:
        """Refuse a token from now on. Takes `use-api`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "tokens", token), None, None)
