"""Archived mail: a mailbox, or many messages kept together; some of it is private.

One message is a message. What is kept of a whole mailbox is an archive, also where it was printed to text or exported as
a table. Private letters in the company's account are said as a reason, without their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bailee.kinds.families import table
from bailee.kinds.interface import Sibling
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "archived-mail"
NAME = "Archived mail"
CATEGORY = "archived-mail"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "mailboxes and stores of messages, folders of many messages, messages printed or exported together; private letters among them"

MESSAGE_TYPES = frozenset(
    {"message/rfc822", "message/global", "message/news", "message/x-emlx", "application/vnd.ms-outlook"}
)
STORE_TYPES = re.compile(r"mbox$|outlook-pst$|x-(?:ost|dbx|pst)$|olm$", re.I)
FEW, MANY = 2, 20
FOLDER = 15  # messages saved as files in one folder, from which on it is an archive and not somebody's few keepsakes
LOG = 200_000  # characters that are searched for lines of a log
THREAD = 3  # messages of one thread, each with its sender and its time
PERSONAL = "private letters in a company's account"

_BLOCK = re.compile(
    r"^(?:>\s?)?\*{0,2}(?:from|von|de|expediteur|expéditeur)\*{0,2}\s?[:\t].{3,160}\n(?:.{0,200}\n){0,6}?(?:>\s?)?\*{0,2}(?:subject|betreff|asunto|objet)\*{0,2}\s?[:\t]",
    re.I | re.M,
)
_SUBJECT = re.compile(r"^\*{0,2}(?:subject|betreff|asunto|objet)\*{0,2}\s?[:\t](.{0,120})", re.I | re.M)
_SENT = re.compile(
    r"^(?:>\s?)?\*{0,2}(?:sent|date|gesendet|datum|envoy[eé]|enviado|fecha)\*{0,2}\s?[:\t].*\d", re.I | re.M
)
_REPLY = re.compile(r"^\W*(?:(?:re|fw|fwd|aw|wg|rv)\s?:\s*)+", re.I)
_MBOX_LINE = re.compile(r"^From \S+@\S+ +\w{3} \w{3} +\d", re.M)
# A line of what keeps messages: who wrote to whom, about what.
_KEPT = (
    re.compile(r"\bfrom=\S{0,100}@\S", re.I),
    re.compile(r"\b(?:rcpt|rcpts|recipients?|to)=\S{0,100}@\S", re.I),
    re.compile(r"\bsubj(?:ect)?=\W?\w", re.I),
)
_MESSAGE_ID = re.compile(r"^message-id:", re.I | re.M)


def recognise(reading: Reading) -> Weighed | None:
    document = reading.document
    messages = sum(1 for child in document.children if child in MESSAGE_TYPES)
    if document.media_type in MESSAGE_TYPES:
        # Only a hint, which a series takes up: one private letter is no archive.
        return Weighed(Confidence.POSSIBLE, 3.0, (PERSONAL,)) if is_personal(reading) else None
    if STORE_TYPES.search(document.media_type) and (messages or document.size > 1000):
        count = messages or len(_MBOX_LINE.findall(reading.raw))
        return _weighed(max(count, 1), ["a store of messages"], reading)
    if messages >= 3 and messages >= 0.6 * len(document.children):
        return _weighed(messages, ["messages kept together"], reading)
    return None if lacks(reading) else _of_text(reading)


def lacks(reading: Reading) -> bool:
    """One message is a message, whatever it quotes; and a picture of one is a picture."""
    return reading.document.media_type in MESSAGE_TYPES or reading.document.media_type.startswith("image/")


def _of_text(reading: Reading) -> Weighed | None:
    lowered = reading.lowered
    if not any(mark in lowered for mark in ("subj", "betreff", "asunto", "objet", "message-id")):
        return None
    for sheet in reading.sheets:
        names = " ".join(header.lower() for header in sheet.headers)
        if (
            re.search(r"\bsubject\b|\basunto\b|\bbetreff\b", names)
            and re.search(r"\bfrom\b|sender|\bvon\b", names)
            and re.search(r"\bto\b|recipient|\bbody\b|\ban\b", names)
            and sheet.count >= FEW + 1
            and any("@" in cell for row in sheet.rows for cell in row)
        ):
            return _weighed(sheet.count, ["a table of messages"], reading)
    raw = reading.raw
    if sum(map(lowered.count, ("\nfrom ", "subj", "betreff", "asunto", "objet"))) < FEW:
        return None
    if reading.is_code:
        return None
    if len(_MBOX_LINE.findall(raw)) >= FEW and len(_MESSAGE_ID.findall(raw)) >= 1:
        return _weighed(len(_MBOX_LINE.findall(raw)), ["messages kept together in one text"], reading)
    blocks = [found for found in _BLOCK.finditer(raw) if not found.group().startswith(">")]
    subjects = {_REPLY.sub("", subject).strip().lower() for subject in _SUBJECT.findall(raw)}
    if len(blocks) >= 5 and len(subjects) >= 3:  # a long thread has one subject
        return _weighed(len(blocks), ["messages printed together"], reading)
    if (kept := sum(map(_is_kept, raw[:LOG].split("\n")))) > FEW:
        return _weighed(kept, ["a log of kept messages, with who wrote to whom about what"], reading)
    dated = [block for block in blocks if _SENT.search(block.group())]
    if len(dated) >= THREAD and len({block.group().split("\n", 1)[0] for block in dated}) > 1:
        return _weighed(len(dated), ["a thread of messages with who wrote when"], reading)
    return None


def _is_kept(line: str) -> bool:
    """One after the other, as one pattern for all three tries each first with each second: an endless line took it for hours."""
    at = 0
    for part in _KEPT:
        found = part.search(line, at)
        if found is None:
            return False
        at = found.end()
    return True


def _weighed(count: int, reasons: list[str], reading: Reading | None) -> Weighed:
    if reading is not None and is_personal(reading):
        reasons.append(PERSONAL)
    if count >= MANY:
        return Weighed(Confidence.VERIFIED, 12.0, tuple(reasons))
    return Weighed(
        Confidence.LIKELY if count >= FEW else Confidence.POSSIBLE, 8.0 if count >= FEW else 4.0, tuple(reasons)
    )


def is_personal(reading: Reading) -> bool:
    """Whether somebody writes of their own life: family, health, money, love, not of the firm's business."""
    families = table().families
    score = 0.0
    for number in table().of(IDENT):
        hits = {hit.word for hit in reading.hits.get(number, ())}
        if hits:
            score += families[number].weight * min(len(hits), 3)
    addressed = any(
        ("use", "personal") in match.attributes
        for _, match in reading.document.matches
        if match.detector == "email-address"
    )
    return score + 2 * addressed >= 4


def recognise_series(siblings: Sequence[Sibling]) -> Weighed | None:
    """The messages of one folder: an export, or a journal.

    What lies in a mailbox or an archive is told once, of the container.
    """
    messages = [sibling for sibling in siblings if sibling.media_type in MESSAGE_TYPES]
    if len(messages) < FOLDER or len(messages) < 0.4 * len(siblings):
        return None
    if len(messages[0].locator.segments) > 1:
        return None
    reasons = ["a folder of many messages"]
    if any(IDENT in sibling.kinds for sibling in messages):
        reasons.append(PERSONAL)
    return _weighed(len(messages), reasons, None)
