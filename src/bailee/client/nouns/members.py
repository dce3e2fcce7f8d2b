"""Members. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.members as shapes
from bailee.client.asking import Asking


class Members(Asking):
    def change_role(self, member: str, body: shapes.NewRole) -> shapes.Member:
        """Another role from the next request on. Takes `manage-members`."""
        found: shapes.Member = self._ask(
            "POST", self._at("organisations", self.organisation, "members", member, "role"), None, body, once=True
        )
        return found

    def end_member(self, member: str) -> None:
        """She is a member no more. Takes `manage-members`."""
        self._ask("POST", self._at("organisations", self.organisation, "members", member, "end"), None, None, once=True)

    def list_members(self, *, ended: bool | None = None) -> shapes.Members:
        """Members. Takes `see-members`."""
        found: shapes.Members = self._ask(
            "GET", self._at("organisations", self.organisation, "members"), {"ended": ended}, None
        )
        return found
