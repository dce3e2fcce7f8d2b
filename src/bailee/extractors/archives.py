"""Archives: zip, tar, and through libarchive 7z, rar, cab, iso, cpio, ar, rpm, xar, lha. Members come out as items.

Nothing is written to a disk, so a member called `../../etc/passwd` is a name and nothing more. Encrypted, damaged, too
big and unknown members are said one by one, and the others are read; so are volumes that are missing.

>>> import io, zipfile
>>> buffer = io.BytesIO()
>>> with zipfile.ZipFile(buffer, "w") as archive:
...     archive.writestr("../pay.csv", "name,ssn")
>>> item = Item(Locator(("2024.zip",)), 0, data=buffer.getvalue())
>>> [str(nested.locator) for nested in extract(item, Budget())]
['2024.zip / ../pay.csv']
"""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, BinaryIO

from bailee.extractors import media_type, rar_old, seven_zip, volumes, zips
from bailee.extractors.around import SEARCHED, part_outside
from bailee.extractors.expanding import MEMBER_LIMIT, RATIO_LIMIT, member, streamed
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.recognition import recognise
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
        media_type.VOLUME,
        "application/java-archive",
    }
)
_MAGICS = (b"7z\xbc\xaf", b"Rar!", b"MSCF", b"!<arch>", b"0707", b"xar!", b"\xed\xab\xee\xdb")
_BROKEN = (zlib.error, tarfile.TarError, EOFError, OSError, ValueError, OverflowError)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    name = item.path.name if item.path is not None else item.name.rpartition("/")[2]
    if volumes.follows(name):
        if volumes.leader(item) is not None:
            return  # read with it
        yield Unread(item.locator.inside("first volume, missing"), Reason.DAMAGED)
    together = volumes.of(item)
    for missing in together.missing:
        yield Unread(item.locator.inside(f"{missing}, missing"), Reason.DAMAGED)
    head = item.read(1 << 10)
    if together.files and not head.startswith(b"Rar!"):
        item = Item(item.locator, sum(together.sizes), opener=together.open, file_name=item.name.removesuffix(".001"))
    if head.startswith(b"PK"):
        yield from zips.extract(item, budget)
    elif head.startswith(b"RE\x7e\x5e"):
        yield from rar_old.extract(item, budget)
    elif looks_like_tar(head):
        with item.open() as stream:
            yield from tar_members(stream, item.locator, budget)
    elif not head.startswith(_MAGICS) and (kind := recognise(item)) in (media_type.ZIP, media_type.VOLUME):
        if kind == media_type.VOLUME:
            raise Unreadable(Reason.DAMAGED)
        yield from zips.extract(item, budget)
    else:
        yield from _libarchive(item, budget)


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


_ORDINARY_OWNERS = frozenset({"", "root", "wheel", "staff", "users", "nobody", "nogroup", "daemon", "bin", "adm"})
_MOST_NOTED = 2_000
_MOST_JOINED = 100


def _notes(info: tarfile.TarInfo, noted: set[str]) -> list[str]:
    """Owners, targets of links and remarks of a member, each once in an archive."""
    said = [
        f"{label}: {name}"
        for label, name in (("owner", info.uname), ("group", info.gname))
        if name not in _ORDINARY_OWNERS
    ]
    if info.issym() or info.islnk():
        said.append(f"link to: {info.linkname}")
    said += [
        f"{key}: {value}"
        for key, value in info.pax_headers.items()
        if isinstance(value, str)
        and key not in ("path", "linkpath", "uname", "gname", "mtime", "atime", "ctime", "size", "uid", "gid")
        and any(map(str.isalpha, value))
    ]
    fresh = [line for line in said if line not in noted]
    if len(noted) > _MOST_NOTED:
        return []
    noted.update(fresh)
    return fresh


def tar_members(stream: BinaryIO, outer: Locator, budget: Budget, *, taken: bool = False) -> Iterator[Extracted]:
    """Members of a tar, read once from front to end. `taken`: the stream takes its bytes from the budget itself.

    What stands after its end is read too: `cat a.tar b.tar` makes a file of which tar shows the first alone.
    """
    for _ in range(_MOST_JOINED):
        further = yield from _one_tar(stream, outer, budget, taken=taken)
        if further is None:
            return
        stream, taken = further, True
    yield Unread(outer.inside("archives after it"), Reason.TOO_BIG)


