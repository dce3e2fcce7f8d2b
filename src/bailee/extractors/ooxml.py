"""Office documents of 2007 and later (Word, Excel, PowerPoint, Visio, XPS): every part of the package is swept.

Headers, notes, comments, hidden sheets, rows and slides, tracked changes, text boxes and their older forms, fields, links,
properties, caches of charts and pivot tables, and the files dropped into them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from bailee.extractors import xml_text
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.macros import modules
from bailee.extractors.media_type import EXCEL, OOXML, POWERPOINT, VSDX, WORD, XPS
from bailee.extractors.office_xml import BrokenPart, Swept, parser_of, sweep
from bailee.extractors.ole_objects import unwrapped
from bailee.extractors.package import Package, PartInfo
from bailee.extractors.rows import sparse_texts, texts_of
from bailee.extractors.sheet_xml import Sheet, Styles, shared_strings
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = WORD | EXCEL | POWERPOINT | {VSDX, XPS, OOXML}

PIECE = 200_000
LARGEST = 200 << 20  # bytes of one part that is swept at once; worksheets stream
BOMB = 150  # a part that is big and grows more than so many times; text of an office file grows 5 to 30 times
_XML = (".xml", ".rels", ".vml", ".fpage", ".fdoc", ".fdseq", ".xaml")
_LEFT_OUT = re.compile(  # parts without words: fonts, settings of printers, styles, a small picture of the first page
    r".*/theme/theme\d*\.xml|word/(?:styles|styleswitheffects|fonttable)\.xml|ppt/(?:tablestyles|viewprops)\.xml|.*/diagrams/(?:layout|quickstyle|colors)\d*\.xml|"
    r"\[content_types\]\.xml|.*/printersettings\d*\.bin|.*\.(?:odttf|fntdata|ttf|otf|psdsxs|sigs)|docprops/thumbnail\.\w+|.*/calcchain\.xml|(?:ppt|word|xl)/metadata"
)
_PLACES: tuple[tuple[str, str, Part], ...] = (  # part, as a regular expression; segment; part of the document
    (r"word/document\d*\.xml", "body", Part.BODY),
    (r"word/header(\d+)\.xml", "header {}", Part.HEADER),
    (r"word/footer(\d+)\.xml", "footer {}", Part.HEADER),
    (r"word/comments\.xml", "comments", Part.COMMENT),
    (r"word/footnotes\.xml", "footnotes", Part.BODY),
    (r"word/endnotes\.xml", "endnotes", Part.BODY),
    (r"(ppt/slide(?:master|layout)s/[^/]*\.xml)", "{}", Part.HEADER),
    (r"docprops/(?:core|app)\.xml", "properties", Part.METADATA),
    (r".*\.psmdcp", "properties", Part.METADATA),
    (r"docprops/custom\.xml", "custom properties", Part.METADATA),
)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with Package(item, budget) as package:
        document = Document(package)
        yield from document.all()
        yield from package.unread


class Relations:
    """What the relationships of one part say: target by id, and targets outside."""

    def __init__(self, chunks: Iterable[bytes], base: str) -> None:
        self.targets: dict[str, tuple[str, str]] = {}  # id: (last word of the type, part)
        self.outside: list[str] = []
        self._base = base
        parser = parser_of(self._start, lambda _: None, lambda _: None)
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
        except (expat.ExpatError, BrokenPart, ValueError):
            return

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target")
        if qualified.rpartition(":")[2] != "Relationship" or not target:
            return
        if attributes.get("TargetMode") == "External":
            self.outside.append(target)
            return
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(self._base, target))
        self.targets[attributes.get("Id", "")] = (attributes.get("Type", "").rsplit("/", 1)[-1], path)

    def of_type(self, kind: str) -> list[str]:
        return [path for found, path in self.targets.values() if found == kind]


class Document:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.locator = package.item.locator
        self.done: set[int] = set()  # parts, by identity: a name may stand twice in a package
        self.parts: dict[str, PartInfo] = {part.name.lower(): part for part in package.parts}
        self.found = False

    def all(self) -> Iterator[Extracted]:
        if "xl/workbook.xml" in self.parts:
            yield from self._workbook()
        if "ppt/presentation.xml" in self.parts:
            yield from self._presentation()
        for part in sorted(self.package.parts, key=_order):
            if id(part) not in self.done and not _LEFT_OUT.fullmatch(part.name.lower()):
                yield from self._part(part)
        if not self.found:
            raise Unreadable(self.package.unread[0].reason if self.package.unread else Reason.DAMAGED)
        if remarks := self.package.remarks:
            yield Text.of(remarks, self.locator.inside("comment"), Part.COMMENT)

    # Parts of any document

    def _part(self, part: PartInfo) -> Iterator[Extracted]:
        name = part.name.lower()
        if name.endswith(".rels"):
            return
        if not name.endswith((*_XML, ".psmdcp")):
            yield from self._embedded(part)
            return
        if name.startswith("customxml/") and "/itemprops" not in name:
            yield from self._custom(part)
            return
        for pattern, segment, kind in _PLACES:
            if found := re.fullmatch(pattern, part.name, re.IGNORECASE):
                yield from self._swept(part, self.locator.inside(segment.format(*found.groups())), kind)
                return
        yield from self._swept(part, self.locator.inside(part.name), Part.METADATA if "/" not in name else Part.BODY)

    def _swept(self, part: PartInfo, locator: Locator, kind: Part) -> Iterator[Extracted]:
        self.done.add(id(part))
        if self._is_too_big(part):
            self.package.unread.append(Unread(locator, Reason.TOO_BIG))
            return
        before = len(self.package.unread)
        swept = sweep(self.package.chunks(part))
        if swept.is_broken and (rest := _stripped(self.package.read(part))):
            swept.blocks = [rest]
        if kind is Part.BODY and (swept.root.get("show") in ("0", "false")):  # a hidden slide
            kind = Part.HIDDEN
        self.found = self.found or not swept.is_broken or bool(swept.blocks)
        yield from texts_of_swept(swept, locator, kind, self.relations(part.name).outside)
        if len(self.package.unread) > before:
            self.package.unread[before:] = [Unread(locator, self.package.unread[before].reason)]
        elif swept.is_broken and not part.name.lower().endswith(".vml"):  # Office itself writes VML that is no XML
            self.package.unread.append(Unread(locator, Reason.DAMAGED))

    def _is_too_big(self, part: PartInfo) -> bool:
        packed = part.entry.compress_size if part.entry is not None else 0
        grows = part.size > 32 << 20 and packed and part.size / packed > BOMB
        return bool(grows) or part.size > LARGEST

    def _custom(self, part: PartInfo) -> Iterator[Extracted]:
        """A part of somebody else's making: names of elements and attributes tell what its values are."""
        self.done.add(id(part))
        data = self.package.read(part)
        if data:
            yield from xml_text.extract(Item.nested(self.locator, part.name, data), self.package.budget)

    def _embedded(self, part: PartInfo) -> Iterator[Extracted]:
        self.done.add(id(part))
        data = self.package.read(part)
        if not data:
            return
        if part.name.lower().endswith("vbaproject.bin") and (sources := modules(data)):
            for module, source in sources:
                self.package.budget.take(len(source))
                for start, piece in _in_pieces(source):
                    yield Text.of(piece, self.locator.inside(f"macro {module}"), Part.METADATA, start)
            return
        name, inner = unwrapped(data, part.name.rsplit("/", 1)[-1])
        yield Item.nested(self.locator, f"embedded {name}", inner, file_name=name)

    def relations(self, name: str) -> Relations:
        folder, _, last = name.rpartition("/")
        part = self.parts.get(f"{folder}/_rels/{last}.rels".lstrip("/").lower())
        return Relations(self.package.chunks(part) if part is not None else (), folder)

    def _chunks(self, name: str) -> Iterator[bytes]:
        part = self.parts.get(name.lower())
        if part is None:
            return iter(())
        self.done.add(id(part))
        return self.package.chunks(part)

    # Slides

    def _presentation(self) -> Iterator[Extracted]:
        relations = self.relations("ppt/presentation.xml")
        order = _references(self._chunks("ppt/presentation.xml"), "sldId")
        slides = [relations.targets[ident][1] for ident in order if ident in relations.targets]
        slides += sorted((path for path in relations.of_type("slide") if path not in slides), key=_natural)
        for number, name in enumerate(slides, 1):
            part = self.parts.get(name.lower())
            if part is None:
                self.package.unread.append(Unread(self.locator.inside(f"slide {number}"), Reason.DAMAGED))
                continue
            place = self.locator.inside(f"slide {number}")
            yield from self._swept(part, place, Part.BODY)
            around = self.relations(part.name)
            for kind, segment in (("notesSlide", "notes"), ("comments", "comments"), ("threadedComment", "comments")):
                for other in around.of_type(kind):
                    if (beside := self.parts.get(other.lower())) is not None and id(beside) not in self.done:
                        yield from self._swept(beside, self.locator.inside(f"slide {number} {segment}"), Part.COMMENT)
        if (part := self.parts.get("ppt/presentation.xml")) is not None:
            yield from self._swept(part, self.locator.inside(part.name), Part.METADATA)

    # Sheets

    def _workbook(self) -> Iterator[Extracted]:
        book = _Workbook(self._chunks("xl/workbook.xml"))
        relations = self.relations("xl/workbook.xml")
        named = relations.of_type("sharedStrings") or ["xl/sharedStrings.xml"]
        strings, aids, whole = shared_strings(self._chunks(named[0]))
        if not whole:
            self.package.unread.append(Unread(self.locator.inside(named[0]), Reason.DAMAGED))
        styles = Styles(self._chunks((relations.of_type("styles") or ["xl/styles.xml"])[0]))
        used: set[int] = set()
        sheets = [(name, state, relations.targets.get(ident, ("", ""))[1]) for name, ident, state in book.sheets]
        known = {path.lower() for _, _, path in sheets}
        sheets += [
            (path.rsplit("/", 1)[-1], "hidden", path)
            for path in sorted(self.parts)
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", path) and path not in known
        ]
        for name, state, path in sheets:
            part = self.parts.get(path.lower())
            if part is None:
                self.package.unread.append(Unread(self.locator.inside(f"sheet {name}"), Reason.DAMAGED))
                continue
            sheet = Sheet(strings, styles, since_1904=book.since_1904)
            yield from self._sheet(sheet, part, name, Part.BODY if state == "visible" else Part.HIDDEN)
            used |= sheet.used
        left = [text for index, text in enumerate(strings) if index not in used and text.strip()]
        for start, piece in _in_pieces("\n".join(left)):  # what cells held before, or sheets that are gone
            yield Text.of(piece, self.locator.inside(named[0]), Part.HIDDEN, start)
        for start, piece in _in_pieces("\n".join(dict.fromkeys(aids))):
            yield Text.of(piece, self.locator.inside(named[0]), Part.HIDDEN, start + sum(map(len, left)))
        if words := [*book.words, *dict.fromkeys(styles.words)]:
            yield Text.of("\n".join(words), self.locator.inside("xl/workbook.xml"), Part.METADATA)

    def _sheet(self, sheet: Sheet, part: PartInfo, name: str, kind: Part) -> Iterator[Extracted]:
        self.done.add(id(part))
        self.found = True
        place = self.locator.inside(f"sheet {name}")
        names: dict[int, str] = {}
        offset = 0
        for text in sparse_texts(sheet.rows(self.package.chunks(part)), place, part=kind, names=names):
            yield text
            offset += len(text.content)
        for text in sparse_texts(sheet.hidden, place, part=Part.HIDDEN, offset=offset, names=names):
            yield text
            offset += len(text.content)
        relations = self.relations(part.name)
        for lines, where in ((sheet.outside, Part.HEADER), (sheet.rules + relations.outside, Part.METADATA)):
            for start, piece in _in_pieces("\n".join(lines)):
                yield Text.of(piece, place, where, offset + start)
        if sheet.is_broken:
            self.package.unread.append(Unread(place, Reason.DAMAGED))
        for other in relations.of_type("comments") + relations.of_type("threadedComment"):
            beside = self.parts.get(other.lower())
            if beside is not None and id(beside) not in self.done:
                yield from self._swept(beside, self.locator.inside(f"sheet {name} comments"), Part.COMMENT)


