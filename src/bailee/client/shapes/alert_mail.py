"""What is sent and answered of alert mail, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

ByMail: TypeAlias = Literal["daily", "page", "severe"]


class Mail(TypedDict):
    """Each by mail, a digest a day, or on the page alone; `is_chosen` false: what is usual for the role."""

    mail: ByMail
    is_chosen: bool


class NewMail(TypedDict):
    mail: ByMail
