"""A list as a workbook that spreadsheets open: one sheet, its heads bold and kept in view. Same rows, same bytes.

Text stays text, whatever it begins with: a cell is typed, so that no spreadsheet takes it for a formula.

>>> import io, zipfile
>>> book = workbook("Record", ("Name", "Files"), [("=1+1", 3)])
>>> b"<t xml:space=\\"preserve\\">=1+1</t>" in zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml")
True
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

_BOLD = ' s="1"'
LONGEST = 32_767  # letters of a cell: the format has no more
_WIDTH = 28  # of a column, in digits
_THEN = (1980, 1, 1, 0, 0, 0)  # of each part: a file of now is made of the same bytes as one of tomorrow
_BARRED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 has no place for them
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>',
}  # fmt: skip


def workbook(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook with one sheet of that name."""
    sheet = escape(re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip("'") or "Sheet", {'"': "&quot;"})
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, text in (*_PARTS.items(), ("xl/workbook.xml", book)):
            _put(package, path, [_HEAD, text])
        _put(package, "xl/worksheets/sheet1.xml", _sheet(heads, rows))
    return out.getvalue()


def _put(package: zipfile.ZipFile, path: str, pieces: Iterable[str]) -> None:
    part = zipfile.ZipInfo(path, _THEN)
    part.compress_type = zipfile.ZIP_DEFLATED
    with package.open(part, "w") as file:
        for piece in pieces:
            file.write(piece.encode())


def _sheet(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterable[str]:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    yield f'<cols><col min="1" max="{max(len(heads), 1)}" width="{_WIDTH}" customWidth="1"/></cols><sheetData>'
    yield "".join(("<row>", *(_cell(head, _BOLD) for head in heads), "</row>"))
    for row in rows:
        yield "".join(("<row>", *map(_cell, row), "</row>"))
    yield "</sheetData></worksheet>"


def _cell(value: object, style: str = "") -> str:
    """
    >>> _cell(3), _cell(None), _cell("a<b\\x00")
    ('<c><v>3</v></c>', '<c/>', '<c t="inlineStr"><is><t xml:space="preserve">a&lt;b</t></is></c>')
    """
    if value is None or value == "":
        return f"<c{style}/>"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c{style}><v>{value}</v></c>"
    text = escape(_BARRED.sub("", str(value))[:LONGEST])
    return f'<c{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
