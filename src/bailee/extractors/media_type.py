"""What an item is, by its content. Its name only breaks ties: a table and a list of sentences can look the same.

>>> from bailee.vocabulary import Locator
>>> recognise(Item.nested(Locator(()), "pay.docx", b"%PDF-1.7 ..."))
'application/pdf'
>>> recognise(Item.nested(Locator(()), "people", b"name,city\\nAnn,Rome\\nBo,Oslo\\n"))
'text/csv'

The names below are what an extractor's `READS` holds. A new format is a row of `SIGNATURES`, or of `ZIP_MARKS`,
`OLE_MARKS` or `TEXT_MARKS` where it is written in one of those.
"""

from __future__ import annotations

import json
import re
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, BinaryIO

from bailee.extractors import data_types, document_types, polyglots, volumes
from bailee.extractors.data_types import DBASE
from bailee.extractors.delimiters import delimiter_of
from bailee.extractors.encodings import HEAD, decoder_for, encoding_of
from bailee.items import Item

EMPTY = "inode/x-empty"
UNKNOWN = "application/octet-stream"

# Text
PLAIN = "text/plain"
LOG = "text/x-log"
CSV = "text/csv"  # whatever the mark between cells, but for tabs
TSV = "text/tab-separated-values"
YAML = "application/yaml"
VCARD = "text/vcard"
CALENDAR = "text/calendar"
HTML = "text/html"
XML = "application/xml"
SVG = "image/svg+xml"
JSON = "application/json"
JSON_LINES = "application/x-ndjson"
RTF = "application/rtf"

# Mail
MAIL = "message/rfc822"  # .mht and .mhtml too
APPLE_MAIL = "message/x-emlx"  # a line with a length, then a mail
MBOX = "application/mbox"
PST = "application/vnd.ms-outlook-pst"
MSG = "application/vnd.ms-outlook"
TNEF = "application/vnd.ms-tnef"
PKCS7 = "application/pkcs7-mime"

# Archives
ZIP = "application/zip"
TAR = "application/x-tar"
GZIP = "application/gzip"
BZIP2 = "application/x-bzip2"
XZ = "application/x-xz"
LZMA = "application/x-lzma"
ZSTD = "application/zstd"
LZ4 = "application/x-lz4"
UNIX_COMPRESS = "application/x-compress"
SEVEN_ZIP = "application/x-7z-compressed"
RAR = "application/vnd.rar"
CAB = "application/vnd.ms-cab-compressed"
ISO = "application/x-iso9660-image"
CPIO = "application/x-cpio"
AR = "application/x-archive"  # .deb, .a
LHA = "application/x-lzh-compressed"
ARJ = "application/x-arj"
RPM = "application/x-rpm"
XAR = "application/x-xar"
WARC = "application/warc"
VOLUME = "application/x-archive-volume"  # a part of an archive that tells nothing by itself

