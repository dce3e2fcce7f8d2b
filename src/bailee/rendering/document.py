"""The tree: headings, paragraphs, lists, tables, figures, drawings, a form to sign, boxes to tick. Plain text in every leaf, never markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, get_args


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 1 or 2, below the title; never skipped, for readers that jump by headings
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()  # of the columns, in parts of the whole; empty: all alike
    marked: bool = False  # cells begin with the sign of a state, and may take its colour


@dataclass(frozen=True, slots=True)
class Form:
    """A statement with lines to fill by hand."""

    statements: tuple[str, ...]
    lines: tuple[str, ...]  # what is written on each line: name, date, signature


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a `Rich` paragraph. What was inserted is underlined, what was removed is struck out."""

    text: str
    look: Literal["", "strong", "quiet", "inserted", "removed"] = ""
    note: str = ""  # stands at the foot of the page


@dataclass(frozen=True, slots=True)
class Rich:
    """A paragraph whose parts look different, or have a footnote."""

    spans: tuple[Span, ...]
    is_item: bool = False  # of a list


@dataclass(frozen=True, slots=True)
class Choices:
    """Boxes to tick, one of them. `name` is where the answer is found again in a DOCX that comes back."""

    name: str
    options: tuple[tuple[str, str], ...]  # (value, words)


@dataclass(frozen=True, slots=True)
class Blank:
    """Room to write in, found again by its name as `Choices` are."""

    name: str
    label: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A drawing that people know without reading, from templates/NAME.svg; `label` says what it is."""

    name: Literal["camera"]
    label: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure with its name above and a remark below. `sign`: of the state that it counts; empty for a bare figure."""

    label: str
    figure: str
    note: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody has to decide or do: what it is about, what would be done, who does it, and by when."""

    what: str
    then: str = ""
    who: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    rows: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that we made ourselves, as SVG; `label` says what is to be seen in it, for whoever does not see it."""

    svg: str
    label: str


@dataclass(frozen=True, slots=True)
class Aside:
    """What limits all that stands around it: in a dashed box."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns where there is room, else the right one below the left one."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]


Block = (
    Heading
    | Paragraph
    | List
    | Table
    | Form
    | Rich
    | Choices
    | Blank
    | Break
    | Symbol
    | Tiles
    | Decisions
    | Drawing
    | Aside
    | Columns
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose a report is and who made it: it stands above the first page. Text alone where there is no logo."""

    organisation: str
    provider: str = ""
    logo: str = ""  # a PNG, in base64
    accent: str = ""  # a colour as #rrggbb, of rules; states keep their own
    closing: str = ""  # words of the provider at the end


DRAFT = "DRAFT — not reviewed by counsel"
_DRAFTS = {  # in other languages than English
    "de": "ENTWURF: nicht anwaltlich geprüft",
    "es": "BORRADOR: ningún abogado lo ha revisado",
    "fr": "PROJET : aucun juriste ne l’a relu",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document of one language. `draft` prints a mark on every page; `foot` stands below each page, `mark` above it."""

    title: str
    language: str  # BCP 47
    on: date  # of issue; the same document of the same date gives the same bytes
    blocks: tuple[Block, ...]
    draft: bool = False
    subtitle: str = ""
    foot: str = ""
    author: str = ""
    mark: str = ""
    paper: Literal["a4", "letter"] = "a4"
    look: Literal["", "sign", "report"] = ""  # a sign is read from afar, standing
    letterhead: Letterhead | None = None  # of a report
    is_dense: bool = False  # all of a report is to stand on one page

    @property
    def draft_mark(self) -> str:
        """DRAFT, in the language of the document."""
        return _DRAFTS.get(self.language[:2], DRAFT)

    def as_data(self) -> dict[str, Any]:
        """The tree as plain data, each block with its sort: for the PDF template, for hashing and for JSON."""
        blocks = [_told(block) for block in self.blocks]
        return {
            "title": self.title,
            "language": self.language,
            "on": self.on.isoformat(),
            "subtitle": self.subtitle,
            "draft": self.draft,
            "foot": self.foot,
            "author": self.author,
            "blocks": blocks,
            **({"mark": self.mark} if self.mark else {}),
            **({"paper": self.paper} if self.paper != "a4" else {}),
            **({"look": self.look} if self.look else {}),
            **({"letterhead": asdict(self.letterhead)} if self.letterhead else {}),
            **({"is_dense": True} if self.is_dense else {}),
        }


def _said(block: Block) -> dict[str, Any]:
    """A block's fields. How a table is laid out is left out where nothing was asked for, so that hashes are over words."""
    if isinstance(block, Columns):
        return {
            side: [_told(each) for each in blocks] for side, blocks in (("left", block.left), ("right", block.right))
        }
    layout = ("widths", "marked")
    return {name: value for name, value in asdict(block).items() if name not in layout or value}


def _told(block: Block) -> dict[str, Any]:
    return {"is": type(block).__name__.lower(), **_said(block)}


_SORTS: dict[str, type[Any]] = {each.__name__.lower(): each for each in get_args(Block)}
_PARTS: dict[str, tuple[str, type[Any]]] = {
    "rich": ("spans", Span),
    "tiles": ("tiles", Tile),
    "decisions": ("rows", Decision),
}


def from_data(data: Mapping[str, Any]) -> Document:
    """A document from what `as_data` gave.

    >>> made = Document("A", "en", date(2026, 11, 25), (Rich((Span("x", "strong"),)), Table("c", ("a",), (("1",),))))
    >>> from_data(made.as_data()) == made
    True
    >>> made = Document("A", "en", date(2026, 11, 25), (Columns((Tiles((Tile("red", "3"),)),), (Heading(1, "B"),)),), letterhead=Letterhead("Acme"))
    >>> from_data(made.as_data()) == made
    True
    """
    told = {name: value for name, value in data.items() if name not in ("blocks", "on")}
    if told.get("letterhead"):
        told["letterhead"] = Letterhead(**told["letterhead"])
    return Document(on=date.fromisoformat(data["on"]), blocks=tuple(_block_of(each) for each in data["blocks"]), **told)


def _block_of(data: Mapping[str, Any]) -> Block:
    if data["is"] == "columns":
        return Columns(tuple(map(_block_of, data["left"])), tuple(map(_block_of, data["right"])))
    fields = {name: _frozen(value) for name, value in data.items() if name != "is"}
    if data["is"] in _PARTS:
        name, part = _PARTS[data["is"]]
        fields[name] = tuple(part(**each) for each in data[name])
    made: Block = _SORTS[data["is"]](**fields)
    return made


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list | tuple) else value
