"""What a form about scans says, read into options; nonsense is named by its field."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict

from bailee.detectors import names_model
from bailee.errors import InvalidInput
from bailee.extractors import visible_text
from bailee.operations.scan_options import ScanOptions

NAMES = [
    (mode, words)
    for mode, words in (
        ("full", "everywhere a name may stand: slow, nothing is left"),
        ("sampled", "in a sample of each file: what most offices want"),
        ("off", "by rules alone: fastest"),
    )
    if mode in names_model.MODES
]
PICTURES = [
    (mode, words)
    for mode, words in (
        ("full", "out of every picture that may hold some: slow"),
        ("sampled", "out of a sample of each folder"),
        ("off", "not at all"),
    )
    if mode in visible_text.MODES
]
_MOST_PLACES = 1_000


def places_of(query: QueryDict) -> list[int]:
    """Idents of the places that are ticked. InvalidInput where none is."""
    ticked = query.getlist("place")[:_MOST_PLACES]
    if not ticked:
        raise InvalidInput("Tick at least one place.")
    if not all(each.isascii() and each.isdigit() and len(each) < 19 for each in ticked):
        raise InvalidInput("One of these places is none.", hint="load the page again")
    return [int(each) for each in ticked]


def options_of(query: QueryDict) -> ScanOptions:
    """Options as `bailee scan` has them. InvalidInput where one makes no sense."""
    served = query.get("notice_served_on", "")
    try:
        served_on = date.fromisoformat(served) if served else None
        cpu = int(str(query["cpu_percent"])) if query.get("cpu_percent") else None
    except ValueError:
        raise InvalidInput("Write the day as 2026-11-25, and the share as a whole number.") from None
    return ScanOptions(
        names=query.get("names") or names_model.DEFAULT,
        ocr=query.get("ocr") or visible_text.DEFAULT,
        hours=query.get("hours", "").strip() or None,
        cpu_percent=cpu,
        full=query.get("full") == "on",
        notice_served_on=served_on,
        override=query.get("override", "")[:500],
    ).checked()
