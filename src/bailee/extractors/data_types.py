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
AGE = "application/age-encryption"
LOCKED = "application/x-locked"

# (offset, bytes, media type), for the head of a file
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
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
    (0, b"LUKS\xba\xbe", LOCKED),
    (3, b"-FVE-FS-", LOCKED),  # BitLocker
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
_SQL_NAMES = (".sql", ".dump", ".psql", ".mysql", ".dmp", ".ddl")
_YENC = re.compile(r"^=ybegin (?:part=\d+ )?(?:total=\d+ )?line=\d+ size=\d+ name=", re.MULTILINE)
_LDIF = re.compile(r"(?:version: \d+\r?\n|#[^\n]*\n| [^\n]*\n|\r?\n)*dn::? ?[\w.+/=]")
_UU = re.compile(r"\A\s*begin [0-7]{3,4} \S[^\n]*\n[!-`][ -`]{1,62}\r?\n")


def of_text(text: str, name: str) -> str | None:
    """What the beginning of a text is; `name` in lower case only tells how much is asked for."""
    start = text[:400].lstrip("\ufeff \t\r\n")
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
    """One statement that brings rows is enough in a file that is called so; else two, and nothing but statements before."""
    if name.endswith(_SQL_NAMES):
        return bool(_SQL_HEAD.search(text) or _SQL_WORDS.search(text))
    first = text.lstrip()[:200]
    if not re.match(
        r"--|/\*|INSERT\b|REPLACE\b|COPY\b|CREATE\b|DROP\b|SET\b|BEGIN\b|PRAGMA\b|USE\b|REM\b|LOCK\b",
        first,
        re.IGNORECASE,
    ):
        return False
    found = _SQL_HEAD.search(text)
    return found is not None and (_SQL_HEAD.search(text, found.end()) is not None or bool(_SQL_WORDS.search(text)))


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
