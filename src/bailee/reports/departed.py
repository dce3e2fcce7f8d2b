"""Departures as plain words and JSON: what the terminal, the page, CSV and programs share.

>>> asked([])
'Nothing departs from what was declared, or from what a law asks of place, access and time.'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bailee.departures import Cited, Departure, Lying, Verdict
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


def shape(departure: Departure, *, exact: bool = False) -> dict[str, Any]:
    """A departure for programs."""
    verdict, move = departure.verdict, departure.move
    return {
        "ident": departure.ident,
        "sort": departure.sort,
        "state": departure.state.value,
        "severity": departure.severity.value,
        "open": departure.is_open,
        "title": departure.title,
        "people": {
            "low": departure.people.low,
            "high": departure.people.high,
            "reasons": list(departure.people.reasons),
        },
        "stores": list(departure.stores),
        "column": departure.column,
        "cells": [{"category": category, "subject": subject.value} for category, subject in departure.cells],
        "why": departure.why,
        "rule": rule_shape(departure.rule) if departure.rule else None,
        "also": [rule_shape(each) for each in departure.also],
        "named": list(departure.named),
        "for_counsel": list(departure.for_counsel),
        "next": departure.next,
        "command": departure.command,
        "clears": departure.clears,
        "files": [
            {
                "locator": _segments(each.locator, exact),
                "store": each.store,
                "beside": [_segments(other, exact) for other in each.beside],
                "on": each.on.isoformat() if each.on else None,
                "dated_by": each.dated_by,
            }
            for each in departure.files
        ],
        "move": {
            "records": move.records,
            "to": move.to,
            "lose": None if move.lose is None else list(move.lose),
            "gain": list(move.gain),
            "breaks": list(move.breaks),
        }
        if move
        else None,
        "held_by": list(departure.held_by),
        "decision": decision_shape(verdict) if verdict else None,
    }


def decision_shape(verdict: Verdict) -> dict[str, Any]:
    """What a person decided about one."""
    return {
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "until": verdict.until.isoformat() if verdict.until else None,
        "by": verdict.by,
        "on": verdict.on.isoformat(),
    }


def page_shape(departure: Departure) -> dict[str, Any]:
    """The same for a page that is kept: with its words, and the first files alone."""
    told = shape(departure)
    return told | {
        "files": [
            {
                "where": where(each),
                "beside": list(beside(each)),
                "on": each.on.isoformat() if each.on else "",
                "dated_by": each.dated_by,
            }
            for each in departure.files[:FILES]
        ],
        "files_in_all": len(departure.files),
        "about": about(departure),
        "people_words": people_words(departure.people) if departure.people.high else "",
        "rule_words": rule_words(departure.rule) if departure.rule else "",
        "also_words": [rule_words(each) for each in departure.also],
        "move_lines": [list(pair) for pair in move_lines(departure)],
    }


def _segments(locator: Locator, exact: bool) -> list[str]:
    return locator.display() if exact else list(masked(locator).segments)


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


def csv_rows(shown: Iterable[dict[str, Any]]) -> Iterator[tuple[object, ...]]:
    """Of `page_shape`."""
    for each in shown:
        decision = each["decision"] or {}
        yield (
            each["ident"], each["sort"], each["state"], each["severity"], each["title"], each["about"], "; ".join(each["stores"]),
            each["people"]["low"], each["people"]["high"], each["files_in_all"], each["rule_words"],
            each["why"], each["next"], each["clears"],
            decision.get("verdict", "") or ("legal hold" if each["held_by"] else ""), decision.get("reason", ""), decision.get("until") or "",
        )  # fmt: skip
