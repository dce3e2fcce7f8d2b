"""One way to write a record down (RFC 8785), so that its hash is the same wherever it is made anew.

>>> canonical({"b": 1, "a": ["é", None]})
b'{"a":["\\xc3\\xa9",null],"b":1}'
"""

from __future__ import annotations

from typing import Any

import rfc8785

from bailee.errors import InvalidInput


def canonical(value: Any) -> bytes:
    """UTF-8 JSON, members sorted, no spaces. InvalidInput for what JSON cannot say exactly."""
    try:
        return rfc8785.dumps(value)
    except (ValueError, TypeError, RecursionError):  # ValueError: what rfc8785 raises, and text that is no Unicode
        raise InvalidInput(
            "a record may hold text, whole numbers within ±(2^53 - 1), fractions, true, false, null, lists and objects"
        ) from None


def canonical_text(value: Any) -> str:
    return canonical(value).decode()
