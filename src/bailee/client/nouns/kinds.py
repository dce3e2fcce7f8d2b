"""Kinds. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.common as common
import bailee.client.shapes.kinds as shapes
from bailee.client.asking import Asking


class Kinds(Asking):
    def list_kinds(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        kind: str | None = None,
        store: str | None = None,
        confidence: common.Confidence | None = None,
    ) -> shapes.Kinds:
        """Kinds of record that were found. Takes `see-findings`."""
        found: shapes.Kinds = self._ask(
            "GET",
            self._at("organisations", self.organisation, "kinds"),
            {"limit": limit, "cursor": cursor, "kind": kind, "store": store, "confidence": confidence},
            None,
        )
        return found

    def all_kinds(
        self, *, kind: str | None = None, store: str | None = None, confidence: common.Confidence | None = None
    ) -> Iterator[shapes.Kind]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.list_kinds(kind=kind, store=store, confidence=confidence, limit=500, cursor=cursor)
        )
