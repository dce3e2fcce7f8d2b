"""A document as DOCX, which Word and LibreOffice open: headings, tables, footnotes, boxes to tick and fields to fill in.

Written part by part (ECMA-376, transitional), so that the same document gives the same bytes: a zip without clocks. What
was ticked and filled in is read back by `docx_answers`.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Mapping
from html import escape as _escape
from itertools import count

from bailee.errors import InvalidInput
from bailee.rendering.document import (
    Aside,
    Blank,
    Block,
    Break,
    Choices,
    Columns,
    Decisions,
    Document,
    Drawing,
    Form,
    Heading,
    List,
    Paragraph,
    Rich,
    Span,
    Symbol,
    Table,
    Tile,
    Tiles,
)
from bailee.rendering.docx_parts import (
    CONTENT_TYPES,
    NUMBERING,
    PLACEHOLDER,
    RELATIONS,
    ROOT_RELATIONS,
    SETTINGS,
    STYLES,
    with_pictures,
)
from bailee.rendering.pictures import drawn_as_png, size_of

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEETS = {"a4": (11906, 16838), "letter": (12240, 15840)}  # twentieths of a point
_MARGIN = 1304
_EMU = 635  # in a twentieth of a point
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render(document: Document, properties: Mapping[str, str] | None = None) -> bytes:
    """The file's bytes. `properties` travel with it, unseen, and come back with it. InvalidInput for control characters."""
    body = _Body(document)
    written = body.document()
    styles = STYLES.replace("{language}", _text(document.language))
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELATIONS,
        "word/document.xml": written,
        "word/styles.xml": styles.replace("Georgia", "Calibri") if document.look == "report" else styles,
        "word/numbering.xml": NUMBERING,
        "word/settings.xml": SETTINGS,
        "word/footnotes.xml": body.footnotes(),
        "word/header1.xml": _header(document, body.width),
        "word/footer1.xml": _footer(document, body.width),
        "word/_rels/document.xml.rels": with_pictures(RELATIONS, len(body.pictures)),
        "docProps/core.xml": _core(document),
        "docProps/custom.xml": _custom(properties or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, _HEAD + content)
        for at, picture in enumerate(body.pictures, 1):
            archive.writestr(zipfile.ZipInfo(f"word/media/picture{at}.png", (1980, 1, 1, 0, 0, 0)), picture)
    return packed.getvalue()


def _text(text: str) -> str:
    if _NO_XML.search(text):
        raise InvalidInput("the document cannot be written as DOCX", hint="a text in it holds a control character")
    return _escape(text)


