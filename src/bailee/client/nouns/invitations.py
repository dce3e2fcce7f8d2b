"""Invitations. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.invitations as shapes
from bailee.client.asking import Asking


class Invitations(Asking):
    def invite_member(self, body: shapes.Invite) -> shapes.Invitations:
        """Invite somebody by mail. Takes `manage-members`."""
        found: shapes.Invitations = self._ask(
            "POST", self._at("organisations", self.organisation, "invitations"), None, body, once=True
        )
        return found

    def list_invitations(self) -> shapes.Invitations:
        """Who was invited. Takes `see-members`."""
        found: shapes.Invitations = self._ask(
            "GET", self._at("organisations", self.organisation, "invitations"), None, None
        )
        return found

    def withdraw_invitation(self, invitation: str) -> None:
        """Its link opens nothing any more. Takes `manage-members`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "invitations", invitation), None, None)
