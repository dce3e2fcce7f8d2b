"""Every regular file ends in exactly one of read, partly, skipped, and the locator names the way to what was found."""

from __future__ import annotations

import gzip
import io
import os
import socket
import zipfile
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import pytest

from bailee.findings import Finding
from bailee.items import ItemFacts
from bailee.scanner import Event, ItemPartly, ItemRead, Known, ScanKeys, Skipped, scan
from bailee.vocabulary import Locator, Reason

SSN = "Social Security number: 512-44-7313\n"


def events(place: Path, **options: object) -> list[Event]:
    return list(scan(place, keys=ScanKeys.random(), **options))  # type: ignore[arg-type]


def outcomes(found: list[Event]) -> Counter[str]:
    return Counter(event.locator.item for event in found if isinstance(event, ItemRead | ItemPartly | Skipped))


def numbers(found: list[Event]) -> set[tuple[str, ...]]:
    return {event.locator.segments for event in found if isinstance(event, Finding) and event.detector == "us-ssn"}


def test_every_regular_file_ends_exactly_once_and_nothing_else_does(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("one.txt", "a/two.csv", "a/b/three"):
        (tmp_path / name).write_text(SSN)
    (tmp_path / "empty").touch()
    (tmp_path / "noise.bin").write_bytes(os.urandom(5_000))
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "link").symlink_to("one.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        found = outcomes(events(tmp_path))
    assert found == Counter(["one.txt", "a/two.csv", "a/b/three", "empty", "noise.bin", "cut.zip"])


def test_the_locator_leads_through_every_container(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "pay"
    mail.set_content("see attached")
    mail.add_attachment(SSN.encode(), maintype="text", subtype="plain", filename="pay.txt")
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("2024/pay.eml", bytes(mail))
    (tmp_path / "hr.zip.gz").write_bytes(gzip.compress(inner.getvalue()))
    assert numbers(events(tmp_path)) == {("hr.zip.gz", "hr.zip", "2024/pay.eml", "attachment 1")}


def test_what_cannot_be_read_of_a_container_is_a_part_and_the_rest_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "mixed.zip", "w") as archive:
        archive.writestr("good.txt", SSN)
        archive.writestr("bad.pdf", b"%PDF-1.7\nbroken")
    found = events(tmp_path)
    (ended,) = [event for event in found if isinstance(event, ItemPartly)]
    assert ended.reason is Reason.DAMAGED and [part.segments for part, _ in ended.parts] == [("mixed.zip", "bad.pdf")]
    assert numbers(found) == {("mixed.zip", "good.txt")}


def test_a_place_may_be_a_single_file(tmp_path: Path) -> None:
    (tmp_path / "pay.txt").write_text(SSN)
    assert numbers(events(tmp_path / "pay.txt")) == {("pay.txt",)}


def test_a_known_file_is_not_opened_again(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(SSN)
    (tmp_path / "new.txt").write_text(SSN)
    (tmp_path / "old.txt").chmod(0)  # even root would find something in it

    def known(locator: Locator, facts: ItemFacts) -> Known | None:
        return Known() if locator.item == "old.txt" else None

    found = events(tmp_path, known=known)
    assert numbers(found) == {("new.txt",)}
    assert [event.locator.item for event in found if isinstance(event, ItemRead) and event.unchanged] == ["old.txt"]


def test_a_known_part_that_was_not_read_is_still_told(tmp_path: Path) -> None:
    (tmp_path / "old.zip").write_bytes(b"PK")
    part = Locator(("old.zip", "secret.pdf"))
    (event,) = events(tmp_path, known=lambda *_: Known(Reason.ENCRYPTED, ((part, Reason.ENCRYPTED),)))
    assert isinstance(event, ItemPartly) and event.unchanged and event.parts == ((part, Reason.ENCRYPTED),)


def test_an_ident_is_the_same_in_the_next_scan_and_another_one_under_another_key(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SSN)
    keys = ScanKeys.random()
    first, second = ([e for e in scan(tmp_path, keys=keys) if isinstance(e, Finding)] for _ in range(2))
    assert [finding.ident for finding in first] == [finding.ident for finding in second]
    (other,) = [e for e in events(tmp_path) if isinstance(e, Finding)]
    assert other.ident != first[0].ident and other.fingerprint != first[0].fingerprint


def test_a_moved_file_has_the_same_digest_and_a_big_one_is_not_read_through_for_it(tmp_path: Path) -> None:
    keys = ScanKeys.random()
    big = tmp_path / "a.bin"
    with big.open("wb") as file:
        file.write(b"fine text\n" * 1_000)
        file.truncate(100 << 30)  # 100 GiB of nothing
    digests = [e for e in scan(tmp_path, keys=keys) if isinstance(e, ItemRead | ItemPartly | Skipped)]
    assert len(digests) == 1  # read in part: zeros without end buy no time
    (tmp_path / "one.txt").write_text(SSN)
    one = [e.content_digest for e in scan(tmp_path / "one.txt", keys=keys) if isinstance(e, ItemRead)]
    (tmp_path / "one.txt").rename(tmp_path / "two.txt")
    assert one == [e.content_digest for e in scan(tmp_path / "two.txt", keys=keys) if isinstance(e, ItemRead)]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="Linux only")
def test_a_disk_that_fails_is_said_apart_from_a_broken_file() -> None:
    found = events(Path("/proc/self/mem"), jobs=1)
    assert [(type(event), getattr(event, "reason", None)) for event in found] == [
        (Skipped, Reason.DISK_ERROR)
    ]  # reading it gives EIO
