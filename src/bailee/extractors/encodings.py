"""In which encoding bytes are text, and their text in pieces, whatever their length.

Order: byte order mark, UTF-8, UTF-16 or UTF-32 without a mark (Windows tools write it), then
a guess for old 8-bit and East Asian encodings. What stays invalid is read as Windows-1252 byte by byte, so that a log of
mixed encodings loses nothing.

>>> encoding_of("Zoë, 42".encode("utf-16-le")), encoding_of("Zoë is".encode("cp1252")), encoding_of(bytes(range(256)) * 4)
('utf-16-le', 'cp1252', None)
>>> list(pieces(io.BytesIO("Zoë".encode("utf-8-sig"))))
[(0, 'Zoë')]
"""

from __future__ import annotations

import codecs
import io
import os
import re
from collections.abc import Iterator
from typing import BinaryIO

from bailee.extractors.mixed_encodings import Narrow, Wide, has_narrow_stretch, narrow_parts

HEAD = 65_536  # bytes that decide
PIECE = 262_144  # characters of a piece, at most
OVERLAP = 200  # characters that two pieces share where a line has no place to cut

_WORDS = re.compile(r"[^\W\d_]{2,}|[ \n\d]")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096  # bytes by which wide text is judged; a multiple of four
_LEAST = 4  # letters beside zeros that make a text
_OF_LINES = 0.9  # of lines with foreign letters, at most so many of another encoding than UTF-8
_HIGH = bytes(range(128, 256))
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\x0b\x0c\x1b\x08\x1a\x1c\x1d\x1e\x1f") + b"\x7f"


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Invalid bytes as what most old Western files mean by them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    raw = error.object[error.start : error.end]
    return raw.decode("cp1252", "replace").replace("\ufffd", " "), error.end


codecs.register_error("bailee-windows-1252", _windows_1252)


def encoding_of(head: bytes) -> str | None:
    """Encoding of the text that starts with `head`; None where it is no text."""
    if not head:
        return "utf-8"
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if 0 in head:
        return _with_zeros(head)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    valid = _valid_utf8(head)
    if controls > len(head) * (0.02 if valid else 0.005) and controls > 1:
        return None
    if valid:
        return "utf-8"
    if len(head) >= 256 and (wide := _wide_encoding(head)):  # Chinese without a blank has no zeros
        return wide
    return _old_encoding(head)


def _with_zeros(head: bytes) -> str | None:
    """Zeros stand between the letters of wide text, and between the words or records of narrow text.

    Narrow text: an environment, a list for `xargs -0`, padded records, a log with holes. Its bytes beside the zeros are
    text by themselves; those of wide text hardly ever are, but for its Latin letters, where every other byte is zero.
    """
    wide = _wide_encoding(head)
    narrow = narrow_parts(head)
    solid = narrow.replace(b"\0", b"")
    if wide and (len(narrow) < len(head) / 4 or _is_latin(head, wide) or _is_kana(head, wide)):
        return "utf-8" if has_narrow_stretch(head) else wide
    clean = len(solid) == len(solid.translate(None, _CONTROLS))
    valid = _valid_utf8(solid)
    if clean and valid and (len(solid) >= _LEAST or len(narrow) < len(head)):
        return "utf-8"
    if len(solid) < _LEAST:
        return wide
    odd = len(solid) - len(solid.translate(None, _HIGH))
    if clean and odd < len(solid) * 0.3:  # an old Western encoding
        return "utf-8"
    return wide


def _valid_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _is_latin(head: bytes, encoding: str) -> bool:
    """Whether every other byte is zero, and more, as in wide text of Latin letters."""
    if encoding.startswith("utf-32"):
        return True
    sample = head[: _SAMPLE - _SAMPLE % 2]
    high = sample[1::2] if encoding == "utf-16-le" else sample[::2]
    return high.count(0) > len(high) * 0.7


def _is_kana(head: bytes, encoding: str) -> bool:
    """Japanese kana in two bytes, of which one is the digit zero and the other mostly a letter."""
    text = head[: _SAMPLE - _SAMPLE % 2].decode(encoding, "replace")
    return sum("\u3041" <= character <= "\u30fe" for character in text) > len(text) * 0.3


