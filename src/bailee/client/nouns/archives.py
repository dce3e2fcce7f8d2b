"""Archives. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.archives as shapes
from bailee.client.asking import Asking


class Archives(Asking):
    def archive_findings(self, body: shapes.Move) -> shapes.Moved:
        """Move what went before a day, a month at a time. Takes `manage-stores`."""
        found: shapes.Moved = self._ask(
            "POST", self._at("organisations", self.organisation, "archives"), None, body, once=True
        )
        return found

    def bring_back_archive(self, archive: str) -> shapes.Back:
        """Its findings count among those that are gone again. Takes `manage-stores`."""
        found: shapes.Back = self._ask(
            "POST", self._at("organisations", self.organisation, "archives", archive, "returns"), None, None, once=True
        )
        return found

    def list_archives(self, *, limit: int | None = None, cursor: str | None = None) -> shapes.Archives:
        """Archives of findings that are gone. Takes `see-findings`."""
        found: shapes.Archives = self._ask(
            "GET", self._at("organisations", self.organisation, "archives"), {"limit": limit, "cursor": cursor}, None
        )
        return found

    def all_archives(self) -> Iterator[shapes.ArchiveShape]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_archives(limit=500, cursor=cursor))
