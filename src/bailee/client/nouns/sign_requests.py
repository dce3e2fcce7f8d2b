"""SignRequests. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.sign_requests as shapes
from bailee.client.asking import Asking


class SignRequests(Asking):
    def answer_signer(self, signrequest: str, body: shapes.AnswerTo) -> shapes.SignRequestShape:
        """Answer what she asked before she signs. Takes `write-notices`."""
        found: shapes.SignRequestShape = self._ask(
            "POST",
            self._at("organisations", self.organisation, "sign-requests", signrequest, "answers"),
            None,
            body,
            once=True,
        )
        return found

    def download_certificate(self, signrequest: str) -> bytes:
        """The sealed certificate of a signature. Takes `write-notices`."""
        found: bytes = self._ask(
            "GET",
            self._at("organisations", self.organisation, "sign-requests", signrequest, "certificate"),
            None,
            None,
            raw=True,
        )
        return found

    def note_refusal(self, signrequest: str, body: shapes.Declining) -> shapes.SignRequestShape:
        """Note that she was told and does not sign. Takes `write-notices`."""
        found: shapes.SignRequestShape = self._ask(
            "POST",
            self._at("organisations", self.organisation, "sign-requests", signrequest, "refusal"),
            None,
            body,
            once=True,
        )
        return found

    def note_signature(self, signrequest: str, body: shapes.ByHandNote) -> shapes.SignRequestShape:
        """Note that she signed by hand, with its certificate. Takes `write-notices`."""
        found: shapes.SignRequestShape = self._ask(
            "POST",
            self._at("organisations", self.organisation, "sign-requests", signrequest, "signature"),
            None,
            body,
            once=True,
        )
        return found

    def show_sign_request(self, signrequest: str) -> shapes.SignRequestShape:
        """What one person was asked, and what came of it. Takes `write-notices`."""
        found: shapes.SignRequestShape = self._ask(
            "GET", self._at("organisations", self.organisation, "sign-requests", signrequest), None, None
        )
        return found
