"""HTTP to an address that a person typed: where it may lead, how long it may take, and what came back; what it says stays out of errors.

    answer = ask("POST", "https://na.example.com/v4/tickets", body=b"{}", headers={}, reach=Reach.of(""))
    answer.json()

An address leads to a public machine, or into a network that the server's settings name: else whoever may type an address could have the
server ask its neighbours, or the cloud's own service for its keys. Its name is looked up once, and the connection goes to what was
looked at (a name that answers otherwise the second time changes nothing). No redirect is followed.

>>> Reach.of("").permits("93.184.216.34"), Reach.of("").permits("127.0.0.1"), Reach.of("127.0.0.0/8").permits("127.0.0.1")
(True, False, True)
>>> Reach.of("0.0.0.0/0, ::/0").permits("169.254.169.254"), Reach.of("").permits("::ffff:10.0.0.1")
(False, False)
"""

from __future__ import annotations

import http.client
import json
import re
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from bailee.errors import Error, InvalidInput

SECONDS = 15.0  # of one request, from looking up the name to the last byte
MOST = 8 << 20  # bytes of an answer
LONGEST_WAIT = 6 * 3600  # seconds: a server that asks for more is asked again sooner
_SILENCE = 10.0  # seconds without a byte
_HIDDEN = (
    ip_network("64:ff9b::/96"),
    ip_network("64:ff9b:1::/48"),
    ip_network("2002::/16"),
    ip_network("2001::/32"),
)  # fmt: skip - IPv6 that stands for an IPv4 address somewhere (RFC 6052, 3056, 4380)
_PAUSED, _REFUSED, _GONE = 429, (401, 403), (404, 410)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where addresses may lead beside public machines."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def of(cls, text: str) -> Reach:
        """From addresses and networks, `10.4.0.0/16, 192.168.1.9`. InvalidInput for what is neither."""
        try:
            return cls(tuple(ip_network(part.strip()) for part in text.split(",") if part.strip()))
        except ValueError:
            raise InvalidInput(
                "BAILEE_OUTWARD_NETWORKS names something that is no network", hint="such as 10.4.0.0/16, 192.168.1.9"
            ) from None

    def permits(self, address: str) -> bool:
        """Whether a connection to it is made."""
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
        if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        if found.is_link_local or found.is_multicast or found.is_unspecified:
            return False  # also where a network names it: there the services of a cloud give keys away
        if any(found in network for network in self.networks):
            return True
        return found.is_global and not any(found in network for network in _HIDDEN)


class NoAnswer(Error):
    """Nothing that can be used came back. `reason` is one of a fixed list, and nothing of what a server said stands in it."""

    def __init__(self, reason: str, *, after: float = 0.0, status: int = 0) -> None:
        said, hint = REASONS[reason]
        super().__init__(said, hint=hint)
        self.reason = reason
        self.after = after  # seconds that it asks us to wait
        self.status = status


