"""Sites. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.common as common
import bailee.client.shapes.sites as shapes
from bailee.client.asking import Asking


class Sites(Asking):
    def add_site(self, body: shapes.NewSite) -> common.Named:
        """Add a site. Takes `manage-stores`."""
        found: common.Named = self._ask(
            "POST", self._at("organisations", self.organisation, "sites"), None, body, once=True
        )
        return found

    def list_sites(self, *, as_of: date | str | None = None, known_on: date | str | None = None) -> shapes.Sites:
        """Where the organisation works. Takes `see-stores`."""
        found: shapes.Sites = self._ask(
            "GET", self._at("organisations", self.organisation, "sites"), {"as_of": as_of, "known_on": known_on}, None
        )
        return found
