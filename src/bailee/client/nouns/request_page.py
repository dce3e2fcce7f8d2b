"""RequestPage. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.request_page as shapes
from bailee.client.asking import Asking


class RequestPage(Asking):
    def open_request_page(self, body: shapes.OpenPage) -> shapes.PageForEverybody:
        """Open the page on which everybody may ask, or close it. Takes `handle-requests`."""
        found: shapes.PageForEverybody = self._ask(
            "POST", self._at("organisations", self.organisation, "request-page"), None, body, once=True
        )
        return found

    def show_request_page(self) -> shapes.PageForEverybody:
        """Whether everybody may ask on a page. Takes `handle-requests`."""
        found: shapes.PageForEverybody = self._ask(
            "GET", self._at("organisations", self.organisation, "request-page"), None, None
        )
        return found
