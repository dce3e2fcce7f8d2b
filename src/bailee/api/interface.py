"""What an endpoint is, and what it is given.

    ENDPOINTS = (
        Endpoint("GET", "kinds", "list_kinds", "Kinds of record that were found", listing, Permission.SEE_FINDINGS, Kinds, query=Query),
    )

    def listing(call: Call) -> Kinds: …

Without a permission nobody is asked for a role, so only the scopes ACCOUNT and OPEN may leave it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec

from bailee.permissions import Permission, Role, may
from bailee.store.tokens import Grant, Presented
from bailee.store.workspace import Workspace

VERSION = "v1"
ROOT = f"/api/{VERSION}/"
MOST = 500  # rows of one page of a list


class Scope(StrEnum):
    """What an endpoint is about."""

    ORGANISATION = "organisation"  # below organisations/{organisation}/: `call.workspace` is there
    DESK = "desk"  # all organisations of whoever asks
    ACCOUNT = "account"  # whoever may speak at all
    OPEN = "open"  # anybody


# A NUL ends a text in places where nobody looks; PostgreSQL keeps none.
Text = Annotated[str, msgspec.Meta(max_length=2000, pattern="^[^\\x00]*$")]
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern="^[^\\x00-\\x1f]*$")]
Ident = Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9-]{0,79}$")]
Count = Annotated[int, msgspec.Meta(ge=0)]
Limit = Annotated[int, msgspec.Meta(ge=1, le=MOST, description="Rows of this page.")]
Cursor = Annotated[
    str, msgspec.Meta(pattern="^[A-Za-z0-9_.-]{1,400}$", description="`next` of the page before; for the same filters.")
]

PARAMETERS = {
    "organisation": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of an organisation, from `GET /me`."),
    "finding": ("[0-9a-f]{32}", "Ident of a finding."),
    "scan": ("[1-9][0-9]{0,17}", "Number of a scan."),
    "token": ("[0-9a-f]{12}", "Ident of a token; never the token itself."),
    "task": ("[a-z0-9][a-z0-9-]{0,119}", "Ident of a task."),
    "departure": ("[a-z][a-z0-9-]{0,60}-[0-9a-f]{8}", "Ident of a departure: the same over all scans."),
    "hold": ("hold-[0-9a-f]{8}", "Ident of a legal hold."),
    "trader": ("client-[0-9a-f]{8}", "Ident of a client who is a person that trades."),
    "difference": (
        "[a-z][a-z-]{0,40}:[a-z0-9][a-z0-9-]{0,80}:[a-z][a-z-]{0,40}",
        "Ident of a difference: what differs, the category of data, whom it is about.",
    ),
    "job": ("[a-z0-9][a-z0-9-]{0,63}", "Ident of work in the background."),
}


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is sent: a field that is not known is refused by its name."""


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """What is answered: fields are added, never renamed or given another meaning."""


class Paged(Request, frozen=True, kw_only=True):
    """Query of a list."""

    limit: Limit = 50
    cursor: Cursor | None = None


class Nothing(Request, frozen=True, kw_only=True):
    """A query without fields, or a body that may stay away."""


@dataclass(slots=True)
class Call:
    """One request that came through the door."""

    home: Path
    endpoint: Endpoint
    grants: tuple[Grant, ...] = ()
    grant: Grant | None = None
    token: Presented | None = None
    account: str = ""
    path: dict[str, str] = field(default_factory=dict)
    query: Any = None
    body: Any = None
    if_match: str = ""
    opened: Workspace | None = None

    @property
    def workspace(self) -> Workspace:
        """The organisation of the address, by the member who asks."""
        if self.opened is None:
            raise LookupError("this endpoint is not about one organisation")
        return self.opened

    @property
    def today(self) -> date:
        return datetime.now(UTC).astimezone().date()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method at one address. `name` is its operationId; it never changes."""

    method: str
    path: str
    name: str
    summary: str
    call: Callable[[Call], Any]
    permission: Permission | None
    answer: Any  # type of what comes back; None: nothing, 204
    scope: Scope = Scope.ORGANISATION
    query: type[Request] = Nothing
    body: type[Request] | None = None
    status: int = 200
    matches: bool = False  # takes If-Match
    stamp: Callable[[Call], str] | None = None  # an ETag that is known before the answer is made
    conflicts: str = ""  # when it answers 409

    @property
    def address(self) -> str:
        """Below the root: `organisations/{organisation}/findings`."""
        return f"organisations/{{organisation}}/{self.path}" if self.scope is Scope.ORGANISATION else self.path

    def admits(self, role: Role, *, by_token: bool = False) -> bool:
        """Whether a role may use it: what docs/routes.md shows. By a token, only one that may use tokens."""
        if self.scope is Scope.OPEN:
            return True
        if by_token and not may(role, Permission.USE_API):
            return False
        return self.permission is None or may(role, self.permission)
