"""XML of any making, SVG, and Word and Excel of 2003 in one XML file: text of elements under their names, attributes, comments."""

from __future__ import annotations

from bailee.extractors.document_types import EXCEL_XML, WORD_XML
from bailee.extractors.media_type import SVG, XML
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.protection.redaction.work import Work
from bailee.protection.redaction.xml_parts import Rules, XmlPart
from bailee.vocabulary import Locator

REDACTS = frozenset({XML, SVG, WORD_XML, EXCEL_XML})

RULES = Rules(
    paragraphs=frozenset({"text", "p", "title", "desc"}),
    fixed=(("br", "\n"),),
    deleted=frozenset(),
    inserted=frozenset(),
    table="",
    speaking=lambda element, attribute: (
        attribute not in ("id", "class", "style", "d", "transform", "viewBox", "points")
    ),
)


OFFICE = Rules(
    paragraphs=frozenset({"p", "Data"}),
    speaking=lambda element, attribute: True,
    table="Table",
    row="Row",
    cells=frozenset({"Cell"}),
    files=frozenset({"binData", "binaryData"}),
    persons=frozenset({"Author", "LastAuthor", "Manager", "author"}),
)


def redact(data: bytes, work: Work) -> bytes:
    office = recognise(Item(Locator(("file",)), len(data), data=data)) in (WORD_XML, EXCEL_XML)
    part = XmlPart(data, OFFICE if office else RULES)
    part.settle(work)
    return part.written() if part.is_changed else data
