"""In which encoding bytes are text: zeros between words, wide text of many scripts, two encodings in one file, a tail of bytes."""

from __future__ import annotations

import io
import os
import string
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from reading import read, reasons, texts

from bailee.extractors.encodings import declared_or_seen, decoder_for, encoding_of, pieces
from bailee.extractors.interface import Unread
from bailee.items import Item
from bailee.vocabulary import Reason

PRINTABLE = string.ascii_letters + string.digits + string.punctuation + " \n\t"


def said(data: bytes, name: str = "file") -> str:
    return "\n".join(text.content for text in texts(data, name))


@given(
    words=some.lists(some.text(PRINTABLE, min_size=2, max_size=40), min_size=2, max_size=40),
    gaps=some.lists(some.integers(1, 30), min_size=1, max_size=40),
)
@example(["no", "on", "or", "an", "at"], [1])
@example(["0000000000", "A0B0C0D0E0"], [1, 2])
def test_words_of_ascii_with_zeros_between_stay_ascii(words: list[str], gaps: list[int]) -> None:
    data = b"".join(word.encode() + bytes(gaps[index % len(gaps)]) for index, word in enumerate(words))
    assert encoding_of(data) == "utf-8"
    found = decoder_for("utf-8").decode(data, final=True)
    assert found.replace("\0", "") == "".join(words)


SCRIPTS = {
    "English": "The tenant keeps the key until the last day of May.\n",
    "German": "Größe und Straße müssen übereinstimmen, sagt Frau Özdemir.\n",
    "Vietnamese": "Bà Nguyễn Thị Hồng làm việc tại phòng khám từ năm 2019.\n",
    "Greek": "Η Μαρία Παπαδοπούλου εργάζεται στο λογιστήριο.\n",
    "Russian": "Анна Петрова работает в бухгалтерии с мая 2021 года…\n",
    "Hebrew": "דנה לוי עובדת במשרד הראשי מאז שנת 2020.\n",
    "Arabic": "تعمل فاطمة حسن في قسم المحاسبة منذ عام 2020.\n",
    "Hindi": "सुनीता शर्मा लेखा विभाग में काम करती हैं।\n",
    "Thai": "สมชาย ทำงานที่แผนกบัญชี ตั้งแต่ปี 2020\n",
    "Chinese": "李娜从二〇二〇年起在财务部门工作 电话号码如下所示。\n",
    "Japanese": "わたしはけいりでしごとをしています。たなかさんです。\n",
    "Korean": "김민수는 이천이십년부터 경리부에서 일하고 있습니다.\n",
}


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("times", [1, 30])
def test_wide_text_without_a_mark_is_read_in_every_script(script: str, times: int, order: str) -> None:
    assert SCRIPTS[script].strip() in said((SCRIPTS[script] * times).encode(f"utf-16-{order}"))


@given(
    some.sampled_from(sorted(SCRIPTS)), some.integers(1, 60), some.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le"])
)
def test_wide_text_is_wide_whatever_its_length(script: str, times: int, encoding: str) -> None:
    assert encoding_of((SCRIPTS[script] * times).encode(encoding)) == encoding


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"SHELL=/bin/sh\0LOGNAME=m.ortega\0DB_PASS=Plover-81\0", "DB_PASS=Plover-81"),
        (b"./staff/ortega 519-22-4410.pdf\0./staff/chu.pdf\0", "./staff/ortega 519-22-4410.pdf"),
        (b"".join(b"ORTEGA%02d" % n + bytes(7) + b"519-22-44%02d" % n + b"\0" for n in range(40)), "ORTEGA07       519-22-4407"),
        ("Größe 4\0Zoë Küng\0Straße 9\0".encode("cp1252"), "Zoë Küng"),
        (b"first line\n" + bytes(70_000) + b"second 519-22-4410\n", "second 519-22-4410"),
        (bytes(200_000) + b"after the hole 519-22-4410\n", "after the hole 519-22-4410"),
        (b"one\r\ntwo 519-22-4410\r\n\x1a", "two 519-22-4410"),
        (b"one\r\n\x1atwo 519-22-4410\r\n" + bytes(128), "two 519-22-4410"),
    ],
)  # fmt: skip
def test_text_with_zeros_is_text(data: bytes, line: str) -> None:
    assert line in said(data)
    assert not reasons(data)


