"""What a source is: something that lists items, and says of those that it could not open, why.

A module of this folder that reads addresses has

    SCHEMES = ("imap", "imaps")              # of the addresses it reads
    LABEL = "Mailbox (IMAP)"                 # what it is, for people
    EXAMPLE = "imaps://ann@mail.example/"
    NEEDS = (Need("password", "…"),)         # what it takes from the credentials file or the environment
    OPTIONS = frozenset({"folder", "ca"})    # what may stand behind the ? of an address
    STEERING = frozenset({"ca"})             # of those, what says whom it speaks to, and so who gets the secret

    def connect(address: Address, credentials: Credentials, asked: Asked) -> Source: ...

`connect` talks to nobody yet: it refuses what can be refused without (InvalidInput, NotAllowed). Whatever goes wrong with
the network ends in `Unreachable` entries of the listing, or in `NotFetched` of one item, and never ends a scan.

An `Item` of a source that is no folder has `facts` and `opener`, and no `path`. The scanner calls the opener in a thread
of its own, copies the stream to a private file and gives that to a worker: nothing here parses content. `facts.inode` is
`stamp(…)` of whatever changes when the content does (an etag, a uid), so that an item that did not change is not read again.
"""

from __future__ import annotations

import errno
import hashlib
import socket
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bailee.items import Item
from bailee.vocabulary import Locator, Reason

if TYPE_CHECKING:
    from bailee.sources.addresses import Address
    from bailee.sources.credentials import Credentials, Need


@dataclass(frozen=True, slots=True)
class Unreachable:
    """An item, or a folder of them, that the source knows of and could not list or open.

    What lies beneath it stands as it was known before. The locator of the whole place is `EVERYTHING`.
    """

    locator: Locator
    reason: Reason
    size: int = 0
    why: str = ""  # it was left out on purpose: the reason that a person gave


class Listed(Protocol):
    """Hears of a folder of files before they are handed out: its `path` in the place, in `listing` all that the system says
    of them (empty where something in it is out of the ordinary), and their names (None: too many to hold). True: nothing
    changed, they need not be handed out."""

    def __call__(self, path: str, listing: bytes, names: Collection[str] | None) -> bool: ...


@dataclass(frozen=True, slots=True)
class Same:
    """A folder whose files need not be handed out."""

    locator: Locator


@dataclass(frozen=True, slots=True)
class Gone:
    """An item that a listing of changes says is no more."""

    locator: Locator


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know of a place beside what was read: `ident` is fixed, `says` is one sentence without values.

    Idents: `public` (anybody can read it), `can-write` (the login could change what it reads), `versions` (older versions
    were not read), `sampled` (only a share of the rows was read), `refused` (it did not let us in), `untrusted`, `away` (it
    was not reached, or nobody vouches for it), `beside` (what it holds beside, and was not read).
    """

    ident: str
    says: str


EVERYTHING = Locator((".",))
Entry = Item | Unreachable | Gone | Same  # Same: of files in folders, and only where somebody hears of those


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever scans asks of a source."""

    state: bytes = b""  # what this source handed over after its last whole listing; empty: list everything
    rows: str = "sampled"  # of database tables: sampled or full


class NotFetched(Exception):
    """The bytes of one item could not be had. Holds nothing but the reason: a library's message may quote a secret."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Source(Protocol):
    """A place behind an address. `items` may be slow and is called once, in a thread of its own; openers are called in others.

    One that has `asks_again = True` keeps in its state what it could not list or fetch, and asks for that the next time.
    One that has `last_heard`, a time of `monotonic()`, is not taken for stalled while it hears of its service, even if it
    has nothing to list, nor, where that lies ahead, while the service wants it to wait.
    """

    def items(self) -> Iterator[Entry]: ...

    @property
    def only_changes(self) -> bool:
        """Whether the listing that ran named only what changed since `Asked.state`: what it did not name is still there."""
        ...

    def state(self) -> bytes:
        """After a whole listing: what to ask for changes with the next time; empty where it cannot."""
        ...

    def notes(self) -> tuple[Note, ...]: ...

    def close(self) -> None: ...


class SourceModule(Protocol):
    SCHEMES: tuple[str, ...]
    LABEL: str
    EXAMPLE: str
    NEEDS: tuple[Need, ...]
    OPTIONS: frozenset[str]
    STEERING: frozenset[str]

    def connect(self, address: Address, credentials: Credentials, asked: Asked) -> Source: ...


def stamp(*what: object) -> int:
    """63 bits that are others as soon as one of `what` is: stands for the inode of an item that has none.

    >>> stamp("etag", 3) == stamp("etag", 3), stamp("etag", 3) == stamp("etag", 4), stamp("x") < 1 << 63
    (True, False, True)
    """
    digest = hashlib.sha256("\x00".join(map(str, what)).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def reason_of_status(status: int) -> Reason:
    """Why an HTTP server gave nothing.

    >>> [reason_of_status(code).value for code in (401, 403, 404, 410, 413, 429, 503)]
    ['no-permission', 'no-permission', 'vanished', 'vanished', 'too-big', 'not-connected', 'not-connected']
    """
    if status in (401, 402, 403, 407, 451):
        return Reason.NO_PERMISSION
    if status in (404, 410):
        return Reason.VANISHED
    if status == 413:
        return Reason.TOO_BIG
    if status in (408, 425, 429) or status >= 500:
        return Reason.NOT_CONNECTED
    return Reason.DAMAGED


_AWAY = frozenset(
    {
        errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE, errno.ETIMEDOUT, errno.ENETUNREACH,
        errno.ENETDOWN, errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.ENOTCONN,
    }
)  # fmt: skip


def reason_of_failure(error: BaseException) -> Reason | None:
    """Why the network gave nothing, as Python's own errors say it; None where it is another sort of error."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, NotFetched):
            return cause.reason
        if isinstance(cause, TimeoutError | ConnectionError | socket.gaierror | socket.herror | EOFError):
            return Reason.NOT_CONNECTED
        if isinstance(cause, OSError):
            if cause.errno in _AWAY or type(cause).__name__.startswith("SSL"):
                return Reason.NOT_CONNECTED
            if cause.errno in (errno.EACCES, errno.EPERM):
                return Reason.NO_PERMISSION
        cause = cause.__cause__ or cause.__context__
    return None
