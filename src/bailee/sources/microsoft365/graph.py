"""Microsoft Graph, as far as reading needs it: pages, lists of changes, and content by ranges.

Whatever Graph refuses is one reason (`NotFetched`), with the code of its error beside it and none of its words. Only
GET is ever sent. A token goes to Graph and nowhere else: a redirect to where a file lies is followed without it.

>>> ident_of("A/B==")
'A%2FB%3D%3D'
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from bailee.sources.interface import NotFetched, reason_of_status
from bailee.sources.microsoft365.sign_in import SignIn
from bailee.sources.waiting import Patience
from bailee.sources.web import Answer, TooMuch, Unreached, Untrusted, Web
from bailee.vocabulary import Reason

IMMUTABLE = {"Prefer": 'IdType="ImmutableId"'}  # an ident stays when a message is moved
PAGE = 500
_LISTING = 800.0  # seconds of waiting for one page
_FETCHING = 150.0  # and for one file
_AGAIN = frozenset({408, 429, 500, 502, 503, 504, 509})
_PAGES = 1_000_000  # of one list; one that goes on is not to be believed
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
_UNKNOWN = 5  # after which nobody asks any more
_TICKETS = 4  # addresses of downloads asked for, for one file


class Refused(NotFetched):
    """With the code of Graph's error, such as MailboxNotEnabledForRESTAPI."""

    def __init__(self, reason: Reason, code: str = "", status: int = 0) -> None:
        super().__init__(reason)
        self.code = code
        self.status = status


class TooOld(Exception):
    """What changed since the mark that we have cannot be told: everything has to be listed anew."""


def ident_of(ident: str) -> str:
    """An ident as a part of a path."""
    return quote(ident, safe="!,")


