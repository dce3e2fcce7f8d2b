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
import re
from collections.abc import Iterator
from typing import BinaryIO

HEAD = 65_536  # bytes that decide
PIECE = 262_144  # characters of a piece, at most
OVERLAP = 200  # characters that two pieces share where a line has no place to cut

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
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
    zeros = head.count(0)
    if zeros and (wide := _wide_encoding(head)):
        return wide
    solid = head.replace(b"\0", b"") if zeros else head
    if not solid or zeros > len(head) * 0.998:
        return None
    controls = len(solid) - len(solid.translate(None, _CONTROLS))
    valid = _valid_utf8(solid)
    if zeros:  # text with holes, as a log that was preallocated or cut off by a crash has them
        odd = len(solid) - len(solid.translate(None, bytes(range(128, 256))))
        return "utf-8" if controls == 0 and (valid or odd < len(solid) / 20) and _runs_of_zeros(head) else None
    if controls > len(solid) * (0.02 if valid else 0.005) and controls > 1:
        return None
    if valid:
        return "utf-8"
    if len(head) >= 256 and (wide := _wide_encoding(head)):  # Chinese without a blank has no zeros
        return wide
    return _old_encoding(solid)


def _valid_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _runs_of_zeros(head: bytes) -> bool:
    """Whether zeros stand in few long runs, and not between the letters."""
    runs = re.findall(rb"\0+", head)
    return len(runs) <= 8 or len(runs) < head.count(0) / 64


def _wide_encoding(head: bytes) -> str | None:
    """UTF-32 or UTF-16 without a mark, by how the text would read."""
    sample = head[: 4096 - 4096 % 4]
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
            block = ord(character) >> 8 if ord(character) < 0x2E80 else 0x4E
            blocks[block] = blocks.get(block, 0) + 1
    top = sum(sorted(blocks.values(), reverse=True)[:2])
    # A text has spaces, digits or full stops; Chinese has its own, so one line end is enough there.
    return (top + ascii_count) / len(text) if plain >= max(1, len(text) // 200) else 0.0


def _old_encoding(data: bytes) -> str | None:
    """An 8-bit or East Asian encoding. Windows-1252 where there is little to go by."""
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    broken = codecs.getincrementaldecoder("utf-8")("replace").decode(data).count("\ufffd")
    if broken <= high / 20:
        return "utf-8"  # UTF-8 with a few foreign bytes
    if (high < len(data) * 0.12 and high < 2000) or (len(data) < 256 and high < len(data) * 0.4):
        words = re.findall(rb"[A-Za-z]*[\x80-\xff]+[A-Za-z]*", data[:HEAD])
        if sum(1 for word in words if re.search(rb"[\x80-\xff]{3,}", word)) <= len(words) / 10:
            return "cp1252"
    first = next(index for index, byte in enumerate(data) if byte >= 128)
    sample = data[max(0, first - 1024) : first + 7168]
    import charset_normalizer  # slow to import, and needed by few files

    best = charset_normalizer.from_bytes(sample, steps=5, chunk_size=1024).best()
    if best is None:
        return "cp1252" if high < len(data) * 0.3 else None
    name = codecs.lookup(best.encoding).name
    return "cp1252" if name in ("ascii", "iso8859-1", "utf-8") or name.startswith(("utf-16", "utf-32")) else name


def decoder_for(encoding: str) -> codecs.IncrementalDecoder:
    """A decoder that never fails: invalid bytes are read as Windows-1252 in UTF-8, and replaced elsewhere."""
    errors = "bailee-windows-1252" if encoding == "utf-8" else "replace"
    return codecs.getincrementaldecoder(encoding)(errors)


def decoded(stream: BinaryIO, encoding: str, step: int = HEAD) -> Iterator[str]:
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
    if encoding is None:
        head = stream.read(HEAD)
        encoding = encoding_of(head) or "cp1252"
        stream = io.BufferedReader(_Prefixed(head, stream))
    offset, kept = 0, ""
    for stretch in decoded(stream, encoding):
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


class _Prefixed(io.RawIOBase):
    """Bytes already read, then the rest of the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._head:
            taken = self._head[: len(buffer)]
            self._head = self._head[len(taken) :]
        else:
            taken = self._rest.read(len(buffer))
        buffer[: len(taken)] = taken
        return len(taken)
