"""Passages of an XML part: paragraphs over all their runs, tables, what stands outside paragraphs, attributes.

One walk for all formats that are XML; `Rules` say what a paragraph, a table, a deleted run is called. Every text node and every
attribute of a part becomes a piece of some passage, for a value hides where nobody thought of.

>>> part = XmlPart(b'<d xmlns:w="w"><w:p><w:r><w:t>SSN 512-</w:t></w:r><w:r><w:t>44-7313</w:t></w:r></w:p></d>', Rules())
>>> [passage.text for passage in part.passages.blocks]
['SSN 512-44-7313']
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from lxml import etree

import bailee.protection.redaction.by_place as by_place
import bailee.protection.redaction.sheet_headers as sheet_headers
from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.passages import Block, Fixed, Grid, Passage, Piece
from bailee.protection.redaction.work import Work
from bailee.text import Part

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_KEPT_SPACES = frozenset({"t", "delText", "instrText", "delInstrText"})
Element = etree._Element


def local(name: str) -> str:
    return name.rpartition("}")[2]


def name_of(element: Element) -> str:
    """Without its namespace; empty for comments and the like."""
    return local(element.tag) if isinstance(element.tag, str) else ""


class TextOf:
    """Text within an element, up to its first child."""

    __slots__ = ("element",)

    def __init__(self, element: Element) -> None:
        self.element = element

    @property
    def text(self) -> str:
        return self.element.text or ""

    @text.setter
    def text(self, new: str) -> None:
        self.element.text = new
        if name_of(self.element) in _KEPT_SPACES and new != new.strip():
            self.element.set(_SPACE, "preserve")


class TailOf:
    """Text after an element, up to the next."""

    __slots__ = ("element",)

    def __init__(self, element: Element) -> None:
        self.element = element

    @property
    def text(self) -> str:
        return self.element.tail or ""

    @text.setter
    def text(self, new: str) -> None:
        self.element.tail = new


class AttributeOf:
    """An attribute's value; `is_address`: with per cent signs in it, which a reader does not see."""

    __slots__ = ("element", "is_address", "name")

    def __init__(self, element: Element, name: str, *, is_address: bool = False) -> None:
        self.element, self.name, self.is_address = element, name, is_address

    @property
    def text(self) -> str:
        value = str(self.element.get(self.name) or "")
        return unquote(value, errors="replace") if self.is_address and "%" in value else value

    @text.setter
    def text(self, new: str) -> None:
        if self.is_address:
            new = quote(new, safe="/:?#@!$&'()*+,;=~-._%")
        self.element.set(self.name, new)


class Every:
    """Attributes that say the same: looked at once, written everywhere."""

    __slots__ = ("pieces",)

    def __init__(self, first: Piece) -> None:
        self.pieces = [first]

    @property
    def text(self) -> str:
        return self.pieces[0].text

    @text.setter
    def text(self, new: str) -> None:
        for piece in self.pieces:
            piece.text = new


@dataclass(frozen=True, slots=True)
class Rules:
    """What elements and attributes are, by their names without a namespace."""

    paragraphs: frozenset[str] = frozenset({"p", "si", "h"})
    fixed: tuple[tuple[str, str], ...] = (
        ("br", "\n"),
        ("cr", "\n"),
        ("noBreakHyphen", "-"),
        ("tab", "\t"),
        ("ptab", "\t"),
    )
    aside: frozenset[str] = frozenset({"instrText", "delInstrText", "rPh"})  # passages of their own within a paragraph
    apart: frozenset[str] = frozenset()  # in a paragraph, and no part of what it says: when a comment was made
    deleted: frozenset[str] = frozenset({"del", "moveFrom"})
    inserted: frozenset[str] = frozenset({"ins", "moveTo"})
    table: str = "tbl"
    row: str = "tr"
    cells: frozenset[str] = frozenset({"tc"})
    passed_by: frozenset[str] = frozenset()  # read by the format itself
    speaking: Callable[[str, str], bool] = lambda element, attribute: True  # attributes that detectors look at
    names: Callable[[str, str], bool] = lambda element, attribute: False  # and those that name something
    files: frozenset[str] = frozenset()  # elements with a file in Base64
    persons: frozenset[str] = frozenset()  # elements and attributes that say who


@dataclass(slots=True)
class Passages:
    """Of one part. `before` are paragraphs as they were before tracked changes; they share pieces with `blocks`."""

    blocks: list[Block] = field(default_factory=list)
    loose: list[Passage] = field(default_factory=list)
    attributes: list[Passage] = field(default_factory=list)
    others: list[Passage] = field(default_factory=list)  # attributes in which only known values are looked for
    before: list[Passage] = field(default_factory=list)


