"""HTML: every byte of its markup stays; text, attributes, comments and scripts are looked through and written in place.

A value that runs over tags within a line goes as one. Pictures and files in `data:` addresses are redacted each by itself.

>>> [(kind, raw) for kind, raw, *_ in tokens('<p class="a">x<b>y</b><!-- z --></p>') if kind != "tag"]
[('text', 'x'), ('text', 'y'), ('raw', ' z ')]
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from bailee.extractors.media_type import HTML
from bailee.extractors.references import unescaped
from bailee.protection.redaction.formats import plain
from bailee.protection.redaction.passages import Block, Fixed, Grid, Passage, Piece, Words
from bailee.protection.redaction.work import Work
from bailee.text import Part

REDACTS = frozenset({HTML})

_TAG = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<[!?][^>]*>|"
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)")
_RAW = frozenset({"script", "style", "xmp"})
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark nobr q s samp small span strike strong sub sup tt u var wbr "  # noqa: SIM905 - a list to be read
    "w:r w:t o:p".split()
)
_STRUCTURE = frozenset(
    [
        "class",
        "style",
        "id",
        "type",
        "rel",
        "lang",
        "dir",
        "width",
        "height",
        "for",
        "target",
        "method",
        "charset",
        "colspan",
        "rowspan",
        "border",
        "align",
    ]
)
_DATA = re.compile(
    r"data:(?P<type>[\w.+/-]*)(?P<more>(?:;[\w=.+-]+)*);base64,(?P<data>[A-Za-z0-9+/=\s%]+)", re.IGNORECASE
)


_COPIES = frozenset({"data-sheets-value", "data-sheets-formula", "sdval"})


class Markup(Words):
    """A piece of a file of markup: where it stands, and how it is written there."""

    __slots__ = ("end", "kind", "start")

    def __init__(self, text: str, start: int, end: int, kind: str) -> None:
        super().__init__(text)
        self.start, self.end, self.kind = start, end, kind

    def written(self) -> str:
        if self.kind == "raw":
            return self.text
        if self.kind == "text":
            return html.escape(self.text, quote=False)
        words = quote(self.text, safe="/:?#@!$&'()*+,;=~-._%[]") if self.kind == "address" else self.text
        return '"' + html.escape(words, quote=True) + '"'


def redact(data: bytes, work: Work) -> bytes:
    text, coding = plain.decoded(data)
    reader = _Reader(text)
    reader.read()
    edits = [(start, end, words) for start, end, words in _files(text, work)]
    work.settle(reader.blocks)
    work.settle(reader.raw)
    work.settle(reader.attributes, Part.METADATA)
    work.hunt(reader.names)
    reader.empty_copies()
    edits += [(piece.start, piece.end, piece.written()) for piece in reader.pieces if piece.is_changed]
    out: list[str] = []
    done = 0
    for start, end, words in sorted(edits):
        if start >= done:
            out += [text[done:start], words]
            done = end
    return plain.encoded("".join([*out, text[done:]]), coding)


def _files(text: str, work: Work) -> Iterator[tuple[int, int, str]]:
    """Files in `data:` addresses that changed."""
    for found in _DATA.finditer(text):
        try:
            inner = base64.b64decode(unquote(re.sub(r"\s", "", found["data"])) + "==")
        except (binascii.Error, ValueError):
            continue
        made = work.inner(inner, "file." + found["type"].rpartition("/")[2].partition("+")[0])
        if made != inner:
            yield *found.span("data"), base64.b64encode(made).decode()


def tokens(text: str) -> Iterator[tuple[str, str, int, int]]:
    """(text, raw or tag; as written; from; to)."""
    at = 0
    while at < len(text):
        found = _TAG.search(text, at)
        if found is None:
            break
        if found.start() > at:
            yield "text", text[at : found.start()], at, found.start()
        for group in ("comment", "cdata"):
            if found[group]:
                yield "raw", found[group], *found.span(group)
        at = found.end()
        if not found["name"]:
            continue
        yield "tag", found[0], found.start(), found.end()
        name = found["name"].lower()
        if name in _RAW and not found["close"] and not found["rest"].endswith("/"):
            end = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, at)
            stop = end.start() if end is not None else len(text)
            if stop > at:
                yield "raw", text[at:stop], at, stop
            at = stop
    if at < len(text):
        yield "text", text[at:], at, len(text)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[Markup] = []
        self.blocks: list[Block] = []
        self.raw: list[Passage] = []
        self.attributes: list[Passage] = []
        self.names: list[
            Passage
        ] = []  # what other places of the page name, and structure: only known values are looked for
        self.copies: list[tuple[Markup, list[Passage]]] = []  # what a spreadsheet says once more of a cell
        self._line: list[Piece] = []
        self._tables: list[list[list[list[Passage]]]] = []

    def read(self) -> None:
        for kind, raw, start, end in tokens(self.text):
            if kind == "tag":
                self._tag(raw, start)
            else:
                piece = Markup(unescaped(raw) if kind == "text" else raw, start, end, kind)
                self.pieces.append(piece)
                if kind == "text":
                    self._line.append(piece)
                else:
                    self.raw.append(Passage([piece]))
        self._end_line()
        while self._tables:
            self._end_table()

    def _tag(self, raw: str, start: int) -> None:
        found = _TAG.match(raw)
        name = (found["name"] if found is not None else "").lower()
        closes = raw.startswith("</")
        if name == "br":
            self._line.append(Fixed("\n"))
        elif name not in _INLINE:
            self._end_line()
        if name == "table":
            if closes and self._tables:
                self._end_table()
            elif not closes:
                self._tables.append([])
        elif self._tables and not closes:
            if name == "tr":
                self._tables[-1].append([])
            elif name in ("td", "th"):
                if not self._tables[-1]:
                    self._tables[-1].append([])
                self._tables[-1][-1].append([])
        if not closes:
            self._attributes(raw, start)

    def _attributes(self, raw: str, start: int) -> None:
        for found in _ATTRIBUTE.finditer(raw):
            name, value = found[1].lower(), found[2]
            bare = value[1:-1] if value[:1] in "\"'" else value
            if len(bare) < 2 or (bare[:5].lower() == "data:" and ";base64," in bare[:200].lower()):
                continue
            shown = unescaped(bare)
            is_address = name in ("href", "src", "action", "cite", "data", "formaction")
            piece = Markup(
                unquote(shown, errors="replace") if is_address and "%" in shown else shown,
                start + found.start(2),
                start + found.end(2),
                "address" if is_address and "%" in shown else "attribute",
            )
            self.pieces.append(piece)
            if name in _COPIES and self._tables and self._tables[-1] and self._tables[-1][-1]:
                self.copies.append((piece, self._tables[-1][-1][-1]))
            if name in _STRUCTURE:
                self.names.append(Passage([piece], is_name=True))
                continue
            self.attributes.append(Passage([piece], name if name.isalpha() and len(name) > 4 else ""))

    def empty_copies(self) -> None:
        """Where a value went from a cell, its copy in an attribute goes as a whole."""
        for copy, cell in self.copies:
            if any(isinstance(piece, Markup) and piece.is_changed for passage in cell for piece in passage.parts):
                copy.text = ""

    def _end_line(self) -> None:
        line, self._line = self._line, []
        if not any(isinstance(piece, Markup) and piece.text.strip() for piece in line):
            return
        if self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1].append(Passage(line))
        else:
            self.blocks.append(Passage(line))

    def _end_table(self) -> None:
        rows = self._tables.pop()
        if rows:
            self.blocks.append(Grid(rows))
