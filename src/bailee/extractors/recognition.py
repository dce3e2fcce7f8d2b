"""What an item is, by its content. Its name only breaks ties: a table and a list of sentences can look the same.

>>> from bailee.vocabulary import Locator
>>> recognise(Item.nested(Locator(()), "pay.docx", b"%PDF-1.7 ..."))
'application/pdf'
>>> recognise(Item.nested(Locator(()), "people", b"name,city\\nAnn,Rome\\nBo,Oslo\\n"))
'text/csv'

A new format is a row of `signatures.SIGNATURES`, or of `containers.ZIP_MARKS`, `containers.OLE_MARKS` or
`text_marks.TEXT_MARKS` where it is written in one of those.
"""

from __future__ import annotations

import re
import tarfile
from functools import cache
from typing import Any, BinaryIO

from bailee.extractors import data_types, polyglots, text_runs, volumes
from bailee.extractors.containers import of_ole, of_zip
from bailee.extractors.data_types import DBASE
from bailee.extractors.encodings import HEAD, decoder_for, encoding_of, is_hole, skip_hole
from bailee.extractors.media_type import (
    AAC,
    AIFF,
    ASF,
    BMP,
    BZIP2,
    EMPTY,
    FLAC,
    GZIP,
    HEIC,
    ICO,
    LATE,
    M4A,
    MAIL,
    MATROSKA,
    MP4,
    MPEG_TS,
    OLE_MAGIC,
    PARTLY_TEXT,
    PDF,
    PKCS7,
    PLAIN,
    PROGRAM,
    QUICKTIME,
    RAR,
    RAW_H264,
    RTF,
    SQLITE,
    TAR,
    TGA,
    TNEF,
    UNKNOWN,
    VOLUME,
    WAV,
    WEBM,
    ZIP,
)
from bailee.extractors.signatures import ATOMS, BRANDS, NEEDS, signatures
from bailee.extractors.text_marks import of_text
from bailee.items import Item


def recognise(item: Item) -> str:
    """Media type of an item; `UNKNOWN` where nothing tells. OSError where it cannot be opened."""
    if item.media_type == MAIL and item.file_name == "message.eml" and item.data and _MAIL_LINE.match(item.data):
        return MAIL  # out of a mailbox, of which there are many
    with item.open() as stream:
        head = stream.read(HEAD)
        return _of_head(head, stream, item)


_BLANKS = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"  # and marks of byte orders
_MAIL_LINE = re.compile(
    rb"(?:From|To|Date|Subject|Received|Return-Path|Message-ID|Delivered-To|X-[\w-]+|MIME-Version):[ \t]", re.I
)


def _of_head(head: bytes, stream: BinaryIO, item: Item) -> str:
    if not head:
        return EMPTY
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK", b"PK00PK")):
        return of_zip(stream, head, item)
    if head.startswith(OLE_MAGIC):
        return of_ole(stream)
    if (at := head.find(b"%PDF-", 0, 1024)) >= 0 and (
        not head[:at].strip(_BLANKS) or polyglots.has_objects(head, at) or encoding_of(head) is None
    ):
        return PDF
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], MP4)
    for offset, magic, media_type in signatures(head[0]):
        if head[offset : offset + len(magic)] == magic and (media_type not in NEEDS or NEEDS[media_type](head)):
            return media_type
    if head[4:8] in ATOMS and int.from_bytes(head[:4], "big") >= 8 and not head[:4].isalnum():
        return QUICKTIME
    if head.startswith(b"BM") and len(head) > 26 and head[6:10] == b"\0\0\0\0" and head[14] in (12, 40, 56, 108, 124):
        return BMP
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return WEBM if b"webm" in head[:64] else MATROSKA
    if len(head) > 376 and head[0] == head[188] == head[376] == 0x47:
        return MPEG_TS
    if head.startswith((b"\0\0\0\x01\x67", b"\0\0\0\x01\x09", b"\0\0\0\x01\x40\x01")):
        return RAW_H264
    if _is_tar(head):
        return TAR
    if data_types.is_locked(head):
        return data_types.LOCKED
    if head[0] == 0x30 and b"\x2a\x86\x48\x86\xf7\x0d\x01\x07" in head[:64]:
        return PKCS7
    if data_types.is_dbase(head):
        return DBASE
    if data_types.is_arrow_stream(head, item.name.lower()):
        return data_types.ARROW_STREAM
    if is_hole(head):
        return PLAIN if len(head) < item.size and _begins_with_a_hole(stream) else UNKNOWN
    encoding = encoding_of(head)
    if encoding is not None and polyglots.is_late_pdf(head):
        return LATE
    if encoding is not None:
        complete = len(head) >= item.size
        return of_text(decoder_for(encoding).decode(head, complete).removeprefix("\ufeff"), item, complete=complete)
    if _is_targa(head, item):
        return TGA
    found = _by_library(head, item)
    if found == TGA:  # which has no sign where it begins: many a file of figures begins so
        found = UNKNOWN
    if found == UNKNOWN and polyglots.late_start(item):
        return LATE
    if found == UNKNOWN and polyglots.zip_start(item) is not None:  # the last volume of a split one
        return ZIP
    if found == UNKNOWN and volumes.follows(item.name.rpartition("/")[2]):
        return VOLUME
    return PARTLY_TEXT if found == UNKNOWN and text_runs.holds_text(head) else found


