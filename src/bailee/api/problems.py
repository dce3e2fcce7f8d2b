"""Problem details (RFC 9457): what happened, who must act, and what to do. Never what went on inside.

>>> problem_of(InvalidInput("2026-11-31 is no day", hint="such as 2026-11-30"), Path("/srv/home")).shape()["hint"]
'such as 2026-11-30'
>>> problem_of(CannotRead('the disk is full: "/srv/home"', hint="make room"), Path("/srv/home")).detail
'The store cannot be used at the moment.'
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from bailee.errors import BrokenEvidence, CannotRead, Error, InvalidInput, NotAllowed

# ident: status, title. docs/api.md is written from it.
KINDS: dict[str, tuple[int, str]] = {
    "malformed": (400, "The request cannot be read"),
    "not-signed-in": (401, "Nobody is signed in"),
    "not-allowed": (403, "An administrator must act"),
    "not-there": (404, "There is no such thing"),
    "no-such-method": (405, "This address does not do that"),
    "not-acceptable": (406, "The answer is JSON"),
    "conflict": (409, "It cannot be done as things stand"),
    "length-required": (411, "The length of the body is missing"),
    "changed-meanwhile": (412, "Somebody changed it meanwhile"),
    "too-large": (413, "The body is too large"),
    "not-json": (415, "The body is to be JSON"),
    "invalid-input": (422, "Something in the request makes no sense"),
    "too-many": (429, "Too many requests"),
    "broken-evidence": (500, "A record does not say what it said when it was written"),
    "fault-of-ours": (500, "Something broke on our side"),
    "cannot-read": (503, "The store cannot be used"),
}


class ProblemShape(msgspec.Struct, frozen=True, kw_only=True, rename={"type_": "type"}):
    """What went wrong, after RFC 9457."""

    type_: str
    title: str
    status: int
    detail: str
    hint: str | None = None
    field: str | None = None


class Problem(Exception):
    """Raised anywhere below the door; `kind` is an ident of `KINDS`."""

    def __init__(
        self, kind: str, detail: str, hint: str = "", *, field: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(kind)
        self.kind, self.detail, self.hint, self.field = kind, detail, hint, field
        self.headers = dict(headers or {})

    @property
    def status(self) -> int:
        return KINDS[self.kind][0]

    def shape(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "type": f"urn:bailee:problem:{self.kind}",
            "title": KINDS[self.kind][1],
            "status": self.status,
            "detail": self.detail,
        }
        return told | {name: value for name, value in (("hint", self.hint), ("field", self.field)) if value}


_FAMILIES: tuple[tuple[type[Error], str], ...] = (
    (InvalidInput, "invalid-input"),
    (NotAllowed, "not-allowed"),
    (BrokenEvidence, "broken-evidence"),
    (CannotRead, "conflict"),
)


def problem_of(error: Error, home: Path) -> Problem:
    """One of our errors as a program reads it. One that names a folder of the server is told without it."""
    kind = next((kind for family, kind in _FAMILIES if isinstance(error, family)), "invalid-input")
    if str(home) in f"{error} {error.hint}":
        return Problem("cannot-read", "The store cannot be used at the moment.", "ask whoever runs the server to look")
    said = str(error)
    return Problem(kind, said[:1].upper() + said[1:] + ("" if said.endswith(".") else "."), error.hint)


NOT_THERE = Problem("not-there", "There is nothing at this address, or it is not yours to see.")
