"""Buckets of S3, Azure Blob Storage and Google Cloud Storage, from what their makers publish; everything else is refused.

Listing by pages, bytes by range, and signatures that are checked: those of S3 by Amazon's own botocore, those of Azure and
Google by what is written of them. `trouble` may answer in their place: throttle, refuse, break off.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
https://cloud.google.com/storage/docs/json_api/v1/objects/list
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape

from simulators import certificates

ACCOUNT, ACCOUNT_KEY = "devstoreaccount1", base64.b64encode(b"canary-key-" * 5).decode()
KEY_ID, SECRET = "AKIACANARYCANARY", "canary/secret+Q7zx"
WHEN = "2024-03-05T10:11:12.000Z"
WHEN_HTTP = "Tue, 05 Mar 2024 10:11:12 GMT"
Trouble = Callable[["Asked"], "Answer | None"]


@dataclass
class Asked:
    """A request as it came over the wire."""

    path: str  # as it was written
    query: dict[str, str]
    raw_query: str
    headers: dict[str, str]
    number: int  # of requests before it

    @property
    def is_listing(self) -> bool:
        return any(name in self.query for name in ("list-type", "comp", "versions")) or self.path.endswith("/o")


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None  # bytes of the body after which the connection breaks


class Keys(Sequence[str]):
    """As many keys as are wanted, none of which lies in memory."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, at: int) -> str:  # type: ignore[override]
        if at >= self.count:
            raise IndexError
        return f"{at // 1000:06}/{at:09}.txt"


