"""Notebooks of Jupyter (.ipynb): cells, what they printed, tables and pictures that they showed, attached files, properties.

>>> from bailee.vocabulary import Locator
>>> book = b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": ["print(x)"], "outputs": [{"text": ["Ann, 078-05-1120"]}]}]}'
>>> [(str(text.locator), text.content) for text in extract(Item.nested(Locator(()), "a.ipynb", book), Budget())]
[('a.ipynb / cell 1', 'print(x)'), ('a.ipynb / cell 1 / output 1', 'Ann, 078-05-1120')]
"""

from __future__ import annotations

import binascii
import json
from collections.abc import Iterator
from typing import Any

from bailee.extractors import json_text
from bailee.extractors.data_types import NOTEBOOK
from bailee.extractors.encodings import decoder_for, encoding_of
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted
from bailee.extractors.mail import texts
from bailee.extractors.written_out import opened
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Locator

READS = frozenset({NOTEBOOK})


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    book = _loaded(item)
    if book is None:  # broken, or too big to take apart: as any JSON
        yield from json_text.extract(item, budget)
        return
    worksheets = book.get("worksheets")  # before format 4
    cells = book.get("cells") or [cell for sheet in worksheets or [] for cell in _list(sheet, "cells")]
    for number, cell in enumerate(cells if isinstance(cells, list) else [], 1):
        if isinstance(cell, dict):
            yield from _cell(cell, item.locator, f"cell {number}", budget)
    properties = _lines(book.get("metadata"), "")
    yield from texts("\n".join(properties), item.locator.inside("properties"), Part.METADATA)


def _loaded(item: Item) -> dict[str, Any] | None:
    if item.size > MEMBER_LIMIT // 2:
        return None
    raw = item.read()
    try:
        book = json.loads(
            decoder_for(encoding_of(raw[:65_536]) or "utf-8").decode(raw, final=True).removeprefix("\ufeff")
        )
    except (ValueError, RecursionError):
        return None
    return book if isinstance(book, dict) else None


def _cell(cell: dict[str, Any], outer: Locator, segment: str, budget: Budget) -> Iterator[Extracted]:
    place = outer.inside(segment)
    yield from texts(_joined(cell.get("source", cell.get("input"))), place)
    yield from texts("\n".join(_lines(cell.get("metadata"), "")), place.inside("properties"), Part.METADATA)
    for name, kinds in _items(cell.get("attachments")):
        yield from _data(kinds, outer, f"{segment} / {name}", budget)
    for number, output in enumerate(_list(cell, "outputs"), 1):
        if isinstance(output, dict):
            yield from _output(output, outer, f"{segment} / output {number}", budget)


def _output(output: dict[str, Any], outer: Locator, segment: str, budget: Budget) -> Iterator[Extracted]:
    shown = [_joined(output.get("text")), str(output.get("evalue") or ""), _joined(output.get("traceback"))]
    place = Locator((*outer.segments, *segment.split(" / ")))
    yield from texts("\n".join(filter(None, shown)), place)
    old = {key: output[key] for key in ("html", "svg", "png", "jpeg", "json", "latex") if key in output}
    yield from _data(
        output.get("data") or {_OLD.get(key, f"text/{key}"): value for key, value in old.items()},
        outer,
        segment,
        budget,
    )


_OLD = {"png": "image/png", "jpeg": "image/jpeg", "json": "application/json", "svg": "image/svg+xml"}


def _data(kinds: Any, outer: Locator, segment: str, budget: Budget) -> Iterator[Extracted]:
    """The same in several forms: each is read, for they need not say the same."""
    place = Locator((*outer.segments, *segment.split(" / ")))
    for kind, value in _items(kinds):
        if isinstance(value, dict):
            yield from texts("\n".join(_lines(value, "")), place.inside(kind))
            continue
        content = _joined(value)
        if kind == "text/plain":
            yield from texts(content, place)
            yield from opened(content, place, budget)
            continue
        if kind.startswith(("image/", "audio/", "video/", "application/pdf")) and kind != "image/svg+xml":
            try:
                raw = binascii.a2b_base64(content)
            except binascii.Error:
                continue
        else:
            raw = content.encode("utf-8", "replace")
            yield from opened(content, place, budget)
        budget.take(len(raw))
        ending = {"text/html": ".html", "text/markdown": ".txt", "application/json": ".json"}.get(kind, "")
        yield Item.nested(place, kind.replace("/", " "), raw, kind, file_name=f"output{ending}")


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _list(holder: Any, key: str) -> list[Any]:
    found = holder.get(key) if isinstance(holder, dict) else None
    return found if isinstance(found, list) else []


def _items(holder: Any) -> list[tuple[str, Any]]:
    return [(str(key), value) for key, value in holder.items()] if isinstance(holder, dict) else []


def _lines(value: Any, path: str, levels: int = 12) -> list[str]:
    """What somebody wrote into properties; which program and language it was is no news."""
    if path in ("kernelspec", "language_info") or not levels:
        return []
    if isinstance(value, dict):
        return [
            line
            for key, inner in value.items()
            for line in _lines(inner, f"{path}.{key}" if path else str(key), levels - 1)
        ]
    if isinstance(value, list):
        return [line for inner in value for line in _lines(inner, path, levels - 1)]
    return [f"{path}: {value}"] if isinstance(value, str) and value else []
