"""What a mask leaves of a value: enough to tell two rows apart where that is asked for, and nothing else.

>>> left_of("payment-card"), left_of("social-security-number")
(4, 0)
"""

from __future__ import annotations

from collections.abc import Iterable

MASK = "•••"
_LAST_FOUR = frozenset({"payment-card", "phone-number"})  # PCI DSS 3.4.1: the last four may be shown


def left_of(category: str) -> int:
    """Characters at the end that a mask leaves."""
    return 4 if category in _LAST_FOUR else 0


def left_of_all(categories: Iterable[str]) -> int:
    """Of a column in which several categories stand: as much as all of them allow."""
    return min((left_of(each) for each in categories), default=0)
