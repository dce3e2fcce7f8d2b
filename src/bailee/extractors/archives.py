"""Archives: zip, tar, and through libarchive 7z, rar, cab, iso, cpio, ar, rpm, xar, lha. Members come out as items.

Nothing is written to a disk, so a member called `../../etc/passwd` is a name and nothing more. Encrypted, damaged, too
big and unknown members are said one by one, and the others are read.

>>> import io, zipfile
>>> buffer = io.BytesIO()
>>> with zipfile.ZipFile(buffer, "w") as archive:
...     archive.writestr("../pay.csv", "name,ssn")
>>> item = Item(Locator(("2024.zip",)), 0, data=buffer.getvalue())
>>> [str(nested.locator) for nested in extract(item, Budget())]
['2024.zip / ../pay.csv']
"""

from __future__ import annotations

import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from bailee.extractors import media_type
from bailee.extractors.expanding import MEMBER_LIMIT, RATIO_LIMIT, STEP, member, streamed
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = frozenset(
    {
        media_type.ZIP,
        media_type.EPUB,
        media_type.TAR,
        media_type.SEVEN_ZIP,
        media_type.RAR,
        media_type.CAB,
        media_type.ISO,
        media_type.CPIO,
        media_type.AR,
        media_type.LHA,
        media_type.ARJ,
        media_type.RPM,
        media_type.XAR,
        "application/java-archive",
    }
)
_BROKEN = (zipfile.BadZipFile, zlib.error, tarfile.TarError, EOFError, OSError, ValueError, OverflowError)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    head = item.read(1 << 10)
    if head.startswith(b"PK"):
        yield from _zip(item, budget)
    elif looks_like_tar(head):
        with item.open() as stream:
            yield from tar_members(stream, item.locator, budget)
    else:
        yield from _libarchive(item, budget)


# --- zip


def _zip(item: Item, budget: Budget) -> Iterator[Extracted]:
    with item.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (NotImplementedError, *_BROKEN):
            archive = None
        if archive is not None:
            with archive:
                yield from _zip_members(archive, item, budget)
            return
    # No directory at the end: the tail is lost, or this is the first of several volumes. Read from the front.
    yield from _libarchive(item, budget, incomplete=True)


def _zip_members(archive: zipfile.ZipFile, item: Item, budget: Budget) -> Iterator[Extracted]:
    outer = item.locator
    members = archive.infolist()
    overlapping = _overlapping(members)
    locked = _locked_by_rights(archive, members)
    if archive.comment:
        yield Text.of(_words(archive.comment), outer.inside("comment"), Part.COMMENT)
    for info in members:
        if info.is_dir():
            continue
        name = _zip_name(info)
        locator = outer.inside(name)
        if info.comment:
            yield Text.of(_words(info.comment), locator, Part.COMMENT)
        if info.flag_bits & 1 or info.compress_type == 99 or name in locked:
            reason = Reason.ENCRYPTED
        elif info.header_offset in overlapping:
            reason = Reason.DAMAGED
        elif info.file_size > budget.bytes_left:
            reason = Reason.TOO_BIG
        elif info.file_size <= MEMBER_LIMIT:
            yield from member(_zip_chunks(archive, info), outer, name, budget)
            continue
        elif info.file_size <= RATIO_LIMIT * max(info.compress_size, 1):
            yield from streamed(
                lambda info=info: _zip_chunks_again(item, info),  # type: ignore[misc]
                outer,
                name,
                info.file_size,
                budget,
            )
            continue
        else:
            reason = Reason.TOO_BIG
        budget.member()
        yield Unread(locator, reason)


def _zip_chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        _agree_on_name(archive, info)
        with archive.open(info) as stream:
            while chunk := stream.read(STEP):
                yield chunk
    except NotImplementedError:  # a method that Python's zip does not know, such as Deflate64
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    except RuntimeError:
        raise Unreadable(Reason.ENCRYPTED) from None
    except _BROKEN:
        raise Unreadable(Reason.DAMAGED) from None


