"""Documents of Open XML (DOCX, PPTX, and others of the family): every part of the package, whatever it is called.

Values that run over several runs go as one; what was deleted under tracked changes goes like the rest; properties, comments,
custom parts, caches of charts are parts as any other. Embedded files and pictures are redacted each by itself. A thumbnail
is made blank, and a digital signature, which would say that the file was tampered with, is taken out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import partial

from lxml import etree

from bailee.extractors.media_type import OOXML, POWERPOINT, VSDX, WORD, XPS
from bailee.protection.redaction.interface import RefusedRedaction
from bailee.protection.redaction.packages import Member, Package
from bailee.protection.redaction.work import Work
from bailee.protection.redaction.xml_parts import Rules, XmlPart

REDACTS = WORD | POWERPOINT | {VSDX, XPS, OOXML}

_XML = (".xml", ".rels", ".vml", ".psmdcp", ".fdseq", ".fdoc", ".fpage", ".dcr")
_GONE = re.compile(r"_xmlsignatures/.*|xl/calcChain\.xml", re.IGNORECASE)
PERSONS = frozenset(
    "creator lastModifiedBy Manager manager author authors displayName userName lastModifiedByName sender refreshedBy user".split()  # noqa: SIM905 - a list to be read
)
# What other places of a document call something by: (element, attribute), an element of "" stands for any.
_NAMES = frozenset(
    {
        ("sheet", "name"), ("definedName", "name"), ("bookmarkStart", "name"), ("table", "name"), ("table", "displayName"),
        ("tableColumn", "name"), ("Override", "PartName"), ("pivotTableDefinition", "name"), ("cacheField", "name"),
        ("queryTable", "name"), ("style", "styleId"), ("style", "name"), ("section", "name"), ("custShow", "name"),
    }
)  # fmt: skip
_STRUCTURE = re.compile(
    r"rsid\w*|id|Id|[a-z]|uri|paraId|textId|durableId|guid|embed|link|ContentType|Type|Extension|Requires|Ignorable|schemeClr|spid|path|"
    r"coordsize|adj|fmtid|pid|typeface|panose|formatCode|sqref|ref|type|color|fill|themeColor|ascii|hAnsi|cs|eastAsia|lang|script|count|"
    r"uniqueCount|spans|ht|customHeight|style|w|h|cx|cy|numFmtId|fontId|xfId|dyDescent|rgb|theme|tint|orient|prst|algn|date|lsdException"
)


def _speaks(element: str, attribute: str) -> bool:
    """Whether detectors look at an attribute: what is of no known structure may hold words."""
    return _STRUCTURE.fullmatch(attribute) is None


RULES = Rules(
    speaking=_speaks,
    names=lambda element, attribute: (element, attribute) in _NAMES,
    persons=PERSONS,
)


def redact(data: bytes, work: Work) -> bytes:
    package = Package.of(data, work)
    OfficePackage(package, work).settle()
    return package.written()


class OfficePackage:
    """The parts of a package, one after the other. `xlsx` has its own way with sheets."""

    def __init__(self, package: Package, work: Work) -> None:
        self.package = package
        self.work = work
        self.is_changed = False

    def settle(self) -> None:
        for member in self.package.members:
            if not self.part(member):
                self.any_part(member)
        self.rename()
        for member in [each for each in self.package.members if _GONE.fullmatch(each.name)]:
            if member.name.lower().startswith("_xmlsignatures"):
                self.work.note("digital signature taken out")
            elif not self.formulas_went():
                continue
            self.drop(member.name)

    def part(self, member: Member) -> bool:
        """Whether a format's own way took care of a part."""
        return False

    def formulas_went(self) -> bool:
        return False

    def any_part(self, member: Member) -> None:
        name = member.name.lower()
        if name.endswith("/") or not member.data:
            return
        if name.endswith(_XML) or name == "[content_types].xml":
            self.xml(member)
        elif re.fullmatch(r"docprops/thumbnail\.\w+", name):
            from bailee.protection.redaction import pixels

            member.data = pixels.blank(member.data)
            self.work.note("thumbnail made blank")
        else:
            member.data = self.work.inner(member.data, member.name.rsplit("/", 1)[-1])

    def xml(self, member: Member) -> None:
        try:
            part = XmlPart(member.data, RULES)
        except RefusedRedaction:
            self.broken(member)
            return
        if member.name.lower().endswith(".rels"):
            self.relations(member, part)
            return
        part.settle(self.work)
        if "/charts/" in member.name.lower() or "pivotcache" in member.name.lower():
            part.is_changed |= self.twins(part)
        if part.is_changed:
            member.data = part.written()
            self.is_changed = True

    def broken(self, member: Member) -> None:
        """Office itself writes VML that is no XML. It stays where nothing is in it."""
        from bailee.protection.redaction.formats import html as markup

        member.data = markup.redact(member.data, self.work)

    def twins(self, part: XmlPart) -> bool:
        """Copies that a chart keeps of numbers in cells that are gone."""
        changed = False
        for element in part.root.iter():
            if element.text in self.work.twins:
                element.text = "0"
                changed = True
            if element.get("v") in self.work.twins:
                element.set("v", "0")
                changed = True
        return changed

    def relations(self, member: Member, part: XmlPart) -> None:
        """Targets inside are names of parts; those outside are addresses."""
        from bailee.protection.redaction.passages import Passage
        from bailee.protection.redaction.xml_parts import AttributeOf

        inside: list[Passage] = []
        outside: list[Passage] = []
        for each in part.root:
            if not isinstance(each.tag, str) or not each.get("Target"):
                continue
            is_outside = each.get("TargetMode") == "External"
            (outside if is_outside else inside).append(
                Passage([AttributeOf(each, "Target", is_address=is_outside)], is_name=not is_outside)
            )
        changed = self.work.settle(outside)
        changed = self.work.hunt(inside) or changed
        if changed:
            member.data = part.written()
            self.is_changed = True

    def rename(self) -> None:
        """Names of members, as the parts that name them were changed."""
        for member in self.package.members:
            spans = list(self.work.values.spans(member.name))
            if spans:
                member.name = self.work.word(member.name)

    def drop(self, name: str) -> None:
        """A part, its type and whatever points to it."""
        self.package.remove(name)
        types = self.package.get("[Content_Types].xml")
        if types is not None:
            root = etree.fromstring(types.data)
            _without(root, lambda each: str(each.get("PartName", "")).lstrip("/").lower() == name.lower())
            types.data = _serialised(root)
        for member in self.package.members:
            if not member.name.lower().endswith(".rels"):
                continue
            folder = posixpath.dirname(posixpath.dirname(member.name))
            root = etree.fromstring(member.data)
            if _without(root, partial(_points_to, folder=folder, name=name)):
                member.data = _serialised(root)
        around = f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels"
        self.package.remove(around)


def _points_to(relation: etree._Element, folder: str, name: str) -> bool:
    target = str(relation.get("Target", ""))
    full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return full.lower() == name.lower() and relation.get("TargetMode") != "External"


def _without(root: etree._Element, is_gone: Callable[[etree._Element], bool]) -> bool:
    gone = [each for each in root if isinstance(each.tag, str) and is_gone(each)]
    for each in gone:
        root.remove(each)
    return bool(gone)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


__all__ = ["PERSONS", "REDACTS", "RULES", "OfficePackage", "redact"]
