"""What a person has to do where bailee only reads: proposed with the exact place, open until the next scan proves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bailee.errors import InvalidInput
from bailee.inventory import lies_in
from bailee.permissions import Permission
from bailee.protection.by_hand import Act, Proof, Seen, proof, steps
from bailee.protection.remote import link_scope
from bailee.sources.addresses import Address
from bailee.store.rows.proposed import KeptProposal
from bailee.store.rows.scanned import HeldFile
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, Severity

MOST = 200  # that are proposed in one go: nobody does more before the next scan
ACT = "by-hand"
_MAIL = frozenset({"imap", "imaps"})
_BUCKETS = frozenset({"s3", "az", "gs"})


@dataclass(frozen=True, slots=True)
class ByHand:
    """One thing to do, and what the scans since say of it."""

    act: Act
    locator: str  # masked
    place: str
    categories: tuple[str, ...]
    exact: str = field(repr=False)
    scheme: str = ""
    ident: str = ""  # of the proposal, once it is kept
    proof: Proof = Proof.OPEN
    at: datetime | None = None

    def steps(self, *, exact: bool = False) -> tuple[str, ...]:
        return steps(self.act, self.exact if exact else self.locator, self.place, self.scheme)


def to_do(workspace: Workspace, store: str = "") -> tuple[ByHand, ...]:
    """What would be proposed now, the worst first, without what is proposed and open already. InvalidInput where there is no such store."""
    workspace.require(Permission.SEE_FINDINGS)
    remote = {place.name: place.where for place in workspace.places() if isinstance(place.where, Address)}
    chosen = {name: where for name, where in remote.items() if not store or lies_in(store, (name,))}
    if store and not chosen:
        raise InvalidInput(
            f'"{store}" is no mailbox, drive or bucket',
            hint="files on disks are protected by `bailee protect plan PATH`",
        )
    known = {(each.details["place"], each.details["exact"]) for each in _kept(workspace)}
    found = [each for each in _found(workspace, chosen, store) if (each.place, each.exact) not in known]
    return tuple(sorted(found, key=lambda each: (-_rank(each.categories), each.act, each.locator)))[:MOST]


def propose_by_hand(workspace: Workspace, todo: Sequence[ByHand]) -> tuple[str, ...]:
    """Keep what is to be done, as one batch; idents."""
    with workspace.transaction(Permission.PROTECT):
        idents = workspace.add_proposals(
            {
                "act": ACT,
                "playbook": each.act.value,
                "locator": each.locator,
                "store": each.place,
                "details": {
                    "place": each.place,
                    "exact": each.exact,
                    "scheme": each.scheme,
                    "categories": list(each.categories),
                },
            }
            for each in todo
        )
        if idents:
            workspace.record("by-hand-proposed", idents[0], {"proposals": len(idents)})
    return idents


def follow_up(workspace: Workspace, store: str = "") -> tuple[ByHand, ...]:
    """What was proposed, with what the newest scan since says of each; what is proven gone is closed by that, where one may."""
    workspace.require(Permission.SEE_FINDINGS)
    kept = [each for each in _kept(workspace) if not store or lies_in(store, (each.store,))]
    looked = _looked_at(workspace)
    remarks = workspace.remarks()
    there = {(file.place, file.locator.item): file for file in workspace.files(exact_locators=True)} if kept else {}
    told = []
    for each in kept:
        file = there.get((each.details["place"], each.details["exact"]))
        since = looked.get(each.store)
        seen = Seen()
        if since is not None and since > each.at:
            seen = Seen(file is not None, _is_open(each, file, remarks.get(each.store)))
        told.append(
            ByHand(
                Act(each.playbook),
                each.locator,
                each.store,
                tuple(each.details["categories"]),
                each.details["exact"],
                each.details["scheme"],
                each.ident,
                proof(each.playbook, seen),
                each.at,
            )
        )
    gone = [each.ident for each in told if each.proof is Proof.GONE]
    if gone and workspace.may(Permission.PROTECT):
        with workspace.transaction(Permission.PROTECT):
            workspace.decide_proposals(
                gone, "applied", reason="the next scan found it gone", states=("proposed", "approved")
            )
            workspace.record("by-hand-proven", gone[0], {"proposals": gone})
    return tuple(told)


def _kept(workspace: Workspace) -> list[KeptProposal]:
    return [each for each in workspace.proposals(state=("proposed", "approved")) if each.act == ACT]


def _looked_at(workspace: Workspace) -> dict[str, datetime]:
    """When the newest scan of each place that came to its end began: what it saw is later than that."""
    return {place: scan.started_at for scan in workspace.scans() if scan.state == "finished" for place in scan.places}


def _is_open(each: KeptProposal, file: HeldFile | None, remarks: set[str] | None) -> bool | None:
    if each.playbook == Act.CLOSE_BUCKET:
        return None if remarks is None else "public" in remarks
    return file is not None and link_scope(file.facts.acl if file.facts else None) == "anonymous"


def _found(workspace: Workspace, places: dict[str, Address], store: str) -> Iterator[ByHand]:
    categories: dict[int, set[str]] = {}
    for held in workspace.findings():
        if held.place in places and (not store or store in (held.store, held.place)):
            categories.setdefault(held.file, set()).add(held.finding.category)
    if not categories:
        return
    masked = {file.ident: file.locator.item for file in workspace.files(holding=True)}
    remarks = workspace.remarks()
    closed: set[str] = set()
    for file in workspace.files(exact_locators=True, holding=True):
        if file.ident not in categories:
            continue
        where, named = places[file.place], tuple(sorted(categories[file.ident], key=lambda each: -_rank((each,))))
        if where.scheme in _BUCKETS:
            if "public" in remarks.get(file.place, ()) and file.place not in closed:
                closed.add(file.place)
                yield ByHand(Act.CLOSE_BUCKET, file.place, file.place, named, "", where.scheme)
            continue
        act = _act(where, file, named)
        if act is not None:
            yield ByHand(act, masked[file.ident], file.place, named, file.locator.item, where.scheme)


def _act(where: Address, file: HeldFile, categories: Sequence[str]) -> Act | None:
    """What is public is closed whatever it is; the rest where a stranger's look at it would be bad."""
    if link_scope(file.facts.acl if file.facts else None) == "anonymous":
        return Act.END_LINK
    if _rank(categories) < Severity.HIGH.rank:
        return None
    if where.scheme in _MAIL or (
        where.scheme == "microsoft365"
        and "/Drives/" not in f"/{file.locator.item}"
        and not file.locator.item.startswith("sites/")
    ):
        return Act.DELETE_MESSAGE
    return Act.LABEL if where.scheme == "microsoft365" else None


def _rank(categories: Sequence[str]) -> int:
    return max((DATA_CATEGORIES[each].severity.rank for each in categories if each in DATA_CATEGORIES), default=0)
