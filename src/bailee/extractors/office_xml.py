"""One part of an Open XML document, swept whole: paragraphs joined over runs, tables, text boxes, tracked changes,
fields, properties, names that hold text in attributes.

>>> source = b'<w:p xmlns:w="w"><w:r><w:t>SSN 078-</w:t></w:r><w:r><w:t>05-1120</w:t></w:r><w:del><w:r><w:delText>!</w:delText></w:r></w:del></w:p>'
>>> swept = sweep([source])
>>> swept.blocks, swept.deleted
(['SSN 078-05-1120'], ['SSN 078-05-1120!'])
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers import expat

# Inside a paragraph only these hold text; numbers stand in other elements (positions of drawings)
_TEXT = frozenset({"t", "delText", "text", "Text"})
_PARAGRAPHS = frozenset({"p", "text", "si", "Text"})  # the last is Visio's
_FIELD = frozenset({"instrText", "delInstrText"})
_BREAKS = {"br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# attributes whose value a person wrote, on whatever element they stand
_WORDS = frozenset(
    "descr title alt author initials userName displayName lastModifiedBy tooltip display string prompt promptTitle error errorTitle "  # noqa: SIM905
    "connection command connectionString url href sourceFile displayText caption uniqueName email contact providerId "
    "textToDisplay screenTip comment userId UnicodeString description post refreshedBy sourceName totalsRowLabel dataCaption "
    "rowHeaderCaption colHeaderCaption grandTotalCaption errorCaption missingCaption sheet user Author HRef HRefScreenTip "
    "AutomationProperties.Name AutomationProperties.HelpText FixedPage.NavigateUri Initials Comment altText altTextSummary "
    "fullDate subject keywords odcFile dest".split()
)
# elements whose `val`, `value` or `name` a person wrote
_VALUED = frozenset(
    "alias tag docVar default listEntry helpText statusText connectString query dataSource addressFieldName listItem defaultText "  # noqa: SIM905
    "attr tblCaption tblDescription filter customFilter inputCells item ocxPr sheetName docPart custShow section cmAuthor userInfo "
    "scenario protectedRange parameter queryTableField pivotField dataField cacheField tableColumn pivotTableDefinition queryTable "
    "customWorkbookView definedName author table cacheHierarchy dimension measureGroup mappedName calculatedItem fieldsUsage "
    "mailSubject activeRecord headerSource udl person bookmarkStart connection".split()
)
_NAMED = frozenset({"ffData", "docPartPr"})  # in which `name` is what a person gave
_DRAWN = frozenset({"cNvPr", "docPr"})
_DEFAULT_NAME = re.compile(r"[^\W\d_][^\d]* \d+|[^\d;]*;\d+;.*|.{0,3}")  # "Picture 1", "Google Shape;69;p12"
_FORMULAS = frozenset({"instr"})
_SPEAKING = (
    _WORDS | _FORMULAS | {"name", "val", "value", "n", "c", "v", "V", "Name"}
)  # no other attribute says anything
# elements that hold a position, a switch or a count
_NO_WORDS = frozenset(
    "col colOff row rowOff posOffset align pctWidth pctHeight Anchor AutoFill Row Column MoveWithCells SizeWithCells ScaleCrop "  # noqa: SIM905
    "LinksUpToDate SharedDoc HyperlinksChanged AppVersion DocSecurity TotalTime Pages Words Characters Lines Paragraphs "
    "CharactersWithSpaces Slides Notes HiddenSlides MMClips i4".split()
)
_KEPT_NAMES = 2_000
# fields that say something of the document's own order, and nothing more
_ORDER = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTION|SECTIONPAGES|PAGEREF|REF|NOTEREF|TOC|SEQ|STYLEREF|DATE|TIME|FORM(?:TEXT|CHECKBOX|DROPDOWN)|"
    r"EQ|LISTNUM|AUTONUM\w*|SHAPE|EMBED|CREATEDATE|SAVEDATE|PRINTDATE|EDITTIME|NUMWORDS|NUMCHARS|REVNUM|FILESIZE|ADVANCE|SYMBOL|INDEX)\b",
    re.IGNORECASE,
)
# Visio keeps what a person filled in as the value of a cell
_CELLS = frozenset(
    {"Value", "Label", "Prompt", "Address", "SubAddress", "Description", "Comment", "Title", "ExtraInfo"}
)
_VISIO_NAMES = frozenset(
    {"Page", "Shape", "Master", "Layer", "AuthorEntry", "DataColumn", "DataRecordSet", "DataConnection"}
)
_CACHED = frozenset({"s", "n", "d", "x", "i"})  # items of the caches of pivot tables and slicers
_DEEPEST = 10_000


class BrokenPart(Exception):
    """A part that is no well-formed XML from here on."""


class Swept:
    """What a part holds. A block is a paragraph, or the rows of a table."""

    def __init__(self) -> None:
        self.blocks: list[str | list[list[str]]] = []
        self.deleted: list[str] = []
        self.fields: list[str] = []  # field codes, attributes: what is not shown
        self.root: dict[str, str] = {}  # attributes of the root
        self.is_broken = False

    def lines(self) -> list[str]:
        """All of it as lines."""
        found: list[str] = []
        for block in self.blocks:
            found += [block] if isinstance(block, str) else ["\t".join(row) for row in block]
        return found


def sweep(chunks: Iterable[bytes], *, all_attributes: bool = False) -> Swept:
    """Sweeps a part; what stands after a fault in it is lost, and `is_broken` says so."""
    sweeper = _Sweeper(all_attributes)
    try:
        for chunk in chunks:
            sweeper.parser.Parse(chunk, False)
        sweeper.parser.Parse(b"", True)
    except (expat.ExpatError, BrokenPart, UnicodeError, LookupError, ValueError):
        sweeper.swept.is_broken = True
        sweeper.finish()
    return sweeper.swept


class _Paragraph:
    __slots__ = ("has_deleted", "now", "then")

    def __init__(self) -> None:
        self.now: list[str] = []
        self.then: list[str] = []  # as it was before the tracked changes
        self.has_deleted = False


class _Sweeper:
    def __init__(self, all_attributes: bool) -> None:
        self.swept = Swept()
        self.parser = parser_of(self._start, self._end, self._data)
        self._all = all_attributes
        self._names: list[str] = []
        self._locals: dict[str, str] = {}
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[list[list[str]]] = []
        self._cells: list[list[str]] = []
        self._deleting = 0
        self._inserting = 0
        self._field: list[str] = []
        self._leaf: list[str] = []
        self._property = ""
        self._choices: list[int] = []  # where the blocks of each open choice begin
        self._fallbacks: list[tuple[int, int]] = []
        self._sinks: list[list[str]] = []  # lines of the fallback that is being read

    # Events

    def _local(self, qualified: str) -> str:
        """A name without its prefix; names repeat, so they are kept."""
        name = qualified.rpartition(":")[2]
        if len(self._locals) < _KEPT_NAMES:
            self._locals[qualified] = name
        return name

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = self._locals.get(qualified) or self._local(qualified)
        if not self._names:
            self.swept.root = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if len(self._names) > _DEEPEST:
            raise BrokenPart
        parent = self._names[-1] if self._names else ""
        if self._leaf and not self._paragraphs:
            self._end_leaf(parent)
        self._names.append(name)
        self._leaf = []
        if name in _PARAGRAPHS:
            self._paragraphs.append(_Paragraph())
        elif name == "tbl":
            self._tables.append([])
        elif name == "tr" and self._tables:
            self._tables[-1].append([])
        elif name == "tc" and self._tables:
            self._cells.append([])
        elif name in ("del", "moveFrom"):
            self._deleting += 1
        elif name in ("ins", "moveTo"):
            self._inserting += 1
        elif name in _BREAKS or (name == "tab" and parent == "r"):
            self._say(_BREAKS.get(name, "\t"))
        elif name == "fldChar" and self._field:
            self._end_field()
        elif name == "property":
            self._property = attributes.get("name", "")
        elif name == "Choice":
            self._choices.append(len(self.swept.blocks))
        elif name == "Fallback":
            self._sinks.append([])
        if attributes:
            self._attributes(name, attributes)

    def _end(self, qualified: str) -> None:
        name = self._names.pop()
        if name in _PARAGRAPHS and self._paragraphs:
            self._end_paragraph(self._paragraphs.pop())
        elif name == "tc" and self._cells and self._tables:
            cell = "\n".join(self._cells.pop())
            if not self._tables[-1]:
                self._tables[-1].append([])
            self._tables[-1][-1].append(cell)
        elif name == "tbl" and self._tables:
            self._end_table(self._tables.pop())
        elif name in ("del", "moveFrom"):
            self._deleting = max(self._deleting - 1, 0)
        elif name in ("ins", "moveTo"):
            self._inserting = max(self._inserting - 1, 0)
        elif name in _FIELD and not self._paragraphs:
            self._end_field()
        elif name == "property":
            self._property = ""
        elif name == "Fallback" and self._sinks:
            self._end_fallback(self._sinks.pop())
        elif name == "AlternateContent" and self._choices:
            self._choices.pop()
        elif not self._paragraphs and self._leaf:
            self._end_leaf(name)
        self._leaf = []

    def _data(self, text: str) -> None:
        name = self._names[-1] if self._names else ""
        if name in _FIELD:
            self._field.append(text)
        elif self._paragraphs:
            if name in _TEXT:
                self._say(text, deleted=name == "delText")
        else:
            self._leaf.append(text)

    # Ends

    def _say(self, text: str, *, deleted: bool = False) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        if deleted or self._deleting:
            paragraph.then.append(text)
            paragraph.has_deleted = True
            return
        paragraph.now.append(text)
        if not self._inserting:
            paragraph.then.append(text)

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        if self._field:
            self._end_field()
        if paragraph.has_deleted and (then := "".join(paragraph.then)).strip():
            self.swept.deleted.append(then)
        self._line("".join(paragraph.now))

    def _line(self, text: str) -> None:
        if self._cells:
            if text.strip():
                self._cells[-1].append(text)
        elif self._sinks:
            self._sinks[-1].append(text)
        else:
            self.swept.blocks.append(text)

    def _end_table(self, rows: list[list[str]]) -> None:
        if self._cells or self._sinks:
            for row in rows:
                self._line("\t".join(row))
        elif sum(1 for row in rows if len(row) > 1) > 1:
            self.swept.blocks.append(rows)
        else:
            self.swept.blocks += ["\t".join(row) for row in rows]

    def _end_field(self) -> None:
        code = "".join(self._field).strip()
        self._field = []
        self._field_code(code)

    def _field_code(self, code: str) -> None:
        if code and not _ORDER.match(code):
            self.swept.fields.append(code)

    def _end_leaf(self, name: str) -> None:
        text = "".join(self._leaf).strip()
        if text and name not in _NO_WORDS:
            label = self._property or name
            self._line(text if label in ("t", "v", "text", "oddHeader", "oddFooter") else f"{label}: {text}")

    def _end_fallback(self, lines: list[str]) -> None:
        """The other form of the same content, for older programs: only what the first does not say."""
        start = self._choices[-1] if self._choices else 0
        said = {
            line.strip()
            for block in self.swept.blocks[start:]
            for line in ([block] if isinstance(block, str) else map("\t".join, block))
        }
        for line in lines:
            if line.strip() and line.strip() not in said:
                self._line(line)

    def _attributes(self, name: str, attributes: dict[str, str]) -> None:
        above = self._names[-2] if len(self._names) > 1 else ""
        for qualified, value in attributes.items():
            key = self._locals.get(qualified) or self._local(qualified)
            if not value or (key not in _SPEAKING and not self._all) or qualified.startswith("xmlns"):
                continue
            if key == "name" and name in _DRAWN:
                if not _DEFAULT_NAME.fullmatch(value):
                    self.swept.fields.append(value)
            elif key in _FORMULAS and name == "fldSimple":
                self._field_code(value)
            elif name in ("bookmarkStart", "annotation"):  # a mark of either form; the older one holds authors, too
                if key in ("author", "initials"):
                    self.swept.fields.append(f"{key}: {value}")
                elif key == "name" and not value.startswith("_"):
                    self.swept.fields.append(value)
            elif key == "V" and name == "Cell":
                if attributes.get("U") == "STR" or attributes.get("N") in _CELLS:
                    self.swept.fields.append(value)
            elif key in ("val", "value", "name", "n", "c", "v") and (
                name in _VALUED or name in _CACHED or above in _NAMED
            ):
                self.swept.fields.append(value if name in _CACHED or key in ("name", "n", "c") else f"{name}: {value}")
            elif key in _WORDS or self._all:
                self.swept.fields.append(f"{key}: {value}")
            elif key == "Name" and (name in _VISIO_NAMES or name == "Map"):
                self.swept.fields.append(value)

    def finish(self) -> None:
        """Hands over what was open when the part broke."""
        while self._paragraphs:
            self._end_paragraph(self._paragraphs.pop())
        while self._cells:
            open_cell = self._cells.pop()
            self.swept.blocks += open_cell
        while self._tables:
            self.swept.blocks += ["\t".join(row) for row in self._tables.pop()]
        for sink in self._sinks:
            self.swept.blocks += sink


def parser_of(start: object, end: object, data: object) -> expat.XMLParserType:
    """A parser that builds nothing and fetches nothing. A document type has no place in an office document: it is refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 65_536
    parser.StartElementHandler = start  # type: ignore[assignment]
    parser.EndElementHandler = end  # type: ignore[assignment]
    parser.CharacterDataHandler = data  # type: ignore[assignment]
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise BrokenPart