def _agree_on_name(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Python refuses a member whose own header names it otherwise than the directory does; its bytes are good."""
    stream = archive.fp
    if stream is None:
        return
    stream.seek(info.header_offset)
    header = stream.read(30)
    if header[:4] == b"PK\x03\x04" and len(header) == 30:
        name = stream.read(int.from_bytes(header[26:28], "little"))
        info.orig_filename = name.decode("utf-8" if header[7] & 8 else "cp437", "replace")


def _zip_chunks_again(item: Item, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with item.open() as stream, zipfile.ZipFile(stream) as archive:
        yield from _zip_chunks(archive, info)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag are code page 437 by the book, and UTF-8 in practice where they are valid UTF-8."""
    name = info.filename
    if not info.flag_bits & 0x800 and not name.isascii():
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return name or f"member at {info.header_offset}"


def _overlapping(members: list[zipfile.ZipInfo]) -> frozenset[int]:
    """Offsets of members that share their bytes with one before: that is how a bomb of 10 MB becomes 281 TB."""
    found = set()
    end = 0
    for info in sorted(members, key=lambda info: info.header_offset):
        if info.header_offset < end:
            found.add(info.header_offset)
        end = max(end, info.header_offset + 30 + info.compress_size)
    return frozenset(found)


def _locked_by_rights(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> frozenset[str]:
    """Members of an e-book that its rights management encrypted; mangled fonts hold no text and do not count."""
    listing = next((info for info in members if info.filename == "META-INF/encryption.xml"), None)
    if listing is None or listing.file_size > STEP:
        return frozenset()
    try:
        content = b"".join(_zip_chunks(archive, listing)).decode("utf-8", "replace")
    except Unreadable:
        return frozenset()
    references = re.findall(r"CipherReference[^>]*\bURI\s*=\s*[\"']([^\"']+)", content)
    return frozenset(name for name in references if not name.lower().endswith((".otf", ".ttf", ".woff", ".woff2")))


def _words(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


# --- tar


def looks_like_tar(head: bytes) -> bool:
    """By its magic, or where an old one has none by the checksum of its first header."""
    if len(head) < 512:
        return False
    if head[257:262] == b"ustar":
        return True
    try:
        claimed = int(head[148:156].strip(b" \0") or b"x", 8)
    except ValueError:
        return False
    return any(head[:100]) and claimed == sum(head[:148]) + 8 * 32 + sum(head[156:512])


def tar_members(stream: BinaryIO, outer: Locator, budget: Budget, *, taken: bool = False) -> Iterator[Extracted]:
    """Members of a tar, read once from front to end. `taken`: the stream takes its bytes from the budget itself."""
    try:
        archive = tarfile.open(  # noqa: SIM115 - closing reads a damaged stream to its end
            fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape", bufsize=1 << 16
        )
    except _BROKEN:
        raise Unreadable(Reason.DAMAGED) from None
    while True:
        try:
            info = archive.next()
        except _BROKEN:
            yield Unread(outer, Reason.DAMAGED)
            return
        if info is None:
            return
        archive.members.clear()  # type: ignore[attr-defined]  # else a tar of a million members stays in memory
        if not info.isreg():
            continue
        name = info.name or f"member at {info.offset}"
        if not 0 <= info.size <= min(MEMBER_LIMIT, budget.bytes_left):
            budget.member()
            yield Unread(outer.inside(name), Reason.TOO_BIG if info.size > 0 else Reason.DAMAGED)
            continue
        try:
            if not taken:
                budget.take(info.size)
            content = archive.extractfile(info)
            data = content.read() if content is not None else b""
        except _BROKEN:
            yield Unread(outer.inside(name), Reason.DAMAGED)
            return
        yield Item.nested(outer, name, data)
        if len(data) < info.size:
            yield Unread(outer.inside(name), Reason.DAMAGED)
            return


# --- everything else


@contextmanager
def _opened(item: Item, kind: str) -> Iterator[Any]:
    """An archive by libarchive. Unreadable where the system has no such library, or it gives up on the archive."""
    try:
        import libarchive
        from libarchive.exception import ArchiveError
    except (ImportError, OSError, AttributeError):
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    try:
        if item.data is not None:
            with libarchive.memory_reader(item.data, format_name=kind) as archive:
                yield archive
        else:
            with item.open() as stream, libarchive.fd_reader(stream.fileno(), format_name=kind) as archive:
                yield archive
    except ArchiveError as error:
        raise Unreadable(_reason(error)) from None


def _reason(error: Exception) -> Reason:
    """libarchive says in words only why it gave up."""
    words = str(getattr(error, "msg", "")).lower()
    if "encrypt" in words or "passphrase" in words or "password" in words:
        return Reason.ENCRYPTED
    if "unsupported" in words or "unrecognized" in words or "not supported" in words or "unknown" in words:
        return Reason.UNKNOWN_FORMAT
    if "memory" in words:
        return Reason.OUT_OF_MEMORY
    return Reason.DAMAGED


def _libarchive(item: Item, budget: Budget, *, incomplete: bool = False) -> Iterator[Extracted]:
    if item.data is None and item.size <= MEMBER_LIMIT:
        item = Item(item.locator, item.size, data=item.read())
    if item.data is not None and item.data.startswith(b"PK\x07\x08"):  # first of several volumes
        item = Item(item.locator, item.size, data=item.data[4:])
    outer = item.locator
    seen = 0
    try:
        with _opened(item, "all") as archive:
            for entry in archive:
                seen += 1
                if not entry.isfile:
                    continue
                name = _entry_name(entry, seen)
                if (entry.size or 0) > min(MEMBER_LIMIT, budget.bytes_left):
                    budget.member()
                    yield Unread(outer.inside(name), Reason.TOO_BIG)
                    continue
                yield from member(_entry_chunks(entry), outer, name, budget)
    except Unreadable as refusal:
        reason = refusal.reason
        if incomplete and reason is Reason.UNKNOWN_FORMAT:
            reason = Reason.DAMAGED
        if not seen:
            raise Unreadable(reason) from None
        yield Unread(outer, reason)
    else:
        if incomplete:
            yield Unread(outer, Reason.DAMAGED)


def _entry_chunks(entry: Any) -> Iterator[bytes]:
    from libarchive.exception import ArchiveError

    try:
        yield from entry.get_blocks()
    except ArchiveError as error:
        raise Unreadable(_reason(error)) from None


def _entry_name(entry: Any, number: int) -> str:
    try:
        name = entry.pathname
    except (UnicodeError, ValueError):
        name = None
    if isinstance(name, bytes):
        name = name.decode("utf-8", "surrogateescape")
    return name or f"member {number}"


def libarchive_blocks(item: Item) -> Iterator[bytes]:
    """The bytes of a single compressed file, by a filter of libarchive."""
    if item.data is None and item.path is None:
        item = Item(item.locator, item.size, data=item.read())
    with _opened(item, "raw") as archive:
        for entry in archive:
            yield from entry.get_blocks()
