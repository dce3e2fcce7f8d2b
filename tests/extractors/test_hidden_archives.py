"""Archives where nobody looks: in volumes, in programs, behind pictures, behind passwords; what of them is missing is named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from reading import read, reasons

from bailee.extractors import media_type
from bailee.extractors.interface import Budget, Unread, Unreadable
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.passwords import Passwords
from bailee.vocabulary import Locator, Reason


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def seven(members: dict[str, bytes], password: str | None = None) -> bytes:
    import py7zr

    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password=password) as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return buffer.getvalue()


def locked(members: dict[str, bytes], password: str) -> bytes:
    import pyzipper

    buffer = io.BytesIO()
    with pyzipper.AESZipFile(buffer, "w", compression=zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def outcome(pieces: list[object]) -> list[tuple[str, str]]:
    """Last segments of what came out, with the reason of what did not."""
    return [
        (piece.locator.segments[-1], piece.reason.value if isinstance(piece, Unread) else "")
        for piece in pieces
        if isinstance(piece, Unread | Item)
    ]


def knowing(*words: str) -> Budget:
    return Budget(passwords=Passwords(words))


def test_pieces_of_a_7z_are_read_with_the_first_and_not_again(tmp_path: Path) -> None:
    data = seven({"a.txt": b"hello"})
    for number, start in enumerate((0, 40, 80), 1):
        end = start + 40 if number < 3 else None
        (tmp_path / f"pay.7z.{number:03d}").write_bytes(data[start:end])
    assert outcome(read(tmp_path / "pay.7z.001")) == [("a.txt", "")]
    assert (
        recognise(Item(Locator(("x",)), 40, path=tmp_path / "pay.7z.002", file_name="pay.7z.002")) == media_type.VOLUME
    )
    assert read(tmp_path / "pay.7z.002") == []


def test_a_volume_that_is_missing_is_named(tmp_path: Path) -> None:
    data = seven({"a.txt": b"hello"})
    (tmp_path / "pay.7z.001").write_bytes(data[:40])
    (tmp_path / "pay.7z.003").write_bytes(data[80:])
    try:
        pieces = read(tmp_path / "pay.7z.001")
    except Unreadable as refusal:
        assert refusal.reason is Reason.DAMAGED
    else:
        assert ("pay.7z.002, missing", "damaged") in outcome(pieces)
    (tmp_path / "other.7z.002").write_bytes(data[40:])
    with pytest.raises(Unreadable) as alone:
        read(tmp_path / "other.7z.002")
    assert alone.value.reason is Reason.DAMAGED


def test_the_end_of_a_split_zip_says_which_volume_it_lacks(tmp_path: Path) -> None:
    whole = bytearray(zipped({"a.txt": b"first", "b.txt": b"second"}))
    at = whole.rindex(b"PK\x05\x06")
    whole[at + 4 : at + 6] = b"\x01\0"  # this is the second volume
    second = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 4)
    whole[second + 34 : second + 36] = b"\x01\0"  # and b.txt lies in it
    path = tmp_path / "pay.zip"
    path.write_bytes(bytes(whole))
    assert outcome(read(path)) == [("pay.z01, missing", "damaged"), ("a.txt", "damaged"), ("b.txt", "")]


@pytest.mark.parametrize("make", [zipped, seven])
def test_a_program_gives_the_archive_that_it_carries(make: object) -> None:
    data = b"MZ" + bytes(500) + make({"a.txt": b"hello"})  # type: ignore[operator]
    (inner,) = read(data, "setup.exe")
    assert isinstance(inner, Item) and recognise(inner) in (media_type.ZIP, media_type.SEVEN_ZIP)
    assert outcome(read(inner.read(), "inner")) == [("a.txt", "")]


def test_a_program_without_one_is_of_no_format_that_we_read() -> None:
    assert reasons(b"MZ" + bytes(5000), "tool.exe") == {Reason.UNKNOWN_FORMAT}


def test_a_picture_with_an_archive_behind_it_is_both() -> None:
    gif = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
    pieces = read(gif + zipped({"a.txt": b"hello"}), "cat.gif")
    assert outcome(pieces) == [("archive behind it", "")]
    assert outcome(read(gif * 3, "cat.gif")) == []


def test_members_without_a_directory_are_found_by_their_headers() -> None:
    data = zipped({"a.txt": b"hello" * 100, "b.txt": b"more"})
    broken = data.replace(b"PK\x01\x02", b"PK\0\0")
    assert outcome(read(broken, "a.zip")) == [("a.txt", ""), ("b.txt", ""), ("a.zip", "damaged")]


def test_ten_thousand_members_without_a_directory_take_little_time() -> None:
    import time

    data = zipped({f"{n}.txt": b"hello" for n in range(10_000)})
    began = time.process_time()
    pieces = read(data[: data.index(b"PK\x01\x02")], "a.zip")
    assert sum(isinstance(piece, Item) for piece in pieces) == 10_000
    assert time.process_time() - began < 5


@pytest.mark.parametrize("make", [locked, seven])
def test_a_locked_archive_opens_for_the_right_word_only(make: object) -> None:
    data = make({"a.txt": b"hello"}, "Grüße")  # type: ignore[operator]
    assert outcome(read(data, "a.zip", knowing("wrong", "Grüße"))) == [("a.txt", "")]
    try:
        pieces = read(data, "a.zip", knowing("wrong"))
    except Unreadable as refusal:
        assert refusal.reason is Reason.ENCRYPTED
    else:
        assert outcome(pieces) == [("a.txt", "encrypted")]


def test_a_locked_bomb_stops_at_the_budget() -> None:
    data = locked({"zeros": bytes(60 << 20), "more": bytes(60 << 20)}, "x")
    budget = Budget(bytes_left=70 << 20, passwords=Passwords(("x",)))
    assert outcome(read(data, "a.zip", budget)) == [("zeros", ""), ("more", "too-big")]


def test_members_that_no_password_opens_are_not_all_tried() -> None:
    tried: list[str] = []

    class Counting(Passwords):
        def tries(self):  # type: ignore[no-untyped-def]
            tried.append("once")
            return super().tries()

    data = locked({f"{n}.txt": b"hello" for n in range(50)}, "x")
    pieces = read(data, "a.zip", Budget(passwords=Counting(("a", "b"))))
    assert {reason for _, reason in outcome(pieces)} == {"encrypted"} and len(pieces) == 50
    assert len(tried) < 5


def test_an_age_file_that_asks_for_a_gigabyte_is_left() -> None:
    data = b"age-encryption.org/v1\n-> scrypt MDEyMzQ1Njc4OTAxMjM0NQ 30\nAAAA\n--- AAAA\n" + bytes(50)
    item = Item.nested(Locator(()), "a.age", data)
    from bailee.extractors import locked as locked_files

    with pytest.raises(Unreadable) as refusal:
        list(locked_files.extract(item, knowing("x")))
    assert refusal.value.reason is Reason.OUT_OF_MEMORY
    assert reasons(data, "a.age") == {Reason.ENCRYPTED}


def test_a_member_without_a_name_is_read_too() -> None:
    data = zipped({"q": b"hello", "b.txt": b"more"})
    at = data.index(b"PK\x01\x02")
    nameless = bytearray(data.replace(b"q", b"\0"))
    assert nameless[at : at + 4] == b"PK\x01\x02"
    assert [reason for _, reason in outcome(read(bytes(nameless), "a.zip"))] == ["", ""]
