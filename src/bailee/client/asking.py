"""How the client asks: one request at a time, again where that changes nothing twice, and never more than was changed.

A POST carries an idempotency key of its own, so it may be sent again when the line breaks. What a server asks for with
`Retry-After` is waited for. What was read before is asked for with its ETag, and comes from here where nothing changed.
"""

from __future__ import annotations

import http.client
import json
import ssl
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from bailee.errors import CannotRead, Error, InvalidInput

ROOT = "/api/v1/"
SECONDS = 60.0  # of one request
PATIENCE = 120.0  # seconds of waiting for one answer, all in all
_KEPT = 256  # answers whose tag is known
_LARGEST = 1 << 20  # bytes of one that is kept
_AGAIN = (429, 503)
_HERE = ("127.0.0.1", "::1", "localhost")
S = TypeVar("S", bound="Asking")


class Refused(Error):
    """A problem detail (RFC 9457): what the server says, with its hint. `kind`: the ident of docs/api.md; `path`: what was asked."""

    def __init__(self, status: int, told: Mapping[str, Any], path: str = "") -> None:
        super().__init__(str(told.get("detail") or f"the server answered {status}"), hint=str(told.get("hint") or ""))
        self.status = status
        self.kind = str(told.get("type") or "").rpartition(":")[2]
        self.title = str(told.get("title") or "")
        self.field = str(told.get("field") or "")
        self.path = path


class NotReached(CannotRead):
    """No answer came, or none that is the API's."""


class Asking:
    """A server, a token, and the organisation that it is asked about."""

    def __init__(
        self,
        server: str,
        token: str,
        organisation: str = "",
        *,
        seconds: float = SECONDS,
        patience: float = PATIENCE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """InvalidInput where it is no address, or one to which a token would go in the clear."""
        try:
            parts = urlsplit(server.strip().rstrip("/"))
            host, port = parts.hostname or "", parts.port
        except ValueError:
            host, port = "", None
        if not host or parts.scheme not in ("https", "http") or parts.username is not None or parts.query:
            raise InvalidInput("this is no address of a server", hint="such as https://bailee.example.com")
        if parts.scheme == "http" and host not in _HERE:
            raise InvalidInput("a token does not go over an open line", hint="ask by https://")
        if not token.isascii() or not token.isprintable() or " " in token:
            raise InvalidInput("this is no token", hint="`bailee token create` makes one")
        self.server = f"{parts.scheme}://{parts.netloc}{parts.path}"
        self.organisation = organisation
        self._is_secure, self._host, self._port, self._below = parts.scheme == "https", host, port, parts.path
        self._token, self._seconds, self._patience, self._sleep = token, seconds, patience, sleep
        self._tags: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def of(self: S, organisation: str) -> S:
        """The same, about another organisation."""
        said = {"seconds": self._seconds, "patience": self._patience}
        return type(self)(self.server, self._token, organisation, sleep=self._sleep, **said)

    def _ask(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        *,
        once: bool = False,
        if_match: str | None = None,
        raw: bool = False,
    ) -> Any:
        """`once`: with an idempotency key. `raw`: the answer is a file."""
        address = f"{self._below}{ROOT}{path}" + _query(query or {})
        headers = {"Authorization": f"Bearer {self._token}", "User-Agent": "bailee-client"}
        headers["Accept"] = "*/*" if raw else "application/json"
        content = None
        if body is not None:
            content, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        if once:
            headers["Idempotency-Key"] = uuid.uuid4().hex
        if if_match is not None:
            headers["If-Match"] = if_match
        kept = self._tags.get(address) if method == "GET" else None
        if kept is not None:
            headers["If-None-Match"] = kept[0]
        status, told, answer = self._patiently(method, address, content, headers)
        if status == 304 and kept is not None:
            self._tags.move_to_end(address)
            answer = kept[1]
        elif status >= 300:
            raise Refused(status, _problem(answer), path)
        elif method == "GET" and told.get("etag") and len(answer) <= _LARGEST:
            self._tags[address] = (told["etag"], answer)
            while len(self._tags) > _KEPT:
                self._tags.popitem(last=False)
        if raw:
            return answer
        return _json(answer) if answer else None

    def _patiently(
        self, method: str, address: str, content: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        waited, tries = 0.0, 0
        while True:
            tries += 1
            wait = min(0.5 * 2**tries, 30.0)
            try:
                status, told, answer = self._once(method, address, content, headers)
            except ssl.SSLCertVerificationError:
                raise NotReached("the server's certificate does not hold", hint="see to the address") from None
            except (OSError, http.client.HTTPException):
                if waited + wait > min(
                    self._patience, 10.0
                ):  # somebody waits at a terminal: a server that is away is said soon
                    raise NotReached("the server does not answer", hint="see to the address, and to the line") from None
            else:
                if status not in _AGAIN:
                    return status, told, answer
                asked = told.get("retry-after", "").strip()
                wait = float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else wait
                if waited + wait > self._patience:
                    return status, told, answer
            self._sleep(wait)
            waited += wait

    def _once(
        self, method: str, address: str, content: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        made = http.client.HTTPSConnection if self._is_secure else http.client.HTTPConnection
        line = made(self._host, self._port, timeout=self._seconds)
        try:
            line.request(method, address, content, dict(headers))
            answer = line.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            line.close()

    def _each(self, ask: Callable[[str | None], Mapping[str, Any]]) -> Iterator[Any]:
        """What stands on a page and on all that follow; `ask`: the page that a cursor leads to, without one the first."""
        cursor: str | None = None
        while True:
            page = ask(cursor)
            yield from page["items"]
            if (cursor := page["next"]) is None:
                return

    def _at(self, *parts: str) -> str:
        """An address from what stands in it."""
        return "/".join(quote(part, safe="") for part in parts)


def _query(query: Mapping[str, Any]) -> str:
    told = [(name, _plain(each)) for name, value in query.items() for each in _several(value)]
    return f"?{urlencode(told)}" if told else ""


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def _plain(value: Any) -> str:
    """
    >>> import datetime
    >>> _plain(True), _plain(datetime.date(2026, 3, 3)), _plain(7)
    ('true', '2026-03-03', '7')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _problem(answer: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(answer)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _json(answer: bytes) -> Any:
    try:
        return json.loads(answer)
    except ValueError:
        raise NotReached("what answers there is not bailee's API", hint="see to the address") from None
