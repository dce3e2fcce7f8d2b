"""Chats that messages go to. One exists when its file exists.

A module here has `TITLE`, `HINT` (what its address looks like) and `payload(message)`: what is posted to the address of a webhook.

>>> chats()
('slack', 'teams')
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import Any

from bailee.errors import InvalidInput
from bailee.outward import Reach, ask


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel hears: no value, no file, nobody's name, and a link that asks who comes."""

    title: str
    lines: tuple[str, ...]
    link: str = ""


@cache
def chats() -> tuple[str, ...]:
    """Idents of all of them."""
    return tuple(sorted(name for _, name, _ in pkgutil.iter_modules(__path__)))


def chat(name: str) -> Any:
    """InvalidInput where there is none of this name."""
    if name not in chats():
        raise InvalidInput("no such chat is known", hint="one of: " + ", ".join(chats()))
    return importlib.import_module(f"{__name__}.{name}")


def post(name: str, address: str, message: Message, reach: Reach) -> None:
    """Send one. NoAnswer where it was not taken."""
    body = json.dumps(chat(name).payload(message)).encode()
    ask("POST", address, reach=reach, body=body, headers={"Content-Type": "application/json", "Accept": "*/*"})
