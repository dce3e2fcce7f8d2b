"""What an endpoint is, and what it is given.

    ENDPOINTS = (
        Endpoint("GET", "kinds", "list_kinds", "Kinds of record that were found", listing, Permission.SEE_FINDINGS, Kinds, query=Query),
    )

    def listing(call: Call) -> Kinds: …

Without a permission nobody is asked for a role, so only the scopes ACCOUNT and OPEN may leave it out.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from bailee.api.problems import NOT_THERE, Problem
from bailee.errors import InvalidInput, NotAllowed
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
PastDay = Annotated[
    date, msgspec.Meta(description="What was true at the end of this day, which is over; now where none is named.")
]
KnownDay = Annotated[date, msgspec.Meta(description="With `as_of`: as it was known at the end of this later day.")]
Content = Annotated[
    str, msgspec.Meta(pattern="^[A-Za-z0-9+/]*={0,2}$", min_length=1, description="The bytes of a file, in base64.")
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
    "incident": ("[a-z0-9][a-z0-9-]{0,63}", "Ident of an incident."),
    "sheet": ("[1-9][0-9]{0,5}", "Number of a sheet of an incident that was printed."),
    "notice": ("[a-z0-9][a-z0-9-]{0,79}", "Kind of a notice, such as employee-privacy-notice."),
    "version": ("[1-9][0-9]{0,5}", "Number of a version."),
    "noticeform": ("(?:pdf|html|txt|file)", "As what it is downloaded."),
    "delivery": ("[a-z0-9][a-z0-9-]{0,63}", "Ident of a delivery."),
    "poster": ("poster-[0-9a-f]{8}", "Ident of a poster."),
    "signrequest": ("[a-z0-9][a-z0-9-]{0,63}", "Ident of what one person was asked to sign."),
    "sitting": ("sitting-[0-9a-f]{16}", "Ident of a browser in which somebody signs."),
    "subjectrequest": ("[a-z0-9][a-z0-9-]{0,63}", "Ident of a request about one's own data."),
    "letter": (
        "(?:confirmed|identity-asked|clarification-asked|extended|answered|refused)",
        "What the letter is about.",
    ),
    "recordform": ("[a-z][a-z0-9-]{0,39}", "Format of a copy of the record, such as ropa-csv."),
    "contract": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a contract."),
    "rosterperson": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of somebody on the roster."),
    "rule": ("[a-z0-9][a-z0-9-]{0,119}", "Ident of a rule of a law."),
    "packet": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a packet for counsel."),
    "packetform": ("(?:docx|pdf|toml)", "As what it is downloaded."),
    "strategyform": ("(?:pdf|docx|html)", "As what it is downloaded."),
    "work": ("[a-z0-9][a-z0-9-]{0,63}", "Ident of work in the background."),
    "erasure": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of the certificate of an erasure."),
    "need": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of who needs what."),
    "reportkind": ("[a-z][a-z0-9-]{0,79}", "Kind of a report, from `GET report-kinds`."),
    "report": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a report that was made."),
    "reportform": ("(?:pdf|docx|pptx|xlsx|html)", "As what it is downloaded."),
    "reportschedule": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a report that is made again and again."),
    "record": ("[0-9]{1,12}", "Number of a record of the log."),
    "binder": ("[A-Za-z0-9][A-Za-z0-9._-]{0,199}", "Name of a binder, from `GET binders`."),
    "holder": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of who keeps checkpoints."),
    "export": ("[A-Za-z0-9][A-Za-z0-9._-]{0,199}", "Name of an export, from `GET exports`."),
    "archive": ("archive-[0-9]{4}-[0-9]{2}-[0-9a-f]{8}", "Ident of an archive of findings."),
    "alert": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of an alert."),
    "schedule": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a schedule."),
    "drill": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a drill."),
    "apart": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a folder that is kept apart."),
    "override": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of an override of the gate."),
    "judgement": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a rule by which findings are dismissed."),
    "consentform": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a consent form."),
    "consentlink": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a link to somebody's own page."),
    "knownlist": ("[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}", "Name of a list of known values."),
    "instruction": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a written instruction to scan."),
    "member": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of a member."),
    "invitation": ("[a-z0-9][a-z0-9-]{0,79}", "Ident of an invitation."),
    "webhook": ("hook-[0-9a-f]{8}", "Ident of a webhook."),
    "message": ("msg_[0-9a-f]{24}", "Ident of a message: what `webhook-id` says."),
    "device": ("device-[0-9a-f]{8}", "Ident of a device."),
    "desk": ("desk-[0-9a-f]{8}", "Ident of a system that tickets are made in."),
    "ticketrule": ("rule-[0-9a-f]{8}", "Ident of a rule by which things become tickets."),
    "channel": ("channel-[0-9a-f]{8}", "Ident of a channel of a chat."),
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


class Past(Request, frozen=True, kw_only=True):
    """A query that is answered as of a past day, too: as it was known then, or as it is known since."""

    as_of: PastDay | None = None
    known_on: KnownDay | None = None


class PastPaged(Paged, frozen=True, kw_only=True):
    """Query of a list that is answered as of a past day, too."""

    as_of: PastDay | None = None
    known_on: KnownDay | None = None


class Nothing(Request, frozen=True, kw_only=True):
    """A query without fields, or a body that may stay away."""


T = TypeVar("T")


def shaped(value: Any, shape: type[T]) -> T:
    """What is answered of a thing: its attributes by the names that the shape gives them, and no other."""
    return msgspec.convert(value, shape, from_attributes=True)


def shapes(found: Iterable[Any], shape: type[T]) -> tuple[T, ...]:
    """The same of each of several."""
    return tuple(shaped(each, shape) for each in found)


@contextmanager
def there() -> Iterator[None]:
    """What an address names is looked up within: what is not there, or not open to whoever asks, is not there."""
    try:
        yield
    except (InvalidInput, NotAllowed):
        raise NOT_THERE from None


def decoded(content: str, field_: str = "content") -> bytes:
    """The bytes of a file that was sent in base64. Problem where it is none."""
    try:
        return b64decode(content, validate=True)
    except (NoBase64, ValueError):
        raise Problem("invalid-input", "It is no base64.", field=field_) from None


@dataclass(frozen=True, slots=True)
class File:
    """What is answered as it lies, and not as JSON. One of `path` is read piece by piece as it is sent."""

    name: str
    media_type: str
    content: bytes | Path


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
    body: Any = None  # a Request, or several that a field tells apart
    status: int = 200
    matches: bool = False  # takes If-Match
    stamp: Callable[[Call], str] | None = None  # an ETag that is known before the answer is made
    conflicts: str = ""  # when it answers 409
    dangerous: bool = False  # by a person who proved within five minutes who she is, and by no token
    media: tuple[str, ...] = ()  # of the files that it answers with, where `answer` is File

    @property
    def address(self) -> str:
        """Below the root: `organisations/{organisation}/findings`."""
        return f"organisations/{{organisation}}/{self.path}" if self.scope is Scope.ORGANISATION else self.path

    @property
    def is_past(self) -> bool:
        """Whether it answers as of a past day, too."""
        return "as_of" in self.query.__struct_fields__

    def admits(self, role: Role, *, by_token: bool = False) -> bool:
        """Whether a role may use it: what docs/routes.md shows. By a token, only one that may use tokens."""
        if self.scope is Scope.OPEN:
            return True
        if by_token and (self.dangerous or not may(role, Permission.USE_API)):
            return False
        return self.permission is None or may(role, self.permission)
