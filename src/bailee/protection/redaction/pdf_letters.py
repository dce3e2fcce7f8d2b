"""Letters of a page of a PDF, in the order in which they are read, and where each stands."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    box: tuple[float, float, float, float]  # left, bottom, right, top; in the page's own points


def letters_of(page: Any) -> list[Letter]:
    """Every character of a page's text; blanks and line ends that are only seen are among them."""
    from pypdfium2 import raw

    words = page.get_textpage()
    try:
        found = []
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        for index in range(words.count_chars()):
            code = raw.FPDFText_GetUnicode(words, index)
            raw.FPDFText_GetCharBox(words, index, left, right, bottom, top)
            text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
            found.append(
                Letter("-" if text in "\x02\ufffe" else text, (left.value, bottom.value, right.value, top.value))
            )
        return found
    finally:
        words.close()
