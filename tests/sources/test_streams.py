"""What the system keeps with a file beside its content is read as a place of the file."""

from __future__ import annotations

import errno
import os
import struct
from pathlib import Path

import pytest

from bailee.extractors import extractor_for
from bailee.extractors.interface import Budget, Unread
from bailee.extractors.recognition import recognise
from bailee.findings import Finding
from bailee.items import Item
from bailee.scanner import ItemPartly, ItemRead, Limits, ScanKeys, Skipped, scan
from bailee.scanner.pieces import Done
from bailee.scanner.reading import places_of, read_file
from bailee.sources.files import Files
from bailee.sources.streams import Stream, extended, of_windows, streams_of
from bailee.text import Text
from bailee.vocabulary import Locator, Reason
from simulators.network_share import share

SSN = "Maria Ortega, Social Security number 519-22-4410"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "place" / "notes.txt"
    path.parent.mkdir()
    path.write_text("nothing here\n")
    if not hasattr(os, "setxattr"):
        pytest.skip("this system has no such attributes")
    try:
        os.setxattr(path, "user.probe", b"x")
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EPERM):
            pytest.skip("this file system keeps none")
        raise
    os.removexattr(path, "user.probe")
    return path


def told(place: Path) -> tuple[dict[str, object], list[Finding]]:
    events = list(scan(place, keys=ScanKeys.random(), limits=Limits(names="off", ocr="off"), jobs=1))
    ends = {event.locator.item: event for event in events if isinstance(event, ItemRead | ItemPartly | Skipped)}
    return ends, [event for event in events if isinstance(event, Finding) and event.detector == "us-ssn"]


def test_an_attribute_is_scanned_as_a_place_of_its_file(file: Path) -> None:
    os.setxattr(file, "user.review", SSN.encode())
    os.setxattr(file, "user.checksum.md5", b"519-22-4411")
    ends, (found,) = told(file.parent)
    assert found.locator.segments == ("notes.txt", "stream review")
    assert list(ends) == ["notes.txt"] and isinstance(ends["notes.txt"], ItemRead)


def test_an_attribute_of_a_file_that_nobody_reads_is_read(file: Path) -> None:
    file.write_bytes(b"\x00\x01\x02\xff" * 400)
    os.setxattr(file, "user.xdg.comment", SSN.encode("utf-16"))
    ends, (found,) = told(file.parent)
    assert found.locator.segments[-1] == "stream xdg.comment" and isinstance(ends["notes.txt"], ItemPartly)


def test_streams_of_a_mounted_ntfs_are_opened_beside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    (tmp_path / "a.txt:hidden").write_text(SSN)
    monkeypatch.setattr(os, "listxattr", lambda *_, **__: ["ntfs.streams.list", "system.ntfs_acl"], raising=False)
    monkeypatch.setattr(os, "getxattr", lambda *_, **__: b"hidden\0gone\0", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert list(streams_of(str(path))) == [
        Stream("hidden", len(SSN), f"{path}:hidden"),
        Stream("gone", 0, f"{path}:gone", reason=Reason.VANISHED),
    ]


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.EACCES, "no-permission"), (errno.EIO, "disk-error"), (errno.ENODATA, None), (errno.EOPNOTSUPP, "damaged")],
)
def test_an_attribute_that_is_not_handed_out_is_said(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str | None
) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise OSError(number, "no")

    os.setxattr(file, "user.review", SSN.encode())
    monkeypatch.setattr(os, "getxattr", refuse)
    (item,) = Files(file.parent).items()
    assert isinstance(item, Item)
    left = [
        (piece.locator.segments[-1], piece.reason) for piece in places_of(item, Limits()) if isinstance(piece, Unread)
    ]
    assert left == ([("stream review", reason)] if reason else [])


def test_a_disk_that_fails_under_a_stream_costs_neither_the_file_nor_its_good_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk/a.txt").write_text(SSN)
    (tmp_path / "a.txt").write_text(SSN)
    with share(tmp_path / "disk", tmp_path / "mnt", "fuse.gocryptfs") as made:  # a disk of this machine
        if made is None:
            pytest.skip("this system lets nobody mount (FUSE)")
        made.reads_fail(errno.EIO)
        (broken,) = Files(made.at).items()
        assert isinstance(broken, Item)
        assert [piece.reason for piece in places_of(broken, Limits()) if isinstance(piece, Unread)] == ["disk-error"]
        stream = Stream("hidden", len(SSN), str(made.at / "a.txt"))
        monkeypatch.setattr("bailee.scanner.reading.streams_of", lambda path: [stream])
        (whole,) = Files(tmp_path / "a.txt").items()
        assert isinstance(whole, Item)
        pieces = list(read_file(whole, keys=ScanKeys.random(), limits=Limits(names="off", ocr="off"), place=""))
        (done,) = (piece for piece in pieces if isinstance(piece, Done))
        assert [(each.locator.segments[-1], each.reason.value) for each in done.unread] == [
            ("stream hidden", "disk-error")
        ]
        assert any(isinstance(piece, Finding) and piece.detector == "us-ssn" for piece in pieces)