def _begins_with_a_hole(stream: BinaryIO) -> bool:
    """Whether text follows zeros, however many: a log that was moved on, a file that was preallocated."""
    while is_hole(head := stream.read(HEAD)):
        skip_hole(stream)
    return bool(head) and encoding_of(head) is not None


def _is_targa(head: bytes, item: Item) -> bool:
    """A picture of Truevision's, which has its sign at its end."""
    if len(head) < 18 or head[1] > 1 or head[2] not in (1, 2, 3, 9, 10, 11) or item.size < 44:
        return False
    with item.open() as stream:
        stream.seek(item.size - 18)
        return stream.read(18) == b"TRUEVISION-XFILE.\0"


def _is_tar(head: bytes) -> bool:
    """Old tar files have no name of their own, but a sum over the header."""
    if len(head) < 512 or not any(head[:100]):
        return False
    try:
        tarfile.TarInfo.frombuf(head[:512], "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError):
        return False
    return True


@cache
def _libmagic() -> Any:
    """libmagic, where the system has it. Made once: loading its tables takes 20 ms."""
    try:
        import magic

        return magic.Magic(mime=True)
    except (ImportError, OSError, AttributeError):
        return None


_OTHER_NAMES = {
    "application/x-rar": RAR,
    "application/pgp-encrypted": data_types.LOCKED,
    "application/x-sqlite3": SQLITE,
    "application/vnd.ms-tnef": TNEF,
    "application/x-bzip2": BZIP2,
    "application/x-gzip": GZIP,
    "application/x-matroska": MATROSKA,
    "audio/x-wav": WAV,
    "audio/x-flac": FLAC,
    "audio/x-m4a": M4A,
    "audio/x-aiff": AIFF,
    "video/x-ms-wmv": ASF,
    "image/heif": HEIC,
    "image/x-ms-bmp": BMP,
    "image/vnd.microsoft.icon": ICO,
    "text/rtf": RTF,
    "application/x-dosexec": PROGRAM,
    "application/vnd.microsoft.portable-executable": PROGRAM,
    "application/x-pie-executable": PROGRAM,
    "application/x-sharedlib": PROGRAM,
    "application/x-mach-binary": PROGRAM,
    "application/x-dbase": DBASE,
    "audio/x-hx-aac-adts": AAC,
}


def _by_library(head: bytes, item: Item) -> str:
    found = ""
    library = _libmagic()
    if library is not None:
        try:
            found = library.from_buffer(head)
        except Exception:  # noqa: BLE001 - MagicException on input it cannot judge
            found = ""
    if not found or found == UNKNOWN:
        found = _by_puremagic(head) if library is None else UNKNOWN
    found = _OTHER_NAMES.get(found, found)
    if found.startswith("text/") or found in (EMPTY, ""):  # our own look said that it is none
        return UNKNOWN
    return found


def _by_puremagic(head: bytes) -> str:
    import puremagic

    try:
        return str(puremagic.from_string(head, mime=True))
    except (puremagic.PureError, ValueError):
        return UNKNOWN