@dataclass
class Bucket:
    """One bucket, called `acme-hr`, in all three stores."""

    objects: dict[str, bytes] = field(default_factory=dict)
    archived: set[str] = field(default_factory=set)
    page: int = 1000
    many: Keys | None = None
    is_public: bool = False
    trouble: Trouble | None = None
    log: list[Asked] = field(default_factory=list)
    token: str = "ya29.canary-token"
    given: list[dict[str, str]] = field(default_factory=list)  # assertions that tokens were asked for with

    def answer(self, asked: Asked) -> Answer:
        self.log.append(asked)
        if self.trouble is not None and (told := self.trouble(asked)) is not None:
            return told
        if asked.path == "/token":
            return self._give_token(asked)
        for store in (self._google, self._azure, self._s3):
            if (told := store(asked)) is not None:
                return told
        return Answer(501, b"no such thing here")

    def _keys(self, prefix: str, after: int) -> tuple[list[str], int | None]:
        """Some keys, and where the next page begins."""
        if self.many is not None:
            end = min(after + self.page, len(self.many))
            some = [self.many[at] for at in range(after, end)]
            return [key for key in some if key.startswith(prefix)], end if end < len(self.many) else None
        every = sorted(key for key in self.objects if key.startswith(prefix))
        end = after + self.page
        return every[after:end], end if end < len(every) else None

    def body(self, key: str) -> bytes | None:
        return f"line of {key}\n".encode() if self.many is not None else self.objects.get(key)

    def tag(self, key: str) -> str:
        return hashlib.md5(self.body(key) or b"", usedforsecurity=False).hexdigest()

    def _bytes(self, asked: Asked, key: str, missing: Answer) -> Answer:
        body = self.body(key)
        if body is None:
            return missing
        headers = {"ETag": f'"{self.tag(key)}"', "Last-Modified": WHEN_HTTP}
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", asked.headers.get("range", ""))
        if wanted:
            if "if-match" in asked.headers and asked.headers["if-match"].strip('"') != self.tag(key):
                return Answer(412)
            start, end = int(wanted[1]), min(int(wanted[2] or len(body) - 1), len(body) - 1)
            return Answer(206, body[start : end + 1], headers | {"Content-Range": f"bytes {start}-{end}/{len(body)}"})
        return Answer(200, body, headers)

    # S3

    def _s3(self, asked: Asked) -> Answer | None:
        if not asked.path.startswith("/acme-hr"):
            return Answer(404, b"<Error><Code>NoSuchBucket</Code></Error>")
        if "authorization" in asked.headers:
            if not _signed_for_s3(asked):
                return Answer(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>")
        elif not self.is_public:
            return Answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        key = unquote(asked.path.removeprefix("/acme-hr").removeprefix("/"))
        if "list-type" in asked.query:
            return self._s3_list(asked)
        if "versions" in asked.query:
            return Answer(200, b"<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>")
        if key in self.archived:
            return Answer(403, b"<Error><Code>InvalidObjectState</Code></Error>")
        return self._bytes(asked, key, Answer(404, b"<Error><Code>NoSuchKey</Code></Error>"))

    def _s3_list(self, asked: Asked) -> Answer:
        after = int(asked.query.get("continuation-token", "0"))
        keys, more = self._keys(asked.query.get("prefix", ""), after)
        keys = keys[: int(asked.query.get("max-keys", "1000"))]
        coded = asked.query.get("encoding-type") == "url"
        rows = "".join(
            f"<Contents><Key>{quote(key) if coded else escape(key)}</Key><LastModified>{WHEN}</LastModified>"
            f"<ETag>&quot;{self.tag(key)}&quot;</ETag><Size>{len(self.body(key) or b'')}</Size>"
            f"<StorageClass>{'GLACIER' if key in self.archived else 'STANDARD'}</StorageClass></Contents>"
            for key in keys
        )
        tail = f"<NextContinuationToken>{more}</NextContinuationToken>" if more is not None else ""
        return Answer(
            200,
            (
                '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
                f"<Name>acme-hr</Name><KeyCount>{len(keys)}</KeyCount>{'<EncodingType>url</EncodingType>' if coded else ''}"
                f"<IsTruncated>{str(more is not None).lower()}</IsTruncated>{rows}{tail}</ListBucketResult>"
            ).encode(),
            {"Content-Type": "application/xml"},
        )

    # Azure

    def _azure(self, asked: Asked) -> Answer | None:
        if not asked.path.startswith(f"/{ACCOUNT}/"):
            return None
        if "authorization" in asked.headers:
            if not self._signed_for_azure(asked):
                return Answer(403, b"", {"x-ms-error-code": "AuthenticationFailed"})
        elif asked.query.get("sig") != "canary-sas" and not self.is_public:
            return Answer(404, b"", {"x-ms-error-code": "ResourceNotFound"})
        container, _, key = asked.path.removeprefix(f"/{ACCOUNT}/").partition("/")
        if container != "acme-hr":
            return Answer(404, b"", {"x-ms-error-code": "ContainerNotFound"})
        if asked.query.get("comp") == "list":
            return self._azure_list(asked)
        if unquote(key) in self.archived:
            return Answer(409, b"", {"x-ms-error-code": "BlobArchived"})
        return self._bytes(asked, unquote(key), Answer(404, b"", {"x-ms-error-code": "BlobNotFound"}))

    def _azure_list(self, asked: Asked) -> Answer:
        keys, more = self._keys(asked.query.get("prefix", ""), int(asked.query.get("marker", "0") or 0))
        keys = keys[: int(asked.query.get("maxresults", "5000"))]
        rows = "".join(
            f"<Blob><Name>{escape(key)}</Name><Properties><Last-Modified>{WHEN_HTTP}</Last-Modified><Etag>0x{self.tag(key)}"
            f"</Etag><Content-Length>{len(self.body(key) or b'')}</Content-Length><Content-Type>x/y</Content-Type>"
            f"<BlobType>BlockBlob</BlobType><AccessTier>{'Archive' if key in self.archived else 'Hot'}</AccessTier></Properties></Blob>"
            for key in keys
        )
        text = (
            f'<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="acme-hr"><Blobs>{rows}</Blobs>'
            f"<NextMarker>{more if more is not None else ''}</NextMarker></EnumerationResults>"
        )
        return Answer(200, b"\xef\xbb\xbf" + text.encode(), {"Content-Type": "application/xml"})

    def _signed_for_azure(self, asked: Asked) -> bool:
        scheme, _, told = asked.headers["authorization"].partition(" ")
        if scheme == "Bearer":
            return told == self.token
        names = (
            "content-encoding content-language content-length content-md5 content-type date if-modified-since if-match "
            "if-none-match if-unmodified-since range"
        )
        standard = [asked.headers.get(name, "") for name in names.split()]
        if standard[2] == "0":
            standard[2] = ""
        own = sorted(f"{name}:{value}" for name, value in asked.headers.items() if name.startswith("x-ms-"))
        resource = [f"/{ACCOUNT}{asked.path}", *sorted(f"{name}:{value}" for name, value in asked.query.items())]
        text = "\n".join(["GET", *standard, *own, *resource])
        key = base64.b64decode(ACCOUNT_KEY)
        wanted = base64.b64encode(hmac.new(key, text.encode(), hashlib.sha256).digest()).decode()
        return scheme == "SharedKey" and told == f"{ACCOUNT}:{wanted}"

    # Google

    def _google(self, asked: Asked) -> Answer | None:
        if not asked.path.startswith("/storage/v1/b/"):
            return None
        if asked.headers.get("authorization") != f"Bearer {self.token}" and (
            "authorization" in asked.headers or not self.is_public
        ):
            return Answer(401, b'{"error": {"code": 401}}')
        found = re.fullmatch(r"/storage/v1/b/([^/]+)/o(?:/([^/]+))?", asked.path)
        if found is None or found[1] != "acme-hr":
            return Answer(404, b'{"error": {"code": 404}}')
        if found[2] is None:
            keys, more = self._keys(asked.query.get("prefix", ""), int(asked.query.get("pageToken", "0")))
            keys = keys[: int(asked.query.get("maxResults", "1000"))]
            items = [
                {"name": key, "size": str(len(self.body(key) or b"")), "updated": WHEN, "etag": self.tag(key)}
                for key in keys
            ]
            told = {"items": items} | ({"nextPageToken": str(more)} if more is not None else {})
            return Answer(200, json.dumps(told).encode(), {"Content-Type": "application/json"})
        if asked.query.get("alt") != "media":
            return Answer(400)
        return self._bytes(asked, unquote(found[2]), Answer(404, b'{"error": {"code": 404}}'))

    def _give_token(self, asked: Asked) -> Answer:
        form = dict(parse_qsl(asked.raw_query))
        self.given.append(form)
        return Answer(200, json.dumps({"access_token": self.token, "expires_in": 3600}).encode())


def _signed_for_s3(asked: Asked) -> bool:
    """By Amazon's own code, over what came over the wire."""
    from botocore.auth import S3SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    told = dict(re.findall(r"(\w+)=([^,\s]+)", asked.headers["authorization"]))
    names = told["SignedHeaders"].split(";")
    url = f"http://{asked.headers['host']}{asked.path}" + (f"?{asked.raw_query}" if asked.raw_query else "")
    request = AWSRequest("GET", url, headers={name: asked.headers[name] for name in names})
    request.context["timestamp"] = asked.headers["x-amz-date"]
    region = told["Credential"].split("/")[2]
    signer = S3SigV4Auth(Credentials(KEY_ID, SECRET, asked.headers.get("x-amz-security-token")), "s3", region)
    canonical = signer.canonical_request(request)
    wanted = signer.signature(signer.string_to_sign(request, canonical), request)
    return told["Credential"].startswith(f"{KEY_ID}/") and hmac.compare_digest(wanted, told["Signature"])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bucket: Bucket

    def do_GET(self) -> None:
        self._serve(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode())

    def _serve(self, raw_query: str) -> None:
        path = self.path.partition("?")[0]
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(raw_query, keep_blank_values=True))
        told = self.bucket.answer(Asked(path, query, raw_query, headers, len(self.bucket.log)))
        if "Date" in told.headers:  # another than ours
            self.send_response_only(told.status)
        else:
            self.send_response(told.status)
        for name, value in told.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(told.body)))
        self.end_headers()
        self.wfile.write(told.body[: told.cut])
        if told.cut is not None:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle is no news."""


@dataclass(frozen=True)
class Served:
    bucket: Bucket
    url: str  # https
    authority: Path

    def address(self, scheme: str, path: str = "") -> str:
        endpoint = f"{self.url}/{ACCOUNT}" if scheme == "az" else self.url
        return f"{scheme}://acme-hr/{path}?endpoint={endpoint}&ca={self.authority}"


@contextmanager
def served(bucket: Bucket, folder: Path) -> Iterator[Served]:
    """On loopback, with TLS, until the block ends."""
    authority, certificate, key = certificates.make(folder)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"bucket": bucket}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Served(bucket, f"https://localhost:{server.server_port}", authority)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
