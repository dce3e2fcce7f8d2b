"""Pages, Numbers and Keynote of 2009: one XML file of paragraphs, cells and remarks, in which most is styles.

>>> list(lines([b'<d><sf:stylesheet xmlns:sf="s"><sf:p>no</sf:p></sf:stylesheet><sf:p xmlns:sf="s">pay of <sf:span>Ann</sf:span></sf:p></d>']))
['pay of Ann']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from bailee.extractors.office_xml import BrokenPart, parser_of

_STYLES = frozenset(
    "stylesheet stylesheet-ref anon-styles style-list property-map formats metadata-cache cell-style-ref bezier path".split()  # noqa: SIM905
)
_BREAKS = {"br": "\n", "lnbr": "\n", "crbr": "\n", "tab": "\t", "pgbr": "\n", "sectbr": "\n"}
_WORDS = frozenset(
    ["href", "author", "title", "alt", "workspace-name", "keywords", "comment", "subject", "projects", "table-name"]
)
_CELLS = {"ct": "s", "so": "s", "n": "v", "string": "string", "d": "cell-date", "date": "val", "pb": "s"}
_NAMED = frozenset({"tabular-model", "tabular-info", "workspace", "sheet", "table", "slide", "hidden-author"})
_DEEPEST = 10_000


def lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Paragraphs, cells and names. BrokenPart after what could be read of a file that is broken."""
    reader = _Reader()
    try:
        for chunk in chunks:
            reader.parser.Parse(chunk, False)
            yield from reader.taken()
        reader.parser.Parse(b"", True)
    except (expat.ExpatError, ValueError):
        yield from reader.taken()
        raise BrokenPart from None
    yield from reader.taken()


class _Reader:
    def __init__(self) -> None:
        self.parser = parser_of(self._start, self._end, self._data)
        self._lines: list[str] = []
        self._paragraphs: list[list[str]] = []
        self._names: list[str] = []
        self._passed = 0  # depth within styles

    def taken(self) -> list[str]:
        found, self._lines = self._lines, []
        return found

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        self._names.append(name)
        if len(self._names) > _DEEPEST:
            raise BrokenPart
        if self._passed or name in _STYLES:
            self._passed += 1
            return
        if name == "p":
            self._paragraphs.append([])
        elif name in _BREAKS and self._paragraphs:
            self._paragraphs[-1].append(_BREAKS[name])
        if name == "string" and "metadata" not in self._names:
            return  # a program's own names of layers
        for key, value in attributes.items():
            local = key.rpartition(":")[2]
            if value and (
                local in _WORDS or _CELLS.get(name) == local or (local in ("name", "value") and name in _NAMED)
            ):
                self._lines.append(value)

    def _end(self, qualified: str) -> None:
        name = self._names.pop()
        if self._passed:
            self._passed -= 1
        elif name == "p" and self._paragraphs:
            text = "".join(self._paragraphs.pop()).strip()
            if text:
                self._lines.append(text)

    def _data(self, text: str) -> None:
        if self._passed:
            return
        if self._paragraphs:
            self._paragraphs[-1].append(text)
        elif text.strip():
            self._lines.append(text.strip())