REASONS: Mapping[str, tuple[str, str]] = {
    "address": (
        "its address leads to a machine that may not be asked",
        "a public address, or one of a network that BAILEE_OUTWARD_NETWORKS names",
    ),
    "unknown": ("no machine of that name is known", "see to the address"),
    "down": ("it does not answer", "it is tried again"),
    "slow": ("it takes too long to answer", "it is tried again"),
    "certificate": ("its certificate does not hold", "see to its certificate, or to the address"),
    "refused": ("it does not let us in", "see to the keys: they were changed, ended or have too few rights"),
    "busy": ("it asks us to wait", "it is tried again when it said"),
    "broken": ("it fails", "it is tried again"),
    "unreadable": ("it answers something else than its interface does", "see to the address: a page answers there"),
    "elsewhere": ("it sends us elsewhere", "type the address that it leads to"),
    "gone": ("it has no such thing any more", "somebody deleted it there"),
    "invalid": ("it does not take what it was told", "see to the board, the company and the types that were chosen"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, with a status below 300."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """NoAnswer where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise NoAnswer("unreadable", status=self.status) from None


@dataclass(frozen=True, slots=True)
class Target:
    """An address, taken apart."""

    is_secure: bool
    host: str
    port: int
    path: str


def target(url: str) -> Target:
    """InvalidInput where it is no address of a server.

    >>> target("https://psa.example.com/api?x=1")
    Target(is_secure=True, host='psa.example.com', port=443, path='/api?x=1')
    """
    wrong = InvalidInput(
        "this is no address of a server", hint="such as https://psa.example.com, without a password in it"
    )
    if re.search(r"[\x00-\x20\x7f\\]", url) or len(url) > 2_000:
        raise wrong
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        name = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError):
        raise wrong from None
    if parts.scheme not in ("https", "http") or not name or parts.username is not None or parts.fragment:
        raise wrong
    is_secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(is_secure, name, port or (443 if is_secure else 80), path)


def check(url: str, reach: Reach) -> None:
    """InvalidInput where an address may not be asked: plain HTTP leads into networks of one's own alone."""
    there = target(url)
    _addresses(there, reach)


def ask(
    method: str, url: str, *, reach: Reach, body: bytes | None = None, headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> Answer:  # fmt: skip
    """One request. NoAnswer says why nothing came back that can be used."""
    there = target(url)
    address = _addresses(there, reach)[0]
    made = _connection(there, address, min(seconds, _SILENCE))
    is_over = threading.Event()
    watch = threading.Timer(seconds, _cut, (made, is_over))  # a server that sends a byte now and then holds nobody up
    watch.daemon = True
    watch.start()
    try:
        made.request(
            method, there.path, body, {"Accept": "application/json", "User-Agent": "bailee", **(headers or {})}
        )
        got = made.getresponse()
        content = got.read(MOST + 1)
    except ssl.SSLCertVerificationError:
        raise NoAnswer("certificate") from None
    except TimeoutError:
        raise NoAnswer("slow") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise NoAnswer("slow" if is_over.is_set() else "down") from None
    finally:
        watch.cancel()
        made.close()
    if len(content) > MOST:
        raise NoAnswer("unreadable", status=got.status)
    told = {name.lower(): value for name, value in got.getheaders()}
    if got.status >= 300:
        raise _refusal(got.status, told)
    return Answer(got.status, told, content)


def _refusal(status: int, headers: Mapping[str, str]) -> NoAnswer:
    after = wait_of(headers.get("retry-after", ""), datetime.now(UTC))
    if status < 400:
        return NoAnswer("elsewhere", status=status)
    if status == _PAUSED or (status == 503 and after):
        return NoAnswer("busy", after=after or 60.0, status=status)
    if status in _REFUSED:
        return NoAnswer("refused", status=status)
    if status in _GONE:
        return NoAnswer("gone", status=status)
    return NoAnswer("invalid" if status < 500 and status != 408 else "broken", status=status)


def wait_of(text: str, now: datetime) -> float:
    """Seconds that `Retry-After` asks for (RFC 9110, 10.2.3): a number, or a date; 0 for what is neither.

    >>> at = datetime(2026, 11, 26, 9, tzinfo=UTC)
    >>> wait_of("120", at), wait_of("Thu, 26 Nov 2026 09:01:00 GMT", at), wait_of("soon", at), wait_of("-1", at)
    (120.0, 60.0, 0.0, 0.0)
    """
    if text.strip().isascii() and text.strip().isdigit():
        return min(float(text.strip()[:9]), LONGEST_WAIT)
    with suppress(ValueError, TypeError, OverflowError):
        until = parsedate_to_datetime(text)
        return max(0.0, min((until.astimezone(UTC) - now).total_seconds(), LONGEST_WAIT))
    return 0.0


def _addresses(there: Target, reach: Reach) -> list[tuple[int, Any]]:
    """What the name stands for, all of it permitted: one that also stands for a machine inside is not asked at all."""
    try:
        found = socket.getaddrinfo(there.host, there.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoAnswer("unknown") from None
    pairs: list[tuple[int, Any]] = [(family, where) for family, _, _, _, where in found]
    if not pairs or not all(reach.permits(str(where[0])) for _, where in pairs):
        raise NoAnswer("address")
    if not there.is_secure and not all(
        any(ip_address(str(where[0]).partition("%")[0]) in network for network in reach.networks) for _, where in pairs
    ):
        raise NoAnswer("address")  # keys travel in it: over the open net only encrypted
    return pairs


def _connection(there: Target, address: tuple[int, Any], silence: float) -> http.client.HTTPConnection:
    """One that goes to the address that was looked at, whatever its name stands for by now."""
    made: http.client.HTTPConnection
    if there.is_secure:
        made = http.client.HTTPSConnection(there.host, there.port, timeout=silence, context=_context())
    else:
        made = http.client.HTTPConnection(there.host, there.port, timeout=silence)

    def connected(_pair: Any, timeout: Any = None, _source: Any = None) -> socket.socket:
        plain = socket.socket(address[0], socket.SOCK_STREAM)
        try:
            plain.settimeout(silence)
            plain.connect(address[1])
        except BaseException:
            plain.close()
            raise
        return plain

    made._create_connection = connected  # type: ignore[attr-defined]
    return made


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _cut(made: http.client.HTTPConnection, is_over: threading.Event) -> None:
    is_over.set()  # before the line breaks: who reads from it asks why it did
    line = made.sock
    if line is not None:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
