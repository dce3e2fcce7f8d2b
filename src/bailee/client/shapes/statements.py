"""What is sent and answered of statements, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class StatementAbout(TypedDict):
    """Somebody on the roster, or an e-mail address or number that they brought: it is compared by fingerprint, and
    kept nowhere. `language`: by its code; empty: that of whoever it is about."""

    who: NotRequired[str]
    email: NotRequired[str]
    phone: NotRequired[str]
    account: NotRequired[str]
    name: NotRequired[str]
    form: NotRequired[Literal["html", "json", "pdf", "txt"]]
    language: NotRequired[str]
