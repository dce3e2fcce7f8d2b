"""Files made to hang, to swell or to kill whoever reads them. Small on the disk, real, and none of them ours alone."""

from __future__ import annotations

import bz2
import gzip
import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extractors"))  # builders of single formats live there

import office
import pdfs


def repeated(block: bytes, times: int) -> bytes:
    """A raw deflate stream of one block so many times. It is packed once: at a full flush nothing before it is looked back at."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)) * times + b"\x03\x00"


def checked(check: Callable[[bytes, int], int], block: bytes, times: int, start: int) -> int:
    """CRC-32 or Adler-32 of one block so many times."""
    for _ in range(times):
        start = check(block, start)
    return start


def doubly_deflated_pdf(expanded: int = 1 << 30) -> bytes:
    """2.6 KB, of which pdfium makes a gigabyte of drawing commands."""
    block = b"q Q " * (1 << 18)
    times = expanded // len(block)
    once = b"\x78\xda" + repeated(block, times) + struct.pack(">I", checked(zlib.adler32, block, times, 1))
    twice = zlib.compress(once, 9)
    return pdfs.written([
        b"<< /Type /Catalog /Pages 3 0 R >>",
        b"<< /Title (bomb) >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 612 792] /Contents 5 0 R >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(twice), twice),
    ])  # fmt: skip


def gzip_bomb(expanded: int = 5 << 28) -> bytes:
    """A gzip of zeros in a gzip: a few KB for more than a GiB."""
    block = bytes(16 << 20)
    times = expanded // len(block)
    head, tail = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff", struct.pack("<II", checked(zlib.crc32, block, times, 0), expanded)
    return gzip.compress(head + repeated(block, times) + tail, 9)


def zip_bomb(members: int = 400, each: int = 16 << 20) -> bytes:
    """Members of zeros, all of them the same byte: 400 MiB in 500 KB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(members):
            archive.writestr(f"{number}.txt", b"a" * each if number == 0 else b"a" * (each // 16))
    return buffer.getvalue()


def nested_zips(depth: int = 40) -> bytes:
    """A zip in a zip in a zip …"""
    data = b"SSN 512-44-7313"
    name = "a.txt"
    for level in range(depth):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        data, name = buffer.getvalue(), f"{level}.zip"
    return data


def nested_tags(count: int = 200_000) -> bytes:
    return b"<html><body>" + b"<div>" * count + b"SSN 512-44-7313" + b"</div>" * count + b"</body></html>"


def nested_xml(count: int = 200_000) -> bytes:
    return b"<?xml version='1.0'?>" + b"<a>" * count + b"SSN 512-44-7313" + b"</a>" * count


def nested_json(count: int = 200_000) -> bytes:
    return b'{"a":' * count + b'"SSN 512-44-7313"' + b"}" * count


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">{entities}]><a>&l11;</a>'.encode()


def outside_entity() -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def sparse_xlsx() -> bytes:
    """One cell in the last row and column: a reader that makes a grid needs 17 billion cells."""
    sheet = f'<worksheet {office.S}><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>512447313</v></c></row></sheetData></worksheet>'
    return office.zipped({
        "[Content_Types].xml": office.types(office.XLSX),
        "xl/workbook.xml": f'<workbook {office.S} {office.R}><sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": office.relations(("a", "worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": sheet,
    })  # fmt: skip


def swollen_docx(expanded: int = 1 << 30) -> bytes:
    """A document whose body is a gigabyte of one word."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", office.types(office.DOCX))
        with archive.open("word/document.xml", "w") as part:
            part.write(f"<w:document {office.W}><w:body><w:p><w:r><w:t>".encode())
            for _ in range(expanded >> 20):
                part.write(b"word " * ((1 << 20) // 5))
            part.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return buffer.getvalue()


def bzip2_bomb(expanded: int = 5 << 28) -> bytes:
    """Streams one behind the other, as `cat` joins them and every reader reads on."""
    return bz2.compress(bytes(16 << 20)) * (expanded >> 24)


def picture_bomb(side: int = 60_000) -> bytes:
    """A PNG that says it is 3.6 gigapixels of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer = zlib.compressobj(1)
    row = bytes(side // 8 + 1)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", body)
        + chunk(b"IEND", b"")
    )


def many_attachments(depth: int = 300) -> bytes:
    """A mail in a mail in a mail …"""
    mail = b"Subject: inner\r\n\r\nSSN 512-44-7313\r\n"
    for level in range(depth):
        mail = b"Subject: level %d\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" % level + mail
    return mail


def one_line(size: int = 16 << 20) -> bytes:
    return b"1234567890 " * (size // 11)


def digits(size: int = 8 << 20) -> bytes:
    """Nothing but digits and separators: every place may be a number of somebody's."""
    return b"4111-1111-1111-1112 512-44-7313 " * (size // 32)


def laughing_pdf(depth: int = 12) -> bytes:
    """Forms that draw ten of the next form each: a thousand thousand million drawings, and pdfium follows them all."""
    objects = [
        b"<< /Type /Catalog /Pages 3 0 R >>",
        b"<< /Title (laughs) >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /XObject << /F 6 0 R >> >> >>",
        pdfs.stream(b"/F Do"),
    ]
    for level in range(depth):
        deeper = b"/Resources << /XObject << /F %d 0 R >> >>" % (7 + level) if level < depth - 1 else b""
        form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + deeper
        objects.append(pdfs.stream(b"/F Do " * 10 if deeper else b"0 0 m", form))
    return pdfs.written(objects)


def locked_pdf() -> bytes:
    """Under a password nobody told (RC4, 40 bit); the words that check it are noise, so none fits."""
    return pdfs.written(
        [b"<< /Type /Catalog /Pages 3 0 R >>", b"<< >>", b"<< /Type /Pages /Kids [] /Count 0 >>",
         b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"ab" * 32, b"cd" * 32)],
        b"/Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>]",
    )  # fmt: skip


BOMBS: dict[str, Callable[[], bytes]] = {
    "doubly-deflated.pdf": doubly_deflated_pdf,
    "laughs.pdf": laughing_pdf,
    "bomb.gz.gz": gzip_bomb,
    "bomb.zip": zip_bomb,
    "bomb.bz2": bzip2_bomb,
    "nest.zip": nested_zips,
    "nest.html": nested_tags,
    "nest.xml": nested_xml,
    "nest.json": nested_json,
    "laughs.xml": billion_laughs,
    "outside.xml": outside_entity,
    "sparse.xlsx": sparse_xlsx,
    "swollen.docx": swollen_docx,
    "bomb.png": picture_bomb,
    "nest.eml": many_attachments,
    "line.csv": one_line,
    "digits.txt": digits,
}
