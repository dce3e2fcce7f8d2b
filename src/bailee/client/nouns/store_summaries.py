"""StoreSummaries. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.store_summaries as shapes
from bailee.client.asking import Asking


class StoreSummaries(Asking):
    def summarise_stores(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.StoreSummaries:
        """Data stores, how much was found in each and how bad it is. Takes `see-stores`."""
        found: shapes.StoreSummaries = self._ask(
            "GET",
            self._at("organisations", self.organisation, "store-summaries"),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found
