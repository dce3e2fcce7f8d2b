"""Mail as clients leave it: single messages, mbox archives, and messages inside messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from bailee.demo.marks import Ink, plain, values
from bailee.demo.papers import ALSO, Built, Kinds, Paper, Planted, as_html, para

_TYPES = {
    "pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "zip": "application/zip", "png": "image/png",
    "odt": "application/vnd.oasis.opendocument.text", "html": "text/html", "gz": "application/gzip",
}  # fmt: skip


@dataclass(slots=True)
class Letter:
    """A mail before it is written; all text is marked."""

    sender: str  # `Name <address>` or an address
    to: Sequence[str]
    subject: str
    body: str
    on: date
    hour: int = 9
    cc: Sequence[str] = ()
    html: bool = False  # an HTML part beside the text
    attached: list[Built | Letter] = field(default_factory=list)
    kind: str = ""  # of record, where the body itself is one
    also: tuple[str, ...] = ()  # kinds that it may be called, too
    about: tuple[str, ...] = ()
    reply_to: str = ""


def _message(letter: Letter) -> tuple[EmailMessage, Built]:
    ink = Ink()
    message = EmailMessage(policy=SMTP)
    message["From"] = ink(letter.sender, "headers")
    message["To"] = ", ".join(ink(to, "headers") for to in letter.to)
    if letter.cc:
        message["Cc"] = ", ".join(ink(to, "headers") for to in letter.cc)
    if letter.reply_to:
        message["Reply-To"] = ink(letter.reply_to, "headers")
    message["Subject"] = ink(letter.subject, "headers")
    summer = 4 <= letter.on.month <= 10
    moment = datetime(
        letter.on.year,
        letter.on.month,
        letter.on.day,
        letter.hour,
        (letter.on.day * 7) % 60,
        tzinfo=timezone(timedelta(hours=-4 if summer else -5)),
    )
    message["Date"] = format_datetime(moment)
    ident = sha256(f"{letter.subject}{letter.body}{letter.on}{letter.hour}".encode()).hexdigest()[:24]
    message["Message-ID"] = f"<{ident}>"
    message["X-Mailer"] = ("Microsoft Outlook 16.0", "Apple Mail (2.3445)", "Mozilla Thunderbird")[
        int(ident[:2], 16) % 3
    ]
    message.set_content(ink(letter.body, "body") + "\n", cte="quoted-printable" if int(ident[2], 16) % 3 == 0 else None)
    if letter.html:
        page = as_html(Paper([para(text) for text in letter.body.split("\n\n")], name="message"), ink, mail="body html")
        message.add_alternative(page, subtype="html")
    planted = list(ink.seen)
    kinds: Kinds = []
    if letter.kind:
        kinds.append((letter.kind, (), letter.about))
    kinds += [(ALSO + kind, (), ()) for kind in letter.also]
    for number, part in enumerate(letter.attached, 1):
        if isinstance(part, Letter):
            inner, made = _message(part)
            message.add_attachment(inner)
        else:
            made = part
            name = plain(part.name)
            main, sub = _TYPES.get(name.rpartition(".")[2], "application/octet-stream").split("/")
            message.add_attachment(part.data, maintype=main, subtype=sub, filename=name)
            planted += [(value, (f"attachment {number}",)) for value in values(part.name)]
        inside, inner_kinds = made.within(f"attachment {number}")
        planted += inside
        kinds += inner_kinds
    multiparts = (p for p in message.walk() if p.get_content_maintype() == "multipart")
    for index, multipart in enumerate(multiparts):
        multipart.set_boundary(f"----=_Part_{ident[:12]}_{index}")
    return message, Built("", b"", letter.on, planted, kinds)


def as_eml(letter: Letter, name: str) -> Built:
    message, made = _message(letter)
    return Built(f"{name}.eml", message.as_bytes(), letter.on, made.planted, made.kinds)


def as_mbox(letters: Sequence[Letter], name: str, kind: str = "archived-mail", about: tuple[str, ...] = ()) -> Built:
    """mboxrd: `From ` lines in front, and a `>` before each line that begins so."""
    out: list[bytes] = []
    planted: Planted = []
    kinds: Kinds = [(kind, (), about)] if kind else []
    for number, letter in enumerate(letters, 1):
        message, made = _message(letter)
        text = message.as_bytes(policy=SMTP.clone(linesep="\n"))
        quoted = b"\n".join(
            b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in text.split(b"\n")
        )
        stamp = datetime(letter.on.year, letter.on.month, letter.on.day, letter.hour, tzinfo=UTC).strftime(
            "%a %b %d %H:%M:%S %Y"
        )
        out.append(b"From MAILER-DAEMON " + stamp.encode() + b"\n" + quoted.rstrip(b"\n") + b"\n\n")
        inside, inner = made.within(f"message {number}")
        planted += inside
        kinds += inner
    return Built(f"{name}.mbox", b"".join(out), max(letter.on for letter in letters), planted, kinds)
