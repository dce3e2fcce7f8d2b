"""What data, logs, shortcuts and locked files are, by their content: the part of `media_type` that is about those.

>>> of_text("INSERT INTO staff (name) VALUES ('Ann');\\nINSERT INTO staff (name) VALUES ('Bo');\\n", "dump")
'application/sql'
>>> of_text("Insert into the box what you like.", "note.txt") is None
True
"""

from __future__ import annotations

import re

PARQUET = "application/vnd.apache.parquet"
ARROW = "application/vnd.apache.arrow.file"
ARROW_STREAM = "application/vnd.apache.arrow.stream"
FEATHER = "application/x-feather"
ORC = "application/x-orc"
AVRO = "application/avro"
DBASE = "application/x-dbf"
SQL = "application/sql"
NOTEBOOK = "application/x-ipynb+json"
PLIST = "application/x-plist"
HIVE = "application/x-windows-registry-hive"
REGISTRY = "text/x-ms-regedit"
SHORTCUT = "application/x-ms-shortcut"
LINK = "application/x-mswinurl"  # .url, .webloc is a property list
EVENT_LOG = "application/x-ms-evtx"
OLD_EVENT_LOG = "application/x-ms-evt"
SQLITE_LOG = "application/x-sqlite3-wal"
SQLITE_INDEX = "application/x-sqlite3-shm"
SQLITE_JOURNAL = "application/x-sqlite3-journal"
BERKELEY = "application/x-berkeley-db"
OUTLOOK_EXPRESS = "application/x-outlook-express"
FIELD_LOG = "text/x-extended-log"  # a log that names its fields in a line `#Fields:`
YENC = "application/x-yenc"
UUENCODED = "text/x-uuencode"
LDIF = "text/x-ldif"
HL7 = "application/hl7-v2"
X12 = "application/edi-x12"
EDIFACT = "application/edifact"
ACH = "text/x-nacha-ach"
SWIFT = "text/x-swift-mt"
OFX = "application/x-ofx"
QIF = "text/x-qif"
AGE = "application/age-encryption"
LOCKED = "application/x-locked"
APPLE_DOUBLE = "application/applefile"

# (offset, bytes, media type), for the head of a file
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x00\x05\x16\x07\x00\x02\x00\x00", APPLE_DOUBLE),
    (0, b"\x00\x05\x16\x00\x00\x02\x00\x00", APPLE_DOUBLE),  # with the file in it: AppleSingle
    (0, b"PAR1", PARQUET),
    (0, b"PARE", LOCKED),  # Parquet with an encrypted footer
    (0, b"ARROW1\0\0", ARROW),
    (0, b"FEA1", FEATHER),
    (0, b"ORC", ORC),
    (0, b"Obj\x01", AVRO),
    (0, b"bplist0", PLIST),
    (0, b"regf", HIVE),
    (0, b"\x4c\0\0\0\x01\x14\x02\0", SHORTCUT),
    (0, b"ElfFile\0", EVENT_LOG),
    (4, b"LfLe", OLD_EVENT_LOG),
    (0, b"\xcf\xad\x12\xfe", OUTLOOK_EXPRESS),
    (12, b"\x62\x31\x05\0", BERKELEY),  # B-tree
    (12, b"\x61\x15\x06\0", BERKELEY),  # hash
    (0, b"=ybegin ", YENC),
    (0, b"\x37\x7f\x06\x82", SQLITE_LOG),
    (0, b"\x37\x7f\x06\x83", SQLITE_LOG),
    (0, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", SQLITE_JOURNAL),
    (0, b"\x18\xe2\x2d\0\0\0\0\0", SQLITE_INDEX),
    (0, b"age-encryption.org/v1\n", AGE),
    (0, b"-----BEGIN AGE ENCRYPTED FILE-----", AGE),
    (0, b"\x03\xd9\xa2\x9a", LOCKED),  # KeePass
    (0, b"PWS3", LOCKED),  # Password Safe
    (0, b"LUKS\xba\xbe", LOCKED),
    (0, b"SKUL\xba\xbe", LOCKED),  # its second header
    (3, b"-FVE-FS-", LOCKED),  # BitLocker
    (0, b"\xc0\xb9\x07\x2e\x4f\x93\xf1\x46\xa0\x15\x79\x2c\xa1\xd9\xe8\x21", LOCKED),  # AxCrypt
    (0, b"RCLONE\0\0", LOCKED),
    (0, b"AES\x02\0", LOCKED),  # AES Crypt
    (0, b"AES\x03\0", LOCKED),
    (0, b"VimCrypt~", LOCKED),
    (0, b"\xfe\xed\xfe\xed\0\0\0", LOCKED),  # a Java key store
    (0, b"\xce\xce\xce\xce\0\0\0", LOCKED),
    (0, b"\x01\0\0\0\xd0\x8c\x9d\xdf\x01\x15\xd1\x11\x8c\x7a\0\xc0\x4f\xc2\x97\xeb", LOCKED),  # DPAPI of Windows
    (0, b"U2FsdGVkX1", LOCKED),  # openssl enc -a
    (0, b"Salted__", LOCKED),  # openssl enc
    (0, b"$ANSIBLE_VAULT;", LOCKED),
    (0, b"encrcdsa", LOCKED),  # a disk image of macOS
    (0, b"-----BEGIN PGP MESSAGE-----", LOCKED),
)

