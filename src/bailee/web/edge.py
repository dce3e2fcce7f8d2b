"""The outermost wall, before Django: who is asking, how slowly a body may come, and a stream that breaks is cut, not ended.

A proxy of the settings says for whom it asks; nobody else is believed. Where the server takes plain HTTP from a network, it
takes it from the proxy alone.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from tempfile import SpooledTemporaryFile
from typing import Any

from bailee import logs
from bailee.web.metrics import counters

Environment = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environment, Start], Iterable[bytes]]
SAID = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO",
        "HTTP_X_FORWARDED_PORT", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_PREFIX")  # fmt: skip
LARGEST = 32 << 20  # of any body, files among it
FIRST_SECONDS = 10.0  # for a body, however small
SLOWEST = 64 << 10  # bytes a second that a larger one comes at, at least
WAITING = 16  # bodies that may be waited for at the same time: half of the threads stay free for everybody else
PIECE, IN_MEMORY = 64 << 10, 1 << 20
CUT_SHORT = b"\r\nThis list broke off here: it is not whole. Ask for it again.\r\n"
_HEADS = (
    ("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close"), ("Cache-Control", "no-store"), ("Retry-After", "60"),
    ("X-Content-Type-Options", "nosniff"), ("Server", "bailee"), ("Referrer-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
)  # fmt: skip
_TLS = (("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),)
STUCK = 256  # bodies given up whose clients did not go away yet


class Edge:
    def __init__(
        self, application: Application, proxies: Iterable[str] = (), *, is_plain: bool = False, is_tls: bool = False
    ) -> None:
        self.application, self.is_plain = application, is_plain
        self.heads = [*_HEADS, *(_TLS if is_tls else ())]
        self.proxies: list[IPv4Network | IPv6Network] = [ip_network(each, strict=False) for each in proxies]
        self.waiting = threading.BoundedSemaphore(WAITING)
        self.reading = threading.BoundedSemaphore(WAITING + STUCK)

    def __call__(self, environment: Environment, start: Start) -> Iterable[bytes]:
        peer = str(environment.get("REMOTE_ADDR", ""))
        if self.is_plain and not self._is_proxy(peer) and not _is_loopback(peer):
            return self._answer(
                start, "403 Forbidden", "This door is for the proxy alone: what comes by it is not encrypted."
            )
        environment["REMOTE_ADDR"] = self.client(peer, str(environment.get("HTTP_X_FORWARDED_FOR", "")))
        for name in SAID:
            environment.pop(name, None)
        if refused := self._with_body(environment):
            counters.refused(refused[0])
            return self._answer(start, *refused)
        return _guarded(self.application(environment, start))

    def client(self, peer: str, said: str) -> str:
        """Who asks: the last name in X-Forwarded-For that is no proxy of ours, where one of ours says so.

        >>> edge = Edge(lambda *_: (), ["127.0.0.1", "10.4.0.0/16"])
        >>> edge.client("127.0.0.1", "6.6.6.6, 203.0.113.9, 10.4.0.7"), edge.client("198.51.100.3", "127.0.0.1")
        ('203.0.113.9', '198.51.100.3')
        """
        if not said or not self._is_proxy(peer):
            return peer
        for name in reversed([each.strip() for each in said.split(",")]):
            try:
                ip_address(name)
            except ValueError:
                return peer
            if not self._is_proxy(name):
                return name
        return peer

    def _answer(self, start: Start, status: str, text: str) -> list[bytes]:
        start(status, self.heads)
        return [text.encode()]

    def _is_proxy(self, name: str) -> bool:
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return any(address in network for network in self.proxies)

    def _with_body(self, environment: Environment) -> tuple[str, str] | None:
        """Have the body of a small request here before anybody waits for it; what to answer where it does not come.

        A thread that reads from a slow client cannot be called off, so it is another one than that which makes answers.
        """
        length = str(environment.get("CONTENT_LENGTH") or "0")
        if not length.isascii() or not length.isdigit() or not 0 < int(length) <= LARGEST:
            return None  # nothing to read, or refused unread further in
        size, busy = int(length), ("503 Service Unavailable", "Too much is being sent just now. Try again in a minute.")
        if not self.waiting.acquire(blocking=False):
            return busy
        try:
            if not self.reading.acquire(blocking=False):
                return busy
            body = _Body(environment["wsgi.input"], size, self.reading.release)
            if not body.came.wait(FIRST_SECONDS + size / SLOWEST):
                return "408 Request Timeout", "What was sent came too slowly. Nothing was changed. Try again."
        finally:
            self.waiting.release()
        if body.content.tell() != size:
            return "400 Bad Request", "What was sent broke off. Nothing was changed. Try again."
        body.content.seek(0)
        environment["wsgi.input"] = body.content
        return None


class _Body:
    """A body, read in a thread of its own."""

    def __init__(self, source: Any, size: int, done: Callable[[], None]) -> None:
        self.came, self.content = threading.Event(), SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - lives as long as the request
        threading.Thread(target=self._read, args=(source, size, done), name="body", daemon=True).start()

    def _read(self, source: Any, size: int, done: Callable[[], None]) -> None:
        try:
            while size > 0 and (piece := source.read(min(size, PIECE))):
                size -= len(piece)
                self.content.write(piece)
        except Exception as error:  # noqa: BLE001 - the client went away, in whatever way
            logs.fault("body-broke-off", error, "debug")
        finally:
            self.came.set()
            done()


class BrokenOff(Exception):
    """A stream failed in the middle. It says nothing about why: the log does."""


class _Guard:
    """Parts of an answer that is made while it is sent. Where making them fails, the log says so, and the reader is told.

    The server would end such an answer as if it were whole. A packed one that stops is refused by whoever unpacks it.
    """

    def __init__(self, parts: Iterable[bytes], is_plain_list: bool) -> None:
        self.parts, self.is_plain_list = parts, is_plain_list

    def __iter__(self) -> Iterator[bytes]:
        begun = time.monotonic()
        try:
            yield from self.parts
        except Exception as error:  # noqa: BLE001 - a library's message stays in here
            logs.fault("answer-broke-off", error, ms=int((time.monotonic() - begun) * 1000))
            if self.is_plain_list:
                yield CUT_SHORT
            raise BrokenOff from None

    def close(self) -> None:
        if callable(close := getattr(self.parts, "close", None)):
            close()


def _guarded(parts: Any) -> Iterable[bytes]:
    """An answer that is there whole goes out in one piece, with its length."""
    if getattr(parts, "streaming", True):
        heads = getattr(parts, "headers", {})
        return _Guard(parts, heads.get("Content-Type", "").startswith("text/csv") and "Content-Encoding" not in heads)
    whole = list(parts)
    parts.close()
    return whole


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
