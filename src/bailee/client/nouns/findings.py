"""Findings. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import bailee.client.shapes.common as common
import bailee.client.shapes.findings as shapes
from bailee.client.asking import Asking


class Findings(Asking):
    def decide_finding(self, finding: str, body: shapes.NewDecision, *, if_match: str | None = None) -> shapes.Finding:
        """Confirm, dismiss or accept a finding; with If-Match, only as it was read. Takes `decide-findings`."""
        found: shapes.Finding = self._ask(
            "POST",
            self._at("organisations", self.organisation, "findings", finding, "decisions"),
            None,
            body,
            once=True,
            if_match=if_match,
        )
        return found

    def list_findings(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        detector: str | None = None,
        category: str | None = None,
        store: str | None = None,
        confidence: common.Confidence | None = None,
        state: Literal["accepted", "all", "confirmed", "dismissed", "open"] | None = None,
    ) -> shapes.Findings:
        """Findings. Takes `see-findings`."""
        found: shapes.Findings = self._ask(
            "GET",
            self._at("organisations", self.organisation, "findings"),
            {
                "limit": limit,
                "cursor": cursor,
                "detector": detector,
                "category": category,
                "store": store,
                "confidence": confidence,
                "state": state,
            },
            None,
        )
        return found

    def all_findings(
        self,
        *,
        detector: str | None = None,
        category: str | None = None,
        store: str | None = None,
        confidence: common.Confidence | None = None,
        state: Literal["accepted", "all", "confirmed", "dismissed", "open"] | None = None,
    ) -> Iterator[shapes.Finding]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.list_findings(
                detector=detector,
                category=category,
                store=store,
                confidence=confidence,
                state=state,
                limit=500,
                cursor=cursor,
            )
        )

    def show_finding(self, finding: str) -> shapes.Finding:
        """One finding. Takes `see-findings`."""
        found: shapes.Finding = self._ask(
            "GET", self._at("organisations", self.organisation, "findings", finding), None, None
        )
        return found
