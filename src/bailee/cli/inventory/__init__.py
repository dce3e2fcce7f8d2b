"""`bailee inventory`: the record of processing, where it departs from what was found, drafts, and its way to other tools."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from bailee.cli.inventory.differences import accept, add_store, differences, reopen, withdraw
from bailee.cli.inventory.drafts import drafts, suggest, template
from bailee.cli.inventory.exchange import export, import_
from bailee.cli.options import Steps, as_of_option, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count
from bailee.inventory.record import CONTACTS
from bailee.inventory.shapes import entry_shape, record_shape

if TYPE_CHECKING:
    from bailee.inventory.record import Entry, Record
    from bailee.operations.show_record import ForClient

STAGE, RANK = "inventory", 1


@click.group("inventory", cls=Steps, invoke_without_command=True)
@json_option
@as_of_option
@home_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, home: Path) -> None:
    """Show the record of processing (GDPR Art. 30): what is declared, where it was found, what is still to complete.

    \b
    Example:
      bailee inventory
      bailee inventory suggest --apply
      bailee inventory differences
      bailee inventory export --as ropa-csv --out record.csv
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.open_store import open_store
    from bailee.operations.show_record import show_record, show_suggestions
    from bailee.operations.show_status import show_status

    workspace = open_store(home, create=False)
    status = show_status(workspace)
    record = show_record(workspace, status)
    waiting, suggestions = workspace.drafts(), show_suggestions(workspace, status)
    waits, suggested = ([each.activity.name for each in some] for some in (waiting, suggestions))
    show_record_whole(record, waits, suggested, as_json)


def show_record_whole(record: Record, waits: list[str], suggested: list[str], as_json: bool) -> None:
    """The record; and, by name, which drafts wait and what more could be drafted."""
    if as_json:
        write_json(record_shape(record) | {"drafts": waits, "suggested": suggested})
        return
    _show(record)
    out = console()
    if waits:
        out.print(Text(f"{count(len(waits), 'draft waits', 'drafts wait')} for a person: bailee inventory drafts"))
    if suggested:
        out.print(
            Text(
                f"{count(len(suggested), 'activity', 'activities')} more can be drafted from what was found: bailee inventory suggest"
            )
        )


def _show(record: Record) -> None:
    out = console()
    out.print(Text(record.organisation, style="bold") + Text(f", record of processing on {record.on.isoformat()}"))
    for sort, words in CONTACTS.items():
        if sort in record.contacts:
            each = record.contacts[sort]
            out.print(Text(f"  {words}: {', '.join(filter(None, (each.name, each.contact)))}"))
    out.print()
    if not record.entries:
        out.print("No activity is declared yet. Start from what was found: bailee inventory suggest")
        out.print("or from what such a business usually does: bailee inventory template")
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("activity", max_width=22)
    table.add_column("what for", ratio=2)
    table.add_column("kept", ratio=1)
    table.add_column("found", ratio=1)
    table.add_column("to complete", ratio=2)
    for entry in record.entries:
        table.add_row(*_row(entry))
    out.print(table)
    done = sum(not entry.gaps for entry in record.entries)
    out.print()
    out.print(
        Text(
            f"{count(len(record.entries), 'activity', 'activities')}, {done} complete; "
            f"{count(record.to_complete, 'thing', 'things')} to complete. One of them whole: bailee inventory show NAME"
        )
    )


def _row(entry: Entry) -> tuple[str | Text, ...]:
    activity = entry.activity
    name = (
        activity.name
        if activity.role.value == "controller"
        else f"{activity.name} ({activity.role.value.replace('-', ' ')})"
    )
    purposes = "\n".join(f"{purpose} ({basis.value})" if basis else purpose for purpose, basis in activity.purposes)
    from bailee.reports.words import people as people_words

    people = entry.people
    found = f"{count(len(entry.stores), 'store')}" + (f", {people_words(people)}" if people else "")
    return (
        Text(name),
        Text(purposes),
        Text(activity.kept or "–"),
        found if entry.stores else "not found",
        Text("\n".join(gap.says for gap in entry.gaps)) if entry.gaps else "✓",
    )


