"""Consents. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.consents as shapes
from bailee.client.asking import Asking


class Consents(Asking):
    def check_calls(self, *, places: str | None = None) -> shapes.Recording:
        """What recording a call takes, by where those on it are. Takes `see-table`."""
        found: shapes.Recording = self._ask(
            "GET", self._at("organisations", self.organisation, "consents", "calls"), {"places": places}, None
        )
        return found

    def check_consent(
        self, *, form: str | None = None, person: str | None = None, purpose: str | None = None
    ) -> shapes.Consent:
        """Whether somebody agreed to a purpose. Takes `see-table`."""
        found: shapes.Consent = self._ask(
            "GET",
            self._at("organisations", self.organisation, "consents", "check"),
            {"form": form, "person": person, "purpose": purpose},
            None,
        )
        return found

    def record_consent(self, body: shapes.Said) -> shapes.RecordedSaid:
        """Note what somebody said. Takes `write-notices`."""
        found: shapes.RecordedSaid = self._ask(
            "POST", self._at("organisations", self.organisation, "consents"), None, body, once=True
        )
        return found

    def withdraw_consent(self, body: shapes.Withdrawn) -> shapes.Recorded:
        """Take consent back. Takes `write-notices`."""
        found: shapes.Recorded = self._ask(
            "POST", self._at("organisations", self.organisation, "consents", "withdrawals"), None, body, once=True
        )
        return found
