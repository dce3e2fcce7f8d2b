"""Devices. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.common as common
import bailee.client.shapes.devices as shapes
from bailee.client.asking import Asking


class Devices(Asking):
    def ask_agent(self, device: str, body: shapes.AskDevice) -> common.Named:
        """Have its agent scan a folder when it next asks. Takes `scan`."""
        found: common.Named = self._ask(
            "POST", self._at("organisations", self.organisation, "devices", device, "scans"), None, body, once=True
        )
        return found

    def keep_device(self, device: str, body: shapes.KeepDevice) -> shapes.WholeDevice:
        """Say where a device stands, after how many days it is missed, or that it is gone. Takes `manage-stores`."""
        found: shapes.WholeDevice = self._ask(
            "POST", self._at("organisations", self.organisation, "devices", device), None, body, once=True
        )
        return found

    def list_devices(
        self, *, limit: int | None = None, cursor: str | None = None, state: shapes.DeviceState | None = None
    ) -> shapes.Devices:
        """Devices, the worst first. Takes `see-stores`."""
        found: shapes.Devices = self._ask(
            "GET",
            self._at("organisations", self.organisation, "devices"),
            {"limit": limit, "cursor": cursor, "state": state},
            None,
        )
        return found

    def all_devices(self, *, state: shapes.DeviceState | None = None) -> Iterator[shapes.DeviceShape]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_devices(state=state, limit=500, cursor=cursor))

    def show_device(self, device: str) -> shapes.WholeDevice:
        """One device, and what lies on it. Takes `see-stores`."""
        found: shapes.WholeDevice = self._ask(
            "GET", self._at("organisations", self.organisation, "devices", device), None, None
        )
        return found
