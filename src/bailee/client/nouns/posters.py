"""Posters. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.common as common
import bailee.client.shapes.posters as shapes
from bailee.client.asking import Asking


class Posters(Asking):
    def list_posters(self, *, as_of: date | str | None = None, known_on: date | str | None = None) -> shapes.Posters:
        """Notices that hang somewhere, and those that did. Takes `see-table`."""
        found: shapes.Posters = self._ask(
            "GET", self._at("organisations", self.organisation, "posters"), {"as_of": as_of, "known_on": known_on}, None
        )
        return found

    def put_up_poster(self, body: shapes.PutUp) -> shapes.Poster:
        """Note that a notice hangs somewhere. Takes `write-notices`."""
        found: shapes.Poster = self._ask(
            "POST", self._at("organisations", self.organisation, "posters"), None, body, once=True
        )
        return found

    def take_down_poster(self, poster: str, body: common.OnDay) -> shapes.Poster:
        """Note that it hangs there no more. Takes `write-notices`."""
        found: shapes.Poster = self._ask(
            "POST", self._at("organisations", self.organisation, "posters", poster, "removal"), None, body, once=True
        )
        return found
