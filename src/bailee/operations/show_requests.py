"""The register of requests: how each stands, what is due when, what is left to do in each store, and figures over a year.

lines = list_requests(workspace, today)             # what is due first comes first
one = show_request(workspace, "dsr-1a2b3c4d", today)
one.todo, one.processors, one.holds, one.identity_lacks
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bailee.contracts import Sort
from bailee.data_subject_requests.attribution import Signs
from bailee.data_subject_requests.clocks import Deadline
from bailee.data_subject_requests.identity import Level, needed, suffices
from bailee.data_subject_requests.laws import Law, laws, named_only
from bailee.data_subject_requests.metrics import Figures, figures_of
from bailee.data_subject_requests.requests import (
    Done,
    Request,
    State,
    due,
    extension,
    identity_of,
    joined_by,
    next_due,
    state_of,
)
from bailee.data_subject_requests.rights import Right
from bailee.departures import Hold
from bailee.errors import InvalidInput
from bailee.inventory.activities import NOBODY, Covering
from bailee.operations.make_statement import is_sensitive
from bailee.operations.receive_request import alike_to, contact_prints, places_of
from bailee.operations.whose_statement import Subject, find_subject
from bailee.permissions import Permission
from bailee.store.rows.one_person import FoundOf, OwnFinding, OwnKind
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

# Rights after which whoever got the data is told (GDPR Art. 19; 11 CCR 7022(b), 7026(f)).
PASSED_ON = frozenset({Right.CORRECT, Right.ERASE, Right.RESTRICT, Right.OPT_OUT, Right.OBJECT})


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request of the register. `late`: its day has passed and it is open."""

    request: Request
    state: State
    due: Deadline | None
    late: bool
    ended_on: date | None = None
    joined_to: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """What is to be done in one data store. `by_hold`: legal holds that keep it there; `done`: by whom and how."""

    store: str
    right: Right
    categories: tuple[str, ...]
    files: int
    by_hold: tuple[str, ...] = ()
    done: Done | None = None
    excepted: str = ""

    @property
    def is_open(self) -> bool:
        return self.done is None and not self.excepted


@dataclass(frozen=True, slots=True)
class OneRequest:
    """Everything about one request."""

    request: Request
    state: State
    acts: tuple[Done, ...]
    deadlines: tuple[Deadline, ...]
    extend_until: date | None
    needs: Level
    identity_lacks: str  # why what was shown does not suffice; empty: it does
    subject: Subject | None
    found: FoundOf | None = field(repr=False)
    todo: tuple[Todo, ...]
    processors: tuple[tuple[str, Done | None], ...]
    holds: tuple[Hold, ...]
    alike: tuple[str, ...]
    joined: tuple[Request, ...]
    ask_counsel: tuple[Law, ...]

    @property
    def is_open(self) -> bool:
        return self.state.is_open


def list_requests(workspace: Workspace, on: date, *, ended: bool = True) -> tuple[RequestLine, ...]:
    """All of them: open ones by their day, then those that ended, the latest first."""
    workspace.require(Permission.HANDLE_REQUESTS)
    acts, lines = workspace.request_acts(), []
    every = workspace.requests()
    joined = joined_by(every, acts)
    for each in every:
        own = acts.get(each.ident, ())
        state = state_of(own)
        found = next_due(due(each, own, joined.get(each.ident, ()))) if state.is_open else None
        lines.append(
            RequestLine(
                each,
                state,
                found,
                found is not None and found.on is not None and found.on < on,
                None if state.is_open or not own else own[-1].on,
                next((str(act.details.get("into", "")) for act in own if act.act == "joined"), ""),
            )
        )
    open_ = [line for line in lines if line.state.is_open]
    over = [line for line in lines if not line.state.is_open] if ended else []
    open_.sort(key=lambda line: (line.due.on if line.due and line.due.on else date.max, line.request.received_on))
    over.sort(key=lambda line: (line.ended_on or date.min, line.request.ident), reverse=True)
    return (*open_, *over)


def show_request(workspace: Workspace, ident: str, on: date) -> OneRequest:
    """One of them. InvalidInput where there is none."""
    request = workspace.request(ident)
    every = workspace.requests()
    acts = workspace.request_acts()
    own = acts.get(ident, ())
    joined = joined_by(every, acts).get(ident, ())
    subject = _subject(workspace, own)
    found = workspace.found_of(subject.signs) if subject is not None else None
    sensitive = found is not None and is_sensitive(found)
    holds = holds_over(workspace, subject.signs, found, on) if subject is not None and found is not None else ()
    rights = tuple(dict.fromkeys((*request.rights, *(right for each in joined for right in each.rights))))
    todo = _todo(rights, found, holds, own) if found is not None else ()
    return OneRequest(
        request,
        state_of(own),
        own,
        due(request, own, joined),
        extension(request, own) if not any(each.act == "extended" for each in own) else None,
        needed(rights, is_sensitive=sensitive),
        suffices(identity_of(own), rights, is_sensitive=sensitive, is_for_another=request.contact.is_for_another),
        subject,
        found,
        todo,
        _processors(workspace, rights, subject, found, own, on) if found is not None else (),
        holds,
        alike_to(workspace, contact_prints(workspace, request.contact), without=ident),
        joined,
        named_only(places_of(workspace, "")),
    )