_SQL_HEAD = re.compile(
    r"^[ \t]*(?:(?:INSERT|REPLACE)\s+(?:IGNORE\s+|OR\s+\w+\s+|DELAYED\s+)?(?:INTO\s+)?[`\"\[]?\w[^\n(]{0,200}?\s*(?:\([^()']{1,20000}\)\s*)?VALUES\s*(?:\(|$)"
    r"|COPY\s+\S+\s*(?:\([^()]{1,20000}\)\s*)?FROM\s+stdin\b)",
    re.IGNORECASE | re.MULTILINE,
)
_SQL_WORDS = re.compile(
    r"^[ \t]*(?:CREATE\s+(?:TEMP(?:ORARY)?\s+|UNLOGGED\s+)?TABLE\b|-- (?:MySQL|MariaDB|PostgreSQL) .{0,40}dump|ALTER TABLE\s|INSERT\s+INTO\s|USE \[?\w+\]?;?\s*$"
    r"|SET [\w@.]+ ?= ?|REM INSERTING)",
    re.IGNORECASE | re.MULTILINE,
)
_SQL_BEGINS = re.compile(  # after what a tool may say first: a warning of mysqldump, a command of psql
    r"(?:\ufeff|\s|(?:mysqldump|mariadb-dump|pg_dump|Warning)[^\n]*\n|\\[a-z]+[^\n]*\n|#[^\n]*\n|;)*"
    r"(?:--|/\*|(?:INSERT|REPLACE|COPY|CREATE|DROP|SET|BEGIN|PRAGMA|USE|REM|LOCK|ALTER|TRUNCATE|DELETE\s+FROM|START\s+TRANSACTION"
    r"|SELECT\s+pg_catalog|IF\s+OBJECT_ID|GO|EXEC|PROMPT|SPOOL)\b)",
    re.IGNORECASE,
)
_SQL_ROWS = re.compile(  # what follows the head: a row in parentheses, or lines of COPY
    r"(?<=stdin)[^\n]*\n(?:[^\n]*\n)*?\\\.|(?<=stdin)[^\n]*\n[^\n\t]*\t|\s*\(?(?:[^()';]|'(?:[^'\\]|\\.|'')*'|\([^()]*\))+\)\s*(?:[,;]|\Z)",
    re.IGNORECASE,
)
_SQL_NAMES = (".sql", ".dump", ".psql", ".mysql", ".dmp", ".ddl")
_YENC = re.compile(r"^=ybegin (?:part=\d+ )?(?:total=\d+ )?line=\d+ size=\d+ name=", re.MULTILINE)
_LDIF = re.compile(r"(?:version: \d+\r?\n|#[^\n]*\n| [^\n]*\n|\r?\n)*dn::? ?[\w.+/=]")
# Messages between machines, by what they begin with
_MESSAGES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (HL7, re.compile(r"(?:MSH|FHS|BHS)([^\w\s])[^\w\s]{3,5}\1")),
    (X12, re.compile(r"ISA([^\w\s])\d\d\1.{10}\1\d\d\1.{10}\1", re.DOTALL)),
    (
        EDIFACT,
        re.compile(
            r"(?:UNA[^\w\s]{2}[.,].{2}[^\w\s]\s*)?(?:UNB[^\w\s]UN[A-Z]{2}[^\w\s]\d|UNG[^\w\s]|UNH[^\w\s]\w+[^\w\s][A-Z]{6}[^\w\s])"
        ),
    ),
    (ACH, re.compile(r"101[ \d]{20}\d{6}[ \d]{4}[A-Z0-9]094101")),
    (
        SWIFT,
        re.compile(
            r"(?:\{[1-35]:[^{}\s]{0,200}(?:\{[^{}\s]{0,100}\}){0,20}\}){0,6}+(?:\{4:)?\s{0,4}+:20:[^\n]{0,40}\n(?:[^\n]{0,90}\n){0,12}?:(?:25[A-Z]?|21|23B|28[CD]?|32A|50[AFHKGL]?|60[FM]):"
        ),
    ),
    (OFX, re.compile(r"OFXHEADER:\s?\d|(?:<\?xml[^>]*>\s*)?(?:<\?OFX\s[^>]*>\s*)<OFX>|<OFX>")),
    (QIF, re.compile(r"!(?:Type:|Option:|Clear:|Account\s*\n)")),
)
_UU = re.compile(r"\A\s*begin [0-7]{3,4} \S[^\n]*\n[!-`][ -`]{1,62}\r?\n")


