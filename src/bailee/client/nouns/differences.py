"""Differences. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import bailee.client.shapes.differences as shapes
from bailee.client.asking import Asking


class Differences(Asking):
    def list_differences(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        view: Literal["accepted", "all", "open"] | None = None,
        what: Literal["declared-not-found", "found-elsewhere", "found-not-declared"] | None = None,
    ) -> shapes.RecordDifferences:
        """Where declared and found part ways; the worst first. Takes `see-table`."""
        found: shapes.RecordDifferences = self._ask(
            "GET",
            self._at("organisations", self.organisation, "differences"),
            {"limit": limit, "cursor": cursor, "view": view, "what": what},
            None,
        )
        return found

    def all_differences(
        self,
        *,
        view: Literal["accepted", "all", "open"] | None = None,
        what: Literal["declared-not-found", "found-elsewhere", "found-not-declared"] | None = None,
    ) -> Iterator[shapes.RecordDifference]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_differences(view=view, what=what, limit=500, cursor=cursor))

    def settle_difference(
        self, difference: str, body: shapes.DifferencesSettled, *, if_match: str | None = None
    ) -> shapes.Settling:
        """Accept it, open it again, or correct what was declared; with If-Match, only as it was read. Takes `declare`."""
        found: shapes.Settling = self._ask(
            "POST",
            self._at("organisations", self.organisation, "differences", difference, "settlings"),
            None,
            body,
            once=True,
            if_match=if_match,
        )
        return found

    def show_difference(self, difference: str) -> shapes.RecordDifference:
        """One difference. Takes `see-table`."""
        found: shapes.RecordDifference = self._ask(
            "GET", self._at("organisations", self.organisation, "differences", difference), None, None
        )
        return found
