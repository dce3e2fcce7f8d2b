"""Which kinds of data a law on breaches counts: its codes, and our categories behind each.

>>> sorted(counted(("ssn", "fin")))
['bank-account', 'card-authorisations', 'payment-card', 'social-security-number']

A code without a category is one that nothing here recognises: a sheet says so, for what is not recognised may lie there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

_HEALTH = ("medical-records", "health-identifier", "drug-and-alcohol-tests", "personality-evaluations")
_INSURANCE = ("health-insurance", "health-insurance-identifier")
ELEMENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ssn": ("social-security-number",),
        "dl": ("driving-licence",),
        "fin": ("bank-account", "payment-card", "card-authorisations"),
        "pin": (),
        "med": _HEALTH,
        "med_gov": (),
        "hins": _INSURANCE,
        "health": (*_HEALTH, *_INSURANCE),
        "bio": (),
        "gen": ("genetic-and-family-history",),
        "dna": ("genetic-and-family-history",),
        "tax": ("tax-identifier", "tax-returns"),
        "irspin": (),
        "passport": ("passport",),
        "mil": (),
        "student": (),
        "tribal": (),
        "govid": ("national-identifier", "identity-documents"),
        "dob": ("date-of-birth",),
        "mmn": (),
        "esig": (),
        "empid": (),
        "cred": ("credentials",),
        "geo": ("location", "location-tracks"),
        "alpr": (),
        "birthcert": (),
    }
)
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "pin": "personal identification numbers", "med_gov": "medical data held for the state", "bio": "biometric data",
        "irspin": "IRS identity-protection PINs", "mil": "military numbers", "student": "student numbers",
        "tribal": "tribal numbers", "mmn": "mother’s maiden names", "esig": "electronic signatures",
        "empid": "employee numbers with their codes", "alpr": "records of plate readers", "birthcert": "birth certificates",
    }
)  # fmt: skip
HEALTH = frozenset((*_HEALTH, *_INSURANCE))
FINANCIAL = frozenset(
    {"bank-account", "payment-card", "card-authorisations", "social-security-number", "customer-billing", "tax-returns"}
)


def counted(codes: Iterable[str]) -> frozenset[str]:
    """Our categories behind some codes."""
    return frozenset(category for code in codes for category in ELEMENTS.get(code, ()))


def unseen(codes: Iterable[str]) -> tuple[str, ...]:
    """Kinds that a law counts and nothing here recognises, in words."""
    return tuple(NAMES[code] for code in codes if not ELEMENTS.get(code) and code in NAMES)
