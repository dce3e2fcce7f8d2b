"""Protection: what playbooks propose for each file and why, what waits for a second person, what was done; undone by a worker.

What changes a file, or lets somebody change it for good, asks a person who she is: no token does it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import msgspec

from bailee.api.cursors import page
from bailee.api.interface import (
    Call,
    Count,
    Endpoint,
    File,
    Paged,
    Past,
    PastPaged,
    Request,
    Shape,
    Text,
    Word,
    shaped,
    shapes,
    there,
)
from bailee.api.nouns.work import Work, deferred
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import PDF
from bailee.errors import InvalidInput
from bailee.operations.approve_protection import approve, refuse, withdraw
from bailee.operations.known_files import real, shown
from bailee.operations.protect_by_playbook import plan
from bailee.operations.say_need import say_need, withdraw_need
from bailee.operations.tasks.protect import roots
from bailee.permissions import Permission
from bailee.protection.plan import Proposal
from bailee.store import jobs
from bailee.store.rows.proposed import KeptProposal
from bailee.store.workspace import Workspace
from bailee.vocabulary import Severity

TASK = "protect"
MOST = 500  # files that one decision is for
_FRESH = 600  # seconds that a plan stands while nothing is done

Idents = Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=MOST)]
FileNumber = Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class Query(Paged, frozen=True, kw_only=True):
    act: Word | None = None


class Proposed(Shape, frozen=True, kw_only=True):
    """What is proposed for one file: masked, by its place. `file`: its number, by which it is chosen; null: it cannot be."""

    file: int | None
    path: str
    act: str
    playbook: str
    categories: dict[str, int]
    why: tuple[str, ...]
    because: str
    is_irreversible: bool
    held_by: tuple[str, ...]
    refusal: str
    severity: Severity


class Plan(Shape, frozen=True, kw_only=True):
    items: tuple[Proposed, ...]
    counts: dict[str, int]
    total: Count
    next: str | None


class Choice(Request, frozen=True, kw_only=True):
    file: FileNumber
    act: Word


class Choices(Request, frozen=True, kw_only=True):
    """One decision for these files; what cannot be undone then waits for another person."""

    files: Annotated[tuple[Choice, ...], msgspec.Meta(min_length=1, max_length=MOST)]


class DecidedShape(Shape, frozen=True, kw_only=True):
    act: str
    reason: str
    by: str
    at: datetime


class ProposalShape(Shape, frozen=True, kw_only=True):
    """A proposal that is kept: what cannot be undone."""

    ident: str
    batch: str
    act: str
    playbook: str
    state: str
    locator: str
    store: str
    by: str
    at: datetime
    is_open: bool
    events: tuple[DecidedShape, ...]


class ProposalQuery(PastPaged, frozen=True, kw_only=True):
    open: bool = True  # false: those that were settled, too


class Proposals(Shape, frozen=True, kw_only=True):
    items: tuple[ProposalShape, ...]
    total: Count
    next: str | None


class Decision(Request, frozen=True, kw_only=True):
    """Over proposals, or whole batches."""

    idents: Idents
    reason: Text


class Batch(Request, frozen=True, kw_only=True):
    batch: Word


class ProtectedShape(Shape, frozen=True, kw_only=True):
    """A file that was protected: sealed, moved, restricted, quarantined, redacted, erased."""

    ident: str
    action: str
    state: str
    locator: str
    changed_at: datetime


class ProtectedFiles(Shape, frozen=True, kw_only=True):
    items: tuple[ProtectedShape, ...]
    total: Count
    next: str | None


class Undo(Request, frozen=True, kw_only=True):
    """Put back: the same bytes, rights and times."""

    idents: Idents


class Erasure(Shape, frozen=True, kw_only=True):
    """A certificate of what was erased, and what could not be reached."""

    ident: str
    at: datetime
    files: tuple[dict[str, Any], ...]


class Erasures(Shape, frozen=True, kw_only=True):
    items: tuple[Erasure, ...]


class NeedShape(Shape, frozen=True, kw_only=True):
    """Who needs records of a kind, data of a category, or what is in a store."""

    ident: str
    sort: str
    name: str
    departments: tuple[str, ...]
    accounts: tuple[str, ...]
    managers: bool
    said_on: str


class Needs(Shape, frozen=True, kw_only=True):
    items: tuple[NeedShape, ...]


class NewNeed(Request, frozen=True, kw_only=True):
    what: Word
    departments: Annotated[tuple[Word, ...], msgspec.Meta(max_length=100)] = ()
    accounts: Annotated[tuple[Word, ...], msgspec.Meta(max_length=100)] = ()
    managers: bool = False
    why: Text = ""


def _stamp(call: Call) -> str:
    """A plan stands until something is done or scanned, and for some minutes: it is read from the disk."""
    return f"{call.workspace.organisation} {call.workspace.log_size()} {int(time.time() / _FRESH)}"


def naming(workspace: Workspace) -> Callable[[Path], str]:
    """How files are called: by their place, as stores are; values in names are masked."""
    known = [(real(place.path / "x").parent, place.name) for place in workspace.places() if place.path is not None]
    known.sort(key=lambda each: -len(each[0].parts))
    folders = [root for root, _ in known]

    def name(path: Path) -> str:
        told = shown(path, folders)
        root, place = next(((root, place) for root, place in known if root in path.parents), (None, ""))
        return f"{place}{told.removeprefix(str(root))}" if root is not None else told

    return name


def planned(call: Call) -> Plan:
    query: Query = call.query
    every = plan(call.workspace, roots(call.workspace), with_breaks=False)
    counts: dict[str, int] = {}
    for each in every:
        counts[each.act] = counts.get(each.act, 0) + 1
    fitting = [each for each in every if each.act == query.act or (query.act is None and each.act != "leave")]
    return page(call, fitting, Plan, partial(_proposed, naming(call.workspace)), counts=counts)


def _proposed(name: Callable[[Path], str], each: Proposal) -> Proposed:
    can = bool(each.file) and not each.refusal and each.act != "leave" and not (each.held_by and each.is_irreversible)
    return Proposed(
        file=each.file if can else None,
        path=name(each.path),
        act=each.act,
        playbook=each.playbook,
        categories=dict(each.categories),
        why=tuple(each.why()),
        because=each.because,
        is_irreversible=each.is_irreversible,
        held_by=each.held_by,
        refusal=each.refusal,
        severity=each.severity,
    )


def _put_aside(call: Call, arguments: dict[str, Any]) -> Work:
    organisation = call.workspace.organisation
    ident = jobs.defer(
        call.home, TASK, organisation, arguments, by=call.workspace.member, lane=f"{TASK}-{organisation}"
    )
    return deferred(call, ident)


def chosen(call: Call) -> Work:
    files = [each.file for each in call.body.files]
    if len(set(files)) != len(files):
        raise InvalidInput("a file is decided about twice", hint="name each of them once")
    acts = [each.act for each in call.body.files]
    return _put_aside(call, {"act": "apply", "files": files, "acts": acts, "idents": []})


def proposals(call: Call) -> Proposals:
    found = [each for each in call.workspace.proposals() if each.is_open or not call.query.open]
    return page(call, found, Proposals, ProposalShape)


def _decided(call: Call, act: Callable[..., tuple[KeptProposal, ...]]) -> Proposals:
    wanted: Decision = call.body
    changed = act(call.workspace, wanted.idents, reason=wanted.reason)
    return Proposals(items=shapes(changed, ProposalShape), total=len(changed), next=None)


def approved(call: Call) -> Proposals:
    return _decided(call, approve)


def refused(call: Call) -> Proposals:
    return _decided(call, refuse)


def withdrawn(call: Call) -> Proposals:
    return _decided(call, withdraw)


def erased(call: Call) -> Work:
    batch = call.body.batch
    if not any(each.state == "approved" for each in call.workspace.proposals(idents=[batch])):
        raise InvalidInput("nothing of this batch is approved", hint="another person approves it first")
    return _put_aside(call, {"act": "erase", "idents": [batch], "files": [], "acts": []})


def done(call: Call) -> ProtectedFiles:
    found = [each for each in call.workspace.protected_files() if each.state in ("applied", "undone", "erased")]
    found.sort(key=lambda each: each.changed_at, reverse=True)
    return page(call, found, ProtectedFiles, ProtectedShape)


def undone(call: Call) -> Work:
    standing = {each.ident for each in call.workspace.protected_files("applied")}
    if not set(call.body.idents) <= standing:
        raise InvalidInput("some of these are not protected any more", hint="look at the list again")
    return _put_aside(
        call, {"act": "undo", "idents": [f"file-{each}" for each in call.body.idents], "files": [], "acts": []}
    )


def erasures(call: Call) -> Erasures:
    found = reversed(call.workspace.erasures())
    return Erasures(
        items=tuple(Erasure(ident=each.ident, at=each.at, files=tuple(each.told["files"])) for each in found)
    )


def certificate(call: Call) -> File:
    ident = call.path["erasure"]
    with there():
        document = call.workspace.erasure_document(ident)
    return File(f"{ident}.pdf", PDF, document)


def needs(call: Call) -> Needs:
    return Needs(items=shapes(call.workspace.needs(), NeedShape))


def needed(call: Call) -> NeedShape:
    wanted: NewNeed = call.body
    made = say_need(
        call.workspace,
        wanted.what,
        departments=wanted.departments,
        accounts=wanted.accounts,
        managers=wanted.managers,
        why=wanted.why,
    )
    return shaped(made, NeedShape)


def not_needed(call: Call) -> None:
    if call.path["need"] not in {each.ident for each in call.workspace.needs()}:
        raise NOT_THERE
    withdraw_need(call.workspace, call.path["need"])


_SEE, _PROTECT = Permission.SEE_FINDINGS, Permission.PROTECT
ENDPOINTS = (
    Endpoint("GET", "protection/plan", "plan_protection", "What is proposed for each file, and why, the worst first", planned, _SEE, Plan, query=Query, stamp=_stamp),
    Endpoint("POST", "protection/choices", "choose_protection", "Do what is proposed for these files, by a worker", chosen, _PROTECT, Work, body=Choices, status=202, dangerous=True),
    Endpoint("GET", "protection/proposals", "list_proposals", "What cannot be undone, and waits for a second person", proposals, _SEE, Proposals, query=ProposalQuery),
    Endpoint("POST", "protection/approvals", "approve_proposals", "Approve what somebody else proposed", approved, _PROTECT, Proposals, body=Decision, dangerous=True),
    Endpoint("POST", "protection/refusals", "refuse_proposals", "Say no", refused, _PROTECT, Proposals, body=Decision),
    Endpoint("POST", "protection/withdrawals", "withdraw_proposals", "Take back what was proposed", withdrawn, _PROTECT, Proposals, body=Decision),
    Endpoint("POST", "protection/erasures", "erase_approved", "Erase what was approved, by a worker", erased, _PROTECT, Work, body=Batch, status=202, dangerous=True),
    Endpoint("GET", "protection/erasures", "list_erasures", "Certificates of what was erased", erasures, _SEE, Erasures, query=Past),
    Endpoint("GET", "protection/erasures/{erasure}", "download_erasure", "The certificate of an erasure as PDF", certificate, Permission.EXPORT, File, media=(PDF,)),
    Endpoint("GET", "protection/files", "list_protected", "What was done, newest first", done, _SEE, ProtectedFiles, query=PastPaged),
    Endpoint("POST", "protection/undoings", "undo_protection", "Put files back, by a worker", undone, _PROTECT, Work, body=Undo, status=202, dangerous=True),
    Endpoint("GET", "needs", "list_needs", "Who needs which data", needs, _SEE, Needs, query=Past),
    Endpoint("POST", "needs", "say_need", "Say who needs it", needed, _PROTECT, NeedShape, body=NewNeed, status=201),
    Endpoint("DELETE", "needs/{need}", "withdraw_need", "Nobody says any more who needs it", not_needed, _PROTECT, None),
)  # fmt: skip
