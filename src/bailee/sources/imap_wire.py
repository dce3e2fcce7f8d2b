"""IMAP on the wire: the standard library's client with a bound on everything that a server sends.

A server may be slow, broken or hostile: lines, literals, answers and waits all have a limit, and whatever goes wrong is
one of three exceptions that carry no word of the server's, for those quote mail.

>>> trouble_of(b"[THROTTLED] Request is throttled. Suggested Backoff Time: 2500 milliseconds")
(<Trouble.BUSY: 'busy'>, 2.5)
>>> trouble_of(b"[AUTHENTICATIONFAILED] Invalid credentials (Failure)")[0]
<Trouble.NOT_ALLOWED: 'not-allowed'>
"""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer

LINE = 256 << 10  # bytes of one line: names and envelopes are short, and we ask for no long ones
LITERAL = 8 << 20  # bytes of one literal; a message is asked for in pieces of a quarter of that
ANSWER = 12 << 20  # bytes of all that answers one command
LINES = 200_000  # of it; a window of messages has a quarter of that
GREETING = 20.0  # seconds for each step until the server has greeted us
IDLE = 60.0  # and later, in which something must come
COMMAND = 240.0  # seconds for one command with its answer


class Trouble(Enum):
    """What a refusal means for whoever asked."""

    NOT_ALLOWED = "not-allowed"  # this account may not: nothing helps but somebody who gives the right
    VANISHED = "vanished"  # what was asked for is no longer there
    BUSY = "busy"  # later it may work
    BROKEN = "broken"  # the server says that what it holds is damaged, or cannot be read by it


class Refused(Exception):
    """The server answered NO or BAD. `wait`: seconds that it asks us to wait, where it does."""

    def __init__(self, trouble: Trouble, wait: float = 0.0) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.wait = wait


class Dropped(Exception):
    """The connection is gone: closed, timed out, or the server said BYE. Another one may do."""

    def __init__(self, wait: float = 0.0, *, busy: bool = False) -> None:
        super().__init__("dropped")
        self.wait = wait
        self.busy = busy


class Untrusted(Exception):
    """Nobody knows who is at the other end: its certificate is signed by none that we trust, or is another's."""


class Hostile(Exception):
    """What came is no IMAP, or without end. Asking again brings more of the same."""


_CODE = re.compile(rb"\s*\[([A-Za-z0-9-]+)", re.ASCII)
_WAIT = re.compile(rb"back.?off time: *(\d{1,9}) *milliseconds", re.IGNORECASE)
# RFC 5530 and RFC 9051; THROTTLED is Gmail's.
_TROUBLES = {
    b"AUTHENTICATIONFAILED": Trouble.NOT_ALLOWED,
    b"AUTHORIZATIONFAILED": Trouble.NOT_ALLOWED,
    b"EXPIRED": Trouble.NOT_ALLOWED,
    b"PRIVACYREQUIRED": Trouble.NOT_ALLOWED,
    b"CONTACTADMIN": Trouble.NOT_ALLOWED,
    b"NOPERM": Trouble.NOT_ALLOWED,
    b"WEBALERT": Trouble.NOT_ALLOWED,
    b"NONEXISTENT": Trouble.VANISHED,
    b"EXPUNGEISSUED": Trouble.VANISHED,
    b"CORRUPTION": Trouble.BROKEN,
    b"UNKNOWN-CTE": Trouble.BROKEN,
    b"SERVERBUG": Trouble.BROKEN,
    b"UNAVAILABLE": Trouble.BUSY,
    b"INUSE": Trouble.BUSY,
    b"LIMIT": Trouble.BUSY,
    b"OVERQUOTA": Trouble.BUSY,
    b"THROTTLED": Trouble.BUSY,
}
# What servers write that use no code.
_SAID = (
    (re.compile(rb"throttl|too many|try again|temporar|server unavailable|overload|rate limit|bandwidth", re.I), Trouble.BUSY),
    (re.compile(rb"doesn.?t exist|does not exist|no such|nonexist|unknown mailbox|not found", re.I), Trouble.VANISHED),
    (re.compile(rb"permission|denied|not allowed|access|authenticat|invalid credentials|not authorized", re.I), Trouble.NOT_ALLOWED),
)  # fmt: skip


