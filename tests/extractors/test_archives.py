"""Archives: members are read in whatever nests them; bombs, locks and lies cost what the budget allows and are said."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from reading import read, reasons

from bailee.extractors import extractor_for
from bailee.extractors.interface import Budget, Unread, Unreadable
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.scanner.limits import Limits
from bailee.text import Text
from bailee.vocabulary import Locator, Reason


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def zeros(times: int) -> bytes:
    """So many times 16 MiB of zeros as raw deflate, of which each stretch stands alone."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    stretch = packer.compress(bytes(16 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return stretch * times + packer.flush()


def members(data: bytes, name: str) -> dict[str, bytes | None]:
    return {" / ".join(p.locator.segments[1:]): p.data for p in read(data, name) if isinstance(p, Item)}


def expanded_in_all(data: bytes, name: str, budget: Budget) -> list[Unread]:
    """Everything nested, as a scan recurses."""
    unread: list[Unread] = []
    stack = [(Item(Locator((name,)), len(data), data=data), Limits().depth)]
    while stack:
        item, depth = stack.pop()
        try:
            extractor = extractor_for(recognise(item))
            for piece in extractor.extract(item, budget) if extractor else ():
                if isinstance(piece, Unread):
                    unread.append(piece)
                elif isinstance(piece, Item):
                    if depth == 0:
                        unread.append(Unread(piece.locator, Reason.TOO_DEEP))
                    else:
                        stack.append((piece, depth - 1))
        except Unreadable as failure:
            unread.append(Unread(item.locator, failure.reason))
    return unread


def test_members_of_a_zip_are_read_whatever_their_names() -> None:
    names = ["a/pay.csv", "../../etc/passwd", "/abs", "löhne.csv", "x" * 300]
    data = zipped({name: name.encode() for name in names})
    assert members(data, "a.zip") == {name: name.encode() for name in names}


