"""A report as the JSON that programs read. Fields are added, never renamed; `docs/schemas/` holds the schemas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bailee import __version__
from bailee.findings import Finding, masked
from bailee.inventory import Coverage, Holding
from bailee.matrix import row_shape
from bailee.obligations.shapes import obligation_shape
from bailee.reports import departed, tools
from bailee.reports.report import Left, NamesLooked, PicturesLooked, Report, known_found
from bailee.scanner import KindFound
from bailee.vocabulary import Locator


def report(told: Report, *, exact_locators: bool = False) -> dict[str, Any]:
    """The whole report: `bailee scan --report FILE.json`."""
    coverage = told.looked.coverage
    started, ended = told.looked.started_at, told.looked.ended_at

    def where(locator: Locator) -> list[str]:
        return locator.display() if exact_locators else list(masked(locator).segments)

    return {
        "bailee": __version__,
        "organisation": told.organisation,
        "places": list(told.looked.places),
        "started_at": started.isoformat() if started else None,
        "ended_at": ended.isoformat() if ended else None,
        "stopped": told.looked.is_stopped,
        "items": {"read": coverage.read, "partly": coverage.partly, "skipped": coverage.skipped},
        "bytes": coverage.read_bytes,
        "known_values": known_values(told.findings),
        "findings": [finding(each, where(each.locator)) for each in told.findings],
        "kinds": [kind(each, where(each.locator)) for each in told.kinds],
        "partly": [left(each, where(each.locator)) for each in told.looked.partly],
        "skipped": [left(each, where(each.locator)) for each in told.looked.skipped],
        "coverage": causes(coverage),
        "excluded": list(told.looked.conduct.get("excluded", ())),
        "isolation": told.looked.conduct.get("isolation"),
        "workers": told.looked.conduct.get("workers"),
        "pace": told.looked.conduct.get("pace"),
        "notes": list(told.looked.conduct.get("notes", ())),
        "names": names(told.looked.names),
        "pictures": pictures(told.looked.pictures),
        "staff_notice": told.looked.staff or None,
        "instruction": told.looked.instruction or None,
        "holdings": [holding(each) for each in told.holdings],
        "obligations": [obligation_shape(duty) for duty in told.obligations],
        "status": [row_shape(row) for row in told.rows],
        "departures": [departed.shape(each, exact=exact_locators) for each in told.departures],
        "monitoring": [tools.shape(entry) for entry in told.tools],
    }


def names(looked: NamesLooked | None) -> dict[str, Any] | None:
    """How much of the text the model of names was asked about."""
    if looked is None:
        return None
    return {"mode": looked.mode, "windows": looked.windows, "asked": looked.asked}


def pictures(looked: PicturesLooked | None) -> dict[str, Any] | None:
    """Out of how many of the pictures that may hold text it was read."""
    if looked is None:
        return None
    return {"mode": looked.mode, "pictures": looked.pictures, "read": looked.read}


def finding(found: Finding, locator: list[str]) -> dict[str, Any]:
    return {
        "ident": found.ident,
        "locator": locator,
        "detector": found.detector,
        "category": found.category,
        "subject": found.subject.value,
        "count": found.count,
        "position": found.position,
        "confidence": found.confidence.value,
        "probability": round(found.probability, 3),
        "fingerprint": found.fingerprint,
        "mask": found.mask or None,
        "attributes": dict(found.attributes),
        "known": found.known or None,
    }


def known_values(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """For each list of known values, how many of its values were found, and in how many files."""
    return [
        {"list": each.name, "values": each.values, "findings": each.findings, "items": each.items}
        for each in known_found(findings)
    ]


def kind(found: KindFound, locator: list[str]) -> dict[str, Any]:
    return {
        "locator": locator,
        "kind": found.kind,
        "category": found.category,
        "subject": found.subject.value,
        "confidence": found.confidence.value,
        "reasons": list(found.reasons),
        "dated": found.dated or None,
    }


def left(part: Left, locator: list[str]) -> dict[str, Any]:
    return {"locator": locator, "reason": part.reason.value}


def causes(coverage: Coverage) -> dict[str, dict[str, int]]:
    return {reason: {"items": items, "bytes": amount} for reason, items, amount in coverage.causes}


def holding(held: Holding) -> dict[str, Any]:
    return {
        "category": held.category,
        "subject": held.subject.value,
        "stores": list(held.stores),
        "people": {"low": held.people.low, "high": held.people.high},
        "items": held.items,
        "since": held.since.isoformat() if held.since else None,
        "kinds": list(held.kinds),
        "purposes": list(held.purposes),
        "declared": held.declared,
        "found": held.found,
        "tools": list(held.tools),
    }


def status(told: Report) -> dict[str, Any]:
    """The report without its lists of findings and files: `bailee status --json`."""
    lists = ("findings", "kinds", "partly", "skipped")
    return {name: value for name, value in report(told).items() if name not in lists}
