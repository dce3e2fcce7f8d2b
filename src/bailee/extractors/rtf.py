r"""Rich text (.rtf): body, headers, footers, notes, comments, fields, properties, and files inside.

A reader of its own, because the general ones drop comments and the targets of links. Nothing is nested by recursion.

>>> readable_rtf(rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator x;}Zo\'eb \u8364? 5\par{\*\annotation ask Ann}\~end}")[0]
'Zoë € 5\nask Ann\n\xa0end'
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bailee.extractors import media_type, ole
from bailee.extractors.hypertext import readable_text
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({media_type.RTF})

_SIZE_LIMIT = 96 << 20
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
# Groups without text that a person wrote
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator themedata colorschememapping datastore "
    b"latentstyles blipuid blipfirst panose falt xmlnstbl mmathPr filetbl shppict nonshppict pnseclvl listtext "
    b"pntext pntxta pntxtb sn sp fldtype ftnsep ftnsepc aftnsep aftnsepc wgrffmtfilter "
    b"atrfstart atrfend atnref atndate atntime atnparent sv picprop bkmkend".split()
) - {b"shppict", b"sp"}
_BREAKS = {b"par": "\n", b"line": "\n", b"row": "\n", b"cell": "\t", b"nestcell": "\t", b"nestrow": "\n", b"tab": "\t",
           b"sect": "\n", b"page": "\n", b"column": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
           b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ", b"softline": "\n"}  # fmt: skip
_CHARSETS = {0: "cp1252", 1: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk",
             136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
             204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp437"}  # fmt: skip
_APART = frozenset(b"annotation header headerl headerr headerf footer footerl footerr footerf footnote shptxt fldinst title "
                   b"author operator company keywords subject doccomm manager category hlinkbase bkmkstart atnauthor atnid "
                   b"userprops propname staticval listname revtbl".split())  # fmt: skip


# Properties of a drawn shape in which a person's words stand
_SHAPE_WORDS = re.compile(
    rb"\{\\sn\s+(?:wzDescription|wzName|gtextUNICODE|wzTooltip|pihlShape|wzFillId|wzScript|metroBlob)\s*\}\s*(\{\\sv(?:[^{}\\]|\\.|\{[^{}]*\}){1,20000}\})",
    re.DOTALL,
)


@dataclass(slots=True)
class _Group:
    silent: bool = False
    object: bool = False
    table: bool = False  # of fonts
    skip: int = 1  # characters that stand in for one \\u
    codec: str = ""
    apart: bool = False


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > _SIZE_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    text, objects = readable_rtf(data)
    yield from texts(text, item.locator.inside("body"))
    said = [readable_rtf(b"{" + value[4:])[0] for value in _SHAPE_WORDS.findall(data)] if b"\\sv" in data else []
    yield from texts("\n".join(dict.fromkeys(filter(None, said))), item.locator.inside("shapes"), Part.METADATA)
    for number, raw in enumerate(objects, 1):
        title, content = _object(raw)
        if content:
            budget.take(len(content))
            yield Item.nested(item.locator, f"embedded {title or number}", content, file_name=title)
    if not data.rstrip(b"\0\r\n\t \x1a").endswith(b"}"):
        yield Unread(item.locator, Reason.DAMAGED)


def readable_rtf(data: bytes) -> tuple[str, list[bytes]]:
    """(text, embedded objects as bytes)."""
    codec = "cp1252"
    fonts: dict[int, str] = {}
    font = 0
    pieces: list[str] = []
    narrow = bytearray()
    objects: list[bytes] = []
    hexes: list[bytes] = []
    stack: list[_Group] = []
    group = _Group()
    to_skip = 0
    starred = False
    at = 0

    def flush() -> None:
        if narrow:
            name = group.codec or codec
            try:
                pieces.append(narrow.decode(name, "replace"))
            except LookupError:
                pieces.append(narrow.decode("cp1252", "replace"))
            narrow.clear()

    while found := _TOKEN.search(data, at):
        at = found.end()
        word, parameter, code, symbol, brace, run = found.groups()
        if brace == b"{":
            flush()
            stack.append(group)
            group = replace(group, apart=False, object=False, silent=group.silent or group.object)
            starred = False
        elif brace == b"}":
            flush()
            if group.object and hexes:
                objects.append(b"".join(hexes))
                hexes = []
            if group.apart:
                pieces.append("\n")
            group = stack.pop() if stack else _Group()
        elif word:
            value = int(parameter) if parameter else None
            if word == b"bin":
                at += max(0, value or 0)
            elif word == b"u" and value is not None:
                flush()
                if not group.silent:
                    pieces.append(chr(value & 0xFFFF))
                to_skip = group.skip
            elif word == b"htmlrtf":  # what programs that know no HTML shall show instead
                flush()
                group.silent = value != 0
            elif word == b"uc":
                group.skip = max(0, min(value or 0, 8))
            elif word == b"ansicpg" and value:
                codec = {65001: "utf-8", 10000: "mac_roman"}.get(value, f"cp{value}")
            elif word == b"mac":
                codec = "mac_roman"
            elif word == b"pca":
                codec = "cp850"
            elif word == b"pc":
                codec = "cp437"
            elif word == b"fonttbl":
                group.table = group.silent = True
            elif word == b"f" and value is not None:
                flush()
                font = value
                if not group.table:
                    group.codec = fonts.get(value, "")
            elif word == b"fcharset" and value is not None and group.table:
                fonts[font] = _CHARSETS.get(value, "")
            elif word in (b"objdata", b"pict"):
                group.object = True
            elif word in _SILENT:
                group.silent = True
            elif word in _BREAKS:
                flush()
                if not group.silent:
                    pieces.append(_BREAKS[word])
            elif word in _APART:
                group.apart = True
            elif starred and word not in (b"shppict", b"shpinst"):
                group.silent = group.silent or word.startswith((b"pn", b"mmath", b"xml"))
            starred = False
        elif code:
            if to_skip:
                to_skip -= 1
            elif not group.silent and not group.object:
                narrow.append(int(code, 16))
        elif symbol:
            if symbol == b"*":
                starred = True
            elif symbol in b"{}\\" and not group.silent:
                narrow += symbol
            elif symbol == b"~":
                flush()
                pieces.append("" if group.silent else "\xa0")
            elif symbol == b"_" and not group.silent:
                narrow += b"-"
            elif symbol in b"\r\n" and not group.silent:
                flush()
                pieces.append("\n")
        elif run:
            if group.object:
                hexes.append(run)
                continue
            if to_skip:
                passed = min(to_skip, len(run))
                run, to_skip = run[passed:], to_skip - passed
            if not group.silent:
                narrow += run
    flush()
    text = "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if b"\\fromhtml1" in data[:4096]:
        text = readable_text(text)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n\0 "), objects


def _object(raw: bytes) -> tuple[str, bytes]:
    """(file name, bytes) of an object in hexadecimal: a header of OLE 1, then a file or a compound file."""
    clean = re.sub(rb"[^0-9a-fA-F]", b"", raw)
    data = binascii.a2b_hex(clean[: len(clean) - len(clean) % 2])
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        return "", data
    compound = data.find(media_type.OLE_MAGIC, 0, 4096)
    if compound >= 0:
        return "", data[compound:]
    try:
        length = int.from_bytes(data[8:12], "little")
        name = data[12 : 12 + length].rstrip(b"\0")
        start = 12 + length
        for _ in range(2):  # topic and item
            start += 4 + int.from_bytes(data[start : start + 4], "little")
        size = int.from_bytes(data[start : start + 4], "little")
        content = data[start + 4 : start + 4 + size]
    except (IndexError, ValueError):
        return "", b""
    return ole.native(b"\0\0\0\0" + content) if name == b"Package" else ("", b"")