def test_names_that_are_no_utf8_are_harmless() -> None:
    data = zipped({"qqqq.csv": b"x"}).replace(b"qqqq", b"\xff\xfe\x80\x00")
    assert list(members(data, "a.zip").values()) == [b"x"]
    tar = tarred({"qqqq": b"x"})
    tar = tar[:148] + b"        " + tar[156:]
    header = b"\xff\xfe\x80q" + tar[4:512]
    checksum = b"%06o\0 " % sum(header)
    assert list(members(header[:148] + checksum + header[156:] + tar[512:], "a.tar").values()) == [b"x"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_is_walked_in_every_wrapping(mode: str) -> None:
    found = members(tarred({"hr/pay.csv": b"name,ssn"}, mode), "backup.tgz")
    assert [path.split(" / ")[-1] for path in found] == ["hr/pay.csv"] and set(found.values()) == {b"name,ssn"}


def test_tars_written_one_behind_the_other_are_all_read() -> None:
    joined = b"".join(tarred({name: b"519-22-4410"}) for name in ("a.txt", "b.txt", "c.txt"))
    for data, name in ((joined, "all.tar"), (gzip.compress(joined), "all.tgz")):
        assert [key.rpartition(" ")[2] for key in members(data, name)] == ["a.txt", "b.txt", "c.txt"]


def test_a_header_that_is_none_costs_one_name_and_is_said() -> None:
    data = bytearray(tarred({name: f"{name}: 519-22-4410".encode() for name in ("a.txt", "b.txt", "c.txt")}))
    data[data.index(b"b.txt") + 100 : data.index(b"b.txt") + 156] = b"\xff" * 56
    pieces = read(bytes(data), "a.tar")
    said = {p.locator.segments[-1]: p.read() for p in pieces if isinstance(p, Item)}
    assert said["text after it"] == b"b.txt: 519-22-4410" and list(said)[::2] == ["a.txt", "c.txt"]
    assert [p.reason for p in pieces if isinstance(p, Unread)] == [Reason.DAMAGED]


def test_what_follows_a_tar_has_a_limit() -> None:
    joined = tarred({"a.txt": b"x"}) * 150
    pieces = read(joined, "a.tar", Budget(bytes_left=len(joined) + 1_000))
    assert sum(isinstance(piece, Item) for piece in pieces) == 100
    assert isinstance(pieces[-1], Unread) and pieces[-1].reason == Reason.TOO_BIG


def test_the_name_that_a_file_had_before_it_was_compressed_is_read() -> None:
    with gzip.GzipFile("ann roe 512-44-7313.csv", "wb", fileobj=(packed := io.BytesIO())) as out:
        out.write(b"name,ssn")
    named, inside = read(packed.getvalue(), "export.csv.gz")
    assert isinstance(named, Text) and named.content == "ann roe 512-44-7313.csv"
    assert isinstance(inside, Item) and inside.data == b"name,ssn"


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_single_files_lose_their_ending(compress: object) -> None:
    data = compress(b"name,ssn\n" * 1000)  # type: ignore[operator]
    assert members(data, "pay.csv.gz") == {"pay.csv": b"name,ssn\n" * 1000}


def test_gzip_in_several_members_is_one_text() -> None:
    assert members(gzip.compress(b"a") + gzip.compress(b"b") + b"\0" * 100, "a.log.gz") == {"a.log": b"ab"}


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_lost_tail_loses_only_itself(compress: object) -> None:
    text = random.Random(1).randbytes(800_000).hex().encode()
    data = compress(text)  # type: ignore[operator]
    pieces = read(data[: len(data) * 3 // 4], "a.log.gz")
    assert isinstance(pieces[0], Item) and pieces[0].data and text.startswith(pieces[0].data)
    assert [piece.reason for piece in pieces[1:] if isinstance(piece, Unread)] == [Reason.DAMAGED]


@pytest.mark.parametrize("build", [zipped, tarred])
def test_a_cut_archive_gives_what_came_before(build: object) -> None:
    data = build({f"{n}.bin": random.Random(n).randbytes(20_000) for n in range(20)})  # type: ignore[operator]
    pieces = read(data[: len(data) // 2], "a.zip")
    assert sum(isinstance(piece, Item) for piece in pieces) >= 9
    assert Reason.DAMAGED in {piece.reason for piece in pieces if isinstance(piece, Unread)}


def test_a_flipped_byte_costs_one_member() -> None:
    data = bytearray(zipped({f"{n}.bin": random.Random(n).randbytes(20_000) for n in range(5)}))
    data[50_000] ^= 0xFF
    pieces = read(bytes(data), "a.zip")
    assert [piece.reason for piece in pieces if isinstance(piece, Unread)] == [Reason.DAMAGED]
    assert sum(isinstance(piece, Item) for piece in pieces) >= 4


def test_a_locked_member_is_said_and_the_open_one_is_read() -> None:
    data = bytearray(zipped({"open.txt": b"open", "locked.txt": b"locked"}))
    second = data.index(b"PK\x03\x04", 10)
    data[second + 6] |= 1
    data[data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4) + 8] |= 1
    pieces = read(bytes(data), "a.zip")
    assert [(str(p.locator), p.data) for p in pieces if isinstance(p, Item)] == [("a.zip / open.txt", b"open")]
    assert [p.reason for p in pieces if isinstance(p, Unread)] == [Reason.ENCRYPTED]


def test_an_unknown_method_is_said() -> None:
    data = bytearray(zipped({"a.txt": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.index(mark)
        data[at + offset : at + offset + 2] = struct.pack("<H", 6)  # Implode, of PKZIP 1
    assert reasons(bytes(data), "a.zip") == {Reason.UNKNOWN_FORMAT}


def test_two_gigabytes_of_zeros_in_a_zip_are_refused_at_once() -> None:
    packed = zeros(128)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(packed), 2 << 30, 4, 0) + b"bomb"
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(packed), 2 << 30, 4, 0, 0, 0, 0, 0, 0)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry) + 4, len(local) + len(packed), 0)
    data = local + packed + entry + b"bomb" + end
    began = time.process_time()
    assert reasons(data, "a.zip") == {Reason.TOO_BIG}
    assert time.process_time() - began < 1


def test_a_size_that_lies_small_stops_where_it_said() -> None:
    data = bytearray(zipped({"a.txt": b"a" * (80 << 20)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark)
        data[at + offset : at + offset + 4] = struct.pack("<I", 100)
    budget = Budget()
    read(bytes(data), "a.zip", budget)
    assert budget.bytes_left > (1 << 30) - (65 << 20)


def test_a_gigabyte_in_a_megabyte_of_gzip_stops_at_the_limit() -> None:
    data = gzip.compress(b"")[:10] + zeros(64)
    budget = Budget()
    pieces = read(data, "a.gz", budget)
    assert [piece.reason for piece in pieces if isinstance(piece, Unread)] == [Reason.TOO_BIG]
    assert budget.bytes_left > 900 << 20


def test_twenty_big_zips_in_a_zip_share_one_budget() -> None:
    inner = zipped({"zeros": bytes(60 << 20)})
    data = zipped({f"{n}.zip": inner for n in range(40)}, zipfile.ZIP_STORED)
    budget = Budget(bytes_left=200 << 20)
    unread = expanded_in_all(data, "nest.zip", budget)
    assert budget.bytes_left >= 0 and sum(piece.reason is Reason.TOO_BIG for piece in unread) >= 36


def test_members_that_share_their_bytes_are_read_once() -> None:
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(bytes(1 << 20)) + kernel.flush()
    crc = zlib.crc32(bytes(1 << 20))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), 1 << 20, 1, 0) + b"a"
    entry = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), 1 << 20, 1, 0, 0, 0, 0, 0, 0
    )
    many = (entry + b"a") * 1000
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(many), len(local + packed), 0)
    data = local + packed + many + end
    pieces = read(data, "overlap.zip")
    assert sum(isinstance(piece, Item) for piece in pieces) <= 1
    assert {piece.reason for piece in pieces if isinstance(piece, Unread)} == {Reason.DAMAGED}


