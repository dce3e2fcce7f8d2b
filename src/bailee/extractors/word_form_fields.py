"""Form fields of Word documents of 1997 to 2003: name, default, help, status text and the entries of a list ([MS-DOC] 2.9.78, FFData).

>>> text = lambda words: len(words).to_bytes(2, "little") + words.encode("utf-16-le") + b"\\0\\0"
>>> entries = b"\\xff\\xff\\1\\0\\0\\0" + text("Ann Roe")[:-2]
>>> data = b"\\xff\\xff\\xff\\xff\\2\\0\\0\\0\\0\\0" + text("who") + b"\\0\\0" + text("") * 5 + entries
>>> list(words(b"\\0\\0\\0\\0\\x44\\0" + b"\\0" * 62 + data))
['who', 'Ann Roe']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEGIN = re.compile(rb"\x44\0[\0-\xff]{62}\xff\xff\xff\xff")  # the head of data that is no picture, then the version
_LONGEST = 256  # characters of a string
_TEXT, _LIST = 0, 2  # sorts of field; a box to tick is 1
_AFTER = 5  # strings behind the default: format, help, status text, two macros
_MOST = 500  # entries of a list


def words(data: bytes) -> Iterator[str]:
    """What a person wrote into the form fields that the stream of data holds."""
    for found in _BEGIN.finditer(data):
        at = found.end()
        sort = data[at] & 3 if at < len(data) else _TEXT
        at += 6
        count = 1 + (sort == _TEXT)
        for number in range(count + _AFTER):
            if number == 1 and sort != _TEXT:
                at += 2  # the entry that is chosen
            read = _string(data, at, with_end=True)
            if read is None:
                break
            text, at = read
            if text:
                yield text
        else:
            if sort == _LIST:
                yield from _entries(data, at)


def _entries(data: bytes, at: int) -> Iterator[str]:
    if data[at : at + 2] != b"\xff\xff":
        return
    count = min(int.from_bytes(data[at + 2 : at + 4], "little"), _MOST)
    at += 6
    for _ in range(count):
        read = _string(data, at, with_end=False)
        if read is None:
            return
        text, at = read
        if text:
            yield text


def _string(data: bytes, at: int, *, with_end: bool) -> tuple[str, int] | None:
    """A string with its length before it, and where it ends."""
    length = int.from_bytes(data[at : at + 2], "little")
    end = at + 2 + 2 * length
    if length > _LONGEST or end > len(data):
        return None
    return data[at + 2 : end].decode("utf-16-le", "replace"), end + (2 if with_end else 0)
