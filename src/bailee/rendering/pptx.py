"""A document as slides that PowerPoint, Impress and Keynote open: a slide a section, tables as tables, text as text.

Written part by part (ECMA-376), so that the same document gives the same bytes. A section that is longer than a slide goes
on over the next one. No text shrinks below 10 points: what an owner presents has to be read from a chair.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Sequence

from bailee.rendering import pptx_parts as parts
from bailee.rendering.document import (
    Aside,
    Block,
    Columns,
    Decisions,
    Document,
    Drawing,
    Heading,
    List,
    Paragraph,
    Rich,
    Symbol,
    Table,
    Tile,
    Tiles,
)
from bailee.rendering.pictures import drawn_as_png, size_of
from bailee.rendering.pptx_shapes import INK, POINT, QUIET, Run, Slide, clean, high_of, lines_of, marked, paragraph

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LEFT, _WIDTH = 571_500, 11_049_000
_TOP, _BOTTOM = 1_219_200, 6_350_000
_GAP = 120_000
MOST_ROWS = 60  # of one table; a deck is no list, and the rest stands in the other forms


def render(document: Document) -> bytes:
    """The file's bytes."""
    deck = _Deck(document)
    deck.begin()
    for block in document.blocks:
        deck.block(block)
    slides = deck.done()
    files = {
        "[Content_Types].xml": parts.content_types(len(slides)),
        "_rels/.rels": parts.ROOT,
        "docProps/core.xml": _core(document),
        "ppt/presentation.xml": parts.presentation(len(slides)),
        "ppt/_rels/presentation.xml.rels": parts.presentation_relations(len(slides)),
        "ppt/presProps.xml": parts.PRESENTATION_PROPERTIES,
        "ppt/theme/theme1.xml": parts.theme(deck.accent),
        "ppt/slideMasters/slideMaster1.xml": parts.MASTER,
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": parts.MASTER_RELATIONS,
        "ppt/slideLayouts/slideLayout1.xml": parts.LAYOUT,
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": parts.LAYOUT_RELATIONS,
    }
    media: dict[str, bytes] = {}
    for at, slide in enumerate(slides, 1):
        rows = [parts.SLIDE_LAYOUT]
        for number, picture in enumerate(slide.pictures, 1):
            media[f"ppt/media/slide{at}picture{number}.png"] = picture
            rows.append((f"rIdP{number}", "image", f"../media/slide{at}picture{number}.png"))
        files[f"ppt/slides/slide{at}.xml"] = _slide(slide)
        files[f"ppt/slides/_rels/slide{at}.xml.rels"] = parts.relations(rows)
    return _packed(files, media)


