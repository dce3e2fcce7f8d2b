"""People. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.people as shapes
from bailee.client.asking import Asking


class People(Asking):
    def count_people(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.PeopleShape:
        """How many people data is held about, and why it is a range. Takes `see-table`."""
        found: shapes.PeopleShape = self._ask(
            "GET", self._at("organisations", self.organisation, "people"), {"as_of": as_of, "known_on": known_on}, None
        )
        return found

    def count_whole(self, *, as_of: date | str | None = None, known_on: date | str | None = None) -> shapes.WholeShape:
        """All the people, and those of each store. Takes `see-table`."""
        found: shapes.WholeShape = self._ask(
            "GET",
            self._at("organisations", self.organisation, "people", "whole"),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found
