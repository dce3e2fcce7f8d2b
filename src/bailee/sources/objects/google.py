"""Google Cloud Storage, by its JSON interface: with the key of a service account, or with a token.

https://cloud.google.com/storage/docs/json_api/v1/objects/list
https://developers.google.com/identity/protocols/oauth2/service-account#httprest
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from bailee.errors import InvalidInput
from bailee.sources.clocks import ahead_of
from bailee.sources.interface import NotFetched, reason_of_status
from bailee.sources.objects.store import PAGE, Malformed, Object, Page, Refusal, Request, moment_ns, number, query
from bailee.sources.tokens import Tokens
from bailee.sources.web import Answer, TooMuch, Unreached, Untrusted, Web
from bailee.vocabulary import Reason

_ENDPOINT = "https://storage.googleapis.com"
_SCOPE = "https://www.googleapis.com/auth/devstorage.read_only"
_LASTS = 3_600  # seconds of a token
_FIELDS = "items(name,size,updated,etag,generation,timeDeleted),nextPageToken"


@dataclass(slots=True)
class ServiceAccount:
    """Makes tokens from the key of a service account. Several threads may ask."""

    email: str
    endpoint: str  # that gives tokens
    key: Any = field(repr=False)
    ident: str = ""
    ca: str = ""
    _token: str = field(default="", repr=False)
    _until: float = 0.0
    _ahead: timedelta = timedelta()  # how far their clock is ahead of ours, where it makes a difference
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def read(cls, text: str, ca: str = "") -> ServiceAccount:
        """InvalidInput where it is no such key; no message quotes it."""
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            told = json.loads(text)
            key = load_pem_private_key(str(told["private_key"]).encode(), None)
            email, endpoint = str(told["client_email"]), str(told["token_uri"])
        except (ValueError, TypeError, KeyError, UnsupportedAlgorithm):
            key = None
        if not isinstance(key, RSAPrivateKey) or not endpoint.startswith("https://"):
            raise InvalidInput("this is no key of a service account", hint="the JSON file that Google gives out once")
        return cls(email, endpoint, key, str(told.get("private_key_id", "")), ca)

    def current(self) -> str:
        with self._lock:
            if not self._token or time.monotonic() > self._until:
                self._token = self._new()
                self._until = time.monotonic() + _LASTS - 120
            return self._token

    def renewed(self, refused: str) -> str | None:
        with self._lock:
            if self._token == refused:
                self._token = self._new()
            return self._token if self._token != refused else None

    def _new(self) -> str:
        web = Web(self.ca)
        try:
            answer = self._asked(web)
            if answer.status in (400, 401):  # also said of a claim whose hour is not theirs
                ahead = ahead_of(answer.headers.get("date", ""), datetime.now(UTC), self._ahead)
                if ahead is not None:
                    self._ahead = ahead
                    answer = self._asked(web)
            token = answer.json().get("access_token") if answer.status == 200 else None
        except (Unreached, Untrusted):
            raise NotFetched(Reason.NOT_CONNECTED) from None
        except TooMuch:
            raise NotFetched(Reason.DAMAGED) from None
        finally:
            web.close()
        if not isinstance(token, str) or not token.isascii() or not token.isprintable() or " " in token:
            raise NotFetched(Reason.NO_PERMISSION if answer.status in (200, 400, 401, 403) else Reason.NOT_CONNECTED)
        return token

    def _asked(self, web: Web) -> Answer:
        claim = self._claim(int(time.time() + self._ahead.total_seconds()))
        form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": claim}
        return web.ask(self.endpoint, form=form, most=1 << 20)

    def _claim(self, now: int) -> str:
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.hashes import SHA256

        head = {"alg": "RS256", "typ": "JWT", "kid": self.ident}
        claims = {"iss": self.email, "scope": _SCOPE, "aud": self.endpoint, "iat": now, "exp": now + _LASTS}
        text = b".".join(_coded(json.dumps(part).encode()) for part in (head, claims))
        return b".".join((text, _coded(self.key.sign(text, PKCS1v15(), SHA256())))).decode()


def _coded(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")


@dataclass(slots=True)
class Google:
    bucket: str
    endpoint: str = ""
    tokens: Tokens | ServiceAccount | None = field(default=None, repr=False)
    _used: str = field(default="", repr=False)

    @property
    def is_anonymous(self) -> bool:
        return self.tokens is None

    @property
    def _base(self) -> str:
        return f"{self.endpoint.rstrip('/') or _ENDPOINT}/storage/v1/b/{quote(self.bucket, safe='')}/o"

    def list(
        self, prefix: str, marker: str, *, most: int = PAGE, signed: bool = True, versions: bool = False
    ) -> Request:
        asked = {"maxResults": str(most), "prefix": prefix, "fields": _FIELDS}
        if marker:
            asked["pageToken"] = marker
        if versions:
            asked["versions"] = "true"
        return self._request(f"{self._base}?{query(asked)}", {}, signed)

    def get(self, key: str, start: int = 0, tag: str = "", *, signed: bool = True) -> Request:
        name = quote(key, safe="", errors="surrogatepass")
        headers = {"range": f"bytes={start}-", "if-match": tag} if start else {}
        return self._request(f"{self._base}/{name}?alt=media", headers, signed)

    def page(self, body: bytes) -> Page:
        try:
            root = json.loads(body)
            items = root.get("items", [])
            objects = tuple(
                Object(
                    str(item["name"]),
                    number(str(item.get("size", "0"))),
                    moment_ns(str(item.get("updated", ""))),
                    str(item.get("etag") or item.get("generation") or ""),
                    is_old="timeDeleted" in item,
                )
                for item in items
            )
            return Page(objects, str(root.get("nextPageToken") or ""))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise Malformed from None

    def refused(self, status: int, headers: Mapping[str, str], body: bytes) -> Refusal:
        is_limit = status == 403 and (b"rateLimitExceeded" in body or b"userRateLimitExceeded" in body)
        return Refusal(
            Reason.NOT_CONNECTED if is_limit else reason_of_status(status),
            again=is_limit or status in (408, 429) or status >= 500,
            renew=status == 401,
            for_all=status == 401,
        )

    def renew(self) -> bool:
        return self.tokens is not None and self.tokens.renewed(self._used) is not None

    def _request(self, url: str, headers: dict[str, str], signed: bool) -> Request:
        if signed and self.tokens is not None:
            self._used = self.tokens.current()
            headers["authorization"] = f"Bearer {self._used}"
        return Request(url, headers)
