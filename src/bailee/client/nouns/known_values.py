"""KnownValues. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.known_values as shapes
from bailee.client.asking import Asking


class KnownValues(Asking):
    def forget_known_values(self, knownlist: str) -> None:
        """They are not looked for any more. Takes `declare`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "known-values", knownlist), None, None)

    def list_known_values(self) -> shapes.KnownLists:
        """Lists of known values. Takes `see-stores`."""
        found: shapes.KnownLists = self._ask(
            "GET", self._at("organisations", self.organisation, "known-values"), None, None
        )
        return found
