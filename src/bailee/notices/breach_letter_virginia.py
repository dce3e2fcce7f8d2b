"""Breach letter for people in Virginia, with what the law of that state asks of it, and no more.

Va. Code § 18.2-186.6.
"""

from __future__ import annotations

from bailee.notices import breach_letters
from bailee.notices.breach_letters import AUDIENCE, CATEGORIES, FACTS, parts
from bailee.notices.wording import title

__all__ = ["AUDIENCE", "CATEGORIES", "FACTS", "parts"]

IDENT = "breach-letter-virginia"
TITLED = "breach-letter"  # on paper; in lists it is told from the others
TITLE = f"{title(TITLED)}: Virginia"
SAYS = ("happened", "data", "doing", "review", "advice", "controller")
compose = breach_letters.composing(SAYS)
