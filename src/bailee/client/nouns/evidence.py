"""Evidence. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.evidence as shapes
from bailee.client.asking import Asking


class Evidence(Asking):
    def download_record_proof(self, record: str) -> bytes:
        """The proof that a record stands in the log. Takes `export`."""
        found: bytes = self._ask(
            "GET", self._at("organisations", self.organisation, "evidence", record, "proof"), None, None, raw=True
        )
        return found

    def list_evidence(self, *, limit: int | None = None, cursor: str | None = None) -> shapes.Records:
        """Records of what was done. Takes `see-evidence`."""
        found: shapes.Records = self._ask(
            "GET", self._at("organisations", self.organisation, "evidence"), {"limit": limit, "cursor": cursor}, None
        )
        return found

    def all_evidence(self) -> Iterator[shapes.Record]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_evidence(limit=500, cursor=cursor))

    def take_checkpoint(self) -> bytes:
        """The newest checkpoint of the log, to be kept elsewhere. Takes `export`."""
        found: bytes = self._ask(
            "POST", self._at("organisations", self.organisation, "evidence", "checkpoints"), None, None, raw=True
        )
        return found

    def verify_evidence(self) -> shapes.Verification:
        """Whether the log still says what it said. Takes `see-evidence`."""
        found: shapes.Verification = self._ask(
            "GET", self._at("organisations", self.organisation, "evidence", "verification"), None, None
        )
        return found
