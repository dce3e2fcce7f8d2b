"""winmail.dat: its copy is a mail, with the words and the attachments, and without the values; one in a mail becomes one there."""

from __future__ import annotations

import email
import email.policy
import struct
from email.message import EmailMessage, Message
from pathlib import Path

import pytest

from bailee.protection.redaction import RefusedRedaction, Why, Wish
from bailee.protection.redaction.engine import redact_bytes

SAMPLES = Path(__file__).parents[2] / "samples" / "old-office"
SSN = "512-44-7313"
_SUBJECT, _BODY, _DATA, _TITLE, _BEGINS = 0x8004, 0x800C, 0x800F, 0x8010, 0x9002


def packed(*attributes: tuple[int, bytes]) -> bytes:
    """As Outlook packs it: MS-OXTNEF, 2.1.3; checksums are those of the bytes."""
    head = struct.pack("<IH", 0x223E9F78, 1)
    return head + b"".join(
        struct.pack("<BHHI", 1, name, 1, len(body)) + body + struct.pack("<H", sum(body) & 0xFFFF)
        for name, body in attributes
    )


def winmail(title: bytes = b"pay.csv\0") -> bytes:
    return packed(
        (_SUBJECT, f"Pay of SSN {SSN}\0".encode()),
        (_BODY, f"The list is attached. Her SSN is {SSN}, mail pat.doe@example.org.\0".encode()),
        (_BEGINS, b"\0" * 14),
        (_TITLE, title),
        (_DATA, f"name,ssn\nPat Doe,{SSN}\nKim Roe,512-44-7314\n".encode()),
    )


def read(mail: bytes) -> tuple[EmailMessage, str, dict[str, str]]:
    found = email.message_from_bytes(mail, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    body = found.get_body()
    assert body is not None
    files: dict[str, str] = {}
    for each in found.iter_attachments():
        content = each.get_payload(decode=True)
        assert isinstance(content, bytes)
        files[str(each.get_filename())] = content.decode()
    return found, body.get_content(), files


def test_the_copy_is_a_mail_without_the_values() -> None:
    made = redact_bytes(winmail(), "winmail.dat", Wish())
    assert (made.ending, made.media_type) == (".eml", "message/rfc822") and any(
        "winmail" in each for each in made.notes
    )
    message, body, files = read(made.data)
    assert "Pay of" in message["Subject"] and "The list is attached." in body
    assert list(files) == ["pay.csv"] and files["pay.csv"].startswith("name,ssn")
    for place in (str(message["Subject"]), body, files["pay.csv"]):
        assert "7313" not in place and "pat.doe" not in place
    assert "7314" not in files["pay.csv"]


def test_one_in_a_mail_becomes_a_mail_in_it() -> None:
    outer = EmailMessage()
    outer["Subject"], outer["From"] = "See below", "Kim <kim@example.org>"
    outer.set_content("Nothing here.\n")
    outer.add_attachment(winmail(), maintype="application", subtype="ms-tnef", filename="winmail.dat")
    made = redact_bytes(outer.as_bytes(), "a.eml", Wish())
    (inner,) = [
        each for each in email.message_from_bytes(made.data).walk() if each.get_content_type() == "message/rfc822"
    ]
    assert SSN.encode() not in made.data and b"ms-tnef" not in made.data
    payload = inner.get_payload()
    assert isinstance(payload, list)
    (message,) = payload
    assert isinstance(message, Message)
    _, body, files = read(message.as_bytes())
    assert "The list is attached." in body and "7313" not in body and list(files) == ["pay.csv"]


def test_what_an_exchange_server_packed_is_written_as_a_mail() -> None:
    made = redact_bytes((SAMPLES / "winmail.dat").read_bytes(), "winmail.dat", Wish())
    message, body, _ = read(made.data)
    assert message["Subject"] == "Testing TNEF Message" and "This is the message body." in body
    assert "Gaggletest2@" not in body


@pytest.mark.parametrize(("title", "name"), [(b"pay\r\nBcc: x.csv\0", "pay Bcc: x.csv"), (b"\n\0", "attachment-1.bin")])
def test_a_name_with_line_breaks_is_a_name_and_no_head(title: bytes, name: str) -> None:
    made = redact_bytes(winmail(title), "winmail.dat", Wish())
    message, _, files = read(made.data)
    assert list(files) == [name] and message["Bcc"] is None


@pytest.mark.parametrize("cut", [4, 33, -30])
def test_one_that_is_cut_off_ends_in_no_copy(cut: int) -> None:
    with pytest.raises(RefusedRedaction) as refused:
        redact_bytes(winmail()[:cut], "winmail.dat", Wish())
    assert refused.value.why in (Why.UNREAD, Why.DAMAGED, Why.NO_FORMAT, Why.INVALID)
