r"""The text of a policy that was read from a file, as the blocks of a document: headings, paragraphs, items.

>>> for block in blocks_of(("1. What we hold\nYour name and your phone number.\nWho gets it\nNobody.",))[1]: print(block)
Heading(level=1, text='1. What we hold')
Paragraph(text='Your name and your phone number.', strong=False)
Heading(level=1, text='Who gets it')
Paragraph(text='Nobody.', strong=False)

What is a heading is told by how a line reads, for a page of a PDF has nothing else: short, without a full stop, and followed by
sentences or by items. A line that goes on in the next one is one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bailee.rendering import Block, Heading, List, Paragraph

_SHORT, _FEW = 80, 12  # characters and words of a heading
_WRAPPED = 55  # a line of a page that is longer goes on in the next one, unless it ends as a sentence does
_BULLET = re.compile(r"^[•▪‣◦·●○*–—-]\s+")
_NUMBERED = re.compile(r"^(?:§\s*)?(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[A-Z][.)])\s+\S")
_PAGE = re.compile(r"(?i)^(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?$")
_ENDED = (".", "!", "?", ":", ";", ",")


def blocks_of(texts: Iterable[str]) -> tuple[str, tuple[Block, ...]]:
    """The title, where the text begins with one, and its blocks."""
    lines = [line for text in texts for line in _lines(text)]
    title = ""
    if len(lines) > 1 and _is_short(lines[0]) and not _NUMBERED.match(lines[0]):
        title, lines = lines[0], lines[1:]
        while lines and lines[0].casefold() == title.casefold():
            lines = lines[1:]
    return title, tuple(_made(lines))


def _lines(text: str) -> list[str]:
    """Lines as they were meant: those that a page broke are whole again, and its numbers are left out."""
    found: list[str] = []
    is_open = False
    for raw in text.splitlines():
        line = " ".join(raw.replace("\t", " · ").split()).strip("· ").strip()
        if not line:
            is_open = False
            continue
        if _PAGE.match(line):
            continue
        if is_open and found and not _BULLET.match(line) and not _NUMBERED.match(line):
            joined = found[-1][:-1] + line if found[-1].endswith("-") else f"{found[-1]} {line}"
            found[-1] = joined
        else:
            found.append(line)
        is_open = len(raw.rstrip()) >= _WRAPPED and not line.endswith(_ENDED[:3])
    return found


def _made(lines: Sequence[str]) -> list[Block]:
    made: list[Block] = []
    items: list[str] = []
    after_heading = False

    def close() -> None:
        if items:
            made.append(List(tuple(items)))
            items.clear()

    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _BULLET.match(line):
            items.append(_BULLET.sub("", line))
            after_heading = False
        elif _is_heading(line, following, after_heading=after_heading or bool(items)):
            close()
            made.append(Heading(1, line))
            after_heading = True
        elif _is_short(line):
            items.append(line)
            after_heading = False
        else:
            close()
            made.append(Paragraph(line))
            after_heading = False
    close()
    return made


def _is_short(line: str) -> bool:
    return len(line) <= _SHORT and len(line.split()) <= _FEW and not line.endswith(_ENDED) and " · " not in line


def _is_heading(line: str, following: str, *, after_heading: bool) -> bool:
    """A short line before a sentence is one; before other short lines, the first of them alone is."""
    is_question = line.endswith("?") and _is_short(line[:-1])
    if not following or not (_is_short(line) or is_question) or not (line[:1].isupper() or _NUMBERED.match(line)):
        return False
    if _NUMBERED.match(line) or line.isupper() or not _is_short(following):
        return not _BULLET.match(line)
    return not after_heading
