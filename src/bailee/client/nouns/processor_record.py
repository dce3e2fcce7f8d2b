"""ProcessorRecord. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.processor_record as shapes
from bailee.client.asking import Asking


class ProcessorRecord(Asking):
    def show_processor_record(self, *, limit: int | None = None, cursor: str | None = None) -> shapes.ProcessorRecord:
        """What a provider does on behalf of each client. Takes `see-clients`."""
        found: shapes.ProcessorRecord = self._ask(
            "GET",
            self._at("organisations", self.organisation, "processor-record"),
            {"limit": limit, "cursor": cursor},
            None,
        )
        return found

    def all_show_processor_record(self) -> Iterator[shapes.ForClientShape]:
        """The same, page after page."""
        return self._each(lambda cursor: self.show_processor_record(limit=500, cursor=cursor))
