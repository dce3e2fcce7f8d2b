"""FindingDecisions. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.common as common
import bailee.client.shapes.finding_decisions as shapes
from bailee.client.asking import Asking


class FindingDecisions(Asking):
    def decide_findings(self, body: shapes.Many) -> shapes.FindingRulesJudged:
        """One decision over many findings. Takes `decide-findings`."""
        found: shapes.FindingRulesJudged = self._ask(
            "POST", self._at("organisations", self.organisation, "finding-decisions"), None, body, once=True
        )
        return found

    def take_back_decisions(self, body: shapes.TakeBack) -> common.Counted:
        """Take back one's own last decision. Takes `decide-findings`."""
        found: common.Counted = self._ask(
            "POST", self._at("organisations", self.organisation, "finding-decisions", "undoings"), None, body, once=True
        )
        return found
