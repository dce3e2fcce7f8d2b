"""Heads and feet of a sheet when it is printed: three sections in one string, with codes for fonts and numbers of pages between.

A code that touches a word makes another word of it to whoever reads the string as it stands.

>>> from lxml import etree
>>> element = etree.fromstring('<oddHeader>&amp;L&amp;"Arial,Bold"Ann &amp;BRoe&amp;RPage &amp;P</oddHeader>')
>>> found = list(passages(element))
>>> [passage.text for passage in found]
['Ann Roe', 'Page ']
>>> found[0].replace([(0, 7, "█████")]), element.text
(True, '&L&"Arial,Bold"█████&B&RPage &P')
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from bailee.protection.redaction.passages import Passage, Piece

NAMES = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_CODE = re.compile(r"(&(?:\"[^\"]*\"|\d{1,3}|K[0-9A-F]{6}|K\d\d[+-]\d{3}|[A-Z]))")


class _Stretch:
    """What stands between two codes."""

    def __init__(self, element: etree._Element, parts: list[str], index: int) -> None:
        self.element, self.parts, self.index = element, parts, index

    @property
    def text(self) -> str:
        return self.parts[self.index]

    @text.setter
    def text(self, new: str) -> None:
        self.parts[self.index] = new
        self.element.text = "".join(self.parts)


def passages(element: etree._Element) -> Iterator[Passage]:
    """The words of each section."""
    parts = _CODE.split(element.text or "")
    section: list[Piece] = []
    for index, part in enumerate(parts):
        if index % 2 == 0:
            if part:
                section.append(_Stretch(element, parts, index))
        elif part in ("&L", "&C", "&R") and section:
            yield Passage(section)
            section = []
    if section:
        yield Passage(section)
