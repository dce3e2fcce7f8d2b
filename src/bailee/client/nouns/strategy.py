"""Strategy. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal

import bailee.client.shapes.strategy as shapes
from bailee.client.asking import Asking


class Strategy(Asking):
    def download_strategy(self, strategyform: str, *, paper: Literal["a4", "letter"] | None = None) -> bytes:
        """The privacy strategy as PDF, DOCX or HTML. Takes `see-privileged`."""
        found: bytes = self._ask(
            "GET",
            self._at("organisations", self.organisation, "strategy", strategyform),
            {"paper": paper},
            None,
            raw=True,
        )
        return found

    def show_strategy(self) -> shapes.StrategyShape:
        """The privacy strategy. Takes `see-privileged`."""
        found: shapes.StrategyShape = self._ask(
            "GET", self._at("organisations", self.organisation, "strategy"), None, None
        )
        return found
