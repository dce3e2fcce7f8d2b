"""Old Office, Outlook, rich text and signed messages, on files that the programs themselves wrote."""

from __future__ import annotations

import random
import struct
import zlib
from pathlib import Path

import pytest
from reading import read, reasons, words_by_place

from bailee.extractors import excel_old, extractor_for
from bailee.extractors.interface import Budget, Unreadable
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.vocabulary import Locator, Reason

SAMPLES = Path(__file__).parent.parent / "samples" / "old-office"


def places(name: str) -> dict[str, str]:
    return words_by_place((SAMPLES / name).read_bytes(), name)


@pytest.mark.parametrize(
    ("name", "place", "words"),
    [
        ("header-and-body.doc", "headers and footers", "Administration och övervakning"),
        ("text-box.doc", "text boxes", "This is a line of text."),
        ("comment.ppt", "slide 1", "subtitle"),
        ("hyperlinks.xls", "sheet Sheet1", "http_tika_link"),
        ("hyperlinks.xls", "links", "mailto:user@tika.apache.org"),
        ("hyperlinks.xls", "comments and text boxes", "should have link to Tika"),
        ("custom-properties.xls", "properties", "MyCustomString: MyStringValue"),
        ("various.xlsb", "sheet mySheet1", "123456789012345"),
        ("various.xlsb", "properties", "Allison"),
        ("various.xlsb", "sheet mySheet1 comments", "test comment"),
        ("various.xlsb", "sheet mySheet1 / names and rules", "OddLeftHeader"),
        ("contact.msg", "headers", "Business phone:"),
        ("contact.msg", "body", "one quick brown fox"),
        ("message-in-message.msg", "headers", "nick.booth@pof.com.au"),
        ("message-in-message.msg", "attachment 1 / body", "Blah blah blah"),
        ("message-in-message.msg", "attachment 2", "smbprn.00009008.KdcPjl.pdf"),
        ("winmail.dat", "headers", "Gaggletest2@anderson5.net"),
        ("winmail.dat", "body html", "This is the message body."),
        ("comment.rtf", "body", "Here is a comment"),
        ("signed.p7m", "certificates", "INFOCAMERE"),
    ],
)
def test_each_place_is_read(name: str, place: str, words: str) -> None:
    assert words in places(name)[place]


def test_comments_on_slides_are_read() -> None:
    assert any("comments" in place for place in places("comment.ppt"))


def test_what_was_signed_is_an_item() -> None:
    (content,) = (p for p in read(SAMPLES / "signed.p7m") if isinstance(p, Item))
    assert content.data is not None and content.data.lstrip().startswith(b"<")


def test_what_was_compressed_is_an_item() -> None:
    """As `openssl cms -compress` frames it: the method stands before the content."""

    def framed(tag: int, *inner: bytes) -> bytes:
        content = b"".join(inner)
        return bytes([tag, len(content)]) + content

    data, packed, method = (bytes.fromhex("2a864886f70d01" + end) for end in ("0701", "09100109", "09100308"))
    content = framed(0x30, framed(6, data), framed(0xA0, framed(4, zlib.compress(b"519-22-4410"))))
    body = framed(0x30, b"\2\1\0", framed(0x30, framed(6, method)), content)
    (piece,) = read(framed(0x30, framed(6, packed), framed(0xA0, body)), "a.p7z")
    assert isinstance(piece, Item) and piece.read() == b"519-22-4410"


@pytest.mark.parametrize("name", ["password.doc", "password.xls", "enveloped.p7m"])
def test_a_locked_file_is_called_locked(name: str) -> None:
    assert reasons((SAMPLES / name).read_bytes(), name) == {Reason.ENCRYPTED}


def test_each_message_of_an_outlook_archive_is_a_mail() -> None:
    mails = [p for p in read(SAMPLES / "various-bodies.pst") if isinstance(p, Item)]
    assert [item.locator.segments[-1] for item in mails] == [f"message {number}" for number in range(1, 5)]
    said = [words_by_place(item.data or b"", item.name) for item in mails]
    assert "Subject: original email" in said[0]["headers"] and "tallison@mitre.org" in said[0]["headers"]
    assert "This is the original email (html)" in said[0]["body html"] and "Forwarded RTF" in said[2]["body"]


def test_rich_text_shows_fields_notes_and_letters_of_every_alphabet() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 A;}{\f1 B;}}{\info{\author Ann Roe}}"
        rb"{\header head 1}\f0 \'cc\'e8\'f0 \f1 Zo\'eb {\field{\*\fldinst HYPERLINK mailto:zoe@example.org}{\fldrslt write}}"
        rb"{\footnote note 512-44-7313}\trowd cell a\cell cell b\cell\row {\*\bkmkstart here}{\v hidden words}\u8364 ?5}"
    )
    text = words_by_place(data, "a.rtf")["body"]
    wanted = [
        "Ann Roe",
        "head 1",
        "Мир",
        "Zoë",
        "mailto:zoe@example.org",
        "note 512-44-7313",
        "cell a\tcell b",
        "hidden words",
        "€5",
    ]
    assert [word for word in wanted if word not in text] == []


def test_cut_rich_text_is_read_and_said_to_be_cut() -> None:
    assert reasons(rb"{\rtf1 first words {\b and", "a.rtf") == {Reason.DAMAGED}
    assert "first words" in words_by_place(rb"{\rtf1 first words {\b and", "a.rtf")["body"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hyperlinks.xls", "should have link to Tika"),
        ("text-box.doc", "line of text"),
    ],
)
def test_an_old_file_that_lost_its_end_shows_the_letters_in_it(name: str, words: str) -> None:
    cut = (SAMPLES / name).read_bytes()
    cut = cut[: len(cut) * 2 // 3]
    assert words in words_by_place(cut, name)["letters"]
    assert reasons(cut, name) == {Reason.DAMAGED}


def test_two_hundred_thousand_groups_need_no_recursion() -> None:
    assert "deep" in words_by_place(rb"{\rtf1 " + b"{" * 200_000 + b"deep" + b"}" * 200_001, "a.rtf")["body"]


@pytest.mark.parametrize(
    "name", sorted(path.name for path in SAMPLES.iterdir() if path.suffix not in (".md", ".xls", ".xlsb"))
)
def test_flipped_bytes_and_lost_tails_raise_nothing_else(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    rng = random.Random(name)
    for _ in range(25):
        broken = bytearray(data[: rng.randrange(1, len(data))] if rng.random() < 0.3 else data)
        for _ in range(rng.choice([1, 5, 50])):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        item = Item(Locator((name,)), len(broken), data=bytes(broken))
        try:
            extractor = extractor_for(recognise(item))
            pieces = list(extractor.extract(item, Budget())) if extractor else []
        except Unreadable:
            continue
        assert all(piece.locator.item == name for piece in pieces)


def test_titles_of_charts_and_their_labels_are_read() -> None:
    """What a chart was last drawn with stays in it when its cells are gone."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    title, label = "Pay of Ann Roe", "Roe, Ann"
    stream = record(0x0809, struct.pack("<HH", 0x600, 0x20)) + record(
        0x100D, struct.pack("<HBB", 0, len(title), 1) + title.encode("utf-16-le")
    )
    stream += record(0x0204, struct.pack("<HHHHB", 0, 0, 0, len(label), 0) + label.encode()) + record(0x0A, b"")
    found, whole, locked = excel_old._records(stream + record(0x0204, struct.pack("<HHHHB", 0, 0, 0, 4, 0) + b"cell"))
    assert found == {"charts": [title, label]} and whole and not locked
