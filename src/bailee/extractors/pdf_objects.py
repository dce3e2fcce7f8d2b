"""A look at the objects of a PDF without a parser: streams that are bombs or broken, strings, XMP packets.

>>> objects = Objects(b"%PDF-1.4 1 0 obj << /Title (Pay of Ann) /Alt <FEFF0042006F> >> endobj %%EOF", 1 << 30)
>>> objects.strings, objects.is_damaged
([('Title', 'Pay of Ann'), ('Alt', 'Bo')], False)
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

STREAM_LIMIT = 160 << 20  # bytes of one stream that is no picture
TOTAL_LIMIT = 600 << 20
STEP = 1 << 18
_STREAM = re.compile(rb"\bstream\r?\n")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_STRING = re.compile(
    rb"/([A-Za-z][\w.#-]{0,60})\s*(?:\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.){0,2000}\)){0,20000})\)|<([0-9A-Fa-f\s]{6,40000})>)",
    re.DOTALL,
)
_NO_WORDS = frozenset(
    "ID U O UE OE Perms CharSet Registry Ordering DA NM M D CreationDate ModDate Lang S Producer AS Length Filter Type Subtype "  # noqa: SIM905
    "Encoding BaseFont FontName CheckSum PCM SourceModified LastModified W Marked".split()
)
_BEGINS_OR_WRITES = re.compile(rb"\bBT(?=\s)|[)>\]]\s?T[jJ]\b")
_FAR = 4_000  # bytes from where text begins to what is written
_CONTENTS = re.compile(rb"/Contents\s*(?:\[|\d{1,8}\s+\d{1,5}\s+R)")
_SPOKEN = (b"/Alt", b"/E ", b"/E(")  # in the content of a page, what is said in place of something shown
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_STRINGS = 20_000


class Objects:
    """`strings`: (key, text) of dictionaries; `xmp`: packets of metadata; `is_bomb`, `is_damaged`: see the module;
    `shows_text`: something in it is written on pages, and `has_contents`: pages have something on them."""

    def __init__(self, data: bytes, allowed: int) -> None:
        self.strings: list[tuple[str, str]] = []
        self.xmp: list[bytes] = []
        self.is_bomb = False
        self.shows_text = self.has_contents = False
        self.is_damaged = b"%%EOF" not in data[-2048:]
        self._expanded = 0
        self._allowed = min(allowed, TOTAL_LIMIT)
        self._encrypted = re.search(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)", data) is not None
        self._look(data)
        # of a locked file, PDFium opens what it is asked for by name; the names themselves are not locked
        self.names = _property_names(data) if self._encrypted else []

    def _look(self, data: bytes) -> None:
        at = 0
        for found in _STREAM.finditer(data):
            if found.start() < at:
                continue
            outside = data[at : found.start()]
            self._collect(outside)
            dictionary = outside[-4096:]
            dictionary = dictionary[dictionary.rfind(b" obj") :] if b" obj" in dictionary else dictionary
            end = data.find(b"endstream", found.end())
            if end < 0:
                end = len(data)
                self.is_damaged = True
            if not self._encrypted:
                self._stream(dictionary, data, found.end(), end)
            if self.is_bomb:
                return
            at = end
        self._collect(data[at:])

    def _stream(self, dictionary: bytes, data: bytes, start: int, end: int) -> None:
        named = _FILTER.search(dictionary)
        filters = re.findall(rb"/(\w+)", named[1]) if named else []
        kind = re.search(rb"/(?:Subtype|Type)\s*/(\w+)", dictionary)
        if not filters:
            self._shown(data[start : min(end, start + STEP)], kind)
            self._packet(data[start:end])
            return
        flates = 0
        for name in filters:
            if name not in (b"FlateDecode", b"Fl"):
                break
            flates += 1
        if not flates or (b"/Image" in dictionary and flates == 1):
            return
        kept = bytearray()
        keep = (
            (kind is not None and kind[1] in (b"ObjStm", b"Metadata", b"XML"))
            or b"/ObjStm" in dictionary
            or b"/XML" in dictionary
        )
        spoken = bytearray()
        size = 0
        try:
            for chunk in _inflated(data, start, flates):
                size += len(chunk)
                self._expanded += len(chunk)
                if size > STREAM_LIMIT or self._expanded > self._allowed:
                    self.is_bomb = True
                    return
                if size == len(chunk):
                    self._shown(chunk, kind)
                if keep and len(kept) < 8 << 20:
                    kept += chunk
                elif not keep and len(spoken) < 1 << 20 and any(mark in chunk for mark in _SPOKEN):
                    spoken += chunk
        except (zlib.error, EOFError):
            if end - start > 8:  # some writers leave empty streams
                self.is_damaged = True
        if spoken and b"BDC" in spoken:
            self._collect(bytes(spoken))
        if keep:
            self._packet(bytes(kept)) if b"<x:xmpmeta" in kept or b"<?xpacket" in kept else self._collect(bytes(kept))

    def _shown(self, content: bytes, kind: re.Match[bytes] | None) -> None:
        """A look at how a stream begins. What a mark or a button looks like is a form, and is read from what it says."""
        if not self.shows_text and (kind is None or kind[1] not in (b"Form", b"XObject")):
            self.shows_text = _writes(content)

    def _packet(self, data: bytes) -> None:
        start = data.find(b"<x:xmpmeta")
        if start >= 0 and len(self.xmp) < 50:
            end = data.find(b"</x:xmpmeta>", start)
            self.xmp.append(data[start : end + 12 if end >= 0 else start + (1 << 20)])

    def _collect(self, data: bytes) -> None:
        self.has_contents = self.has_contents or _CONTENTS.search(data) is not None
        if self._encrypted or len(self.strings) >= _STRINGS:
            return
        for key, literal, digits in _STRING.findall(data):
            name = key.decode("latin-1")
            if name in _NO_WORDS:
                continue
            text = _decoded(bytes.fromhex(_even(digits)) if digits else _unescaped(literal)).strip()
            if len(text) >= 2 and any(map(str.isalnum, text)):
                self.strings.append((name, text))


def _writes(content: bytes) -> bool:
    """Whether text is begun, and something written soon after.

    >>> _writes(b"BT /F1 12 Tf (Ann) Tj ET"), _writes(b"BT ET BT ET"), _writes(b"(Ann) Tj")
    (True, False, False)
    """
    begun = -1
    for found in _BEGINS_OR_WRITES.finditer(content):
        if found[0] == b"BT":
            begun = found.start()
        elif begun >= 0 and found.start() - begun <= _FAR and b"\0" not in content[begun : found.start()]:
            return True
    return False


def _property_names(data: bytes) -> list[str]:
    """Names of the properties of a document, its own among them."""
    told = re.search(rb"/Info\s+(\d+)\s+(\d+)\s+R", data)
    if told is None:
        return []
    found = re.search(rb"(?<!\d)%s\s+%s\s+obj(.{0,16000}?)endobj" % (told[1], told[2]), data, re.DOTALL)
    names = re.findall(rb"/([A-Za-z][\w.-]{0,60})\s*[(<]", found[1]) if found else []
    return [name.decode("ascii") for name in names[:200]]


def _even(digits: bytes) -> str:
    text = re.sub(rb"\s", b"", digits).decode("ascii")
    return text + "0" if len(text) % 2 else text


def _inflated(data: bytes, start: int, times: int) -> Iterator[bytes]:
    """The stream at `start`, inflated `times` times, in steps: nothing grows in one go."""
    inflaters = [zlib.decompressobj() for _ in range(min(times, 4))]

    def grown(source: bytes, level: int) -> Iterator[bytes]:
        if level == len(inflaters):
            yield source
            return
        inflater = inflaters[level]
        pending = source
        while pending and not inflater.eof:
            chunk = inflater.decompress(pending, STEP)
            pending = inflater.unconsumed_tail
            if chunk:
                yield from grown(chunk, level + 1)
            elif not pending:
                break

    at = start
    while not inflaters[0].eof:
        source = data[at : at + STEP]
        if not source:
            raise EOFError
        at += STEP
        yield from grown(source, 0)


def _unescaped(literal: bytes) -> bytes:
    """7.3.4.2 of ISO 32000: a backslash before a letter, an octal number or a line end."""
    if b"\\" not in literal:
        return literal

    def one(found: re.Match[bytes]) -> bytes:
        code = found[1]
        if code.isdigit():
            return bytes([int(code, 8) & 0xFF])
        return _ESCAPES.get(code, b"" if code in (b"\n", b"\r", b"\r\n") else code)

    return re.sub(rb"\\([0-7]{1,3}|\r\n|.)", one, literal, flags=re.DOTALL)


def _decoded(raw: bytes) -> str:
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    if raw.startswith(b"\xff\xfe"):
        return raw[2:].decode("utf-16-le", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("cp1252", "replace")
