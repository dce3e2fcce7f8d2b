"""Breach letter for people in New Hampshire, with what the law of that state asks of it, and no more.

RSA 359-C:19, 359-C:20.
"""

from __future__ import annotations

from bailee.notices import breach_letters
from bailee.notices.breach_letters import AUDIENCE, CATEGORIES, FACTS, parts
from bailee.notices.wording import title

__all__ = ["AUDIENCE", "CATEGORIES", "FACTS", "parts"]

IDENT = "breach-letter-new-hampshire"
TITLED = "breach-letter"  # on paper; in lists it is told from the others
TITLE = f"{title(TITLED)}: New Hampshire"
SAYS = ("happened", "data", "advice", "controller")
compose = breach_letters.composing(SAYS)