def trouble_of(said: bytes) -> tuple[Trouble, float]:
    """What a server's NO or BYE means, and the seconds that it asks us to wait."""
    wait = float(found[1]) / 1000 if (found := _WAIT.search(said)) else 0.0
    code = _CODE.match(said)
    if code and (known := _TROUBLES.get(code[1].upper())):
        return known, wait
    for pattern, trouble in _SAID:
        if pattern.search(said):
            return trouble, wait
    return Trouble.BROKEN, wait


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server is, and how the connection is secured: at once (`tls`), or by STARTTLS before anything is said."""

    host: str
    port: int
    tls: bool
    context: ssl.SSLContext


class Wire(imaplib.IMAP4):
    """One connection. `ask` sends a command and gives what answers it; nothing is remembered from one to the next."""

    def __init__(self, door: Door, *, idle: float = IDLE, command: float = COMMAND) -> None:
        self._door = door
        self._idle, self._per_command = min(idle, GREETING), command
        self._buffer = bytearray()
        self._heard = self._lines = 0
        self._until = monotonic() + command
        with _as_ours():
            super().__init__(door.host, door.port)
            if not door.tls:
                try:
                    self._start_tls()
                except BaseException:
                    self.shutdown()
                    raise
        self._idle = idle

    # What imaplib's documentation lists for overriding: open, read, readline, send, shutdown.

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        self.host, self.port = host, port
        self.sock = socket.create_connection((host, port), timeout=self._idle)
        if self._door.tls:
            self._secure()

    def _secure(self) -> None:
        bare = self.sock
        try:
            self.sock = self._door.context.wrap_socket(bare, server_hostname=self._door.host)
        except BaseException:
            bare.close()
            raise

    def shutdown(self) -> None:
        """Close, without a word: LOGOUT would wait for an answer."""
        self.sock.close()

    def read(self, size: int) -> bytes:
        if size > LITERAL:
            raise Hostile
        while len(self._buffer) < size:
            self._receive()
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def readline(self) -> bytes:
        looked, self._lines = 0, self._lines + 1
        if self._lines > LINES:
            raise Hostile
        while (end := self._buffer.find(b"\n", looked)) < 0:
            looked = len(self._buffer)
            if looked > LINE:
                raise Hostile
            self._receive()
        line = bytes(self._buffer[: end + 1])
        del self._buffer[: end + 1]
        # Some servers end lines with a bare LF; imaplib takes none of those.
        return line if line.endswith(b"\r\n") else line[:-1] + b"\r\n"

    def send(self, data: Buffer) -> None:
        self._heard = self._lines = 0
        self.sock.settimeout(self._idle)
        self.sock.sendall(data)

    def _receive(self) -> None:
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(min(left, self._idle))
        piece = self.sock.recv(64 << 10)
        if not piece:
            raise ConnectionResetError
        self._heard += len(piece)
        if self._heard > ANSWER:
            raise Hostile
        self._buffer += piece

    def _start_tls(self) -> None:
        # A server that lets us in before TLS (PREAUTH) may be somebody in between who strips it.
        if self.state != "NONAUTH":
            raise Hostile
        kind, _ = self._simple_command("STARTTLS")
        if kind != "OK":
            raise Refused(Trouble.NOT_ALLOWED)
        if self._buffer:  # said in the clear, to be taken for said under TLS
            raise Hostile
        self._secure()
        self.untagged_responses.clear()
        self._learn()

    # What we do with it

    def ask(self, command: str, *arguments: str | bytes, answers: str) -> list[bytes | tuple[bytes, bytes]]:
        """Send a command; what came back of the kind `answers`. Refused, Dropped or Hostile where it did not work."""
        self.untagged_responses.clear()
        self._until = monotonic() + self._per_command
        with _as_ours():
            kind, said = self._simple_command(command, *arguments)  # bytes go through as they are
            if kind != "OK":
                raise Refused(*trouble_of(_bytes(said)))
            told = self.untagged_responses.pop(answers, [])
            self.untagged_responses.clear()
        return [one for one in told if one is not None]

    def sign_in(self, mechanism: str, respond: Callable[[bytes], bytes | None]) -> None:
        """AUTHENTICATE by a SASL mechanism. Refused where the server does not let us in."""
        self._until = monotonic() + self._per_command
        with _as_ours():
            try:
                self.authenticate(mechanism, respond)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                raise Refused(*_at_the_door(error)) from None
            self._learn()

    def log_in(self, user: str, password: str) -> None:
        """LOGIN, for servers that know no SASL. Refused where the server does not let us in."""
        self._until = monotonic() + self._per_command
        with _as_ours():
            try:
                self.login(user, password)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                raise Refused(*_at_the_door(error)) from None
            self._learn()

    def examine(self, name: bytes) -> dict[str, int]:
        """Open a folder for reading only: its EXISTS, UIDVALIDITY, UIDNEXT and HIGHESTMODSEQ, as far as the server tells."""
        self._until = monotonic() + self._per_command
        with _as_ours():
            kind, said = self.select(quoted(name), readonly=True)  # type: ignore[arg-type]  # bytes go through as they are
            if kind != "OK":
                raise Refused(*trouble_of(_bytes(said)))
            told = {key: values[-1] for key, values in self.untagged_responses.items() if values}
            self.untagged_responses.clear()
            names = ("EXISTS", "UIDVALIDITY", "UIDNEXT", "HIGHESTMODSEQ")
            return {key: int(count) for key in names if isinstance(count := told.get(key), bytes) and count.isdigit()}

    def can(self, capability: str) -> bool:
        return capability.upper() in self.capabilities

    def _learn(self) -> None:
        """What the server can do: it may be more after TLS, and more again after sign-in."""
        _, told = self.capability()
        self.capabilities = tuple(_bytes(told).decode("ascii", "replace").upper().split())
        self.untagged_responses.clear()


def quoted(name: bytes) -> bytes:
    """A folder's name as an argument. Hostile where it holds what no name can hold: a line end would begin a new command."""
    if any(byte < 32 for byte in name):
        raise Hostile
    return b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _at_the_door(error: imaplib.IMAP4.error) -> tuple[Trouble, float]:
    """At sign-in a refusal without a code means that the account or its secret is wrong."""
    trouble, wait = trouble_of(str(error).strip("b'\"").encode())
    return (trouble if trouble is Trouble.BUSY else Trouble.NOT_ALLOWED), wait


