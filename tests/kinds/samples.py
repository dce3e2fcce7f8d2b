"""Samples of kinds of record: `samples/<ident>/positive` is the thing, `near-miss` only looks like it. All made up."""

from __future__ import annotations

import csv
from pathlib import Path

from bailee.kinds import recognise
from bailee.kinds.interface import Document
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

SAMPLES = Path(__file__).parent.parent / "samples"
NOWHERE = Locator(("item",))  # no name, no folder: what stands in it must do
MEDIA_TYPES = {".csv": "text/csv", ".json": "application/json", ".xml": "application/xml"}


def document(content: str, media_type: str = "text/plain") -> Document:
    if media_type == "text/csv":
        head = content.split("\n", 1)[0]
        text = Text.table(csv.reader(content.splitlines(), delimiter=max(",;", key=head.count)), NOWHERE)
    else:
        text = Text.of(content, NOWHERE)
    return Document(NOWHERE, media_type, len(content), (text,), ())


def of_file(path: Path) -> Document:
    return document(path.read_text("utf-8"), MEDIA_TYPES.get(path.suffix, "text/plain"))


def kinds_of(document: Document, at_least: Confidence = Confidence.LIKELY) -> list[str]:
    return [found.kind for found in recognise(document) if found.confidence >= at_least]


def files(folder: str) -> list[Path]:
    return sorted(path for path in SAMPLES.glob(f"*/{folder}/*") if path.is_file())
