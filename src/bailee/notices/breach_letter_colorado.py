"""Breach letter for people in Colorado, with what the law of that state asks of it, and no more.

Colo. Rev. Stat. § 6-1-716.
"""

from __future__ import annotations

from bailee.notices import breach_letters
from bailee.notices.breach_letters import AUDIENCE, CATEGORIES, FACTS, parts
from bailee.notices.wording import title

__all__ = ["AUDIENCE", "CATEGORIES", "FACTS", "parts"]

IDENT = "breach-letter-colorado"
TITLED = "breach-letter"  # on paper; in lists it is told from the others
TITLE = f"{title(TITLED)}: Colorado"
SAYS = ("happened", "data", "freeze", "password", "advice", "controller", "bureaus")
compose = breach_letters.composing(SAYS)
