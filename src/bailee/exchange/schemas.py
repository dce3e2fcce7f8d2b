"""JSON Schema of a line of an export, made from the columns of its table.

>>> made = schema("fact", "One fact", (Column("name", "text"), Column("value", "json", nullable=True)), is_private=False)
>>> made["required"], made["properties"]["name"]
(['number', 'name', 'value'], {'type': 'string'})
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "truth": {"type": "boolean"},
    "time": {"type": "string", "format": "date-time"},
    "day": {"type": "string", "format": "date"},
    "json": {},
}
_PLAIN: dict[str, Any] = {
    "description": "What stood encrypted: as JSON, text, base64, a page that is kept packed, a file beside, or bytes that were no ciphertext.",
    "oneOf": [
        {"type": "object", "required": ["json"]},
        {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}},
        {"type": "object", "required": ["base64"], "properties": {"base64": {"type": "string"}}},
        {"type": "object", "required": ["packed"]},
        {
            "type": "object",
            "required": ["file", "as"],
            "properties": {"file": {"type": "string"}, "as": {"enum": ["base64", "bytes"]}},
        },
        {"type": "object", "required": ["raw"], "properties": {"raw": {"type": "string"}}},
    ],
}


@dataclass(frozen=True, slots=True)
class Column:
    """`sort`: text, whole, number, truth, time, day, json. `refers_to`: the table whose numbers it holds."""

    name: str
    sort: str
    nullable: bool = False
    refers_to: str = ""
    is_private: bool = False


def schema(table: str, about: str, columns: Sequence[Column], *, is_private: bool) -> dict[str, Any]:
    """Of lines in rows/ or in private/. Fields may be added in a later version; none is renamed."""
    wanted = [each for each in columns if each.is_private is is_private]
    return {
        "$schema": DRAFT,
        "$id": f"bailee:export/{'private' if is_private else 'rows'}/{table}",
        "title": table,
        "description": about,
        "type": "object",
        "properties": {
            "number": {"type": "integer", "minimum": 1, "description": "of the row, in this export"},
            **{each.name: _property(each) for each in wanted},
        },
        "required": ["number", *([] if is_private else [each.name for each in wanted])],
    }


def _property(column: Column) -> dict[str, Any]:
    if column.is_private:
        return {**_PLAIN, "oneOf": [*_PLAIN["oneOf"], {"type": "null"}]} if column.nullable else dict(_PLAIN)
    if column.refers_to:
        told: dict[str, Any] = {
            "type": "integer",
            "minimum": 1,
            "description": f"number of a line of {column.refers_to}",
        }
    else:
        told = dict(_TYPES[column.sort])
    if column.nullable and "type" in told:
        told["type"] = [told["type"], "null"]
    return told
