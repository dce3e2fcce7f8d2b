"""Messages as they go out: heads, text, and what is attached.

A message carries what a delivery sends to everybody, or a certificate of its own; never both.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from bailee.store.mail_lines import Server
from bailee.store.rows.base import now


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What goes with a message: a file, who sends it, and where an answer goes; `text` follows the message's own."""

    file: str
    sort: str
    content: bytes = field(repr=False)
    text: str = field(repr=False, default="")
    sender: str = "bailee"
    reply_to: str = ""

    @classmethod
    def of_campaign(cls, told: dict[str, Any], language: str = "") -> Enclosed:
        """What a delivery keeps for all of its messages; in a language, where it has it in that one."""
        told = told | told.get("languages", {}).get(language, {})
        content = base64.b64decode(told["content"])
        return cls(told["file"], told["sort"], content, told["text"], told["sender"], told["reply_to"])


def is_address(text: str) -> bool:
    """Whether something can be sent to it."""
    return "\n" not in text and "\r" not in text and text.count("@") == 1 and _is_one_address(text)


def _is_one_address(text: str) -> bool:
    """Whether it is one address, as a header of a message has it. The library fails over some texts, each time in another way.

    >>> _is_one_address("pat@client.example"), _is_one_address("ab@"), _is_one_address("a@["), _is_one_address("a,b@c.example")
    (True, False, False, False)
    """
    try:
        return Address(addr_spec=text).addr_spec == text
    except Exception:  # noqa: BLE001 - its parser raises anything on broken mail: IndexError, AttributeError
        return False


def written(
    ident: str, recipient: str, content: dict[str, str], server: Server, enclosed: Enclosed | None = None
) -> EmailMessage:
    """The message, under an ID that stays the same however often it goes out."""
    message = EmailMessage()
    domain = server.sender.rpartition("@")[2] or "localhost"
    message["From"] = Address(enclosed.sender if enclosed else "bailee", addr_spec=server.sender)
    message["To"] = recipient
    message["Subject"] = content["subject"]
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{ident}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if enclosed is None:
        message.set_content(content["text"])
        return message
    if enclosed.reply_to:
        message["Reply-To"] = enclosed.reply_to
    # quoted-printable: no line is longer than a mail server passes on, and the text is still to be read as it stands
    message.set_content(f"{content['text']}{enclosed.text}", cte="quoted-printable")
    main, _, sub = enclosed.sort.partition("/")
    message.add_attachment(enclosed.content, maintype=main, subtype=sub, filename=enclosed.file)
    return message
