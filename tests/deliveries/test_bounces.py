"""Bounces as mail servers write them, and what is no bounce: each as its server would."""

from __future__ import annotations

import time

import pytest

from bailee.deliveries import Act, Reason
from bailee.deliveries.bounces import Bounce, read

IDENT = "mail-0123456789abcdef"
OURS = (
    f"From: privacy@acme.example\r\nTo: pat@client.example\r\nMessage-ID: <{IDENT}@acme.example>\r\nSubject: Acme\r\n"
)


def report(action: str, status: str, diagnostic: str = "", *, whole: bool = False, ours: str = OURS) -> bytes:
    """As Postfix and Exchange write them (RFC 3464)."""
    returned = (
        f"Content-Type: message/rfc822\r\n\r\n{ours}\r\nhello\r\n"
        if whole
        else f"Content-Type: text/rfc822-headers\r\n\r\n{ours}"
    )
    diagnostic = f"Diagnostic-Code: smtp; {diagnostic}\r\n" if diagnostic else ""
    return (
        "From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nI could not deliver it.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; pat@client.example\r\nAction: {action}\r\nStatus: {status}\r\n{diagnostic}\r\n"
        f"--b\r\n{returned}\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("content", "act", "reason"),
    [
        (report("failed", "5.1.1", "550 5.1.1 unknown"), Act.FAILED, Reason.NO_MAILBOX),
        (report("failed", "5.2.2"), Act.FAILED, Reason.MAILBOX_FULL),
        (report("failed", "5.2.2", whole=True), Act.FAILED, Reason.MAILBOX_FULL),
        (report("failed", "5.0.0", "552 Quota exceeded (mailbox full)"), Act.FAILED, Reason.MAILBOX_FULL),
        (report("failed", "5.7.1"), Act.FAILED, Reason.REFUSED),
        (report("failed", "4.4.7"), Act.FAILED, Reason.TOO_LATE),
        (report("delayed", "4.2.2"), Act.DELAYED, Reason.MAILBOX_FULL),
        (report("Failed (user unknown)", "5.1.10"), Act.FAILED, Reason.NO_MAILBOX),
    ],
)  # fmt: skip
def test_a_report_says_what_became_of_it(content: bytes, act: Act, reason: Reason) -> None:
    assert read(content) == (Bounce(IDENT, act, reason),)


def test_older_servers_write_a_letter_with_what_came_back_below() -> None:
    letter = (
        f"Return-Path: <>\r\nFrom: postmaster@old.example\r\nSubject: failure notice\r\n\r\n"
        f"<pat@client.example>:\r\nSorry, no mailbox here by that name: user unknown.\r\n\r\n--- Below is a copy.\r\n\r\n{OURS}"
    ).encode()
    assert read(letter) == (Bounce(IDENT, Act.FAILED, Reason.NO_MAILBOX),)
    gmail = b"From: mailer-daemon@mail.example\r\nX-Failed-Recipients: pat@client.example\r\nReferences: <" + (
        f"{IDENT}@acme.example>\r\n\r\nThe recipient's inbox is over quota.\r\n".encode()
    )
    assert read(gmail) == (Bounce(IDENT, Act.FAILED, Reason.MAILBOX_FULL),)
    warning = (
        letter.replace(b"user unknown", b"timed out; delivery will be retried")
        .replace(b"Sorry, no mailbox here by that name", b"This is a warning")
    )  # fmt: skip
    assert read(warning) == (Bounce(IDENT, Act.DELAYED, Reason.TOO_LATE),)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe" * 500,
        report("delivered", "2.0.0"),
        report("failed", "5.1.1", ours=OURS.replace(IDENT, "mail-zzzz")),
        f"From: pat@client.example\r\nAuto-Submitted: auto-replied\r\nReferences: <{IDENT}@acme.example>\r\n\r\nI am away.".encode(),
        f"From: pat@client.example\r\nIn-Reply-To: <{IDENT}@acme.example>\r\n\r\nThis user does not exist, I am joking.".encode(),
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n",
    ],
    ids=["empty", "no-mail", "delivered", "another-ones", "away", "an-answer", "cut-off"],
)
def test_what_is_no_bounce_of_ours_changes_nothing(content: bytes) -> None:
    assert read(content) == ()


def test_a_mail_of_blank_lines_keeps_nobody_waiting() -> None:
    began = time.process_time()
    assert read(b"From: MAILER-DAEMON@mx.example\r\n\r\n" + b"\n" * 60_000) == ()
    assert time.process_time() - began < 3  # it was 12 seconds, and a day for one of four megabytes
