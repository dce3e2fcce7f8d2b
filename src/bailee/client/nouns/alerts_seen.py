"""AlertsSeen. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.common as common
from bailee.client.asking import Asking


class AlertsSeen(Asking):
    def see_all_alerts(self) -> common.Counted:
        """Note that somebody saw all that wait. Takes `decide-findings`."""
        found: common.Counted = self._ask(
            "POST", self._at("organisations", self.organisation, "alerts-seen"), None, None, once=True
        )
        return found
