"""What is sent and answered of binders, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class NewBinder(TypedDict):
    """For whom, and of which time. `person`: whose own it is, where it is for one person."""

    audience: str
    start: str
    end: str
    person: NotRequired[str]