def _bytes(said: list[bytes | None]) -> bytes:
    return b" ".join(part for part in said if part)


@contextmanager
def _as_ours() -> Iterator[None]:
    """Whatever imaplib, the socket or TLS raise becomes one of ours; the server's words are left behind."""
    try:
        yield
    except imaplib.IMAP4.abort as error:
        trouble, wait = trouble_of(str(error).strip("b'\"").encode(errors="replace"))
        raise Dropped(wait, busy=trouble is Trouble.BUSY) from None
    except ssl.SSLCertVerificationError:
        raise Untrusted from None
    except (OSError, EOFError):
        raise Dropped from None
    except (imaplib.IMAP4.error, ValueError, LookupError):
        raise Hostile from None


# Answers, parsed: atoms, numbers, quoted strings and literals, and lists of those

_TOKEN = re.compile(rb'\s*(?:(\()|(\))|"((?:[^"\\]|\\.)*)"|((?:[^\s()"\[]|\[[^\]]*\])+))', re.DOTALL)
Value = bytes | None | list["Value"]
_DEPTH = 20


def parse(pieces: list[bytes | tuple[bytes, bytes]]) -> Iterator[list[Value]]:
    """Each answer as a list of values. imaplib hands a literal over as a pair: what stood before it, and it.

    >>> list(parse([b'(\\\\HasNoChildren) "/" "INBOX"', (b'(\\\\Sent) "/" {4}', b"S\\xc3nt"), b""]))
    [[[b'\\\\HasNoChildren'], b'/', b'INBOX'], [[b'\\\\Sent'], b'/', b'S\\xc3nt']]
    """
    values: list[Value] = []
    stack: list[list[Value]] = [values]
    for piece in pieces:
        before, literal = piece if isinstance(piece, tuple) else (piece, None)
        if literal is not None:
            before = before[: before.rindex(b"{")]
        position = 0
        while found := _TOKEN.match(before, position):
            position = found.end()
            opened, closed, quoted, atom = found.groups()
            if opened:
                if len(stack) > _DEPTH:
                    raise Hostile
                inner: list[Value] = []
                stack[-1].append(inner)
                stack.append(inner)
            elif closed:
                if len(stack) == 1:
                    raise Hostile
                stack.pop()
            elif atom is not None:
                stack[-1].append(None if atom.upper() == b"NIL" else atom)
            else:
                stack[-1].append(re.sub(rb"\\(.)", rb"\1", quoted, flags=re.DOTALL))
        if before[position:].strip():
            raise Hostile
        if literal is not None:
            stack[-1].append(literal)
        else:
            if len(stack) > 1:
                raise Hostile
            if values:
                yield values
            values = []
            stack = [values]
    if values:
        yield values