# Documents
PDF = "application/pdf"
EPUB = "application/epub+zip"
ENCRYPTED_OFFICE = "application/x-encrypted-office"  # a new Office document behind a password
OLE = "application/x-ole-storage"  # none of the ones below
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
VISIO = "application/vnd.visio"
PUBLISHER = "application/x-mspublisher"
WORKS = "application/vnd.ms-works"
PROJECT = "application/vnd.ms-project"
HWP = "application/x-hwp"
ONENOTE = "application/onenote"
CHM = "application/vnd.ms-htmlhelp"
WRITE = "application/x-mswrite"
WORD_PERFECT = "application/vnd.wordperfect"
PAGES = "application/vnd.apple.pages"
NUMBERS = "application/vnd.apple.numbers"
KEYNOTE = "application/vnd.apple.keynote"
_OPEN = "application/vnd.openxmlformats-officedocument."
DOCX = _OPEN + "wordprocessingml.document"
DOTX = _OPEN + "wordprocessingml.template"
DOCM = "application/vnd.ms-word.document.macroEnabled.12"
DOTM = "application/vnd.ms-word.template.macroEnabled.12"
XLSX = _OPEN + "spreadsheetml.sheet"
XLTX = _OPEN + "spreadsheetml.template"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"
XLTM = "application/vnd.ms-excel.template.macroEnabled.12"
XLAM = "application/vnd.ms-excel.addin.macroEnabled.12"
XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
PPTX = _OPEN + "presentationml.presentation"
POTX = _OPEN + "presentationml.template"
PPSX = _OPEN + "presentationml.slideshow"
PPTM = "application/vnd.ms-powerpoint.presentation.macroEnabled.12"
POTM = "application/vnd.ms-powerpoint.template.macroEnabled.12"
PPSM = "application/vnd.ms-powerpoint.slideshow.macroEnabled.12"
VSDX = "application/vnd.ms-visio.drawing"
XPS = "application/vnd.ms-xpsdocument"
OOXML = _OPEN + "other"  # a package of Open XML with a main part that we do not know
_ODF = "application/vnd.oasis.opendocument."
ODT, OTT, ODM = _ODF + "text", _ODF + "text-template", _ODF + "text-master"
ODS, OTS = _ODF + "spreadsheet", _ODF + "spreadsheet-template"
ODP, OTP = _ODF + "presentation", _ODF + "presentation-template"
ODG, OTG = _ODF + "graphics", _ODF + "graphics-template"
ODF_FORMULA, ODF_CHART, ODF_BASE = _ODF + "formula", _ODF + "chart", _ODF + "base"

WORD = frozenset({DOCX, DOTX, DOCM, DOTM})
EXCEL = frozenset({XLSX, XLTX, XLSM, XLTM, XLAM})
POWERPOINT = frozenset({PPTX, POTX, PPSX, PPTM, POTM, PPSM})
OPEN_DOCUMENT = frozenset({ODT, OTT, ODM, ODS, OTS, ODP, OTP, ODG, OTG, ODF_FORMULA, ODF_CHART, ODF_BASE})

# Data
SQLITE = "application/vnd.sqlite3"
DATABASE_TABLE = "application/vnd.bailee.table"  # as a scan of a database server brings it
ACCESS = "application/x-msaccess"

# Pictures, sound, films
PNG, JPEG, GIF, TIFF, BMP = "image/png", "image/jpeg", "image/gif", "image/tiff", "image/bmp"
WEBP, HEIC, AVIF, PSD, ICO = "image/webp", "image/heic", "image/avif", "image/vnd.adobe.photoshop", "image/x-icon"
JPEG_2000, EMF, WMF = "image/jp2", "image/emf", "image/wmf"
DWG = "image/vnd.dwg"
DICOM = "application/dicom"
IMAGES = frozenset({PNG, JPEG, GIF, TIFF, BMP, WEBP, HEIC, AVIF, PSD, ICO, JPEG_2000})
MP3, FLAC, WAV, OGG, M4A, AAC = "audio/mpeg", "audio/flac", "audio/wav", "audio/ogg", "audio/mp4", "audio/aac"
AMR, AIFF, MIDI = "audio/amr", "audio/aiff", "audio/midi"
AUDIO = frozenset({MP3, FLAC, WAV, OGG, M4A, AAC, AMR, AIFF})
MP4, QUICKTIME, AVI, MATROSKA = "video/mp4", "video/quicktime", "video/x-msvideo", "video/x-matroska"
WEBM, ASF, MPEG, MPEG_TS = "video/webm", "video/x-ms-asf", "video/mpeg", "video/mp2t"
FLV, THREE_GP = "video/x-flv", "video/3gpp"
DAHUA, HIKVISION, RAW_H264 = "video/x-dahua", "video/x-hikvision", "video/h264"  # what camera recorders write
VIDEO = frozenset({MP4, QUICKTIME, AVI, MATROSKA, WEBM, ASF, MPEG, MPEG_TS, FLV, THREE_GP, DAHUA, HIKVISION, RAW_H264})

PROGRAM = "application/x-executable"

