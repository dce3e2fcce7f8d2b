"""What is written out in letters so that it may stand in a text: base64, data addresses, escaped characters.

Settings, archives of browsers, notebooks and services keep whole files as base64 in a field; lists of properties write every letter outside ASCII,
and addresses every sign, as figures. A run of base64 is opened where it holds text or a file of a known sort: most runs are keys and hashes.

>>> from bailee.vocabulary import Locator
>>> text = "note: " + base64.b64encode(b"Ann Bell, born 14 May 1988, ann.bell@example.com").decode()
>>> [item.read() for item in opened(text, Locator(("a.yaml",)), Budget()) if isinstance(item, Item)]
[b'Ann Bell, born 14 May 1988, ann.bell@example.com']
>>> unescaped(r"owner=\\u0041nn\\u0040example.com" + "\\nurl=mailto:ann%40example.com\\nplain=line")
'owner=Ann@example.com\\nurl=mailto:ann@example.com'
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

from bailee.extractors.interface import Budget, Extracted
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator

SHORTEST = 40  # characters of base64: less holds hardly a value and its context
MOST = 200  # runs opened in one stretch of text
LONGEST = 24 << 20  # characters of one run
PRINTABLE = 0.95  # share of the characters of what is a text
# A run, perhaps over several lines that are set in alike.
_RUN = re.compile(
    r"(?<![A-Za-z0-9+/_=.\-])[A-Za-z0-9+/]{40,}(?:\r?\n[ \t]*[A-Za-z0-9+/]{4,}){0,400000}={0,2}(?![A-Za-z0-9+/_\-])"
)
_FILE = re.compile(
    rb"%PDF-|PK\x03\x04|\x89PNG|\xff\xd8\xff|GIF8[79]a|\xd0\xcf\x11\xe0|SQLite format 3|\{\\rtf|Rar!|7z\xbc\xaf|\x1f\x8b\x08|II\*\0|MM\0\*|From |RIFF"
)
_CERTIFICATE = re.compile(
    rb"0\x82[\x00-\x40].[0\x02\x01]", re.DOTALL
)  # a sequence of ASN.1: to whom, by whom, in words
_WORDS = re.compile(rb"[ -~]{5,200}")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_QUOTED = re.compile(r"=([4-7][0-9A-F]|2[0-9A-F]|3[0-9A-F])")
_SIGN = re.compile(r"\w%40\w|(?:%[0-9A-Fa-f]{2}){3}")
_QUOTED_SIGN = re.compile(r"\w=40\w")


def hidden_in(text: str, locator: Locator, budget: Budget) -> Iterator[Extracted]:
    """All that a text holds written out, beside what it says itself."""
    if plain := unescaped(text):
        yield Text.of(plain, locator.inside("escaped"), Part.HIDDEN)
    yield from opened(text, locator, budget)


def opened(text: str, locator: Locator, budget: Budget) -> Iterator[Extracted]:
    """What runs of base64 hold, where that is a text or a file."""
    if len(text) < SHORTEST:
        return
    count = 0
    for run in _RUN.finditer(text):
        written = "".join(run.group().split())
        if len(written) > LONGEST or count >= MOST:
            return
        data = letters_of(written)
        if data is not None and _CERTIFICATE.match(data):
            if words := [
                word.decode("ascii") for word in _WORDS.findall(data[:65_536]) if b"@" in word or b" " in word
            ]:
                count += 1
                yield Text.of("\n".join(words), locator.inside(f"encoded {count}"), Part.METADATA)
            continue
        if data is None or not (_FILE.match(data) or _is_text(data)):
            continue
        count += 1
        budget.take(len(data))
        yield Item.nested(locator, f"encoded {count}", data)


def letters_of(written: str) -> bytes | None:
    """The bytes that base64 stands for; None where it is none."""
    try:
        return base64.b64decode(written + "=" * (-len(written) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _is_text(data: bytes) -> bool:
    """Whether bytes are written language or values, and no key: nearly all printable, with words apart."""
    head = data[:4_000]
    if b"\0" in head[::2] and b"\0" not in head[1::2]:  # as Windows writes it
        return head[1::2].isascii()
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as fault:
        if fault.start < len(head) - 4:
            return False
        text = head[: fault.start].decode("utf-8")
    printable = sum(1 for character in text if character.isprintable() or character in "\r\n\t")
    return printable >= PRINTABLE * len(text) and any(mark in text for mark in " @\n,;")


def unescaped(text: str) -> str:
    """The lines that hold escaped characters, with what they stand for; empty where there are none."""
    if "\\u" not in text and "%" not in text and "=40" not in text:
        return ""
    lines = []
    for line in text.split("\n"):
        plain = line
        if "\\u" in plain:
            plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), plain)
        if "%" in plain and _SIGN.search(plain):
            plain = unquote(plain)
        if "=40" in plain and _QUOTED_SIGN.search(plain):
            plain = _QUOTED.sub(lambda found: chr(int(found[1], 16)), plain)
        if plain != line:
            lines.append(plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return "\n".join(lines)