def _wide_encoding(head: bytes) -> str | None:
    """UTF-32 or UTF-16 without a mark, by how the text would read."""
    sample = head[:_SAMPLE]
    if len(sample) >= 8:
        quarter = len(sample) // 4
        for encoding, low, high in (("utf-32-le", (3, 2), 0), ("utf-32-be", (0, 1), 3)):
            if (
                all(sample[index::4].count(0) >= quarter * 0.98 for index in low)
                and sample[high::4].count(0) < quarter / 2
            ):
                return encoding
    best, best_score = None, 0.6
    for encoding in ("utf-16-le", "utf-16-be"):
        score = _reads_well(sample[: len(sample) - len(sample) % 2], encoding)
        if score > best_score:
            best, best_score = encoding, score
    return best


def _reads_well(sample: bytes, encoding: str) -> float:
    """Share (0-1) of characters that a text in one script would have; 0 where it has none of the marks of text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(sample)
    except UnicodeDecodeError:
        return 0.0
    if len(text) < 2:
        return 0.0
    plain = sum(1 for character in text if character in " \t\n\r.,;:-/'\"()" or character.isdecimal())
    ascii_count = sum(1 for character in text if " " <= character <= "~" or character in "\t\n\r")
    spacing = "\t\n\r\f\v\0\ufeff"
    bad = sum(1 for character in text if character not in spacing and not character.isprintable())
    nul = text.count("\0")
    if bad > len(text) * 0.01 or nul > len(text) * 0.05:
        return 0.0
    if ascii_count > len(text) * 0.7:
        return ascii_count / len(text)
    blocks: dict[int, int] = {}
    for character in text:
        if ord(character) > 0x7F:
            block = ord(character) >> 8 if ord(character) < 0x2E80 else 0x4E if _is_east_asian(character) else -1
            blocks[block] = blocks.get(block, 0) + 1
    blocks.pop(-1, None)
    top = sum(sorted(blocks.values(), reverse=True)[:2])
    # A text has spaces, digits or full stops; Chinese has its own, so one line end is enough there.
    return (top + ascii_count) / len(text) if plain >= max(1, len(text) // 200) else 0.0


def _is_east_asian(character: str) -> bool:
    """What Chinese, Japanese and Korean are written with every day: rare signs are what other bytes look like."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3000" <= character <= "\u30ff"
        or "\uac00" <= character <= "\ud7a3"
        or "\uff00" <= character <= "\uffef"
    )


def _old_encoding(data: bytes) -> str | None:
    """An 8-bit or East Asian encoding. Windows-1252 where there is little to go by."""
    high = len(data) - len(data.translate(None, _HIGH))
    broken = codecs.getincrementaldecoder("utf-8")("replace").decode(data).count("\ufffd")
    if broken <= high / 20 or _is_of_two(data):
        return "utf-8"  # UTF-8 with a few foreign bytes
    is_few = (high < len(data) * 0.12 and high < 2000) or (len(data) < 256 and high < len(data) * 0.4)
    if is_few and _is_western(data[:HEAD]):
        return "cp1252"
    first = next(index for index, byte in enumerate(data) if byte >= 128)
    sample = data[max(0, first - 1024) : first + 7168]
    import charset_normalizer  # slow to import, and needed by few files

    best = charset_normalizer.from_bytes(sample, steps=5, chunk_size=1024).best()
    if best is None:
        return "cp1252" if high < len(data) * 0.3 else None
    name = codecs.lookup(best.encoding).name
    return "cp1252" if name in ("ascii", "iso8859-1", "utf-8") or name.startswith(("utf-16", "utf-32")) else name


def _is_of_two(data: bytes) -> bool:
    """Whether some lines are UTF-8 and the others Western: a list that a second program went on with.

    >>> _is_of_two("Größe 4\\n".encode() + "Größe 5\\n".encode("cp1252")), _is_of_two("Größe 4\\nMaß 5".encode("cp1252"))
    (True, False)
    """
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    strange = [line for line in lines if not _valid_utf8(line)]
    return 0 < len(strange) <= _OF_LINES * len(lines) and _is_western(b"\n".join(strange))


def _is_western(data: bytes) -> bool:
    """Whether letters beyond ASCII stand alone or two together, as accents do: in one of ten places more.

    >>> _is_western("Größe".encode("cp1252")), _is_western("Größe".encode("cp1252") + "Привет".encode("cp1251"))
    (True, False)
    """
    runs = re.findall(rb"[\x80-\xff]+", data)
    return sum(len(run) > 2 for run in runs) <= len(runs) / 10


def decoder_for(encoding: str) -> codecs.IncrementalDecoder:
    """A decoder that never fails: invalid bytes are read as Windows-1252 in UTF-8, and replaced elsewhere."""
    if encoding == "utf-8":
        return Narrow(codecs.getincrementaldecoder(encoding)("bailee-windows-1252"))
    made = codecs.getincrementaldecoder(encoding)
    return Wide(made) if encoding in ("utf-16-le", "utf-16-be") else made("replace")


