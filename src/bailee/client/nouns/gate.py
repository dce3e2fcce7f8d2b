"""Gate. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.gate as shapes
from bailee.client.asking import Asking


class Gate(Asking):
    def ask_gate(
        self,
        *,
        device: str | None = None,
        mailbox: str | None = None,
        home_folder: str | None = None,
        cloud_drive: str | None = None,
        person: str | None = None,
        place: str | None = None,
        room: str | None = None,
        organisation: str | None = None,
    ) -> shapes.Gate:
        """May a device, a mailbox, a home folder or a drive of staff be looked at today?. Takes `see-table`."""
        found: shapes.Gate = self._ask(
            "GET",
            self._at("gate"),
            {
                "device": device,
                "mailbox": mailbox,
                "home_folder": home_folder,
                "cloud_drive": cloud_drive,
                "person": person,
                "place": place,
                "room": room,
                "organisation": organisation,
            },
            None,
        )
        return found
