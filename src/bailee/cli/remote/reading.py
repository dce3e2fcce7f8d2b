"""What the commands by a server share: days and moments as the API writes them, names of members, and what no server is asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from bailee.client import Refused
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def when(text: str | None) -> datetime | None:
    return at(text) if text is not None else None


def names(client: Client) -> dict[str, str]:
    try:
        return {each["ident"]: each["name"] for each in client.list_members()["items"]}
    except Refused:  # a token that may not: then idents stand there
        return {}


def as_it_is_now() -> None:
    """InvalidInput where a past day was asked for: by a server these commands tell the present."""
    if click.get_current_context().meta.get("as-of as_of"):
        raise InvalidInput("by a server this tells how it stands now", hint="leave out --as-of, or run it there")