# (offset, bytes, media type); the first that fits
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"{\\rtf", RTF),
    *data_types.SIGNATURES,
    (0, b"SQLite format 3\0", SQLITE),
    (0, b"BAILEE TABLE 1\n", DATABASE_TABLE),
    (0, b"!BDN", PST),
    (0, b"\x78\x9f\x3e\x22", TNEF),
    (0, b"\x1f\x8b", GZIP),
    (0, b"BZh", BZIP2),
    (0, b"\xfd7zXZ\0", XZ),
    (0, b"\x5d\0\0", LZMA),
    (0, b"\x28\xb5\x2f\xfd", ZSTD),
    (0, b"\x04\x22\x4d\x18", LZ4),
    (0, b"\x1f\x9d", UNIX_COMPRESS),
    (0, b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (0, b"Rar!\x1a\x07", RAR),
    (0, b"RE\x7e\x5e", RAR),
    (0, b"MSCF\0\0\0\0", CAB),
    (0, b"!<arch>\n", AR),
    (0, b"070701", CPIO),
    (0, b"070707", CPIO),
    (0, b"xar!", XAR),
    (0, b"\xed\xab\xee\xdb", RPM),
    (0, b"WARC/1.", WARC),
    (2, b"-lh", LHA),
    (0, b"\x60\xea", ARJ),
    (32769, b"CD001", ISO),
    (257, b"ustar", TAR),
    (0, b"\0\x01\0\0Standard Jet DB", ACCESS),
    (0, b"\0\x01\0\0Standard ACE DB", ACCESS),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", ONENOTE),
    (0, b"ITSF", CHM),
    (0, b"\x31\xbe\0\0\0\xab", WRITE),
    (0, b"\xffWPC", WORD_PERFECT),
    (0, b"AC10", DWG),
    (128, b"DICM", DICOM),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"GIF87a", GIF),
    (0, b"GIF89a", GIF),
    (0, b"II*\0", TIFF),
    (0, b"MM\0*", TIFF),
    (0, b"II+\0", TIFF),
    (0, b"MM\0+", TIFF),
    (0, b"8BPS", PSD),
    (0, b"\0\0\x01\0", ICO),
    (4, b"jP  \r\n\x87\n", JPEG_2000),
    (0, b"\xd7\xcd\xc6\x9a", WMF),
    (0, b"\x01\0\x09\0\0\x03", WMF),
    (40, b" EMF", EMF),
    (8, b"WEBP", WEBP),
    (8, b"WAVE", WAV),
    (8, b"AVI ", AVI),
    (0, b"fLaC", FLAC),
    (0, b"OggS", OGG),
    (0, b"#!AMR", AMR),
    (0, b"MThd", MIDI),
    (8, b"AIFF", AIFF),
    (8, b"AIFC", AIFF),
    (0, b"ID3", MP3),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", ASF),
    (0, b"\0\0\x01\xba", MPEG),
    (0, b"\0\0\x01\xb3", MPEG),
    (0, b"FLV\x01", FLV),
    (0, b"DHAV", DAHUA),
    (0, b"DHII", DAHUA),
    (0, b"IMKH", HIKVISION),
    (0, b"\x7fELF", PROGRAM),
    (0, b"MZ", PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", PROGRAM),
    (0, b"\xca\xfe\xba\xbe", PROGRAM),
)
_NEEDS: dict[
    str, Callable[[bytes], bool]
] = {  # signatures that are short enough to be chance, with what else must hold
    BZIP2: lambda head: head[3:4].isdigit() and head[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"),
    data_types.ORC: lambda head: re.search(rb"[\0-\x08]", head[3:512]) is not None,
    LZMA: lambda head: head[5:13] == b"\xff" * 8 or head[8:13] == b"\0" * 5,
    GZIP: lambda head: head[2:3] == b"\x08",
    PROGRAM: lambda head: b"\0" in head[:64],
    ICO: lambda head: 0 < int.from_bytes(head[4:6], "little") < 64 and head[9:10] == b"\0",
    ARJ: lambda head: len(head) > 10 and head[4] < 60 and head[10] <= 2,
    LHA: lambda head: head[6:7] == b"-",
    WEBP: lambda head: head[:4] == b"RIFF",
    WAV: lambda head: head[:4] in (b"RIFF", b"RF64"),
    AVI: lambda head: head[:4] == b"RIFF",
    AIFF: lambda head: head[:4] == b"FORM",
    DWG: lambda head: head[4:6].isdigit(),
}

_BRANDS = {  # ISO base media: the brand after `ftyp`
    b"heic": HEIC, b"heix": HEIC, b"heim": HEIC, b"hevc": HEIC, b"mif1": HEIC, b"msf1": HEIC, b"avif": AVIF, b"avis": AVIF,
    b"M4A ": M4A, b"M4B ": M4A, b"M4P ": M4A, b"qt  ": QUICKTIME, b"jp2 ": JPEG_2000,
    b"3gp4": THREE_GP, b"3gp5": THREE_GP, b"3gp6": THREE_GP, b"3g2a": THREE_GP,
}  # fmt: skip
_ATOMS = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")  # QuickTime films before there was `ftyp`

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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


def recognise(item: Item) -> str:
    """Media type of an item; `UNKNOWN` where nothing tells. OSError where it cannot be opened."""
    if item.media_type == MAIL and item.file_name == "message.eml" and item.data and _MAIL_LINE.match(item.data):
        return MAIL  # out of a mailbox, of which there are many
    with item.open() as stream:
        head = stream.read(HEAD)
        return _of_head(head, stream, item)


_MAIL_LINE = re.compile(
    rb"(?:From|To|Date|Subject|Received|Return-Path|Message-ID|Delivered-To|X-[\w-]+|MIME-Version):[ \t]", re.I
)


@cache
def _signatures(first: int) -> tuple[tuple[int, bytes, str], ...]:
    """Those of `SIGNATURES` that can fit a file with this first byte, in their order."""
    return tuple(row for row in SIGNATURES if row[0] or row[1][0] == first)


def _of_head(head: bytes, stream: BinaryIO, item: Item) -> str:
    if not head:
        return EMPTY
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK", b"PK00PK")):
        return _zip(stream, head, item)
    if head.startswith(OLE_MAGIC):
        return _ole(stream)
    if b"%PDF-" in head[:1024]:
        return PDF
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], MP4)
    for offset, magic, media_type in _signatures(head[0]):
        if head[offset : offset + len(magic)] == magic and (media_type not in _NEEDS or _NEEDS[media_type](head)):
            return media_type
    if head[4:8] in _ATOMS and int.from_bytes(head[:4], "big") >= 8 and not head[:4].isalnum():
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
    if head[0] == 0x30 and b"\x2a\x86\x48\x86\xf7\x0d\x01\x07" in head[:64]:
        return PKCS7
    if data_types.is_dbase(head):
        return DBASE
    if data_types.is_arrow_stream(head, item.name.lower()):
        return data_types.ARROW_STREAM
    encoding = encoding_of(head)
    if encoding is not None:
        text = decoder_for(encoding).decode(head).removeprefix("\ufeff")
        return _of_text(text, item, complete=len(head) >= item.size)
    found = _by_library(head, item)
    if found == UNKNOWN and polyglots.zip_start(item) is not None:  # the last volume of a split one, or junk before it
        return ZIP
    return VOLUME if found == UNKNOWN and volumes.follows(item.name.rpartition("/")[2]) else found