@dataclass(slots=True)
class Graph:
    """One tenant's Graph. Several threads may ask."""

    root: str  # https://graph.microsoft.com
    sign_in: SignIn
    web: Web
    patience: Patience
    _unknown: int = 0  # answers in a row that do not know our token
    missed: set[str] = field(default_factory=set)  # folders and drives of which something could not be fetched

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        """One object. Refused or NotFetched where it cannot be had; TooOld where Graph wants everything listed anew."""
        return self._asked(self._url(path), headers, _LISTING).json_or_damaged()

    def pages(self, path: str, headers: Mapping[str, str] | None = None) -> Iterator[Page]:
        """A list page by page, from a path or from the link that an earlier list ended with."""
        url, seen = self._url(path), set[int]()
        while True:
            told = self._asked(url, headers, _LISTING).json_or_damaged()
            rows = told.get("value")
            if not isinstance(rows, list):
                raise NotFetched(Reason.DAMAGED)
            following, mark = told.get("@odata.nextLink"), told.get("@odata.deltaLink")
            yield Page([row for row in rows if isinstance(row, dict)], self._own(mark) if isinstance(mark, str) else "")
            if not isinstance(following, str):
                return
            url = self._own(following)
            if hash(url) in seen or len(seen) > _PAGES:  # it would go on forever
                raise NotFetched(Reason.DAMAGED)
            seen.add(hash(url))

    def rows(self, path: str, headers: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        for page in self.pages(path, headers):
            yield from page.rows

    def content(self, key: str, path: str, headers: Mapping[str, str] | None = None) -> io.BufferedReader:
        """Bytes of a message or a file; taken up where it was when the connection breaks. `key`: its folder or drive."""
        return io.BufferedReader(_Content(self, key, self._url(path), headers or {}), 256 << 10)

    # addresses

    def _url(self, path: str) -> str:
        return self._own(path) if path.startswith("https://") else f"{self.root}/v1.0{path}"

    def _own(self, url: str) -> str:
        """A link that Graph gave us, if it leads back to Graph: our token goes with it."""
        if not url.startswith(f"{self.root}/v1.0/") or not url.isprintable():
            raise NotFetched(Reason.DAMAGED)
        return url

    # one request

    def authorised(self, token: str, headers: Mapping[str, str] | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}", "Accept": "application/json", **(headers or {})}

    def _asked(self, url: str, headers: Mapping[str, str] | None, seconds: float) -> _Told:
        with self.patience.trying(seconds) as turn:
            token, renewed = self.sign_in.token(), False
            while True:
                turn.begin()
                try:
                    answer = self.web.ask(url, headers=self.authorised(token, headers))
                except Unreached:
                    turn.wait()
                    continue
                except Untrusted:
                    raise self.patience.lose(Reason.NOT_CONNECTED) from None
                except TooMuch:
                    raise NotFetched(Reason.DAMAGED) from None
                self.patience.heard()
                if answer.status == 200:
                    self._unknown = 0
                    return _Told(answer)
                if answer.status == 401 and not renewed:
                    token, renewed = self.sign_in.token(refused=token), True
                elif answer.status in _AGAIN:
                    turn.wait(answer.retry_after)
                else:
                    raise self.refusal(answer)

    def refusal(self, answer: Answer) -> Exception:
        code = code_of(answer)
        # Mail says SyncStateNotFound or SyncStateInvalid, drives resyncRequired and resync…Differences
        if answer.status == 410 or code.lower().startswith(("syncstate", "resync")):
            return TooOld()
        if answer.status == 401:  # with a new token: some mailboxes and sites answer so, and others go on
            self._unknown += 1
            if self._unknown >= _UNKNOWN:
                return self.patience.lose(Reason.NO_PERMISSION)
        reason = (
            Reason.NO_PERMISSION if answer.status == 423 else reason_of_status(answer.status)
        )  # a site that is locked
        return Refused(reason, code, answer.status)


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[dict[str, Any]]
    mark: str = ""  # of the last page of a list of changes: where the next one begins


@dataclass(frozen=True, slots=True)
class _Told:
    answer: Answer

    def json_or_damaged(self) -> dict[str, Any]:
        try:
            return self.answer.json()
        except TooMuch:
            raise NotFetched(Reason.DAMAGED) from None


def code_of(answer: Answer) -> str:
    """Of Graph's error; empty where it has none, or one that is no code."""
    try:
        error = answer.json().get("error")
    except TooMuch:
        return ""
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""


class _Content(io.RawIOBase):
    """A body as a stream, over as many connections as it takes."""

    def __init__(self, graph: Graph, key: str, url: str, headers: Mapping[str, str]) -> None:
        self._graph, self._key, self._url, self._headers = graph, key, url, headers
        self._at = 0
        self._whole: int | None = None  # bytes in all, once a server said so
        self._version = ""
        self._left = memoryview(b"")
        self._pieces: Iterator[bytes] | None = None
        self._opened: AbstractContextManager[object] | None = None
        self._elsewhere = ""  # where the file lies, once Graph said so
        self._tickets = 0
        self._renewed = False  # a new token was asked for

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._drop()
        super().close()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._left:
            try:
                self._left = memoryview(self._next())
            except NotFetched as failure:
                if failure.reason is not Reason.VANISHED:
                    self._graph.missed.add(self._key)
                raise
        taken = min(len(buffer), len(self._left))
        buffer[:taken] = self._left[:taken]
        self._left = self._left[taken:]
        self._at += taken
        return taken

    def _next(self) -> bytes:
        """The next bytes, empty at the end."""
        with self._graph.patience.trying(_FETCHING) as turn:
            while True:
                if self._whole is not None and self._at >= self._whole:
                    next(self._pieces or iter(()), None)  # to its end, so that the connection serves the next file
                    return b""
                try:
                    if self._pieces is None:
                        turn.begin()
                        if not self._open(turn.wait):
                            continue
                    piece = next(self._pieces or iter(()), b"")
                    if piece or self._whole is None:
                        return piece
                except Unreached:
                    pass
                self._drop()  # it broke off: the rest is asked for
                turn.wait()

    def _drop(self) -> None:
        opened, self._opened, self._pieces = self._opened, None, None
        if opened is not None:
            opened.__exit__(None, None, None)

    def _open(self, wait: Callable[[float], None]) -> bool:
        """Whether bytes come now; if not, to be tried again."""
        graph = self._graph
        headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if self._at:
            headers["Range"] = f"bytes={self._at}-"
        token = ""
        if not self._elsewhere:
            token = graph.sign_in.token()
            headers = {**graph.authorised(token, self._headers), **headers}
        opened = graph.web.opened(self._elsewhere or self._url, headers=headers)
        try:
            answer, pieces = opened.__enter__()
        except Untrusted:
            raise NotFetched(Reason.NOT_CONNECTED) from None
        except TooMuch:
            raise NotFetched(Reason.DAMAGED) from None
        self._opened = opened
        graph.patience.heard()
        if answer.status in (200, 206):
            self._renewed = False
            self._pieces = self._from_here(answer, pieces)
            return True
        self._drop()
        if answer.status in _AGAIN:
            wait(answer.retry_after)
            return False
        if self._elsewhere:  # such an address is good for minutes only
            if answer.status in (401, 403, 404, 410) and self._tickets < _TICKETS:
                self._elsewhere = ""
                return False
            raise Refused(reason_of_status(answer.status))
        if answer.status in (301, 302, 303, 307, 308) and self._tickets < _TICKETS:
            self._tickets += 1
            self._elsewhere = answer.headers.get("location", "")
            if urlsplit(self._elsewhere).scheme != "https":
                raise NotFetched(Reason.DAMAGED)
            return False
        if answer.status == 401 and not self._renewed:
            self._renewed = True
            graph.sign_in.token(refused=token)
            return False
        failure = graph.refusal(answer)
        raise NotFetched(Reason.VANISHED) if isinstance(failure, TooOld) else failure

    def _from_here(self, answer: Answer, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The bytes from where we are, from a server that gave them from there or from the beginning."""
        version = answer.headers.get("etag", "")
        if self._at and version != self._version:
            raise NotFetched(Reason.VANISHED)  # it was changed in the meantime: half of each is neither
        self._version = version
        span = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", answer.headers.get("content-range", ""))
        length = answer.headers.get("content-length", "")
        if answer.status == 206:
            if span is None or int(span[1]) != self._at:
                raise NotFetched(Reason.DAMAGED)
            self._whole = int(span[2])
            return pieces
        self._whole = int(length) if length.isdecimal() and len(length) < 16 else None
        return _after(pieces, self._at)


def _after(pieces: Iterator[bytes], skipped: int) -> Iterator[bytes]:
    for piece in pieces:
        if skipped >= len(piece):
            skipped -= len(piece)
            continue
        yield piece[skipped:]
        skipped = 0
