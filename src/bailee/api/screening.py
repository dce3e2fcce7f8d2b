"""Files in a body of the API are looked at by the virus scanner before the call is made."""

from __future__ import annotations

import os
from functools import cache
from io import BytesIO
from typing import Any, get_args

import msgspec

from bailee import settings
from bailee.api.interface import Content, decoded
from bailee.store.screening import screen
from bailee.store.workspace import Workspace
from bailee.virus_scanner import VirusScanner


def screen_body(workspace: Workspace, body: Any) -> None:
    """InvalidInput or NoVerdict where one of them is not taken; Problem where it is no base64."""
    if not isinstance(body, msgspec.Struct) or not (names := files_of(type(body))):
        return
    scanner = VirusScanner.of(settings.read(os.environ))
    given = [(name, getattr(body, name)) for name in names]
    if scanner is not None:
        screen(workspace, scanner, [(name, BytesIO(decoded(text, name))) for name, text in given if text])


@cache
def files_of(shape: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of a body that hold a file."""
    return tuple(each.name for each in msgspec.structs.fields(shape) if Content in (each.type, *get_args(each.type)))
