"""Azure Blob Storage: signed with an account's key, with a token of the account (SAS), or with one of a person's (OAuth).

https://learn.microsoft.com/rest/api/storageservices/list-blobs
https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from bailee.sources.clocks import ahead_of
from bailee.sources.interface import reason_of_status
from bailee.sources.objects.store import (
    PAGE,
    Malformed,
    Object,
    Page,
    Refusal,
    Request,
    children,
    moment_ns,
    number,
    query,
    quoted,
    told,
    xml,
)
from bailee.sources.tokens import Tokens
from bailee.vocabulary import Reason

_VERSION = "2021-12-02"
_REFUSALS = {
    "AuthenticationFailed": Refusal(Reason.NO_PERMISSION, renew=True, for_all=True),
    "InvalidAuthenticationInfo": Refusal(Reason.NO_PERMISSION, renew=True, for_all=True),
    "BlobArchived": Refusal(Reason.NOT_CONNECTED),
    "BlobBeingRehydrated": Refusal(Reason.NOT_CONNECTED),
    "ContainerNotFound": Refusal(Reason.VANISHED, for_all=True),
    "AccountIsDisabled": Refusal(Reason.NO_PERMISSION, for_all=True),
}


@dataclass(slots=True)
class Azure:
    account: str
    container: str
    endpoint: str = ""  # empty: Microsoft's; else with the account in it where the server wants it there
    key: bytes = field(default=b"", repr=False)
    sas: str = field(default="", repr=False)
    tokens: Tokens | None = field(default=None, repr=False)
    ahead: timedelta = timedelta()  # how far their clock is ahead of ours, where it makes a difference
    _used: str = field(default="", repr=False)

    @property
    def is_anonymous(self) -> bool:
        return not (self.key or self.sas or self.tokens)

    @property
    def _base(self) -> str:
        base = self.endpoint.rstrip("/") or f"https://{self.account}.blob.core.windows.net"
        return f"{base}/{quoted(self.container)}"

    def list(
        self, prefix: str, marker: str, *, most: int = PAGE, signed: bool = True, versions: bool = False
    ) -> Request:
        asked = {"restype": "container", "comp": "list", "maxresults": str(most), "prefix": prefix}
        if marker:
            asked["marker"] = marker
        if versions:
            asked["include"] = "snapshots,versions"
        return self._request(self._base, asked, {}, signed)

    def get(self, key: str, start: int = 0, tag: str = "", *, signed: bool = True) -> Request:
        headers = {"range": f"bytes={start}-", "if-match": tag} if start else {}
        return self._request(f"{self._base}/{quoted(key)}", {}, headers, signed)

    def page(self, body: bytes) -> Page:
        root = xml(body.removeprefix(b"\xef\xbb\xbf"))
        (blobs,) = children(root, "Blobs") or [None]
        if blobs is None:
            raise Malformed
        objects = []
        for blob in children(blobs, "Blob"):
            (properties,) = children(blob, "Properties") or [()]
            names = children(blob, "Name")
            name = str(names[0].text or "") if names else ""
            if names and names[0].get("Encoded") == "true":
                name = unquote(name)
            objects.append(
                Object(
                    name,
                    number(told(properties, "Content-Length")),
                    moment_ns(told(properties, "Last-Modified")),
                    told(properties, "Etag"),
                    is_archived=told(properties, "AccessTier") == "Archive",
                    is_old=bool(told(blob, "Snapshot"))
                    or (bool(told(blob, "VersionId")) and told(blob, "IsCurrentVersion") != "true"),
                )
            )
        return Page(tuple(objects), told(root, "NextMarker"))

    def refused(self, status: int, headers: Mapping[str, str], body: bytes) -> Refusal:
        code = headers.get("x-ms-error-code", "")
        if code == "AuthenticationFailed" and self.key:  # also said where x-ms-date is fifteen minutes from theirs
            ahead = ahead_of(headers.get("date", ""), datetime.now(UTC), self.ahead)
            if ahead is not None:
                self.ahead = ahead
                return Refusal(Reason.NOT_CONNECTED, again=True)
        if code in _REFUSALS:
            return _REFUSALS[code]
        return Refusal(
            reason_of_status(status),
            again=status in (408, 429) or status >= 500,
            renew=status == 401,
            for_all=status == 401,
        )

    def renew(self) -> bool:
        return self.tokens is not None and self.tokens.renewed(self._used) is not None

    def _request(self, base: str, asked: dict[str, str], headers: dict[str, str], signed: bool) -> Request:
        headers |= {"x-ms-version": _VERSION}
        if signed and self.sas:
            asked = asked | dict(parse_qsl(self.sas.lstrip("?"), keep_blank_values=True))
        if signed and self.key:
            headers |= {"x-ms-date": format_datetime(datetime.now(UTC) + self.ahead, usegmt=True)}
            headers["authorization"] = self._signature(base, asked, headers)
        elif signed and self.tokens is not None and not self.sas:
            self._used = self.tokens.current()
            headers["authorization"] = f"Bearer {self._used}"
        return Request(f"{base}?{query(asked)}" if asked else base, headers)

    def _signature(self, base: str, asked: Mapping[str, str], headers: Mapping[str, str]) -> str:
        ours = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers) if name.startswith("x-ms-"))
        path = "/" + base.partition("://")[2].partition("/")[2]
        resource = f"/{self.account}{path}" + "".join(f"\n{name}:{asked[name]}" for name in sorted(asked))
        # GET, then Content-Encoding, -Language, -Length, -MD5, -Type, Date, If-Modified-Since: all empty
        lines = ["GET", *[""] * 7, headers.get("if-match", ""), "", "", headers.get("range", "")]
        text = "\n".join(lines) + "\n" + ours + resource
        return f"SharedKey {self.account}:{base64.b64encode(hmac.digest(self.key, text.encode(), 'sha256')).decode()}"


def account_of(endpoint: str) -> str:
    """The account in an endpoint such as that of a simulator: `http://127.0.0.1:10000/devstoreaccount1`."""
    return urlsplit(endpoint).path.strip("/").partition("/")[0]
