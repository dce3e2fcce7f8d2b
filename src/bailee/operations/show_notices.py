"""Notices as pages show them: each with what is served, what is drafted and whether it is stale; and what one still has to be told.

It stands on the table that is kept, so that a page over a million findings is there at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bailee import notices
from bailee.errors import InvalidInput
from bailee.inventory.activities import ProcessingActivity
from bailee.matrix.words import day_words
from bailee.notices import Notice
from bailee.notices.snapshot import Told
from bailee.obligations.definitions import FactDefinition, definitions
from bailee.operations.declare_activity import declare_activity, declare_organisation, parse_fact
from bailee.operations.draft_notice import Gathered, composing
from bailee.operations.know_figures import figures_of
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.operations.show_status import Status, show_status
from bailee.store import asking
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import STAFF, LawfulBasis, State, SubjectCategory, inside

_SET = re.compile(r"declare organisation --set (\w+)=")
LANGUAGE = "en"
_MOST_KEPT = 60
_composed: dict[tuple[object, ...], Notice] = {}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice of a list."""

    kind: str
    title: str
    audience: tuple[str, ...]
    served: NoticeVersion | None
    draft: NoticeVersion | None  # newer than what is served
    reviewed: str  # of what is served
    state: State
    says: str  # whom it reached
    unmentioned: tuple[str, ...] = ()  # it is stale
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenKind:
    """A kind of data of which somebody still has to say something."""

    category: str
    label: str
    subjects: tuple[str, ...]
    purpose: str  # as declared, or as it usually is
    basis: str
    kept: str
    recipient: str
    is_usual: bool = False  # what stands here is what is usual, and nobody declared it