def declared_or_seen(raw: bytes, declared: str) -> str:
    """The encoding that a file declares for its bytes where they read as text in it, else the one that they look like.

    >>> declared_or_seen(b"Hello", "utf-16"), declared_or_seen("Łódź".encode("iso8859-2"), "iso8859-2")
    ('utf-8', 'iso8859-2')
    """
    try:
        name = codecs.lookup(declared.strip("\"' ").lower()).name
        text = raw[:HEAD].decode(name, "replace")
        letters = bytes(range(0x20, 0x7F)).decode(name, "replace")
    except (LookupError, ValueError, UnicodeError):
        return encoding_of(raw[:HEAD]) or "utf-8"
    if letters.isascii() and len(letters) > 90:  # ASCII stays what it is
        return name
    seen = encoding_of(raw[:HEAD])
    if seen is None:
        return name
    if seen.startswith(name[:6]):  # which of its two orders, the declaration may leave open
        return seen
    other = decoder_for(seen).decode(raw[:HEAD], final=True)
    return name if _share_of_words(text) > _share_of_words(other) else seen


def _share_of_words(text: str) -> float:
    """Share of characters (0-1) that are letters of words, digits and blanks, as in a text that somebody wrote."""
    return sum(len(found) for found in _WORDS.findall(text)) / max(1, len(text))


def decoded(stream: BinaryIO | io.RawIOBase, encoding: str, step: int = HEAD) -> Iterator[str]:
    """The text of a stream in small stretches, without its byte order mark; memory is constant."""
    decoder = decoder_for(encoding)
    first = True
    while chunk := stream.read(step):
        text = decoder.decode(chunk)
        if first and text:
            first = False
            text = text.removeprefix("\ufeff")
        if text:
            yield text
    if text := decoder.decode(b"", final=True):
        yield text


def pieces(stream: BinaryIO, encoding: str | None = None, size: int = PIECE) -> Iterator[tuple[int, str]]:
    """(offset in code points, piece). Cut at paragraphs, else at line ends, else at blanks, else with an overlap."""
    offset, kept = 0, ""
    source = _Prefixed(b"", stream)
    if encoding is None:
        head = stream.read(HEAD)
        while is_hole(head):
            offset += len(head) + skip_hole(stream)
            head = stream.read(HEAD)
        encoding = encoding_of(head) or "cp1252"
        source = _Prefixed(head, stream)
    for stretch in decoded(source, encoding):
        if stretch[:1] == "\0" and not stretch.strip("\0"):  # nothing that anybody would look through
            if kept:
                yield offset, kept
            offset, kept = offset + len(kept) + len(stretch) + source.skip_hole(), ""
            continue
        kept += stretch
        while len(kept) > size:
            cut, resume = _cut(kept, size)
            yield offset, kept[:cut]
            offset += resume
            kept = kept[resume:]
    if kept:
        yield offset, kept


def _cut(text: str, size: int) -> tuple[int, int]:
    """Where a piece ends and where the next begins."""
    for mark, least in (
        ("\n\n", size - size // 8),
        ("\n", size // 2),
        ("\r", size // 2),
        ("\t", size - 4096),
        (" ", size - 4096),
        (",", size - 4096),
        (";", size - 4096),
        (">", size - 4096),
    ):
        at = text.rfind(mark, least, size)
        if at >= 0:
            return at + len(mark), at + len(mark)
    return size, size - OVERLAP


def is_hole(chunk: bytes) -> bool:
    """Whether there is nothing but zeros in it."""
    return bool(chunk) and chunk.count(0) == len(chunk)


def skip_hole(stream: BinaryIO) -> int:
    """How many bytes the system says to be no data from here on, which are passed over; 0 where it does not say."""
    seek_data = getattr(os, "SEEK_DATA", None)
    if seek_data is None:
        return 0
    try:
        at = stream.tell()
        return stream.seek(os.lseek(stream.fileno(), at, seek_data)) - at
    except (OSError, ValueError, AttributeError):  # no file of its own, or a hole to its end
        return 0


class _Prefixed(io.RawIOBase):
    """Bytes already read, then the rest of the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def skip_hole(self) -> int:
        return 0 if self._head else skip_hole(self._rest)

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._head:
            taken = self._head[: len(buffer)]
            self._head = self._head[len(taken) :]
        else:
            taken = self._rest.read(len(buffer))
        buffer[: len(taken)] = taken
        return len(taken)
