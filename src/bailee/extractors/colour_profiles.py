"""Words in the colour profile of a picture (ICC): who made it, for what, under whose name (ICC.1:2022, 10.15, 10.24).

>>> head = b"\\0" * 128 + b"\\0\\0\\0\\1" + b"cprt\\0\\0\\0\\x90\\0\\0\\0\\x10"
>>> words(head + b"text\\0\\0\\0\\0Ann Roe\\0")
{'ICC cprt': 'Ann Roe'}
"""

from __future__ import annotations

_HEAD, _ROW = 128, 12
_MOST = 100  # tags
_LONGEST = 4_000  # bytes of a text
# What every program writes into the profiles that come with it says nothing of anybody.
_COMMON = ("sRGB", "Copyright International Color Consortium", "No copyright", "Public Domain", "Display P3", "IEC ")


def words(profile: bytes) -> dict[str, str]:
    """Texts of a profile by the names of their tags."""
    found: dict[str, str] = {}
    count = min(int.from_bytes(profile[_HEAD : _HEAD + 4], "big"), _MOST)
    for number in range(count):
        row = profile[_HEAD + 4 + _ROW * number :][:_ROW]
        if len(row) < _ROW:
            break
        start, size = int.from_bytes(row[4:8], "big"), int.from_bytes(row[8:12], "big")
        text = _text(profile[start : start + min(size, _LONGEST)])
        if text and not any(common in text for common in _COMMON):
            found[f"ICC {row[:4].decode('latin-1')}"] = text
    return found


def _text(raw: bytes) -> str:
    sort = raw[:4]
    if sort == b"text":
        return raw[8:].decode("latin-1").strip("\0 ")
    if sort == b"desc":
        length = int.from_bytes(raw[8:12], "big")
        return raw[12 : 12 + length].decode("latin-1").strip("\0 ")
    if sort == b"mluc":
        count, width = int.from_bytes(raw[8:12], "big"), int.from_bytes(raw[12:16], "big")
        texts = []
        for number in range(min(count, _MOST)):
            row = raw[16 + width * number :][:12]
            length, start = int.from_bytes(row[4:8], "big"), int.from_bytes(row[8:12], "big")
            texts.append(raw[start : start + length].decode("utf-16-be", "replace").strip("\0 "))
        return "; ".join(dict.fromkeys(filter(None, texts)))
    return ""