def _run(text: str, properties: str = "") -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{_text(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{lines}</w:r>"


def _paragraph(inside: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    about = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{about}{inside}</w:p>"


_LOOKS = {
    "": "",
    "strong": "<w:b/>",
    "quiet": '<w:color w:val="414851"/>',
    "inserted": '<w:color w:val="0B6639"/><w:u w:val="single"/>',
    "removed": '<w:strike/><w:color w:val="A01019"/>',
}
_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="7A828B"/></w:pBdr>'
_PLACEHOLDER_LOOK = '<w:rStyle w:val="PlaceholderText"/>'
_DRAFT_LOOK = '<w:b/><w:color w:val="744600"/>'
_TONES = {"×": "A01019", "!": "744600", "?": "524280", "✓": "0B6639"}


class _Body:
    """What counts up while a document is written: footnotes and fields."""

    def __init__(self, document: Document) -> None:
        self.about = document
        self.sheet = _SHEETS[document.paper]
        self.width = self.sheet[0] - 2 * _MARGIN
        self.notes: list[str] = []
        self.pictures: list[bytes] = []
        self.fields = count(1)

    def document(self) -> str:
        about = self.about
        parts = [*self.letterhead(), _paragraph(_run(about.title), "Title")]
        if about.subtitle and not about.letterhead:
            parts.append(_paragraph(_run(about.subtitle), "Subtitle"))
        if about.draft:
            parts.append(_paragraph(_run(about.draft_mark), "Draft"))
        parts += [self.block(each) for each in about.blocks]
        if about.letterhead and about.letterhead.closing:
            parts.append(_paragraph(_run(about.letterhead.closing)))
        across, down = self.sheet
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
            f'<w:pgSz w:w="{across}" w:h="{down}"/><w:pgMar w:top="1361" w:right="{_MARGIN}" w:bottom="1361" '
            f'w:left="{_MARGIN}" w:header="680" w:footer="567" w:gutter="0"/></w:sectPr>'
        )
        return f"<w:document {_NAMES}><w:body>{''.join(parts)}{section}</w:body></w:document>"

    def letterhead(self) -> list[str]:
        """Whose a report is, and who made it."""
        told = self.about.letterhead
        if told is None:
            return []
        logo = f"{self.picture(base64.b64decode(told.logo), 'logo', high=320_000)}{_run(' ')}" if told.logo else ""
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{self.width}"/></w:tabs>'
        line = _LINE.replace("7A828B", (told.accent or "#14181D")[1:].upper()).replace('w:sz="4"', 'w:sz="12"')
        first = f"{_run(told.organisation, '<w:b/>')}<w:r><w:tab/></w:r>{logo}{_run(told.provider, '<w:b/>')}"
        return [_paragraph(first, "", tabs), _paragraph(_run(self.about.subtitle, _LOOKS["quiet"]), "", line)]

    def picture(self, png: bytes, label: str, *, wide: int = 0, high: int = 0) -> str:
        """A picture in the line, so wide or so high (in EMU), with what is to be seen in it."""
        self.pictures.append(png)
        across, down = size_of(png)
        wide = min(wide or high * across // down, self.width * _EMU)
        high = wide * down // across
        number = next(self.fields)
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr id="{number}" name="Picture {number}" descr="{_text(label)}"/>'
            '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="rIdP{len(self.pictures)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )

    def footnotes(self) -> str:
        marks = ("separator", "continuationSeparator")
        fixed = "".join(
            f'<w:footnote w:type="{mark}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>'
            for number, mark in enumerate(marks, -1)
        )
        said = "".join(
            f'<w:footnote w:id="{number}">'
            + _paragraph(
                f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>{_run(" " + note)}',
                "FootnoteText",
            )
            + "</w:footnote>"
            for number, note in enumerate(self.notes, 1)
        )
        return f"<w:footnotes {_NAMES}>{fixed}{said}</w:footnotes>"

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, text):
                return _paragraph(_run(text), f"Heading{level}")
            case Paragraph(text, strong):
                return _paragraph(_run(text, "<w:b/>" if strong else ""))
            case List(items):
                return "".join(_paragraph(_run(item), "ListBullet") for item in items)
            case Rich(spans, is_item):
                return _paragraph("".join(self.span(span) for span in spans), "ListBullet" if is_item else "")
            case Table():
                return self.table(block)
            case Form(statements, lines):
                said = "".join(_paragraph(_run(f"☐ {statement}"), "Boxed") for statement in statements)
                fill = "".join(_paragraph("", "Boxed", _LINE) + _paragraph(_run(line), "Small") for line in lines)
                return said + fill
            case Choices(name, options):
                boxes = "   ".join(words for _, words in options)
                style = "Boxed" if len(boxes) < 90 else "Stacked"
                made = [self.box(f"{name}={value}", words) + _run(f" {words}      ") for value, words in options]
                return "".join(_paragraph(each, style) for each in (["".join(made)] if style == "Boxed" else made))
            case Blank(name, label, lines):
                return _paragraph(_run(label), "Small", "<w:keepNext/>") + self.blank(name, label, lines)
            case Symbol(_, label):
                return _paragraph(_run(f"[{label}]", "<w:b/>"))
            case Break():
                return _paragraph('<w:r><w:br w:type="page"/></w:r>', "Nothing")
            case Tiles(tiles):
                return self.table(
                    Table("", tuple(f"{each.sign} {each.label}".strip() for each in tiles), self.tile_rows(tiles))
                )
            case Decisions(rows):
                cells = tuple(
                    (f"{at}. {each.what} {each.then}".strip(), each.who, each.by) for at, each in enumerate(rows, 1)
                )
                return self.table(Table("", ("What", "Who", "By when"), cells, widths=(8, 2, 2)))
            case Drawing(svg, label):
                return _paragraph(self.picture(drawn_as_png(svg), label, wide=self.width * _EMU))
            case Aside(text, title):
                return _paragraph(_run(f"{title} ", "<w:b/>") * bool(title) + _run(text), "Aside")
            case Columns(left, right):
                return "".join(self.block(each) for each in (*left, *right))

    @staticmethod
    def tile_rows(tiles: tuple[Tile, ...]) -> tuple[tuple[str, ...], ...]:
        notes = tuple(each.note for each in tiles)
        return (tuple(each.figure for each in tiles), *((notes,) if any(notes) else ()))

    def span(self, span: Span) -> str:
        said = _run(span.text, _LOOKS[span.look])
        if not span.note:
            return said
        self.notes.append(span.note)
        return (
            f'{said}<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
        )

    def box(self, tag: str, alias: str) -> str:
        font = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
        return (
            f'<w:sdt><w:sdtPr><w:rPr>{font}</w:rPr><w:alias w:val="{_text(alias[:60])}"/><w:tag w:val="{_text(tag)}"/>'
            f'<w:id w:val="{next(self.fields)}"/><w14:checkbox><w14:checked w14:val="0"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
            f"</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>{font}</w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
        )

    def blank(self, name: str, label: str, lines: int) -> str:
        field = (
            f'<w:sdt><w:sdtPr><w:alias w:val="{_text(label[:60])}"/><w:tag w:val="{_text(name)}"/>'
            f'<w:id w:val="{next(self.fields)}"/><w:showingPlcHdr/><w:text w:multiLine="1"/></w:sdtPr>'
            f"<w:sdtContent>{_run(PLACEHOLDER, _PLACEHOLDER_LOOK)}</w:sdtContent></w:sdt>"
        )
        return _paragraph(field, "Filled", _LINE) + _paragraph("", "Filled", _LINE) * (lines - 1)

    def table(self, block: Table) -> str:
        widths = block.widths or (1,) * len(block.head)
        across = [self.width * part // sum(widths) for part in widths]
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in across)
        head = "".join(_cell(name, size, "TableHead") for name, size in zip(block.head, across, strict=True))
        rows = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(_cell(cell, size, "TableCell", block.marked) for cell, size in zip(row, across, strict=True))
            + "</w:tr>"
            for row in block.rows
        )
        lines = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B9C0C7"/>' for side in ("top", "bottom", "insideH")
        )
        return (
            (_paragraph(_run(block.caption), "Caption", "<w:keepNext/>") if block.caption else "")
            + f'<w:tbl><w:tblPr><w:tblW w:w="{sum(across)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
            + '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
            + f'<w:tblCaption w:val="{_text(block.caption[:200])}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            + (f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>" if any(block.head) else "")
            + f"{rows}</w:tbl>"
            + _paragraph("", "Nothing")
        )


