"""Incidents as JSON: the list, and a sheet. No person's name is in it; of a privileged one that is not open, its number and days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bailee.incidents.acts import Incident
from bailee.incidents.held import Kind
from bailee.incidents.paper import day_words, whom
from bailee.incidents.sheet import Line, Sheet
from bailee.people import PeopleRange
from bailee.permissions import Permission
from bailee.store.rows.incidents import KeptSheet
from bailee.store.workspace import Workspace


def listed(workspace: Workspace) -> list[dict[str, Any]]:
    """All incidents, newest first."""
    workspace.require(Permission.SEE_STORES)
    seen = [line(each) for each in workspace.incidents()]
    hidden = [bare(each) for each in workspace.privileged_incidents()]
    return sorted([*seen, *hidden], key=lambda each: each["reported_at"], reverse=True)


def line(incident: Incident) -> dict[str, Any]:
    return bare(incident) | {
        "title": incident.title,
        "kind": incident.kind,
        "target": {"sort": incident.sort, "ident": incident.target},
        "from_at": _text(incident.from_at),
        "until_at": _text(incident.until_at),
        "outcome": incident.outcome,
        "reported_by": incident.reported_by,
    }


def bare(incident: Incident) -> dict[str, Any]:
    """What everybody who may see stores may know of one."""
    return {
        "ident": incident.ident,
        "is_open": incident.is_open,
        "is_drill": incident.is_drill,
        "is_privileged": incident.is_privileged,
        "discovered_at": _text(incident.discovered_at),
        "reported_at": _text(incident.reported_at),
        "closed_at": _text(incident.closed_at),
        "zone": incident.zone,
    }


def shape(sheet: Sheet) -> dict[str, Any]:
    """A sheet."""
    lost = sheet.lost
    return {
        "incident": line(sheet.incident),
        "made_at": _text(sheet.made_at),
        "clock_says": sheet.clock_says,
        "people": _people(lost.people),
        "subjects": [{"subject": subject.value, "people": _people(people)} for subject, people in lost.subjects],
        "kinds": _kinds(lost.kinds),
        "read_at": _text(lost.read_at),
        "findings": lost.findings if lost.is_known else None,
        "files": lost.files if lost.is_known else None,
        "not_read": dict(lost.not_read),
        "encryption": {
            "state": sheet.encryption.state.value,
            "is_whole": sheet.encryption.is_whole,
            "says": sheet.encryption.title,
            "disks": [
                {
                    "disk": each.name, "is_encrypted": each.is_encrypted, "says": each.words,
                    "read_at": _text(each.reading.at) if each.reading else None,
                    "said_by": each.reading.said_by if each.reading else "",
                }
                for each in sheet.encryption.disks
            ],
            "sealed_files": sheet.encryption.sealed_files,
            "clear_files": sheet.encryption.clear_files,
        },
        "unknown": list(sheet.unknown),
        "not_verified": list(sheet.named),
        "places": [
            {
                "place": row.code or None, "name": row.name, "people": _people(row.people), "counts": list(row.counts),
                "outside": list(row.outside), "encryption_exempts": row.exempts, "rule": row.rule, "note": row.note,
            }
            for row in sheet.rows
        ],
        "duties": [duty(each) for each in sheet.lines],
        "questions": [
            {
                "question": each.question.ident, "asks": each.question.asks, "laws": list(each.laws), "answer": each.answer,
                "by": each.by, "at": _text(each.at),
            }
            for each in sheet.questions
        ],
        "timeline": [
            {"at": _text(each.at), "says": each.says, "source": each.source, "known_at": _text(each.known_at)}
            for each in sheet.incident.timeline
        ],
        "steps": [
            {"number": each.number, "title": each.title, "owner": each.owner, "done_at": _text(each.done_at), "note": each.note}
            for each in sheet.incident.steps
        ],
    }  # fmt: skip


def printed(kept: KeptSheet) -> dict[str, Any]:
    """A sheet that was printed, without its words."""
    return {
        "number": kept.number,
        "printed_at": _text(kept.at),
        "by": kept.by,
        "sha256": kept.sha256,
        "record": kept.record,
    }


def duty(each: Line) -> dict[str, Any]:
    """One duty."""
    return {
        "ident": each.ident,
        "rule": each.rule,
        "short": each.short,
        "citation": each.citation,
        "place": each.place or None,
        "to": each.to,
        "whom": whom(each),
        "stands": each.standing.value,
        "why": each.why,
        "period": each.words,
        "by": day_words(each),
        "deadline": _text(each.deadline.at) if each.deadline else None,
        "act_by": each.deadline.act_by.isoformat() if each.deadline else None,
        "people": _people(each.people),
        "confirm": each.confirm,
        "reviewed": each.reviewed or "no",
        "done_at": _text(each.done_at),
    }


def _kinds(kinds: Iterable[Kind]) -> list[dict[str, Any]]:
    return [{"category": each.category, "label": each.label, "people": _people(each.people)} for each in kinds]


def _people(people: PeopleRange | None) -> dict[str, Any] | None:
    return None if people is None else {"low": people.low, "high": people.high, "reasons": list(people.reasons)}


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
