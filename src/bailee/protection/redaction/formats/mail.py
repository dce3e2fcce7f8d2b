"""Mails and mailboxes: headers, every part by its own format, attachments, mails in mails; names of attachments too.

A signature over a mail would not hold for the copy, so it is taken out. What is encrypted is refused.
"""

from __future__ import annotations

import base64
import email
import email.errors
import email.header
import email.policy
import email.utils
import quopri
import re
from email.message import Message

from bailee.extractors.media_type import MAIL, MBOX
from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.passages import Passage, Words
from bailee.protection.redaction.work import Work
from bailee.text import Part

REDACTS = frozenset({MAIL, MBOX})

_SEPARATOR = re.compile(rb"(?m)^From [^\r\n]*\r?\n")
_SIGNED = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_LOCKED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_STALE = ("dkim-signature", "arc-seal", "arc-message-signature", "x-google-dkim-signature", "domainkey-signature")
_HANDLED = ("content-type", "content-disposition", "content-transfer-encoding", "mime-version")
_LONGEST = 64 << 20
_WINMAIL = b"\x78\x9f\x3e\x22"


def redact(data: bytes, work: Work) -> bytes:
    first = _SEPARATOR.match(data.lstrip(b"\r\n"))
    if first is None:
        return _mail(data, work)
    out: list[bytes] = []
    data = data.lstrip(b"\r\n")
    marks = [found for found in _SEPARATOR.finditer(data) if found.start() == 0 or data[found.start() - 2 : found.start()] in (b"\n\n", b"\r\n") or data[found.start() - 4 : found.start()] == b"\r\n\r\n"]  # fmt: skip
    for index, found in enumerate(marks):
        stop = marks[index + 1].start() if index + 1 < len(marks) else len(data)
        line = Words(found[0].decode("utf-8", "surrogateescape").rstrip("\r\n"))
        work.settle([Passage([line])], Part.HEADER)
        end = b"\r\n" if found[0].endswith(b"\r\n") else b"\n"
        out += [line.text.encode("utf-8", "surrogateescape"), end]
        raw = data[found.end() : stop]
        made = _mail(raw, work) if raw.strip() else raw
        made = re.sub(rb"(?m)^From ", b">From ", made)
        tail = end * 2
        out.append(made if made.endswith(tail) or index + 1 == len(marks) else made.rstrip(b"\r\n") + tail)
    return b"".join(out)


def _mail(data: bytes, work: Work) -> bytes:
    if len(data) > _LONGEST:
        raise RefusedRedaction(Why.TOO_BIG)
    work.take(len(data))
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    before = message.as_bytes()
    _message(message, work)
    made = message.as_bytes()
    if made == before:
        return data
    return made.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") if b"\r\n" in data[:2000] else made


def _message(message: Message, work: Work) -> None:
    _headers(message, work)
    kind = message.get_content_type().lower()
    if kind in _LOCKED and "signed" not in str(message.get_param("smime-type", "")):
        raise RefusedRedaction(Why.ENCRYPTED)
    if message.is_multipart():
        _boundary(message, work)
        parts = message.get_payload()
        if isinstance(parts, list):
            _parts(message, [part for part in parts if isinstance(part, Message)], kind, work)
        for name in ("preamble", "epilogue"):
            if text := getattr(message, name):
                words = Words(text)
                if work.settle([Passage([words])]):
                    setattr(message, name, words.text)
        return
    _body(message, kind, work)


def _boundary(message: Message, work: Work) -> None:
    """Another mark between the parts where a value stands in it: nobody reads it, and every reader of the copy would."""
    declared = message.get_boundary()
    if declared and work.values.is_in(declared):
        work.boundaries += 1
        number = "".join("abcdefghij"[int(figure)] for figure in f"{work.boundaries:06}")  # none begins another one
        message.set_boundary(f"part-{number}-of-a-copy")


def _parts(message: Message, parts: list[Message], kind: str, work: Work) -> None:
    kept = [part for part in parts if part.get_content_type().lower() not in _SIGNED]
    if len(kept) != len(parts):
        work.note("signature of a mail taken out")
        parts = kept
        message.set_payload([*kept])
        if kind == "multipart/signed":
            boundary = message.get_boundary()
            del message["Content-Type"]
            message["Content-Type"] = "multipart/mixed"
            if boundary:
                message.set_boundary(boundary)
    for part in parts:
        if work.depth <= 0:
            raise RefusedRedaction(Why.INSIDE, "too deep")
        work.depth -= 1
        _message(part, work)
        work.depth += 1


# --- headers


