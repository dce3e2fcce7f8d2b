"""Buckets: page by page and whatever a key is called, patient with a store that throttles, honest about what it keeps back."""

from __future__ import annotations

import json
import resource
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from bailee.findings import Finding
from bailee.items import Item
from bailee.scanner import Event, ItemPartly, ItemRead, ScanKeys, Skipped, scan
from bailee.sources import connect, where
from bailee.sources.addresses import Address
from bailee.sources.credentials import Keyring
from bailee.sources.interface import NotFetched, Unreachable
from bailee.sources.objects import Objects, s3
from simulators.clock import Clock
from simulators.object_stores import (
    ACCOUNT,
    ACCOUNT_KEY,
    KEY_ID,
    SECRET,
    Answer,
    Asked,
    Bucket,
    Keys,
    Served,
    served,
)

SCHEMES = ("s3", "az", "gs")
PAY = b"Employee: Maria Gonzalez, SSN 512-44-7313\n"
ODD = ["a//b.txt", "/lead.txt", "x/../y.txt", "x/./y.txt", "100%.txt", "a+b c.txt", "q?#.txt", "über/ñ.txt"]
Serve = Callable[[Bucket], Served]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    running: list[AbstractContextManager[Served]] = []

    def begin(bucket: Bucket) -> Served:
        running.append(served(bucket, tmp_path))
        return running[-1].__enter__()

    yield begin
    for each in running:
        each.__exit__(None, None, None)


def credentials(server: Served) -> dict[str, str]:
    return {
        "BAILEE_S3_ACCESS_KEY_ID": KEY_ID,
        "BAILEE_S3_SECRET_ACCESS_KEY": SECRET,
        "BAILEE_AZ_ACCOUNT_KEY": ACCOUNT_KEY,
        "BAILEE_GS_ACCESS_TOKEN": server.bucket.token,
    }


def source_of(server: Served, scheme: str, path: str = "", environment: dict[str, str] | None = None) -> Objects:
    place = where(server.address(scheme, path))
    assert isinstance(place, Address)
    source = connect(place, Keyring((), credentials(server) if environment is None else environment))
    assert isinstance(source, Objects)
    source.asking.patience.sleep = lambda seconds: None
    return source


def listed(source: Objects) -> dict[str, Any]:
    return {entry.locator.item: entry for entry in source.items()}


def content(entry: Any) -> bytes:
    with entry.open() as stream:
        return bytes(stream.read())


def obstore_of(server: Served, scheme: str) -> Any:
    """The client that others use, against our simulators: what it reads, they say as the stores do."""
    from obstore.store import AzureStore, GCSStore, S3Store

    options: Any = {"client_options": {"root_certificate": server.authority.read_bytes()}}
    if scheme == "s3":
        return S3Store("acme-hr", endpoint=server.url, access_key_id=KEY_ID, secret_access_key=SECRET, **options)
    if scheme == "az":
        return AzureStore(
            "acme-hr", account_name=ACCOUNT, account_key=ACCOUNT_KEY, endpoint=f"{server.url}/{ACCOUNT}", **options
        )
    return GCSStore("acme-hr", **options)


@pytest.mark.parametrize("scheme", ["s3", "az"])
def test_a_client_of_others_reads_from_the_simulators(scheme: str, serve: Serve) -> None:
    import obstore

    server = serve(Bucket({"hr/pay 1.txt": PAY, "hr/ü.txt": b"x"}, page=1))
    store = obstore_of(server, scheme)
    if scheme == "az":  # it lists by XML of its own reading; only what is signed is of interest here
        assert bytes(obstore.get(store, "hr/pay 1.txt").bytes()) == PAY
    names = [each["path"] for chunk in obstore.list(store) for each in chunk]
    assert names == ["hr/pay 1.txt", "hr/ü.txt"]
    assert bytes(obstore.get(store, "hr/ü.txt").bytes()) == b"x"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_object_is_listed_and_read_whatever_its_key(scheme: str, serve: Serve) -> None:
    server = serve(Bucket({key: key.encode() for key in [*ODD, "hr/pay.txt"]} | {"hr/": b""}, page=2))
    entries = listed(source_of(server, scheme))
    assert set(entries) == {*ODD, "hr/pay.txt"}
    assert all(content(entry) == key.encode() for key, entry in entries.items())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_prefix_is_a_folder_or_one_object(scheme: str, serve: Serve) -> None:
    server = serve(Bucket({"pay": b"1", "pay/a.txt": b"2", "payroll.txt": b"3", "other/pay/b.txt": b"4"}))
    assert set(listed(source_of(server, scheme, "pay"))) == {"pay", "a.txt"}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scan_finds_what_a_bucket_holds(scheme: str, serve: Serve, tmp_path: Path) -> None:
    server = serve(Bucket({f"hr/{number}.txt": PAY for number in range(5)}))
    source, place = source_of(server, scheme), where(server.address(scheme))
    events = list(scan(place, keys=ScanKeys.random(), source=source, spool=tmp_path / "spool", jobs=1))
    found = {event.locator.item for event in events if isinstance(event, Finding) and event.detector == "us-ssn"}
    assert found == {f"hr/{number}.txt" for number in range(5)}


