"""Word, Excel and PowerPoint files of 1997 to 2003."""

from __future__ import annotations

import struct
import zlib

from needles_files import Plant, compound, file, package_stream, property_set


def summary(plant: Plant) -> dict[str, bytes]:
    return {
        "\x05SummaryInformation": property_set(
            {2: plant("title"), 4: plant("author"), 6: plant("remarks"), 8: plant("last saved by")}
        ),
        "\x05DocumentSummaryInformation": property_set({14: plant("manager"), 15: plant("company")}),
    }


def macro(plant: Plant, root: str) -> dict[str, bytes]:
    from needles_sheets import packed

    source = f'Attribute VB_Name = "M"\r\nP = "{plant("string in a macro")}"\r\n'
    return {
        f"{root}/VBA/M": bytes(30) + packed(source.encode()),
        f"{root}/VBA/dir": packed(b"\x01\0\x04\0\0\0\x01\0\0\0"),
    }


def sttb(*words: str) -> bytes:
    return struct.pack("<HHH", 0xFFFF, len(words), 0) + b"".join(
        struct.pack("<H", len(word)) + word.encode("utf-16-le") for word in words
    )


def xsts(*words: str) -> bytes:
    return b"".join(struct.pack("<H", len(word)) + word.encode("utf-16-le") for word in words)


def word_file(parts: list[str], lists: dict[int, bytes] | None = None) -> dict[str, bytes]:
    """Streams of a document: body, footnotes, headers, macros, comments, endnotes, text boxes, text boxes in headers."""
    narrow = parts[0].encode("cp1252")
    wide = "".join(parts[1:]).encode("utf-16-le")
    text = narrow + wide
    start = 0x800
    stream = bytearray(start) + text
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", stream, 0x0A, 0x0200)
    struct.pack_into("<H", stream, 0x20, 14)
    struct.pack_into("<8I", stream, 0x4C, *map(len, parts))
    first, last = len(parts[0]), len("".join(parts))
    plan = (
        struct.pack("<III", 0, first, last)
        + struct.pack("<HIH", 0, start * 2 | 0x40000000, 0)
        + struct.pack("<HIH", 0, start + len(narrow), 0)
    )
    table = bytearray(16)
    for index, data in ((lists or {}) | {33: b"\x02" + struct.pack("<I", len(plan)) + plan}).items():
        struct.pack_into("<II", stream, 0x9A + 8 * index, len(table), len(data))
        table += data
    return {"WordDocument": bytes(stream).ljust(4100, b"\0"), "1Table": bytes(table).ljust(4100, b"\0")}


@file("letter.doc")
def _(plant: Plant) -> bytes:
    body = f'{plant("body")}\r\x13 HYPERLINK "mailto:{plant("target of a link")}@example.org" \x14{plant("result of a field")}\x15\ra\x07{plant("table")}\x07\x07\r'
    places = ["footnote", "header", "macro text", "comment", "endnote", "text box", "text box in a header"]
    parts = [body, *[plant(place) + "\r" for place in places]]
    lists = {
        21: sttb(plant("bookmark")), 36: xsts(plant("author of a comment")), 51: sttb("Unknown", plant("author of a change")),
        60: struct.pack("<HHH", 0xFFFF, 1, 4) + xsts(plant("name of a document variable")) + bytes(4) + xsts(plant("document variable")) + b"\0\0",
        71: sttb(plant("who saved it"), "C:\\" + plant("where it was saved") + ".doc"), 32: sttb("", "", plant("associated string")),
    }  # fmt: skip
    inner = word_file([plant("document in a document") + "\r"] + [""] * 7)
    return compound(
        word_file(parts, lists)
        | summary(plant)
        | macro(plant, "Macros")
        | {f"ObjectPool/_1/{name}": data for name, data in inner.items()}
        | {"ObjectPool/_2/\x01Ole10Native": package_stream("memo.txt", plant("packed file").encode())}
    )


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def wide(text: str, size: str = "<H") -> bytes:
    return struct.pack(size, len(text)) + b"\x01" + text.encode("utf-16-le")


