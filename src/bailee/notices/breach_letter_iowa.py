"""Breach letter for people in Iowa, with what the law of that state asks of it, and no more.

Iowa Code §§ 715C.1, 715C.2.
"""

from __future__ import annotations

from bailee.notices import breach_letters
from bailee.notices.breach_letters import AUDIENCE, CATEGORIES, FACTS, parts
from bailee.notices.wording import title

__all__ = ["AUDIENCE", "CATEGORIES", "FACTS", "parts"]

IDENT = "breach-letter-iowa"
TITLED = "breach-letter"  # on paper; in lists it is told from the others
TITLE = f"{title(TITLED)}: Iowa"
SAYS = ("happened", "data", "report", "advice", "controller", "bureaus")
compose = breach_letters.composing(SAYS)
