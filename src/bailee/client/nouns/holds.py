"""Holds. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.holds as shapes
from bailee.client.asking import Asking


class Holds(Asking):
    def lift_hold(self, hold: str, body: shapes.Lifted) -> shapes.LegalHold:
        """It need not be kept any more: periods count again. Takes `declare`."""
        found: shapes.LegalHold = self._ask(
            "POST", self._at("organisations", self.organisation, "holds", hold, "liftings"), None, body, once=True
        )
        return found

    def list_holds(
        self, *, limit: int | None = None, cursor: str | None = None, lifted: bool | None = None
    ) -> shapes.LegalHolds:
        """Legal holds, oldest first. Takes `see-stores`."""
        found: shapes.LegalHolds = self._ask(
            "GET",
            self._at("organisations", self.organisation, "holds"),
            {"limit": limit, "cursor": cursor, "lifted": lifted},
            None,
        )
        return found

    def all_holds(self, *, lifted: bool | None = None) -> Iterator[shapes.LegalHold]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_holds(lifted=lifted, limit=500, cursor=cursor))

    def place_hold(self, body: shapes.Placed) -> shapes.LegalHold:
        """Keep data for a matter, whatever a period says. Takes `declare`."""
        found: shapes.LegalHold = self._ask(
            "POST", self._at("organisations", self.organisation, "holds"), None, body, once=True
        )
        return found

    def show_hold(self, hold: str) -> shapes.LegalHold:
        """One legal hold. Takes `see-stores`."""
        found: shapes.LegalHold = self._ask(
            "GET", self._at("organisations", self.organisation, "holds", hold), None, None
        )
        return found
