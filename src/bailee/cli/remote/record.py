"""The record of processing by a server: whole, one entry, differences, drafts, contacts, copies."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.remote.reading import as_it_is_now, at, base64_of

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.client.shapes.differences import RecordDifference
    from bailee.client.shapes.inventory import Drafts
    from bailee.inventory.record import Record
    from bailee.operations.settle_difference import DifferenceLine


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


def processor(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.inventory import show_clients
    from bailee.inventory.record import Contact
    from bailee.inventory.shapes import entry_of_shape
    from bailee.operations.show_record import ForClient

    found = [
        ForClient(
            each["client"], each["name"], Contact(each["contact"]["name"], each["contact"]["contact"]) if each["contact"] else None,
            tuple(map(entry_of_shape, each["items"])),
        )
        for each in client.all_show_processor_record()
    ]  # fmt: skip
    show_clients(found, as_json)


# where declared and found part ways


def differences(client: Client, *, every: bool, as_json: bool, home: object) -> None:
    from bailee.cli.inventory.differences import show_differences

    show_differences([*map(_difference, client.all_differences(view="all"))], every, as_json)


def _difference(told: RecordDifference) -> DifferenceLine:
    from bailee.inventory.differences import Difference
    from bailee.operations.settle_difference import DifferenceLine
    from bailee.people.ranges import PeopleRange
    from bailee.store.rows.recorded import Answer
    from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory

    kind, accepted = told["category"], told["accepted"]
    known = Difference(
        told["what"], kind, SubjectCategory(told["subject"]), tuple(told["stores"]), tuple(told["activities"])
    )
    return DifferenceLine(
        known, DATA_CATEGORIES[kind].label if kind in DATA_CATEGORIES else kind,
        PeopleRange(told["people"]["low"] or 0, told["people"]["high"] or 0), told["why"], told["next"], told["not_read"] or "",
        Answer(frozenset(), accepted["reason"], accepted["by"], at(accepted["at"])) if accepted else None,
    )  # fmt: skip


def accept(client: Client, *, ident: str, reason: str, home: object) -> None:
    client.settle_difference(ident, {"act": "accept", "reason": reason})
    click.echo(f"accepted: {ident}")


def reopen(client: Client, *, ident: str, home: object) -> None:
    client.settle_difference(ident, {"act": "reopen"})
    click.echo(f"open again: {ident}")


def withdraw(client: Client, *, ident: str, home: object) -> None:
    for name in client.settle_difference(ident, {"act": "withdraw"})["activities"]:
        click.echo(f'corrected: "{name}"')


def add_store(client: Client, *, ident: str, home: object) -> None:
    for name in client.settle_difference(ident, {"act": "add-store"})["activities"]:
        click.echo(f'corrected: "{name}"')


# drafts


def suggest(client: Client, *, apply: bool, as_json: bool, home: object) -> None:
    from bailee.cli.inventory.drafts import said_drafted, show_suggested
    from bailee.inventory.shapes import activity_of_shape
    from bailee.inventory.suggest import Suggestion

    told = client.list_drafts()
    made = [
        Suggestion(activity_of_shape(each), tuple(beside["usual_purposes"]), 0, beside["ask"])
        for each, beside in zip(told["suggested"], told["suggestions"], strict=True)
    ]
    show_suggested(made, as_json)
    if apply and (made or as_json):
        drafted = _drafted(client, told, None)
        if not as_json:
            said_drafted(drafted)


def template(client: Client, *, ident: str | None, apply: bool, as_json: bool, home: object) -> None:
    from bailee.cli.inventory.drafts import said_kept, show_template

    show_template(ident, as_json, applies=apply)
    if apply and ident is not None:
        said_kept(_drafted(client, client.list_drafts(), ident), as_json)


def _drafted(client: Client, before: Drafts, template: str | None) -> int:
    """Keep drafts; how many there are more now."""
    return len(client.draft_activities({"template": template})["items"]) - len(before["items"])


def take_over(client: Client, *, file: Path, as_drafts: bool, dry_run: bool, home: object) -> None:
    from bailee.cli.inventory.exchange import said_taken_over
    from bailee.operations.exchange_record import content_of

    told = client.import_record(
        {"name": file.name, "content": base64_of(content_of(file)), "as_drafts": as_drafts, "dry_run": dry_run}
    )
    said_taken_over(told["activities"], told["drafts"], dry_run)
