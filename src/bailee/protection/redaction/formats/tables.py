r'''CSV and its kin, in the dialect in which they are written: only cells that change are written anew.

>>> cells_of('a;"b ""c"""\r\n1;2\n', ";")
[[(0, 1), (2, 11)], [(13, 14), (15, 16)]]
>>> shown('"b ""c"""'), written("█", quoted=True)
('b "c"', '"█"')
'''

from __future__ import annotations

import re

from bailee.extractors.delimiters import delimiter_of
from bailee.extractors.media_type import CSV, TSV
from bailee.protection.redaction.formats import plain
from bailee.protection.redaction.passages import Grid, Passage, Words
from bailee.protection.redaction.work import Work

REDACTS = frozenset({CSV, TSV})

Bounds = tuple[int, int]


def redact(data: bytes, work: Work) -> bytes:
    text, coding = plain.decoded(data)
    mark = delimiter_of(text[: 1 << 18].splitlines(), sure=True)
    if mark is None:
        return plain.redact(data, work)
    rows = cells_of(text, mark)
    words = [[Words(shown(text[low:high])) for low, high in row] for row in rows]
    work.settle([Grid([[[Passage([cell])] for cell in row] for row in words])])
    out: list[str] = []
    done = 0
    for row, cells in zip(rows, words, strict=True):
        for (low, high), cell in zip(row, cells, strict=True):
            if cell.is_changed:
                out += [text[done:low], written(cell.text, quoted=text[low : low + 1] == '"')]
                done = high
    return plain.encoded("".join([*out, text[done:]]), coding)


def cells_of(text: str, mark: str) -> list[list[Bounds]]:
    """Where each cell of each row stands, its quotes included."""
    cell = re.compile(rf'"(?:[^"]|"")*"(?=[{re.escape(mark)}\r\n]|\Z)|[^{re.escape(mark)}\r\n]*')
    rows: list[list[Bounds]] = [[]]
    at, end = 0, len(text)
    while True:
        found = cell.match(text, at)
        at = found.end() if found is not None else at
        rows[-1].append((found.start() if found is not None else at, at))
        if at >= end:
            break
        if text[at] == mark:
            at += 1
            continue
        at += 2 if text.startswith("\r\n", at) else 1
        if at >= end:
            break
        rows.append([])
    return rows


def shown(raw: str) -> str:
    """A cell as it is read."""
    if len(raw) > 1 and raw[0] == raw[-1] == '"':
        return raw[1:-1].replace('""', '"')
    return raw


def written(words: str, *, quoted: bool) -> str:
    """A cell as it is written; one without quotes gets none, unless it then would be two."""
    if quoted:
        return '"' + words.replace('"', '""') + '"'
    return words
