"""Addresses of places that are no folder: a bucket, a mailbox, a database.

A password never stands in an address: it would show in the list of processes, in the shell's history and in our reports.

>>> address = parse("S3://acme-hr/payroll/?endpoint=http://127.0.0.1:9000")
>>> str(address), address.host, address.parts, address.options["endpoint"]
('s3://acme-hr/payroll?endpoint=http%3A%2F%2F127.0.0.1%3A9000', 'acme-hr', ('payroll',), 'http://127.0.0.1:9000')
>>> parse("postgresql://reader:hunter2@db/crm")
Traceback (most recent call last):
bailee.errors.InvalidInput: an address holds no password
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from bailee.errors import InvalidInput

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_SECRET = re.compile(
    r"pass|pwd|secret|token|signature|^sig$|credential|api-?key|access-?key|account-?key", re.IGNORECASE
)
_WHERE_SECRETS_GO = "put it into a file of mode 0600 and name that with --credentials, or into the environment"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a source is. Written out it is the same however it was typed, and it holds no secret."""

    scheme: str
    host: str = ""  # server, bucket, container or tenant
    user: str = ""
    port: int | None = None
    path: str = ""  # without slashes at its ends
    query: tuple[tuple[str, str], ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for part in self.path.split("/") if part)

    @property
    def options(self) -> Mapping[str, str]:
        return MappingProxyType(dict(self.query))

    @property
    def server(self) -> str:
        """Host, and port where one was named."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    @property
    def name(self) -> str:
        """What people call it, without slashes: the last part, and where that is. A mailbox is somebody's, a login is not."""
        whose = f"{self.user}@{self.host}" if self.user and self.scheme.startswith("imap") else self.host
        last = self.parts[-1] if self.parts else ""
        where = f"{last} in {whose}" if last and whose else last or whose
        return f"{where} ({self.scheme})"

    def holds(self, other: Address) -> bool:
        """Whether `other` lies in this one."""
        same = (self.scheme, self.host, self.user, self.port, self.query)
        if same != (other.scheme, other.host, other.user, other.port, other.query):
            return False
        return other.parts[: len(self.parts)] == self.parts

    def __str__(self) -> str:
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        path = f"/{quote(self.path)}" if self.path else ""
        query = f"?{urlencode(self.query)}" if self.query else ""
        return f"{self.scheme}://{user}{self.server}{path}{query}"


Where = Path | Address


def looks_like_one(text: str) -> bool:
    """Whether it is an address and no path.

    >>> looks_like_one("s3://bucket"), looks_like_one("C:/Users"), looks_like_one("notes.txt")
    (True, False, False)
    """
    return _SCHEME.match(text) is not None


def parse(text: str) -> Address:
    """InvalidInput where it holds a secret, or makes no sense. Whether anything reads its scheme is the registry's to say."""
    try:
        split = urlsplit(text)
        port = split.port
        host = split.hostname or ""
    except ValueError:
        raise InvalidInput(
            "this address makes no sense", hint="as in s3://bucket/folder or imaps://ann@mail.example/"
        ) from None
    if split.password is not None:
        raise InvalidInput("an address holds no password", hint=_WHERE_SECRETS_GO)
    if split.fragment:
        raise InvalidInput("an address has no part behind #", hint="write # as %23")
    query = tuple(sorted(parse_qsl(split.query, keep_blank_values=True)))
    if any(_SECRET.search(name) for name, _ in query):
        raise InvalidInput("an address holds no password, token or key", hint=_WHERE_SECRETS_GO)
    if any(_holds_password(value) for _, value in query):
        raise InvalidInput("an address holds no password", hint=_WHERE_SECRETS_GO)
    # urlsplit lowers the host, and a bucket or a tenant may be written in capitals
    written = split.netloc.rpartition("@")[2]
    if port is None and written.lower() == host:
        host = written
    path = unquote(split.path).strip("/")
    if "\0" in path:
        raise InvalidInput("this address makes no sense", hint="it holds a character that no name has")
    return Address(split.scheme.lower(), unquote(host), unquote(split.username or ""), port, path, query)


def _holds_password(value: str) -> bool:
    """An endpoint is an address too."""
    if not looks_like_one(value):
        return False
    try:
        return urlsplit(value).password is not None
    except ValueError:
        return True


def written(where: Where) -> str:
    """How a place is written down: its absolute path, or its address."""
    return str(where) if isinstance(where, Address) else str(where.absolute())