def of_text(text: str, name: str) -> str | None:
    """What the beginning of a text is; `name` in lower case only tells how much is asked for."""
    start = text[:2_000].lstrip("\ufeff \t\r\n\x0b")
    for media_type, begins in _MESSAGES:
        if begins.match(start):
            return media_type
    if start.startswith(("Windows Registry Editor Version", "REGEDIT4")):
        return REGISTRY
    if re.match(
        r"\[(?:InternetShortcut|\{000214A0-0000-0000-C000-000000000046\}|Desktop Entry|DEFAULT)\]\s",
        start,
        re.IGNORECASE,
    ):
        return LINK if re.search(r"^(?:URL|Exec|BASEURL)\s*=", text[:8192], re.MULTILINE) else None
    if re.match(r"(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist[^>]*>\s*)?<plist[\s>]", start):
        return PLIST
    if start[:1] == "{" and re.search(r"\"nbformat\"\s*:|\"cell_type\"\s*:", text) and '"cells"' in text:
        return NOTEBOOK
    if start.startswith("#") and re.search(r"^#\s?Fields:\s", text[:8192], re.MULTILINE | re.IGNORECASE):
        return FIELD_LOG
    if _LDIF.match(text):
        return LDIF
    if _UU.match(text):
        return UUENCODED
    if "=ybegin " in text[:65_536] and _YENC.search(text):
        return YENC
    return SQL if _is_sql(text, name) else None


def _is_sql(text: str, name: str) -> bool:
    """A file that is called so needs one statement. Else it begins with one, and rows stand in it, or several statements."""
    if name.endswith(_SQL_NAMES):
        return bool(_SQL_HEAD.search(text) or _SQL_WORDS.search(text))
    if not _SQL_BEGINS.match(text):
        return False
    found = _SQL_HEAD.search(text)
    if found is None:
        return len(_SQL_WORDS.findall(text)) > 1
    if _SQL_HEAD.search(text, found.end()) is not None or _SQL_WORDS.search(text):
        return True
    return _SQL_ROWS.match(text, found.end()) is not None


# --- locked files that have no name of their own, but a form