@dataclass(frozen=True, slots=True)
class Open:
    """What a notice still has to be told."""

    kinds: tuple[OpenKind, ...]
    facts: tuple[FactDefinition, ...]
    asks_contact: bool

    def __bool__(self) -> bool:
        return bool(self.kinds or self.facts or self.asks_contact)


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody answered."""

    kinds: Mapping[str, OpenKind] = field(default_factory=dict)  # by category
    facts: Mapping[str, str] = field(default_factory=dict)  # as typed
    contact: str = ""


def composing_now(workspace: Workspace, on: date) -> Callable[..., Notice]:
    """What composes a notice from the table as it is kept; what changed since is in the next one.

    As the table is kept with what it stands on, so is what was composed from it: until a record is written, or the day is over,
    the same facts give the same notice.
    """
    status = show_status(workspace, on=on)
    stamp = (workspace.home, workspace.organisation, workspace.status_stamp(on), status.at)
    gathered: list[Callable[..., Notice]] = []

    def compose(kind: str, *, language: str = LANGUAGE, translations: Mapping[str, str] | None = None) -> Notice:
        key = (*stamp, kind, language, tuple(sorted((translations or {}).items())))
        made = _composed.get(key)
        if made is None:
            if not gathered:
                facts = Gathered(
                    status.found.holdings, workspace.activities(), workspace.register(on), workspace.facts(on)
                )
                gathered.append(composing(workspace, on, held=facts))
            made = gathered[0](kind, language=language, translations=translations)
        for old in list(_composed)[: max(len(_composed) - _MOST_KEPT + 1, 0)]:
            _composed.pop(old, None)
        _composed[key] = made
        return made

    return compose


def list_notices(workspace: Workspace, on: date | None = None, status: Status | None = None) -> tuple[NoticeLine, ...]:
    """Every notice of which there is a version, those that need somebody first. `status`: the table, where it is at hand."""
    day = on or asking.today()
    versions = workspace.notices()
    reviews = reviews_of(workspace, day)
    stale = {each["kind"]: each for each in (status or show_status(workspace, on=day)).content.get("stale", ())}
    known = notices.kinds()
    lines = []
    for kind in sorted({each.kind for each in versions}):
        own = [each for each in versions if each.kind == kind and each.language == LANGUAGE]
        own = own or [each for each in versions if each.kind == kind]
        served = next((each for each in reversed(own) if each.is_published), None)
        draft = own[-1] if not own[-1].is_published else None
        module = known.get(kind)
        audience = module.AUDIENCE if module else frozenset()
        state, says = _reached(workspace, served, versions) if served else (State.UNKNOWN, "not published")
        silent = stale.get(kind, {}) if served and stale.get(kind, {}).get("version") == served.version else {}
        lines.append(
            NoticeLine(
                kind,
                module.TITLE if module else kind.replace("-", " ").capitalize(),
                tuple(sorted(each.value for each in audience)),
                served,
                draft,
                reviewer_of(served, reviews) if served else "",
                State.AMBER if silent and state is State.GREEN else state,
                says,
                tuple(silent.get("says", ())),
                tuple(sorted({each.language for each in versions if each.kind == kind})),
            )
        )
    order = (State.RED, State.AMBER, State.UNKNOWN, State.GREEN)
    return tuple(sorted(lines, key=lambda line: (not line.unmentioned, order.index(line.state), line.kind)))


def _reached(workspace: Workspace, served: NoticeVersion, versions: Sequence[NoticeVersion]) -> tuple[State, str]:
    module, figures = notices.kinds().get(served.kind), figures_of(workspace, served, versions)
    if module and module.AUDIENCE & STAFF:
        signed, whole = figures.signed, figures.whole
        if not whole:
            return State.UNKNOWN, "no roster says who should sign"
        state = State.GREEN if signed == whole else State.AMBER if signed else State.RED
        return state, f"{signed:,} of {whole:,} signed"
    sent = figures.sent
    if sent.on is None:
        return State.RED, "sent to nobody"
    if sent.to is None:
        return State.GREEN, f"sent to everyone concerned on {day_words(sent.on)}"
    if sent.concerned is None:
        return State.UNKNOWN, f"sent to {sent.to:,}"
    state = State.GREEN if sent.to >= sent.concerned else State.AMBER if sent.to else State.RED
    return state, f"sent to {sent.to:,} of {sent.concerned:,}"


def open_of(workspace: Workspace, today: Notice) -> Open:
    """What somebody still has to say for a notice; what is usual stands there to be corrected."""
    usual: dict[str, ProcessingActivity] = {}
    for draft in workspace.drafts():
        for category in draft.activity.categories:
            usual.setdefault(category, draft.activity)
    subjects = {fact.category: fact.subjects for fact in today.facts}
    asks_who = any(item.part == "recipients" and not item.is_found for item in today.items)
    kinds = tuple(
        _open(entry, subjects.get(entry.category, ()), usual.get(entry.category))
        for entry in today.snapshot.told
        if _lacks(entry, asks_who)
    )
    named = dict.fromkeys(
        found[1]
        for item in today.items
        if not item.is_found
        for question in item.questions
        if (found := _SET.search(question.command)) and found[1] in definitions() and found[1] != "contact"
    )
    return Open(kinds, tuple(definitions()[name] for name in named), not today.snapshot.contact)


def _lacks(entry: Told, asks_who: bool) -> bool:
    """Who gets it is asked where a law asks it: a notice that names nobody says so."""
    uses = entry.uses
    return not uses or not any(use.retention for use in uses) or (asks_who and not any(use.recipients for use in uses))


def _open(entry: Told, subjects: tuple[str, ...], usual: ProcessingActivity | None) -> OpenKind:
    if entry.uses:
        use = entry.uses[0]
        kept = next((each.retention for each in entry.uses if each.retention), "")
        others = next((each.recipients[0] for each in entry.uses if each.recipients), "")
        basis = use.basis.value if use.basis else ""
        return OpenKind(entry.category, entry.label, subjects, use.purpose, basis, kept, others)
    if usual is not None and usual.purposes:
        purpose, ground = usual.purposes[0]
        return OpenKind(
            entry.category, entry.label, subjects, purpose, ground.value if ground else "", usual.kept,
            usual.recipients[0] if usual.recipients else "", True,
        )  # fmt: skip
    return OpenKind(entry.category, entry.label, subjects, "", "", "", "")


def answer_open(workspace: Workspace, given: Answers) -> int:
    """Declare what was answered: all of it or nothing. How many kinds of data. InvalidInput names what makes no sense."""
    grouped: dict[tuple[str, str, str, str, tuple[str, ...]], list[str]] = {}
    for category, each in given.kinds.items():
        if not each.purpose:
            if each.kept or each.recipient or each.basis:
                raise InvalidInput(
                    f"say what {inside(each.label)} are used for", hint=f"or leave the row of {each.label} empty"
                )
            continue
        key = (each.purpose, each.basis, each.kept, each.recipient, each.subjects)
        grouped.setdefault(key, []).append(category)
    facts = dict(parse_fact(f"{name}={value}") for name, value in given.facts.items() if value)
    if given.contact:
        facts["contact"] = given.contact
    names = {each.name for each in workspace.activities()}
    with workspace.transaction():
        if facts:
            declare_organisation(workspace, facts=facts)
        for (purpose, basis, kept, recipient, subjects), categories in grouped.items():
            name = _free(purpose[:1].upper() + purpose[1:], names)
            names.add(name)
            declare_activity(
                workspace,
                ProcessingActivity(
                    name,
                    ((purpose, LawfulBasis(basis) if basis else None),),
                    tuple(categories),
                    tuple(map(SubjectCategory, subjects)) or (SubjectCategory.EMPLOYEE,),
                    recipients=tuple(part for part in (each.strip() for each in recipient.split(";")) if part),
                    retention=kept,
                ),
            )
    return sum(map(len, grouped.values()))


def _free(name: str, taken: set[str]) -> str:
    """A name that no activity has: one of the same name would be replaced."""
    if name not in taken:
        return name
    return next(made for number in range(2, len(taken) + 3) if (made := f"{name} ({number})") not in taken)