def _headers(message: Message, work: Work) -> None:
    passages: list[Passage] = []
    pieces: list[tuple[int, str, Words]] = []
    items = list(message._headers)  # type: ignore[attr-defined]  # in order, the same name as often as it stands
    for index, (name, value) in enumerate(items):
        if name.lower() in _HANDLED:
            continue
        words = Words(_decoded(value))
        pieces.append((index, name, words))
        passages.append(Passage([words], name))
    work.settle(passages, Part.HEADER)
    changed = [each for each in pieces if each[2].is_changed]
    for index, name, words in changed:
        items[index] = (name, _encoded(words.text, name))
    if changed:
        items = [(name, value) for name, value in items if name.lower() not in _STALE]
        message._headers = items  # type: ignore[attr-defined]
    for header, parameter in (
        ("Content-Type", "name"),
        ("Content-Disposition", "filename"),
        ("Content-Type", "charset"),
    ):
        value = message.get_param(parameter, header=header)
        shown = (
            email.header.make_header(email.header.decode_header(_plain(value)))
            if value and parameter != "charset"
            else None
        )
        if shown is None:
            continue
        words = Words(str(shown))
        if work.settle([Passage([words], is_name=True)], Part.NAME):
            message.set_param(parameter, words.text, header=header)
    for header in ("Content-Description", "Content-ID", "Content-Location"):
        value = message.get(header)
        if value:
            words = Words(_decoded(value))
            if work.settle([Passage([words])], Part.HEADER):
                message.replace_header(header, _encoded(words.text, header))


def _plain(value: object) -> str:
    """A parameter, which may come as (charset, language, text)."""
    if isinstance(value, tuple):
        return email.utils.collapse_rfc2231_value(value)
    return str(value)


def _decoded(value: object) -> str:
    text = re.sub(r"\r?\n[ \t]", " ", str(value))
    try:
        return str(email.header.make_header(email.header.decode_header(text)))
    except (LookupError, ValueError, email.errors.HeaderParseError):
        return text


def _encoded(text: str, name: str) -> str:
    text = re.sub(r"[\r\n]+", " ", text)
    if text.isascii():
        return text
    return email.header.Header(
        text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), "utf-8", header_name=name
    ).encode()


# --- bodies


def _body(message: Message, kind: str, work: Work) -> None:
    raw = message.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else str(message.get_payload()).encode("utf-8", "surrogateescape")
    if not data:
        return
    if kind.startswith("text/") and message.get_content_disposition() != "attachment":
        made, charset = _text(data, kind, message.get_content_charset() or "utf-8", work)
        if made != data:
            _put(message, made, charset)
        return
    name = _plain(message.get_filename() or "attachment")
    made = work.inner(data, name)
    if data.startswith(_WINMAIL):
        _put_mail(message, made)
        return
    if made != data:
        _put(message, made, None)


def _put_mail(message: Message, made: bytes) -> None:
    """In place of a winmail.dat, which nobody writes but Outlook, the mail that it was."""
    for name in ("Content-Type", "Content-Transfer-Encoding", "Content-Disposition"):
        del message[name]
    message["Content-Type"] = "message/rfc822"
    message.set_payload([email.message_from_bytes(made, policy=email.policy.compat32)])


def _text(data: bytes, kind: str, charset: str, work: Work) -> tuple[bytes, str]:
    from bailee.protection.redaction.formats import html, plain

    try:
        text = data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        made = html.redact(data, work) if kind == "text/html" else plain.redact(data, work)
        return made, charset
    made = html.redact(text.encode(), work) if kind == "text/html" else plain.redact(text.encode(), work)
    if made == text.encode():
        return data, charset
    try:
        return made.decode().encode(charset), charset
    except UnicodeEncodeError:
        return made, "utf-8"


def _put(message: Message, data: bytes, charset: str | None) -> None:
    """Another content, in Base64 or as it was written before."""
    way = str(message.get("Content-Transfer-Encoding", "7bit")).lower().strip()
    if way == "quoted-printable":
        payload = quopri.encodestring(data).decode("ascii")
    elif way in ("7bit", "8bit", "") and data.isascii():
        payload = data.decode("ascii")
    else:
        payload = base64.encodebytes(data).decode("ascii")
        way = "base64"
    message.set_payload(payload)
    if message.get("Content-Transfer-Encoding") is not None:
        message.replace_header("Content-Transfer-Encoding", way or "7bit")
    elif way == "base64":
        message["Content-Transfer-Encoding"] = way
    if charset is not None and message.get("Content-Type") is not None:
        message.set_param("charset", charset)
    elif charset is not None and not data.isascii():
        message["Content-Type"] = f'text/plain; charset="{charset}"'
