"""Approve, refuse or withdraw what was proposed and cannot be undone; and decide to leave a file as it is, until a day.

    approve(workspace, ["batch-3f9a01cc"], reason="the seven years are over")

Two people: whoever proposed something does not approve it. The decision is appended, with its reason, and stands in the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.known_files import known_files, real, shown
from bailee.operations.protect_by_playbook import holds_over, today
from bailee.permissions import Permission
from bailee.protection.files import Facts, Folder, Refused, explained, facts_of
from bailee.store.rows.proposed import KeptProposal
from bailee.store.workspace import Workspace


def waiting(workspace: Workspace) -> tuple[KeptProposal, ...]:
    """What waits for a second person, oldest first."""
    return workspace.proposals(state="proposed")


def approve(
    workspace: Workspace, idents: Sequence[str], *, reason: str, on: date | None = None
) -> tuple[KeptProposal, ...]:
    """Approve proposals, or whole batches: one decision. Each as it stands now.

    One whose file changed since is `stopped`, and so is one that a legal hold keeps: neither is approved. NotAllowed for
    whoever proposed one of them, or may not protect; InvalidInput where nothing of that name waits.
    """
    chosen = _chosen(workspace, idents, reason, ("proposed",))
    for each in chosen:
        if "path" not in each.details:
            raise InvalidInput(
                f'"{each.ident}" is about no file',
                hint="SQL is approved by `bailee protect sql --approve IDENT`; what a person does by hand, by the next scan",
            )
        _is_another(workspace, each)
    over = Holding(workspace, on or today())
    good, stopped = [], {}
    for each in chosen:
        if why := over.why_not(each.details):
            stopped[each.ident] = why
        elif not is_unchanged(each.details):
            stopped[each.ident] = "the file changed since it was proposed"
        else:
            good.append(each.ident)
    with workspace.transaction(Permission.PROTECT):
        workspace.decide_proposals(good, "approved", reason=reason.strip(), states=("proposed",))
        for ident, why in stopped.items():
            workspace.decide_proposals([ident], "stopped", reason=why, states=("proposed",))
        _record(workspace, "protection-approved", [each for each in chosen if each.ident in good])
        _record(workspace, "protection-stopped", [each for each in chosen if each.ident in stopped])
    return workspace.proposals(idents=[each.ident for each in chosen])


def refuse(workspace: Workspace, idents: Sequence[str], *, reason: str) -> tuple[KeptProposal, ...]:
    """Say no to proposals, also to some that were approved and not carried out yet."""
    return _decided(workspace, idents, "refused", reason)


def withdraw(workspace: Workspace, idents: Sequence[str], *, reason: str) -> tuple[KeptProposal, ...]:
    """Take back what was proposed."""
    return _decided(workspace, idents, "withdrawn", reason)


def _decided(workspace: Workspace, idents: Sequence[str], act: str, reason: str) -> tuple[KeptProposal, ...]:
    chosen = _chosen(workspace, idents, reason, ("proposed", "approved"))
    with workspace.transaction(Permission.PROTECT):
        workspace.decide_proposals([each.ident for each in chosen], act, reason=reason.strip())
        _record(workspace, f"protection-{act}", chosen)
    return workspace.proposals(idents=[each.ident for each in chosen])


def leave(
    workspace: Workspace, paths: Sequence[Path], *, reason: str, until: date, on: date | None = None
) -> tuple[str, ...]:
    """Decide to leave files as they are until a day, with a reason: until then no playbook proposes anything for them."""
    day = on or today()
    if not reason.strip():
        raise InvalidInput("why is it left?", hint="say why, in your own words: it is read when somebody asks")
    if until < day:
        raise InvalidInput(f"{until} has passed", hint="give a day from today on: then it is looked at again")
    files = [real(path) for path in paths]
    for path in files:
        if not path.is_file() or path.is_symlink():
            raise InvalidInput(f'"{shown(path, paths)}" is no file', hint="name the files themselves")
    known = known_files(workspace)
    with workspace.transaction(Permission.PROTECT):
        idents = workspace.add_proposals(
            {
                "act": "leave",
                "playbook": "default",
                "locator": shown(path),
                "store": known[path].store if path in known else "",
                "details": {"path": str(path), "until": until.isoformat()},
            }
            for path in files
        )
        workspace.decide_proposals(idents, "left", reason=reason.strip(), states=("proposed",))
        batch = workspace.proposals(idents=idents[:1])[0].batch
        workspace.record("protection-left", batch, {"files": len(files), "until": until.isoformat()})
    return idents


# --- what has to be so


def _chosen(
    workspace: Workspace, idents: Sequence[str], reason: str, states: Sequence[str]
) -> tuple[KeptProposal, ...]:
    workspace.require(Permission.PROTECT)
    if not idents:
        raise InvalidInput("which proposals?", hint="`bailee protect proposals` lists them: name them, or their batch")
    if not reason.strip():
        raise InvalidInput("why?", hint="say why, in your own words: it is kept as evidence")
    found = workspace.proposals(idents=idents)
    known = {each.ident for each in found} | {each.batch for each in found}
    for ident in idents:
        if ident not in known:
            raise InvalidInput(f'there is no proposal "{ident}"', hint="`bailee protect proposals` lists them")
    chosen = tuple(each for each in found if each.state in states)
    decided = [each for each in found if each.state not in states and each.ident in idents]
    if decided or not chosen:
        what = decided[0] if decided else found[0]
        raise InvalidInput(
            f'"{what.ident}" was decided already: {what.state}', hint="`bailee protect proposals` lists what waits"
        )
    return chosen


def _is_another(workspace: Workspace, proposal: KeptProposal) -> None:
    """NotAllowed where the same person proposed it, under this membership or by the same account in another one."""
    account = str(proposal.details.get("account") or "")
    if proposal.by == workspace.member or (account and account == (workspace.account or "")):
        raise NotAllowed(
            "what cannot be undone is approved by another person than the one who proposed it",
            hint="ask another member who may protect: `bailee members` lists them",
        )


def is_unchanged(details: Mapping[str, Any]) -> bool:
    """Whether the file is the one that was looked at when it was proposed."""
    try:
        path = Path(details["path"])
        with Folder(path.parent) as folder, folder.open(path.name) as stream, explained():
            import os

            now = facts_of(stream.fileno(), os.fstat(stream.fileno()))
    except Refused:
        return False
    return details.get("seen") is not None and Facts(**details["seen"]).is_same(now)


class Holding:
    """Which legal holds keep what, on a day. `why_not` says it of one proposal, and looks again for holds that came since."""

    def __init__(self, workspace: Workspace, on: date) -> None:
        self._workspace, self._on = workspace, on
        self._look()

    def _look(self) -> None:
        inventory = self._workspace.inventory()
        self._categories: dict[tuple[str, object], set[str]] = {}
        for (category, _), files in inventory.files().items():
            for file in files:
                self._categories.setdefault(file, set()).add(category)
        self._holds = self._workspace.legal_holds(self._on, inventory=inventory)

    def why_not(self, details: Mapping[str, Any]) -> str:
        """The holds that keep its file, in words; empty where none does."""
        standing = {hold.ident for hold in self._workspace.legal_holds(self._on)}
        if standing != {hold.ident for hold in self._holds}:
            self._look()
        file = (str(details.get("store") or ""), int(details.get("file") or 0))
        return " and ".join(hold.words for hold in holds_over(self._holds, self._categories, file, self._on))


def _record(workspace: Workspace, action: str, proposals: Sequence[KeptProposal]) -> None:
    for batch in dict.fromkeys(each.batch for each in proposals):
        of = [each for each in proposals if each.batch == batch]
        details = {"proposals": [each.ident for each in of], "proposed_by": sorted({each.by for each in of})}
        workspace.record(action, batch, details)