@pytest.mark.parametrize("step", [64, 1_000, 65_536])
@pytest.mark.parametrize("first", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("second", ["Ann Bell left at noon, 519-22-4410\r\n", "Анна Петрова, 519-22-4410\r\n"])
def test_both_halves_of_a_file_that_changes_its_encoding_are_read(first: str, second: str, step: int) -> None:
    then = "utf-16-le" if first == "utf-8" else "utf-8"
    if then == "utf-8" and not second.isascii():
        second = "Anna Petrova, 519-22-4410 and what more there is to say\r\n"
    begin, end = "Bo Chu came early, 631-40-2271, on a bicycle\r\n" * 5, second * 5
    data = begin.encode(first) + end.encode(then)
    encoding = encoding_of(data)
    assert encoding is not None
    decoder = decoder_for(encoding)
    found = "".join(decoder.decode(data[at : at + step], at + step >= len(data)) for at in range(0, len(data), step))
    assert found.removeprefix("\ufeff") == begin + end


def test_a_log_goes_on_in_two_bytes_far_behind_its_beginning() -> None:
    assert said(b"ascii line of a log\n" * 9_000 + "späte Zeile 519-22-4410\n".encode("utf-16-le")).endswith(
        "späte Zeile 519-22-4410\n"
    )


def test_a_hole_of_gigabytes_takes_no_time(tmp_path: Path) -> None:
    file = tmp_path / "sparse.log"
    with file.open("wb") as stream:
        stream.write(b"before 519-22-4410\n")
        stream.truncate(4 << 30)
        stream.seek(0, os.SEEK_END)
        stream.write(b"behind 631-40-2271\n")
    if file.stat().st_blocks * 512 > 1 << 20:
        pytest.skip("this file system keeps no holes")
    content = "".join(text.content for text in texts(file))
    assert "before 519-22-4410" in content and "behind 631-40-2271" in content and len(content) < 1 << 18
    with file.open("rb") as stream:
        assert next(offset for offset, piece in pieces(stream) if "behind" in piece) > (4 << 30) - (1 << 17)


def test_of_an_unknown_format_its_text_is_read_and_the_rest_is_counted() -> None:
    record = bytes(range(1, 32)) + b"ORTEGA MARIA 519-22-4410" + bytes([0x12, 0x34, 0x5C]) + bytes(range(200, 255))
    pieces_read = read(record * 20, "staff.dat")
    assert sum("519-22-4410" in line for text in texts(record * 20) for line in text.content.splitlines()) == 20
    unread = [piece for piece in pieces_read if isinstance(piece, Unread)]
    assert [part.reason for part in unread] == [Reason.UNKNOWN_FORMAT]
    assert int(unread[0].locator.segments[-1].split()[0]) >= 80 * 20


def test_bytes_of_chance_are_no_text() -> None:
    import random

    from bailee.extractors.recognition import recognise
    from bailee.vocabulary import Locator

    chance = random.Random(41)
    for size in (100, 3_000, 60_000):
        assert recognise(Item.nested(Locator(()), "blob", chance.randbytes(size))) == "application/octet-stream"
    assert recognise(Item.nested(Locator(()), "blob", bytes(300_000))) == "application/octet-stream"


@pytest.mark.parametrize(
    "declared", ["utf-16", "utf-16be", "utf-32", "ebcdic-cp-us", "cp037", "ebcdic-cp-be", "x-nobody", "utf-7"]
)
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_mail_that_declares_a_wrong_charset_is_read_as_what_it_is(declared: str, kind: str) -> None:
    mail = f"From: a@b.example\nSubject: pay\nContent-Type: text/{kind}; charset={declared}\n\nAnn Bell, SSN 519-22-4410, of Ames\n"
    assert "Ann Bell, SSN 519-22-4410, of Ames" in said(mail.encode())


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("Zażółć gęślą jaźń", "iso8859-2", "iso-8859-2"), ("Анна Петрова", "koi8-r", "koi8-r"), ("山田太郎です", "iso2022_jp", "iso-2022-jp"),
        ("Ann Bell of Ames", "cp037", "ebcdic-cp-us"), ("Ann Bell, Zoë", "utf-16", "utf-16"), ("Ann Bell, Zoë", "utf-16-be", "utf-16"), ("Zoë", "utf-7", "utf-7"),
    ],
)  # fmt: skip
def test_a_charset_that_is_true_counts(text: str, encoding: str, declared: str) -> None:
    raw = text.encode(encoding)
    assert raw.decode(declared_or_seen(raw, declared)).removeprefix("\ufeff") == text


def test_zeros_at_the_cut_of_two_pieces_lose_nothing() -> None:
    data = b"".join(b"name%05d\0" % number for number in range(40_000))
    joined = "".join(piece for _, piece in pieces(io.BytesIO(data)))
    assert all(f"name{number:05d}" in joined for number in range(0, 40_000, 97))