class XmlPart:
    """A part, parsed. RefusedRedaction where it is no XML, or defines entities."""

    def __init__(self, data: bytes, rules: Rules) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
        try:
            self.root: Element = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise RefusedRedaction(Why.DAMAGED, "xml") from None
        if b"<!ENTITY" in data[:65_536] or b"<\0!\0E\0N\0T\0I\0T\0Y" in data[:65_536]:
            raise RefusedRedaction(Why.DAMAGED, "entities")
        self.rules = rules
        self.fixed = dict(rules.fixed)
        self.passages = Passages()
        self._same: dict[tuple[str, str, str], Every] = {}
        self.is_changed = False
        self._walk(self.root, self.passages.blocks, None)
        for sibling in (*self.root.itersiblings(preceding=True), *self.root.itersiblings()):
            self.passages.loose.append(Passage([TextOf(sibling)]))  # comments beside the root

    def settle(self, work: Work) -> None:
        found = self.passages
        if self.rules.files:
            self.files(work, self.rules.files)
        self.is_changed |= work.settle(found.blocks)
        self.is_changed |= work.settle(found.loose, Part.METADATA)
        self.is_changed |= work.settle(found.attributes, Part.METADATA)
        self.is_changed |= work.hunt(found.others)
        self.is_changed |= work.settle(found.before, Part.COMMENT)

    def files(self, work: Work, names: frozenset[str]) -> None:
        """Files that stand in elements of these names, in Base64."""
        for element in self.root.iter():
            if name_of(element) not in names or not element.text:
                continue
            try:
                inner = base64.b64decode(element.text)
            except ValueError:
                continue
            made = work.inner(
                inner, str(next((value for key, value in element.attrib.items() if local(str(key)) == "name"), "file"))
            )
            if made != inner:
                element.text = base64.encodebytes(made).decode("ascii")
                self.is_changed = True

    def written(self) -> bytes:
        tree = self.root.getroottree()
        told = tree.docinfo
        return etree.tostring(
            tree, xml_declaration=True, encoding=told.encoding or "UTF-8", standalone=True if told.standalone else None
        )

    # --- the walk

    def _walk(self, element: Element, blocks: list[Block], paragraph: _Paragraph | None) -> None:
        name = name_of(element)
        self._attributes(element, name)
        if name in self.rules.passed_by:
            return
        if paragraph is None and name in self.rules.paragraphs:
            self._paragraph(element, blocks)
        elif paragraph is None and name == self.rules.table:
            blocks.append(self._table(element))
        else:
            self._text(element, name, paragraph)
            for child in element:
                self._child(child, blocks, paragraph)

    def _child(self, child: Element, blocks: list[Block], paragraph: _Paragraph | None) -> None:
        name = name_of(child)
        if isinstance(child, etree._Entity):
            raise RefusedRedaction(Why.DAMAGED, "entities")
        if not name:  # a comment, a processing instruction
            self.passages.loose.append(Passage([TextOf(child)]))
        elif paragraph is not None and (
            name in self.rules.paragraphs | self.rules.persons | self.rules.apart or name == self.rules.table
        ):
            self._walk(child, blocks, None)  # a text box in a line, who made a comment in it
        elif paragraph is not None and name in self.rules.aside:
            self._attributes(child, name)
            paragraph.aside.append([TextOf(each) for each in child.iter() if name_of(each)])
        elif paragraph is not None and name in self.rules.deleted:
            paragraph.deleting += 1
            self._walk(child, blocks, paragraph)
            paragraph.deleting -= 1
        elif paragraph is not None and name in self.rules.inserted:
            paragraph.inserting += 1
            self._walk(child, blocks, paragraph)
            paragraph.inserting -= 1
        else:
            self._walk(child, blocks, paragraph)
        if child.tail and (paragraph is not None or child.tail.strip()):
            if paragraph is not None:
                paragraph.say(TailOf(child))
            else:
                self.passages.loose.append(Passage([TailOf(child)]))

    def _text(self, element: Element, name: str, paragraph: _Paragraph | None) -> None:
        if paragraph is not None and name in self.fixed:
            paragraph.say(Fixed(self.fixed[name]))
        elif paragraph is not None and name == "s" and not len(element) and not element.text:
            count = next((value for key, value in element.attrib.items() if local(str(key)) == "c"), "1")
            paragraph.say(Fixed(" " * min(int(count) if str(count).isdigit() else 1, 100)))
        elif element.text:
            if paragraph is not None:
                paragraph.say(TextOf(element), is_deleted=name == "delText")
            elif name in sheet_headers.NAMES:
                self.passages.loose += sheet_headers.passages(element)
            elif element.text.strip() and name not in self.rules.files:
                is_person = name in self.rules.persons
                label = name if (len(name) > 3 and name.isalpha()) or by_place.part_of(name) else ""
                self.passages.loose.append(Passage([TextOf(element)], label, is_person=is_person))

    def _paragraph(self, element: Element, blocks: list[Block]) -> None:
        within = _Paragraph()
        nested: list[Block] = []
        self._text(element, "", within)
        for child in element:
            self._child(child, nested, within)
        if within.now:
            blocks.append(Passage(within.now))
        if within.has_deleted:
            self.passages.before.append(Passage(within.then))
        blocks.extend(Passage(pieces) for pieces in within.together())
        blocks.extend(nested)

    def _table(self, element: Element) -> Grid:
        rows: list[list[list[Passage]]] = []
        for row in self._within(element, self.rules.row):
            self._attributes(row, name_of(row))
            cells: list[list[Passage]] = []
            for cell in row:
                if name_of(cell) in self.rules.cells:
                    cells.append(self._cell(cell))
                elif name_of(cell):
                    self._child(cell, self.passages.blocks, None)
            rows.append(cells)
        return Grid(rows)

    def _within(self, element: Element, row: str) -> Iterator[Element]:
        """Rows, in whatever they are wrapped; what is none is walked through by itself."""
        for child in element:
            name = name_of(child)
            if name == row:
                yield child
            elif name and any(name_of(each) == row for each in child.iter()) and name != self.rules.table:
                self._attributes(child, name)
                yield from self._within(child, row)
            else:
                self._child(child, self.passages.blocks, None)

    def _cell(self, cell: Element) -> list[Passage]:
        self._attributes(cell, name_of(cell))
        inner: list[Block] = []
        self._text(cell, name_of(cell), None)
        for child in cell:
            self._child(child, inner, None)
        passages = [each for each in inner if isinstance(each, Passage)]
        self.passages.blocks.extend(each for each in inner if isinstance(each, Grid))  # a table in a cell
        heard = self.heard_of_cell(cell)
        for passage in passages:
            passage.heard = heard
        return passages

    def heard_of_cell(self, cell: Element) -> Callable[[], None] | None:
        """What happens to a cell when its text changed."""
        return None

    def _attributes(self, element: Element, name: str) -> None:
        for key, value in element.attrib.items():
            if len(value) < 3:
                continue
            attribute = local(str(key))
            if not re.search(r"[^\W\d_]{2}|\d{3}", str(value)):
                continue
            is_address = "%" in value and attribute.lower() in ("target", "href", "src", "url")
            is_name = self.rules.names(name, attribute)
            is_person = attribute in self.rules.persons
            speaks = is_person or self.rules.speaking(name, attribute)
            if not is_name and not speaks and re.fullmatch(r"-?[\d.]+", str(value)):
                continue  # a length, a count: figures that only look like a value
            kind = "name" if is_name else "person" if is_person else "speaks" if speaks else "other"
            piece = AttributeOf(element, str(key), is_address=is_address)
            known = self._same.get((kind, attribute, str(value)))
            if known is not None:
                known.pieces.append(piece)
                continue
            every = self._same[kind, attribute, str(value)] = Every(piece)
            if kind == "other":
                self.passages.others.append(Passage([every]))
                continue
            is_label = len(attribute) > 3 and (attribute.isalpha() or by_place.part_of(attribute) != "")
            label = attribute if is_label and not is_name else ""
            self.passages.attributes.append(Passage([every], label, is_name=is_name, is_person=is_person))


class _Paragraph:
    """Pieces of a paragraph as it is now, as it was, and what stands in it by itself."""

    def __init__(self) -> None:
        self.now: list[Piece] = []
        self.then: list[Piece] = []
        self.aside: list[list[Piece]] = []
        self.deleting = self.inserting = 0
        self.has_deleted = False

    def say(self, piece: Piece, *, is_deleted: bool = False) -> None:
        if is_deleted or self.deleting:
            self.then.append(piece)
            self.has_deleted = True
        else:
            self.now.append(piece)
            if not self.inserting:
                self.then.append(piece)

    def together(self) -> list[list[Piece]]:
        """The code of a field runs over several elements: as one, and so does what is read aside."""
        return [[piece for pieces in self.aside for piece in pieces]] if self.aside else []
