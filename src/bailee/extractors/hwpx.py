"""Hangul documents of 2014 and later (.hwpx): sections, headers and notes in them, properties, pictures and objects."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.extractors import xml_text
from bailee.extractors.document_types import HWPX
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.office_xml import sweep
from bailee.extractors.ole_objects import unwrapped
from bailee.extractors.ooxml import texts_of_swept
from bailee.extractors.package import Package
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

READS = frozenset({HWPX})
_LEFT_OUT = ("mimetype", "version.xml", "META-INF/", "Preview/PrvImage", "settings.xml")


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with Package(item, budget) as package:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Unreadable(Reason.ENCRYPTED)
        for part in package.parts:
            name = part.name
            if name.startswith(_LEFT_OUT):
                continue
            locator = item.locator.inside(name)
            if name.startswith(("Contents/section", "Contents/masterPage")):
                before = len(package.unread)
                swept = sweep(package.chunks(part))
                yield from texts_of_swept(swept, locator, Part.BODY)
                if swept.is_broken and len(package.unread) == before:
                    package.unread.append(Unread(locator, Reason.DAMAGED))
            elif data := package.read(part):
                if name.endswith((".xml", ".hpf")):
                    for piece in xml_text.extract(Item.nested(item.locator, name, data), budget):
                        yield (
                            Text(piece.locator, piece.content, piece.origin, None, Part.METADATA, piece.offset)
                            if isinstance(piece, Text)
                            else piece
                        )
                else:
                    inner_name, inner = unwrapped(data, name.rsplit("/", 1)[-1])
                    yield Item.nested(item.locator, f"embedded {inner_name}", inner, file_name=inner_name)
        yield from package.unread
