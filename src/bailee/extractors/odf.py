"""OpenDocument files (LibreOffice): text, sheets as shown, slides and their notes, annotations, tracked changes, headers
and footers, form fields, hidden text and rows, properties, and what is embedded.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from bailee.extractors import encrypted_open_document, xml_text
from bailee.extractors.document_types import FLAT_ODF
from bailee.extractors.encodings import decoded
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.media_type import OPEN_DOCUMENT
from bailee.extractors.odf_attributes import setting, spoken
from bailee.extractors.office_xml import BrokenPart, parser_of
from bailee.extractors.ole_objects import unwrapped
from bailee.extractors.package import Package, PartInfo
from bailee.extractors.rows import sparse_texts
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = OPEN_DOCUMENT | {FLAT_ODF}

LARGEST = 200 << 20
BOMB = 150
PIECE = 200_000
REPEATED = 64  # a cell or row that repeats more often than that is filling, and is read once
_DEEPEST = 10_000
# Elements of a flat document that stand for parts of a package
_FLAT = {
    "meta": ("properties", Part.METADATA),
    "settings": ("settings", Part.METADATA),
    "master-styles": ("header and footer", Part.HEADER),
}
_ENCRYPTED = re.compile(rb"<(?:\w+:)?encryption-data[\s/>]")
_SIGNED = frozenset(
    {"creator", "date", "date-string", "creator-initials", "initial-creator"}
)  # of a remark or a change
_SIGNER = re.compile(r"<(?:\w+:)?X509(?:Issuer|Subject)Name>([^<]{1,1000})<")
_INLINE_NUMBERS = frozenset({"float", "percentage", "currency"})


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.read(2) != b"PK":
        yield from _flat(item, budget)
        return
    with Package(item, budget) as package:
        manifest = package.read("META-INF/manifest.xml")
        if package.part("encrypted-package") is not None:
            raise Unreadable(Reason.ENCRYPTED)
        if _ENCRYPTED.search(manifest):
            yield from extract(encrypted_open_document.opened(item, budget), budget)
            return
        if not any(part.name.rsplit("/", 1)[-1] in ("content.xml", "meta.xml", "styles.xml") for part in package.parts):
            raise Unreadable(Reason.DAMAGED)
        if package.part("content.xml") is None:
            package.unread.append(Unread(item.locator.inside("body"), Reason.DAMAGED))
        for part in sorted(package.parts, key=lambda part: (part.name != "content.xml", part.name)):
            yield from _part(package, part)
        yield from package.unread


def _flat(item: Item, budget: Budget) -> Iterator[Extracted]:
    """A document in one XML file: what a package keeps in parts stands in elements of it."""
    if item.size > LARGEST:
        raise Unreadable(Reason.TOO_BIG)
    reader = _Reader(item.locator, "content.xml")
    broken = False
    try:
        with item.open() as stream:
            for stretch in decoded(stream, xml_text.encoding_of_xml(item.read(4096))):
                reader.parser.Parse(stretch, False)
                yield from reader.ready()
        reader.parser.Parse("", True)
    except (expat.ExpatError, BrokenPart, ValueError):
        broken = True
    yield from reader.rest()
    for number, data in enumerate(reader.files, 1):
        budget.take(len(data))
        name, inner = unwrapped(data, f"{number}")
        yield Item.nested(item.locator, f"embedded {name}", inner)
    if broken:
        yield Unread(item.locator, Reason.DAMAGED)


def _part(package: Package, part: PartInfo) -> Iterator[Extracted]:
    locator = package.item.locator
    folder, _, name = part.name.rpartition("/")
    if name in ("mimetype", "manifest.xml", "layout-cache") or part.name.startswith("Thumbnails/"):
        return
    if name in ("content.xml", "styles.xml", "meta.xml", "settings.xml"):
        reader = _Reader(locator if not folder else locator.inside(f"embedded {folder}"), name)
        yield from _swept(package, part, reader)
    elif part.name.startswith(("Configurations2/", "ObjectReplacements/")):
        return
    elif part.name.startswith("META-INF/"):
        signers = _SIGNER.findall(package.read(part).decode("utf-8", "replace"))
        if signers:
            yield Text.of("\n".join(dict.fromkeys(signers)), locator.inside("signatures"), Part.METADATA)
    elif name.endswith((".xml", ".xlb", ".xlc", ".rdf")):  # scripts, dialogues, lists of versions
        data = package.read(part)
        if not data:
            return
        for piece in xml_text.extract(Item.nested(locator, part.name, data), package.budget):
            if isinstance(piece, Text):
                yield Text(piece.locator, piece.content, piece.origin, None, Part.METADATA, piece.offset)
            else:
                yield piece
    elif data := package.read(part):
        inner_name, inner = unwrapped(data, part.name.rsplit("/", 1)[-1])
        yield Item.nested(locator, f"embedded {inner_name}", inner, file_name=inner_name)


def _swept(package: Package, part: PartInfo, reader: _Reader) -> Iterator[Extracted]:
    packed = part.entry.compress_size if part.entry is not None else 0
    if part.size > LARGEST or (part.size > 32 << 20 and packed and part.size / packed > BOMB):
        package.left(part, Reason.TOO_BIG)
        return
    before = len(package.unread)
    try:
        for chunk in package.chunks(part):
            reader.parser.Parse(chunk, False)
            yield from reader.ready()
        reader.parser.Parse(b"", True)
    except (expat.ExpatError, BrokenPart, ValueError):
        if len(package.unread) == before:
            package.left(part, Reason.DAMAGED)
    yield from reader.rest()


class _Place:
    """Lines of one place, as they gather."""

    __slots__ = ("lines", "locator", "offset", "part", "size")

    def __init__(self, locator: Locator, part: Part) -> None:
        self.locator, self.part = locator, part
        self.lines: list[str] = []
        self.size = self.offset = 0

    def add(self, line: str) -> None:
        self.lines.append(line)
        self.size += len(line) + 1

    def texts(self) -> Iterator[Text]:
        if any(line.strip() for line in self.lines):
            text = "\n".join(self.lines) + "\n"
            for start in range(0, len(text), PIECE):
                yield Text.of(text[start : start + PIECE], self.locator, self.part, self.offset + start)
            self.offset += len(text)
        self.lines, self.size = [], 0


class _Table:
    def __init__(self, name: str, *, hidden: bool) -> None:
        self.name = name
        self.is_hidden = hidden
        self.rows: list[dict[int, str]] = []
        self.hidden: list[dict[int, str]] = []
        self.row: dict[int, str] = {}
        self.row_hidden = False
        self.row_repeated = 1
        self.column = 0
        self.cell: list[str] = []
        self.cell_repeated = 1
        self.cell_value = ""
        self.in_cell = False


class _Reader:
    """Turns the events of content.xml, styles.xml or meta.xml into places."""

    def __init__(self, locator: Locator, part: str) -> None:
        self.parser = parser_of(self._start, self._end, self._data)
        self._locator = locator
        self._places: dict[tuple[str, Part], _Place] = {}
        self._done: list[Extracted] = []
        self._names: list[str] = []
        self._paragraphs: list[list[str]] = []
        self._tables: list[_Table] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._leaf: list[str] = []
        self._label = ""
        self.files: list[bytes] = []  # that stand in the document itself, as letters
        self._is_settings = part == "settings.xml"
        self._is_sheets = False
        self._slide = 0
        self._notes = 0
        self._aside: list[tuple[str, Part]] = []  # where text goes while it is no body
        self._default = {
            "meta.xml": ("properties", Part.METADATA),
            "settings.xml": ("settings", Part.METADATA),
            "styles.xml": ("header and footer", Part.HEADER),
        }.get(part, ("body", Part.BODY))
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table": self._start_table, "table-row": self._start_row, "table-cell": self._start_cell, "covered-table-cell": self._start_cell,
            "page": self._start_page, "s": lambda attributes: self._say(" " * min(int(attributes.get("c", "1") or 1), 200)),
            "tab": lambda _: self._say("\t"), "line-break": lambda _: self._say("\n"),
        }  # fmt: skip

    # Handing over

    def _where(self) -> tuple[str, Part]:
        if self._aside:
            return self._aside[-1]
        if self._slide and self._default[0] == "body":
            return (f"slide {self._slide} notes", Part.COMMENT) if self._notes else (f"slide {self._slide}", Part.BODY)
        return self._default

    def _place(self, where: tuple[str, Part]) -> _Place:
        place = self._places.get(where)
        if place is None:
            place = self._places[where] = _Place(self._locator.inside(where[0]), where[1])
        return place

    def _line(self, text: str) -> None:
        if self._tables and self._tables[-1].in_cell and not self._aside:
            self._tables[-1].cell.append(text)
            return
        place = self._place(self._where())
        place.add(text)
        if place.size > PIECE:
            self._done += place.texts()

    def ready(self) -> Iterator[Extracted]:
        yield from self._done
        self._done.clear()

    def rest(self) -> Iterator[Extracted]:
        while self._paragraphs:  # a part that broke off
            self._line("".join(self._paragraphs.pop()))
        while self._tables:
            self._end_cell()
            self._end_row()
            self._end_table()
        yield from self.ready()
        for place in self._places.values():
            yield from place.texts()

    # Events

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        if len(self._names) > _DEEPEST:
            raise BrokenPart
        self._leaf = []
        self._names.append(name)
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()} if attributes else {}
        if name in ("p", "h"):
            self._paragraphs.append([])
        elif name in self._starts:
            self._starts[name](local)
        elif name == "spreadsheet":
            self._is_sheets = True
        elif name == "annotation":
            self._aside.append((f"slide {self._slide} comments" if self._slide else "annotations", Part.COMMENT))
        elif name in ("tracked-changes", "deletion"):
            self._aside.append(("body", Part.COMMENT))
        elif name in _FLAT and len(self._names) == 2 and self._names[0] == "document":
            self._aside.append(_FLAT[name])
            self._is_settings = name == "settings"
        elif name == "notes":
            self._notes += 1
        elif name == "style":
            self._style = local.get("name", "")
        elif name == "table-properties" and local.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name in ("user-defined", "config-item"):
            self._label = local.get("name", "")
        if local:
            self._attributes(name, local)

    def _end(self, qualified: str) -> None:
        name = self._names.pop()
        if name in ("p", "h") and self._paragraphs:
            self._line("".join(self._paragraphs.pop()))
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._end_table()
        elif name in ("annotation", "tracked-changes", "deletion") and self._aside:
            self._aside.pop()
        elif name == "notes":
            self._notes = max(self._notes - 1, 0)
        elif name in _FLAT and len(self._names) == 1 and self._names[0] == "document" and self._aside:
            self._aside.pop()
            self._is_settings = False
        elif name == "binary-data":
            self._file("".join(self._leaf))
        elif self._is_settings:
            if line := setting(self._label, "".join(self._leaf)):
                self._line(line)
        elif qualified.startswith("number:"):  # what stands between the digits of a number's format
            if len(text := "".join(self._leaf).strip()) > 3 and text.replace(" ", "").isalpha():
                self._aside_line(text)
        elif self._leaf and (not self._paragraphs or name in _SIGNED) and (text := "".join(self._leaf).strip()):
            label = self._label if name == "user-defined" else name
            self._line(f"{label}: {text}")
        self._leaf = []

    def _data(self, text: str) -> None:
        name = self._names[-1] if self._names else ""
        if self._paragraphs and not (self._aside and name in _SIGNED) and name != "binary-data":
            self._paragraphs[-1].append(text)
        else:
            self._leaf.append(text)

    def _file(self, letters: str) -> None:
        try:
            data = base64.b64decode("".join(letters.split()))
        except (binascii.Error, ValueError):
            return
        if len(data) > 16:
            self.files.append(data)

    def _say(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].append(text)

    # Slides and tables

    def _start_page(self, attributes: dict[str, str]) -> None:
        if "presentation" in self._names or "drawing" in self._names:
            self._slide += 1

    def _start_table(self, attributes: dict[str, str]) -> None:
        hidden = attributes.get("style-name", "") in self._hidden_styles or attributes.get("display") == "false"
        self._tables.append(_Table(attributes.get("name", ""), hidden=hidden))

    def _start_row(self, attributes: dict[str, str]) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        table.row, table.column = {}, 0
        table.row_hidden = attributes.get("visibility") in ("collapse", "filter")
        table.row_repeated = _count(attributes.get("number-rows-repeated"))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        table.in_cell = True
        table.cell = []
        table.cell_repeated = _count(attributes.get("number-columns-repeated"))
        kind = attributes.get("value-type", "")
        table.cell_value = ""
        if kind in _INLINE_NUMBERS:
            table.cell_value = attributes.get("value", "")
        elif kind in ("date", "time", "string", "boolean"):
            table.cell_value = attributes.get(f"{kind}-value", "")

    def _end_cell(self) -> None:
        if not self._tables or not self._tables[-1].in_cell:
            return
        table = self._tables[-1]
        table.in_cell = False
        text = "\n".join(table.cell)
        # 5.12E+08 or ###: the number behind tells more than what is shown
        if table.cell_value and (
            not text.strip() or "#" in text or re.fullmatch(r"-?\d[.,]?\d*E[+-]?\d+", text.strip())
        ):
            text = table.cell_value.removesuffix(".0")
        if text.strip():
            times = table.cell_repeated if table.cell_repeated <= REPEATED else 1
            for index in range(times):
                table.row[table.column + index] = text
        table.column += table.cell_repeated

    def _end_row(self) -> None:
        if not self._tables or not self._tables[-1].row:
            return
        table = self._tables[-1]
        rows = table.hidden if table.row_hidden else table.rows
        rows.extend([table.row] * (table.row_repeated if table.row_repeated <= REPEATED else 1))
        table.row = {}

    def _end_table(self) -> None:
        if not self._tables:
            return
        table = self._tables.pop()
        if self._tables:  # a table in a cell
            for row in table.rows + table.hidden:
                self._line("\t".join(row[column] for column in sorted(row)))
            return
        if self._is_sheets:
            where = (f"sheet {table.name}", Part.HIDDEN if table.is_hidden else Part.BODY)
        else:
            where = self._where()
        place = self._place(where)
        self._done += place.texts()
        names: dict[int, str] = {}
        rows_of_place: Iterable[tuple[list[dict[int, str]], Part]] = (
            (table.rows, where[1]),
            (table.hidden, Part.HIDDEN),
        )
        for rows, part in rows_of_place:
            for text in sparse_texts(rows, place.locator, part=part, offset=place.offset, names=names):
                self._done.append(text)
                place.offset += len(text.content)

    # Attributes

    def _attributes(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("table-cell", "covered-table-cell"):
            formula = attributes.get("formula", "")
            if '"' in formula:
                self._aside_line(formula)
            return
        if name == "table" and self._is_sheets:
            attributes = {key: value for key, value in attributes.items() if key != "name"}  # it stands in the locator
        for line in spoken(name, attributes):
            self._aside_line(line)

    def _aside_line(self, text: str) -> None:
        where = (
            f"sheet {self._tables[0].name}" if self._is_sheets and self._tables else self._where()[0],
            Part.METADATA,
        )
        self._place(where).add(text)


def _count(value: str | None) -> int:
    return min(int(value), 1 << 21) if value and value.isdigit() else 1
