"""The record of processing by a server: whole, one entry, drafts, contacts, copies."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.remote.reading import as_it_is_now

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.inventory.record import Record


def listed(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.inventory import show_record_whole

    as_it_is_now()
    waiting = client.list_drafts()
    drafts = [each["activity"]["name"] for each in waiting["items"]]
    show_record_whole(_record(client), drafts, [each["name"] for each in waiting["suggested"]], as_json)


def show(client: Client, *, name: str, as_json: bool, home: object) -> None:
    from bailee.cli.inventory import show_entry

    show_entry(_record(client).entries, name, as_json)


def _record(client: Client) -> Record:
    from bailee.inventory.record import Contact, Record
    from bailee.inventory.shapes import entry_of_shape

    told = client.show_record(limit=1)
    entries = tuple(map(entry_of_shape, client.all_show_record()))
    contacts = {sort: Contact(each["name"], each["contact"]) for sort, each in told["contacts"].items()}
    return Record(told["organisation"], date.fromisoformat(told["on"]), entries, contacts)


def drafts(client: Client, *, accepted: tuple[str, ...], dropped: tuple[str, ...], as_json: bool, home: object) -> None:
    from bailee.cli.inventory.drafts import show_drafts
    from bailee.inventory.shapes import activity_of_shape

    for names, accept, word in ((accepted, True, "declared"), (dropped, False, "dropped")):
        for name in names:
            client.settle_draft({"name": name, "accept": accept})
            click.echo(f'{word}: "{name}"', err=as_json)
    if (accepted or dropped) and not as_json:
        return
    waiting = client.list_drafts()["items"]
    show_drafts(
        [(activity_of_shape(each["activity"]), each["origin"], each["to_complete"]) for each in waiting], as_json
    )


def contact(client: Client, *, sort: str, name: str, reach: str, home: object) -> None:
    from bailee.cli.inventory import said_named

    client.name_contact({"sort": sort, "name": name, "contact": reach})
    said_named(sort, is_named=bool(name or reach))


def export(client: Client, *, ident: str, out: Path | None, home: object) -> None:
    from bailee.cli.inventory.exchange import give

    give(client.export_record(ident), ident, out)
