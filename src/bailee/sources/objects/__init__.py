"""Object stores: every object below a prefix of a bucket, page by page.

    s3://acme-hr/payroll            Amazon S3; ?endpoint=https://minio.example:9000 for what speaks like it; ?region=
    az://payroll/2024?account=acme  a container of Azure Blob Storage
    gs://acme-hr/payroll            Google Cloud Storage

Nothing is read twice that did not change, by its tag. Archived objects are told as not connected: to read them, somebody
has to order them back, which costs money. Older versions are not read, and that is said. So is a bucket that anybody reads.

Rights that are enough: `s3:ListBucket` and `s3:GetObject` (and `s3:ListBucketVersions`, to say whether there are older
versions); the role *Storage Blob Data Reader* of Azure; *Storage Object Viewer* of Google.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from bailee.errors import InvalidInput
from bailee.items import Item, ItemFacts
from bailee.sources import tokens
from bailee.sources.addresses import Address
from bailee.sources.credentials import Credentials, Need
from bailee.sources.interface import EVERYTHING, Asked, Entry, Note, NotFetched, Unreachable, stamp
from bailee.sources.objects.asking import Asking, Stream
from bailee.sources.objects.azure import Azure, account_of
from bailee.sources.objects.google import Google, ServiceAccount
from bailee.sources.objects.s3 import S3
from bailee.sources.objects.store import Malformed, Object, Page, Store
from bailee.sources.tokens import Tokens
from bailee.sources.waiting import Patience
from bailee.vocabulary import Locator, Reason

SCHEMES = ("s3", "az", "gs")
LABEL = "Bucket (S3, Azure Blob Storage, Google Cloud Storage)"
EXAMPLE = "s3://acme-hr/payroll"
NEEDS = (
    Need("access_key_id", "The access key; without one, the bucket is asked as anybody may", ("s3",)),
    Need("secret_access_key", "Its secret", ("s3",)),
    Need("session_token", "The token that comes with a key for a while", ("s3",)),
    Need("account_key", "A key of the account", ("az",)),
    Need("sas_token", "A token of the account or container (what stands behind the ? of its address)", ("az",)),
    Need("service_account", "The JSON key of a service account; service_account_file names its file", ("gs",)),
    *(replace(need, only=("az", "gs")) for need in tokens.NEEDS),
)
OPTIONS = frozenset({"endpoint", "region", "account", "ca"})
STEERING = frozenset({"endpoint", "account", "ca"})

_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,221}|\$root|\$web|\$logs")
_HERE = ("127.0.0.1", "::1", "localhost")


def connect(address: Address, credentials: Credentials, asked: Asked) -> Objects:
    """InvalidInput or NotAllowed where it cannot be asked."""
    import requests  # noqa: F401 - says at once that it is missing

    if not _BUCKET.fullmatch(address.host) or address.user or address.port:
        raise InvalidInput("an address of objects names a bucket", hint=f"as in {EXAMPLE}")
    told = address.options
    endpoint, ca = told.get("endpoint", ""), told.get("ca", "")
    split = urlsplit(endpoint)
    if endpoint and (split.scheme not in ("http", "https") or not split.hostname or split.query):
        raise InvalidInput("this endpoint makes no sense", hint="as in ?endpoint=https://minio.example:9000")
    if ca and not Path(ca).is_file():
        raise InvalidInput(f'there is no "{ca}"', hint="a file of certificates (PEM), as in ?ca=/etc/ssl/our-ca.pem")
    store = {"s3": _s3, "az": _azure, "gs": _google}[address.scheme](address, credentials, endpoint)
    is_open = split.scheme == "http" and split.hostname not in _HERE
    return Objects(Asking(store, ca, Patience()), address.path, is_unencrypted=is_open)


def _s3(address: Address, credentials: Credentials, endpoint: str) -> Store:
    region = address.options.get("region", "us-east-1")
    if not re.fullmatch(r"[a-z0-9-]{1,40}", region):
        raise InvalidInput("this region makes no sense", hint="as in ?region=eu-central-1")
    key = credentials.get("access_key_id") or ""
    secret = credentials.needed("secret_access_key") if key else ""
    return S3(address.host, endpoint, region, key, secret, credentials.get("session_token") or "")


def _azure(address: Address, credentials: Credentials, endpoint: str) -> Store:
    account = address.options.get("account") or account_of(endpoint)
    if not re.fullmatch(r"[a-z0-9]{3,40}", account):
        raise InvalidInput("an address of Azure names an account", hint="as in az://payroll/2024?account=acme")
    try:
        key = base64.b64decode(credentials.get("account_key") or "", validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput(
            "this account_key is no key of Azure", hint="88 letters and figures, as the portal shows them"
        ) from None
    found = Tokens.of(credentials, address.options.get("ca", ""))
    return Azure(account, address.host, endpoint, key, credentials.get("sas_token") or "", found)


def _google(address: Address, credentials: Credentials, endpoint: str) -> Store:
    ca = address.options.get("ca", "")
    text = credentials.get("service_account")
    return Google(address.host, endpoint, ServiceAccount.read(text, ca) if text else Tokens.of(credentials, ca))


@dataclass(slots=True)
class Objects:
    """One bucket, or what lies below a prefix of it."""

    asking: Asking
    prefix: str
    is_unencrypted: bool = False
    only_changes: bool = False
    _notes: list[Note] = field(default_factory=list)

    def items(self) -> Iterator[Entry]:
        """Pages as they come; NotFetched ends the listing, and what was listed before stands."""
        first: Object | None = None
        try:
            for page in self._pages():
                for each in page.objects:
                    entry = self._entry(each)
                    if entry is not None:
                        first = first or each
                        yield entry
        except NotFetched as failure:
            yield Unreachable(EVERYTHING, failure.reason)
        except Malformed:
            yield Unreachable(EVERYTHING, Reason.DAMAGED)
        self._look_around(first)

    def _pages(self) -> Iterator[Page]:
        """What has the prefix as a folder; and the one object that is called like it."""
        store = self.asking.store
        folder = f"{self.prefix}/" if self.prefix else ""
        if self.prefix:
            page = self._page(self.prefix, most=1)
            yield Page(tuple(each for each in page.objects if each.key == self.prefix))
        marker = ""
        while True:
            page = store.page(self.asking.whole(partial(store.list, folder, marker)))
            yield page
            if not page.next:
                return
            if page.next == marker:  # it would go on for ever
                raise Malformed
            marker = page.next

    def _page(self, prefix: str, *, most: int, versions: bool = False) -> Page:
        store = self.asking.store
        return store.page(self.asking.whole(partial(store.list, prefix, "", most=most, versions=versions)))

    def _entry(self, told: Object) -> Entry | None:
        path = told.key if not self.prefix or told.key == self.prefix else told.key[len(self.prefix) + 1 :]
        if not path or (path.endswith("/") and told.size == 0) or told.is_old:
            return None  # a folder that a console drew
        locator = Locator((path.rpartition("/")[2] if told.key == self.prefix else path,))
        if told.is_archived:
            return Unreachable(locator, Reason.NOT_CONNECTED, told.size)
        facts = ItemFacts(told.size, told.modified_ns, inode=stamp(told.tag, told.size, told.modified_ns))
        return Item(locator, told.size, facts=facts, opener=self._opener(told))

    def _opener(self, told: Object) -> Callable[[], BinaryIO]:
        return lambda: cast("BinaryIO", Stream(self.asking, told.key, told.tag))

    def _look_around(self, first: Object | None) -> None:
        """What a person should know of the bucket: who else may read it, and what was not read of it."""
        store = self.asking.store
        if self.asking.patience.lost is not None:
            return
        if store.is_anonymous:
            if first is not None:
                self._note("public", "anybody can list and read this bucket")
        elif self.asking.is_answered(store.list("", "", most=1, signed=False)):
            self._note("public", "anybody can list this bucket")
        elif first is not None and self.asking.is_answered(store.get(first.key, signed=False)):
            self._note("public", "anybody who knows a name can read an object of this bucket")
        folder = f"{self.prefix}/" if self.prefix else ""
        try:
            kept = self._page(folder, most=500, versions=True).objects
        except (NotFetched, Malformed):
            self._note("versions", "whether older versions are kept could not be asked; none was read")
        else:
            if any(each.is_old for each in kept):
                self._note("versions", "older versions are kept, and were not read")
        if self.is_unencrypted:
            self._note("unencrypted", "the connection to the server was not encrypted")

    def _note(self, ident: str, says: str) -> None:
        self._notes.append(Note(ident, says))

    def state(self) -> bytes:
        return b""  # a listing is cheap, and the only thing that tells

    def notes(self) -> tuple[Note, ...]:
        return tuple(self._notes)

    def close(self) -> None:
        self.asking.close()
