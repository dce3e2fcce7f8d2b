"""Office files written part by part: Word, Excel, PowerPoint and OpenDocument, with the corners where text hides.

Only what an office program needs to open them; the same input gives the same bytes.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Sequence
from datetime import date

from bailee.demo.marks import Ink, plain
from bailee.demo.papers import Block, Book, Built, Paper, Sheet, built

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CP = "http://schemas.openxmlformats.org/package/2006"


def esc(text: str) -> str:
    return html.escape(text, quote=True)


def packed(parts: Sequence[tuple[str, str | bytes]], on: date, stored_first: bool = False) -> bytes:
    """A zip with fixed times; OpenDocument wants its `mimetype` first and uncompressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for index, (name, data) in enumerate(parts):
            info = zipfile.ZipInfo(name, (max(on.year, 1980), on.month, on.day, 9, 30, 0))
            info.compress_type = zipfile.ZIP_STORED if stored_first and index == 0 else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return stream.getvalue()


class _Package:
    """An OOXML package under construction: parts, their content types and relations."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str | bytes]] = []
        self._types: list[str] = []
        self._relations: dict[str, list[str]] = {}

    def add(self, name: str, xml: str, content_type: str) -> None:
        self.parts.append((name, _XML + xml))
        self._types.append(f'<Override PartName="/{name}" ContentType="application/{content_type}+xml"/>')

    def relate(self, source: str, target: str, kind: str) -> str:
        entries = self._relations.setdefault(source, [])
        ident = f"rId{len(entries) + 1}"
        where = kind if kind.startswith("http") else f"{_R}/{kind}"
        entries.append(f'<Relationship Id="{ident}" Type="{where}" Target="{target}"/>')
        return ident

    def properties(self, title: str, author: str, on: date, custom: dict[str, str]) -> None:
        stamp = f'<dcterms:created xsi:type="dcterms:W3CDTF">{on.isoformat()}T09:30:00Z</dcterms:created>'
        self.add(
            "docProps/core.xml",
            f'<cp:coreProperties xmlns:cp="{_CP}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{esc(title)}</dc:title><dc:creator>{esc(author)}</dc:creator>{stamp}</cp:coreProperties>",
            "vnd.openxmlformats-package.core-properties",
        )
        self.relate("", "docProps/core.xml", f"{_CP}/relationships/metadata/core-properties")
        if custom:
            entries = "".join(
                f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{esc(name)}"><vt:lpwstr>{esc(value)}</vt:lpwstr></property>'
                for pid, (name, value) in enumerate(custom.items(), 2)
            )
            self.add(
                "docProps/custom.xml",
                '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
                f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{entries}</Properties>',
                "vnd.openxmlformats-officedocument.custom-properties",
            )
            self.relate("", "docProps/custom.xml", "custom-properties")

    def bytes(self, on: date) -> bytes:
        types = (
            f'<Types xmlns="{_CP}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
            f"{''.join(self._types)}</Types>"
        )
        relations = []
        for source, entries in self._relations.items():
            folder, _, name = source.rpartition("/")
            path = f"{folder}/_rels/{name}.rels".lstrip("/")
            relations.append(
                (path, f'{_XML}<Relationships xmlns="{_CP}/relationships">{"".join(entries)}</Relationships>')
            )
        return packed([("[Content_Types].xml", _XML + types), *relations, *self.parts], on)


# Word


def _word_run(text: str, style: str = "") -> str:
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{esc(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{style}{inner}</w:r>"


def _word_para(text: str, style: str = "") -> str:
    return f"<w:p>{_word_run(text, style)}</w:p>"


def _word_table(rows: Sequence[Sequence[str]], ink: Ink, bold_first_row: bool) -> str:
    width = 9000 // len(rows[0])
    out = ['<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>']
    out += [f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")]
    out.append("</w:tblBorders></w:tblPr><w:tblGrid>" + f'<w:gridCol w:w="{width}"/>' * len(rows[0]) + "</w:tblGrid>")
    for index, row in enumerate(rows):
        style = "<w:rPr><w:b/></w:rPr>" if bold_first_row and index == 0 else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_word_para(ink(cell, "body"), style)}</w:tc>'
            for cell in row
        )
        out.append(f"<w:tr>{cells}</w:tr>")
    return "".join([*out, "</w:tbl>"]) + "<w:p/>"


def _word_block(block: Block, ink: Ink, tabbed: bool) -> str:
    match block.form:
        case "title":
            return _word_para(ink(block.text, "body"), '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>')
        case "heading":
            return _word_para(ink(block.text, "body"), '<w:rPr><w:b/><w:sz w:val="26"/></w:rPr>')
        case "fields" if tabbed:
            return "".join(_word_para(f"{label}: {ink(value, 'body')}") for label, value in block.rows)
        case "fields":
            return _word_table(block.rows, ink, False)
        case "table":
            return _word_table(block.rows, ink, True)
        case "page":
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        case _:
            return _word_para(ink(block.text, "body"))


def as_docx(paper: Paper, tabbed: bool = False) -> Built:
    ink, package = Ink(), _Package()
    body = [_word_block(block, ink, tabbed) for block in paper.blocks]
    main = "word/document.xml"
    package.relate("", main, "officeDocument")
    doc = "wordprocessingml"
    base = f'xmlns:w="{_W}" xmlns:r="{_R}"'
    revision = f'w:id="9" w:author="{esc(paper.author or "Office")}" w:date="{paper.on.isoformat()}T10:00:00Z"'
    for text in paper.deleted:
        body.append(
            f'<w:p><w:del {revision}><w:r><w:delText xml:space="preserve">{esc(ink(text, "body"))}</w:delText></w:r></w:del></w:p>'
        )
    for text in paper.inserted:
        body.append(f"<w:p><w:ins {revision}>{_word_run(ink(text, 'body'))}</w:ins></w:p>")
    section = ""
    for tag, text in (("header", paper.header), ("footer", paper.footer)):
        if text:
            part = f"word/{tag}1.xml"
            code = "hdr" if tag == "header" else "ftr"
            package.add(
                part,
                f"<w:{code} {base}>{_word_para(ink(text, f'{tag} 1'))}</w:{code}>",
                f"vnd.openxmlformats-officedocument.{doc}.{tag}",
            )
            section += f'<w:{tag}Reference w:type="default" r:id="{package.relate(main, f"{tag}1.xml", tag)}"/>'
    if paper.comments:
        entries = "".join(
            f'<w:comment w:id="{i}" w:author="{esc(paper.author or "Office")}" w:date="{paper.on.isoformat()}T10:00:00Z">{_word_para(ink(text, "comments"))}</w:comment>'
            for i, text in enumerate(paper.comments)
        )
        package.add(
            "word/comments.xml",
            f"<w:comments {base}>{entries}</w:comments>",
            f"vnd.openxmlformats-officedocument.{doc}.comments",
        )
        package.relate(main, "comments.xml", "comments")
        body += [f'<w:p><w:r><w:commentReference w:id="{i}"/></w:r></w:p>' for i in range(len(paper.comments))]
    if paper.footnotes:
        entries = "".join(
            f'<w:footnote w:id="{i}">{_word_para(ink(text, "footnotes"))}</w:footnote>'
            for i, text in enumerate(paper.footnotes, 2)
        )
        package.add(
            "word/footnotes.xml",
            f"<w:footnotes {base}>{entries}</w:footnotes>",
            f"vnd.openxmlformats-officedocument.{doc}.footnotes",
        )
        package.relate(main, "footnotes.xml", "footnotes")
        body += [f'<w:p><w:r><w:footnoteReference w:id="{i}"/></w:r></w:p>' for i in range(2, 2 + len(paper.footnotes))]
    size = (
        '<w:pgSz w:w="15840" w:h="12240" w:orient="landscape"/>' if paper.wide else '<w:pgSz w:w="12240" w:h="15840"/>'
    )
    package.add(
        main,
        f"<w:document {base}><w:body>{''.join(body)}<w:sectPr>{section}{size}</w:sectPr></w:body></w:document>",
        f"vnd.openxmlformats-officedocument.{doc}.document.main",
    )
    custom = {name: ink(value, "custom properties") for name, value in paper.custom.items()}
    package.properties(paper.name if not paper.custom else "", paper.author, paper.on, custom)
    return built(paper, "docx", package.bytes(paper.on), ink)


# Excel


def _column(index: int) -> str:
    return (chr(64 + index // 26) if index >= 26 else "") + chr(65 + index % 26)


def as_xlsx(book: Book, shared: bool = True) -> Built:
    ink, package = Ink(), _Package()
    package.relate("", "xl/workbook.xml", "officeDocument")
    strings: dict[str, int] = {}
    entries = []
    for number, sheet in enumerate(book.sheets, 1):
        name = ink(sheet.name, f"sheet {plain(sheet.name)}")
        state = ' state="hidden"' if sheet.hidden else ""
        ident = package.relate("xl/workbook.xml", f"worksheets/sheet{number}.xml", "worksheet")
        entries.append(f'<sheet name="{esc(name)}" sheetId="{number}"{state} r:id="{ident}"/>')
        package.add(
            f"xl/worksheets/sheet{number}.xml",
            _worksheet(sheet, name, ink, strings if shared else None, package, number),
            "vnd.openxmlformats-officedocument.spreadsheetml.worksheet",
        )
    package.add(
        "xl/workbook.xml",
        f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>{"".join(entries)}</sheets></workbook>',
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
    )
    package.add(
        "xl/styles.xml",
        f'<styleSheet xmlns="{_S}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs></styleSheet>',
        "vnd.openxmlformats-officedocument.spreadsheetml.styles",
    )
    package.relate("xl/workbook.xml", "styles.xml", "styles")
    if shared:
        items = "".join(f'<si><t xml:space="preserve">{esc(text)}</t></si>' for text in strings)
        package.add(
            "xl/sharedStrings.xml",
            f'<sst xmlns="{_S}">{items}</sst>',
            "vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings",
        )
        package.relate("xl/workbook.xml", "sharedStrings.xml", "sharedStrings")
    package.properties("", book.author, book.on, {})
    return built(book, "xlsx", package.bytes(book.on), ink)


def _worksheet(
    sheet: Sheet, name: str, ink: Ink, strings: dict[str, int] | None, package: _Package, number: int
) -> str:
    place = f"sheet {name}"
    out = []
    for r, row in enumerate([sheet.header, *sheet.rows], 1):
        cells = []
        for c, cell in enumerate(row):
            where = f"{_column(c)}{r}"
            if isinstance(cell, int | float):
                cells.append(f'<c r="{where}"><v>{cell}</v></c>')
                continue
            text = ink(str(cell), place)
            if strings is None:
                cells.append(f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{esc(text)}</t></is></c>')
            else:
                cells.append(f'<c r="{where}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>')
        out.append(f'<row r="{r}">{"".join(cells)}</row>')
    drawing = ""
    if sheet.comments:
        part = f"xl/worksheets/sheet{number}.xml"
        notes = "".join(
            f'<comment ref="{_column(c)}{r + 1}" authorId="0"><text><r><t xml:space="preserve">{esc(ink(text, f"{place} comments"))}</t></r></text></comment>'
            for r, c, text in sheet.comments
        )
        package.add(
            f"xl/comments{number}.xml",
            f'<comments xmlns="{_S}"><authors><author>Office</author></authors><commentList>{notes}</commentList></comments>',
            "vnd.openxmlformats-officedocument.spreadsheetml.comments",
        )
        package.relate(part, f"../comments{number}.xml", "comments")
        shapes = "".join(
            f'<v:shape id="c{number}{i}" type="#_x0000_t202" style="position:absolute;visibility:hidden"><x:ClientData ObjectType="Note">'
            f"<x:Row>{r}</x:Row><x:Column>{c}</x:Column></x:ClientData></v:shape>"
            for i, (r, c, _) in enumerate(sheet.comments)
        )
        package.parts.append(
            (
                f"xl/drawings/vmlDrawing{number}.vml",
                f'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">{shapes}</xml>',
            )
        )
        drawing = f'<legacyDrawing r:id="{package.relate(part, f"../drawings/vmlDrawing{number}.vml", "vmlDrawing")}"/>'
    return f'<worksheet xmlns="{_S}" xmlns:r="{_R}"><sheetData>{"".join(out)}</sheetData>{drawing}</worksheet>'


# PowerPoint


def _shapes(texts: Sequence[str]) -> str:
    out = []
    for i, text in enumerate(texts, 2):
        paragraphs = "".join(
            f'<a:p><a:r><a:rPr lang="en-US"/><a:t>{esc(line)}</a:t></a:r></a:p>' for line in text.split("\n")
        )
        out.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{i}" name="Text {i}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="500000" y="{i * 900000 - 1500000}"/>'
            '<a:ext cx="8000000" cy="800000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            f"<p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>"
        )
    return f'<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{"".join(out)}</p:spTree></p:cSld>'


def as_pptx(
    name: str, slides: Sequence[tuple[Sequence[str], str]], on: date, kind: str = "", about: tuple[str, ...] = ()
) -> Built:
    """Slides: texts of the boxes, and what stands in the speaker's notes."""
    ink, package = Ink(), _Package()
    root, deck = "ppt/presentation.xml", "vnd.openxmlformats-officedocument.presentationml"
    spaces = f'xmlns:a="{_A}" xmlns:r="{_R}" xmlns:p="{_P}"'
    package.relate("", root, "officeDocument")
    master = package.relate(root, "slideMasters/slideMaster1.xml", "slideMaster")
    layout = package.relate("ppt/slideMasters/slideMaster1.xml", "../slideLayouts/slideLayout1.xml", "slideLayout")
    package.relate("ppt/slideMasters/slideMaster1.xml", "../theme/theme1.xml", "theme")
    package.relate("ppt/slideLayouts/slideLayout1.xml", "../slideMasters/slideMaster1.xml", "slideMaster")
    colours = " ".join(
        f'{a}="{b}"' for a, b in zip(("bg1", "tx1", "bg2", "tx2"), ("lt1", "dk1", "lt2", "dk2"), strict=True)
    )
    accents = " ".join(f'{a}="{a}"' for a in (*(f"accent{i}" for i in range(1, 7)), "hlink", "folHlink"))
    package.add(
        "ppt/slideMasters/slideMaster1.xml",
        f'<p:sldMaster {spaces}>{_shapes([])}<p:clrMap {colours} {accents}/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="{layout}"/></p:sldLayoutIdLst></p:sldMaster>',
        f"{deck}.slideMaster",
    )
    package.add(
        "ppt/slideLayouts/slideLayout1.xml", f"<p:sldLayout {spaces}>{_shapes([])}</p:sldLayout>", f"{deck}.slideLayout"
    )
    scheme = "".join(
        f'<a:{n}><a:srgbClr val="{v}"/></a:{n}>'
        for n, v in [("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "1F2A44"), ("lt2", "EEEEEE")]
        + [(f"accent{i}", "44546A") for i in range(1, 7)]
        + [("hlink", "0563C1"), ("folHlink", "954F72")]
    )
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill, line = (
        '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3,
        '<a:ln><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3,
    )
    package.add(
        "ppt/theme/theme1.xml",
        f'<a:theme xmlns:a="{_A}" name="Office"><a:themeElements><a:clrScheme name="Office">{scheme}</a:clrScheme><a:fontScheme name="Office"><a:majorFont>{font}</a:majorFont>'
        f'<a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="Office"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>'
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>",
        "vnd.openxmlformats-officedocument.theme",
    )
    idents = []
    for n, (texts, note) in enumerate(slides, 1):
        part = f"ppt/slides/slide{n}.xml"
        idents.append(package.relate(root, f"slides/slide{n}.xml", "slide"))
        package.add(
            part, f"<p:sld {spaces}>{_shapes([ink(text, f'slide {n}') for text in texts])}</p:sld>", f"{deck}.slide"
        )
        package.relate(part, "../slideLayouts/slideLayout1.xml", "slideLayout")
        if note:
            package.add(
                f"ppt/notesSlides/notesSlide{n}.xml",
                f"<p:notes {spaces}>{_shapes([ink(note, f'slide {n} notes')])}</p:notes>",
                f"{deck}.notesSlide",
            )
            package.relate(part, f"../notesSlides/notesSlide{n}.xml", "notesSlide")
            package.relate(f"ppt/notesSlides/notesSlide{n}.xml", f"../slides/slide{n}.xml", "slide")
    listed = "".join(f'<p:sldId id="{256 + i}" r:id="{ident}"/>' for i, ident in enumerate(idents))
    package.add(
        root,
        f'<p:presentation {spaces}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="{master}"/></p:sldMasterIdLst><p:sldIdLst>{listed}</p:sldIdLst>'
        '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>',
        f"{deck}.presentation.main",
    )
    package.properties(name, "", on, {})
    return built(Paper([], on, name, kind=kind, about=about), "pptx", package.bytes(on), ink)


# OpenDocument

_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("meta", "meta")]
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def _odf(kind: str, content: str, styles: str, author: str, on: date) -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}"
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>'
        for part in ("content.xml", "styles.xml", "meta.xml")
    )
    head = 'office:version="1.2"'
    return packed(
        [
            ("mimetype", mime),
            (
                "content.xml",
                f"{_XML}<office:document-content {_ODF} {head}><office:body>{content}</office:body></office:document-content>",
            ),
            ("styles.xml", f"{_XML}<office:document-styles {_ODF} {head}>{styles}</office:document-styles>"),
            (
                "meta.xml",
                (
                    f"{_XML}<office:document-meta {_ODF} {head}><office:meta><dc:creator>{esc(author)}</dc:creator>"
                    f"<dc:date>{on.isoformat()}T09:30:00</dc:date></office:meta></office:document-meta>"
                ),
            ),
            (
                "META-INF/manifest.xml",
                (
                    f'{_XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
                    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>{listed}</manifest:manifest>'
                ),
            ),
        ],
        on,
        stored_first=True,
    )


