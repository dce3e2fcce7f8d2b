"""Counsel: packets of what is asked, its answers, what was released, and the strategy that follows. Privileged: of a provider only whom counsel let in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from bailee.api.interface import (
    Call,
    Content,
    Count,
    Endpoint,
    File,
    Ident,
    Request,
    Shape,
    Text,
    Word,
    decoded,
    shapes,
)
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import DOCX, HTML, PDF
from bailee.counsel.decision_file import Answer
from bailee.counsel.packet import Asked, Item, item_of
from bailee.counsel.reviews import Scope, Verdict
from bailee.operations.ask_counsel import FORMS, ask_counsel, rendered
from bailee.operations.plan_strategy import plan_strategy
from bailee.operations.plan_strategy import rendered as strategy_as
from bailee.operations.take_decisions import Taken, decide, record_on_paper, take_file
from bailee.permissions import Permission
from bailee.store.rows.reviews import KeptPacket


class PacketLine(Shape, frozen=True, kw_only=True):
    ident: str
    due_on: date | None
    by: str
    at: datetime
    items: Count


class Packets(Shape, frozen=True, kw_only=True):
    items: tuple[PacketLine, ...]


class ItemShape(Shape, frozen=True, kw_only=True):
    """One question or text to decide. `sha256`: of its words, which a decision is over."""

    number: int
    ident: str
    kind: str
    title: str
    sha256: str
    risk: str
    lines: tuple[str, ...]
    about: dict[str, Any]


class OnePacket(Shape, frozen=True, kw_only=True):
    packet: PacketLine
    items: tuple[ItemShape, ...]


class Ask(Request, frozen=True, kw_only=True):
    """What the packet of today says beside what is asked. `provider`: who looks after the client, on the cover."""

    due_on: date | None = None
    provider: Text = ""
    note: Text = ""
    paper: Literal["a4", "letter"] = "a4"


class DecisionShape(Shape, frozen=True, kw_only=True):
    """A decision of counsel. `by`: who noted it, where that is not counsel."""

    ident: str
    text: str
    kind: str
    sha256: str
    verdict: Verdict
    reviewer: str
    firm: str
    decided_on: date
    expires_on: date | None
    scope: Scope
    places: tuple[str, ...]
    ground: str
    how: str
    packet: str
    title: str
    by: str


class Decisions(Shape, frozen=True, kw_only=True):
    items: tuple[DecisionShape, ...]
    released: tuple[str, ...]


class Decide(Request, frozen=True, kw_only=True):
    """Over the very words that were read: `sha256` of the item."""

    item: Ident
    sha256: Word
    verdict: Verdict
    scope: Scope = Scope.CLIENT
    places: tuple[Word, ...] = ()
    expires_on: date | None = None
    words: Text = ""
    note: Text = ""
    firm: Text = ""


class Filled(Request, frozen=True, kw_only=True):
    """A filled-in decision file, or the DOCX that came back."""

    filename: Word
    content: Content
    name: Text = ""
    firm: Text = ""


class OnPaper(Request, frozen=True, kw_only=True):
    """That a named person reviewed a version on paper: the paper's hash is kept."""

    notice: Ident
    version: int
    language: Word = "en"
    by: Word
    firm: Text = ""
    paper: Content


class TakenShape(Shape, frozen=True, kw_only=True):
    """What was taken over: decisions, versions drafted in counsel's words, other clients for which it counts."""

    decisions: tuple[DecisionShape, ...]
    drafts: tuple[str, ...]
    others: tuple[str, ...]


class Release(Request, frozen=True, kw_only=True):
    """That others may read one decision or packet from now on; it cannot be taken back."""

    ident: Word
    to: Word
    reason: Text


class Admission(Request, frozen=True, kw_only=True):
    """Whether somebody of the provider may read what is privileged here."""

    member: Word
    is_admitted: bool
    reason: Text = ""


class Admitted(Shape, frozen=True, kw_only=True):
    members: tuple[str, ...]


class StrategyQuery(Request, frozen=True, kw_only=True):
    paper: Literal["a4", "letter"] = "a4"


class StrategyShape(Shape, frozen=True, kw_only=True):
    """The strategy, block by block, as it is printed."""

    document: dict[str, Any]


def _line(kept: KeptPacket) -> PacketLine:
    return PacketLine(ident=kept.ident, due_on=kept.due_on, by=kept.by, at=kept.at, items=len(kept.items))


def _item(item: Item) -> ItemShape:
    return ItemShape(
        number=item.number,
        ident=item.ident,
        kind=item.kind.value,
        title=item.title,
        sha256=item.sha256,
        risk=item.risk.value,
        lines=item.lines,
        about=dict(item.about),
    )


def _kept(call: Call) -> KeptPacket:
    call.workspace.require_privilege()
    for each in call.workspace.packets():
        if each.ident == call.path["packet"]:
            return each
    raise NOT_THERE


def packets(call: Call) -> Packets:
    call.workspace.require_privilege()
    return Packets(items=tuple(map(_line, call.workspace.packets())))


def one(call: Call) -> OnePacket:
    kept = _kept(call)
    return OnePacket(packet=_line(kept), items=tuple(_item(item_of(each)) for each in kept.items))


def file(call: Call) -> File:
    kept, form = _kept(call), call.path["packetform"]
    if form not in FORMS:
        raise NOT_THERE
    return File(f"{kept.ident}.{form}", FORMS[form], rendered(kept, form))