# Containers


def _zip(stream: BinaryIO, head: bytes, item: Item) -> str:
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


def _ole(stream: BinaryIO) -> str:
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


# Text

_MACHINE_HEADERS = frozenset(
    [
        "received",
        "return-path",
        "message-id",
        "mime-version",
        "delivered-to",
        "content-type",
        "dkim-signature",
        "content-transfer-encoding",
    ]
)
_HUMAN_HEADERS = frozenset(["from", "to", "cc", "bcc", "subject", "date", "reply-to", "sender"])
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):(?:[ \t]|\r?$)")
_MBOX_LINE = re.compile(r"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d.{0,20}\d{4}")
_MAIL_ENDINGS = (".eml", ".mht", ".mhtml", ".emlx", ".nws")
_LOG_LINE = re.compile(
    r"""^(?:<\d{1,3}>)?\d*\s*\[?(?:
        (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{1,2}\s+(?:\d{4}\s+)?\d\d:\d\d       # syslog
      | (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,?\s+.{0,12}\d\d:\d\d
      | \d{4}[-/.]\d\d[-/.]\d\d[T\s]+\d\d:\d\d
      | \d\d?[-/.]\d\d?[-/.]\d{2,4}[,\s]+\d\d?:\d\d
      | \d{9,10}\.\d{3}\s                                                                              # squid
      | \d{1,3}(?:\.\d{1,3}){3}\s+\S+\s+\S+\s+\[\d\d/                                               # Apache
      | \d\d:\d\d:\d\d[.,\s]
      | date=\d{4}-\d\d-\d\d\s
    )""",
    re.VERBOSE,
)  # fmt: skip


