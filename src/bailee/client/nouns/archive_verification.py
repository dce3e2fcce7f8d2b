"""ArchiveVerification. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.archive_verification as shapes
from bailee.client.asking import Asking


class ArchiveVerification(Asking):
    def verify_archives(self) -> shapes.VerifiedAll:
        """Whether each archive is what was written. Takes `see-findings`."""
        found: shapes.VerifiedAll = self._ask(
            "GET", self._at("organisations", self.organisation, "archive-verification"), None, None
        )
        return found
