"""Departures. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import bailee.client.shapes.common as common
import bailee.client.shapes.departures as shapes
from bailee.client.asking import Asking


class Departures(Asking):
    def decide_departure(
        self, departure: str, body: shapes.Decided, *, if_match: str | None = None
    ) -> shapes.Departure:
        """Accept it until a day, say that it is not so, or open it again; with If-Match, only as it was read. Takes
        `decide-findings`."""
        found: shapes.Departure = self._ask(
            "POST",
            self._at("organisations", self.organisation, "departures", departure, "decisions"),
            None,
            body,
            once=True,
            if_match=if_match,
        )
        return found

    def list_departures(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        view: Literal["all", "open", "settled"] | None = None,
        sort: str | None = None,
        state: common.VocabularyState | None = None,
    ) -> shapes.Departures:
        """Departures from what was declared, or from what a law asks; the worst first. Takes `see-stores`."""
        found: shapes.Departures = self._ask(
            "GET",
            self._at("organisations", self.organisation, "departures"),
            {"limit": limit, "cursor": cursor, "view": view, "sort": sort, "state": state},
            None,
        )
        return found

    def all_departures(
        self,
        *,
        view: Literal["all", "open", "settled"] | None = None,
        sort: str | None = None,
        state: common.VocabularyState | None = None,
    ) -> Iterator[shapes.Departure]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.list_departures(view=view, sort=sort, state=state, limit=500, cursor=cursor)
        )

    def show_departure(self, departure: str) -> shapes.Departure:
        """One departure. Takes `see-stores`."""
        found: shapes.Departure = self._ask(
            "GET", self._at("organisations", self.organisation, "departures", departure), None, None
        )
        return found
