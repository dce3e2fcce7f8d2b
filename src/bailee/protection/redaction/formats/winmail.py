"""winmail.dat (TNEF), as Outlook packs a message: no other program writes one, so its copy is a mail (.eml).

Heads and bodies stand in it as text, as far as our extractor reads them, and each attachment as a file of its own, redacted by its
own format. What cannot be read of it ends in no copy.
"""

from __future__ import annotations

import email.policy
import re
from email.message import EmailMessage

from bailee.extractors import media_type as media
from bailee.extractors import tnef
from bailee.extractors.interface import Budget, Unread, Unreadable
from bailee.items import Item
from bailee.protection.redaction.formats import mail
from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.work import DEPTH, Work
from bailee.text import Text
from bailee.vocabulary import Locator

REDACTS = frozenset({media.TNEF})
_SUBJECT = re.compile(r"(?m)^Subject: (.*)$")
_INNER = re.compile(r"(?m)^Property [0-9A-F]{4}: .*\n?")  # what Outlook keeps for itself, and shows nobody
NOTE = "winmail.dat written as a mail: its looks are left out, its words and attachments are not"


def redact(data: bytes, work: Work) -> bytes:
    """The mail; of one that lies in another file too, which `mail` puts in its place."""
    if work.depth == DEPTH:
        work.ending, work.made_type = ".eml", media.MAIL
    work.note(NOTE)
    return mail.redact(as_mail(data), work)


def as_mail(data: bytes) -> bytes:
    """What lies in it, as a mail; nothing is redacted yet."""
    words: list[str] = []
    names: dict[str, str] = {}
    files: list[Item] = []
    try:
        for piece in tnef.extract(Item(Locator(("file",)), len(data), data=data, file_name="winmail.dat"), Budget()):
            if isinstance(piece, Unread):
                raise RefusedRedaction(Why.UNREAD, "winmail.dat")
            if isinstance(piece, Item):
                files.append(piece)
            elif isinstance(piece, Text):
                place = piece.locator.segments[1]
                if place.startswith("attachment"):
                    names[place] = piece.content
                else:
                    words.append(piece.content)
    except Unreadable:
        raise RefusedRedaction(Why.DAMAGED, "winmail.dat") from None
    made = EmailMessage(policy=email.policy.SMTP)
    subject = next((found[1] for each in words if (found := _SUBJECT.search(each))), "")
    if subject.strip():
        made["Subject"] = " ".join(subject.split())
    made.set_content("\n\n".join(_INNER.sub("", each).strip() for each in words) or " ")
    for number, each in enumerate(files, 1):
        titled = each.file_name or names.get(each.locator.segments[-1], "")
        name = " ".join(titled.split()) or f"attachment-{number}.bin"  # a head of a mail has no line breaks
        made.add_attachment(each.read(), maintype="application", subtype="octet-stream", filename=name)
    return bytes(made)