@pytest.mark.parametrize("scheme", ["s3", "az"])
def test_what_is_archived_is_not_connected(scheme: str, serve: Serve) -> None:
    server = serve(Bucket({"old.txt": PAY, "new.txt": PAY}, archived={"old.txt"}))
    entries = listed(source_of(server, scheme))
    assert isinstance(entries["old.txt"], Unreachable) and entries["old.txt"].reason.value == "not-connected"
    assert isinstance(entries["new.txt"], Item)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_store_that_throttles_is_waited_for_as_long_as_it_asks(scheme: str, serve: Serve) -> None:
    def busy(asked: Asked) -> Answer | None:
        return Answer(429 if asked.number % 2 else 503, b"", {"Retry-After": "7"}) if asked.number % 3 else None

    server = serve(Bucket({f"{number}.txt": PAY for number in range(4)}, page=2, trouble=busy))
    source = source_of(server, scheme)
    clock = Clock()
    source.asking.patience.sleep, source.asking.patience.clock = clock.sleep, clock.now
    assert {content(entry) for entry in listed(source).values()} == {PAY}
    assert clock.slept and min(clock.slept) > 6


def test_a_clock_that_jumps_in_the_middle_costs_no_object(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """S3 takes no request whose time is more than a quarter of an hour off; it says what time it has."""
    jumped = timedelta()

    class Jumping(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return datetime.now(tz) + jumped

    def strict(asked: Asked) -> Answer | None:
        nonlocal jumped
        if asked.number == 3:
            jumped = timedelta(days=-400)
        said = datetime.strptime(asked.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        is_near = abs(said - datetime.now(UTC)) < timedelta(minutes=15)
        return None if is_near else Answer(403, b"<Error><Code>RequestTimeTooSkewed</Code></Error>")

    monkeypatch.setattr(s3, "datetime", Jumping)
    server = serve(Bucket({f"{number}.txt": PAY for number in range(6)}, page=2, trouble=strict))
    assert [content(entry) for entry in listed(source_of(server, "s3")).values()] == [PAY] * 6
    assert jumped.days == -400


def dated(days: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(days=days), usegmt=True)


@pytest.mark.parametrize("days", [1, -20, 700])
def test_azure_tells_what_time_it_has_and_is_heeded(serve: Serve, days: int) -> None:
    def strict(asked: Asked) -> Answer | None:
        said = parsedate_to_datetime(asked.headers["x-ms-date"])
        is_near = abs(said - datetime.now(UTC) - timedelta(days=days)) < timedelta(minutes=15)
        return None if is_near else Answer(403, b"", {"x-ms-error-code": "AuthenticationFailed", "Date": dated(days)})

    server = serve(Bucket({f"{number}.txt": PAY for number in range(4)}, page=2, trouble=strict))
    assert [content(entry) for entry in listed(source_of(server, "az")).values()] == [PAY] * 4


def test_a_key_of_azure_that_is_wrong_stays_wrong_whatever_time_it_is(serve: Serve) -> None:
    refusal = Answer(403, b"", {"x-ms-error-code": "AuthenticationFailed", "Date": dated(3)})
    server = serve(Bucket({"a.txt": PAY}, trouble=lambda asked: refusal))
    (entry,) = listed(source_of(server, "az")).values()
    assert entry.reason.value == "no-permission"
    assert len(server.bucket.log) < 6


@pytest.mark.parametrize(
    "date", ["Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 2046 00:00:00 GMT"]
)
def test_a_time_that_cannot_be_is_not_signed(serve: Serve, date: str) -> None:
    skewed = Answer(403, b"<Error><Code>RequestTimeTooSkewed</Code></Error>", {"Date": date})
    server = serve(Bucket({"a.txt": PAY}, trouble=lambda asked: skewed))
    (entry,) = listed(source_of(server, "s3")).values()
    assert entry.reason.value == "not-connected"
    signed = {asked.headers["x-amz-date"][:4] for asked in server.bucket.log if "x-amz-date" in asked.headers}
    assert signed == {f"{datetime.now(UTC):%Y}"}


def test_a_store_that_takes_no_time_at_all_ends_the_listing(serve: Serve) -> None:
    skewed = Answer(403, b"<Error><Code>RequestTimeTooSkewed</Code></Error>")
    server = serve(Bucket({"a.txt": PAY}, trouble=lambda asked: skewed))
    (entry,) = listed(source_of(server, "s3")).values()
    assert isinstance(entry, Unreachable) and entry.reason.value == "not-connected"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_listing_that_fails_on_its_third_page_leaves_the_first_two(scheme: str, serve: Serve) -> None:
    pages = []

    def failing(asked: Asked) -> Answer | None:
        if asked.is_listing:
            pages.append(asked)
        return Answer(500) if asked.is_listing and len(pages) > 2 else None

    entries = listed(source_of(serve(Bucket({f"{n}.txt": PAY for n in range(9)}, page=2, trouble=failing)), scheme))
    assert set(entries) == {"0.txt", "1.txt", "2.txt", "3.txt", "."}
    assert entries["."].reason.value == "not-connected"


@pytest.mark.parametrize(
    ("scheme", "refusal"),
    [
        ("s3", Answer(400, b"<Error><Code>ExpiredToken</Code></Error>")),
        ("az", Answer(403, b"", {"x-ms-error-code": "AuthenticationFailed"})),
        ("gs", Answer(401)),
    ],
)
def test_a_token_that_expires_in_the_middle_costs_what_comes_after(
    scheme: str, refusal: Answer, serve: Serve, tmp_path: Path
) -> None:
    objects = {f"{number:03}.txt": PAY for number in range(60)}
    gets = []

    def expiring(asked: Asked) -> Answer | None:
        if not asked.is_listing:
            gets.append(asked)
        return refusal if len(gets) > 20 else None

    server = serve(Bucket(objects, trouble=expiring))
    place = where(server.address(scheme))
    source = source_of(server, scheme)
    events = list(scan(place, keys=ScanKeys.random(), source=source, spool=tmp_path / "spool", jobs=1))
    told = ended(events)
    assert set(told) == set(objects) and 15 < list(told.values()).count("read") <= 20
    assert set(told.values()) == {"read", "no-permission"}
    assert len(gets) < 30  # nobody asks again and again with a token that is no more


def ended(events: list[Event]) -> dict[str, str]:
    told = {}
    for event in events:
        if isinstance(event, Skipped):
            told[event.locator.item] = event.reason.value
        elif isinstance(event, ItemRead | ItemPartly):
            told[event.locator.item] = "read"
    return told


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_body_that_breaks_off_is_gone_on_with(scheme: str, serve: Serve) -> None:
    body = bytes(range(256)) * 20_000

    def breaking(asked: Asked) -> Answer | None:
        if asked.is_listing:
            return None
        start = int(asked.headers.get("range", "bytes=0-")[6:-1])
        headers = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if start else {}
        return Answer(206 if start else 200, body[start:], headers, cut=2_000_000)

    server = serve(Bucket({"big.bin": body}, trouble=breaking))
    (entry,) = listed(source_of(server, scheme)).values()
    assert content(entry) == body


def test_an_object_that_is_stored_compressed_is_not_unpacked_here(serve: Serve) -> None:
    import gzip

    body = gzip.compress(b"x" * 1_000_000)
    server = serve(
        Bucket(
            {"a.txt": body},
            trouble=lambda asked: None if asked.is_listing else Answer(200, body, {"Content-Encoding": "gzip"}),
        )
    )
    (entry,) = listed(source_of(server, "s3")).values()
    assert content(entry) == body


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_anybody_may_read_is_said(scheme: str, serve: Serve) -> None:
    server = serve(Bucket({"a.txt": PAY}, is_public=True))
    for environment in (credentials(server), {}):
        source = source_of(server, scheme, environment=environment)
        listed(source)
        assert "public" in {note.ident for note in source.notes()}
    server.bucket.is_public = False
    source = source_of(server, scheme)
    listed(source)
    assert "public" not in {note.ident for note in source.notes()}


def test_a_hundred_thousand_objects_are_listed_in_constant_memory(serve: Serve) -> None:
    server = serve(Bucket(many=Keys(100_000)))
    source = source_of(server, "s3")
    server.bucket.log = _Forgetful()
    entries = source.items()
    for _ in range(10_000):
        next(entries)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(isinstance(entry, Item) for entry in entries) == 90_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KiB


class _Forgetful(list[Asked]):
    def append(self, asked: Asked) -> None:
        """Requests that were served are not to be what takes the memory."""


def test_a_page_that_names_itself_as_the_next_ends_the_listing(serve: Serve) -> None:
    body = b"<R><IsTruncated>true</IsTruncated><Contents><Key>a</Key></Contents><NextContinuationToken>t</NextContinuationToken></R>"
    server = serve(Bucket(trouble=lambda asked: Answer(200, body)))
    entries = listed(source_of(server, "s3"))
    assert entries["."].reason.value == "damaged"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_secrets_stand_in_no_error_and_no_repr(scheme: str, serve: Serve) -> None:
    server = serve(Bucket({"a.txt": PAY}, trouble=lambda asked: None if asked.is_listing else Answer(403)))
    source = source_of(server, scheme)
    (entry,) = listed(source).values()
    with pytest.raises(NotFetched) as failure:
        content(entry)
    told = f"{failure.value!r} {failure.value.__cause__} {source!r} {entry!r} {source.notes()}"
    for secret in (SECRET, ACCOUNT_KEY, server.bucket.token, KEY_ID):
        assert secret not in told


def service_account(server: Served) -> dict[str, str]:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(65_537, 2_048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    told = {"private_key": pem, "client_email": "reader@acme.iam.example", "token_uri": f"{server.url}/token"}
    return {"BAILEE_GS_SERVICE_ACCOUNT": json.dumps(told)}


def test_a_service_account_makes_its_own_tokens(serve: Serve) -> None:
    server = serve(Bucket({"a.txt": PAY}))
    source = source_of(server, "gs", environment=service_account(server))
    assert [content(entry) for entry in listed(source).values()] == [PAY]
    assert len(server.bucket.given) == 1 and len(server.bucket.given[0]["assertion"].split(".")) == 3


@pytest.mark.parametrize("days", [2, -30])
def test_a_service_account_of_a_clock_that_is_wrong_asks_at_the_hour_of_google(serve: Serve, days: int) -> None:
    def strict(asked: Asked) -> Answer | None:
        if asked.path != "/token":
            return None
        claims = dict(parse_qsl(asked.raw_query))["assertion"].split(".")[1]
        issued = json.loads(urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["iat"]
        is_near = abs(issued - (datetime.now(UTC) + timedelta(days=days)).timestamp()) < 600
        return None if is_near else Answer(400, b'{"error": "invalid_grant"}', {"Date": dated(days)})

    server = serve(Bucket({"a.txt": PAY}, trouble=strict))
    source = source_of(server, "gs", environment=service_account(server))
    assert [content(entry) for entry in listed(source).values()] == [PAY]


def test_moto_is_read_like_amazon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        endpoint = "http://{}:{}".format(*server.get_host_and_port())
        client = boto3.client(
            "s3", endpoint_url=endpoint, aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET, region_name="us-east-1"
        )
        client.create_bucket(Bucket="acme-hr")
        client.put_bucket_versioning(Bucket="acme-hr", VersioningConfiguration={"Status": "Enabled"})
        for key in ("hr//pay.txt", "hr//pay.txt", "a b.txt"):
            client.put_object(Bucket="acme-hr", Key=key, Body=PAY)
        client.put_object(Bucket="acme-hr", Key="old.txt", Body=PAY, StorageClass="DEEP_ARCHIVE")
        place = where(f"s3://acme-hr?endpoint={endpoint}")
        assert isinstance(place, Address)
        keys = {"BAILEE_S3_ACCESS_KEY_ID": KEY_ID, "BAILEE_S3_SECRET_ACCESS_KEY": SECRET}
        source = connect(place, Keyring((), keys))
        events = list(scan(place, keys=ScanKeys.random(), source=source, spool=tmp_path / "spool", jobs=1))
        assert ended(events) == {"hr//pay.txt": "read", "a b.txt": "read", "old.txt": "not-connected"}
        assert "versions" in {note.ident for note in source.notes()}
    finally:
        server.stop()
