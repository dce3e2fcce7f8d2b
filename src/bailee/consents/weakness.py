"""Where consent is a weak ground: employees can hardly refuse their employer. What else may serve, and what it takes.

>>> weak = weakness(SubjectCategory.EMPLOYEE, ["DE"])
>>> weak.is_weak, [basis.value for basis, _ in weak.instead][:2]
(True, ['legal-obligation', 'contract'])
>>> weakness(SubjectCategory.CUSTOMER, ["DE"]).is_weak, weakness(SubjectCategory.EMPLOYEE, ["US-TX"]).is_weak
(False, False)

Recital 43 and Art. 7(4) GDPR; European Data Protection Board, Guidelines 05/2020 on consent, paragraphs 21 to 23.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bailee.obligations.load import members
from bailee.vocabulary import STAFF, LawfulBasis, SubjectCategory

WHY = (
    "An employee depends on the employer, and can hardly say no. Consent counts only where it is freely given (GDPR Art. 7(4), "
    "recital 43), so for most of what is done at work it does not hold. It may hold where saying no changes nothing: a "
    "photograph on the web site, a birthday list."
)


@dataclass(frozen=True, slots=True)
class Weakness:
    """Whether consent is weak here, why, and which other bases may serve, each with what it takes."""

    is_weak: bool
    why: str = ""
    instead: tuple[tuple[LawfulBasis, str], ...] = ()


_INSTEAD = (
    (LawfulBasis.LEGAL_OBLIGATION, "A law tells you to do it. Name the law."),
    (
        LawfulBasis.CONTRACT,
        "The work contract cannot be kept without it: paying wages takes an account. Say which part of it.",
    ),
    (
        LawfulBasis.LEGITIMATE_INTERESTS,
        "You need it, no milder way serves, and people's interests do not outweigh it. Write that test down, and tell people how to object.",
    ),
)


def weakness(subject: SubjectCategory, places: Iterable[str]) -> Weakness:
    """For people of this sort who work in these places."""
    union = members("EU") | {"GB"}
    if subject in STAFF and any(place.partition("-")[0] in union for place in places):
        return Weakness(True, WHY, _INSTEAD)
    return Weakness(False)
