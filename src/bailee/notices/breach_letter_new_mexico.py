"""Breach letter for people in New Mexico, with what the law of that state asks of it, and no more.

NMSA 1978 §§ 57-12C-2, -6 to -12.
"""

from __future__ import annotations

from bailee.notices import breach_letters
from bailee.notices.breach_letters import AUDIENCE, CATEGORIES, FACTS, parts
from bailee.notices.wording import title

__all__ = ["AUDIENCE", "CATEGORIES", "FACTS", "parts"]

IDENT = "breach-letter-new-mexico"
TITLED = "breach-letter"  # on paper; in lists it is told from the others
TITLE = f"{title(TITLED)}: New Mexico"
SAYS = ("happened", "data", "review", "advice", "fcra", "controller", "bureaus")
compose = breach_letters.composing(SAYS)
