"""Traders. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.traders as shapes
from bailee.client.asking import Asking


class Traders(Asking):
    def judge_trader(self, trader: str, body: shapes.TradersJudged) -> shapes.Judgement:
        """Say that a client is a firm, or a person after all. Takes `decide-findings`."""
        found: shapes.Judgement = self._ask(
            "POST", self._at("organisations", self.organisation, "traders", trader, "judgements"), None, body, once=True
        )
        return found

    def list_traders(self, *, limit: int | None = None, cursor: str | None = None) -> shapes.Traders:
        """Clients who are people that trade, each with why. Takes `see-stores`."""
        found: shapes.Traders = self._ask(
            "GET", self._at("organisations", self.organisation, "traders"), {"limit": limit, "cursor": cursor}, None
        )
        return found

    def all_traders(self) -> Iterator[shapes.Trader]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_traders(limit=500, cursor=cursor))