def _packed(files: dict[str, str], media: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*((name, (_HEAD + text).encode()) for name, text in files.items()), *media.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _slide(slide: Slide) -> str:
    title = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB" dirty="0"/><a:t>{clean(slide.title)}</a:t></a:r></a:p></p:txBody></p:sp>'
    )
    return (
        f"<p:sld {parts.NAMES}><p:cSld><p:spTree>{parts.GROUP}{title}{''.join(slide.shapes)}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


class _Deck:
    """Slides as they are filled, from the top of each to its bottom."""

    def __init__(self, document: Document) -> None:
        self.about = document
        letterhead = document.letterhead
        self.accent = (letterhead.accent if letterhead and letterhead.accent else f"#{INK}")[1:].upper() or INK
        self.slides: list[Slide] = []

    @property
    def slide(self) -> Slide:
        return self.slides[-1]

    @property
    def left(self) -> int:
        return _BOTTOM - self.slide.used

    def begin(self) -> None:
        """The first slide: whose it is, of what time, who made it."""
        about, letterhead = self.about, self.about.letterhead
        first = Slide(about.title, used=_TOP)
        self.slides.append(first)
        first.rule(_LEFT, 1_100_000, _WIDTH, self.accent, 28_575)
        if letterhead:
            first.text(paragraph([Run(letterhead.organisation, True, INK, 20)]), _LEFT, 1_250_000, _WIDTH, 380_000)
            first.used = 1_650_000
        first.text(paragraph([Run(about.subtitle, False, QUIET, 14)]), _LEFT, first.used, _WIDTH, 300_000)
        first.used += 420_000
        if letterhead and (letterhead.logo or letterhead.provider):
            at = _LEFT
            if letterhead.logo:
                png = base64.b64decode(letterhead.logo)
                across, down = size_of(png)
                wide = min(across * 420_000 // down, 3_000_000)
                first.picture(png, "Logo", at, 300_000 - 150_000, wide, wide * down // across)
            else:
                first.text(
                    paragraph([Run(letterhead.provider, True, QUIET, 12)], align="r"), _LEFT, 180_000, _WIDTH, 260_000
                )
        if about.draft:
            self.put([Run(about.draft_mark, True, "744600", 14)])

    def done(self) -> list[Slide]:
        about = self.about
        if about.letterhead and about.letterhead.closing:
            self.put([Run(about.letterhead.closing, False, QUIET, 12)])
        if about.foot:
            self.put([Run(about.foot, False, QUIET, 10)])
        name = about.letterhead.provider if about.letterhead else ""
        for at, slide in enumerate(self.slides, 1):
            whose = " · ".join(filter(None, (about.letterhead.organisation if about.letterhead else "", name)))
            slide.text(paragraph([Run(whose, False, QUIET, 10)]), _LEFT, 6_480_000, 8_000_000, 220_000)
            count = f"{at} / {len(self.slides)}"
            slide.text(
                paragraph([Run(count, False, QUIET, 10)], align="r"),
                _LEFT + 8_000_000,
                6_480_000,
                _WIDTH - 8_000_000,
                220_000,
            )
            if about.mark:
                slide.text(
                    paragraph([Run(about.mark, True, "524280", 10.5)], align="ctr"), _LEFT + 2_800_000, 60_000, _WIDTH - 2_800_000, 260_000,
                    outline="6B5AA3", fill="F2EFF9",
                )  # fmt: skip
        return self.slides

    def turn(self, title: str = "") -> None:
        """Another slide; without a title, the section goes on."""
        before = self.slide.title.removesuffix(" (continued)")
        made = Slide(title or f"{before} (continued)", used=_TOP)
        made.rule(_LEFT, 1_100_000, _WIDTH, self.accent, 19_050)
        self.slides.append(made)

    def block(self, block: Block) -> None:
        match block:
            case Heading(1, text):
                self.turn(text)
            case Heading(_, text):
                if self.left < 900_000:
                    self.turn()
                self.put([Run(text, True, INK, 15)])
            case Paragraph(text, strong):
                self.put([Run(text, strong, INK, 14)])
            case Rich(spans, is_item):
                self.put(
                    [
                        Run(each.text, each.look == "strong", QUIET if each.look == "quiet" else INK, 16)
                        for each in spans
                    ],
                    bullet=is_item,
                )
            case List(items):
                for item in items:
                    self.put([Run(item, False, INK, 14)], bullet=True)
            case Table():
                self.table(block)
            case Tiles(tiles):
                for start in range(0, len(tiles), 4):
                    self.tiles(tiles[start : start + 4])
            case Decisions(rows):
                cells = tuple(
                    (f"{at}. {each.what} {each.then}".strip(), each.who, each.by) for at, each in enumerate(rows, 1)
                )
                self.table(Table("", ("What", "Who", "By when"), cells, widths=(9, 3, 3)))
            case Drawing(svg, label):
                self.drawing(drawn_as_png(svg), label)
            case Symbol(_, label):
                self.put([Run(f"[{label}]", True, INK, 14)])
            case Aside(text, title):
                self.aside(text, title)
            case Columns(left, right):
                for each in (*left, *right):
                    self.block(each)
            case _:
                pass  # forms to fill by hand, and breaks, are paper's

    def put(self, pieces: Sequence[Run], *, bullet: bool = False) -> None:
        """A paragraph below what is there."""
        size = max(each.size for each in pieces)
        said = "".join(each.text for each in pieces)
        high = high_of(said, _WIDTH, size, 6)
        if high > self.left and self.slide.used > _TOP:
            self.turn()
        self.slide.text(paragraph(pieces, bullet=bullet), _LEFT, self.slide.used, _WIDTH, high)
        self.slide.used += high

    def aside(self, text: str, title: str) -> None:
        high = high_of(f"{title} {text}", _WIDTH - 200_000, 12, 10)
        if high > self.left:
            self.turn()
        pieces = [*([Run(f"{title} ", True, INK, 12)] if title else []), Run(text, False, INK, 12)]
        self.slide.text(paragraph(pieces), _LEFT, self.slide.used + _GAP // 2, _WIDTH, high, outline="6B5AA3")
        self.slide.used += high + _GAP

    def tiles(self, made: Sequence[Tile]) -> None:
        high = 1_150_000
        if high > self.left:
            self.turn()
        wide = _WIDTH // len(made)
        y = self.slide.used + _GAP
        self.slide.rule(_LEFT, y, _WIDTH, "DDE1E5")
        for at, tile in enumerate(made):
            label = marked(f"{tile.sign} {tile.label}", 14) if tile.sign else (Run(tile.label, False, QUIET, 13),)
            size = 32 if len(tile.figure) < 9 else 20
            body = (
                paragraph(label, after=2) + paragraph([Run(tile.figure, True, INK, size)], after=0)
                + (paragraph([Run(tile.note, False, QUIET, 11)]) if tile.note else "")
            )  # fmt: skip
            self.slide.text(body, _LEFT + at * wide, y + 60_000, wide - 100_000, high - 120_000)
        self.slide.rule(_LEFT, y + high, _WIDTH, "DDE1E5")
        self.slide.used = y + high + _GAP

    def drawing(self, png: bytes, label: str) -> None:
        across, down = size_of(png)
        if self.left < min(_WIDTH * down // across, 3_400_000):
            self.turn()
        wide = min(_WIDTH, self.left * across // down, across * POINT // 2)
        high = wide * down // across
        self.slide.picture(png, label, _LEFT, self.slide.used + _GAP // 2, wide, high)
        self.slide.used += high + _GAP

    def table(self, block: Table) -> None:
        """Rows as they fit; the head stands on each slide again."""
        widths = block.widths or (1,) * len(block.head)
        across = [_WIDTH * part // sum(widths) for part in widths]
        size = 12.0 if len(widths) <= 5 else 10.5
        if block.caption:
            if self.left < 1_100_000:
                self.turn()
            self.put([Run(block.caption, False, QUIET, 12)])
        rows: list[tuple[Sequence[str], int]] = []
        room = self.left - round(size * 2 * POINT)

        def lay() -> None:
            if rows:
                name = block.caption or self.slide.title
                self.slide.table(
                    block.head, rows, across, _LEFT, self.slide.used, size=size, is_marked=block.marked, name=name
                )
                self.slide.used += sum(each for _, each in rows) + round(size * 2 * POINT) + _GAP
                rows.clear()

        for row in block.rows[:MOST_ROWS]:
            lines = max(lines_of(cell, wide - 91_440, size) for cell, wide in zip(row, across, strict=True))
            high = round(lines * size * 1.22 * POINT) + 76_200
            if high > room and (rows or self.slide.used > _TOP + _GAP):
                lay()
                self.turn()
                room = self.left - round(size * 2 * POINT)
            rows.append((row, high))
            room -= high
        lay()
        if len(block.rows) > MOST_ROWS:
            rest = len(block.rows) - MOST_ROWS
            self.put([Run(f"{rest:,} more rows stand in the PDF and the workbook.", False, QUIET, 12)])


def _core(document: Document) -> str:
    on = f"{document.on.isoformat()}T00:00:00Z"
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{clean(document.title)}</dc:title><dc:creator>{clean(document.author)}</dc:creator>"
        f'<dc:language>{clean(document.language)}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{on}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{on}</dcterms:modified></cp:coreProperties>'
    )
