"""One way to write a record down (RFC 8785), so that its hash is the same wherever it is made anew.

>>> canonical({"b": 1, "a": ["é", None]})
b'{"a":["\\xc3\\xa9",null],"b":1}'
"""

from __future__ import annotations

import base64
import json
from json.encoder import encode_basestring
from typing import Any

import rfc8785

from bailee.errors import InvalidInput

# What Python writes by itself as RFC 8785 wants it, ten times as fast: all but fractions, big numbers and some names.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_MOST = 2**53


def canonical(value: Any) -> bytes:
    """UTF-8 JSON, members sorted, no spaces. InvalidInput for what JSON cannot say exactly."""
    try:
        return _encode(value).encode() if is_plain(value) else rfc8785.dumps(value)
    except (ValueError, TypeError, RecursionError):  # ValueError: what rfc8785 raises, and text that is no Unicode
        raise InvalidInput(
            "a record may hold text, whole numbers within ±(2^53 - 1), fractions, true, false, null, lists and objects"
        ) from None


def quoted(text: str) -> str:
    """A text as JSON; one that is no Unicode fails where it is encoded."""
    return encode_basestring(text)


def decoded(text: str) -> bytes:
    """Base64 in the one spelling that each value has, or a changed letter could pass. ValueError for any other.

    >>> decoded("YWI=")
    b'ab'
    >>> decoded("YWJ=")  # says the same to whoever is lenient
    Traceback (most recent call last):
    ValueError: YWJ=
    """
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError(text)
    return data


def canonical_text(value: Any) -> str:
    return canonical(value).decode()


def plain_text(value: Any) -> str | None:
    """The same of what is plain and in ASCII, which is nearly everything; None of all else."""
    text = _encode(value) if is_plain(value) else ""
    return text if text and text.isascii() else None


def is_plain(value: Any) -> bool:
    """Whether both write it alike. Names of members are sorted by UTF-16 in RFC 8785, by code point here: the same in ASCII."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return bool(-_MOST < value < _MOST)
    if kind is list:
        return all(map(is_plain, value))
    if kind is dict:
        for name, each in value.items():  # noqa: SIM110 - `all` takes twice as long, and it is asked of every record
            if not (type(name) is str and name.isascii() and is_plain(each)):
                return False
        return True
    return False
