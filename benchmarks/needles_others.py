"""Works, Write, Publisher, Visio, OneNote, help files, WordPerfect, Hangul."""

from __future__ import annotations

import struct

from needles_files import Plant, compound, file, zipped


def chunked(start: bytes, parts: list[tuple[bytes, bytes]]) -> bytes:
    head = (
        start + struct.pack("<HHHHHHHHHH", 4, 7, len(parts), 0x300, 2, 0, 10, 0x1F8, len(parts), 0xFFFF) + b"\xff\xff"
    )
    head = head[:30].ljust(32, b"\xff")
    at = len(head) + 24 * len(parts)
    rows = body = b""
    for kind, data in parts:
        rows += b"\x18\0" + kind + struct.pack("<HHH", 0, 1, 0) + kind + struct.pack("<II", at + len(body), len(data))
        body += data
    return head + rows + body


@file("letter.wps")
def _(plant: Plant) -> bytes:
    return compound(
        {
            "CONTENTS": chunked(
                b"CHNKWKS ",
                [(b"TEXT", f"{plant('body')}\r\x0c{plant('second page')}\r".encode("utf-16-le")), (b"FONT", bytes(60))],
            ).ljust(4100, b"\0"),
            "\x01CompObj": bytes(80),
        }
    )


@file("works-4.wps")
def _(plant: Plant) -> bytes:
    text = f"{plant('body of Works 4')}\r\n\x07caf\xe9\r\n".encode("cp1252")
    return compound(
        {
            "MM": b"ND\0\0\x01" + bytes(9),
            "MatOST": bytes(20),
            "MN0": (b"\x06\xfe\x01P" + bytes(12) + struct.pack("<I", 0x100 + len(text))).ljust(0x100, b"\0")
            + text.ljust(4100, b"\0"),
        }
    )


@file("flyer.pub")
def _(plant: Plant) -> bytes:
    return compound(
        {
            "Quill/QuillSub/CONTENTS": chunked(b"CHNKINK ", [(b"TEXT", f"{plant('frame')}\r\x0c{plant('second frame')}".encode("utf-16-le")), (b"PLC ", bytes(24) + f"mailto:{plant('target of a link')}@example.org\0".encode("utf-16-le"))]).ljust(4100, b"\0"),
            "Contents": (b"\xe8\xac" + bytes(100) + (plant("name of a page") + "\0").encode("utf-16-le")).ljust(4100, b"\0"),
        }
    )  # fmt: skip


@file("note.wri")
def _(plant: Plant) -> bytes:
    text = f"{plant('body')}\r\nsecond line\r\n".encode("cp1252")
    head = struct.pack("<HHH", 0xBE31, 0, 0xAB00) + bytes(8) + struct.pack("<I", 128 + len(text))
    return (head.ljust(128, b"\0") + text).ljust(1024, b"\0")


@file("plan.vsd")
def _(plant: Plant) -> bytes:
    """One trailer, one page of two chunks; nothing is packed."""

    def chunk(kind: int, body: bytes) -> bytes:
        return struct.pack("<IIIIHB", kind, 1, 0, len(body), 1, 0) + body

    page = (
        chunk(0x0E, bytes(8) + (plant("text of a shape") + "\0").encode("utf-16-le"))
        + chunk(0x10, (plant("data of a shape") + "\0").encode("utf-16-le"))
        + chunk(0x2D, (plant("name") + "\0").encode("utf-16-le"))
    )
    literal = chunk(0x0E, bytes(8) + (plant("text in a packed stream") + "\0").encode("utf-16-le"))
    raw = bytes(4) + literal
    packed = b"".join(b"\xff" + raw[i : i + 8] for i in range(0, len(raw), 8))
    start = 0x40
    at_page = start
    at_packed = at_page + len(page)
    at_trailer = at_packed + len(packed)
    pointers = [(0x15, at_page, len(page), 0xD4), (0x15, at_packed, len(packed), 0xD6)]
    trailer = (
        struct.pack("<I", 4)
        + struct.pack("<II", len(pointers), 0)
        + b"".join(struct.pack("<IIIIH", kind, 0, offset, length, form) for kind, offset, length, form in pointers)
    )
    head = b"Visio (TM) Drawing\r\n\0\0\0\0\0\0" + bytes([11, 0]) + struct.pack("<I", 0) + bytes(4)
    head += struct.pack("<IIIIH", 20, 0, at_trailer, len(trailer), 0x54)
    return compound({"VisioDocument": (head.ljust(start, b"\0") + page + packed + trailer).ljust(4100, b"\0")})