def asked(call: Call) -> PacketLine:
    wanted: Ask = call.body
    made = ask_counsel(call.workspace, Asked(wanted.provider, wanted.due_on, wanted.note, wanted.paper))
    return next(_line(each) for each in call.workspace.packets() if each.ident == made.ident)


def decisions(call: Call) -> Decisions:
    call.workspace.require_privilege()
    found = reversed(call.workspace.counsel_decisions())
    released = tuple(sorted(call.workspace.released()))
    return Decisions(items=shapes(found, DecisionShape), released=released)


def decided(call: Call) -> TakenShape:
    call.workspace.require_privilege()
    wanted: Decide = call.body
    kept = call.workspace.packets()
    item = next((each for each in map(item_of, kept[0].items) if each.ident == wanted.item), None) if kept else None
    if item is None:
        raise NOT_THERE
    expires = wanted.expires_on.isoformat() if wanted.expires_on else ""
    answer = Answer(
        "the request", item.number, item.ident, wanted.sha256, wanted.verdict.value, scope=wanted.scope.value,
        places=wanted.places if wanted.scope is Scope.PLACE else (), expires=expires,
        words=wanted.words if wanted.verdict is Verdict.CHANGE else "", note=wanted.note,
    )  # fmt: skip
    workspace = call.workspace
    name = next((each.name for each in workspace.member_list() if each.ident == workspace.member), workspace.member)
    return _taken(decide(workspace, answer, name=name, firm=wanted.firm))


def _taken(done: Taken) -> TakenShape:
    return TakenShape(
        decisions=shapes(done.decisions, DecisionShape),
        drafts=tuple(f"{each.kind}-v{each.version}" for each in done.drafts),
        others=tuple(done.others),
    )


def imported(call: Call) -> TakenShape:
    call.workspace.require_privilege()
    wanted: Filled = call.body
    content = decoded(wanted.content)
    return _taken(take_file(call.workspace, content, wanted.filename, name=wanted.name, firm=wanted.firm))


def on_paper(call: Call) -> TakenShape:
    wanted: OnPaper = call.body
    version = call.workspace.notice_version(wanted.notice, wanted.version, wanted.language)
    paper = decoded(wanted.paper, "paper")
    return _taken(record_on_paper(call.workspace, version, by=wanted.by, firm=wanted.firm, paper=paper, on=call.today))


def released(call: Call) -> Decisions:
    wanted: Release = call.body
    call.workspace.release(wanted.ident, to=wanted.to, reason=wanted.reason)
    return decisions(call)


def admitted(call: Call) -> Admitted:
    wanted: Admission = call.body
    workspace = call.workspace
    name = next((each.name for each in workspace.member_list() if each.ident == wanted.member and each.through), "")
    if not name:
        raise NOT_THERE
    if wanted.is_admitted:
        workspace.admit(wanted.member, to=name, reason=wanted.reason)
    else:
        workspace.shut_out(wanted.member, to=name)
    return Admitted(members=tuple(sorted(workspace.admitted())))


def strategy(call: Call) -> StrategyShape:
    call.workspace.require_privilege()
    return StrategyShape(document=plan_strategy(call.workspace, on=call.today).as_data())


def strategy_file(call: Call) -> File:
    call.workspace.require_privilege()
    form = call.path["strategyform"]
    document = plan_strategy(call.workspace, on=call.today, paper=call.query.paper)
    return File(
        f"privacy-strategy.{form}", {"pdf": PDF, "docx": DOCX}.get(form, HTML), strategy_as(document, f".{form}")
    )


_SEE, _REVIEW = Permission.SEE_PRIVILEGED, Permission.REVIEW
ENDPOINTS = (
    Endpoint("GET", "counsel/packets", "list_packets", "Packets that went to counsel, newest first", packets, _SEE, Packets),
    Endpoint("POST", "counsel/packets", "make_packet", "Make the packet of today, and keep what it asks", asked, _SEE, PacketLine, body=Ask, status=201),
    Endpoint("GET", "counsel/packets/{packet}", "show_packet", "One packet: each thing to decide, with what it rests on", one, _SEE, OnePacket),
    Endpoint("GET", "counsel/packets/{packet}/{packetform}", "download_packet", "A packet as it went out", file, _SEE, File, media=tuple(sorted(set(FORMS.values())))),
    Endpoint("GET", "counsel/decisions", "list_decisions", "What counsel decided, newest first", decisions, _SEE, Decisions),
    Endpoint("POST", "counsel/decisions", "decide_as_counsel", "One decision, by counsel who asks", decided, _REVIEW, TakenShape, body=Decide, status=201),
    Endpoint("POST", "counsel/imports", "import_decisions", "Take over a filled-in decision file", imported, _SEE, TakenShape, body=Filled),
    Endpoint("POST", "counsel/papers", "record_review_on_paper", "Note that counsel reviewed a version on paper", on_paper, Permission.RECORD_REVIEW, TakenShape, body=OnPaper),
    Endpoint("POST", "counsel/releases", "release_privileged", "Let others read a decision or packet; for good", released, _REVIEW, Decisions, body=Release),
    Endpoint("POST", "counsel/admissions", "admit_to_privilege", "Let somebody of the provider read it, or not any more", admitted, _REVIEW, Admitted, body=Admission),
    Endpoint("GET", "strategy", "show_strategy", "The privacy strategy", strategy, _SEE, StrategyShape),
    Endpoint("GET", "strategy/{strategyform}", "download_strategy", "The privacy strategy as PDF, DOCX or HTML", strategy_file, _SEE, File, query=StrategyQuery, media=(PDF, DOCX, HTML)),
)  # fmt: skip
