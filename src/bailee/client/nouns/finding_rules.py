"""FindingRules. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.finding_rules as shapes
from bailee.client.asking import Asking


class FindingRules(Asking):
    def end_finding_rule(self, judgement: str) -> None:
        """A rule no longer holds. Takes `decide-findings`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "finding-rules", judgement), None, None)

    def list_finding_rules(self) -> shapes.Rules:
        """How sure findings of a sort are at most here. Takes `see-findings`."""
        found: shapes.Rules = self._ask(
            "GET", self._at("organisations", self.organisation, "finding-rules"), None, None
        )
        return found

    def make_finding_rule(self, body: shapes.NewRule) -> shapes.FindingRulesRule:
        """Say so of a sort; what is stored is scored anew. Takes `decide-findings`."""
        found: shapes.FindingRulesRule = self._ask(
            "POST", self._at("organisations", self.organisation, "finding-rules"), None, body, once=True
        )
        return found
