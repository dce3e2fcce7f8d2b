"""One table in the many forms in which programs hand it on: CSV, JSON, XML, YAML, HTML, fixed width, SQLite."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sqlite3
from collections.abc import Callable, Sequence

from bailee.demo.marks import Ink
from bailee.demo.papers import Book, Built, Sheet, built


def _cells(sheet: Sheet, ink: Ink, *place: str) -> list[list[str]]:
    return [[ink(str(cell), *place) for cell in row] for row in sheet.rows]


def _keys(sheet: Sheet) -> list[str]:
    return [re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_") for label in sheet.header]


def as_csv(book: Book, delimiter: str = ",", encoding: str = "utf-8", preamble: Sequence[str] = ()) -> Built:
    ink, sheet, stream = Ink(), book.sheets[0], io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n" if encoding != "utf-8" else "\n")
    writer.writerows([line] for line in preamble)
    writer.writerow(sheet.header)
    writer.writerows(_cells(sheet, ink))
    return built(book, "tsv" if delimiter == "\t" else "csv", stream.getvalue().encode(encoding, "replace"), ink)


def as_json(book: Book) -> Built:
    ink, sheet = Ink(), book.sheets[0]
    rows = [dict(zip(_keys(sheet), row, strict=True)) for row in _cells(sheet, ink)]
    text = json.dumps(
        {"exported": book.on.isoformat(), "count": len(rows), "records": rows}, indent=2, ensure_ascii=False
    )
    return built(book, "json", text.encode(), ink)


def as_jsonl(book: Book) -> Built:
    ink, sheet = Ink(), book.sheets[0]
    text = "".join(
        json.dumps(dict(zip(_keys(sheet), row, strict=True)), ensure_ascii=False) + "\n" for row in _cells(sheet, ink)
    )
    return built(book, "jsonl", text.encode(), ink)


def as_xml(book: Book) -> Built:
    ink, sheet = Ink(), book.sheets[0]
    keys = _keys(sheet)
    out = ['<?xml version="1.0" encoding="UTF-8"?>', f'<export date="{book.on.isoformat()}">']
    for row in _cells(sheet, ink):
        out.append(
            "  <record>" + "".join(f"<{k}>{html.escape(v)}</{k}>" for k, v in zip(keys, row, strict=True)) + "</record>"
        )
    return built(book, "xml", "\n".join([*out, "</export>", ""]).encode(), ink)


def as_yaml(book: Book) -> Built:
    ink, sheet = Ink(), book.sheets[0]
    keys = _keys(sheet)
    out = [f"exported: {book.on.isoformat()}", "records:"]
    for row in _cells(sheet, ink):
        out += [
            f"{'  - ' if i == 0 else '    '}{k}: {json.dumps(v, ensure_ascii=False)}"
            for i, (k, v) in enumerate(zip(keys, row, strict=True))
        ]
    return built(book, "yaml", ("\n".join(out) + "\n").encode(), ink)


def as_page(book: Book) -> Built:
    ink, sheet = Ink(), book.sheets[0]
    out = [
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(sheet.name)}</title></head><body><table>'
    ]
    out.append("<tr>" + "".join(f"<th>{html.escape(label)}</th>" for label in sheet.header) + "</tr>")
    out += [
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in _cells(sheet, ink, "text")
    ]
    return built(book, "html", "\n".join([*out, "</table></body></html>", ""]).encode(), ink)


def as_columns(book: Book, encoding: str = "utf-8") -> Built:
    """As an old program prints it: columns of fixed width, a rule under the header."""
    ink, sheet = Ink(), book.sheets[0]
    rows = [list(sheet.header), *_cells(sheet, ink)]
    wide = [max(len(row[c]) for row in rows) for c in range(len(rows[0]))]
    out = ["  ".join(cell.ljust(w) for cell, w in zip(row, wide, strict=True)).rstrip() for row in rows]
    out.insert(1, "  ".join("-" * w for w in wide))
    return built(book, "txt", ("\r\n".join(out) + "\r\n").encode(encoding, "replace"), ink)


def as_sqlite(book: Book) -> Built:
    ink = Ink()
    connection = sqlite3.connect(":memory:")
    for sheet in book.sheets:
        columns = ", ".join(f'"{key}" TEXT' for key in _keys(sheet))
        connection.execute(f'CREATE TABLE "{sheet.name}" (id INTEGER PRIMARY KEY, {columns})')
        marks = ", ".join("?" * (len(sheet.header) + 1))
        rows = _cells(sheet, ink, f"table {sheet.name}")
        connection.executemany(
            f'INSERT INTO "{sheet.name}" VALUES ({marks})',  # noqa: S608 (our own names)
            [[i, *row] for i, row in enumerate(rows, 1)],
        )
    connection.commit()
    data = connection.serialize()
    connection.close()
    return built(book, "db", data, ink)


FORMS: dict[str, Callable[[Book], Built]] = {
    "csv": as_csv,
    "semicolons": lambda book: as_csv(book, ";", "cp1252"),
    "tabs": lambda book: as_csv(book, "\t"),
    "utf16": lambda book: as_csv(book, "\t", "utf-16"),
    "json": as_json,
    "jsonl": as_jsonl,
    "xml": as_xml,
    "yaml": as_yaml,
    "html": as_page,
    "columns": as_columns,
}
