"""Mail: every header, body and attachment is read, whatever mailers and attackers make of it."""

from __future__ import annotations

import base64
import time
from email.message import EmailMessage

import pytest
from reading import read, reasons, texts, words_by_place

from bailee.extractors.interface import Budget, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ann <ann@example.org>", "bo@example.org", "Pay"
    message["Message-ID"] = "<1@example.org>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


def attachments(data: bytes) -> list[Item]:
    return [piece for piece in read(data, "a.eml") if isinstance(piece, Item)]


def test_every_header_is_read_in_words() -> None:
    data = bytes(mail(Bcc="Zoë Müller <zoe@example.org>", X_Employee_SSN="512-44-7313"))
    headers = words_by_place(data, "a.eml")["headers"]
    assert "Bcc: Zoë Müller <zoe@example.org>" in headers and "X-Employee-SSN: 512-44-7313" in headers


def test_the_mark_between_parts_is_no_text_and_a_mark_that_parts_nothing_is() -> None:
    message = mail()
    message.set_content("plain words")
    message.add_alternative("<p>other words", subtype="html")
    message.set_boundary("=====5032783785423243036==")  # a card number by its check digit
    assert "5032783785423243036" not in str(words_by_place(bytes(message), "a.eml"))
    idle = b'From: a@b.c\nMessage-ID: <1>\nContent-Type: text/plain; boundary="SSN 512-44-7313"\n\nHello.'
    assert "512-44-7313" in words_by_place(idle, "a.eml")["headers"]


def test_both_alternatives_are_read() -> None:
    message = mail()
    message.set_content("plain words")
    message.add_alternative('<p>other <a href="mailto:cy@example.org">words</a><td>512-44-<b>7313</b>', subtype="html")
    places = words_by_place(bytes(message), "a.eml")
    assert "plain words" in places["body"]
    assert "other words" in places["body html"] and "mailto:cy@example.org" in places["body html"]
    assert "512-44-7313" in places["body html"]


def test_an_attachment_keeps_its_name_and_its_bytes() -> None:
    message = mail()
    message.set_content("see there")
    message.add_attachment(b"name,ssn\n", maintype="application", subtype="octet-stream", filename="löhne 2024.csv")
    pieces = read(bytes(message), "a.eml")
    names = [text.content for text in texts(bytes(message), "a.eml") if text.part is Part.NAME]
    inside = [piece for piece in pieces if isinstance(piece, Item)]
    assert names == ["löhne 2024.csv"]
    assert [(item.locator.segments[-1], item.name, item.data) for item in inside] == [
        ("attachment 1", "löhne 2024.csv", b"name,ssn\n")
    ]


def test_a_mail_in_a_mail_is_an_item_of_its_own() -> None:
    inner, outer = mail(X_Inner="yes"), mail()
    inner.set_content("inner words")
    outer.set_content("outer words")
    outer.add_attachment(inner)
    (item,) = attachments(bytes(outer))
    assert item.data is not None
    assert "inner words" in words_by_place(item.data, item.name)["body"]


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [("utf-8", "Zoë".encode("cp1252")), ("us-ascii", "Zoë".encode()), ("iso-8859-1", "Zo\xeb €".encode("cp1252")),
     ("no-such-charset", "Zoë".encode()), ("idna", "Zoë".encode())],
)  # fmt: skip
def test_a_wrong_charset_loses_no_letter(charset: str, encoded: bytes) -> None:
    data = (
        b"From: a@b.c\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=" + charset.encode() + b"\n\n"
    )
    assert "Zoë" in words_by_place(data + encoded, "a.eml")["body"]


def test_base64_that_a_gateway_broke_is_read_as_far_as_it_goes() -> None:
    body = base64.b64encode(b"SSN 512-44-7313 " * 10)[:-3].replace(b"U1NO", b"U1NO!\x00", 1)
    data = b"From: a@b.c\nSubject: x\nMessage-ID: <1>\nContent-Transfer-Encoding: base64\n\n" + body
    assert words_by_place(data, "a.eml")["body"].count("512-44-7313") >= 9


