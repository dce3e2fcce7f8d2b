"""Address cards (.vcf) and calendars (.ics): lines unfolded, each with its property's name; pictures and files inside.

>>> from bailee.vocabulary import Locator
>>> card = b"BEGIN:VCARD\\r\\nFN:Ann\\r\\n  Roe\\r\\nTEL;TYPE=HOME:+1 212 555\\r\\n  0100\\r\\nBDAY:19800229\\r\\nEND:VCARD\\r\\n"
>>> print(next(extract(Item.nested(Locator(()), "ann.vcf", card), Budget())).content)
FN: Ann Roe
TEL (HOME): +1 212 555 0100
BDAY: 1980-02-29
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from bailee.extractors import media_type
from bailee.extractors.hypertext import readable_text
from bailee.extractors.interface import Budget, Extracted, Unread
from bailee.extractors.mail import decoded, texts
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

READS = frozenset({media_type.VCARD, media_type.CALENDAR})

_SIZE_LIMIT = 64 << 20
_LINE = re.compile(r"(?:[\w-]+\.)?([\w-]+)((?:;(?:[^\":;]|\"[^\"]*\")*)*):(.*)", re.DOTALL)
_FILE_NAME = re.compile(r";(?:X-(?:APPLE-|ORACLE-)?)?FILENAME=(\"[^\"]*\"|[^;:]*)", re.IGNORECASE)
_BINARY = re.compile(r"ENCODING=(?:B|BASE64)\b", re.IGNORECASE)
_QUOTED = re.compile(r"ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE", re.IGNORECASE)
_CHARSET = re.compile(r"CHARSET=\"?([\w.:-]+)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(?=T|\Z)")
_STRUCTURE = frozenset(
    {"BEGIN", "END", "VERSION", "PRODID", "DTSTAMP", "SEQUENCE", "CALSCALE", "METHOD", "REV", "TRANSP"}
)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    raw = item.read(_SIZE_LIMIT)
    # Quoted-printable of vCard 2.1 folds with `=` at the line's end, everything else with a blank at the next one's start.
    source = re.sub(r"=\n[ \t]?(?=[^\n:]*(?:\n|\Z))", "=\n", decoded(raw, None))
    lines: list[str] = []
    inside: list[tuple[str, bytes, str]] = []
    for line in _unfolded(source):
        parsed = _LINE.match(line)
        if parsed is None:
            if line.strip():
                lines.append(line)
            continue
        name, parameters, value = parsed[1].upper(), parsed[2], parsed[3]
        if name == "END" and value.strip().upper() in ("VCARD", "VEVENT", "VTODO", "VJOURNAL"):
            lines.append("")
        elif name in _STRUCTURE:
            continue
        elif _BINARY.search(parameters) or value.startswith("data:"):
            if content := _bytes(value):
                named = _FILE_NAME.search(parameters)
                inside.append((name.lower(), content, named[1].strip('" ') if named else ""))
        else:
            lines.append(f"{name}{_types(parameters)}: {_value(name, parameters, value)}")
    yield from texts("\n".join(lines).strip("\n"), item.locator)
    for number, (name, content, file_name) in enumerate(inside, 1):
        budget.take(len(content))
        segment = f"attachment {number}" if name == "attach" else f"{name} {number}"
        if file_name:
            yield Text.of(file_name, item.locator.inside(segment), Part.NAME)
        yield Item.nested(item.locator, segment, content, file_name=file_name)
    if item.size > _SIZE_LIMIT:
        yield Unread(item.locator, Reason.TOO_BIG)


def _unfolded(source: str) -> Iterator[str]:
    kept: list[str] = []
    for line in source.split("\n"):
        if kept and line[:1] in (" ", "\t"):
            kept.append(line[1:])
        elif kept and kept[-1].endswith("=") and _QUOTED.search(kept[0].partition(":")[0]):
            kept.append("\n" + line)
        else:
            if kept:
                yield "".join(kept)
            kept = [line]
    yield "".join(kept)


def _types(parameters: str) -> str:
    """`;TYPE=HOME;CN=Ann` as ` (HOME, Ann)`: the words that say what a value is."""
    found = []
    for parameter in re.findall(r";((?:[^\";]|\"[^\"]*\")*)", parameters):
        key, _, value = parameter.rpartition("=")
        if key.upper() not in ("ENCODING", "CHARSET", "VALUE", "TZID", "LANGUAGE", "PREF") and value:
            found.append(value.strip('"'))
    return f" ({', '.join(found)})" if found else ""


def _value(name: str, parameters: str, value: str) -> str:
    if _QUOTED.search(parameters):
        charset = _CHARSET.search(parameters)
        raw = binascii.a2b_qp(value.encode("utf-8", "replace"))
        value = decoded(raw, charset[1] if charset else None)
    value = re.sub(r"\\([nN,;\\:])", lambda mark: "\n" if mark[1] in "nN" else mark[1], value)
    if name in ("ADR", "N", "ORG"):
        value = ", ".join(part.strip() for part in value.split(";") if part.strip())
    if name in ("BDAY", "ANNIVERSARY", "DEATHDATE"):
        value = _DATE.sub(r"\1-\2-\3", value)
    return readable_text(value) if name in ("X-ALT-DESC", "STYLED-DESCRIPTION") else value


def _bytes(value: str) -> bytes:
    encoded = re.sub(r"[^A-Za-z0-9+/]", "", value.rpartition("base64,")[2] if value.startswith("data:") else value)
    encoded = encoded[: len(encoded) - (len(encoded) % 4 == 1)]
    return binascii.a2b_base64(encoded + "=" * (-len(encoded) % 4))
