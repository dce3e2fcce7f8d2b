"""What views that mask have in common, whatever the dialect: their columns, and what is asked of the database afterwards.

A dialect brings how it quotes a name, how it masks a column, and how it asks whether a cell shows more than the mask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bailee.protection.databases.masking import left_of_all
from bailee.protection.databases.proposing import Found
from bailee.protection.databases.shapes import Check, Table

Quote = Callable[[str], str]
OfColumn = Callable[[str, int], str]  # SQL about a column, and how many characters at its end may be shown


def columns_masked(table: Table, found: Found, quote: Quote, masked: OfColumn) -> str:
    """The columns of a view, each under its own name; those with personal data masked."""
    return ", ".join(
        f"{masked(each.name, left_of_all(found[each.name]))} AS {quote(each.name)}"
        if each.name in found
        else quote(each.name)
        for each in table.columns
    )


def checks_of_view(
    base: str,
    view: str,
    found: Found,
    others: Sequence[str],
    *,
    quote: Quote,
    shows_more: OfColumn,
    without: str = "EXCEPT",
) -> tuple[Check, ...]:
    """`base`, `view`: their names as SQL; `others`: SQL of the columns that are to be the same; `without`: takes rows away."""
    checks = [
        Check(
            "rows of the view are those of the table",
            f"SELECT (SELECT count(*) FROM {base}) - (SELECT count(*) FROM {view})",
        )
    ]
    if others:
        same = ", ".join(others)
        checks.append(
            Check(
                "all other columns are the same",
                f"SELECT count(*) FROM (SELECT {same} FROM {base} {without} SELECT {same} FROM {view}) differing",
            )
        )
    for name, categories in found.items():
        column = quote(name)
        checks += [
            Check(
                f"{name} shows nothing but the mask",
                f"SELECT count(*) FROM {view} WHERE {column} IS NOT NULL AND ({shows_more(column, left_of_all(categories))})",
            ),
            Check(
                f"{name} is empty where it was",
                f"SELECT (SELECT count(*) FROM {base} WHERE {column} IS NULL) - (SELECT count(*) FROM {view} WHERE {column} IS NULL)",
            ),
        ]
    return tuple(checks)


def why_no_copy(table: Table, names: Sequence[str]) -> str:
    """Why what was copied could not be matched with its rows again; empty where it can."""
    if not table.key:
        return "the table has no primary key: what was copied could not be matched with its rows again"
    if set(names) & set(table.key):
        return "it is part of the primary key"
    return ""
