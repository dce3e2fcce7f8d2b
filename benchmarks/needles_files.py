"""What the makers of needle files share: needles, zip packages, compound files.

>>> FILES.clear()
>>> @file("a.txt")
... def _(plant):
...     return plant("body").encode()
>>> made = FILES["a.txt"]()
>>> made.needles["body"] in made.data.decode()
True
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Plant = Callable[[str], str]


@dataclass(frozen=True)
class Made:
    name: str
    data: bytes
    needles: dict[str, str]  # by place


FILES: dict[str, Callable[[], Made]] = {}


def needle(name: str, place: str) -> str:
    """A word for one place of one file: letters that no language has, the same each time."""
    digest = hashlib.sha256(f"{name}/{place}".encode()).digest()
    return "zq" + "".join(chr(ord("a") + byte % 26) for byte in digest[:9])


def number(name: str, place: str) -> str:
    """Nine digits for a place that holds a number."""
    return str(
        200_000_000 + int.from_bytes(hashlib.sha256(f"{name}/{place}".encode()).digest()[:4], "big") % 700_000_000
    )


def file(name: str) -> Callable[[Callable[[Plant], bytes]], Callable[[Plant], bytes]]:
    """Registers a maker: it calls `plant(place)` for each needle, `plant("#place")` for one of digits."""

    def registered(make: Callable[[Plant], bytes]) -> Callable[[Plant], bytes]:
        def run() -> Made:
            needles: dict[str, str] = {}

            def plant(place: str) -> str:
                word = number(name, place) if place.startswith("#") else needle(name, place)
                needles[place.lstrip("#")] = word
                return word

            return Made(name, make(plant), needles)

        FILES[name] = run
        return make

    return registered


def zipped(parts: Mapping[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, method)
    return out.getvalue()


def relations(*rows: tuple[str, str, str] | tuple[str, str, str, str]) -> str:
    """A part of relationships: (id, last word of the type, target[, "External"])."""
    start = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    inner = "".join(
        f'<Relationship Id="{row[0]}" Type="{start}{row[1]}" Target="{row[2]}"'
        + (f' TargetMode="{row[3]}"' if len(row) > 3 else "")
        + "/>"
        for row in rows
    )
    return f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def content_types(main: str, part: str) -> str:
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/></Types>'
    )


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)
APP = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">{}</Properties>'
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)


def custom_property(name: str, value: str) -> str:
    ident = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    return f'<property fmtid="{ident}" pid="2" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'


# Compound files ([MS-CFB]), version 3: sectors of 512 bytes, small streams in a stream of their own

_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of streams by path (`Storage/Stream`)."""
    entries: list[dict[str, int | str | bytes]] = [{"name": "Root Entry", "type": 5, "data": b""}]
    children: dict[str, list[int]] = {"": []}
    for path, data in streams.items():
        above = ""
        *folders, name = path.split("/")
        for folder in folders:
            inner = f"{above}/{folder}"
            if inner not in children:
                entries.append({"name": folder, "type": 1, "data": b"", "path": inner})
                children[above].append(len(entries) - 1)
                children[inner] = []
            above = inner
        entries.append({"name": name, "type": 2, "data": data})
        children[above].append(len(entries) - 1)

    small = bytearray()
    small_fat: list[int] = []
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        if not data:
            return _END
        start = len(sectors)
        for at in range(0, len(data), 512):
            sectors.append(data[at : at + 512].ljust(512, b"\0"))
            fat.append(len(sectors))
        fat[-1] = _END
        return start

    starts: list[int] = []
    for entry in entries:
        data = entry["data"]
        assert isinstance(data, bytes)
        if entry["type"] != 2 or not data:
            starts.append(_END if entry["type"] == 2 else 0)
        elif len(data) < 4096:
            starts.append(len(small) // 64)
            for at in range(0, len(data), 64):
                small += data[at : at + 64].ljust(64, b"\0")
                small_fat.append(len(small) // 64)
            small_fat[-1] = _END
        else:
            starts.append(store(data))
    starts[0] = store(bytes(small))
    small_start = store(b"".join(struct.pack("<I", value) for value in small_fat))
    small_count = (len(small_fat) * 4 + 511) // 512

    siblings: dict[int, tuple[int, int]] = {}
    below: dict[int, int] = {}

    def tree(items: list[int]) -> int:
        if not items:
            return _NONE
        middle = len(items) // 2
        siblings[items[middle]] = (tree(items[:middle]), tree(items[middle + 1 :]))
        return items[middle]

    for path, inner in children.items():
        inner.sort(key=lambda index: (len(str(entries[index]["name"])), str(entries[index]["name"]).upper()))
        holder = 0 if not path else next(i for i, entry in enumerate(entries) if entry.get("path") == path)
        below[holder] = tree(inner)
    directory = b""
    for index, entry in enumerate(entries):
        name = str(entry["name"]).encode("utf-16-le")
        left, right = siblings.get(index, (_NONE, _NONE))
        data = entry["data"]
        assert isinstance(data, bytes)
        size = len(small) if index == 0 else len(data)
        directory += (
            name.ljust(64, b"\0")
            + struct.pack("<HBB", len(name) + 2, int(entry["type"]), 1)
            + struct.pack("<III", left, right, below.get(index, _NONE))
            + bytes(16 + 4 + 16)
            + struct.pack("<IQ", starts[index], size)
        )
    directory_start = store(directory)
    fat_sectors = 1
    while (len(sectors) + fat_sectors) > fat_sectors * 128:
        fat_sectors += 1
    fat_start = len(sectors)
    fat += [_FAT] * fat_sectors
    packed = b"".join(struct.pack("<I", value) for value in fat).ljust(fat_sectors * 512, b"\xff")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
        + struct.pack("<IIIIIIIII", 0, fat_sectors, directory_start, 0, 4096, small_start if small_fat else _END, small_count, _END, 0)
        + b"".join(struct.pack("<I", fat_start + i if i < fat_sectors else _FREE) for i in range(109))
    )  # fmt: skip
    return header + b"".join(sectors) + packed


def property_set(values: Mapping[int, str], named: Mapping[str, str] | None = None) -> bytes:
    """A stream of one set of properties ([MS-OLEPS]); with `named`, one of properties with names of their own."""
    identifiers = dict(values)
    dictionary = b""
    if named is not None:
        dictionary = struct.pack("<I", len(named))
        for index, name in enumerate(named, 2):
            raw = name.encode("cp1252") + b"\0"
            dictionary += struct.pack("<II", index, len(raw)) + raw
            identifiers[index] = named[name]
        dictionary += bytes(-len(dictionary) % 4)
    parts: list[tuple[int, bytes]] = [(1, struct.pack("<IHH", 2, 1252, 0))]
    if named is not None:
        parts.append((0, dictionary))
    for ident, value in identifiers.items():
        raw = value.encode("cp1252") + b"\0"
        parts.append((ident, struct.pack("<II", 0x1E, len(raw)) + raw + bytes(-len(raw) % 4)))
    at = 8 + 8 * len(parts)
    table, body = b"", b""
    for ident, raw in parts:
        table += struct.pack("<II", ident, at + len(body))
        body += raw
    section = struct.pack("<II", 8 + len(table) + len(body), len(parts)) + table + body
    return (
        struct.pack("<HHI", 0xFFFE, 0, 0x20006)
        + bytes(16)
        + struct.pack("<I", 1)
        + bytes(16)
        + struct.pack("<I", 48)
        + section
    )


def package_stream(name: str, data: bytes) -> bytes:
    """The stream of a file that was dragged into a document ([MS-OLEDS] 2.3.6)."""
    label = name.encode("cp1252") + b"\0"
    path = b"C:\\files\\" + label
    inner = (
        b"\x02\0"
        + label
        + path
        + b"\0\0\x03\0"
        + struct.pack("<I", len(path))
        + path
        + struct.pack("<I", len(data))
        + data
    )
    return struct.pack("<I", len(inner)) + inner
