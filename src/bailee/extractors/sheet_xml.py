"""Worksheets of an Open XML workbook: rows of cells as shown, and what a sheet holds beside them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from bailee.extractors.number_formats import BUILT_IN, shown
from bailee.extractors.office_xml import BrokenPart, parser_of

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_OUTSIDE = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_RULES = frozenset({"formula1", "formula2", "f", "formula"})
_WORDS = frozenset(
    "location tooltip display prompt promptTitle error errorTitle text user comment descr altText macro linkedCell".split()  # noqa: SIM905
)
_NAMED = frozenset({"protectedRange", "scenario", "customSheetView", "cellSmartTagPr"})
_VALUED = frozenset({"filter", "customFilter", "inputCells", "cellSmartTagPr", "dateGroupItem"})


class Styles:
    """Which format a cell's style gives its number."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.codes: list[str] = []
        self.words: list[str] = []  # that a format writes beside a number
        self._custom: dict[int, str] = {}
        self._in_cells = False
        parser = parser_of(self._start, self._end, lambda _: None)
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
        except (expat.ExpatError, BrokenPart, ValueError):
            pass  # numbers are then shown as they are stored

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        if name == "numFmt":
            code = attributes.get("formatCode", "General")
            self._custom[int(attributes.get("numFmtId", "0"))] = code
            self.words += [word for word in re.findall(r'"([^"]{3,})"', code) if any(map(str.isalpha, word))]
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            number = int(attributes.get("numFmtId", "0"))
            self.codes.append(self._custom.get(number) or BUILT_IN.get(number, "General"))

    def _end(self, qualified: str) -> None:
        if qualified.rpartition(":")[2] == "cellXfs":
            self._in_cells = False

    def code(self, style: str) -> str:
        index = int(style) if style.isdigit() else 0
        return self.codes[index] if index < len(self.codes) else "General"


def shared_strings(chunks: Iterable[bytes]) -> tuple[list[str], list[str], bool]:
    """Strings by index, reading aids to them (ruby), and whether the part was whole."""
    strings: list[str] = []
    aids: list[str] = []
    runs: list[str] = []
    state = {"t": False, "aid": 0}

    def start(qualified: str, _: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        if name == "si":
            runs.clear()
        elif name == "t":
            state["t"] = True
        elif name == "rPh":
            state["aid"] += 1

    def end(qualified: str) -> None:
        name = qualified.rpartition(":")[2]
        if name == "si":
            strings.append("".join(runs))
        elif name == "t":
            state["t"] = False
        elif name == "rPh":
            state["aid"] -= 1

    def data(text: str) -> None:
        if state["t"]:
            (aids if state["aid"] else runs).append(text)

    parser = parser_of(start, end, data)
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
    except (expat.ExpatError, BrokenPart, ValueError):
        return strings, aids, False
    return strings, aids, True


class Sheet:
    """Iterate `rows()`; the other places are filled once it has ended."""

    def __init__(self, strings: list[str], styles: Styles, *, since_1904: bool = False) -> None:
        self.hidden: list[dict[int, str]] = []
        self.outside: list[str] = []  # headers and footers of the printed page
        self.rules: list[str] = []  # formulas with text in them, hints, links
        self.used: set[int] = set()  # shared strings that some cell shows
        self.is_broken = False
        self._strings, self._styles, self._since_1904 = strings, styles, since_1904
        self._ready: deque[dict[int, str]] = deque()
        self._row: dict[int, str] = {}
        self._row_hidden = False
        self._cell: tuple[int, str, str] = (0, "", "")
        self._next = 0
        self._value: list[str] = []
        self._inline: list[str] = []
        self._text: list[str] = []
        self._taking = False
        self._in_cell = False

    def rows(self, chunks: Iterable[bytes]) -> Iterator[dict[int, str]]:
        parser = parser_of(self._start, self._end, self._data)
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
                while self._ready:
                    yield self._ready.popleft()
            parser.Parse(b"", True)
        except (expat.ExpatError, BrokenPart, ValueError):
            self.is_broken = True
            self._end_row()
        yield from self._ready

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        if name == "c":
            reference = _REFERENCE.match(attributes.get("r", ""))
            column = _column(reference[1]) if reference else self._next
            self._next = column + 1
            self._cell = (column, attributes.get("t", "n"), attributes.get("s", "0"))
            self._value, self._inline = [], []
            self._in_cell = True
        elif name in ("v", "t") or name in _OUTSIDE or name in _RULES:
            self._text = []
            self._taking = True
        elif name == "row":
            self._row, self._next = {}, 0
            self._row_hidden = attributes.get("hidden") in ("1", "true")
        elif attributes and not self._in_cell:
            for key, value in attributes.items():
                if not value:
                    continue
                if (local := key.rpartition(":")[2]) in _WORDS:
                    self.rules.append(f"{key}: {value}")
                elif (local == "name" and name in _NAMED) or (local == "val" and name in _VALUED):
                    self.rules.append(f"{name}: {value}")

    def _end(self, qualified: str) -> None:
        name = qualified.rpartition(":")[2]
        if name == "v":
            self._value.append("".join(self._text))
        elif name == "t":
            self._inline.append("".join(self._text))
        elif name == "c":
            self._in_cell = False
            column, kind, style = self._cell
            text = self._shown("".join(self._value), kind, style)
            if self._inline:
                text = "".join(self._inline)
            if text:
                self._row[column] = text
        elif name == "row":
            self._end_row()
        elif name in _OUTSIDE:
            if (
                text := re.sub(r'&(?:"[^"]*"|[LCRPNDTFAGBIUESXYOH]|K[0-9A-F]{6}|\d{1,3})', " ", "".join(self._text))
                .replace("&&", "&")
                .strip()
            ):
                self.outside.append(text)
        elif name in _RULES:
            text = "".join(self._text)
            if '"' in text:
                self.rules.append(text)
        self._taking = self._taking and name not in ("v", "t") and name not in _OUTSIDE and name not in _RULES

    def _data(self, text: str) -> None:
        if self._taking:
            self._text.append(text)

    def _end_row(self) -> None:
        if self._row:
            if self._row_hidden:
                self.hidden.append(self._row)
            else:
                self._ready.append(self._row)
        self._row = {}

    def _shown(self, value: str, kind: str, style: str) -> str:
        if kind == "s":
            index = int(value) if value.isdigit() else -1
            self.used.add(index)
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if kind == "n":
            return shown(value, self._styles.code(style), since_1904=self._since_1904) if value else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        return "" if kind == "e" else value


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
