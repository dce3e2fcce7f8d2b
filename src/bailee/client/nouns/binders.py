"""Binders. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.binders as shapes
import bailee.client.shapes.common as common
from bailee.client.asking import Asking


class Binders(Asking):
    def ask_for_binder(self, body: shapes.NewBinder) -> common.Work:
        """Have a binder made, by a worker. Takes `export`."""
        found: common.Work = self._ask(
            "POST", self._at("organisations", self.organisation, "binders"), None, body, once=True
        )
        return found

    def download_binder(self, binder: str) -> bytes:
        """A binder that proves itself. Takes `export`."""
        found: bytes = self._ask(
            "GET", self._at("organisations", self.organisation, "binders", binder), None, None, raw=True
        )
        return found

    def list_binders(self) -> common.KeptFiles:
        """Binders that lie here. Takes `see-evidence`."""
        found: common.KeptFiles = self._ask("GET", self._at("organisations", self.organisation, "binders"), None, None)
        return found