def narrow(text: str, size: str = "<H") -> bytes:
    return struct.pack(size, len(text)) + b"\0" + text.encode("cp1252")


@file("table.xls")
def _(plant: Plant) -> bytes:
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0xDBB, 0x7CC, 0, 6))
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0xDBB, 0x7CC, 0, 6))
    end = record(0x0A, b"")
    words = [
        plant("cell"),
        plant("cell in a hidden row"),
        plant("cell of a hidden sheet"),
        plant("cell of a very hidden sheet"),
    ]
    literal = plant("text in a formula")
    formula = b"\x17" + narrow(literal, "<B")
    link = plant("target of a link")
    moniker = f"mailto:{link}@example.org\0".encode("utf-16-le")
    box = plant("comment")
    one = (
        sheet
        + record(0x14, narrow("&L" + plant("header of a sheet")))
        + record(0x15, wide(plant("footer of a sheet")))
        + record(0x200, struct.pack("<IIHHH", 0, 5, 0, 5, 0))
        + record(0x208, struct.pack("<HHHHHHI", 1, 0, 1, 255, 0, 0, 0x20))
        + record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0))
        + record(0xFD, struct.pack("<HHHI", 1, 0, 0, 1))
        + record(0x203, struct.pack("<HHHd", 2, 0, 0, float(plant("#number"))))
        + record(0x06, struct.pack("<HHH", 3, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + struct.pack("<HIH", 0, 0, len(formula)) + formula)
        + record(0x207, narrow(plant("result of a formula")))
        + record(0x5D, struct.pack("<HHHHH", 0x15, 0x12, 0x19, 1, 0x4011) + bytes(12) + bytes(4))
        + record(0x1B6, struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, len(box), 16, 0))
        + record(0x3C, b"\0" + box.encode())
        + record(0x3C, bytes(16))
        + record(0x1C, struct.pack("<HHHH", 0, 0, 0, 1) + narrow(plant("author of a comment")) + b"\0")
        + record(0x1B8, struct.pack("<HHHH", 0, 0, 0, 0) + bytes(16) + struct.pack("<II", 2, 3) + bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b") + struct.pack("<I", len(moniker)) + moniker)
        + record(0x800, struct.pack("<HHHHH", 0x800, 0, 0, 0, 0) + (plant("hint of a link") + "\0").encode("utf-16-le"))
        + record(0x1BE, struct.pack("<I", 3) + narrow(plant("title of a hint")) + narrow("\0") + narrow(plant("hint")) + narrow(plant("error of a validation")) + struct.pack("<HH", 0, 0) + bytes(4))
        + record(0x1B1, struct.pack("<BBHH", 1, 3, 12, 0) + bytes(6) + b"\x17" + narrow(plant("conditional format"), "<B"))
        + record(0xAF, struct.pack("<HBBBBB", 1, 0, 0, 9, 9, 9) + narrow(plant("scenario")))
        + end
    )  # fmt: skip
    two = (
        sheet
        + record(0x200, struct.pack("<IIHHH", 0, 1, 0, 1, 0))
        + record(0xFD, struct.pack("<HHHI", 0, 0, 0, 2))
        + end
    )
    three = (
        sheet
        + record(0x200, struct.pack("<IIHHH", 0, 1, 0, 1, 0))
        + record(0xFD, struct.pack("<HHHI", 0, 0, 0, 3))
        + end
    )
    names = [("One", 0), (plant("name of a hidden sheet"), 1), ("Three", 2)]

    def globals_(offsets: list[int]) -> bytes:
        bound = b"".join(
            record(0x85, struct.pack("<IBB", offset, state, 0) + narrow(name, "<B"))
            for offset, (name, state) in zip(offsets, names, strict=True)
        )
        name = plant("defined name")
        constant = b"\x17" + narrow(plant("constant of a name"), "<B")
        return (
            begin
            + record(0x42, struct.pack("<H", 1200))
            + record(0x5C, wide(plant("who wrote it")).ljust(112, b" "))
            + record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + narrow("Arial", "<B"))
            + record(0xE0, bytes(20))
            + bound
            + record(
                0x18,
                struct.pack("<HBBHHHBBBB", 0, 0, len(name), len(constant), 0, 0, 0, 0, 0, 0)
                + b"\0"
                + name.encode()
                + constant,
            )
            + record(
                0x1AE,
                struct.pack("<H", 1) + narrow("\x01\x01C\x03" + plant("other workbook") + ".xls") + narrow("Sheet1"),
            )
            + record(0x5A, struct.pack("<BBH", 0, 0, 0) + b"\x02" + narrow(plant("cache of another workbook")))
            + record(0xFC, struct.pack("<II", len(words), len(words)) + b"".join(narrow(word) for word in words))
            + end
        )

    size = len(globals_([0, 0, 0]))
    book = globals_([size, size + len(one), size + len(one) + len(two)]) + one + two + three
    cache = (
        record(0xC6, bytes(20))
        + record(0xC7, bytes(14) + narrow(plant("field of a pivot cache")))
        + record(0xCD, narrow(plant("item of a pivot cache")))
        + record(0x0A, b"")
    )
    return compound(
        {
            "Workbook": book.ljust(4100, b"\0"),
            "_SX_DB_CUR/0001": cache,
            "MBD1/\x01Ole10Native": package_stream("memo.txt", plant("packed file").encode()),
        }
        | summary(plant)
        | macro(plant, "_VBA_PROJECT_CUR")
    )


