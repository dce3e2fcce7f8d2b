"""The record as JSON (`docs/schemas/record.schema.json`); it can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bailee.inventory.activities import ProcessingActivity
from bailee.inventory.reading import Faults, elements_of
from bailee.inventory.record import Contact, Record
from bailee.inventory.shapes import activity_of_shape, record_shape

LABEL = "Record of processing, JSON"
SUFFIX = ".json"
MEDIA_TYPE = "application/json"


def write(record: Record) -> str:
    return json.dumps(record_shape(record), ensure_ascii=False, indent=1) + "\n"


def contacts(text: str) -> dict[str, Contact]:
    """Whom the record names."""
    told = json.loads(text).get("contacts")
    named = told.items() if isinstance(told, dict) else ()
    return {
        sort: Contact(str(each.get("name") or ""), str(each.get("contact") or ""))
        for sort, each in named
        if isinstance(each, dict)
    }


def read(text: str, faults: Faults) -> Iterator[tuple[int, ProcessingActivity]]:
    for line, told in elements_of(text, "activities", faults.file):
        try:
            yield line, activity_of_shape(told)
        except ValueError as fault:
            said = str(fault).partition(" is not a valid ")
            what = {"LawfulBasis": "basis", "SubjectCategory": "category of people", "Role": "role"}.get(
                said[2], "value"
            )
            faults.add(line, f"{said[0]} is no {what}" if said[1] else "a length of time is written as P7Y or P90D")
        except (KeyError, TypeError, AttributeError):
            faults.add(line, "this is no activity", "it needs a name, purposes, categories and subjects")
