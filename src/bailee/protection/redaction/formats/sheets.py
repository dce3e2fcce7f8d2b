"""Workbooks of Open XML: cells as a reader sees them, with the names of their columns, and every other part as in `ooxml`.

A cell that held a number or a date and has a value in it becomes a text; its formula goes, for it would bring the value back.
Formulas elsewhere in which a value stands go too, and what the cell shows stays. The order of calculation, which then would
name cells without a formula, is left to be made anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from bailee.extractors.media_type import EXCEL
from bailee.extractors.number_formats import shown
from bailee.extractors.sheet_xml import Styles
from bailee.protection.redaction.formats.ooxml import RULES, OfficePackage
from bailee.protection.redaction.interface import RefusedRedaction
from bailee.protection.redaction.packages import Member, Package
from bailee.protection.redaction.passages import Grid, Passage
from bailee.protection.redaction.work import Work
from bailee.protection.redaction.xml_parts import Rules, TextOf, XmlPart, name_of
from bailee.text import Part

REDACTS = EXCEL

_SHEET = re.compile(r"xl/(?:work|macro|dialog)sheets/[^/]+\.xml", re.IGNORECASE)
_SHEET_RULES = Rules(
    passed_by=frozenset({"sheetData"}), speaking=RULES.speaking, names=RULES.names, persons=RULES.persons, paragraphs=frozenset()
)  # fmt: skip


def redact(data: bytes, work: Work) -> bytes:
    package = Package.of(data, work)
    _Book(package, work).settle()
    return package.written()


class _CellOf:
    """What a cell shows; written, it becomes a text."""

    __slots__ = ("cell", "heard", "shows")

    def __init__(self, cell: etree._Element, shows: str, heard: Callable[[etree._Element], None]) -> None:
        self.cell, self.shows, self.heard = cell, shows, heard

    @property
    def text(self) -> str:
        return self.shows

    @text.setter
    def text(self, new: str) -> None:
        self.heard(self.cell)
        for child in list(self.cell):
            self.cell.remove(child)
        space = str(self.cell.tag)[: -len("c")]
        self.cell.set("t", "inlineStr")
        words = etree.SubElement(etree.SubElement(self.cell, f"{space}is"), f"{space}t")
        words.text = new
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        self.shows = new


class _Book(OfficePackage):
    def __init__(self, package: Package, work: Work) -> None:
        super().__init__(package, work)
        self.strings: list[list[Passage]] = []
        self.strings_part: XmlPart | None = None
        self.strings_member: Member | None = None
        self.lost_formulas = False
        styles = package.get("xl/styles.xml")
        self.styles = Styles([styles.data] if styles is not None else ())
        book = package.get("xl/workbook.xml")
        self.since_1904 = book is not None and re.search(rb'date1904="(?:1|true)"', book.data) is not None
        self._shared()

    def _shared(self) -> None:
        member = next((each for each in self.package.members if each.name.lower().endswith("sharedstrings.xml")), None)
        if member is None:
            return
        try:
            part = XmlPart(member.data, RULES)
        except RefusedRedaction:
            return
        self.strings_member, self.strings_part = member, part
        for item in part.root:
            if name_of(item) == "si":
                pieces = [
                    TextOf(each)
                    for each in item.iter()
                    if name_of(each) == "t" and not any(name_of(above) == "rPh" for above in each.iterancestors())
                ]
                self.strings.append([Passage(pieces)] if pieces else [])

    def settle(self) -> None:
        super().settle()
        part, member = self.strings_part, self.strings_member
        if part is not None and member is not None:  # what no cell shows, and aids to reading
            self.work.settle([passage for passages in self.strings for passage in passages])
            part.settle(self.work)
            before = etree.tostring(etree.fromstring(member.data))
            if etree.tostring(part.root) != before:
                member.data = part.written()

    def formulas_went(self) -> bool:
        return self.lost_formulas

    def part(self, member: Member) -> bool:
        if member is self.strings_member:
            return True
        if not _SHEET.fullmatch(member.name):
            return False
        try:
            part = XmlPart(member.data, _SHEET_RULES)
        except RefusedRedaction:
            return False
        changed = [False]
        rows: list[list[tuple[int, list[Passage]]]] = []
        for row in part.root.iter():
            if name_of(row) == "row":
                cells: list[tuple[int, list[Passage]]] = []
                for cell in row:
                    if name_of(cell) == "c":
                        column, passages = self._cell(cell, changed)
                        if column < 0:  # one that does not say where it stands follows the one before it
                            column = cells[-1][0] + 1 if cells else 0
                        cells.append((column, passages))
                rows.append(cells)
        if self.work.settle([Grid(_rectangular(rows))]):
            part.is_changed = True
        part.settle(self.work)
        part.is_changed |= self._formulas(part)
        if part.is_changed:
            member.data = part.written()
        return True

    def _cell(self, cell: etree._Element, changed: list[bool]) -> tuple[int, list[Passage]]:
        kind, value = cell.get("t", "n"), ""
        for child in cell:
            if name_of(child) == "v":
                value = child.text or ""
        column = _column(str(cell.get("r") or ""))
        if kind == "s":
            index = int(value) if value.isdigit() else -1
            return column, self.strings[index] if 0 <= index < len(self.strings) else []
        if kind == "inlineStr":
            pieces = [TextOf(each) for each in cell.iter() if name_of(each) == "t"]
            return column, [Passage(pieces)] if pieces else []
        if not value or kind in ("b", "e"):
            return column, []
        shows = shown(value, self.styles.code(cell.get("s", "0")), since_1904=self.since_1904) if kind == "n" else value
        piece = _CellOf(cell, shows, self._loses_formula)
        heard = (lambda raw=value: self.work.twin(raw)) if kind == "n" else None
        return column, [Passage([piece], whole=kind == "n", heard=heard)]

    def _loses_formula(self, cell: etree._Element) -> None:
        self.lost_formulas |= any(name_of(child) == "f" for child in cell)
        self._leave_shared([cell])

    def _formulas(self, part: XmlPart) -> bool:
        """Formulas in which a value stands. The rest of a shared one goes with its first."""
        held = [each for each in part.root.iter() if name_of(each) == "f" and each.text]
        gone = []
        texts = [(each, TextOf(each)) for each in held]
        for element, piece in texts:
            before = piece.text
            if self.work.settle([Passage([piece])], Part.METADATA) and not _only_names(before, piece.text, self.work):
                gone.append(element)
        if not gone:
            return any(piece.text != (element.text or "") for element, piece in texts) or bool(self.work.names)
        cells = [each.getparent() for each in gone]
        self._leave_shared([each for each in cells if each is not None])
        for each in gone:
            above = each.getparent()
            if above is not None:
                above.remove(each)
        self.lost_formulas = True
        return True

    def _leave_shared(self, cells: list[etree._Element]) -> None:
        """Formulas that follow one that goes: their cells keep what they show."""
        for cell in cells:
            for formula in [each for each in cell if name_of(each) == "f"]:
                if formula.get("t") != "shared" or not formula.text:
                    continue
                sheet = cell.getroottree().getroot()
                followers = [
                    each
                    for each in sheet.iter()
                    if name_of(each) == "f" and each.get("t") == "shared" and each.get("si") == formula.get("si") and each is not formula
                ]  # fmt: skip
                for each in followers:
                    above = each.getparent()
                    if above is not None:
                        above.remove(each)
                        self.lost_formulas = True


def _only_names(before: str, after: str, work: Work) -> bool:
    """Whether only names of sheets and the like were replaced, by names."""
    for name in work.names.values():
        after = after.replace(name, "")
    return "█" not in after and "[" not in after.replace("[", "", before.count("["))


def _column(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1


def _rectangular(rows: list[list[tuple[int, list[Passage]]]]) -> list[list[list[Passage]]]:
    """Cells under the names of their columns. A column without cells counts nothing, so that a far corner costs one."""
    used = sorted({column for row in rows for column, _ in row if column >= 0})
    places = {column: index for index, column in enumerate(used)}
    out = []
    for row in rows:
        cells: list[list[Passage]] = [
            [] for _ in range(max((places.get(column, 0) for column, _ in row), default=-1) + 1)
        ]
        for column, passages in row:
            if column in places:
                cells[places[column]] = passages
        out.append(cells)
    return out