def atom(kind: int, body: bytes, instance: int = 0) -> bytes:
    return struct.pack("<HHI", instance << 4, kind, len(body)) + body


def container(kind: int, *inner: bytes, instance: int = 0) -> bytes:
    body = b"".join(inner)
    return struct.pack("<HHI", instance << 4 | 0x0F, kind, len(body)) + body


def string(text: str, instance: int = 0) -> bytes:
    return atom(0x0FBA, text.encode("utf-16-le"), instance)


@file("deck.ppt")
def _(plant: Plant) -> bytes:
    def drawn(*texts: bytes) -> bytes:
        return container(0x040C, container(0xF002, *[container(0xF00D, text) for text in texts]))

    inner = compound(word_file([plant("document in a presentation") + "\r"] + [""] * 7))
    packed = struct.pack("<I", len(inner)) + zlib.compress(inner)
    stream = (
        container(
            0x03E8,
            container(0x03F2, string("Arial")),
            container(
                0x0409,
                container(
                    0x0FD7,
                    string(plant("shown text of a link"), 0),
                    string(f"mailto:{plant('target of a link')}@example.org", 1),
                ),
            ),
            container(
                0x0FF0,
                atom(0x03F3, bytes(20)),
                atom(0x0F9F, bytes(4)),
                atom(0x0FA8, plant("outline of a slide").encode()),
            ),
            container(0x0FD9, string(plant("header of handouts")), instance=4),
            container(0x0FD9, string(plant("footer of slides")), instance=3),
            container(0x0415, container(0x0414, string(plant("custom show")))),
        )
        + container(0x03F8, drawn(atom(0x0FA8, plant("master").encode())))
        + container(
            0x03EE,
            drawn(atom(0x0FA0, plant("slide").encode("utf-16-le")), atom(0x0FA8, plant("second shape").encode())),
            container(
                0x1388,
                container(
                    0x138A,
                    string("___PPT10"),
                    atom(
                        0x138B,
                        container(
                            0x2EE0,
                            string(plant("author of a comment"), 0),
                            string(plant("comment"), 1),
                            string("XX", 2),
                        ),
                    ),
                ),
            ),
        )
        + container(0x03F0, drawn(atom(0x0FA0, plant("notes").encode("utf-16-le"))))
        + atom(0x1011, packed, 1)
    )
    user = struct.pack("<HHIIIIHHBBH", 0, 0x0FF6, 24, 20, 0xE391C05F, 0, 1, 0x03F4, 3, 0, 0) + b"\0" * 8
    return compound({"Current User": user, "PowerPoint Document": stream.ljust(4100, b"\0")} | summary(plant))
