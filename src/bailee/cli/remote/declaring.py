"""What no scan can see, by a server: activities, facts about the organisation, monitoring tools, files on paper, all of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
import msgspec

from bailee.cli.remote.reading import iso
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client


def activity(client: Client, *, name: str, withdraw: bool, home: object, **typed: Any) -> None:
    from bailee.cli.declare import activity_of
    from bailee.inventory.shapes import activity_of_shape, activity_shape

    if withdraw:
        client.withdraw_activity({"name": name})
        click.echo(f'withdrawn: "{name}"')
        return
    drafts = [activity_of_shape(each["activity"]) for each in client.list_drafts()["items"]]
    told: Any = activity_shape(activity_of(drafts, name, **typed))
    client.declare_activity(told)
    click.echo(f'declared: "{name.strip()}"')


def organisation(client: Client, *, name: str | None, facts: tuple[str, ...], home: object) -> None:
    from bailee.cli.declare import facts_of, said_declared

    parsed = facts_of(name, facts)
    client.declare_facts({"name": name, "facts": msgspec.to_builtins(parsed, enc_hook=str)})
    said_declared(name, parsed)


def monitoring(
    client: Client, *, tool: str, purposes: tuple[str, ...], basis: Any, watched: Any, observes: tuple[str, ...], kept: str,
    viewers: tuple[str, ...], since: datetime | None, switched_off: datetime | None, withdraw: bool, home: object,
) -> None:  # fmt: skip
    from bailee.cli.declare import said_of_tool
    from bailee.operations.look_for_tools import find_tool

    ident, name = find_tool(tool)
    if withdraw:
        if not any(each["ident"] == ident and each["declared"] for each in client.list_monitoring()["items"]):
            raise InvalidInput(f'nothing is declared of "{name}"', hint="`bailee monitoring` lists what is")
        client.withdraw_monitoring({"tool": tool})
        click.echo(f"withdrawn: {name}")
        return
    told = client.declare_monitoring(
        {
            "tool": tool, "purposes": [{"purpose": each.strip(), "basis": basis} for each in purposes if each.strip()],
            "watched": list(watched), "observes": list(observes), "kept": kept.strip(),
            "viewers": [each.strip() for each in viewers if each.strip()], "since": iso(since), "switched_off_on": iso(switched_off),
        }
    )  # fmt: skip
    differences = next((each["differences"] for each in told["items"] if each["ident"] == ident), [])
    said_of_tool(name, differences)


def paper(client: Client, *, name: str, holds: tuple[str, ...], about: Any, withdraw: bool, home: object) -> None:
    from bailee.cli.declare import said_on_paper

    client.declare_paper({"name": name, "holds": list(holds), "about": list(about), "withdraw": withdraw})
    said_on_paper(name, withdraw=withdraw)


def listed(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.declare import show_declared
    from bailee.inventory.differences import Difference
    from bailee.inventory.shapes import entry_of_shape
    from bailee.vocabulary import SubjectCategory

    told = client.show_facts()
    differences = [
        Difference(
            each["what"], each["category"], SubjectCategory(each["subject"]), tuple(each["stores"]), tuple(each["activities"])
        )
        for each in client.all_differences(view="all")
    ]  # fmt: skip
    activities = [entry_of_shape(each).activity for each in client.all_show_record()]
    on_roster = sum(client.list_roster(limit=1)["counts"].values())
    show_declared(told["name"], told["facts"], activities, on_roster, differences, as_json)
