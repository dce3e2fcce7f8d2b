"""What somebody ticked and wrote in a DOCX of ours that came back.

>>> from datetime import date
>>> from bailee.rendering import Blank, Choices, Document, docx
>>> sent = Document("Q", "en", date(2026, 11, 25), (Choices("1.decision", (("accept", "Accept"),)), Blank("1.note", "Note")))
>>> answers(docx.render(sent, {"packet": "p-1"}))
Answers(properties={'packet': 'p-1'}, ticked={'1.decision': ()}, written={'1.note': ''})

A file that comes from outside: it is read with limits, without entities, and nothing in it is run.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from bailee.errors import InvalidInput
from bailee.rendering.docx_parts import PLACEHOLDER

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MOST = 32 << 20  # bytes of a part: a packet has less than one
_YES = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Answers:
    """By the names of `Choices` and `Blank`s: which options were ticked, what was written."""

    properties: dict[str, str]
    ticked: dict[str, tuple[str, ...]]
    written: dict[str, str]


def answers(content: bytes) -> Answers:
    """InvalidInput where it is no DOCX, or too large to be one of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            body = _part(archive, "word/document.xml")
            properties = _properties(archive)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, RuntimeError, NotImplementedError, EOFError, OSError):
        raise InvalidInput(
            "this is no DOCX that can be read", hint="save it as .docx, without a password, and hand it in again"
        ) from None
    ticked: dict[str, tuple[str, ...]] = {}
    written: dict[str, str] = {}
    for field in body.iter(f"{_W}sdt"):
        about = field.find(f"{_W}sdtPr")
        tag = about.find(f"{_W}tag") if about is not None else None
        if about is None or tag is None:
            continue
        name, _, value = tag.get(f"{_W}val", "").partition("=")
        text = _said(field)
        if value:
            box = about.find(f"{_W14}checkbox/{_W14}checked")
            is_ticked = box.get(f"{_W14}val", "1") in _YES if box is not None else False
            chosen = (value,) if is_ticked or "☒" in text or "☑" in text else ()
            ticked[name] = (*ticked.get(name, ()), *chosen)
        else:
            is_untouched = about.find(f"{_W}showingPlcHdr") is not None or text.strip() == PLACEHOLDER
            written[name] = "" if is_untouched else text.strip()
    return Answers(properties, ticked, written)


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    if archive.getinfo(name).file_size > _MOST:
        raise InvalidInput(
            "this DOCX is too large to be one of ours", hint="hand in the file that the packet came with"
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _properties(archive: zipfile.ZipFile) -> dict[str, str]:
    try:
        listed = _part(archive, "docProps/custom.xml")
    except KeyError:
        return {}
    return {each.get("name", ""): "".join(each.itertext()) for each in listed}


def _said(field: Any) -> str:
    """The text of a field, a line break and a paragraph each a new line; what was removed with changes tracked is no text."""
    parts: list[str] = []
    inside = field.find(f"{_W}sdtContent")
    for node in inside.iter() if inside is not None else ():
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in (f"{_W}br", f"{_W}cr") or (node.tag == f"{_W}p" and parts):
            parts.append("\n")
    return "".join(parts)