def _cell(text: str, width: int, style: str, marked: bool = False) -> str:
    tone = _TONES.get(text[:1]) if marked and len(text) > 1 else None
    look = f'<w:b/><w:color w:val="{tone}"/>' if tone else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(_run(text, look), style)}</w:tc>'


def _header(document: Document, width: int) -> str:
    draft = f"<w:r><w:tab/></w:r>{_run(document.draft_mark, _DRAFT_LOOK)}"
    said = _run(document.mark) + (draft if document.draft else "")
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return f"<w:hdr {_NAMES}>{_paragraph(said, 'Header', tabs)}</w:hdr>"


def _footer(document: Document, width: int) -> str:
    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    top = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="7A828B"/></w:pBdr>'
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    said = f"{_run(document.foot)}<w:r><w:tab/></w:r>{field('PAGE')}{_run(' / ')}{field('NUMPAGES')}"
    return f"<w:ftr {_NAMES}>{_paragraph(said, 'Footer', top + tabs)}</w:ftr>"


def _core(document: Document) -> str:
    on = f"{document.on.isoformat()}T00:00:00Z"
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(document.title)}</dc:title><dc:creator>{_text(document.author)}</dc:creator>"
        f"<dc:language>{_text(document.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{on}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{on}</dcterms:modified></cp:coreProperties>'
    )


def _custom(properties: Mapping[str, str]) -> str:
    listed = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{_text(name)}">'
        f"<vt:lpwstr>{_text(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{listed}</Properties>'
    )
