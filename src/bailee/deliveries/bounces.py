"""What mail servers send back: notifications of delivery status (RFC 3464), and the letters that older servers write instead.

A bounce is known by the Message-ID of what came back, which nobody can guess. What it says in words is not kept: it holds
addresses, and sometimes the message itself.

>>> [(each.message, each.act.value, each.reason.value) for each in read(_EXAMPLE.encode())]
[('mail-0123456789abcdef', 'failed', 'mailbox-full')]
>>> read(b"Subject: I am away until Monday\\r\\nAuto-Submitted: auto-replied\\r\\n\\r\\nBye"), read(b"\\x00\\xff")
((), ())
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from typing import Any

from bailee.deliveries.acts import Act, Reason

LARGEST = 4 << 20  # bytes of a bounce that are looked at: some servers send the whole message back
_IDENT = re.compile(r"<(mail-[0-9a-f]{16})@[^<>\s]{1,255}>")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_ENHANCED = {
    "1.1": Reason.NO_MAILBOX, "1.2": Reason.NO_MAILBOX, "1.3": Reason.NO_MAILBOX, "1.6": Reason.NO_MAILBOX, "1.10": Reason.NO_MAILBOX,
    "2.0": Reason.REFUSED, "2.1": Reason.NO_MAILBOX, "2.2": Reason.MAILBOX_FULL, "4.1": Reason.TOO_LATE, "4.7": Reason.TOO_LATE,
    "4.2": Reason.TOO_LATE, "4.3": Reason.TOO_LATE, "4.4": Reason.NO_MAILBOX,
}  # fmt: skip
# How servers without status codes say it.
_WORDS = (
    (re.compile(r"over ?quota|mailbox (is )?full|quota exceeded|insufficient storage", re.IGNORECASE), Reason.MAILBOX_FULL),
    (re.compile(r"user unknown|unknown user|no such (user|mailbox|recipient)|does not exist|unrouteable|not found", re.IGNORECASE), Reason.NO_MAILBOX),
    (re.compile(r"retry time|too long|timed out|timeout exceeded", re.IGNORECASE), Reason.TOO_LATE),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounce:
    """What became of one message of ours."""

    message: str  # its ident in the outbox
    act: Act  # failed, or delayed where the server goes on trying
    reason: Reason


def read(content: bytes) -> tuple[Bounce, ...]:
    """Bounces of a message; none where it is none, or of no message of ours. Never raises: anybody may write to that mailbox."""
    try:
        message = message_from_bytes(content[:LARGEST], policy=policy.compat32)
        return tuple(_read(message))
    except Exception:  # noqa: BLE001 - the library fails over some messages, each time in another way
        return ()


def reason_of(text: str) -> Reason:
    """From a status code, else from the words of a server.

    >>> reason_of("5.1.1"), reason_of("552 Quota exceeded"), reason_of("5.7.26 policy")
    (<Reason.NO_MAILBOX: 'no-mailbox'>, <Reason.MAILBOX_FULL: 'mailbox-full'>, <Reason.REFUSED: 'refused'>)
    """
    if found := _STATUS.search(text):
        subject = f"{found[2]}.{found[3]}"
        return _ENHANCED.get(subject) or (Reason.REFUSED if found[2] in "2567" else Reason.BOUNCED)
    return next((reason for words, reason in _WORDS if words.search(text)), Reason.BOUNCED)


def _read(message: Message) -> Iterator[Bounce]:
    if message.get_content_type() == "multipart/report" and message.get_param("report-type") == "delivery-status":
        yield from _report(message)
    elif message["X-Failed-Recipients"] or _is_from_a_server(message):
        yield from _letter(message)


def _report(message: Message) -> Iterator[Bounce]:
    ident = _returned(message)
    if not ident:
        return
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _blocks(part):
            action = str(block.get("Action", "")).strip().lower().split(" ")[0]
            status = str(block.get("Status", ""))
            if action == "failed":
                reason = reason_of(status)
                if reason in (Reason.BOUNCED, Reason.REFUSED):
                    words = reason_of(str(block.get("Diagnostic-Code", "")))
                    reason = words if words is not Reason.BOUNCED else reason
                yield Bounce(ident, Act.FAILED, reason)
                return
            if action == "delayed":
                yield Bounce(ident, Act.DELAYED, reason_of(status) if status else Reason.TOO_LATE)
                return


def _blocks(part: Message) -> Iterator[Any]:
    """Groups of fields; the library reads each as a message of headers."""
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from payload
    elif isinstance(payload, str):
        for text in re.split(r"\r?\n\r?\n", payload):
            yield message_from_bytes(text.encode("utf-8", "replace"), policy=policy.compat32)


def _is_from_a_server(message: Message) -> bool:
    """An empty sender, or one that is a mail server's; not an answer of somebody's who is away."""
    if str(message.get("Auto-Submitted", "")).lower().startswith("auto-replied"):
        return False
    sender = str(message.get("From", "")).lower()
    return str(message.get("Return-Path", "")).strip() == "<>" or "mailer-daemon" in sender or "postmaster" in sender


def _letter(message: Message) -> Iterator[Bounce]:
    """A bounce in prose, with the message that came back, or its head, below."""
    ident = _returned(message)
    if not ident:
        return
    said = next((part for part in message.walk() if part.get_content_maintype() == "text"), None)
    payload = said.get_payload(decode=True) if said is not None else b""
    words = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    if re.search(r"will (be retried|keep trying)|this is a warning|delayed", words[:2_000], re.IGNORECASE):
        yield Bounce(ident, Act.DELAYED, Reason.TOO_LATE)
        return
    yield Bounce(ident, Act.FAILED, reason_of(words[:4_000]))


def _returned(message: Message) -> str:
    """The ident of what came back: from its own head, which a report carries; else from what answers name."""
    for part in message.walk():
        if part is message:
            continue
        if part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and (found := _message_id(payload.decode("utf-8", "replace"))):
                return found
        elif (found := _message_id(f"Message-ID: {part.get('Message-ID', '')}")) and part["From"]:
            return found
    for name in ("In-Reply-To", "References"):
        if answered := _IDENT.search(str(message.get(name, ""))):
            return answered[1]
    body = message.get_payload(decode=True) if not message.is_multipart() else b""
    return _message_id(body.decode("utf-8", "replace")) if isinstance(body, bytes) else ""


def _message_id(text: str) -> str:
    # blanks of the line alone: \s would run over the rest of a mail of blank lines, once from each of them
    found = re.search(rf"^[ \t]*Message-ID:[ \t\r\n]*{_IDENT.pattern}", text, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""


_EXAMPLE = """\
From: MAILER-DAEMON@mx.example
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; pat@client.example
Action: failed
Status: 5.2.2

--b
Content-Type: text/rfc822-headers

From: privacy@client.example
Message-ID: <mail-0123456789abcdef@client.example>

--b--
"""
