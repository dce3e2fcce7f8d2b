"""One value in one place, without the value: what people are told apart by, and how far each sort of value does it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

from bailee.findings import Finding


@dataclass(frozen=True, slots=True)
class Mention:
    """One value in one place, without the value."""

    item: Hashable  # where: equal for mentions of one document
    detector: str
    category: str  # vocabulary.DATA_CATEGORIES
    fingerprint: str
    forms: tuple[tuple[str, str], ...]
    group: str
    attributes: tuple[tuple[str, str], ...] = ()
    position: int = 0
    probability: float = 1.0  # that it is what it was taken for

    @classmethod
    def of(cls, finding: Finding, item: Hashable = None) -> Mention:
        return cls(
            finding.locator.segments if item is None else item,
            finding.detector,
            finding.category,
            finding.fingerprint,
            finding.normal_forms,
            finding.group,
            finding.attributes,
            finding.position,
            finding.probability,
        )

    @property
    def whose(self) -> str:
        """Class of the person it belongs to as words beside it say; empty where none does."""
        return _whose(self.attributes) if self.attributes else ""

    @property
    def lane(self) -> str:
        """`relative` or `official` where it is about somebody beside the one whom its row or form is about, else empty."""
        whose = self.whose
        return whose if whose in _ASIDE else ""

    @property
    def is_of_an_office(self) -> bool:
        """info@, billing@: whoever reads it. It counts for the one whose name stands with it."""
        return self.category == "email-address" and ("role", "yes") in self.attributes

    @property
    def is_companion(self) -> bool:
        """Whether it counts only for somebody who stands with it, and is nobody's by itself."""
        return self.is_part_of_name or self.is_of_an_office or self.detector in NOBODYS

    @property
    def is_part_of_name(self) -> bool:
        """A given name or a surname by itself: it names nobody whom a whole name does not name."""
        return self.category == "person-name" and bool(self.forms) and self.forms[0][0] == "given-name"


# Only one person has it.
STRONG = frozenset(
    {
        "social-security-number",
        "national-identifier",
        "driving-licence",
        "passport",
        "health-identifier",
        "email-address",
    }
)
# A person has only one of it, so two different ones are two people.
EXCLUSIVE = frozenset({"social-security-number", "national-identifier", "date-of-birth"})
# Several people may share it, so it joins only what has the same name too.
SHARED = frozenset(
    {"date-of-birth", "phone-number", "postal-address", "payment-card", "bank-account", "health-insurance-identifier"}
)
_ASIDE = frozenset({"relative", "official"})
NOBODYS = frozenset({"us-routing-number"})  # a bank's: it counts for the one in whose row or form it stands
# About machines and accounts more than about people.
MACHINES = frozenset({"network-identifier", "credentials"})
IDENTIFYING = frozenset(
    {
        "social-security-number",
        "national-identifier",
        "driving-licence",
        "passport",
        "date-of-birth",
        "health-identifier",
        "health-insurance-identifier",
        "payment-card",
        "bank-account",
    }
)
CATEGORY_OF = {
    "phone-number": "phone-number",
    "postal-address": "postal-address",
    "payment-card": "payment-card",
    "iban": "bank-account",
    "us-bank-account": "bank-account",
    "date-of-birth": "date-of-birth",
}
# Values of one sort that a row about one person may have.
IN_A_ROW = {"phone-number": 3, "postal-address": 2, "payment-card": 3, "us-bank-account": 2, "iban": 2}


def form_of(mention: Mention, wanted: str) -> str:
    for form, printed in mention.forms:
        if form == wanted:
            return printed
    return ""


@lru_cache(maxsize=4_096)
def _whose(attributes: tuple[tuple[str, str], ...]) -> str:
    return next((value for key, value in attributes if key == "whose"), "")


def is_countable(mention: Mention) -> bool:
    """Whether it can belong to a person: a public IP address is a server's as a rule, a code a bank's."""
    if mention.detector == "ip-address":
        return ("scope", "private") in mention.attributes
    return True
