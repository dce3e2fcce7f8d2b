"""Breach letter for people in Massachusetts, with what the law of that state asks of it, and no more.

Mass. Gen. Laws ch. 93H § 3: it may not say what the breach was, nor how many people it concerns.
"""

from __future__ import annotations

from bailee.notices import breach_letters
from bailee.notices.breach_letters import AUDIENCE, CATEGORIES, FACTS, parts
from bailee.notices.wording import title

__all__ = ["AUDIENCE", "CATEGORIES", "FACTS", "parts"]

IDENT = "breach-letter-massachusetts"
TITLED = "breach-letter"  # on paper; in lists it is told from the others
TITLE = f"{title(TITLED)}: Massachusetts"
SAYS = ("lead-unsaid", "data", "doing-unsaid", "offer-18", "freeze", "report", "advice", "controller", "bureaus")
compose = breach_letters.composing(SAYS)
