"""ArchivedFindings. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.archived_findings as shapes
from bailee.client.asking import Asking


class ArchivedFindings(Asking):
    def search_archives(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        archive: str | None = None,
        month: str | None = None,
        detector: str | None = None,
        category: str | None = None,
        store: str | None = None,
    ) -> shapes.Archived:
        """Findings in archives, as they were when they went. Takes `see-findings`."""
        found: shapes.Archived = self._ask(
            "GET",
            self._at("organisations", self.organisation, "archived-findings"),
            {
                "limit": limit,
                "cursor": cursor,
                "archive": archive,
                "month": month,
                "detector": detector,
                "category": category,
                "store": store,
            },
            None,
        )
        return found

    def all_search_archives(
        self,
        *,
        archive: str | None = None,
        month: str | None = None,
        detector: str | None = None,
        category: str | None = None,
        store: str | None = None,
    ) -> Iterator[shapes.ArchivedShape]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.search_archives(
                archive=archive,
                month=month,
                detector=detector,
                category=category,
                store=store,
                limit=500,
                cursor=cursor,
            )
        )
