"""The three calls for other programs: `bailee.detect`, `bailee.redact`, `bailee.detect_stream`. See docs/python.md.

>>> [(found.detector, found.start, found.end) for found in detect("SSN: 512-44-7313")]
[('us-ssn', 5, 16)]
>>> redact("SSN: 512-44-7313")
'SSN: [social-security-number]'
>>> [(answer.id, len(answer.found)) for answer in detect_stream([{"id": 7, "text": "jane@example.com"}])]
[(7, 1)]
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import bailee.detectors as detectors
from bailee.detectors import names_model
from bailee.detectors.custom import load
from bailee.errors import InvalidInput
from bailee.own import NOTHING, Own
from bailee.redaction import Redaction, redacted
from bailee.text import Cue, Match, Text
from bailee.vocabulary import Confidence, Locator

_HERE = Locator(("text",))
Paths = Iterable[str | os.PathLike[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """One value in a text: `text[found.start:found.end]`. It holds no value itself, so it may be logged."""

    start: int  # code points of the text as it was given
    end: int
    detector: str
    category: str
    confidence: Confidence
    probability: float
    mask: str  # what may be shown: at most its last four characters
    attributes: Mapping[str, str]
    reasons: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()  # the same reasons, each with what it did


@dataclass(frozen=True, slots=True)
class Answer:
    """What is in one record of a stream; `id` is the record's own."""

    id: Any
    found: tuple[Found, ...]
    text: str | None = None  # redacted, where that was asked for


def detect(
    text: str,
    *,
    least: Confidence | str = Confidence.LIKELY,
    patterns_only: bool = False,
    explain: bool = False,
    detectors: Paths = (),
) -> list[Found]:
    """Values in a text, in order, none overlapping, at a confidence of `least` or above.

    `patterns_only` leaves names and postal addresses out and is quicker; `explain` fills `reasons`; `detectors` are files or
    folders with detectors of your own. InvalidInput where an argument makes no sense.
    """
    at_least = _confidence(least)
    read, matches = _matches(text, _own(detectors), patterns_only, explain)
    return [_found(read, match) for match in matches if match.confidence >= at_least]


def redact(
    text: str,
    how: str = "category",
    *,
    key: bytes | None = None,
    least: Confidence | str = Confidence.LIKELY,
    patterns_only: bool = False,
    detectors: Paths = (),
) -> str:
    """The text with each value replaced: by its `category`, its `mask`, or a `pseudonym` that is the same under the same `key`.

    Without a `key`, pseudonyms are good for this one text. Every other character stays as it is.
    """
    redaction = _redaction(how, key, _confidence(least))
    read, matches = _matches(text, _own(detectors), patterns_only, False)
    return redacted(text, read, matches, redaction)[0]


def detect_stream(
    records: Iterable[Mapping[str, Any]],
    *,
    redact: str | None = None,
    key: bytes | None = None,
    least: Confidence | str = Confidence.LIKELY,
    patterns_only: bool = False,
    explain: bool = False,
    detectors: Paths = (),
) -> Iterator[Answer]:
    """An answer a record, in order, as they come: nothing is kept, so a stream may be endless.

    A record is a mapping with a text under `text`, and under `id` whatever is to come back with it. InvalidInput, with the
    number of the record, where there is no such text.
    """
    own, at_least = _own(detectors), _confidence(least)
    redaction = _redaction(redact, key, at_least) if redact is not None else None

    def answers() -> Iterator[Answer]:
        for number, record in enumerate(records, 1):
            content = record.get("text") if isinstance(record, Mapping) else None
            if not isinstance(content, str):
                raise InvalidInput(f'record {number} has no text under "text"', hint='such as {"id": 1, "text": "…"}')
            read, matches = _matches(content, own, patterns_only, explain)
            found = tuple(_found(read, match) for match in matches if match.confidence >= at_least)
            without = redacted(content, read, matches, redaction)[0] if redaction is not None else None
            yield Answer(record.get("id"), found, without)

    return answers()


def _matches(content: str, own: Own, patterns_only: bool, explain: bool) -> tuple[Text, list[Match]]:
    text = Text.of(content, _HERE)
    names_model.begin()  # what one call may ask of the model of names is no other's
    return text, own.detect(text, patterns_only=patterns_only, explain=explain)


def _found(text: Text, match: Match) -> Found:
    start, end = text.original_span(match.start, match.end)
    return Found(
        start,
        end,
        match.detector,
        match.category,
        match.confidence,
        match.probability,
        detectors.mask(match),
        dict(match.attributes),
        match.reasons,
        match.cues,
    )


def _confidence(given: Confidence | str) -> Confidence:
    try:
        return Confidence(given)
    except ValueError:
        raise InvalidInput(f'"{given}" is no confidence', hint="one of: " + ", ".join(Confidence)) from None


def _redaction(how: str, key: bytes | None, least: Confidence) -> Redaction:
    if key is None:
        return Redaction(how, least)
    if len(key) < 16:
        raise InvalidInput("the key is shorter than 16 bytes", hint="secrets.token_bytes(32) makes one")
    return Redaction(how, least, key)


def _own(paths: Paths) -> Own:
    files = tuple(str(Path(path).absolute()) for path in paths)
    return _loaded(files, tuple(_changed(Path(file)) for file in files)) if files else NOTHING


def _changed(path: Path) -> tuple[tuple[str, int], ...]:
    """When a file, or each of a folder, changed: what was read of it before then counts no more."""
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        return tuple((str(file), file.stat().st_mtime_ns) for file in files)
    except OSError:
        return ()


@lru_cache(maxsize=16)
def _loaded(files: tuple[str, ...], _changed: object) -> Own:
    return Own(load(map(Path, files)))
