"""Looking for values in whatever disguise: as they are, bare, digits alone, backwards, UTF-16, base64, hex, as in an address, as JSON writes them."""

from __future__ import annotations

import base64
import contextlib
import gzip
import io
import json
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

SHORTEST = 7
_WORD = re.compile(rb"[0-9A-Za-z]")


def disguises(value: str) -> dict[bytes, bool]:
    """Forms of a value. True: it counts only as a word of its own: seven digits in a row of a fingerprint are chance; hex and base64 stand in longer runs.

    >>> forms = disguises("078-05-1120")
    >>> b"078051120" in forms, b"0211-50-870" in forms, "078-05-1120".encode().hex().encode() in forms
    (True, True, True)
    """
    bare = "".join(character for character in value if character.isalnum())
    digits = "".join(character for character in value if character.isdigit())
    words = {value, bare, digits, json.dumps(value)[1:-1], quote(value), quote(value, safe="")}
    words |= {word[::-1] for word in (value, bare, digits)}
    forms = {word.encode(): True for word in words if len(word) >= SHORTEST}
    for code in ("utf-16-le", "utf-16-be"):
        forms |= {value.encode(code): False, bare.encode(code): False}
    for word in (value, bare):
        forms |= {word.encode().hex().encode(): False, word.encode().hex().upper().encode(): False}
        for before in range(3):
            packed = base64.b64encode(b"\0" * before + word.encode()).rstrip(b"=")
            forms[packed[(0, 2, 3)[before] : -1]] = False  # what its neighbours have no part in
    return {form: alone for form, alone in forms.items() if len(form) >= SHORTEST}


@dataclass
class Search:
    """Tens of thousands of forms at once."""

    values: Iterable[str]
    forms: list[tuple[str, bytes, bool]] = field(init=False)

    def __post_init__(self) -> None:
        import hyperscan

        self.forms = [(value, form, alone) for value in self.values for form, alone in disguises(value).items()]
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        escaped = [b"".join(b"\\x%02x" % byte for byte in form) for _, form, _ in self.forms]
        self._database.compile(expressions=escaped, flags=[0] * len(escaped))

    def hits(self, content: bytes) -> dict[str, list[int]]:
        """Values that stand in it, and where."""
        found: dict[str, list[int]] = {}

        def seen(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            value, form, alone = self.forms[number]
            if not alone or stands_alone(content, end - len(form), len(form)):
                found.setdefault(value, []).append(end - len(form))

        self._database.scan(content, match_event_handler=seen)
        return found


def stands_alone(content: bytes, at: int, size: int) -> bool:
    """Not a piece of a longer word or number: `5551234567` in a fingerprint is chance, of which a megabyte has some."""
    before, after = content[at - 1 : at], content[at + size : at + size + 1]
    return not (_WORD.match(before) and _WORD.match(content[at : at + 1])) and not (
        _WORD.match(after) and _WORD.match(content[at + size - 1 : at + size])
    )


def unpacked(content: bytes, depth: int = 3) -> Iterator[bytes]:
    """The bytes, and what stands in them however they are packed: zip, gzip, tar, the streams and the pages of a PDF."""
    yield content
    with contextlib.suppress(zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, zlib.error, NotImplementedError):
        yield from _inside(content, depth)  # a damaged one: its bytes were looked at


def _inside(content: bytes, depth: int) -> Iterator[bytes]:
    if depth == 0:
        return
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name), depth - 1)
    elif content.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(content), depth - 1)
    elif content.startswith(b"%PDF"):
        yield from _pdf(content, depth)
    elif content[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(content)) as archive_of_tar:
            for member in archive_of_tar:
                file = archive_of_tar.extractfile(member)
                yield member.name.encode()
                if file is not None:
                    yield from unpacked(file.read(), depth - 1)


def _pdf(content: bytes, depth: int) -> Iterator[bytes]:
    import pypdfium2

    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            continue
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:  # a damaged one: its bytes and streams were looked at
        return
    try:
        yield "\n".join(page.get_textpage().get_text_bounded() for page in document).encode()
        for number in range(document.count_attachments()):
            yield from unpacked(bytes(document.get_attachment(number).get_data()), depth - 1)
    finally:
        document.close()


def told(search: Search, contents: Mapping[str, bytes]) -> dict[str, list[str]]:
    """What leaks, by name of what was searched: lengths and places, so that a failing test leaks nothing either."""
    leaks: dict[str, list[str]] = {}
    for name, content in contents.items():
        for part in unpacked(content):
            for value, places in search.hits(part).items():
                leaks.setdefault(name, []).append(f"{len(value)} characters at {places[0]}")
    return leaks


def files_under(folder: Path, *, but: Iterable[Path] = ()) -> Iterator[tuple[str, bytes]]:
    """Files of a folder with their names; folders that are left out stand in `but`."""
    left_out = tuple(but)
    for path in sorted(folder.rglob("*")):
        if (
            path.is_file()
            and not path.is_symlink()
            and not any(each == path or each in path.parents for each in left_out)
        ):
            yield str(path.relative_to(folder)), path.read_bytes() + b"\n" + str(path.relative_to(folder)).encode()
