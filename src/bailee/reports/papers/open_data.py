"""What lies open and what is protected: of each row how many people, as ranges, and how many of its files are encrypted.

Protected: every file of it is encrypted at rest, as was read from the system. What nobody could read counts as open at the high
end, and not at the low one: unknown is never green.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bailee.inventory import Exposure
from bailee.reports.found import Found, found_of
from bailee.reports.material import Material
from bailee.vocabulary import DATA_CATEGORIES, Severity, SubjectCategory

PRICED = (Severity.HIGH, Severity.SEVERE)  # kinds whose loss usually has to be told


@dataclass(frozen=True, slots=True)
class Lying:
    """One category of data about one category of people, as it lies."""

    category: str
    subject: SubjectCategory
    people: tuple[int, int]
    files: int
    encrypted: int  # files that are, as far as is known
    unknown: int  # files of which nobody could say
    low: int  # people whose data lies open, at least
    high: int  # and at most

    @property
    def label(self) -> str:
        return DATA_CATEGORIES[self.category].label if self.category in DATA_CATEGORIES else self.category

    @property
    def is_protected(self) -> bool:
        return self.files > 0 and self.encrypted == self.files

    @property
    def is_grave(self) -> bool:
        return self.category in DATA_CATEGORIES and DATA_CATEGORIES[self.category].severity in PRICED


def found(material: Material) -> Found | None:
    """What was found, as the table kept it; None where an earlier version kept less."""
    told = material.page.get("found")
    return found_of(told) if told else None


def lying(material: Material) -> tuple[Lying, ...]:
    """Every row that was found, the one with most people first."""
    there = found(material)
    if there is None:
        return ()
    made = [
        _lying(
            each.category,
            each.subject,
            (each.people.low, each.people.high),
            there.exposures.get((each.category, each.subject), ()),
        )
        for each in there.holdings
    ]
    return tuple(sorted(made, key=lambda each: (-each.people[1], each.label)))


def _lying(category: str, subject: SubjectCategory, people: tuple[int, int], exposures: Iterable[Exposure]) -> Lying:
    """
    >>> closed, bare = Exposure("a", 3, 3, 1, 0), Exposure("b", 2, 0, 1, 0)
    >>> row = _lying("payroll", SubjectCategory.EMPLOYEE, (40, 44), (closed,))
    >>> row.low, row.high, row.is_protected
    (0, 0, True)
    >>> row = _lying("payroll", SubjectCategory.EMPLOYEE, (40, 44), (closed, bare))
    >>> row.low, row.high, row.is_protected
    (1, 44, False)
    >>> row = _lying("payroll", SubjectCategory.EMPLOYEE, (40, 44), (Exposure("a", 3, None, 1, 0),))
    >>> row.low, row.high
    (0, 44)
    """
    files = encrypted = unknown = 0
    for each in exposures:
        files += each.items
        if each.encrypted_items is None:
            unknown += each.items
        else:
            encrypted += min(each.encrypted_items, each.items)
    low, high = people
    if files and encrypted == files:
        return Lying(category, subject, people, files, encrypted, unknown, 0, 0)
    bare = files - encrypted - unknown
    least = low if bare and not encrypted and not unknown else min(1, low) if bare else 0
    return Lying(category, subject, people, files, encrypted, unknown, least, high)


def together(rows: Iterable[tuple[int, int]], everybody: int) -> tuple[int, int]:
    """People of several rows, which overlap: at least those of the widest, at most all of them, and nobody twice.

    >>> together([(40, 44), (3, 60)], 90), together([(40, 44), (3, 60)], 0), together([], 5)
    ((40, 90), (40, 104), (0, 0))
    """
    ranges = list(rows)
    if not ranges:
        return 0, 0
    low, high = max(each[0] for each in ranges), sum(each[1] for each in ranges)
    return low, max(low, min(high, everybody) if everybody else high)
