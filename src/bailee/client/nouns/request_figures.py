"""RequestFigures. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.request_figures as shapes
from bailee.client.asking import Asking


class RequestFigures(Asking):
    def show_request_figures(self, *, year: int | None = None) -> shapes.FiguresShape:
        """Requests of a year in figures. Takes `handle-requests`."""
        found: shapes.FiguresShape = self._ask(
            "GET", self._at("organisations", self.organisation, "request-figures"), {"year": year}, None
        )
        return found
