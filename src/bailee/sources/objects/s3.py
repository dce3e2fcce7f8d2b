"""Amazon S3, and what speaks like it (MinIO, Ceph, Wasabi, R2 …): version 2 of the listing, version 4 of the signature.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

from bailee.sources.clocks import ahead_of
from bailee.sources.interface import reason_of_status
from bailee.sources.objects.store import (
    PAGE,
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
from bailee.vocabulary import Reason

_ARCHIVED = frozenset({"GLACIER", "DEEP_ARCHIVE"})
_UNSIGNED = "UNSIGNED-PAYLOAD"
_CODE = re.compile(rb"<Code>([A-Za-z]{1,60})</Code>")
_REFUSALS = {
    "ExpiredToken": Refusal(Reason.NO_PERMISSION, for_all=True),
    "TokenRefreshRequired": Refusal(Reason.NO_PERMISSION, for_all=True),
    "InvalidToken": Refusal(Reason.NO_PERMISSION, for_all=True),
    "InvalidAccessKeyId": Refusal(Reason.NO_PERMISSION, for_all=True),
    "SignatureDoesNotMatch": Refusal(Reason.NO_PERMISSION, for_all=True),
    "RequestTimeTooSkewed": Refusal(Reason.NOT_CONNECTED, for_all=True),  # our clock is wrong
    "InvalidObjectState": Refusal(Reason.NOT_CONNECTED),  # archived
    "NoSuchBucket": Refusal(Reason.VANISHED, for_all=True),
    "SlowDown": Refusal(Reason.NOT_CONNECTED, again=True),
    "RequestTimeout": Refusal(Reason.NOT_CONNECTED, again=True),
}


@dataclass(slots=True)
class S3:
    bucket: str
    endpoint: str = ""  # empty: Amazon's
    region: str = "us-east-1"
    key_id: str = field(default="", repr=False)  # empty: nobody signs
    secret: str = field(default="", repr=False)
    session: str = field(default="", repr=False)
    ahead: timedelta = timedelta()  # how far their clock is ahead of ours, where it makes a difference

    @property
    def is_anonymous(self) -> bool:
        return not self.key_id

    @property
    def _base(self) -> str:
        """The bucket is part of the host where that makes a name that a certificate covers."""
        if self.endpoint:
            return f"{self.endpoint.rstrip('/')}/{quoted(self.bucket)}"
        host = f"s3.{self.region}.amazonaws.com"
        return f"https://{host}/{self.bucket}" if "." in self.bucket else f"https://{self.bucket}.{host}"

    def list(
        self, prefix: str, marker: str, *, most: int = PAGE, signed: bool = True, versions: bool = False
    ) -> Request:
        # encoding-type: keys may hold characters that XML has no way to write
        asked = {"encoding-type": "url", "max-keys": str(most), "prefix": prefix}
        if versions:
            asked["versions"] = ""
        else:
            asked["list-type"] = "2"
            if marker:
                asked["continuation-token"] = marker
        return self._request(f"{self._base}/", query(asked), signed)

    def get(self, key: str, start: int = 0, tag: str = "", *, signed: bool = True) -> Request:
        headers = {"range": f"bytes={start}-", "if-match": tag} if start else {}
        return self._request(f"{self._base}/{quoted(key)}", "", signed, headers)

    def page(self, body: bytes) -> Page:
        root = xml(body)
        is_encoded = told(root, "EncodingType") == "url"
        objects = [
            Object(
                unquote(told(each, "Key")) if is_encoded else told(each, "Key"),
                number(told(each, "Size")),
                moment_ns(told(each, "LastModified")),
                told(each, "ETag"),
                is_archived=told(each, "StorageClass") in _ARCHIVED,
                is_old=told(each, "IsLatest") == "false",
            )
            for name in ("Contents", "Version")
            for each in children(root, name)
        ]
        more = told(root, "IsTruncated") == "true"
        return Page(tuple(objects), told(root, "NextContinuationToken") if more else "")

    def refused(self, status: int, headers: Mapping[str, str], body: bytes) -> Refusal:
        found = _CODE.search(body[:8_192])
        code = found[1].decode() if found else ""
        region = headers.get("x-amz-bucket-region", "")
        if status in (301, 307, 400, 403) and region and region != self.region and not self.endpoint:
            self.region = region  # the bucket lies elsewhere, and says where
            return Refusal(Reason.NOT_CONNECTED, again=True)
        if code == "RequestTimeTooSkewed" and self._heeds(headers.get("date", "")):
            return Refusal(Reason.NOT_CONNECTED, again=True)
        if code in _REFUSALS:
            return _REFUSALS[code]
        reason = reason_of_status(status)
        return Refusal(reason, again=status in (408, 429) or status >= 500, for_all=status == 401)

    def _heeds(self, date: str) -> bool:
        """Whether requests bear another time from now on: ours stands wrong, or jumped, and theirs is the one that counts."""
        ahead = ahead_of(date, datetime.now(UTC), self.ahead)
        if ahead is None:
            return False  # it was heeded, and that was not it
        self.ahead = ahead
        return True

    def renew(self) -> bool:
        return False

    def _request(self, base: str, asked: str, signed: bool, headers: Mapping[str, str] | None = None) -> Request:
        url = f"{base}?{asked}" if asked else base
        if not signed or not self.key_id:
            return Request(url, dict(headers or {}))
        return Request(url, self._signed(base, asked, dict(headers or {}), datetime.now(UTC) + self.ahead))

    def _signed(self, base: str, asked: str, headers: dict[str, str], now: datetime) -> dict[str, str]:
        """The headers with a signature over them. The path is signed as it is sent, as S3 has it."""
        split = urlsplit(base)
        headers |= {"host": split.netloc, "x-amz-content-sha256": _UNSIGNED, "x-amz-date": f"{now:%Y%m%dT%H%M%SZ}"}
        if self.session:
            headers["x-amz-security-token"] = self.session
        names = ";".join(sorted(headers))
        lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
        path = base.partition("://")[2].partition("/")[2]
        canonical = f"GET\n/{path}\n{asked}\n{lines}\n{names}\n{_UNSIGNED}"
        scope = f"{now:%Y%m%d}/{self.region}/s3/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{headers['x-amz-date']}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        key = f"AWS4{self.secret}".encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        signature = hmac.digest(key, text.encode(), "sha256").hex()
        credential = f"{self.key_id}/{scope}"
        headers["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signature}"
        )
        return headers
