"""State what was looked at and what was not, sealed, with a record in the log; and check such a statement again."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from bailee.errors import CannotRead
from bailee.evidence import log
from bailee.evidence.statements import faults, public_key, seal
from bailee.operations.report_status import conduct_of
from bailee.reports.coverage import Outcome, statement
from bailee.store.then import WorkspaceThen
from bailee.store.workspace import Workspace

ACTION = "coverage-stated"


def state_coverage(workspace: Workspace, outcomes: list[Outcome] | None = None) -> dict[str, Any]:
    """The sealed statement of today. The newest one is given again where nothing changed since; else a new one is made.

    As of a past day: the newest that was made by then. `outcomes`: where they were counted already. CannotRead before the first scan.
    """
    if isinstance(workspace, WorkspaceThen):
        kept = workspace.coverage_on(workspace.as_of.moment)
        if kept is None:
            raise CannotRead("what had been looked at by that day is not known: no statement of it was made")
        return kept
    scans = workspace.scans()
    if not scans:
        raise CannotRead("nothing was scanned yet", hint="bailee scan PLACE looks; bailee places lists what could be")
    latest = scans[-1]
    made = statement(
        workspace.organisation_name,
        outcomes if outcomes is not None else workspace.outcomes(),
        places=tuple(place.name for place in workspace.places()),
        scan={
            "ident": f"scan-{latest.ident}",
            "state": latest.state,
            "started_at": latest.started_at.isoformat(timespec="seconds"),
            "ended_at": latest.ended_at.isoformat(timespec="seconds") if latest.ended_at else None,
        },
        conduct=conduct_of(scans),
        not_connected=[
            {
                "name": each.found.name,
                "sort": each.found.sort.value,
                "why": each.found.why_not,
                "left_reason": each.left_reason,
            }
            for each in workspace.sought_places()
            if each.scanned_at is None
        ],
        paper=[
            {"name": each.name, "holds": list(each.holds), "about": [subject.value for subject in each.about]}
            for each in workspace.paper_files()
        ],
        archived=_archived(workspace),
    )
    before = workspace.coverage_statement()
    if before is not None and {**before["statement"], "made_at": ""} == made:
        return before
    made["made_at"] = log.now()
    sealed = seal(made, workspace.keys.seal_key)
    with workspace.transaction():
        row = workspace.record(ACTION, f"scan-{latest.ident}", _details(sealed))
        sealed["record"] = row.sequence
        workspace.save_coverage_statement(latest.ident, sealed)
    return sealed


def _archived(workspace: Workspace) -> dict[str, Any] | None:
    archives = workspace.archives()
    if not archives:
        return None
    until = max(each.last_at for each in archives)
    return {
        "findings": sum(each.findings for each in archives),
        "archives": len(archives),
        "until": until.date().isoformat(),
    }


def _details(sealed: dict[str, Any]) -> dict[str, Any]:
    made = sealed["statement"]
    return {
        "sha256": sealed["seal"]["sha256"],
        "signature": sealed["seal"]["signature"],
        "looked_at": made["looked_at"]["items"],
        "in_part": sum(row["items"] for row in made["looked_at_in_part"].values()),
        "not": sum(row["items"] for row in made["not_looked_at"].values()),
    }


def verify_statement(workspace: Workspace | None, file: Path) -> list[str]:
    """What is wrong with a statement in a file; nothing where it is whole, ours, and stands in our log.

    Without a workspace its hash and signature are checked, and not whose they are.
    """
    try:
        sealed = json.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="`bailee coverage --out FILE.json` writes one") from None
    except ValueError:
        return ["this is no sealed statement"]
    if workspace is None:
        return faults(sealed)
    found = faults(sealed)
    if not found and not is_ours(workspace, sealed):
        found = ["it was sealed with another key than this organisation's"]
    if found:
        return found
    digest = sealed["seal"]["sha256"]
    rows, _ = workspace.evidence()
    known = [row.sequence for row in rows if row.action == ACTION and json.loads(row.details).get("sha256") == digest]
    if not known:
        return ["the log of this organisation does not know this statement"]
    if sealed.get("record") not in known:  # the seal was made before its record was, so it does not hold the number
        return [f"it stands in record {known[-1]} of the log, and not in the one that it names"]
    return []


def is_ours(workspace: Workspace, sealed: dict[str, Any]) -> bool:
    """Whether a whole sealed statement was sealed with this organisation's key, or with one that it had before."""
    retired = (base64.b64encode(key).decode() for key in workspace.keys.retired_seal_keys)
    return sealed["seal"]["key"] in (public_key(workspace.keys.seal_key), *retired)
