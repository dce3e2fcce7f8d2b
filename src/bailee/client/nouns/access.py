"""Access. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import bailee.client.shapes.access as shapes
from bailee.client.asking import Asking


class Access(Asking):
    def list_access(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
    ) -> shapes.AccessAccess:
        """Who could, and did, open its data. Takes `see-access`."""
        found: shapes.AccessAccess = self._ask(
            "GET",
            self._at("organisations", self.organisation, "access"),
            {"limit": limit, "cursor": cursor, "as_of": as_of, "known_on": known_on, "since": since, "until": until},
            None,
        )
        return found

    def all_access(
        self,
        *,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
    ) -> Iterator[shapes.AccessLineShape]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.list_access(
                as_of=as_of, known_on=known_on, since=since, until=until, limit=500, cursor=cursor
            )
        )
