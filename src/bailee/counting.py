"""How a figure and its noun are written.

>>> count(1, "file"), count(1284, "file"), count(0, "person", "people")
('1 file', '1,284 files', '0 people')
"""

from __future__ import annotations


def count(value: int, one: str, many: str = "") -> str:
    """A number and its noun, of which there may be one. `many`: the plural, where it is not the noun and an s."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def are(value: int) -> str:
    """The verb behind it.

    >>> are(1), are(2)
    ('is', 'are')
    """
    return "is" if value == 1 else "are"
