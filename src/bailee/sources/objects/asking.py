"""Requests to an object store: repeated while it asks for patience, with another token where one ran out, and on where a
body broke off. Nothing of an answer is unpacked here: an object that is stored compressed is an archive for a worker.

Requests are ours and not obstore's: it gives a listing up at the first key with `//` in it, knows neither storage class nor
older versions, and does not wait as long as a store asks.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bailee.sources.interface import NotFetched
from bailee.sources.objects.store import Refusal, Request, Store
from bailee.sources.waiting import Patience, Turn
from bailee.sources.web import CONNECT, IDLE, LARGEST, STEP, TooMuch, Unreached, Untrusted, Web
from bailee.vocabulary import Reason

LISTING = 800.0  # seconds of patience for a page of a listing
FETCHING = 160.0  # and for an object: less than the scan's own


@dataclass(slots=True)
class Asking:
    """Everything that is asked of one bucket. Several threads may ask."""

    store: Store
    ca: str = ""
    patience: Patience = field(default_factory=Patience)
    _web: Web | None = None

    def web(self) -> Web:
        if self._web is None:
            self._web = Web(self.ca)
        return self._web

    def close(self) -> None:
        if self._web is not None:
            self._web.close()

    def whole(self, make: Callable[[], Request], seconds: float = LISTING) -> bytes:
        """An answer that is no object. NotFetched where it could not be had."""
        with self.patience.trying(seconds) as turn:
            while True:
                try:
                    with self.opened(make, turn) as body:
                        answer = bytearray()
                        while piece := body.read(STEP):
                            answer += piece
                            if len(answer) > LARGEST:
                                raise NotFetched(Reason.TOO_BIG)
                        return bytes(answer)
                except Unreached:  # it broke off in the middle
                    turn.wait()

    @contextmanager
    def opened(self, make: Callable[[], Request], turn: Turn) -> Iterator[Any]:
        """The raw body of an answer that is one. NotFetched where it could not be had."""
        has_renewed = False
        while True:
            turn.begin()
            try:
                response = self._sent(make())
            except Untrusted:
                raise NotFetched(Reason.NOT_CONNECTED) from None
            except Unreached:
                turn.wait()
                continue
            if response.status_code in (200, 206):
                try:
                    yield _Body(response.raw)
                finally:
                    response.close()
                return
            refusal, asked = self._refused(response)
            if refusal.renew and not has_renewed and self.store.renew():
                has_renewed = True
            elif refusal.again:
                turn.wait(asked)
            elif refusal.for_all:
                raise self.patience.lose(refusal.reason)
            else:
                raise NotFetched(refusal.reason)

    def is_answered(self, request: Request) -> bool:
        """Whether it is, at the first try."""
        try:
            response = self._sent(request)
        except (Unreached, Untrusted, TooMuch):
            return False
        response.close()
        return response.status_code in (200, 206)

    def _refused(self, response: Any) -> tuple[Refusal, float]:
        """Why, and the seconds that it asks us to wait."""
        headers = {name.lower(): value for name, value in response.headers.items()}
        try:
            body = bytes(response.raw.read(64 << 10, decode_content=True) or b"")
        except Exception:  # noqa: BLE001 - whatever is wrong with the words of a refusal, it is one
            body = b""
        finally:
            response.close()
        try:
            asked = min(max(float(headers.get("retry-after", "0")), 0.0), 3_600.0)
        except ValueError:
            asked = 0.0
        return self.store.refused(response.status_code, headers, body), asked

    def _sent(self, request: Request) -> Any:
        """The answer as it comes. Unreached or Untrusted where there is none."""
        import requests
        from requests.utils import get_environ_proxies

        session = self.web().session
        try:
            prepared = session.prepare_request(
                requests.Request(
                    "GET", _server(request.url), headers={**request.headers, "Accept-Encoding": "identity"}
                )
            )
            prepared.url = request.url  # as it was signed: requests would tidy `..` and `%2E` away
            return session.send(
                prepared,
                stream=True,
                timeout=(CONNECT, IDLE),
                allow_redirects=False,
                proxies=dict(get_environ_proxies(request.url)),
                verify=self.ca or True,
            )
        except requests.exceptions.SSLError:
            raise Untrusted from None
        except (requests.exceptions.RequestException, OSError):
            raise Unreached from None
        except ValueError:
            raise TooMuch from None


def _server(url: str) -> str:
    split = urlsplit(url)
    return f"{split.scheme}://{split.netloc}/"


class _Body:
    """Bytes as they came, not unpacked. Unreached where they break off."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def read(self, size: int) -> bytes:
        import urllib3

        try:
            return bytes(self._raw.read(size, decode_content=False) or b"")
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            raise Unreached from None


class Stream(io.RawIOBase):
    """An object from its first byte to its last: where its body breaks off, the rest is asked for, if it is still the same."""

    def __init__(self, asking: Asking, key: str, tag: str) -> None:
        self._asking = asking
        self._key = key
        self._tag = tag
        self._at = 0
        self._open: Any = None
        self._body: Any = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        wanted = min(len(buffer), STEP)
        with self._asking.patience.trying(FETCHING) as turn:
            while True:
                try:
                    if self._body is None:
                        self._begin(turn)
                    piece = self._body.read(wanted)
                    break
                except Unreached:
                    self._end()
                    turn.wait()
        self._at += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def _begin(self, turn: Turn) -> None:
        start = self._at
        self._open = self._asking.opened(lambda: self._asking.store.get(self._key, start, self._tag), turn)
        self._body = self._open.__enter__()

    def _end(self) -> None:
        if self._open is not None:
            opened, self._open, self._body = self._open, None, None
            opened.__exit__(None, None, None)

    def close(self) -> None:
        if not self.closed:
            self._end()
        super().close()
