"""A PDF of pictures of pages, each with its words laid over it, unseen: what can be searched and read aloud.

Each page is tagged as what it is, a figure that says so, with its words as a paragraph. There is nothing else in the file: no
properties, no script, no earlier version.

>>> page = Sheet(595, 842, b"JPEG", 10, 10, "DeviceGray", [Word("Zoë", 50, 700, 30, 10)])
>>> made = document([page])
>>> made[:8], made.count(b"/Type /Page "), b"%%EOF" in made
(b'%PDF-1.7', 1, True)
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands: left and bottom edge, width and height, in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    width: float  # points
    height: float
    jpeg: bytes
    columns: int  # pixels of the picture
    rows: int
    space: str  # DeviceGray or DeviceRGB
    words: Sequence[Word]


def document(sheets: Sequence[Sheet]) -> bytes:
    """The file's bytes, the same for the same sheets."""
    writer = _Writer()
    catalog, pages, structure, whole, parents, font, told, descriptor, unicode = (writer.reserve() for _ in range(9))
    kids, figures, tree = [], [], []
    for number, sheet in enumerate(sheets, 1):
        picture = writer.stream(
            f"/Type /XObject /Subtype /Image /Width {sheet.columns} /Height {sheet.rows} /ColorSpace /{sheet.space} "
            "/BitsPerComponent 8 /Filter /DCTDecode",
            sheet.jpeg,
        )
        drawn = zlib.compress(_drawn(sheet), 6)
        content = writer.stream("/Filter /FlateDecode", drawn)
        page = writer.reserve()
        kids.append(page)
        alternative = _text(
            f"Page {number} as a picture. What was redacted is covered; the words that are left follow."
        )
        figure = writer.add(
            f"<< /Type /StructElem /S /Figure /P {whole} 0 R /Pg {page} 0 R /K 0 /Alt {alternative} "
            f"/A << /O /Layout /BBox [0 0 {sheet.width:.2f} {sheet.height:.2f}] >> >>"
        )
        paragraph = writer.add(f"<< /Type /StructElem /S /P /P {whole} 0 R /Pg {page} 0 R /K 1 >>")
        figures += [figure, paragraph]
        tree.append(f"{number - 1} [{figure} 0 R {paragraph} 0 R]")
        writer.put(
            page,
            f"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 {sheet.width:.2f} {sheet.height:.2f}] /Tabs /S "
            f"/StructParents {number - 1} /Contents {content} 0 R "
            f"/Resources << /XObject << /P {picture} 0 R >> /Font << /F {font} 0 R >> >> >>",
        )
    writer.put(pages, f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>")
    writer.put(structure, f"<< /Type /StructTreeRoot /K {whole} 0 R /ParentTree {parents} 0 R >>")
    writer.put(whole, f"<< /Type /StructElem /S /Document /P {structure} 0 R /K [{' '.join(f'{each} 0 R' for each in figures)}] >>")  # fmt: skip
    writer.put(parents, f"<< /Nums [{' '.join(tree)}] >>")
    # Nothing is drawn with this font, so it needs no shapes: a code is the character itself.
    writer.put(font, f"<< /Type /Font /Subtype /Type0 /BaseFont /Unseen /Encoding /Identity-H /DescendantFonts [{told} 0 R] /ToUnicode {unicode} 0 R >>")  # fmt: skip
    writer.put(told, f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unseen /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /DW 500 >>")  # fmt: skip
    writer.put(descriptor, "<< /Type /FontDescriptor /FontName /Unseen /Flags 5 /FontBBox [0 0 500 1000] /ItalicAngle 0 /Ascent 1000 /Descent 0 /CapHeight 1000 /StemV 80 >>")  # fmt: skip
    writer.put_stream(unicode, "/Filter /FlateDecode", zlib.compress(_characters(), 6))
    writer.put(catalog, f"<< /Type /Catalog /Pages {pages} 0 R /StructTreeRoot {structure} 0 R /MarkInfo << /Marked true >> /Lang (und) >>")  # fmt: skip
    return writer.written(catalog)


def _drawn(sheet: Sheet) -> bytes:
    parts = [f"/Figure << /MCID 0 >> BDC q {sheet.width:.2f} 0 0 {sheet.height:.2f} 0 0 cm /P Do Q EMC\n/P << /MCID 1 >> BDC BT 3 Tr\n"]  # fmt: skip
    for word in sheet.words:
        codes = "".join(f"{ord(letter):04X}" for letter in word.text if ord(letter) < 0x10000 and not 0xD800 <= ord(letter) < 0xE000)  # fmt: skip
        if not codes or word.width <= 0 or word.height <= 0:
            continue
        size = max(word.height, 1.0)
        stretch = 100 * word.width / (len(codes) / 4 * 0.5 * size)
        parts.append(
            f"/F {size:.2f} Tf {stretch:.2f} Tz 1 0 0 1 {word.left:.2f} {word.bottom:.2f} Tm <{codes}0020> Tj\n"
        )
    parts.append("ET EMC\n")
    return "".join(parts).encode("ascii")


def _characters() -> bytes:
    lines = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = [lines[start : start + 100] for start in range(0, 256, 100)]
    body = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode("ascii")


def _text(words: str) -> str:
    return "(" + words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"


class _Writer:
    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def reserve(self) -> int:
        self.objects.append(b"")
        return len(self.objects)

    def put(self, number: int, body: str) -> None:
        self.objects[number - 1] = body.encode("ascii")

    def put_stream(self, number: int, entries: str, data: bytes) -> None:
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("ascii")
        self.objects[number - 1] = head + data + b"\nendstream"

    def add(self, body: str) -> int:
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, entries: str, data: bytes) -> int:
        number = self.reserve()
        self.put_stream(number, entries, data)
        return number

    def written(self, root: int) -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode("ascii") + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(self.objects) + 1}\n0000000000 65535 f \n".encode("ascii")
        for place in places:
            out += f"{place:010} 00000 n \n".encode("ascii")
        out += f"trailer << /Size {len(self.objects) + 1} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode(
            "ascii"
        )
        return bytes(out)
