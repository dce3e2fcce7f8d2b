"""Text of any kind: lines stay lines, and its encoding stays its encoding.

Cards, calendars, directories, dumps of databases and logs are text too. What they hold in an encoding of their own (Base64 in
LDIF) is read by their extractors afterwards, and then no copy is released.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from bailee.extractors import data_types
from bailee.extractors.encodings import encoding_of
from bailee.extractors.media_type import CALENDAR, LOG, PLAIN, VCARD, YAML
from bailee.protection.redaction.interface import BAR, RefusedRedaction, Why
from bailee.protection.redaction.passages import Passage, Words
from bailee.protection.redaction.work import Work
from bailee.text import Text
from bailee.vocabulary import Locator

REDACTS = frozenset(
    {PLAIN, LOG, YAML, VCARD, CALENDAR, data_types.LDIF, data_types.REGISTRY, data_types.FIELD_LOG, data_types.LINK,
     data_types.HL7, data_types.EDIFACT, data_types.SWIFT, data_types.OFX, data_types.QIF}
)  # fmt: skip

# Time and level at the beginning of a line of a log, and the one behind the other.
_HEAD = re.compile(
    r"[\[(<]?(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d[-/.]\d\d[-/.]\d{2,4}|[A-Z][a-z]{2} +\d{1,2}\b|\d{1,2}/[A-Z][a-z]{2}/\d{4}|<\d{1,3}>|\d\d:\d\d:\d\d)"
    r"[T ,]*(?:[\d:.,+ -]+Z?)?[\])>]?[\s|;-]*"
    r"(?:\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRIT(?:ICAL)?)\]?[\s:|;-]*)?",
    re.IGNORECASE,
)

_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def redact(data: bytes, work: Work) -> bytes:
    text, coding = decoded(data)
    lines, ends = [], []  # a value that runs over the end of a line leaves that end
    for line in text.splitlines(keepends=True):
        body = line.splitlines()[0]
        lines.append(Words(body))
        ends.append(line[len(body) :])
    said = told_in(line.text for line in lines)
    if said:
        work.learn_of(Text.of(said, Locator(("file",))), frozenset({"person-name", "postal-address"}))
    work.settle([Passage([line]) for line in lines])
    return encoded("".join(line.text + end for line, end in zip(lines, ends, strict=True)), coding)


def told_in(lines: Iterable[str]) -> str:
    """What a log says, without the times and levels that its lines begin with; empty where it is none.

    Detectors look for no names in what machines write. In a copy that leaves the house "declined for Ann Roe" names her.

    >>> told_in(["2026-03-03 10:00:01 INFO  declined for Ann Roe", "2026-03-03 10:00:02 WARN done"]).split()
    ['declined', 'for', 'Ann', 'Roe', 'done']
    >>> told_in(["Dear Ann,", "2026 was a good year."])
    ''
    """
    messages: dict[str, None] = {}
    count = timed = 0
    for line in lines:
        count += 1
        if (head := _HEAD.match(line)) is not None:
            timed += 1
            messages[line[head.end() :].strip()] = None
    return "\n\n".join([*messages, ""])[:-1] if timed and timed >= 0.5 * count else ""


def decoded(data: bytes) -> tuple[str, tuple[str, bytes]]:
    """Its text, and how it is written: encoding, and the mark before it. Bytes of no encoding stay what they are."""
    encoding = encoding_of(data[: 1 << 16])
    if encoding is None:
        raise RefusedRedaction(Why.NO_FORMAT, "no text")
    mark = _MARKS.get(encoding, b"")
    if not data.startswith(mark):
        mark = b""
    body = data[len(mark) :]
    try:
        return body.decode(encoding), (encoding, mark)
    except (UnicodeError, LookupError):
        if encoding.startswith(("utf-16", "utf-32")):
            raise RefusedRedaction(Why.DAMAGED, "text") from None
        return body.decode("utf-8", "surrogateescape"), ("utf-8", mark)


def encoded(text: str, coding: tuple[str, bytes]) -> bytes:
    """As it was written. What its encoding has no sign for (a bar, a dot) becomes an x."""
    encoding, mark = coding
    try:
        return mark + text.encode(encoding, "surrogateescape" if encoding == "utf-8" else "strict")
    except UnicodeEncodeError:
        return mark + text.replace(BAR, "xxxxx").replace("█", "x").replace("•", "x").encode(encoding, "replace")
