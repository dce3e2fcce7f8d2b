"""Names and texts in SQL: quoted, whatever stands in them.

>>> print(quoted('a"; DROP TABLE x; --'), quoted("a`b", "`"), text("O'Neill"))
"a""; DROP TABLE x; --" `a``b` 'O''Neill'
>>> quoted("a\\x00b")
Traceback (most recent call last):
bailee.errors.InvalidInput: a name with a zero byte is no name of a table or a column
"""

from __future__ import annotations

from bailee.errors import InvalidInput


def quoted(name: str, mark: str = '"') -> str:
    """An identifier of standard SQL; with another mark, MySQL's."""
    if "\0" in name or not name:
        raise InvalidInput("a name with a zero byte is no name of a table or a column" if name else "a name is missing")
    return f"{mark}{name.replace(mark, mark * 2)}{mark}"


def text(value: str) -> str:
    """A literal of standard SQL. Not for MySQL with backslashes that escape: see its own."""
    if "\0" in value:
        raise InvalidInput("a text with a zero byte cannot be written in SQL")
    return "'" + value.replace("'", "''") + "'"


def comment(value: str) -> str:
    """What a comment may hold: a line break would end it, and what follows would run.

    >>> comment("people\\nDROP TABLE x")
    'people DROP TABLE x'
    """
    return "".join(sign if sign.isprintable() else " " for sign in value)
