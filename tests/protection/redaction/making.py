"""Files with values in them, written byte by byte here, and a checker of copies that shares nothing with the product."""

from __future__ import annotations

import base64
import email
import email.policy
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFilter, ImageFont

SSN, OTHER_SSN = "512-44-7313", "219-20-4000"
MAIL = "jane.roe@example.com"
NAME = "Jane Roe"
CARD = "4539 5787 6362 1486"
VALUES = (SSN, MAIL, CARD)


def traces(data: bytes, values: tuple[str, ...] = VALUES) -> list[str]:
    """Which of the values stand anywhere in a file: unpacked, in UTF-16, without marks between figures, encoded."""
    found = []
    streams = list(unpacked(data))
    for value in values:
        bare = re.sub(r"[\s-]", "", value)
        forms = {value, bare, value.lower(), value.replace("-", " ")}
        wanted = [form.encode(coding) for form in forms for coding in ("utf-8", "utf-16-le", "utf-16-be")]
        wanted += [base64.b64encode(value.encode())[:-4], quopri.encodestring(value.encode())]
        if any(form in stream or form in stream.lower() for stream in streams for form in wanted):
            found.append(value)
    return found


def unpacked(data: bytes, depth: int = 5) -> Iterator[bytes]:
    yield data
    if depth == 0:
        return
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                yield info.filename.encode()
                inner = archive.read(info)
                yield from unpacked(inner, depth - 1)
                yield re.sub(rb"<[^>]*>", b"", inner)  # runs joined
    for found in re.finditer(rb"stream\r?\n", data):
        try:
            yield zlib.decompressobj().decompress(data[found.end() :])
        except zlib.error:
            continue
    if re.match(rb"(?:[A-Z][\w-]*:|From )", data):
        for part in email.message_from_bytes(data, policy=email.policy.default).walk():
            yield "\n".join(f"{name}: {value}" for name, value in part.items()).encode()
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield from unpacked(body, depth - 1)


def zipped(parts: dict[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, method)
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


# --- office

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_START = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)


def relations(*rows: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{ident}" Type="{_START}{kind}" Target="{target}"'
        + (' TargetMode="External"' if kind == "hyperlink" else "")
        + "/>"
        for ident, kind, target in rows
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def types(**overrides: str) -> str:
    rows = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="bin" ContentType="application/octet-stream"/>'
        f'<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>{rows}</Types>'
    )


def p(*runs: str) -> str:
    return "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs) + "</w:p>"


def docx(body: str, parts: dict[str, str | bytes] | None = None, rels: tuple[tuple[str, str, str], ...] = ()) -> bytes:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            "[Content_Types].xml": types(**{"word/document.xml": main}),
            "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>",
            "word/_rels/document.xml.rels": relations(*rels),
            **(parts or {}),
        }
    )


S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def xlsx(
    rows: str, parts: dict[str, str | bytes] | None = None, *, sheet: str = "Staff", book: str = "", rest: str = ""
) -> bytes:
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    return zipped(
        {
            "[Content_Types].xml": types(
                **{
                    "xl/workbook.xml": base + "sheet.main+xml",
                    "xl/worksheets/sheet1.xml": base + "worksheet+xml",
                    **({"xl/calcChain.xml": base + "calcChain+xml"} if "xl/calcChain.xml" in (parts or {}) else {}),
                }
            ),
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook {S}><sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets>{book}</workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "styles", "styles.xml"),
                ("rId3", "sharedStrings", "sharedStrings.xml"),
                *((("rId4", "calcChain", "calcChain.xml"),) if "xl/calcChain.xml" in (parts or {}) else ()),
            ),
            "xl/styles.xml": f'<styleSheet {S}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
            "xl/sharedStrings.xml": f"<sst {S}/>",
            "xl/worksheets/sheet1.xml": f"<worksheet {S}><sheetData>{rows}</sheetData>{rest}</worksheet>",
            **(parts or {}),
        }
    )


def odf(kind: str, content: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    declared = " ".join(f'xmlns:{name}="{space}{name}:1.0"' for name in ("office", "text", "table", "manifest", "draw"))
    root = f'<office:document-content {declared} xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink">'
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"{root}<office:body><office:{kind}>{content}</office:{kind}></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest {declared}><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.{kind}"/></manifest:manifest>',
            **(parts or {}),
        },
        stored=("mimetype",),
    )


# --- pictures and PDF


def picture(*lines: str, size: int = 30, form: str = "PNG", **options: object) -> bytes:
    image = Image.new("RGB", (900, 60 + 60 * max(len(lines), 1)), "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((30, 30 + 60 * number), line, fill="black", font=ImageFont.load_default(size))
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def face(size: int = 120) -> Image.Image:
    """A drawn face that a detector takes for one."""
    image = Image.new("RGB", (size * 2, size * 2), (90, 110, 130))
    draw, s = ImageDraw.Draw(image), float(size)

    def oval(left: float, top: float, right: float, bottom: float, colour: tuple[int, int, int]) -> None:
        draw.ellipse((s + left * s, s + top * s, s + right * s, s + bottom * s), fill=colour)

    oval(-0.52, -0.72, 0.52, 0.55, (60, 40, 30))
    oval(-0.45, -0.55, 0.45, 0.6, (224, 180, 150))
    for x in (-0.2, 0.2):
        oval(x - 0.1, -0.12, x + 0.1, -0.01, (250, 250, 250))
        oval(x - 0.045, -0.115, x + 0.045, -0.02, (50, 35, 25))
        draw.arc(
            (s + (x - 0.13) * s, 0.76 * s, s + (x + 0.13) * s, 0.92 * s),
            190,
            350,
            fill=(60, 40, 30),
            width=int(0.04 * s),
        )
    draw.polygon([(s, 0.95 * s), (0.93 * s, 1.2 * s), (1.07 * s, 1.2 * s)], fill=(200, 150, 125))
    oval(-0.17, 0.29, 0.17, 0.41, (180, 80, 80))
    return image.filter(ImageFilter.GaussianBlur(size / 60))


def pdf(
    *lines: str, more: str = "", objects: tuple[str, ...] = (), catalog: str = "", root: str = "", resources: str = ""
) -> bytes:
    """A page of lines in Helvetica; objects from number 6 on are the caller's; `more` goes into the page."""
    drawn = "BT /F 12 Tf 50 780 Td 18 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {resources} >> {more} >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *objects,
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(bodies) + 1} /Root 1 0 R {root} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def revised(before: bytes, *lines: str) -> bytes:
    """The same file saved again: its page says other lines now, and the former ones are still in the file."""
    drawn = "BT /F 12 Tf 50 780 Td 18 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    place = len(before)
    update = f"4 0 obj\n<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream\nendobj\n"
    start = place + len(update)
    last = int(re.findall(rb"startxref\s+(\d+)", before)[-1])
    return before + (
        f"{update}xref\n4 1\n{place:010} 00000 n \ntrailer << /Size 6 /Root 1 0 R /Prev {last} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
