"""Names of what an item may be: what an extractor's `READS` holds. How an item is told is `recognition`.

>>> DOCX in WORD, PNG
(True, 'image/png')
"""

from __future__ import annotations

EMPTY = "inode/x-empty"
UNKNOWN = "application/octet-stream"

# Text
PLAIN = "text/plain"
LOG = "text/x-log"
LATE = "application/x-late-document"  # something else stands before a document
PARTLY_TEXT = "application/x-partly-text"  # of no known format, with stretches that are text
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
PCX, DCX, TGA, PNM = "image/x-pcx", "image/x-dcx", "image/x-tga", "image/x-portable-anymap"  # of faxes and scanners
IMAGES = frozenset({PNG, JPEG, GIF, TIFF, BMP, WEBP, HEIC, AVIF, PSD, ICO, JPEG_2000, PCX, DCX, TGA, PNM})
MP3, FLAC, WAV, OGG, M4A, AAC = "audio/mpeg", "audio/flac", "audio/wav", "audio/ogg", "audio/mp4", "audio/aac"
AMR, AIFF, MIDI = "audio/amr", "audio/aiff", "audio/midi"
AUDIO = frozenset({MP3, FLAC, WAV, OGG, M4A, AAC, AMR, AIFF})
MP4, QUICKTIME, AVI, MATROSKA = "video/mp4", "video/quicktime", "video/x-msvideo", "video/x-matroska"
WEBM, ASF, MPEG, MPEG_TS = "video/webm", "video/x-ms-asf", "video/mpeg", "video/mp2t"
FLV, THREE_GP = "video/x-flv", "video/3gpp"
DAHUA, HIKVISION, RAW_H264 = "video/x-dahua", "video/x-hikvision", "video/h264"  # what camera recorders write
VIDEO = frozenset({MP4, QUICKTIME, AVI, MATROSKA, WEBM, ASF, MPEG, MPEG_TS, FLV, THREE_GP, DAHUA, HIKVISION, RAW_H264})

PROGRAM = "application/x-executable"

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPEN_XML = WORD | EXCEL | POWERPOINT | {VSDX, XPS, OOXML}
