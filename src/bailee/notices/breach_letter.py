"""Breach letter: the text of a letter to people whose data were in an incident, with a place for each thing that is not known yet.

It lies ready, reviewed, before anything happens, and says what any of the laws asks that it answers: GDPR Art. 34, Australia's scheme,
PIPEDA, and those of the states. A state whose law says what stands in the letter has a letter of its own beside it; for people in
Massachusetts this one says too much.
"""

from __future__ import annotations

from bailee.notices import breach_letters
from bailee.notices.breach_letters import AUDIENCE, CATEGORIES, FACTS, parts
from bailee.notices.wording import title

__all__ = ["AUDIENCE", "CATEGORIES", "FACTS", "parts"]

IDENT = "breach-letter"
TITLE = title(IDENT)
SAYS = (
    "happened", "delay", "data", "number", "doing", "offer", "review", "freeze", "report", "password", "advice", "fcra", "controller",
    "authority", "bureaus",
)  # fmt: skip
compose = breach_letters.composing(SAYS)
