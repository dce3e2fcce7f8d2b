"""What is protected by hand, where no program reaches: what is to be done and how, and whether the next scan met it no more; proofs of what was done."""

from __future__ import annotations

from datetime import datetime

from bailee.api.interface import Call, Count, Endpoint, Request, Shape, Word
from bailee.api.nouns.protection import naming
from bailee.operations.do_by_hand import ByHand, follow_up, propose_by_hand, to_do
from bailee.operations.prove_protection import prove
from bailee.permissions import Permission


class Query(Request, frozen=True, kw_only=True):
    store: Word | None = None


class ByHandShape(Shape, frozen=True, kw_only=True):
    """One thing to do. `proof`: what the newest scan since says of it."""

    ident: str
    act: str
    locator: str
    place: str
    categories: tuple[str, ...]
    steps: tuple[str, ...]
    proof: str
    at: datetime | None


class ByHandList(Shape, frozen=True, kw_only=True):
    """`proposed`: with what the newest scan says of each; `to_do`: what would be proposed beside."""

    proposed: tuple[ByHandShape, ...]
    to_do: tuple[ByHandShape, ...]


class ToDo(Shape, frozen=True, kw_only=True):
    items: tuple[ByHandShape, ...]


class Propose(Request, frozen=True, kw_only=True):
    store: Word | None = None


class ProvenShape(Shape, frozen=True, kw_only=True):
    """How one file stands on the disk now. `seen_gone` null: it is in no place that is scanned."""

    ident: str
    path: str
    state: str
    reason: str
    words: str
    seen_gone: bool | None
    not_cleaned: tuple[str, ...]


class ProvenFiles(Shape, frozen=True, kw_only=True):
    items: tuple[ProvenShape, ...]
    total: Count


def _shape(each: ByHand) -> ByHandShape:
    return ByHandShape(
        ident=each.ident,
        act=each.act.value,
        locator=each.locator,
        place=each.place,
        categories=each.categories,
        steps=each.steps(),
        proof=each.proof.value,
        at=each.at,
    )


def listing(call: Call) -> ToDo:
    return ToDo(items=tuple(map(_shape, to_do(call.workspace, call.query.store or ""))))


def proposed(call: Call) -> ByHandList:
    store = call.body.store or ""
    propose_by_hand(call.workspace, to_do(call.workspace, store))
    return followed(call)


def followed(call: Call) -> ByHandList:
    store = call.body.store or ""
    return ByHandList(
        proposed=tuple(map(_shape, follow_up(call.workspace, store))),
        to_do=tuple(map(_shape, to_do(call.workspace, store))),
    )


def proofs(call: Call) -> ProvenFiles:
    name = naming(call.workspace)
    found = tuple(
        ProvenShape(
            ident=each.outcome.ident,
            path=name(each.outcome.path),
            state=each.outcome.state,
            reason=each.outcome.reason,
            words=each.outcome.words,
            seen_gone=each.seen_gone,
            not_cleaned=tuple(left.words for left in each.not_cleaned),
        )
        for each in prove(call.workspace)
    )
    return ProvenFiles(items=found, total=len(found))


_SEE, _PROTECT = Permission.SEE_FINDINGS, Permission.PROTECT
ENDPOINTS = (
    Endpoint("GET", "protection/by-hand", "list_by_hand", "What is to be protected by hand, the worst first", listing, _SEE, ToDo, query=Query),
    Endpoint("POST", "protection/by-hand", "propose_by_hand", "Keep what is to be done by hand, as one batch", proposed, _PROTECT, ByHandList, body=Propose, status=201),
    Endpoint("POST", "protection/by-hand/looks", "follow_up_by_hand", "What the newest scan says of each; what is proven gone is closed", followed, _PROTECT, ByHandList, body=Propose),
    Endpoint("GET", "protection/proofs", "list_protection_proofs", "Whether what was done still stands, file by file", proofs, _SEE, ProvenFiles),
)  # fmt: skip
