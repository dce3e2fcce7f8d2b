"""Exposures. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.exposures as shapes
from bailee.client.asking import Asking


class Exposures(Asking):
    def list_exposures(
        self, *, limit: int | None = None, cursor: str | None = None, store: str | None = None
    ) -> shapes.Exposures:
        """How exposed each data store is, the most exposed first, and what to do about it. Takes `see-findings`."""
        found: shapes.Exposures = self._ask(
            "GET",
            self._at("organisations", self.organisation, "exposures"),
            {"limit": limit, "cursor": cursor, "store": store},
            None,
        )
        return found

    def all_exposures(self, *, store: str | None = None) -> Iterator[shapes.Exposed]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_exposures(store=store, limit=500, cursor=cursor))
