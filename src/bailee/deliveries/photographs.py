"""A photograph that shows a notice where it hangs: what is kept of it is its hash, its size and its form, and not the picture.

Who walks by is on it, too; whoever took it keeps it where papers are kept, and the hash shows later that it is the same.

>>> import io
>>> look(io.BytesIO(b"\\xff\\xd8\\xff\\xe0" + b"0" * 100)).form
'JPEG'
>>> look(io.BytesIO(b"GIF89a"))
Traceback (most recent call last):
bailee.errors.InvalidInput: this is no photograph that we know
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bailee.errors import CannotRead, InvalidInput

LARGEST = 25 << 20
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Photograph:
    sha256: str
    size: int
    form: str  # JPEG, PNG, WebP, HEIC


def look(stream: BinaryIO, size: int | None = None) -> Photograph:
    """InvalidInput for one that is empty, too big, or none. `size`: what is known of it before it is read."""
    if size is not None and size > LARGEST:
        raise _too_big(size)
    whole, read, head = hashlib.sha256(), 0, b""
    while piece := stream.read(_PIECE):
        head = head or piece[:16]
        read += len(piece)
        if read > LARGEST:
            raise _too_big(size or read)
        whole.update(piece)
    if not read:
        raise InvalidInput("the photograph is empty", hint="take it again, or choose another file")
    form = _form(head)
    if not form:
        raise InvalidInput("this is no photograph that we know", hint="JPEG, PNG, WebP or HEIC, as a phone takes them")
    return Photograph(whole.hexdigest(), read, form)


def look_at(path: Path) -> Photograph:
    """The same of a file. CannotRead where it is none that we may read."""
    try:
        with path.open("rb") as stream:
            return look(stream, path.stat().st_size)
    except OSError:
        raise CannotRead(f'cannot read "{path}"', hint="give the path of the photograph") from None


def _too_big(size: int) -> InvalidInput:
    return InvalidInput(
        f"the photograph has {size / (1 << 20):.0f} MB, and the largest that is taken has {LARGEST >> 20}",
        hint="send it from the phone in a smaller size; that the notice can be read on it is enough",
    )


def _form(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"hevc", b"msf1"):
        return "HEIC"
    return ""
