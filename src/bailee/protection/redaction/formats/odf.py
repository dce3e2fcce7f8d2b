"""OpenDocument (ODT, ODS, ODP and their kin): every XML part, embedded objects, pictures; `mimetype` stays first and unpacked.

A cell whose text changed is a text from then on: the value that it kept beside, and its formula, go.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from bailee.extractors.document_types import FLAT_ODF
from bailee.extractors.media_type import OPEN_DOCUMENT
from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.packages import Package
from bailee.protection.redaction.work import Work
from bailee.protection.redaction.xml_parts import Rules, XmlPart, local, name_of

REDACTS = OPEN_DOCUMENT | {FLAT_ODF}

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUES = ("value", "date-value", "time-value", "string-value", "boolean-value", "currency")
_STRUCTURE = re.compile(
    r"style-name|class-names|.*-type|font-name.*|.*-style.*|id|rel-.*|version|media-type|.*-(?:width|height|color)|width|height|family|mimetype|"
    r"currency|x|y|d|viewBox|points|transform|svg.*|class-id|default-style-name|master-page-name|display-name"
)
_NAMES = frozenset(
    {("table", "name"), ("file-entry", "full-path"), ("named-range", "name"), ("bookmark", "name"), ("bookmark-start", "name"),
     ("bookmark-end", "name"), ("database-range", "name"), ("image", "href"), ("object", "href"), ("object-ole", "href")}
)  # fmt: skip
RULES = Rules(
    paragraphs=frozenset({"p", "h"}),
    fixed=(("tab", "\t"), ("line-break", "\n")),
    aside=frozenset({"ruby-text"}),
    apart=frozenset({"date", "creator-initials", "note-citation", "title", "desc"}),
    deleted=frozenset(),
    inserted=frozenset(),
    table="table",
    row="table-row",
    cells=frozenset({"table-cell", "covered-table-cell"}),
    speaking=lambda element, attribute: not _STRUCTURE.fullmatch(attribute),
    names=lambda element, attribute: (element, attribute) in _NAMES,
    files=frozenset({"binary-data"}),
    persons=frozenset({"creator", "initial-creator", "printed-by", "sender-firstname", "sender-lastname", "author"}),
)


class _Part(XmlPart):
    def heard_of_cell(self, cell: etree._Element) -> Callable[[], None] | None:
        def heard() -> None:
            held = False
            for name in _VALUES:
                held = cell.attrib.pop(_OFFICE + name, None) is not None or held
            held = cell.attrib.pop(_TABLE + "formula", None) is not None or held
            if cell.get(_OFFICE + "value-type") is not None:
                cell.set(_OFFICE + "value-type", "string")
            for key in [
                each for each in cell.attrib if local(str(each)) == "value-type" and not str(each).startswith(_OFFICE)
            ]:
                cell.set(key, "string")

        return heard

    def without_previews(self, work: Work) -> None:
        """Pictures of tables and objects, as metafiles that nobody reads here: whoever opens the file draws them anew."""
        for frame in [each for each in self.root.iter() if name_of(each) == "frame"]:
            if not any(name_of(each) in ("table", "object") for each in frame):
                continue
            for each in [each for each in frame if name_of(each) == "image"]:
                frame.remove(each)
                self.is_changed = True
                work.note("pictures of tables and objects left out")

    def values(self, work: Work) -> None:
        """Values that a cell keeps beside its text, where only they were found."""
        for cell in self.root.iter():
            if name_of(cell) not in self.rules.cells:
                continue
            kept = " ".join(
                str(value) for key, value in cell.attrib.items() if local(str(key)) in (*_VALUES, "formula")
            )
            if "█" in kept or re.search(r"\[[a-z-]+(?: [0-9a-f]{12})?\]|•••", kept) or work.values.is_in(kept):
                heard = self.heard_of_cell(cell)
                if heard is not None:
                    heard()
                    self.is_changed = True


_PREVIEW = re.compile(r"Pictures/TablePreview\d+\.svm|ObjectReplacements/.+")


def redact(data: bytes, work: Work) -> bytes:
    if data[:2] != b"PK":
        part = _Part(data, RULES)
        part.without_previews(work)
        part.settle(work)
        part.values(work)
        return part.written() if part.is_changed else data
    package = Package.of(data, work)
    manifest = package.get("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in manifest.data:
        raise RefusedRedaction(Why.ENCRYPTED)
    for member in list(package.members):
        name = member.name
        if name.endswith("/") or not member.data or name == "mimetype":
            continue
        if re.fullmatch(r"META-INF/\w*signatures\.xml", name):
            package.remove(name)
            _undeclare(package, name)
            work.note("digital signature taken out")
        elif _PREVIEW.fullmatch(name):
            package.remove(name)
            _undeclare(package, name)
        elif name.startswith("Thumbnails/"):
            from bailee.protection.redaction import pixels

            member.data = pixels.blank(member.data)
            work.note("thumbnail made blank")
        elif name.lower().endswith((".xml", ".rdf")):
            part = _Part(member.data, RULES)
            part.without_previews(work)
            part.settle(work)
            part.values(work)
            if part.is_changed:
                member.data = part.written()
        else:
            member.data = work.inner(member.data, name.rsplit("/", 1)[-1])
    for member in package.members:
        if next(work.values.spans(member.name), None) is not None:
            member.name = work.word(member.name)
    return package.written()


def _undeclare(package: Package, name: str) -> None:
    manifest = package.get("META-INF/manifest.xml")
    if manifest is None:
        return
    root = etree.fromstring(manifest.data)
    for each in list(root):
        if isinstance(each.tag, str) and any(str(value) == name for value in each.attrib.values()):
            root.remove(each)
    manifest.data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