class _Workbook:
    """Sheets of a workbook in order, and the names and words beside them."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.sheets: list[tuple[str, str, str]] = []  # name, relationship, state
        self.since_1904 = False
        self.words: list[str] = []
        self._text: list[str] | None = None
        parser = parser_of(self._start, self._end, self._data)
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
        except (expat.ExpatError, BrokenPart, ValueError):
            return  # its sheets are found by the names of their parts

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        if name == "sheet":
            ident = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), ident, attributes.get("state", "visible")))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "definedName":
            self._text = [attributes.get("name", ""), ": "]
            self.words += [
                value for key, value in attributes.items() if key in ("comment", "description", "help") and value
            ]
        elif name in ("fileSharing", "webPublishing", "customWorkbookView"):
            self.words += [value for key, value in attributes.items() if key in ("userName", "title", "name") and value]

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, qualified: str) -> None:
        if self._text is not None and qualified.rpartition(":")[2] == "definedName":
            self.words.append("".join(self._text))
            self._text = None


def texts_of_swept(swept: Swept, locator: Locator, kind: Part, links: Iterable[str] = ()) -> Iterator[Text]:
    """Paragraphs as one text, tables as tables, then what was deleted and what is not shown."""
    offset = 0
    lines: list[str] = []
    size = 0

    def said() -> Iterator[Text]:
        nonlocal offset, size
        if any(line.strip() for line in lines):
            text = "\n".join(lines) + "\n"
            for start, piece in _in_pieces(text):
                yield Text.of(piece, locator, kind, offset + start)
            offset += len(text)
        lines.clear()
        size = 0

    for block in swept.blocks:
        if isinstance(block, str):
            lines.append(block)
            size += len(block)
            if size > PIECE:
                yield from said()
        else:
            yield from said()
            for text in texts_of(block, locator, part=kind, offset=offset):
                yield text
                offset += len(text.content)
    yield from said()
    aside = (
        ("\n".join(swept.deleted), Part.COMMENT),
        ("\n".join(dict.fromkeys([*swept.fields, *links])), Part.METADATA),
    )
    for words, part in aside:
        for start, piece in _in_pieces(words):
            yield Text.of(piece, locator, part, offset + start)
        offset += len(words)


def _in_pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = start + PIECE
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        if piece := text[start:end]:
            yield start, piece
        start = end


def _references(chunks: Iterable[bytes], element: str) -> list[str]:
    """Relationship ids of the elements of one name, in their order."""
    found: list[str] = []

    def start(qualified: str, attributes: dict[str, str]) -> None:
        if qualified.rpartition(":")[2] == element:
            found.extend(value for key, value in attributes.items() if key.endswith(":id"))

    parser = parser_of(start, lambda _: None, lambda _: None)
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
    except (expat.ExpatError, BrokenPart, ValueError):
        return found
    return found


def _stripped(data: bytes) -> str:
    """Words of a part that is no XML: its tags taken away."""
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    text = re.sub(r"</(?:\w+:)?(?:p|row|si|tr|div)\s*>|<br\s*/?>", "\n", text)
    from bailee.extractors.references import unescaped

    return unescaped(re.sub(r"<[^<>]{0,4000}>", "", text)).strip()


def _order(part: PartInfo) -> tuple[int, list[int | str]]:
    """The body first, then what stands around it, then the rest."""
    name = part.name.lower()
    for index, (pattern, _, _) in enumerate(_PLACES):
        if re.fullmatch(pattern, name):
            return index, _natural(name)
    return len(_PLACES), _natural(name)


def _natural(name: str) -> list[int | str]:
    return [int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", name)]
