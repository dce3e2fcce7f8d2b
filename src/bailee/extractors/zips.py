"""Zip archives, whole or hurt: locked members, methods that Python lacks, a lost or broken directory, several volumes.

>>> import io, zipfile
>>> buffer = io.BytesIO()
>>> with zipfile.ZipFile(buffer, "w") as archive:
...     archive.writestr("pay.csv", "name,ssn")
>>> from bailee.vocabulary import Locator
>>> cut = buffer.getvalue()[:-60]  # its directory is lost
>>> [str(piece.locator) for piece in extract(Item(Locator(("a.zip",)), 0, data=cut), Budget())]
['a.zip / pay.csv', 'a.zip']
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bailee.extractors import volumes, zip_methods
from bailee.extractors.expanding import MEMBER_LIMIT, RATIO_LIMIT, STEP, member, streamed
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.zip_salvage import salvaged
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

END = b"PK\x05\x06"
TAIL = 22 + 65_535  # bytes in which the end record stands
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError, OverflowError)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    end = _end(item)
    together = volumes.of_split_zip(item, end.disk + 1) if end is not None and end.disk else volumes.Volumes()
    for missing in together.missing:
        yield Unread(item.locator.inside(f"{missing}, missing"), Reason.DAMAGED)
    source = item
    if len(together.files) > 1:
        source = Item(item.locator, sum(together.sizes), opener=together.open, file_name=item.file_name)
    with source.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (NotImplementedError, *_BROKEN):
            archive = None
        if archive is not None and (archive.filelist or item.read(4) != b"PK\x03\x04"):
            with archive:
                if end is not None and end.disk:
                    _place(archive, end, together)
                yield from _members(archive, source, budget, has_gaps=bool(together.missing))
            return
    # No directory that can be used: the tail is lost, or this is one of several volumes. Read from the front.
    yield from salvaged(item, budget)


@dataclass(frozen=True, slots=True)
class _End:
    """What stands at the end: the number of this volume, and where the directory begins in its own."""

    disk: int
    directory: int


def _end(item: Item) -> _End | None:
    with item.open() as stream:
        try:
            size = stream.seek(0, 2)
            stream.seek(max(0, size - TAIL))
            tail = stream.read(TAIL)
        except (OSError, ValueError):
            return None
    at = tail.rfind(END)
    if at < 0 or at + 22 > len(tail):
        return None
    disk = int.from_bytes(tail[at + 4 : at + 6], "little")
    return _End(0 if disk == 0xFFFF else disk, int.from_bytes(tail[at + 16 : at + 20], "little"))


_REFUSED = 3  # members in a row that no password opened: the others have the same
_ELSEWHERE = -1  # the header of a member in a volume that is not there


def _place(archive: zipfile.ZipFile, end: _End, together: volumes.Volumes) -> None:
    """Where members of a split zip begin: the directory counts from the start of each volume."""
    missing = {int(name.rpartition(".z")[2]) - 1 for name in together.missing}
    present = [disk for disk in range(end.disk + 1) if disk not in missing] if together.files else [end.disk]
    starts = dict(zip(present, together.starts or (0,), strict=False))
    added = archive.start_dir - end.directory
    for info in archive.filelist:
        disk = info.volume
        info.header_offset = starts[disk] + info.header_offset - added if disk in starts else _ELSEWHERE


def _members(archive: zipfile.ZipFile, item: Item, budget: Budget, *, has_gaps: bool) -> Iterator[Extracted]:
    outer = item.locator
    members = archive.infolist()
    overlapping = frozenset() if has_gaps else _overlapping(members)  # over a gap, all seem to
    by_rights = _locked_by_rights(archive, members)
    if archive.comment:
        yield Text.of(words(archive.comment), outer.inside("comment"), Part.COMMENT)
    refused = 0
    for number, info in enumerate(members):
        if info.filename.endswith("/"):
            continue
        name = _name(info)
        locator = outer.inside(name)
        if info.comment:
            yield Text.of(words(info.comment), locator, Part.COMMENT)
        if name in by_rights:
            reason = Reason.ENCRYPTED
        elif info.header_offset == _ELSEWHERE or info.header_offset in overlapping:
            reason = Reason.DAMAGED
        elif info.file_size > budget.bytes_left:
            reason = Reason.TOO_BIG
        elif info.flag_bits & 1 or info.compress_type == 99:
            if budget.passwords and refused < _REFUSED:
                pieces = list(member(_unlocked(item, number, info, budget), outer, name, budget))
                refused = refused + 1 if isinstance(pieces[0], Unread) else 0
                yield from pieces
                continue
            reason = Reason.ENCRYPTED
        elif info.file_size <= MEMBER_LIMIT:
            yield from member(_chunks(archive, info), outer, name, budget)
            continue
        elif info.file_size <= RATIO_LIMIT * max(info.compress_size, 1):
            yield from streamed(
                lambda info=info: _chunks_again(item, info),  # type: ignore[misc]
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


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        at = _agree_on_name(archive, info)
        if info.compress_type not in (0, 8, 12, 14) and archive.fp is not None:
            archive.fp.seek(at)
            raw = zip_methods.raw(archive.fp, info.compress_size)
            yield from _summed(zip_methods.expanded(raw, info.compress_type), info.CRC)
            return
        with archive.open(info) as stream:
            while chunk := stream.read(STEP):
                yield chunk
    except NotImplementedError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    except RuntimeError:
        raise Unreadable(Reason.ENCRYPTED) from None
    except _BROKEN:
        raise Unreadable(Reason.DAMAGED) from None


def _summed(chunks: Iterator[bytes], wanted: int) -> Iterator[bytes]:
    """The same bytes; Unreadable where their sum at the end is not the one that the directory has."""
    found = 0
    for chunk in chunks:
        found = zlib.crc32(chunk, found)
        yield chunk
    if found != wanted:
        raise Unreadable(Reason.DAMAGED)


def _agree_on_name(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    """Python refuses a member whose own header names it otherwise than the directory does; its bytes are good.

    Where they begin is the result.
    """
    stream = archive.fp
    if stream is None:
        raise EOFError
    stream.seek(info.header_offset)
    header = stream.read(30)
    if header[:4] != b"PK\x03\x04" or len(header) < 30:
        raise zipfile.BadZipFile
    length, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    name = stream.read(length)
    info.orig_filename = name.decode("utf-8" if header[7] & 8 else "cp437", "replace")
    return info.header_offset + 30 + length + extra


def _chunks_again(item: Item, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with item.open() as stream, zipfile.ZipFile(stream) as archive:
        yield from _chunks(archive, info)


# --- locked members


def _unlocked(item: Item, number: int, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """A locked member by a password that fits: the one whose sum over the content is right."""
    if info.file_size > MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    try:
        import pyzipper
    except ImportError:
        raise Unreadable(Reason.ENCRYPTED) from None
    with item.open() as stream:
        try:
            archive = pyzipper.AESZipFile(stream)
            locked = archive.infolist()[number]
            locked.header_offset, locked.orig_filename = info.header_offset, info.orig_filename
        except (NotImplementedError, IndexError, pyzipper.BadZipFile, *_BROKEN):
            raise Unreadable(Reason.DAMAGED) from None
        with archive:
            yield budget.unlocked(lambda word: _with_password(archive, item, locked, word, pyzipper.BadZipFile))


_SLOW = 1 << 19  # bytes; the old cipher takes Python a second for each of its millions


def _with_password(archive: Any, item: Item, info: Any, word: str, bad: type[Exception]) -> bytes | None:
    """The whole member; None where the password does not fit. `bad` is the library's own word for a broken one."""
    for encoded in dict.fromkeys((word.encode(), word.encode("cp1252", "replace"), word.encode("cp437", "replace"))):
        try:
            with archive.open(info, pwd=encoded) as stream:
                if info.compress_size > _SLOW and info.wz_aes_version is None:
                    fast = _by_libarchive(item, info, encoded)
                    if fast is not None:
                        return fast
                return bytes(stream.read())
        except NotImplementedError:
            raise Unreadable(Reason.UNKNOWN_FORMAT) from None
        except (RuntimeError, bad, *_BROKEN):  # another password, or by chance its check fits and its content does not
            continue
    return None


