"""Findings and what was decided about each: filled in by whoever judges in a spreadsheet, and taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from bailee.errors import InvalidInput
from bailee.inventory.reading import Faults, Filled, day_of
from bailee.operations.judge_findings import judge_findings
from bailee.permissions import Permission
from bailee.store.rows.triage import MOST as AT_ONCE
from bailee.store.workspace import Workspace
from bailee.vocabulary import Confidence

TITLE, PERMISSION, TAKES = "Findings", Permission.SEE_FINDINGS, Permission.DECIDE_FINDINGS
HEADS = (
    "Finding",
    "Detector",
    "Category",
    "About",
    "Where",
    "Store",
    "Confidence",
    "Times",
    "Decision",
    "Reason",
    "Until",
)
ASKED = ("Finding", "Decision")
MOST = 500_000
VERDICTS = ("confirmed", "dismissed", "accepted")


def rows(workspace: Workspace) -> Iterator[tuple[object, ...]]:
    """Likely and up, under masked names, also those that were dismissed."""
    for held in workspace.findings(dismissed=None):
        one, decided = held.finding, held.decision
        yield (
            one.ident, one.detector, one.category, one.subject.value, " / ".join(one.locator.segments), held.store,
            one.confidence.value, one.count, decided.verdict if decided else "", decided.reason if decided else "",
            decided.until.isoformat() if decided and decided.until else "",
        )  # fmt: skip


def take(workspace: Workspace, table: Filled, faults: Faults, on: date) -> int:
    """Decide what the rows say; a row without a decision, or with the one that stands, is left as it is."""
    standing = {
        held.finding.ident: held.decision for held in workspace.findings(dismissed=None, confidence=Confidence.POSSIBLE)
    }
    wanted: dict[tuple[str, str, date | None], list[str]] = defaultdict(list)
    seen: dict[str, int] = {}
    lines: dict[tuple[str, str, date | None], int] = {}
    for line, cells in table.rows:
        verdict, ident = cells.get("decision", "").casefold(), cells.get("finding", "").lower()
        if not verdict:
            continue
        if verdict not in VERDICTS:
            faults.add(line, f'"{verdict[:40]}" is no decision', "one of: " + ", ".join(VERDICTS), head="decision")
            continue
        if ident not in standing:
            faults.add(line, "there is no such finding here any more", "take the ident from an export", head="finding")
            continue
        if ident in seen:
            faults.add(
                line, f"this finding stands in row {seen[ident]:,} already", "give each finding one row", head="finding"
            )
            continue
        seen[ident] = line
        until = None
        if said := cells.get("until", ""):
            try:
                until = day_of(said)
            except ValueError as fault:
                faults.add(line, str(fault), "write the day as 2026-03-31", head="until")
                continue
        before, reason = standing[ident], " ".join(cells.get("reason", "").split())
        if before is not None and (before.verdict, before.reason, before.until) == (verdict, reason, until):
            continue
        key = (verdict, reason, until)
        wanted[key].append(ident)
        lines.setdefault(key, line)
    done = 0
    for key, idents in wanted.items():
        verdict, reason, until = key
        try:
            for start in range(0, len(idents), AT_ONCE):
                judge_findings(workspace, idents[start : start + AT_ONCE], verdict, reason=reason, until=until, on=on)
        except InvalidInput as fault:
            faults.add(
                lines[key], str(fault).rstrip("."), fault.hint, head="until" if "day" in str(fault) else "reason"
            )
        done += len(idents)
    return done
