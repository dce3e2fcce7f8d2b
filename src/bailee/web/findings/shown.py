"""A finding in words: as a row of the list, and explained, with where it lies, why we are so sure, and what people decided."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from bailee.operations.judge_findings import REASONS
from bailee.store.rows.triage import FindingTold, QueueRow
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory
from bailee.web import marks, words


@cache
def detector_names() -> dict[str, str]:
    """Every detector's name in the catalogue, by its ident."""
    from bailee.detectors import catalogue

    return {detector.ident: detector.name for detector in catalogue()}


def label_of(category: str) -> str:
    """A category in words; of one that is no longer known, its ident."""
    known = DATA_CATEGORIES.get(category)
    return known.label if known else category


def subject_word(subject: SubjectCategory) -> str:
    """Who one finding is about, as one person."""
    return "not yet placed" if subject is SubjectCategory.PERSON else subject.value.replace("-", " ")


def line(row: QueueRow) -> dict[str, Any]:
    """A finding as a row of the list."""
    finding = row.finding
    known = DATA_CATEGORIES.get(finding.category)
    return {
        "ident": row.ident,
        "what": label_of(finding.category),
        "about": subject_word(finding.subject),
        "where": finding.locator.segments[-1],
        "path": marks.path(finding.locator.segments),
        "mask": finding.mask,
        "count": finding.count,
        "confidence": finding.confidence.value,
        "probability": finding.probability,
        "sure": marks.sure(finding.confidence.value, round(finding.probability, 2)),
        "bad": marks.bad(known.severity.value if known else "medium"),
        "state": row.state,
        "seen": words.day(row.first_seen_at.astimezone()),
        "alike": f"{finding.detector} {finding.locator.item.rpartition('/')[0]}",
    }


_SAME = ("what", "about", "path", "mask", "sure", "bad", "state", "seen", "count", "alike")


def together(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines that look the same and stand next to each other, as one, ticked and judged together: `idents` are all of them.

    >>> rows = [dict.fromkeys(_SAME, "a") | {"ident": "1"}, dict.fromkeys(_SAME, "a") | {"ident": "2"}]
    >>> [each["idents"] for each in together(rows)]
    [['1', '2']]
    """
    found: list[dict[str, Any]] = []
    for each in lines:
        if found and all(found[-1][name] == each[name] for name in _SAME):
            found[-1]["idents"].append(each["ident"])
        else:
            found.append({**each, "idents": [each["ident"]]})
    return found


def explanation(told: FindingTold) -> dict[str, Any]:
    """What the right side says of one finding."""
    finding = told.row.finding
    moved = [(effect, says) for effect, says, _ in told.reasons if says]
    return {
        **line(told.row),
        "detector": finding.detector,
        "store": told.row.store,
        "ladder": _ladder(told),
        "facts": _facts(told),
        "history": _history(told),
        "plus": [says for effect, says in moved if effect in ("base", "raised")],
        "minus": [says for effect, says in moved if effect == "lowered"],
        "noted": [says for effect, says in moved if effect == "noted"],
        "decisions": told.decisions,
        "of_hundred": min(max(round(finding.probability * 100), 1), 99),
    }


def _ladder(told: FindingTold) -> list[tuple[str, str]]:
    """From the place through every container to the value's position."""
    segments = told.row.finding.locator.segments
    steps = [(told.row.place, "place"), (segments[0], "file"), *((each, "") for each in segments[1:])]
    return [*steps, (f"character {told.row.finding.position:,}", "counted from where this part begins")]


def _facts(told: FindingTold) -> list[tuple[str, str]]:
    finding = told.row.finding
    pairs = [
        ("Recognised by", detector_names().get(finding.detector, finding.detector)),
        ("Data store", told.row.store),
    ]
    if told.modified_at:
        pairs.append(("File changed", words.day(told.modified_at.date(), year=True)))
    pairs.append(("File", words.size(told.size)))
    pairs.append(("Same value", f"in {words.count(told.elsewhere, 'other place', 'other places')}"))
    pairs += [(name.capitalize().replace("-", " "), value) for name, value in finding.attributes]
    pairs.append(("Ident", told.row.ident[:12]))
    return pairs


def _history(told: FindingTold) -> list[tuple[str, str, str]]:
    found = []
    for each in reversed(told.decisions):
        why = f": {REASONS.get(each.reason, each.reason)}" if each.reason else ""
        until = f" until {words.day(each.until, year=True)}" if each.until else ""
        found.append(("done", f"{words.when(each.at)} · {each.by}", f"{each.verdict.capitalize()}{until}{why}"))
    return found
