"""Ranges of people on the terminal: the whole, by category, by store, and those on no roster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count
from bailee.errors import InvalidInput
from bailee.inventory import Holding, PeopleRange
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory

if TYPE_CHECKING:
    from bailee.operations.count_people import PeopleCount, Standing


def words(people: PeopleRange) -> str:
    """
    >>> words(PeopleRange(41, 44)), words(PeopleRange(3, 3)), words(PeopleRange(1041, 1044))
    ('41–44', '3', '1,041–1,044')
    """
    return f"{people.low:,}" if people.low == people.high else f"{people.low:,}–{people.high:,}"


def standing_words(standing: Standing) -> str:
    """
    >>> from bailee.operations.count_people import Standing
    >>> standing_words(Standing(SubjectCategory.EMPLOYEE, 44, 41, 2))
    'employee: 41 of 44 on the roster are in what is held, 2 of them by name alone; 3 were never found'
    """
    by_name = f", {standing.by_name:,} of them by name alone" if standing.by_name else ""
    never = f"; {count(standing.never, 'was', 'were')} never found" if standing.never else ""
    return (
        f"{standing.category.value}: {standing.found:,} of {standing.listed:,} on the roster "
        f"{'is' if standing.listed == 1 else 'are'} in what is held{by_name}{never}"
    )


def show(counted: PeopleCount) -> None:
    out = console()
    if not counted.holdings:
        out.print("No personal data was found yet. Try bailee scan FOLDER.")
        return
    _show_everybody(counted.everybody)
    for standing in counted.standings:
        out.print(Text(standing_words(standing)))
    for unknown in counted.unknown:
        if unknown.category is not SubjectCategory.PERSON:
            out.print(Text(f"{unknown.category.value}: {words(unknown.people)} found who are on no roster"))
    if counted.standings:
        out.print(Text("  bailee people unknown says where they stand", style="dim"))
    else:
        out.print(Text("Nobody is on a roster, so who they are is not known: bailee declare roster FILE"))
    out.print()
    table = _table("about", "what", ("people", True), "because")
    last = ""
    for holding in sorted(counted.holdings, key=lambda each: each.subject.value):
        subject = holding.subject.value if holding.subject.value != last else ""
        last = holding.subject.value
        table.add_row(
            subject,
            DATA_CATEGORIES[holding.category].label,
            words(holding.people),
            Text("; ".join(holding.people.reasons), style="dim"),
        )
    out.print(table)
    if len(counted.stores) > 1:
        out.print()
        _show_stores(counted.stores)


def show_whole(everybody: PeopleRange, stores: Sequence[tuple[str, PeopleRange]]) -> None:
    """All of them, and by store."""
    if not everybody.high:
        console().print("No personal data was found yet. Try bailee scan FOLDER.")
        return
    _show_everybody(everybody)
    _show_stores(stores)


def _show_everybody(everybody: PeopleRange) -> None:
    out = console()
    out.print(Text(f"Data about {words(everybody)} people is held.", style="bold"))
    for reason in everybody.reasons:
        out.print(Text(f"  {reason}", style="dim"))
    out.print()


def _show_stores(stores: Sequence[tuple[str, PeopleRange]]) -> None:
    table = _table("store", ("people", True), "because")
    for store, people in stores:
        table.add_row(store, words(people), Text("; ".join(people.reasons), style="dim"))
    console().print(table)


def _table(*heads: str | tuple[str, bool]) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head in heads:
        name, is_number = head if isinstance(head, tuple) else (head, False)
        if is_number:
            table.add_column(name, justify="right", no_wrap=True)
        elif name == "because":
            table.add_column(name, ratio=1)
        else:
            table.add_column(name, no_wrap=name == "about", max_width=30, overflow="fold")
    return table


@click.command("why")
@click.argument("category", metavar="CATEGORY")
@json_option
@home_option
def why(category: str, as_json: bool, home: Path) -> None:
    """Say why the number of people of one category of data is a range.

    \b
    Example:
      bailee people why email-address
    """
    from bailee.operations.count_people import count_people
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    is_known(category)
    show_why(category, count_people(workspace).holdings, as_json)


def is_known(category: str) -> None:
    """InvalidInput where no category of data has this ident."""
    if category not in DATA_CATEGORIES:
        raise InvalidInput(f'there is no category "{category}"', hint="bailee people --json names those that are held")


def show_why(category: str, holdings: Sequence[Holding], as_json: bool) -> None:
    """Why the people of this category are a range."""
    from bailee.operations.count_people import holding_shape

    found = [each for each in holdings if each.category == category]
    if as_json:
        write_json([holding_shape(each) for each in found])
        return
    out = console()
    if not found:
        out.print(f"{DATA_CATEGORIES[category].label}: nothing of it was found.")
        return
    for holding in found:
        head = f"{DATA_CATEGORIES[category].label}, {holding.subject.value}: {words(holding.people)} people"
        out.print(Text(head, style="bold"))
        out.print(Text(f"  in {', '.join(holding.stores)}"))
        for reason in holding.people.reasons:
            out.print(Text(f"  {reason}"))


@click.command("unknown")
@json_option
@home_option
def unknown(as_json: bool, home: Path) -> None:
    """Show people who are found and on no roster: what papers say they are, what is held of them, where. Never a name.

    \b
    Example:
      bailee people unknown
    """
    from bailee.operations.count_people import count_people
    from bailee.operations.open_store import open_store

    show_unknown(count_people(open_store(home, create=False)), as_json)


def show_unknown(counted: PeopleCount, as_json: bool) -> None:
    """Who is on no roster."""
    from bailee.operations.count_people import unknown_shape

    if as_json:
        write_json([unknown_shape(each) for each in counted.unknown])
        return
    out = console()
    if not counted.standings:
        out.print("Nobody is on a roster, so nobody can be told from those who are: bailee declare roster FILE")
        return
    if not counted.unknown:
        out.print("Everybody who was found is on a roster.")
        return
    table = _table("about", ("people", True), "where", "what")
    for each in counted.unknown:
        name = each.category.value if each.category is not SubjectCategory.PERSON else "nothing says who"
        where = ", ".join(f"{store} {count:,}" for store, count in each.stores[:4])
        what = ", ".join(
            f"{DATA_CATEGORIES[data].label} {count:,}" for data, count in each.data[:4] if data in DATA_CATEGORIES
        )
        table.add_row(name, words(each.people), where, what)
    out.print(table)