@file("notes.one")
def _(plant: Plant) -> bytes:
    """A list of nodes that lead to two sets of properties and a file."""

    def properties(values: dict[int, bytes]) -> bytes:
        body = (
            struct.pack("<I", 0x80000000)
            + struct.pack("<H", len(values))
            + b"".join(struct.pack("<I", ident) for ident in values)
        )
        return body + b"".join(struct.pack("<I", len(value)) + value for value in values.values())

    def wide(place: str) -> bytes:
        return (plant(place) + "\0").encode("utf-16-le")

    blobs = [
        (0xA4, properties({0x1C001C22: wide("page"), 0x1C001D75: wide("author")})),
        (0xA4, properties({0x1C003498: plant("page in narrow letters").encode(), 0x1C001E20: wide("target of a link"), 0x1C001CF3: wide("title of a page"), 0x1C001E58: wide("alternative text"), 0x1C001D9C: wide("name of a file"), 0x1C003468: wide("tag")})),
        (0x94, bytes(16) + struct.pack("<Q", 40) + bytes(12) + f"{plant('file in a page')}\n".encode().ljust(40, b" ") + bytes(16)),
    ]  # fmt: skip
    out = bytearray(
        bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3")
        + bytes(32)
        + bytes.fromhex("3fdd9a101b91f549a5d01791edc8aed8")
    ).ljust(1024, b"\0")
    nodes = b""
    for kind, blob in blobs:
        head = kind | 16 << 10 | 1 << 23 | 0 << 25 | 1 << 27 | 1 << 31
        nodes += struct.pack("<III", head, len(out), len(blob)) + bytes(4)
        out += blob
    out += (
        bytes.fromhex("c4f4f7f5b17a56a4")
        + struct.pack("<II", 16, 0)
        + nodes
        + bytes(12)
        + bytes.fromhex("3bba3382c315c28b")
    )
    return bytes(out)


def _encint(value: int) -> bytes:
    out = [value & 0x7F]
    while value := value >> 7:
        out.append(value & 0x7F | 0x80)
    return bytes(reversed(out))


def lzx(data: bytes) -> bytes:
    """One frame of LZX that holds one block, which is not compressed: bits in words of 16, the highest first."""
    bits = f"{0:01b}{3:03b}{len(data):024b}".ljust(32, "0")
    words = b"".join(struct.pack("<H", int(bits[at : at + 16], 2)) for at in (0, 16))
    return words + struct.pack("<III", 1, 1, 1) + data + bytes(len(data) % 2)


@file("help.chm")
def _(plant: Plant) -> bytes:
    """Two files as they are (section 0), one in the packed stream (section 1)."""
    page = f"<html><body><p>{plant('page in the packed stream')}</p></body></html>".encode().ljust(600)
    frame = lzx(page)
    plain = {
        "/a.htm": f"<html><body><p>{plant('page')}</p></body></html>".encode(),
        "/toc.hhc": f'<object type="text/sitemap"><param name="Name" value="{plant("contents")}"></object>'.encode(),
        "::DataSpace/Storage/MSCompressed/ControlData": struct.pack("<I4sIIIII", 6, b"LZXC", 2, 2, 2, 1, 0),
        "::DataSpace/Storage/MSCompressed/Content": frame,
        "::DataSpace/Storage/MSCompressed/Transform/{7FC28940-9D31-11D0-9B27-00A0C91E9C7C}/InstanceData/ResetTable": struct.pack(
            "<IIIIQQQQ", 2, 1, 8, 40, len(page), len(frame), 0x8000, 0
        ),
    }
    rows = content = b""
    for name, data in plain.items():
        raw = name.encode()
        rows += _encint(len(raw)) + raw + _encint(0) + _encint(len(content)) + _encint(len(data))
        content += data
    rows += _encint(6) + b"/b.htm" + _encint(1) + _encint(0) + _encint(len(page))
    size = 4096
    block = b"PMGL" + struct.pack("<IIii", size - 0x14 - len(rows), 0, -1, -1) + rows
    directory = struct.pack("<4sIIIIIIiiiiIII", b"ITSP", 1, 0x54, 10, size, 2, 1, -1, 0, 0, -1, 1, 0x409, 0).ljust(
        0x54, b"\0"
    )
    directory += block.ljust(size, b"\0")
    start = 0x60 + 0x18
    head = struct.pack("<4sIIIII", b"ITSF", 3, 0x60, 1, 0, 0x409) + bytes(32)
    head = head.ljust(0x38, b"\0") + struct.pack("<QQQQQ", 0x60, 0x18, start, len(directory), start + len(directory))
    return head + bytes(0x18) + directory + content


@file("letter.hwpx")
def _(plant: Plant) -> bytes:
    ns = 'xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'
    body = f"<hs:sec {ns}><hp:p><hp:run><hp:t>{plant('body')}</hp:t><hp:ctrl><hp:header><hp:subList><hp:p><hp:run><hp:t>{plant('header')}</hp:t></hp:run></hp:p></hp:subList></hp:header></hp:ctrl></hp:run></hp:p><hp:tbl><hp:tr><hp:tc><hp:p><hp:run><hp:t>{plant('table')}</hp:t></hp:run></hp:p></hp:tc></hp:tr></hp:tbl><hp:p><hp:run><hp:ctrl><hp:footNote><hp:subList><hp:p><hp:run><hp:t>{plant('footnote')}</hp:t></hp:run></hp:p></hp:subList></hp:footNote></hp:ctrl></hp:run></hp:p></hs:sec>"
    return zipped(
        {
            "mimetype": "application/hwp+zip",
            "Contents/content.hpf": f'<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:metadata><opf:title>{plant("title")}</opf:title><opf:meta name="creator" content="text">{plant("author")}</opf:meta></opf:metadata></opf:package>',
            "Contents/section0.xml": f'<?xml version="1.0"?>{body}',
            "BinData/note.txt": plant("file inside"),
            "META-INF/container.xml": "<container/>",
        },
        stored=("mimetype",),
    )
