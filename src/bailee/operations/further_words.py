"""Words that somebody typed on a page for redacted copies: encrypted in the proposal of each, until its copy was made.

A job names only idents, so the words go by the proposals that it names; afterwards no row has them any more. Where the job was
given up for good, stopped, or never begun, a worker forgets them (`forget_left`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.counting import count
from bailee.operations.note_protection import Outcome
from bailee.permissions import Permission
from bailee.protection.redaction import Wish
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace

MOST = 200  # words of one decision
_PUT_ASIDE = timedelta(minutes=10)  # by then a decision has its job


def read(typed: str) -> tuple[str, ...]:
    """Words, one a line. InvalidInput where one is too short to be looked for; it is not said which.

    >>> read(" Project Heron \\n\\nHeron\\n")
    ('Project Heron', 'Heron')
    """
    words = tuple(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
    return Wish(also=words).also


def keep(workspace: Workspace, files: Sequence[tuple[int, str]], words: Sequence[str]) -> tuple[str, ...]:
    """Keep words for the copies of files (number, masked name) that are decided; idents of their proposals."""
    with workspace.transaction(Permission.PROTECT):
        idents = workspace.add_proposals(
            {
                "act": "redact",
                "playbook": "default",
                "locator": name,
                "store": "",
                "details": {"file": number, "also": list(words), "account": workspace.account or ""},
            }
            for number, name in files
        )
        workspace.decide_proposals(idents, "approved", states=("proposed",))
        batch = workspace.proposals(idents=idents[:1])[0].batch
        told = {"acts": ["redact"], "files": len(files), "further_words": len(words)}
        workspace.record("protection-proposed", batch, told)
    return idents


def kept(workspace: Workspace, idents: Sequence[str]) -> tuple[str, ...]:
    """The words of these proposals."""
    found = workspace.proposals(idents=idents) if idents else ()
    return tuple(dict.fromkeys(str(word) for each in found for word in each.details.get("also", ())))


def done(workspace: Workspace, idents: Sequence[str], outcomes: Iterable[Outcome]) -> None:
    """Say what became of the copies, and forget the words."""
    if not idents:
        return
    refused = [each for each in outcomes if each.act == "redact" and each.is_refused]
    open_ones = [each.ident for each in workspace.proposals(state="approved", idents=idents)]
    with workspace.transaction(Permission.PROTECT):
        why = f"{count(len(refused), 'copy', 'copies')} could not be made" if refused else ""
        workspace.decide_proposals(open_ones, "stopped" if refused else "applied", reason=why, states=("approved",))
        workspace.forget_details(idents, "also")
        batch = workspace.proposals(idents=idents[:1])[0].batch
        workspace.record("further-words-forgotten", batch, {"proposals": list(idents), "refused": len(refused)})


def forget_left(home: Path, at: datetime | None = None) -> int:
    """Words whose copies no job makes any more, of all organisations, are forgotten; of how many proposals. A worker does so now and then."""
    from bailee.store.models import Job, Organisation, ProtectionProposal
    from bailee.store.work.rows import entered_all, first_who_may

    left: dict[tuple[str, str], list[str]] = defaultdict(list)
    with entered_all(home) as alias:
        open_ones = ProtectionProposal.objects.using(alias).filter(
            act="redact", state="approved", at__lt=(at or now()) - _PUT_ASIDE
        )
        for number in open_ones.order_by().values_list("organisation_id", flat=True).distinct():
            jobs = Job.objects.using(alias).filter(organisation_id=number, task="protect", ended_at=None)
            awaited = {ident for told in jobs.values_list("arguments", flat=True) for ident in _idents(told)}
            ours = Organisation.objects.using(alias).filter(pk=number).first()
            member = first_who_may(alias, number, Permission.PROTECT)
            if ours is None or not ours.wrapped_keys or not member:
                continue
            idents = open_ones.filter(organisation_id=number).exclude(ident__in=awaited).order_by("pk")
            left[ours.ident, member] += idents.values_list("ident", flat=True)
    return sum(_forget(Workspace(home, *door), idents) for door, idents in left.items() if idents)


def _forget(workspace: Workspace, idents: Sequence[str]) -> int:
    found = [each for each in workspace.proposals(idents=idents) if each.details.get("also")]
    batches: dict[str, list[str]] = defaultdict(list)
    for each in found:
        batches[each.batch].append(each.ident)
    for batch, those in batches.items():
        with workspace.transaction(Permission.PROTECT):
            workspace.decide_proposals(those, "stopped", reason="its work was given up", states=("approved",))
            workspace.forget_details(those, "also")
            workspace.record("further-words-forgotten", batch, {"proposals": those, "refused": len(those)})
    return len(found)


def _idents(told: Any) -> Iterable[str]:
    arguments: dict[str, Any] = json.loads(told) if isinstance(told, str) else told
    return map(str, arguments.get("idents", ()))