def _of_text(text: str, item: Item, *, complete: bool) -> str:
    name = item.name.lower()
    for mark in TEXT_MARKS:
        if found := mark(text, name, complete):
            return found
    return PLAIN


def _data(text: str, name: str, complete: bool) -> str | None:
    return data_types.of_text(text, name)


def _mail(text: str, name: str, complete: bool) -> str | None:
    body = text.lstrip("\r\n \ufeff")
    if _MBOX_LINE.match(body):
        return MBOX
    if re.match(r"From \S+.{0,80}\d{4}", body) and _headers(body.split("\n", 1)[-1], weak=True):
        return MBOX
    if re.match(r"\d{1,10}\s*\r?\n", body) and _headers(body.split("\n", 1)[-1], weak=name.endswith(".emlx")):
        return APPLE_MAIL
    return MAIL if _headers(body, weak=name.endswith(_MAIL_ENDINGS)) else None


def _headers(text: str, *, weak: bool) -> bool:
    """Whether a text begins with the headers of a mail, and not with a memo's From and To."""
    seen: set[str] = set()
    for line in text[:16_384].split("\n")[:200]:
        if not line.strip():
            break
        if line[0] in " \t" and seen:
            continue
        header = _HEADER.match(line)
        if header is None:
            if seen and line.startswith((">From ", "From ")):
                continue
            return False
        seen.add(header[1].lower())
    machine = seen & _MACHINE_HEADERS or {header for header in seen if header.startswith("x-")}
    human = seen & _HUMAN_HEADERS
    return (len(machine) + len(human) >= 2 and bool(human or weak)) if weak else bool(machine and len(human) >= 2)


def _cards(text: str, name: str, complete: bool) -> str | None:
    start = text[:200].lstrip().upper()
    if start.startswith("BEGIN:VCARD"):
        return VCARD
    return CALENDAR if start.startswith("BEGIN:VCALENDAR") else None


