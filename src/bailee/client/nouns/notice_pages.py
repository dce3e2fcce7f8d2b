"""NoticePages. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.notice_pages as shapes
from bailee.client.asking import Asking


class NoticePages(Asking):
    def list_notice_pages(self) -> shapes.NoticePages:
        """Notices that everybody may read. Takes `see-table`."""
        found: shapes.NoticePages = self._ask(
            "GET", self._at("organisations", self.organisation, "notice-pages"), None, None
        )
        return found

    def open_notice_page(self, notice: str, body: shapes.OpenOrShut) -> shapes.NoticePages:
        """Open the page of a notice to everybody, or close it. Takes `write-notices`."""
        found: shapes.NoticePages = self._ask(
            "POST", self._at("organisations", self.organisation, "notice-pages", notice), None, body, once=True
        )
        return found
