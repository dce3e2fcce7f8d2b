"""Breach letter for people in California, with what the law of that state asks of it, and no more.

Cal. Civ. Code § 1798.82(d): its title and headings are prescribed, and what more there is stands under them.
"""

from __future__ import annotations

from bailee.notices import breach_letters
from bailee.notices.breach_letters import AUDIENCE, CATEGORIES, FACTS, parts
from bailee.notices.wording import title

__all__ = ["AUDIENCE", "CATEGORIES", "FACTS", "parts"]

IDENT = "breach-letter-california"
TITLED = "breach-letter"  # on paper; in lists it is told from the others
TITLE = f"{title(TITLED)}: California"
SAYS = ("happened", "delay", "data", "doing", "offer", "freeze", "advice", "controller", "bureaus")
compose = breach_letters.composing(SAYS)
