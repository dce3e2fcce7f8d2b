"""Proof. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import bailee.client.shapes.proof as shapes
from bailee.client.asking import Asking


class Proof(Asking):
    def download_informed(
        self, *, person: str | None = None, notice: str | None = None, form: Literal["csv", "pdf"] | None = None
    ) -> bytes:
        """The same list as CSV or PDF. Takes `export`."""
        found: bytes = self._ask(
            "GET",
            self._at("organisations", self.organisation, "proof", "list"),
            {"person": person, "notice": notice, "form": form},
            None,
            raw=True,
        )
        return found

    def list_informed(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
        person: str | None = None,
        notice: str | None = None,
    ) -> shapes.InformedActs:
        """Who was told what and when, newest first. Takes `see-evidence`."""
        found: shapes.InformedActs = self._ask(
            "GET",
            self._at("organisations", self.organisation, "proof"),
            {
                "limit": limit,
                "cursor": cursor,
                "as_of": as_of,
                "known_on": known_on,
                "person": person,
                "notice": notice,
            },
            None,
        )
        return found

    def all_informed(
        self,
        *,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
        person: str | None = None,
        notice: str | None = None,
    ) -> Iterator[shapes.InformedAct]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.list_informed(
                as_of=as_of, known_on=known_on, person=person, notice=notice, limit=500, cursor=cursor
            )
        )

    def make_proof_bundle(self, body: shapes.BundleOf) -> bytes:
        """A bundle that proves it by itself, as a ZIP; making it is recorded. Takes `export`."""
        found: bytes = self._ask(
            "POST", self._at("organisations", self.organisation, "proof", "bundles"), None, body, raw=True
        )
        return found
