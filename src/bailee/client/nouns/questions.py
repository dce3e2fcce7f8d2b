"""Questions. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.questions as shapes
from bailee.client.asking import Asking


class Questions(Asking):
    def answer_questions(self, body: shapes.Answers) -> shapes.OpenQuestions:
        """Declare facts, and say which nobody knows. Takes `declare`."""
        found: shapes.OpenQuestions = self._ask(
            "POST", self._at("organisations", self.organisation, "questions", "answers"), None, body, once=True
        )
        return found

    def list_questions(self) -> shapes.OpenQuestions:
        """What the laws still need to know. Takes `see-table`."""
        found: shapes.OpenQuestions = self._ask(
            "GET", self._at("organisations", self.organisation, "questions"), None, None
        )
        return found