def _markup(text: str, name: str, complete: bool) -> str | None:
    start = text[:65_536].lstrip()
    if start.startswith("<") and (found := document_types.of_xml(start)):
        return found
    if not start.startswith("<"):
        late = re.search(r"<(?:!doctype html|(?:html|body|div|p|table|h1)[\s>])", text[:4096], re.IGNORECASE)
        return HTML if late and name.endswith((".html", ".htm", ".xhtml", ".asp", ".aspx", ".php", ".xls")) else None
    declared = False
    while start.startswith(("<?", "<!--")):  # declaration, comments, processing instructions
        end = start.find("-->" if start.startswith("<!--") else ">")
        if end < 0:
            break
        declared = declared or start.startswith("<?xml")
        start = start[end + (3 if start.startswith("<!--") else 1) :].lstrip()
        if declared and not re.match(r"<(?:\?|!--|!doctype\s+html|(?:\w+:)?html[\s>])", start, re.IGNORECASE):
            return SVG if re.match(r"(?:<!DOCTYPE\s+svg[^>]*>\s*)?<(?:svg:)?svg[\s>]", start) else XML
    if re.match(r"<(?:!doctype\s+html|html|head|body)\b", start, re.IGNORECASE):
        return HTML
    tags = {tag.lower() for tag in re.findall(r"<([A-Za-z][A-Za-z0-9]*)", start[:8192])}
    html = tags & {
        "div",
        "p",
        "br",
        "table",
        "tr",
        "td",
        "a",
        "span",
        "ul",
        "li",
        "h1",
        "h2",
        "img",
        "script",
        "b",
        "font",
        "meta",
        "form",
        "input",
    }
    if html and (name.endswith((".html", ".htm")) or len(html) >= max(1, len(tags) * 0.6)):
        return HTML
    if re.match(r"<svg[\s>]", start):
        return SVG
    if re.match(r"<(?:!DOCTYPE\s|[A-Za-z_][\w.-]*(?::[\w.-]+)?(?:\s+[\w.:-]+\s*=|\s*/?>))", start):
        closes = text.rstrip()
        return (
            XML if name.endswith(".xml") or not complete or re.search(r"(?:</[\w.:-]+\s*>|/>|-->)$", closes) else None
        )
    return None


_JSON_START = re.compile(
    r"""\s*(?:
        \{\s*(?:\}|"(?:[^"\\]|\\.){0,2000}"\s*:)
      | \[\s*(?:\]|[\{\["]|(?:-?\d[\d.eE+-]*|true|false|null)\s*[,\]]\s*(?:["\d\-tfn\{\[]|\]|$))
    )""",
    re.VERBOSE,
)  # fmt: skip


def _json(text: str, name: str, complete: bool) -> str | None:
    if not _JSON_START.match(text):
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    if not complete and len(lines) > 1:
        lines.pop()
    if len(lines) > 1 or name.endswith((".jsonl", ".ndjson")):
        good = sum(1 for line in lines[:20] if _is_json_record(line))
        if good >= max(1, min(len(lines), 20) * 0.8):
            return JSON_LINES
    if complete:
        try:
            json.loads(text, parse_int=str)
        except (ValueError, RecursionError):
            return JSON if name.endswith(".json") else None
    return JSON


def _is_json_record(line: str) -> bool:
    if line.strip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(line, parse_int=str)
    except (ValueError, RecursionError):
        return False
    return True


def _table(text: str, name: str, complete: bool) -> str | None:
    lines = text[:32_768].splitlines()
    if len(lines) > 1 and (not complete or len(text) > 32_768):
        lines.pop()
    if not name.endswith((".csv", ".tsv", ".tab", ".psv")) and _is_log(lines):
        return LOG
    mark = delimiter_of(lines, sure=name.endswith((".csv", ".tsv", ".tab", ".psv")))
    if mark is None:
        return CSV if name.endswith(".csv") else None
    return TSV if mark == "\t" else CSV


def _is_log(lines: Sequence[str]) -> bool:
    filled = [line for line in lines[:60] if line.strip() and not line.startswith("#")]
    return len(filled) >= 3 and sum(1 for line in filled if _LOG_LINE.match(line)) >= 0.6 * len(filled)


def _yaml(text: str, name: str, complete: bool) -> str | None:
    if name.endswith((".yaml", ".yml")):
        return YAML
    return YAML if re.match(r"(?:%YAML.*\n)?---\s*\n(?:#.*\n)*[\w\"'-][\w \"'-]*:(?:\s|$)", text) else None


# Each looks at (text, name in lower case, whether the text is all of it); the first that answers decides
TEXT_MARKS: tuple[Callable[[str, str, bool], str | None], ...] = (_mail, _data, _cards, _markup, _json, _table, _yaml)
OPEN_XML = WORD | EXCEL | POWERPOINT | {VSDX, XPS, OOXML}
