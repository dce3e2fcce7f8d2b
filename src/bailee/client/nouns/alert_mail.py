"""AlertMail. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.alert_mail as shapes
from bailee.client.asking import Asking


class AlertMail(Asking):
    def choose_alert_mail(self, body: shapes.NewMail) -> shapes.Mail:
        """Choose how you hear of alerts. Takes `see-alerts`."""
        found: shapes.Mail = self._ask(
            "POST", self._at("organisations", self.organisation, "alert-mail"), None, body, once=True
        )
        return found

    def show_alert_mail(self) -> shapes.Mail:
        """How you hear of alerts. Takes `see-alerts`."""
        found: shapes.Mail = self._ask("GET", self._at("organisations", self.organisation, "alert-mail"), None, None)
        return found
