"""What is shown once, on the page that an act leads to: a link, a code, a token.

    shown_once.keep(request, "invitation", {"link": made.link})      # in the act
    shown_once.take(request, "invitation")                           # on the page after it; the next one has None

Between the two it lies in the session, which is a row of the database: sealed, so that whoever reads the database, or a copy
of it, has no link that opens anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from bailee.web.accounts import keys
from bailee.web.visits import home


def keep(request: HttpRequest, name: str, told: Mapping[str, Any]) -> None:
    request.session[_place(name)] = keys.seal_for_session(home(), name, json.dumps(told))


def look(request: HttpRequest, name: str) -> dict[str, Any] | None:
    """The same, and it stays."""
    sealed = request.session.get(_place(name))
    opened = keys.open_of_session(home(), name, sealed) if isinstance(sealed, str) else None
    told: dict[str, Any] | None = json.loads(opened) if opened is not None else None
    return told


def take(request: HttpRequest, name: str) -> dict[str, Any] | None:
    """None where there is none. A page that is only asked for its head, or acted upon, takes nothing."""
    if request.method != "GET":
        return None
    told = look(request, name)
    forget(request, name)
    return told


def forget(request: HttpRequest, name: str) -> None:
    request.session.pop(_place(name), None)


def _place(name: str) -> str:
    return f"bailee.shown-once.{name}"
