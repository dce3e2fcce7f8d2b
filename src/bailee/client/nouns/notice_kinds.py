"""NoticeKinds. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.notice_kinds as shapes
from bailee.client.asking import Asking


class NoticeKinds(Asking):
    def list_notice_kinds(self) -> shapes.NoticeKinds:
        """Kinds of notice that can be drafted. Takes `see-table`."""
        found: shapes.NoticeKinds = self._ask(
            "GET", self._at("organisations", self.organisation, "notice-kinds"), None, None
        )
        return found