def test_parts_without_the_declared_boundary_are_found() -> None:
    data = (
        b'From: a@b.c\nSubject: x\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary="lost"\n\n'
        b"--found-instead\nContent-Type: text/html\n\n<p>one</p>\n--found-instead\nContent-Type: text/plain\n\ntwo\n"
    )
    places = words_by_place(data, "a.eml")
    assert "one" in places["body html"] and "two" in places["body"]


def test_text_outside_all_parts_is_read() -> None:
    data = (
        b"From: a@b.c\nSubject: x\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=b\n\nhidden before\n"
        b"--b\n\nshown\n--b--\nhidden after\n"
    )
    assert "hidden before" in words_by_place(data, "a.eml")["outside parts"]
    assert "hidden after" in words_by_place(data, "a.eml")["outside parts 2"]


def test_a_file_written_into_the_text_by_uuencode_comes_out() -> None:
    data = b"From: a@b.c\nSubject: x\nMessage-ID: <1>\n\nHere:\n\nbegin 644 a.txt\n+:&5L;&\\@=V]R;&0 \n`\nend\n"
    assert [(item.name, item.data) for item in attachments(data)] == [("a.txt", b"hello world")]


@pytest.mark.parametrize("body", [
    b"Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n",
    b"\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
])  # fmt: skip
def test_an_encrypted_body_is_said(body: bytes) -> None:
    assert Reason.ENCRYPTED in reasons(b"From: a@b.c\nSubject: x\nMessage-ID: <1>\n" + body, "a.eml")


def test_two_hundred_multiparts_in_each_other_end_with_a_reason() -> None:
    head, tail = b"From: a@b.c\nSubject: x\nMessage-ID: <1>\n", b""
    for level in range(200):
        head += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
        tail = b"\n--b%d--\n" % level + tail
    assert Reason.TOO_DEEP in reasons(head + b"\ndeep words" + tail, "a.eml")


def test_a_hundred_thousand_parts_stop_at_the_budget() -> None:
    data = (
        b"From: a@b.c\nSubject: x\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\n\nx\n" * 100_001
    )
    began = time.process_time()
    with pytest.raises(Unreadable) as failure:
        read(data, "a.eml", Budget())
    assert failure.value.reason is Reason.TOO_BIG and time.process_time() - began < 10


def test_apple_mail_is_a_mail_after_its_length() -> None:
    inner = bytes(mail())
    assert "ann@example.org" in words_by_place(b"%d\n" % len(inner) + inner, "1.emlx")["headers"]


def test_an_archived_page_is_read() -> None:
    data = (
        b"From: <Saved by a browser>\nSubject: =?utf-8?Q?Pr=C3=A9?=\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
        b"Content-Transfer-Encoding: quoted-printable\n\n<p>caf=C3=A9</p>\n--b--\n"
    )
    assert "café" in words_by_place(data, "a.mht")["body html"]


def test_deep_html_costs_no_quadratic_time() -> None:
    data = (
        b"From: a@b.c\nSubject: x\nMessage-ID: <1>\nContent-Type: text/html\n\n" + b"<div>" * 200_000 + b"512-44-7313"
    )
    began = time.process_time()
    assert "512-44-7313" in words_by_place(data, "a.eml")["body html"]
    assert time.process_time() - began < 5


def test_nothing_is_left_of_an_unread_part_without_a_word() -> None:
    message = mail()
    message.set_content("x")
    message.add_attachment(b"a" * 100, maintype="application", subtype="octet-stream", filename="a.bin")
    with pytest.raises(Unreadable):
        read(bytes(message), "a.eml", Budget(bytes_left=50))
    assert not [piece for piece in read(bytes(message), "a.eml") if isinstance(piece, Unread)]
