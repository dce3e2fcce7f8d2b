"""Reading a file before it is redacted, and its copy afterwards: by our own extractors, by others', and byte by byte.

Our extractors tell values that only their way of reading shows. The copy is then read by readers that share nothing with what
wrote it: one trace of a value in what any of them gives, and it is not released.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

from bailee.extractors import media_type as media
from bailee.extractors import visible_text
from bailee.extractors.document_types import FLAT_ODF, WORD_XML
from bailee.extractors.interface import Unread
from bailee.items import Item
from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.readers import READERS
from bailee.protection.redaction.values import in_base64
from bailee.protection.redaction.work import Work
from bailee.scanner.limits import Limits
from bailee.scanner.reading import places_of
from bailee.text import Text
from bailee.vocabulary import Locator, Reason

_LIMITS = Limits(expanded=1 << 30)
# Parts of other programs that hold no words: settings of a printer, fonts.
_WORDLESS = re.compile(r"(?:printerSettings\d*\.bin|.*\.(?:odttf|fntdata|ttf|otf|woff2?|eot|icc))", re.IGNORECASE)
# A picture is put off by our extractors and looked at by `pixels`; a format we do not know is looked at byte by byte.
_ELSEWHERE = frozenset({Reason.EXCLUDED})


def places(data: bytes, name: str) -> list[Text | Unread]:
    """All that our extractors give, pictures left out: `pixels` reads those."""
    visible_text.begin("off")
    item = Item(Locator(("file",)), len(data), data=data, file_name=name)
    return list(places_of(item, _LIMITS))


def learn(data: bytes, name: str, work: Work) -> None:
    """Values in a file, as our extractors read it. RefusedRedaction where it is locked."""
    for place in places(data, name):
        if isinstance(place, Text):
            work.learn(place)
        elif len(place.locator.segments) == 1 and place.reason in _REFUSED:
            raise RefusedRedaction(_REFUSED[place.reason])


# Formats whose modules hand pictures to `pixels` themselves, and how pictures begin elsewhere.
_LOOKS_AT_PICTURES = (
    media.OPEN_XML | media.OPEN_DOCUMENT | media.IMAGES | media.VIDEO | {media.PDF, media.MAIL, media.MBOX, media.ZIP, media.HTML, FLAT_ODF, WORD_XML}
)  # fmt: skip
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*")

_REFUSED = {
    Reason.ENCRYPTED: Why.ENCRYPTED,
    Reason.TOO_BIG: Why.TOO_BIG,
    Reason.OUT_OF_MEMORY: Why.OUT_OF_MEMORY,
    Reason.TIMED_OUT: Why.TIMED_OUT,
}


def nothing_in(item: Item, work: Work, media_type: str) -> None:
    """RefusedRedaction where a file of a format that is not redacted holds something, or cannot be read in full."""
    data = item.read()
    place = item.name.rpartition(".")[2].lower() if "." in item.name else ""
    place = place if re.fullmatch(r"[a-z]{1,5}\d?", place) else "embedded"
    if work.values.is_in_bytes(data):
        raise RefusedRedaction(Why.NO_FORMAT, place)
    if _WORDLESS.fullmatch(item.name.rsplit("/", 1)[-1]):
        return
    key = ("places", hashlib.blake2b(data, digest_size=16).digest())
    if key not in work.remembered:
        work.remembered[key] = places(data, item.name)
    read = work.remembered[key]
    for each in read if isinstance(read, list) else ():
        if isinstance(each, Unread):
            if each.reason not in _ELSEWHERE:
                raise RefusedRedaction(Why.ENCRYPTED if each.reason is Reason.ENCRYPTED else Why.UNREAD, place)
            raise RefusedRedaction(Why.UNREAD, "picture")
        if work.found(each) or work.values.is_in(each.content):
            raise RefusedRedaction(Why.NO_FORMAT, place)


# --- the copy


def again(made: bytes, name: str, media_type: str, work: Work, *, source: bytes) -> list[str]:
    """Who read the copy and found nothing. RefusedRedaction where a value is still there.

    Values that our extractors find only now are learnt: `work.is_settled` is false then, and the file is gone through again.
    """
    readers = ["bailee"]
    if media_type not in _LOOKS_AT_PICTURES and any(inner.startswith(_PICTURES) for inner in in_base64(made)):
        raise RefusedRedaction(Why.UNREAD, "picture")  # a photograph on a card, in a directory
    unread = (
        {_where(place) for place in places(source, name) if isinstance(place, Unread)} if source is not made else set()
    )
    for place in places(made, name):
        if isinstance(place, Unread):
            if place.reason not in _ELSEWHERE and _where(place) not in unread:
                raise RefusedRedaction(Why.INVALID, place.reason.value)
            if place.reason not in _ELSEWHERE | {Reason.UNKNOWN_FORMAT}:
                raise RefusedRedaction(Why.UNREAD, place.reason.value)
            continue
        if (
            not work.learnt_more()
        ):  # what a place before this one told stands here still: the file is gone through again
            _kept_only(place.content, work, "text")
        work.learn(place, again=True)
    if work.learnt_more():
        return readers
    for reader, read in READERS.get(media_type, ()):
        texts = _given(read, made)
        if texts is None:
            continue  # it is not installed, or cannot read the original either
        for text in texts:
            _kept_only(text, work, reader)
        readers.append(reader)
    for stream in streams(made):
        _bytes_clean(stream, work)
    readers.append("raw bytes")
    return readers


def _where(place: Unread) -> tuple[object, ...]:
    return place.reason, len(place.locator.segments)


def _given(read: Callable[[bytes], Iterator[str]], data: bytes) -> list[str] | None:
    try:
        return list(read(data))
    except ImportError:
        return None
    except Exception:  # noqa: BLE001 - a library may raise anything; a copy that it cannot read is judged by `validity`
        return None


def _kept_only(text: str, work: Work, reader: str) -> None:
    """RefusedRedaction where a value stands in a text, but for values of the person whom the copy is for."""
    if not work.wish.keep:
        if work.values.is_in(text):
            raise RefusedRedaction(Why.TRACE, reader)
        return
    for low, high, _ in work.values.spans(text):
        if not work.is_kept(text[low:high]):
            raise RefusedRedaction(Why.TRACE, reader)


def _bytes_clean(data: bytes, work: Work) -> None:
    if not work.wish.keep:
        if work.values.is_in_bytes(data):
            raise RefusedRedaction(Why.TRACE, "raw bytes")
        return
    for text in (data.decode("latin-1"), data.replace(b"\0", b"").decode("latin-1")):
        _kept_only(text, work, "raw bytes")


def streams(data: bytes, depth: int = 4, left: int = 1 << 30) -> Iterator[bytes]:
    """The bytes of a file, and of all that is packed in it: members of zips with their names, streams of a PDF."""
    yield data
    if depth <= 0:
        return
    if data[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield archive.comment
                for info in archive.infolist():
                    left -= info.file_size
                    if left < 0:
                        raise RefusedRedaction(Why.TOO_BIG)
                    yield info.filename.encode("utf-8", "replace") + b"\n" + info.comment + b"\n" + info.extra
                    yield from streams(archive.read(info), depth - 1, left)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
            return
    elif data[:5] == b"%PDF-":
        for found in re.finditer(rb"stream\r?\n", data):
            unpacker = zlib.decompressobj()
            try:
                out = unpacker.decompress(data[found.end() :], 64 << 20)
            except zlib.error:
                continue
            if out:
                yield out
