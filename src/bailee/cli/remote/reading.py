"""What the commands by a server share: days and moments as the API writes them, names of members, and what no server is asked."""

from __future__ import annotations

import base64
import time
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from bailee.client import Refused
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.client.shapes.common import Work

_ASK_AGAIN = 0.5  # seconds


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def when(text: str | None) -> datetime | None:
    return at(text) if text is not None else None


def iso(on: datetime | None) -> str | None:
    """A day that was typed, as the API takes it."""
    return on.date().isoformat() if on is not None else None


def base64_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


def ended(client: Client, work: Work) -> Work:
    """What a worker of the server did, once it has. InvalidInput says why it did not."""
    while work["ended_at"] is None:
        time.sleep(_ASK_AGAIN)
        work = client.show_work(work["ident"])
    if work["state"] != "done":
        raise InvalidInput(f"the server did not do it: {work['cause'] or work['state']}", hint=work["hint"])
    return work


def names(client: Client) -> dict[str, str]:
    try:
        return {each["ident"]: each["name"] for each in client.list_members()["items"]}
    except Refused:  # a token that may not: then idents stand there
        return {}


def as_it_is_now() -> None:
    """InvalidInput where a past day was asked for: by a server these commands tell the present."""
    if click.get_current_context().meta.get("as-of as_of"):
        raise InvalidInput("by a server this tells how it stands now", hint="leave out --as-of, or run it there")