def test_zips_in_zips_end_at_the_depth() -> None:
    data = b"end"
    for _ in range(20):
        data = zipped({"a.zip": data})
    assert [piece.reason for piece in expanded_in_all(data, "a.zip", Budget())] == [Reason.TOO_DEEP]


def test_members_are_counted_where_none_can_be_read() -> None:
    data = bytearray(zipped({f"{n}": b"x" for n in range(200)}))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    with pytest.raises(Unreadable):
        read(bytes(data), "a.zip", Budget(members_left=100))


def test_a_big_text_in_a_gzip_is_read_as_a_stream(tmp_path: Path) -> None:
    rng = random.Random(1)
    lines = [f"2026-01-01 00:00:00 user{rng.random()} GET /{rng.random()}\n" for _ in range(1000)]
    path = tmp_path / "proxy.log.gz"
    with gzip.open(path, "wt", compresslevel=1) as file:
        for _ in range(1300):
            file.writelines(lines)
    (item,) = (piece for piece in read(path) if isinstance(piece, Item))
    assert item.data is None and item.read(20) == lines[0].encode()[:20]
    with item.open() as stream:
        assert sum(len(chunk) for chunk in iter(lambda: stream.read(1 << 20), b"")) == 1300 * sum(map(len, lines))


def test_other_archives_need_the_library_of_the_system() -> None:
    libarchive = pytest.importorskip("libarchive")
    buffer = bytearray()

    def keep(block: bytes) -> int:
        buffer.extend(block)
        return len(block)

    with libarchive.custom_writer(keep, "7zip") as archive:
        archive.add_file_from_memory("hr/pay.csv", 8, b"name,ssn")
    assert members(bytes(buffer), "a.7z") == {"hr/pay.csv": b"name,ssn"}
    buffer.clear()
    with libarchive.custom_writer(keep, "iso9660") as archive:
        archive.add_file_from_memory("pay.csv", 8, b"name,ssn")
    assert list(members(bytes(buffer), "a.iso").values()) == [b"name,ssn"]


@pytest.mark.parametrize(
    "build", [zipped, tarred, lambda m: gzip.compress(tarred(m)), lambda m: lzma.compress(tarred(m))]
)
def test_flipped_bytes_raise_nothing_else(build: object) -> None:
    data = build({f"{n}.txt": b"SSN 512-44-7313\n" * 50 for n in range(5)})  # type: ignore[operator]
    rng = random.Random(3)
    for _ in range(150):
        broken = bytearray(data[: rng.randrange(1, len(data))] if rng.random() < 0.3 else data)
        for _ in range(rng.choice([1, 3, 20])):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        reasons_or_nothing(bytes(broken))


def reasons_or_nothing(data: bytes) -> None:
    item = Item(Locator(("a",)), len(data), data=data)
    try:
        extractor = extractor_for(recognise(item))
        if extractor is not None:
            list(extractor.extract(item, Budget()))
    except Unreadable:
        pass