def _by_libarchive(item: Item, info: Any, encoded: bytes) -> bytes | None:
    """The same by a library in C, which wants to walk to the member; None where it cannot."""
    try:
        import libarchive
        from libarchive.exception import ArchiveError
    except (ImportError, OSError, AttributeError):
        return None
    try:
        with libarchive.memory_reader(
            item.read(), "zip", passphrase=encoded.decode("utf-8", "surrogateescape")
        ) as archive:
            for entry in archive:
                if entry.pathname == info.filename:
                    content = b"".join(entry.get_blocks())
                    return content if zlib.crc32(content) == info.CRC else None
    except (ArchiveError, ValueError, UnicodeError):
        pass
    return None


# --- names, lies, rights


def _name(info: zipfile.ZipInfo) -> str:
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
        if 0 <= info.header_offset < end:
            found.add(info.header_offset)
        end = max(end, info.header_offset + 30 + info.compress_size)
    return frozenset(found)


def _locked_by_rights(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> frozenset[str]:
    """Members of an e-book that its rights management encrypted; mangled fonts hold no text and do not count."""
    listing = next((info for info in members if info.filename == "META-INF/encryption.xml"), None)
    if listing is None or listing.file_size > STEP:
        return frozenset()
    try:
        content = b"".join(_chunks(archive, listing)).decode("utf-8", "replace")
    except Unreadable:
        return frozenset()
    references = re.findall(r"CipherReference[^>]*\bURI\s*=\s*[\"']([^\"']+)", content)
    return frozenset(name for name in references if not name.lower().endswith((".otf", ".ttf", ".woff", ".woff2")))


def words(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