def test_attributes_that_cannot_be_listed_are_said_unless_the_system_keeps_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([errno.EACCES, errno.EOPNOTSUPP])

    def refuse(*_: object, **__: object) -> list[str]:
        raise OSError(next(answers), "no")

    monkeypatch.setattr(os, "listxattr", refuse, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert [list(streams_of(str(tmp_path))) for _ in range(2)] == [[Stream("", 0, reason=Reason.NO_PERMISSION)], []]


def test_a_listing_of_windows_names_streams_without_the_content_itself() -> None:
    listed = [("::$DATA", 12), (":Zone.Identifier:$DATA", 90), (":old pay.xls:$DATA", 4_000), (":x:$BITMAP", 8)]
    found = list(of_windows(r"C:\hr\a.txt", listed))
    assert [(each.name, each.size, each.path) for each in found] == [
        ("Zone.Identifier", 90, r"C:\hr\a.txt:Zone.Identifier"),
        ("old pay.xls", 4_000, r"C:\hr\a.txt:old pay.xls"),
    ]


@pytest.mark.parametrize(
    ("path", "long"),
    [
        (r"D:\a" + r"\b" * 200, r"\\?\D:\a" + r"\b" * 200), ("D:/a/b", r"\\?\D:\a\b"), (r"\\fs1\hr$\a", r"\\?\UNC\fs1\hr$\a"), (r"\\?\UNC\fs1\hr", r"\\?\UNC\fs1\hr"),
        (r"\\.\pipe\x", r"\\.\pipe\x"), ("a", "a"),
    ],
)  # fmt: skip
def test_long_paths_of_windows(path: str, long: str) -> None:
    assert extended(path) == long


def test_a_path_of_this_system_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (item,) = Files(tmp_path).items()
    assert isinstance(item, Item) and item.path == tmp_path / "a.txt"


def apple_double(entries: dict[int, bytes], magic: int = 0x00051607) -> bytes:
    head = struct.pack(">II16sH", magic, 0x00020000, b"Mac OS X", len(entries))
    at = len(head) + 12 * len(entries)
    table, body = b"", b""
    for kind, content in entries.items():
        table += struct.pack(">III", kind, at + len(body), len(content))
        body += content
    return head + table + body


def with_attribute(name: bytes, value: bytes) -> bytes:
    """Information of the Finder with one attribute behind it; the only entry, so that it begins at byte 38."""
    head = bytes(32) + b"\0\0"
    start = 38 + len(head) + 36 + 11 + len(name) + 1 + 40
    start += -start % 4
    entry = struct.pack(">IIHB", start, len(value), 0, len(name) + 1) + name + b"\0"
    attr = b"ATTR" + struct.pack(">IIII12sHH", 0, 0, start, len(value), bytes(12), 0, 1)
    content = head + attr + entry
    return content.ljust(start - 38, b"\0") + value


def read(data: bytes) -> dict[str, str]:
    item = Item.nested(Locator(()), "._a.pdf", data)
    extractor = extractor_for(recognise(item))
    assert extractor is not None
    return {
        piece.locator.segments[-1]: piece.content if isinstance(piece, Text) else piece.read().decode("latin-1")
        for piece in extractor.extract(item, Budget())
        if isinstance(piece, Text | Item)
    }


def test_what_macos_lays_beside_a_file_is_read() -> None:
    assert read(apple_double({9: with_attribute(b"com.apple.metadata:note", SSN.encode())})) == {
        "attribute com.apple.metadata:note": SSN
    }
    fork = bytes(300) + b"\x0cPaid to Maria Ortega in May" + bytes(9)
    assert read(apple_double({4: b"ask Maria", 2: fork})) == {
        "comment": "ask Maria",
        "resource fork": "Paid to Maria Ortega in May",
    }
    assert read(apple_double({1: SSN.encode(), 3: b"pay.txt"}, 0x00051600)) == {"content": SSN, "name": "pay.txt"}


@pytest.mark.parametrize("cut", range(26, 120, 7))
def test_one_that_is_cut_short_or_lies_ends(cut: int) -> None:
    data = apple_double({9: with_attribute(b"n", SSN.encode()), 4: b"ask"})
    for bent in (data[:cut], data[:24] + b"\xff\xff" + data[26:cut]):
        try:
            read(bent)
        except Exception as failure:  # noqa: BLE001
            assert type(failure).__name__ == "Unreadable"