def _one_tar(
    stream: BinaryIO, outer: Locator, budget: Budget, *, taken: bool
) -> Generator[Extracted, None, BinaryIO | None]:
    """Members up to its end, or to a header that is none; then what follows, where that is another tar."""
    try:
        archive = tarfile.open(  # noqa: SIM115 - closing reads a damaged stream to its end
            fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape", bufsize=1 << 16
        )
    except _BROKEN:
        raise Unreadable(Reason.DAMAGED) from None
    noted: set[str] = set()
    while True:
        try:
            info = archive.next()
        except _BROKEN:
            yield Unread(outer, Reason.DAMAGED)
            return None
        if info is None:
            break
        if notes := _notes(info, noted):
            yield Text.of("\n".join(notes), outer.inside("owners and links"), Part.METADATA)
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
            return None
        yield Item.nested(outer, name, data)
        if len(data) < info.size:
            yield Unread(outer.inside(name), Reason.DAMAGED)
            return None
    try:
        rest = _rest_of(archive.fileobj, SEARCHED if taken else min(SEARCHED, budget.bytes_left))
    except _BROKEN:
        yield Unread(outer, Reason.DAMAGED)
        return None
    if rest is None:
        yield Unread(outer.inside("what stands after it"), Reason.TOO_BIG)
        return None
    if not taken:
        budget.take(len(rest))
    following = next((at for at in range(0, len(rest) - 511, 512) if looks_like_tar(rest[at : at + 512])), len(rest))
    yield from part_outside(outer, rest[:following], "after it")
    if following == len(rest):
        return None
    if any(rest[:following]):  # not after the end, but where a header should have been
        yield Unread(outer, Reason.DAMAGED)
    return io.BytesIO(rest[following:])


def _rest_of(stream: Any, limit: int) -> bytes | None:
    """What follows the zeros at the end of a tar; None where it is more than `limit`."""
    rest = bytearray()
    while chunk := stream.read(1 << 16):
        if rest or any(chunk):
            rest += chunk
        if len(rest) > limit:
            return None
    return bytes(rest)


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
            with item.open() as stream, _reader(libarchive, item, stream, kind) as archive:
                yield archive
    except ArchiveError as error:
        raise Unreadable(_reason(error)) from None


def _reader(libarchive: Any, item: Item, stream: BinaryIO, kind: str) -> Any:
    if item.path is None:
        return libarchive.seekable_stream_reader(stream, format_name=kind)
    together = volumes.of(item)
    if not together.files:
        return libarchive.fd_reader(stream.fileno(), format_name=kind)
    return _volumes_reader(libarchive, together, kind)


@contextmanager
def _volumes_reader(libarchive: Any, together: volumes.Volumes, kind: str) -> Iterator[Any]:
    """Volumes that have a header each, as those of rar have: the library wants to know where one ends."""
    import ctypes

    from libarchive import ffi, read

    open_all = ffi.libarchive.archive_read_open_filenames
    open_all.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_char_p), ctypes.c_size_t]
    names = [*volumes.paths(together), None]
    with read.new_archive_read(kind) as pointer:
        if open_all(pointer, (ctypes.c_char_p * len(names))(*names), 1 << 16) < 0:
            raise Unreadable(Reason.DAMAGED)
        yield read.ArchiveRead(pointer)


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


def _libarchive(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.data is None and item.size <= MEMBER_LIMIT and not volumes.of(item).files:
        item = Item(item.locator, item.size, data=item.read(), file_name=item.file_name)
    outer = item.locator
    seen = 0
    tried = False
    try:
        with _opened(item, "all") as archive:
            for entry in archive:
                seen += 1
                if not entry.isfile:
                    continue
                name = _entry_name(entry, seen)
                size = entry.size or 0
                if MEMBER_LIMIT < size <= min(budget.bytes_left, RATIO_LIMIT * item.size):
                    again = partial(_entry_again, item, seen)
                    yield from streamed(again, outer, name, size, budget)
                    continue
                if size > min(MEMBER_LIMIT, budget.bytes_left):
                    budget.member()
                    yield Unread(outer.inside(name), Reason.TOO_BIG)
                    continue
                pieces = list(member(_entry_chunks(entry), outer, name, budget))
                if budget.passwords and not tried and any(map(_is_locked, pieces)) and seven_zip.is_one(item):
                    tried = True
                    try:
                        yield from seven_zip.members(item, budget)
                    except Unreadable as refusal:
                        if refusal.reason is not Reason.ENCRYPTED:
                            raise
                    else:
                        return
                yield from pieces
    except Unreadable as refusal:
        if refusal.reason is Reason.ENCRYPTED and budget.passwords and not seen and seven_zip.is_one(item):
            yield from seven_zip.members(item, budget)
            return
        if not seen:
            raise
        yield Unread(outer, refusal.reason)


def _is_locked(piece: Extracted) -> bool:
    return isinstance(piece, Unread) and piece.reason is Reason.ENCRYPTED


def _entry_again(item: Item, number: int) -> Iterator[bytes]:
    """The bytes of a member that is too big to keep, by another walk to it."""
    with _opened(item, "all") as archive:
        for seen, entry in enumerate(archive, 1):
            if seen == number:
                yield from _entry_chunks(entry)
                return


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