def _odf_para(text: str, tag: str = "text:p") -> str:
    level = ' text:outline-level="1"' if tag == "text:h" else ""
    return f"<{tag}{level}>{esc(text).replace(chr(10), '<text:line-break/>')}</{tag}>"


def _odf_table(
    name: str,
    rows: Sequence[Sequence[object]],
    ink: Ink,
    place: str,
    comments: Sequence[tuple[int, int, str]] = (),
    display: str = "",
) -> str:
    notes = {(r, c): text for r, c, text in comments}
    out = [
        f'<table:table table:name="{esc(name)}"{display}><table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    ]
    for r, row in enumerate(rows):
        cells = []
        for c, cell in enumerate(row):
            note = (
                f"<office:annotation>{_odf_para(ink(notes[r, c], place))}</office:annotation>"
                if (r, c) in notes
                else ""
            )
            if isinstance(cell, int | float):
                attributes = f' office:value-type="float" office:value="{cell}"'
                text = str(cell)
            else:
                attributes, text = ' office:value-type="string"', ink(str(cell), place)
            cells.append(f"<table:table-cell{attributes}>{note}{_odf_para(text)}</table:table-cell>")
        out.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "".join([*out, "</table:table>"])


def as_odt(paper: Paper) -> Built:
    ink = Ink()
    out = []
    for index, block in enumerate(paper.blocks):
        match block.form:
            case "title" | "heading":
                out.append(_odf_para(ink(block.text, "body"), "text:h"))
            case "fields" if index % 2:
                out += [_odf_para(f"{label}: {ink(value, 'body')}") for label, value in block.rows]
            case "fields" | "table":
                out.append(_odf_table(f"Table{index}", block.rows, ink, "body"))
            case "page":
                out.append("<text:p/>")
            case _:
                out.append(_odf_para(ink(block.text, "body")))
    for text in paper.comments:
        out.append(f"<text:p><office:annotation>{_odf_para(ink(text, 'annotations'))}</office:annotation></text:p>")
    for text in paper.footnotes:
        out.append(
            f'<text:p><text:note text:note-class="footnote"><text:note-body>{_odf_para(ink(text, "body"))}</text:note-body></text:note></text:p>'
        )
    master = ""
    if paper.header or paper.footer:
        parts = "".join(
            f"<style:{tag}>{_odf_para(ink(text, 'header and footer'))}</style:{tag}>"
            for tag, text in (("header", paper.header), ("footer", paper.footer))
            if text
        )
        master = (
            '<office:automatic-styles><style:page-layout style:name="pm1"/></office:automatic-styles><office:master-styles>'
            f'<style:master-page style:name="Standard" style:page-layout-name="pm1">{parts}</style:master-page></office:master-styles>'
        )
    data = _odf("text", f"<office:text>{''.join(out)}</office:text>", master, paper.author, paper.on)
    return built(paper, "odt", data, ink)


def as_ods(book: Book) -> Built:
    ink = Ink()
    tables = []
    for sheet in book.sheets:
        place = f"sheet {plain(sheet.name)}"
        tables.append(_odf_table(ink(sheet.name, place), [sheet.header, *sheet.rows], ink, place))
    data = _odf("spreadsheet", f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet>", "", book.author, book.on)
    return built(book, "ods", data, ink)
