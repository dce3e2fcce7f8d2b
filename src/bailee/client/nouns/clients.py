"""Clients. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.clients as shapes
from bailee.client.asking import Asking


class Clients(Asking):
    def list_clients(self) -> shapes.Clients:
        """Clients, worst first. Takes `see-clients`."""
        found: shapes.Clients = self._ask("GET", self._at("clients"), None, None)
        return found

    def show_client(self, organisation: str) -> shapes.Client:
        """One client in short. Takes `see-clients`."""
        found: shapes.Client = self._ask("GET", self._at("clients", self.organisation), None, None)
        return found
