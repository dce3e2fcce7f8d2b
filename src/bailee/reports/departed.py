"""Departures as plain words and JSON: what the terminal, the page, CSV and programs share.

>>> asked([])
'Nothing departs from what was declared, or from what a law asks of place, access and time.'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bailee.departures import Cited, Departure, Lying
from bailee.findings import masked
from bailee.matrix import SUBJECTS, number, people_words
from bailee.vocabulary import DATA_CATEGORIES, Locator, State

READ_AS = {
    "verified_primary": "read in the statute",
    "secondary_quoting_primary": "read in a quotation of the statute",
    "verified_secondary": "read in a secondary source",
    "good_practice": "no law, good practice",
    "unverified": "not verified",
}
FILES = 100  # that are kept with a departure for a page; the command line shows all


def asked(departures: Sequence[Departure]) -> str:
    """How many, of which state, in one line."""
    open_ = [each for each in departures if each.is_open]
    red = sum(each.state is State.RED for each in open_)
    counsel = sum(each.state is State.UNKNOWN for each in open_)
    held = sum(bool(each.held_by) for each in departures)
    settled = sum(each.verdict is not None for each in departures)
    if not departures:
        return "Nothing departs from what was declared, or from what a law asks of place, access and time."
    parts = [f"{number(len(open_), 'departure')}, {red} of them red" if open_ else "No departure is open"]
    if counsel:
        parts.append(f"{number(counsel, 'is', 'are')} for counsel")
    if held:
        parts.append(f"{number(held, 'is', 'are')} kept by a legal hold")
    if settled:
        parts.append(f"{number(settled, 'was', 'were')} settled by a person")
    return "; ".join(parts) + "."


def rule_words(rule: Cited) -> str:
    """A law with its citation, how it was read, and who reviewed it."""
    if not rule.says:
        return f"A law may apply here: {rule.name}. Not verified, ask counsel."
    read = READ_AS.get(rule.confidence, rule.confidence)
    reviewed = "not reviewed by counsel" if rule.reviewed == "no" else rule.reviewed
    short = rule.short if rule.short != rule.citation else rule.citation.removeprefix(f"{rule.name}, ")
    return " · ".join((f"{rule.name}, {short}", *(() if rule.is_sure else ("may apply",)), read, reviewed))


def where(lying: Lying, *, exact: bool = False) -> str:
    return _said(lying.locator, exact)


def beside(lying: Lying, *, exact: bool = False) -> tuple[str, ...]:
    return tuple(_said(each, exact) for each in lying.beside)


def _said(locator: Locator, exact: bool) -> str:
    return str(locator if exact else masked(locator))


def move_lines(departure: Departure) -> list[tuple[str, str]]:
    """What a move would do, as heads and words."""
    move = departure.move
    if move is None:
        return []
    lines = [
        (
            "to",
            move.to
            or f"no folder is declared for them yet: bailee departures confidential FOLDER --for {move.records}",
        )
    ]
    if move.to:
        if move.lose is None:
            lines.append(
                ("access", "who would lose access is not known: the rights of the folder or of the files were not read")
            )
        else:
            lines.append(("lose access", ", ".join(move.lose) if move.lose else "nobody: as many can open the folder"))
        if move.gain:
            lines.append(("gain access", ", ".join(move.gain)))
    lines += [("breaks" if index == 0 else "", text) for index, text in enumerate(move.breaks)]
    return lines


def shape(departure: Departure, *, exact: bool = False, files: int | None = None) -> dict[str, Any]:
    """A departure for programs, and for a page that is kept. `files`: so many of them at most."""
    verdict = departure.verdict
    shown = departure.files if files is None else departure.files[:files]
    return {
        "ident": departure.ident,
        "sort": departure.sort,
        "state": departure.state.value,
        "severity": departure.severity.value,
        "open": departure.is_open,
        "title": departure.title,
        "people": {"low": departure.people.low, "high": departure.people.high},
        "people_words": people_words(departure.people) if departure.people.high else "",
        "people_why": list(departure.people.reasons),
        "stores": list(departure.stores),
        "column": departure.column,
        "cells": [{"category": category, "subject": subject.value} for category, subject in departure.cells],
        "about": about(departure),
        "why": departure.why,
        "rule": rule_shape(departure.rule) if departure.rule else None,
        "also": [rule_shape(each) for each in departure.also],
        "for_counsel": list(departure.for_counsel),
        "next": departure.next,
        "command": departure.command,
        "clears": departure.clears,
        "files": [
            {
                "locator": where(each, exact=exact),
                "store": each.store,
                "beside": list(beside(each, exact=exact)),
                "on": each.on.isoformat() if each.on else None,
                "dated_by": each.dated_by,
            }
            for each in shown
        ],
        "files_in_all": len(departure.files),
        "move": {
            "records": departure.move.records,
            "to": departure.move.to,
            "lose": None if departure.move.lose is None else list(departure.move.lose),
            "gain": list(departure.move.gain),
            "breaks": list(departure.move.breaks),
        }
        if departure.move
        else None,
        "move_lines": [list(pair) for pair in move_lines(departure)],
        "held_by": list(departure.held_by),
        "decision": {
            "verdict": verdict.verdict,
            "reason": verdict.reason,
            "until": verdict.until.isoformat() if verdict.until else None,
            "by": verdict.by,
            "on": verdict.on.isoformat(),
        }
        if verdict
        else None,
    }


def rule_shape(rule: Cited) -> dict[str, Any]:
    return {
        "ident": rule.ident,
        "name": rule.name,
        "citation": rule.citation,
        "short": rule.short,
        "duty": rule.says,
        "why": rule.why,
        "confidence": rule.confidence,
        "applies": rule.is_sure,
        "reviewed": rule.reviewed,
        "source": list(rule.source),
        "note": rule.note,
        "words": rule_words(rule),
    }


def about(departure: Departure) -> str:
    """Which data of whom, in words."""
    named = [
        f"{DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category}, {SUBJECTS.get(subject, subject.value)}"
        for category, subject in departure.cells
    ]
    return "; ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")


CSV_HEADS = (
    "Ident", "Sort", "State", "How bad", "What", "About", "Stores", "People from", "People to", "Files", "Rule", "Why", "Next",
    "Clears", "Settled", "Reason", "Until",
)  # fmt: skip


def csv_rows(shapes: Iterable[dict[str, Any]]) -> Iterable[tuple[object, ...]]:
    for each in shapes:
        decision = each["decision"] or {}
        yield (
            each["ident"], each["sort"], each["state"], each["severity"], each["title"], each["about"], "; ".join(each["stores"]),
            each["people"]["low"], each["people"]["high"], each["files_in_all"], each["rule"]["words"] if each["rule"] else "",
            each["why"], each["next"], each["clears"],
            decision.get("verdict", "") or ("legal hold" if each["held_by"] else ""), decision.get("reason", ""), decision.get("until") or "",
        )  # fmt: skip
