"""ConfidentialFolders. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.confidential_folders as shapes
from bailee.client.asking import Asking


class ConfidentialFolders(Asking):
    def declare_confidential(self, body: shapes.NewFolder) -> shapes.ConfidentialFolder:
        """Say for which records a folder is. Takes `declare`."""
        found: shapes.ConfidentialFolder = self._ask(
            "POST", self._at("organisations", self.organisation, "confidential-folders"), None, body, once=True
        )
        return found

    def list_confidential(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.ConfidentialFolders:
        """Folders for records that are kept apart. Takes `see-stores`."""
        found: shapes.ConfidentialFolders = self._ask(
            "GET",
            self._at("organisations", self.organisation, "confidential-folders"),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def withdraw_confidential(self, apart: str) -> None:
        """It is no such folder any more. Takes `declare`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "confidential-folders", apart), None, None)
