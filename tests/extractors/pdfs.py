"""PDF files for tests, written object by object."""

from __future__ import annotations

import zlib
from collections.abc import Sequence


def written(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R /Info 2 0 R") -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))


def stream(content: bytes, extra: bytes = b"", *, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode " * times
    return b"<< /Length %d /Filter [%s] %s >>\nstream\n%s\nendstream" % (len(content), filters, extra, content)


def shown(*words: str) -> bytes:
    return b"BT /F1 12 Tf 72 700 Td " + b"".join(b"(%s) Tj 0 -20 Td " % word.encode() for word in words) + b"ET"


def full() -> bytes:
    """A word in every place."""
    xmp = b"<x:xmpmeta xmlns:x='x'><dc:subject xmlns:dc='d'>prexmp</dc:subject></x:xmpmeta>"
    return written([
        b"<< /Type /Catalog /Pages 3 0 R /AcroForm << /Fields [8 0 R 14 0 R] >> /Names << /EmbeddedFiles << /Names [(f) 10 0 R] >> >> /Metadata 13 0 R >>",
        b"<< /Title (pretitle) /Author (preauthor) /Client (preown) >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> >> /Annots [7 0 R 8 0 R 9 0 R 12 0 R] >>",
        stream(shown("prepage", "512-44-7313")),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (prenote) /T (prewriter) >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (ssn) /TU (Social Security Number) /V (prefield) /Rect [0 0 9 9] >>",
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:prelink@example.org) >> >>",
        b"<< /Type /Filespec /F (staff.csv) /UF (staff.csv) /EF << /F 11 0 R >> >>",
        stream(b"name,ssn\npreattached,1\n", b"/Type /EmbeddedFile"),
        b"<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 10 0 R /Contents (prefilenote) >>",
        b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream" % (len(xmp), xmp),
        b"<< /FT /Tx /T (lost) /V (prevalue) >>",
    ])  # fmt: skip


def tables(pages: Sequence[Sequence[Sequence[str]]], step: int = 20) -> bytes:
    """Pages of rows, a cell every 150 points, a row every `step`. Pages and their contents are objects 3, 4, 6, 7, …"""
    kids = b" ".join(b"%d 0 R" % (3 if not number else 4 + 2 * number) for number in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages))]
    for number, rows in enumerate(pages):
        content = b"".join(
            b"BT /F1 10 Tf %d %d Td (%s) Tj ET " % (72 + 150 * column, 700 - step * line, cell.encode())
            for line, row in enumerate(rows)
            for column, cell in enumerate(row)
        )
        at = 3 if not number else 4 + 2 * number
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
        objects += [page % (at + 1), stream(content)]
        if not number:
            objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    return written(objects, b"/Root 1 0 R")
