r"""Dumps of SQL databases: rows of INSERT and COPY as tables under the names of their columns, the rest as text.

What a value took of a literal is written into that literal, so that a row keeps its columns.

>>> dump = "CREATE TABLE staff (id int, name text);\nINSERT INTO staff VALUES (1,'Ann O''Roe'),(2,NULL);\n"
>>> [(table.headers, [[dump[low:high] for low, high in row] for row in table.rows]) for table in tables(dump)]
[(('id', 'name'), [['1', "'Ann O''Roe'"], ['2', 'NULL']])]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bailee.extractors.data_types import SQL
from bailee.extractors.sql_dump import STATEMENT, bare, defined, names_in
from bailee.protection.redaction.formats import plain
from bailee.protection.redaction.passages import Grid, Passage, Words
from bailee.protection.redaction.work import Work

REDACTS = frozenset({SQL})

Bounds = tuple[int, int]
_TOKEN = re.compile(r"'(?:[^']|'')*+'|[^'(),]++|.", re.DOTALL)
_TOKEN_ESCAPED = re.compile(r"'(?:[^'\\]|\\.|'')*+'|[^'(),]++|.", re.DOTALL)  # MySQL writes a quote as \' too
_BODY = re.compile(r"(?:[^()']++|'(?:[^']|'')*+'|\((?:[^()']++|'(?:[^']|'')*+'|\([^()]*+\))*+\))*+\)")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one statement, and where each of their values stands as it is written."""

    headers: tuple[str, ...]
    rows: list[list[Bounds]]
    is_copied: bool = False  # lines of COPY: without quotes


def redact(data: bytes, work: Work) -> bytes:
    text, coding = plain.decoded(data)
    cells: list[tuple[int, int, Words]] = []
    grids = []
    for table in tables(text):
        rows = []
        for row in table.rows:
            words = [Words(_read(text[low:high])) for low, high in row]
            cells += [(low, high, each) for (low, high), each in zip(row, words, strict=True)]
            rows.append([[Passage([each])] for each in words])
        grids.append(Grid(rows, table.headers))
    work.settle(grids)
    out: list[str] = []
    done = 0
    for low, high, each in cells:
        if each.is_changed:
            written = each.text
            if text[low] == "'":
                written = "'" + written.replace("'", "''") + "'"
            elif re.fullmatch(r"[\w.+-]+", text[low:high]) and text[low - 1 : low] in ("(", ",", " "):
                written = "NULL" if text[low:high].replace(".", "").lstrip("+-").isdigit() else written
            out += [text[done:low], written]
            done = high
    return plain.redact(plain.encoded("".join([*out, text[done:]]), coding), work)


def tables(text: str) -> Iterator[Table]:
    """All that a dump writes into tables."""
    columns: dict[str, tuple[str, ...]] = {}
    token = _TOKEN_ESCAPED if "\\'" in text else _TOKEN
    at = 0
    while (found := STATEMENT.search(text, at)) is not None:
        at = found.end()
        if found["create"]:
            if (body := _BODY.match(text, at)) is not None:
                columns[bare(found["table"])] = defined(body[0][:-1])
                at = body.end()
        elif found["copy"]:
            end = re.compile(r"^\\\.\r?$", re.MULTILINE).search(text, at)
            stop = end.start() if end is not None else len(text)
            rows = [_parted(text, low, high) for low, high in _lines(text, at, stop)]
            named = names_in(found["copied"]) if found["copied"] else columns.get(bare(found["from"]), ())
            yield Table(named, rows, is_copied=True)
            at = stop
        else:
            rows, at = _inserted(text, at, token)
            named = names_in(found["columns"]) if found["columns"] else columns.get(bare(found["into"]), ())
            yield Table(named, rows)


def _inserted(text: str, at: int, token: re.Pattern[str]) -> tuple[list[list[Bounds]], int]:
    """Rows in brackets, one after the other; and where they end."""
    rows: list[list[Bounds]] = []
    opening = re.compile(r"[\s,]*\(")
    while (found := opening.match(text, at)) is not None:
        row: list[Bounds] = []
        depth, low, at = 0, found.end(), found.end()
        while (part := token.match(text, at)) is not None:
            at = part.end()
            if part[0] in (",", ")") and not depth:
                row.append(_bare_bounds(text, low, part.start()))
                low = at
                if part[0] == ")":
                    break
            depth += (part[0] == "(") - (part[0] == ")")
        rows.append(row)
    return rows, at


def _bare_bounds(text: str, low: int, high: int) -> Bounds:
    """Without blanks around it, and without what is written before a string (N'...')."""
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    if high > low and text[high - 1] == "'" and (quote := text.find("'", low, high)) >= 0 and quote - low <= 1:
        low = quote
    return low, high


def _lines(text: str, low: int, stop: int) -> Iterator[Bounds]:
    while low < stop:
        end = text.find("\n", low, stop)
        end = stop if end < 0 else end
        yield low, end - (text[end - 1 : end] == "\r")
        low = end + 1


def _parted(text: str, low: int, high: int) -> list[Bounds]:
    row = []
    while (tab := text.find("\t", low, high)) >= 0:
        row.append((low, tab))
        low = tab + 1
    return [*row, (low, high)]


def _read(raw: str) -> str:
    """A value as it is meant."""
    if len(raw) > 1 and raw[0] == raw[-1] == "'":
        return raw[1:-1].replace("''", "'").replace("\\'", "'")
    return "" if raw.upper() == "NULL" or raw == "\\N" else raw