def subject_of_request(workspace: Workspace, ident: str) -> Subject:
    """Whom a request is about, as somebody found out. InvalidInput where nobody did."""
    workspace.request(ident)
    subject = _subject(workspace, workspace.request_acts([ident]).get(ident, ()))
    if subject is None:
        raise InvalidInput(
            f"nobody said yet who {ident} is about here",
            hint=f"bailee request match {ident} PERSON, or --email, --phone, --account",
        )
    return subject


def _subject(workspace: Workspace, acts: Sequence[Done]) -> Subject | None:
    told = next((each.details for each in reversed(acts) if each.act == "matched"), None)
    if told is None:
        return None
    if told.get("person"):
        found = find_subject(workspace, str(told["person"]))
        more = Signs(_pairs(told["forms"]), _pairs(told["values"]))
        signs = Signs(found.signs.forms | more.forms, found.signs.values | more.values, found.signs.name_is_theirs)
        return Subject(signs, found.name, found.person, found.category, found.brought, found.fields)
    return Subject(
        Signs(_pairs(told["forms"]), _pairs(told["values"]), name_is_theirs=False),
        str(told.get("name", "")) or "you",
        category=SubjectCategory.PERSON,
        brought=tuple(told.get("brought", ())),
    )


def _pairs(told: Sequence[Sequence[str]]) -> frozenset[tuple[str, str]]:
    return frozenset((form, printed) for form, printed in told)


def holds_over(workspace: Workspace, signs: Signs, found: FoundOf, on: date) -> tuple[Hold, ...]:
    """Legal holds that keep something of theirs: those about nobody alone, and those about them."""
    prints = workspace.hold_prints()
    categories = {each.category for each in found.findings} | {each.category for each in found.kinds}
    stores = {each.store for each in found.files.values()}
    return tuple(
        hold
        for hold in workspace.legal_holds(on)
        if (not prints.get(hold.ident) or prints[hold.ident] & signs.forms)
        and (not hold.stores or stores & set(hold.stores))
        and (not hold.categories or categories & set(hold.categories))
    )


def _todo(rights: Sequence[Right], found: FoundOf, holds: Sequence[Hold], acts: Sequence[Done]) -> tuple[Todo, ...]:
    categories: dict[str, set[str]] = {}
    files: dict[str, set[int]] = {}
    held: tuple[OwnFinding | OwnKind, ...] = (*found.findings, *found.kinds)
    for each in held:
        store = found.files[each.file].store
        categories.setdefault(store, set()).add(each.category)
        files.setdefault(store, set()).add(each.file)
    done = {
        (str(each.details.get("store")), str(each.details.get("right"))): each
        for each in acts
        if each.act == "store-done"
    }
    excepted = {
        (str(each.details.get("store")), str(each.details.get("right"))): str(each.details.get("why"))
        for each in acts
        if each.act == "excepted"
    }
    return tuple(
        Todo(
            store,
            right,
            tuple(sorted(categories[store])),
            len(files[store]),
            tuple(
                hold.ident
                for hold in holds
                if right is Right.ERASE
                and (not hold.stores or store in hold.stores)
                and (not hold.categories or categories[store] & set(hold.categories))
            ),
            done.get((store, right.value)),
            excepted.get((store, right.value), "") or excepted.get((store, ""), ""),
        )
        for right in rights
        if right.todo
        for store in sorted(categories)
    )


def _processors(
    workspace: Workspace,
    rights: Sequence[Right],
    subject: Subject | None,
    found: FoundOf,
    acts: Sequence[Done],
    on: date,
) -> tuple[tuple[str, Done | None], ...]:
    """Who else got it, and was told or not: recipients as declared, and processors under a contract that stands."""
    if not PASSED_ON & set(rights) or not (found.findings or found.kinds):
        return ()
    covering = Covering(workspace.activities())
    held: tuple[OwnFinding | OwnKind, ...] = (*found.findings, *found.kinds)
    about = {(each.category, each.subject) for each in held}
    if subject is not None and subject.person:
        about |= {(category, subject.category) for category, _ in about}
    named = {
        recipient
        for category, whom in about
        for activity in covering.of(category, whom)
        for recipient in activity.recipients
        if recipient != NOBODY
    }
    named |= {
        party
        for contract in workspace.contracts()
        if contract.sort in (Sort.DPA, Sort.BAA)
        and contract.our_role in ("controller", "joint-controller", "covered-entity", "customer")
        and contract.stands(on)
        for party in contract.parties
    }
    told = {str(each.details.get("who", "")).casefold(): each for each in acts if each.act == "processor-told"}
    return tuple((name, told.get(name.casefold())) for name in sorted(named, key=str.casefold))


def request_figures(workspace: Workspace, year: int, on: date) -> Figures:
    """Figures of a year, as 11 CCR 7102 asks some businesses to publish them."""
    acts = workspace.request_acts()
    every = workspace.requests()
    joined = joined_by(every, acts)
    return figures_of(
        [
            (each, acts.get(each.ident, ()), due(each, acts.get(each.ident, ()), joined.get(each.ident, ())))
            for each in every
        ],
        year,
        on,
    )


def laws_of(request: Request) -> tuple[Law, ...]:
    return tuple(laws()[ident] for ident in request.laws)
