"""What a zip or an OLE file is, by what lies in it: a document, a book, a mail, or an archive.

A new format that is written in one of these is a row of `ZIP_MARKS` or `OLE_MARKS`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from typing import BinaryIO

from bailee.extractors.media_type import (
    DOC,
    DOCX,
    ENCRYPTED_OFFICE,
    HWP,
    KEYNOTE,
    MSG,
    NUMBERS,
    OLE,
    OOXML,
    OPEN_XML,
    PAGES,
    PPT,
    PPTX,
    PROJECT,
    PUBLISHER,
    VISIO,
    VSDX,
    WORKS,
    XLS,
    XLSB,
    XLSX,
    XPS,
    ZIP,
)
from bailee.items import Item

# name of a stream or storage in an OLE file, media type
OLE_MARKS: tuple[tuple[str, str], ...] = (
    ("__properties_version1.0", MSG),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
    ("PP97_DUALSTORAGE", PPT),
    ("VisioDocument", VISIO),
    ("Quill", PUBLISHER),
    ("HwpSummaryInformation", HWP),
    ("\x05HwpSummaryInformation", HWP),
    ("BodyText", HWP),
    ("MatOST", WORKS),
    ("WksSSWorkBook", WORKS),
    ("Props12", PROJECT),
    ("Props14", PROJECT),
    ("Props9", PROJECT),
)
# member of a zip that tells what it is, media type
ZIP_MARKS: tuple[tuple[str, str], ...] = (
    ("FixedDocSeq.fdseq", XPS),
    ("Index/Document.iwa", PAGES),  # unless it has slides or little else than tables
    ("Index.zip", PAGES),
    ("index.apxl", KEYNOTE),
)


def of_zip(stream: BinaryIO, head: bytes, item: Item) -> str:
    """What a zip is: a document, a book, or an archive. A damaged one is told by its first members."""
    try:
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            kinds = _member(archive, "mimetype", 200).strip()
            if b"\0" not in kinds and kinds.startswith(
                (b"application/vnd.oasis.opendocument", b"application/epub+zip", b"application/hwp+zip")
            ):
                return kinds.decode("ascii", "replace").split(";")[0].strip()
            if "[Content_Types].xml" in names:
                return _open_xml(_member(archive, "[Content_Types].xml", 1 << 20), names)
            if "META-INF/manifest.xml" in names and "content.xml" in names:
                manifest = _member(archive, "META-INF/manifest.xml", 1 << 20)
                if found := re.search(rb"application/vnd\.oasis\.opendocument\.[a-z-]+", manifest):
                    return found[0].decode("ascii")
            return _by_members(names, _member(archive, "index.xml", 8192), item.name.lower())
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return _damaged_zip(head)
    except Exception as error:  # noqa: BLE001 - zlib.error and whatever else a broken member raises
        return _damaged_zip(head) if type(error).__module__ == "zlib" else ZIP


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    if name not in archive.NameToInfo:
        return b""
    with archive.open(name) as member:
        return member.read(limit)


def _open_xml(types: bytes, names: Sequence[str]) -> str:
    """The main part's content type is the package's media type, but for an ending."""
    text = types.decode("utf-16" if types[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    for found in re.finditer(r"ContentType\s*=\s*[\"']([^\"']+)\.main(?:\+xml)?[\"']", text):
        name = found[1]
        if name in OPEN_XML:
            return name
        if name + ".12" in OPEN_XML:
            return name + ".12"
        if "sheet.binary" in name:
            return XLSB
        if "visio" in name:
            return VSDX
    if "visio/document.xml" in names:
        return VSDX
    if "FixedDocSeq.fdseq" in names or "fixedrepresentation" in text.lower():
        return XPS
    for start, media_type in (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX)):
        if any(name.startswith(start) for name in names):
            return media_type
    return OOXML if any(name.endswith(".rels") for name in names) else ZIP


_APPLE = {".pages": PAGES, ".numbers": NUMBERS, ".key": KEYNOTE}


def _by_members(names: Sequence[str], index: bytes, name: str) -> str:
    """`index`: the beginning of index.xml, in which Pages and Numbers of 2009 keep everything."""
    if b"<sl:document" in index:
        return PAGES
    if b"<ls:document" in index:
        return NUMBERS
    known = set(names)
    found = next((media_type for mark, media_type in ZIP_MARKS if mark in known), ZIP)
    if found != PAGES:
        return found
    if any(member.startswith(("Index/Slide", "Index/MasterSlide")) for member in names):
        return KEYNOTE
    return next((media_type for ending, media_type in _APPLE.items() if name.endswith(ending)), PAGES)


def _damaged_zip(head: bytes) -> str:
    if found := re.search(rb"mimetype(application/(?:vnd\.oasis\.opendocument\.[a-z-]+|epub\+zip))", head[:256]):
        return found[1].decode("ascii")
    if b"[Content_Types].xml" in head or b"_rels/.rels" in head or b"docProps/" in head:
        for start, media_type in ((b"word/", DOCX), (b"xl/", XLSX), (b"ppt/", PPTX)):
            if start in head:
                return media_type
        return OOXML
    return ZIP


def of_ole(stream: BinaryIO) -> str:
    import olefile

    names: set[str] = set()
    try:
        stream.seek(0)
        with olefile.OleFileIO(stream) as ole:
            names = {path[0] for path in ole.listdir(streams=True, storages=True)[:2000]}
            if "CONTENTS" in names and ole.openstream("CONTENTS").read(4) == b"CHNK":
                return WORKS
    except Exception:  # noqa: BLE001 - olefile raises anything on a damaged file; the raw directory tells too
        stream.seek(0)
        raw = stream.read(16 << 20)
        names = {mark for mark, _ in OLE_MARKS if (mark + "\0").encode("utf-16-le") in raw}
        if "EncryptedPackage\0".encode("utf-16-le") in raw:
            names.add("EncryptedPackage")
    if "EncryptedPackage" in names:
        return ENCRYPTED_OFFICE
    folded = {name.casefold() for name in names}  # some writers change the case
    for mark, media_type in OLE_MARKS:
        if mark.casefold() in folded:
            return media_type
    return OLE
