"""What a PDF said before its last changes: each save may append to the file, and leaves in it what was there.

A page that was replaced, a value that was taken back, a black bar laid over a name in a second step: the file cut off after
an earlier end is the document as it was then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bailee.extractors.pdf_marks import tidy

REVISIONS = 4  # the latest ones
PAGES = 300  # of each
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s{0,2}")


def earlier(data: bytes) -> list[bytes]:
    """The file as it was after each save but the last, the latest first.

    >>> earlier(b"%PDF-1.4 one startxref 9 %%EOF two startxref 12 %%EOF")
    [b'%PDF-1.4 one startxref 9 %%EOF ']
    >>> earlier(b"%PDF-1.4 one startxref 9 %%EOF")
    []
    """
    ends = [found.end() for found in _END.finditer(data) if int(found[1]) > 0]
    if b"/Linearized" in data[:1024]:
        ends = ends[1:]  # the first end of a file that is laid out for the web is in its middle
    return [data[:end] for end in reversed(ends[:-1][-REVISIONS:])]


def lines_of(document: Any) -> Iterator[tuple[int, list[str]]]:
    """(number of a page, its lines)."""
    import pypdfium2

    for number in range(min(len(document), PAGES)):
        try:
            page = document[number]
        except (pypdfium2.PdfiumError, IndexError):
            continue
        try:
            words = page.get_textpage()
            try:
                yield number + 1, tidy(words.get_text_range(errors="replace")).split("\n")
            finally:
                words.close()
        except pypdfium2.PdfiumError:
            continue
        finally:
            page.close()
