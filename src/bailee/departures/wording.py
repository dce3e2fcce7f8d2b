"""How departures name records and files.

>>> records("drug-and-alcohol-tests", 1), records("medical-records", 3), records("health-insurance", 2)
('1 drug and alcohol test', '3 medical records', '2 records of health insurance')
"""

from __future__ import annotations

from bailee.matrix import number
from bailee.vocabulary import DATA_CATEGORIES, inside


def records(category: str, count: int) -> str:
    """So many records of a category."""
    label = label_of(category)
    if label.endswith("s"):
        return number(count, label.removesuffix("s"), label)
    return number(count, f"record of {label}", f"records of {label}")


def label_of(category: str) -> str:
    """A category as it stands inside a sentence."""
    return inside(DATA_CATEGORIES[category].label) if category in DATA_CATEGORIES else category


def kinds(named: set[str]) -> str:
    """Kinds of record as a list.

    >>> kinds({"personnel-file", "performance-review"})
    'performance reviews and personnel files'
    """
    return " and ".join(sorted(f"{each.replace('-', ' ')}s" for each in named))
