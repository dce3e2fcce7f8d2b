"""Me. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.me as shapes
from bailee.client.asking import Asking


class Me(Asking):
    def who_am_i(self) -> shapes.Me:
        """Who asks, and what she may do where."""
        found: shapes.Me = self._ask("GET", self._at("me"), None, None)
        return found
