"""Openapi. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any

from bailee.client.asking import Asking


class Openapi(Asking):
    def openapi(self) -> dict[str, Any]:
        """This description."""
        found: dict[str, Any] = self._ask("GET", self._at("openapi.json"), None, None)
        return found
