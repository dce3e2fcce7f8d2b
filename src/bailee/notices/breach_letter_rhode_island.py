"""Breach letter for people in Rhode Island, with what the law of that state asks of it, and no more.

R.I. Gen. Laws § 11-49.3-4: it says how many people it concerns.
"""

from __future__ import annotations

from bailee.notices import breach_letters
from bailee.notices.breach_letters import AUDIENCE, CATEGORIES, FACTS, parts
from bailee.notices.wording import title

__all__ = ["AUDIENCE", "CATEGORIES", "FACTS", "parts"]

IDENT = "breach-letter-rhode-island"
TITLED = "breach-letter"  # on paper; in lists it is told from the others
TITLE = f"{title(TITLED)}: Rhode Island"
SAYS = ("happened", "data", "number-told", "offer", "freeze", "report", "advice", "controller", "authority", "bureaus")
compose = breach_letters.composing(SAYS)
