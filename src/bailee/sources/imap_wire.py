"""IMAP on the wire: the standard library's client with a bound on everything that a server sends.

A server may be slow, broken or hostile: lines, literals, answers and waits all have a limit, and whatever goes wrong is
one of four exceptions (imap_troubles) that carry no word of the server's, for those quote mail.
"""

from __future__ import annotations

import imaplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from bailee.sources.imap_troubles import Dropped, Hostile, Refused, Trouble, Untrusted, trouble_of

if TYPE_CHECKING:
    from typing_extensions import Buffer

LINE = 256 << 10  # bytes of one line: names and envelopes are short, and we ask for no long ones
LITERAL = 8 << 20  # bytes of one literal; a message is asked for in pieces of a quarter of that
ANSWER = 12 << 20  # bytes of all that answers one command
LINES = 200_000  # of it; a window of messages has a quarter of that
GREETING = 20.0  # seconds for each step until the server has greeted us
IDLE = 60.0  # and later, in which something must come
COMMAND = 240.0  # seconds for one command with its answer


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
