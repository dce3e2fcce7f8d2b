"""Pages, Numbers and Keynote: the packages of 2013 and later, and the XML of 2009."""

from __future__ import annotations

import struct

from needles_files import Plant, file, zipped


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def field(number: int, value: int | bytes | str) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    raw = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(raw)) + raw


def archive(*messages: tuple[int, int, bytes]) -> bytes:
    """Messages (ident, type, payload) as an .iwa: Snappy of literals only, in chunks with a header of four bytes."""
    data = b""
    for ident, kind, payload in messages:
        header = field(1, ident) + field(2, field(1, kind) + field(3, len(payload)))
        data += varint(len(header)) + header + payload
    out = b""
    for at in range(0, len(data), 0x8000):
        piece = data[at : at + 0x8000]
        packed = varint(len(piece))
        for start in range(0, len(piece), 60):
            run = piece[start : start + 60]
            packed += bytes([(len(run) - 1) << 2]) + run
        out += b"\0" + len(packed).to_bytes(3, "little") + packed
    return out


def reference(ident: int) -> bytes:
    return field(1, ident)


@file("table.numbers")
def _(plant: Plant) -> bytes:
    def cell(kind: int, flags: int, body: bytes) -> bytes:
        return bytes([5, kind]) + bytes(6) + struct.pack("<I", flags) + body

    digits = int(plant("#number in a cell"))
    number = digits.to_bytes(14, "little") + struct.pack("<H", 0x1820 << 1)
    cells = [cell(3, 8, struct.pack("<i", 1)), cell(2, 1, number), cell(9, 16, struct.pack("<i", 1))]
    offsets, buffer = [], b""
    for one in cells:
        offsets.append(len(buffer))
        buffer += one
    row = field(1, 0) + field(2, 3) + field(5, 5) + field(6, buffer) + field(7, struct.pack("<3h", *offsets))
    store = (
        field(3, field(1, field(1, 0) + field(2, reference(20)))) + field(4, reference(30)) + field(17, reference(31))
    )
    model = field(1, "x") + field(4, store) + field(6, 1) + field(7, 3) + field(8, plant("name of a table"))
    strings = (
        field(1, 1)
        + field(3, field(1, 1) + field(3, plant("string in a cell")))
        + field(3, field(1, 2) + field(3, plant("string that no cell shows")))
    )
    rich = field(1, 8) + field(3, field(1, 1) + field(9, reference(40)))
    return zipped(
        {
            "Index/Document.iwa": archive((1, 1, field(3, plant("name of a sheet")))),
            "Index/CalculationEngine.iwa": archive((10, 6001, model)),
            "Index/Tables/Tile.iwa": archive((20, 6002, field(4, 1) + field(5, row))),
            "Index/Tables/DataList.iwa": archive((30, 6005, strings)),
            "Index/Tables/DataList-1.iwa": archive((31, 6005, rich), (40, 6218, field(1, reference(41))), (41, 2001, field(3, plant("formatted text in a cell")))),
            "Data/note.txt": plant("file inside"),
            "Metadata/Properties.plist": "x",
        }
    )  # fmt: skip


@file("letter.pages")
def _(plant: Plant) -> bytes:
    text = f"{plant('body')}\n{plant('second paragraph')}"
    return zipped(
        {
            "Index/Document.iwa": archive((1, 10000, field(3, text)), (2, 2001, field(3, plant("header")))),
            "Index/AnnotationAuthorStorage.iwa": archive((3, 212, field(1, plant("author of a comment")))),
            "Index/Comment.iwa": archive((4, 3056, field(1, plant("comment")))),
            "Data/a.html": f"<p>{plant('file inside')}</p>",
        }
    )


@file("deck.key")
def _(plant: Plant) -> bytes:
    return zipped(
        {
            "Index/Document.iwa": archive((1, 1, field(3, plant("document")))),
            "Index/Slide-1.iwa": archive((2, 5, field(3, plant("slide")))),
            "Index/Slide-2.iwa": archive((3, 15, field(3, plant("notes of a slide")))),
            "Index/MasterSlide-1.iwa": archive((4, 5, field(3, plant("master")))),
        }
    )


@file("letter-2009.pages")
def _(plant: Plant) -> bytes:
    split = plant("word in two spans")
    return zipped(
        {
            "index.xml": f'<?xml version="1.0"?><sl:document xmlns:sl="http://developer.apple.com/namespaces/sl" xmlns:sf="http://developer.apple.com/namespaces/sf"><sf:headers><sf:header><sf:text-storage><sf:p>{plant("header")}</sf:p></sf:text-storage></sf:header></sf:headers><sf:text-storage><sf:text-body><sf:p>{plant("body")}</sf:p><sf:p>{split[:4]}<sf:span>{split[4:]}</sf:span></sf:p><sf:p><sf:link href="mailto:{plant("target of a link")}@example.org">x</sf:link></sf:p></sf:text-body></sf:text-storage><sf:annotations><sf:annotation><sf:p>{plant("comment")}</sf:p></sf:annotation></sf:annotations><sl:metadata><sf:authors><sf:string sfa:string="{plant("author")}" xmlns:sfa="http://developer.apple.com/namespaces/sfa"/></sf:authors></sl:metadata></sl:document>',
        }
    )


@file("table-2009.numbers")
def _(plant: Plant) -> bytes:
    return zipped(
        {
            "index.xml": f'<?xml version="1.0"?><ls:document xmlns:ls="http://developer.apple.com/namespaces/ls" xmlns:sf="http://developer.apple.com/namespaces/sf" xmlns:sfa="http://developer.apple.com/namespaces/sfa"><ls:workspace ls:workspace-name="{plant("name of a sheet")}"><sf:tabular-model sf:name="{plant("name of a table")}"><sf:grid><sf:datasource><sf:t><sf:ct sfa:s="{plant("text cell")}"/></sf:t><sf:n sf:v="{plant("#number cell")}"/></sf:datasource></sf:grid></sf:tabular-model></ls:workspace></ls:document>',
        }
    )


@file("deck-2009.key")
def _(plant: Plant) -> bytes:
    return zipped(
        {
            "index.apxl": f'<?xml version="1.0"?><key:presentation xmlns:key="http://developer.apple.com/namespaces/keynote2" xmlns:sf="http://developer.apple.com/namespaces/sf"><key:slide-list><key:slide><sf:p>{plant("slide")}</sf:p><key:notes><sf:p>{plant("notes")}</sf:p></key:notes></key:slide></key:slide-list></key:presentation>'
        }
    )
