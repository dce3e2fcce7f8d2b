"""Lists as a workbook that spreadsheets open: a sheet a list, its heads bold and kept in view. Same rows, same bytes.

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
from dataclasses import dataclass
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
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>',
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list. `widths` of its columns, in letters; empty: all alike."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[object]]
    widths: Sequence[int] = ()


def workbook(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook with one sheet of that name."""
    return book([Sheet(name, heads, rows)])


def book(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a sheet for each list, under names that the format takes, each of them once."""
    names: list[str] = []
    for sheet in sheets:
        names.append(_name(sheet.name, names))
    listed = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{at}" r:id="r{at}"/>'
        for at, name in enumerate(names, 1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, text in (
            ("[Content_Types].xml", _types(len(sheets))),
            *_PARTS.items(),
            ("xl/_rels/workbook.xml.rels", _relations(len(sheets))),
            ("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'),
        ):
            _put(package, path, [_HEAD, text])
        for at, sheet in enumerate(sheets, 1):
            _put(package, f"xl/worksheets/sheet{at}.xml", _sheet(sheet))
    return out.getvalue()


def _name(wanted: str, taken: Sequence[str]) -> str:
    """
    >>> _name("Held: a/b", []), _name("A", ["a"]), len(_name("x" * 40, ["x" * 31]))
    ('Held  a b', 'A 2', 31)
    """
    bare = _BARRED.sub("", re.sub(r"[\[\]:*?/\\]", " ", wanted))[:31].strip("'") or "Sheet"
    found, number = bare, 1
    while found.casefold() in {each.casefold() for each in taken}:
        number += 1
        found = f"{bare[: 30 - len(str(number))]} {number}"
    return found


def _types(sheets: int) -> str:
    parts = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    parts |= {f"/xl/worksheets/sheet{at}.xml": "worksheet" for at in range(1, sheets + 1)}
    overrides = "".join(
        f'<Override PartName="{path}" ContentType="{_TYPES}.{sort}+xml"/>' for path, sort in parts.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(sheets: int) -> str:
    rows = [(f"r{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, sheets + 1)]
    rows.append((f"r{sheets + 1}", "styles", "styles.xml"))
    listed = "".join(
        f'<Relationship Id="{ident}" Type="{_OFFICE}/{sort}" Target="{target}"/>' for ident, sort, target in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _put(package: zipfile.ZipFile, path: str, pieces: Iterable[str]) -> None:
    part = zipfile.ZipInfo(path, _THEN)
    part.compress_type = zipfile.ZIP_DEFLATED
    with package.open(part, "w") as file:
        for piece in pieces:
            file.write(piece.encode())


def _sheet(sheet: Sheet) -> Iterable[str]:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    widths = sheet.widths or (_WIDTH,) * max(len(sheet.heads), 1)
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, 1)
    )
    yield f"<cols>{columns}</cols><sheetData>"
    yield "".join(("<row>", *(_cell(head, _BOLD) for head in sheet.heads), "</row>"))
    for row in sheet.rows:
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