@command.command("show")
@click.argument("name")
@json_option
@home_option
def show(name: str, as_json: bool, home: Path) -> None:
    """Show one entry of the record whole: all that Art. 30 asks for, and what was read from the system.

    \b
    Example:
      bailee inventory show Payroll
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.show_record import show_record

    show_entry(show_record(open_store(home, create=False)).entries, name, as_json)


def show_entry(entries: Iterable[Entry], name: str, as_json: bool) -> None:
    """The one of that name. InvalidInput where there is none."""
    from bailee.errors import InvalidInput
    from bailee.inventory.activities import SAFEGUARDS
    from bailee.reports.words import people as people_words
    from bailee.vocabulary import DATA_CATEGORIES

    entry = next((each for each in entries if each.activity.name == name), None)
    if entry is None:
        raise InvalidInput(f'there is no activity "{name}"', hint="`bailee inventory` lists them")
    if as_json:
        write_json(entry_shape(entry))
        return
    activity, out = entry.activity, console()
    out.print(Text(activity.name, style="bold") + Text(f", {activity.role.value.replace('-', ' ')}"))
    transfers = [
        f"{each.country}{f', to {each.recipient}' if each.recipient else ''}: {SAFEGUARDS.get(each.safeguard, 'nobody said what it stands on')}"
        for each in activity.transfers
    ]
    people = entry.people
    rows: list[tuple[str, list[str]]] = [
        ("on behalf of", list(activity.on_behalf_of)),
        ("together with", list(activity.joint_with)),
        (
            "what for",
            [
                f"{purpose} ({basis.value})" if basis else f"{purpose} (no basis)"
                for purpose, basis in activity.purposes
            ],
        ),
        ("data", [DATA_CATEGORIES[each].label if each in DATA_CATEGORIES else each for each in activity.categories]),
        ("about", [each.value.replace("-", " ") + "s" for each in activity.subjects]),
        ("declared for", list(activity.stores)),
        ("found in", list(entry.stores)),
        ("people", [people_words(people)] if people else []),
        ("since", [entry.since.isoformat()] if entry.since else []),
        ("recipients", list(activity.recipients)),
        ("transfers", transfers),
        ("kept", [activity.kept] if activity.kept else []),
        ("measures", [*activity.measures, *entry.measures_found]),
        ("to complete", [f"{gap.says} {gap.next}." for gap in entry.gaps]),
    ]
    for label, values in rows:
        if values:
            out.print(Text(f"  {label:<14} {values[0]}"))
            for value in values[1:]:
                out.print(Text(f"  {'':<14} {value}"))


@command.command("contact")
@click.argument("sort", type=click.Choice(list(CONTACTS)))
@click.option("--name", default="", metavar="TEXT", help="Who it is; empty takes it back.")
@click.option("--reach", default="", metavar="TEXT", help="Address, mail or phone.")
@home_option
def contact(sort: str, name: str, reach: str, home: Path) -> None:
    """Name whom the record names: who answers for it, the representative, the data protection officer. Kept encrypted.

    \b
    Example:
      bailee inventory contact dpo --name "Dana Poe" --reach privacy@example.org
    """
    from bailee.operations.name_contact import name_contact
    from bailee.operations.open_store import open_store

    name_contact(open_store(home), sort, name, reach)
    said_named(sort, is_named=bool(name or reach))


def said_named(sort: str, *, is_named: bool) -> None:
    click.echo(f"named: {CONTACTS[sort]}" if is_named else f"taken back: {CONTACTS[sort]}")


@command.command("processor")
@json_option
@home_option
def processor(as_json: bool, home: Path) -> None:
    """Show a provider's record as a processor (Art. 30(2)): what it does on behalf of each client.

    \b
    Example:
      bailee inventory processor
    """
    from bailee.cli.clients.provider import provider_of
    from bailee.operations.show_record import show_processor_record

    show_clients(show_processor_record(provider_of(home)), as_json)


def show_clients(made: Sequence[ForClient], as_json: bool) -> None:
    """What is done on behalf of each client."""
    if as_json:
        write_json([_client_shape(each) for each in made])
        return
    out = console()
    if not made:
        out.print("No client yet: bailee clients add NAME")
        return
    for each in made:
        named = f": {', '.join(filter(None, (each.contact.name, each.contact.contact)))}" if each.contact else ""
        out.print(Text(each.name, style="bold") + Text(named))
        for entry in each.entries:
            wanting = f"  to complete: {' '.join(gap.says for gap in entry.gaps)}" if entry.gaps else ""
            out.print(Text(f"  {entry.activity.name}: {', '.join(entry.activity.categories)}{wanting}"))
        if not each.entries:
            out.print("  nothing is declared that is done on its behalf: bailee declare activity --role processor")


def _client_shape(each: ForClient) -> dict[str, Any]:
    return {
        "client": each.client,
        "name": each.name,
        "contact": {"name": each.contact.name, "contact": each.contact.contact} if each.contact else None,
        "entries": [entry_shape(entry) for entry in each.entries],
    }


for _each in (differences, accept, reopen, withdraw, add_store, suggest, drafts, template, export, import_):
    command.add_command(_each)
