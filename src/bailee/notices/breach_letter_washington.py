"""Breach letter for people in Washington, with what the law of that state asks of it, and no more.

RCW 19.255.010.
"""

from __future__ import annotations

from bailee.notices import breach_letters
from bailee.notices.breach_letters import AUDIENCE, CATEGORIES, FACTS, parts
from bailee.notices.wording import title

__all__ = ["AUDIENCE", "CATEGORIES", "FACTS", "parts"]

IDENT = "breach-letter-washington"
TITLED = "breach-letter"  # on paper; in lists it is told from the others
TITLE = f"{title(TITLED)}: Washington"
SAYS = ("happened", "data", "advice", "controller", "bureaus")
compose = breach_letters.composing(SAYS)
