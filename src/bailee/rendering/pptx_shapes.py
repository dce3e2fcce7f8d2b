"""Things on a slide, as XML: text, a table, a picture. Text stays text; lengths are EMU, sizes of letters points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from bailee.rendering.states import INKS, TONES

POINT = 12_700  # EMU
_LETTER = 0.52  # of its size, as wide as a letter of the font is on the average
_LEADING = 1.22
_BARRED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
QUIET = "59616B"
INK = "14181D"


def clean(text: str) -> str:
    """Text as XML takes it: letters that it has no place for are left out."""
    return escape(_BARRED.sub("", text))


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    is_bold: bool = False
    colour: str = INK
    size: float = 14


def run(piece: Run) -> str:
    bold = ' b="1"' if piece.is_bold else ""
    return (
        f'<a:r><a:rPr lang="en-GB" sz="{round(piece.size * 100)}"{bold} dirty="0"><a:solidFill><a:srgbClr val="{piece.colour}"/></a:solidFill></a:rPr>'
        f"<a:t>{clean(piece.text)}</a:t></a:r>"
    )


def paragraph(pieces: Sequence[Run], *, align: str = "l", bullet: bool = False, after: float = 4) -> str:
    mark = ' marL="228600" indent="-228600"' if bullet else ""
    sign = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if bullet else "<a:buNone/>"
    body = "".join(map(run, pieces))
    return f'<a:p><a:pPr algn="{align}"{mark}><a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft>{sign}</a:pPr>{body}</a:p>'


def marked(cell: str, size: float, *, bold: bool = False) -> tuple[Run, ...]:
    """A cell that begins with the sign of a state: sign and word in its colour, the rest plain."""
    tone = TONES.get(cell[:1])
    if tone is None or len(cell) < 2:
        return (Run(cell, bold, INK, size),)
    word, dot, rest = cell.partition(". ")
    first = Run(word, True, INKS[tone].upper(), size)
    return (first, Run(f"{dot}{rest}", False, INK, size)) if rest else (first,)


def lines_of(text: str, wide: int, size: float) -> int:
    """Lines that a text takes in a width."""
    room = max(int(wide / POINT / (size * _LETTER)), 1)
    total = 0
    for line in text.split("\n"):
        used, lines = 0, 1
        for word in line.split(" "):
            long = len(word) + bool(used)
            if used and used + long > room:
                lines, used = lines + 1, len(word)
            else:
                used += long
            while used > room:
                lines, used = lines + 1, used - room
        total += lines
    return total


def high_of(text: str, wide: int, size: float, after: float = 4) -> int:
    """How high a paragraph is."""
    return round((lines_of(text, wide, size) * size * _LEADING + after) * POINT)


@dataclass(slots=True)
class Slide:
    """One slide as it is filled."""

    title: str
    shapes: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    used: int = 0  # how far down it is filled

    @property
    def number(self) -> int:
        return len(self.shapes) + 10

    def text(self, body: str, x: int, y: int, wide: int, high: int, *, outline: str = "", fill: str = "") -> None:
        """Paragraphs in a box."""
        ink = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
        line = (
            f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{outline}"/></a:solidFill><a:prstDash val="dash"/></a:ln>'
            if outline
            else "<a:ln><a:noFill/></a:ln>"
        )
        inset = 91_440 if outline else 0
        self.shapes.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self.number}" name="Text {self.number}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{ink}{line}</p:spPr>'
            f'<p:txBody><a:bodyPr wrap="square" lIns="{inset}" tIns="{inset // 2}" rIns="{inset}" bIns="{inset // 2}"/><a:lstStyle/>{body}</p:txBody></p:sp>'
        )

    def table(
        self, head: Sequence[str], rows: Sequence[tuple[Sequence[str], int]], across: Sequence[int], x: int, y: int,
        *, size: float, is_marked: bool, name: str,
    ) -> None:  # fmt: skip
        """A table whose cells are text; rows come with their heights."""
        grid = "".join(f'<a:gridCol w="{each}"/>' for each in across)
        made = []
        if any(head):
            cells = "".join(_cell((Run(each, True, QUIET, size - 1),), "7A828B") for each in head)
            made.append(f'<a:tr h="{round(size * 2 * POINT)}">{cells}</a:tr>')
        for row, high in rows:
            cells = "".join(
                _cell(marked(each, size, bold=at == 0) if is_marked else (Run(each, at == 0, INK, size),), "DDE1E5")
                for at, each in enumerate(row)
            )
            made.append(f'<a:tr h="{high}">{cells}</a:tr>')
        high = sum(each for _, each in rows) + round(size * 2 * POINT) * any(head)
        self.shapes.append(
            f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{self.number}" name="{clean(name[:60])}" descr="{clean(name[:250])}"/>'
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f'<p:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{sum(across)}" cy="{high}"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
            f'<a:tbl><a:tblPr firstRow="{int(any(head))}"/><a:tblGrid>{grid}</a:tblGrid>{"".join(made)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>'
        )

    def picture(self, png: bytes, label: str, x: int, y: int, wide: int, high: int) -> None:
        self.pictures.append(png)
        self.shapes.append(
            f'<p:pic><p:nvPicPr><p:cNvPr id="{self.number}" name="Picture {self.number}" descr="{clean(label)}"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="rIdP{len(self.pictures)}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )

    def rule(self, x: int, y: int, wide: int, colour: str, weight: int = 9525) -> None:
        """A line across."""
        self.shapes.append(
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{self.number}" name="Line {self.number}"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            f'<a:ln w="{weight}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
        )


def _cell(pieces: Sequence[Run], below: str) -> str:
    sides = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR", "lnT"))
    line = f'<a:lnB w="9525"><a:solidFill><a:srgbClr val="{below}"/></a:solidFill></a:lnB>'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph(pieces, after=0)}</a:txBody>"
        f'<a:tcPr marL="0" marR="91440" marT="38100" marB="38100">{sides}{line}<a:noFill/></a:tcPr></a:tc>'
    )
