"""Webhooks by a server: listed, added, their messages, tried, sent again, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bailee.cli.remote.reading import at, when
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.client.shapes.webhooks import WebhookSecret


def listed(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.webhook import show_webhooks
    from bailee.store.rows.webhooks import Hook

    found = (
        Hook(
            each["ident"], each["name"], each["url"], tuple(each["events"]), "", at(each["at"]), off_why=each["off_why"],
            off_at=at(each["at"]) if each["state"] == "off" else None, failing_since=when(each["failing_since"]),
            due_at=when(each["due_at"]), waiting=each["waiting"],
        )
        for each in client.list_webhooks()["items"]
    )  # fmt: skip
    show_webhooks(tuple(found), as_json)


def add(client: Client, *, url: str, events: tuple[str, ...], name: str, as_json: bool, home: object) -> None:
    _secret(client.add_webhook({"url": url, "events": list(events), "name": name}), as_json)


def rotate(client: Client, *, ident: str, hours: int, as_json: bool, home: object) -> None:
    _secret(client.rotate_webhook_secret(ident, {"hours": hours}), as_json)


def _secret(made: WebhookSecret, as_json: bool) -> None:
    from bailee.cli.webhook import show_secret

    show_secret(made["ident"], made["secret"], when(made["old_until"]), as_json)


def deliveries(client: Client, *, ident: str, waiting: bool, limit: int, as_json: bool, home: object) -> None:
    from bailee.cli.webhook import show_deliveries
    from bailee.store.rows.webhooks import Delivery

    found = (
        Delivery(
            each["ident"], each["event"], each["state"], each["tries"], at(each["at"]), when(each["delivered_at"]),
            at(each["at"]) if each["tries"] else None, each["status"], each["fault"], each["milliseconds"], 0,
        )
        for each in client.list_webhook_messages(ident, limit=limit, state="waiting" if waiting else None)["items"]
    )  # fmt: skip
    show_deliveries(tuple(found), as_json)


def test(client: Client, *, ident: str, home: object) -> None:
    from bailee.cli.webhook import show_test
    from bailee.webhooks.sending import Answer

    told = client.test_webhook(ident)
    show_test(Answer(told["status"], told["fault"], told["milliseconds"]))


def retry(client: Client, *, ident: str, message: str | None, leave: bool, home: object) -> None:
    from bailee.cli.webhook import LEFT, SENT_AGAIN, said_on

    if message is None:
        if leave:
            raise InvalidInput("name the message", hint=f"`bailee webhook deliveries {ident} --waiting` lists them")
        click.echo(said_on(ident, client.switch_on_webhook(ident)["waiting"]))
    elif leave:
        client.leave_webhook_message(ident, message)
        click.echo(LEFT)
    else:
        client.send_webhook_message_again(ident, message)
        click.echo(SENT_AGAIN)


def remove(client: Client, *, ident: str, home: object) -> None:
    from bailee.cli.webhook import said_removed

    left = client.show_webhook(ident)["waiting"]
    client.remove_webhook(ident)
    click.echo(said_removed(left))
