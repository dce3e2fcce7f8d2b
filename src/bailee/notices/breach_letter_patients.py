"""Breach letter to patients: what 45 CFR 164.404(c) asks of a covered provider whose unsecured health information was breached."""

from __future__ import annotations

from bailee.notices import breach_letters
from bailee.notices.breach_letters import CATEGORIES, FACTS, parts
from bailee.notices.wording import title
from bailee.vocabulary import SubjectCategory

__all__ = ["CATEGORIES", "FACTS", "parts"]

IDENT = "breach-letter-patients"
AUDIENCE = frozenset({SubjectCategory.PATIENT})
TITLED = "breach-letter"  # on paper; in lists it is told from the others
TITLE = f"{title(TITLED)}: patients"
SAYS = ("happened", "data", "doing", "advice", "controller-health")
compose = breach_letters.composing(SAYS)
