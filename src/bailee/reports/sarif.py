"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show: where, what sort of value, how bad; never the value.

    told = log([Hit("us-ssn", "social-security-number", ("hr/pay.csv",), "verified")], [])

Its errata-free text: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. `partialFingerprints` (3.27.17) say that a result is
the same as in another run: they are of the place, the detector and the number of its kind there, so they name nobody's value, and a value
that was changed in its place stays the same result.

>>> made = log([Hit("us-ssn", "social-security-number", ("hr/pay roll.zip", "a.csv"), "verified")], [("hr/x.bin", "damaged")])
>>> run = made["runs"][0]
>>> run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], run["results"][0]["level"]
('hr/pay%20roll.zip', 'error')
>>> run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
'Not read: damaged'
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bailee import __version__
from bailee.vocabulary import DATA_CATEGORIES, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.LOW: "note", Severity.MEDIUM: "warning", Severity.HIGH: "error", Severity.SEVERE: "error"}
_SCORES = {
    Severity.LOW: "3.0",
    Severity.MEDIUM: "5.0",
    Severity.HIGH: "8.0",
    Severity.SEVERE: "9.5",
}  # as CVSS grades them


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `where`: the path of the file, then places within; `line` and `column` from 1, 0 where they are not known."""

    rule: str  # ident of a detector, or of a kind of record
    category: str
    where: tuple[str, ...]
    confidence: str
    count: int = 1
    line: int = 0
    column: int = 0
    is_dismissed: bool = False


def log(hits: Iterable[Hit], unread: Iterable[tuple[str, str]], *, complete: bool = True) -> dict[str, Any]:
    """A log of one run. `unread`: path and reason of what was not read; `complete`: the run went to its end."""
    results: list[dict[str, Any]] = []
    told: list[dict[str, Any]] = []  # rules
    rules: dict[str, int] = {}
    numbers: Counter[tuple[str, ...]] = Counter()
    for hit in hits:
        if hit.rule not in rules:
            rules[hit.rule] = len(rules)
            told.append(_rule(hit))
        same = (hit.rule, *hit.where)
        results.append(_result(hit, rules[hit.rule], numbers[same]))
        numbers[same] += 1
    notes = [
        {
            "level": "warning",
            "message": {"text": f"Not read: {reason}"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}],
        }
        for path, reason in unread
    ]
    driver = {"name": "bailee", "version": __version__, "rules": told}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": complete, "toolExecutionNotifications": notes}],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(hit: Hit) -> dict[str, Any]:
    severity, label = _severity(hit.category), _label(hit.category)
    return {
        "id": hit.rule,
        "name": "".join(part.capitalize() for part in hit.rule.split("-")),
        "shortDescription": {"text": f"{label} ({hit.rule})"},
        "help": {"text": f"{label} lie here. Take them out, move them to where they may lie, or encrypt them."},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {
            "category": hit.category,
            "security-severity": _SCORES[severity],
            "tags": ["privacy", "personal-data"],
        },
    }


def _result(hit: Hit, index: int, number: int) -> dict[str, Any]:
    severity = _severity(hit.category)
    times = f", {hit.count:,} times" if hit.count > 1 else ""
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(hit.where[0])}}}
    if hit.line:
        region = {"startLine": hit.line} | ({"startColumn": hit.column} if hit.column else {})
        location["physicalLocation"]["region"] = region
    if hit.where[1:]:
        location["logicalLocations"] = [{"fullyQualifiedName": " / ".join(hit.where[1:])}]
    made: dict[str, Any] = {
        "ruleId": hit.rule,
        "ruleIndex": index,
        "level": _LEVELS[severity],
        "message": {"text": f"{_label(hit.category)} ({hit.rule}, {hit.confidence}){times}"},
        "locations": [location],
        "partialFingerprints": {"bailee/v1": _print(hit.rule, hit.where, number)},
        "properties": {"confidence": hit.confidence, "count": hit.count},
    }
    if hit.is_dismissed:
        made["suppressions"] = [{"kind": "external", "status": "accepted"}]
    return made


def _print(rule: str, where: Sequence[str], number: int) -> str:
    return hashlib.sha256("\0".join((rule, *where, str(number))).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _uri(path: str) -> str:
    """A path as a relative reference (RFC 3986): nothing in a name is taken for a scheme or a query."""
    return quote(path.replace("\\", "/").encode("utf-8", "surrogateescape"), safe="/").lstrip("/") or "."


def _severity(category: str) -> Severity:
    known = DATA_CATEGORIES.get(category)
    return known.severity if known else Severity.MEDIUM


def _label(category: str) -> str:
    known = DATA_CATEGORIES.get(category)
    return known.label if known else category
