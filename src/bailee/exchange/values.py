"""What stood encrypted in a column, as JSON that says how to make the same bytes again.

>>> encoded(b'{"why":"asked"}')
{'json': {'why': 'asked'}}
>>> encoded("Zoë".encode()), encoded(b"\\xff\\x00")
({'text': 'Zoë'}, {'base64': '/wA='})
>>> all(decoded(encoded(each)) == each for each in (b'{"a": 1}', b'[1.0,2]', b'"x"', b"\\xff", b""))
True

A document (base64 in a JSON text, or bytes) becomes a file of its own where somebody takes files; a page that is kept packed
is written unpacked.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Callable
from typing import Any

from bailee.errors import InvalidInput

_LONG = 512  # letters from which a text of base64 is a document
_LEVEL = 6  # as `store.rows.snapshots` packs
KINDS = ("json", "text", "base64", "packed", "file")
Keep = Callable[[bytes], str]  # takes a document, gives its name


def line(value: Any) -> str:
    """One value on one line, the same text for the same value.

    >>> line({"b": 1, "a": "ö"})
    '{"a":"ö","b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def encoded(plain: bytes, keep: Keep | None = None) -> dict[str, Any]:
    """`keep`: where documents become files."""
    try:
        text = plain.decode()
        value = json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError):
        return _bytes(plain, keep)
    if _compact(value) != text:
        return {"text": text}
    if isinstance(value, str) and len(value) >= _LONG and (document := _document(value)) is not None:
        if (page := _unpacked(document)) is not None:
            return {"packed": page}
        if keep is not None:
            return {"file": keep(document), "as": "base64"}
    return {"json": value}


def decoded(told: Any, read: Callable[[str], bytes] | None = None) -> bytes:
    """The bytes again. InvalidInput where it says none."""
    try:
        match told:
            case {"json": value}:
                return _compact(value).encode()
            case {"text": str(text)}:
                return text.encode()
            case {"base64": str(text)}:
                return base64.b64decode(text, validate=True)
            case {"packed": value}:
                packed = zlib.compress(_compact(value).encode(), _LEVEL)
                return _compact(base64.b64encode(packed).decode()).encode()
            case {"file": str(name), "as": "base64"} if read is not None:
                return _compact(base64.b64encode(read(name)).decode()).encode()
            case {"file": str(name), "as": "bytes"} if read is not None:
                return read(name)
    except (binascii.Error, ValueError, RecursionError):
        pass
    raise InvalidInput("this export holds a value that is none", hint="take another copy of it")


def _bytes(plain: bytes, keep: Keep | None) -> dict[str, Any]:
    try:
        return {"text": plain.decode()}
    except UnicodeDecodeError:
        pass
    if keep is not None and len(plain) >= _LONG:
        return {"file": keep(plain), "as": "bytes"}
    return {"base64": base64.b64encode(plain).decode()}


def _compact(value: Any) -> str:
    """As the store writes JSON before it encrypts it."""
    return json.dumps(value, separators=(",", ":"))


def _document(text: str) -> bytes | None:
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if base64.b64encode(found).decode() == text else None


def _unpacked(document: bytes) -> Any:
    """The page in it, where the same page packs to the same bytes; else None."""
    try:
        text = zlib.decompress(document)
        value = json.loads(text)
    except (zlib.error, ValueError, RecursionError):
        return None
    return value if zlib.compress(_compact(value).encode(), _LEVEL) == document else None