_ENCRYPTED_DATA = (1, 3, 9, 18, 20)  # packets that a locked OpenPGP message is made of


def is_locked(head: bytes) -> bool:
    """An OpenPGP message, a PKCS#12 or PKCS#8 store of keys, a file of eCryptfs.

    >>> is_locked(bytes.fromhex("8c0d04090302") + bytes(8) + bytes.fromhex("60d23b01") + bytes(8))
    True
    >>> is_locked(bytes.fromhex("308209800201033082094606092a864886f70d010701"))
    True
    """
    if head[0] == 0x30:
        return _DER_LOCKED.match(head) is not None
    if len(head) > 16 and int.from_bytes(head[8:12], "big") ^ 0x3C81B7F5 == int.from_bytes(head[12:16], "big"):
        return True
    return head[0] >= 0x80 and _is_open_pgp(head)


_DER_LOCKED = re.compile(
    rb"\x30(?:\x82..|\x83...|\x80|\x81.|[\x20-\x7f])"
    rb"(?:\x02\x01\x03\x30(?:\x82..|\x83...|\x80|\x81.|[\x10-\x7f])\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07|\x30(?:\x81.|[\x10-\x7f])\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05)",
    re.DOTALL,
)


def _is_open_pgp(head: bytes) -> bool:
    """A session key for somebody or for a passphrase, and after it the like or what it locks (RFC 9580, 4 and 5)."""
    tag, start, length = _packet(head, 0)
    body = head[start : start + 3]
    if len(body) < 3 or length is None:
        return False
    if tag == 1:  # for a public key
        told = (body[0] == 3 and 12 < length < 2_200) or (body[0] == 6 and length < 2_200)
    elif tag == 3:  # for a passphrase
        told = (body[0] == 4 and 0 < body[1] < 14 and body[2] in (0, 1, 3, 4) and length < 100) or (
            body[0] in (5, 6) and length < 200
        )
    else:
        return False
    return told and (start + length >= len(head) or _packet(head, start + length)[0] in _ENCRYPTED_DATA)


def _packet(data: bytes, at: int) -> tuple[int, int, int | None]:
    """Tag of a packet, where its body begins, and how long that is; no tag (0) where there is none."""
    if at + 6 > len(data) or not data[at] & 0x80:
        return 0, at, None
    first = data[at + 1]
    if data[at] & 0x40:
        tag = data[at] & 0x3F
        if first < 192:
            return tag, at + 2, first
        if first < 224:
            return tag, at + 3, ((first - 192) << 8) + data[at + 2] + 192
        return tag, at + 6, int.from_bytes(data[at + 2 : at + 6], "big") if first == 255 else None
    tag, width = (data[at] >> 2) & 0xF, (1, 2, 4, 0)[data[at] & 3]
    return tag, at + 1 + width, int.from_bytes(data[at + 1 : at + 1 + width], "big") if width else None


_DBASE_VERSIONS = frozenset(b"\x02\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8b\x8c\xcb\xf5\xfb")


def is_dbase(head: bytes) -> bool:
    """By its version, its date and descriptions of fields that make sense: it has no name of its own."""
    if len(head) < 65 or head[0] not in _DBASE_VERSIONS or head[2] > 12 or head[3] > 31:
        return False
    if head[0] == 0x02:  # dBase II
        return head[8:9].isalpha() and head[19:20] in (b"C", b"N", b"L")
    start, length = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
    if start < 65 or length < 2:
        return False
    name = head[32:43].partition(b"\0")[0]
    return bool(re.fullmatch(rb"[A-Za-z_][\w ]{0,10}", name)) and head[43] in b"CNFDLMGBIYTPOQVW@+0"


def is_arrow_stream(head: bytes, name: str) -> bool:
    """A stream of Arrow has no name either, but a length after a mark."""
    return (
        name.endswith((".arrow", ".arrows", ".ipc", ".feather"))
        and head[:4] == b"\xff\xff\xff\xff"
        and 8 <= int.from_bytes(head[4:8], "little") < 1 << 24
    )
