"""A request of a person about their own data, and each step of it; the statement of what is held about somebody.

Answers hold what whoever handles requests sees on the page: who asks, and how to reach them. A statement with values is made only
after somebody noted how they showed who they are, and is sent as a file: nothing of it is kept.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

from bailee.api.interface import Call, Count, Endpoint, File, Request, Shape, Text, Word, shaped, shapes, there
from bailee.api.request_steps import (
    Answer,
    AskIdentity,
    AskMeaning,
    Clarify,
    Confirm,
    DoneIn,
    Except,
    Extend,
    Identify,
    Join,
    Match,
    Note,
    Refuse,
    Reopen,
    Step,
    Tell,
    Withdraw,
)
from bailee.api.shapes import HTML, PDF
from bailee.data_subject_requests.letters import letter as written
from bailee.data_subject_requests.requests import Contact, State
from bailee.data_subject_requests.statement import Statement, document_of, shape_of
from bailee.operations import work_on_request as work
from bailee.operations.make_statement import make_statement
from bailee.operations.open_request_page import open_request_page
from bailee.operations.receive_request import receive_request
from bailee.operations.show_requests import OneRequest, Todo, request_figures, show_request, subject_of_request
from bailee.operations.whose_statement import Subject, find_subject
from bailee.permissions import Permission
from bailee.rendering import html, pdf, plain_text

Form = Literal["pdf", "html", "json", "txt"]
JSON = "application/json"
TEXT = "text/plain"


class ContactShape(Shape, frozen=True, kw_only=True):
    name: str
    email: str
    phone: str
    address: str
    for_whom: str
    says: str


class ActShape(Shape, frozen=True, kw_only=True):
    """What was done. `details`: with what words, by which way."""

    act: str
    on: date
    by: str
    at: datetime | None
    details: dict[str, Any]


class DeadlineShape(Shape, frozen=True, kw_only=True):
    """By when what is due. `on` null: the clock stands still, or the law names no day; `why` says which."""

    what: str
    law: str
    citation: str
    on: date | None
    why: str
    act_by: date | None


class TodoShape(Shape, frozen=True, kw_only=True):
    """What is left to do in one store for one right. `excepted`: the ground on which it is left out; `done`: somebody did it."""

    store: str
    right: str
    categories: tuple[str, ...]
    files: Count
    by_hold: tuple[str, ...]
    excepted: str
    done: bool
    is_open: bool


class WholeRequest(Shape, frozen=True, kw_only=True):
    """Everything about one request. `needs`: how sure one has to be of who asks; `identity_lacks`: what is missing for it. `person`: who
    they are on the roster; `findings`, `files`: what is theirs, and `unsure`: what may be another's; null before somebody said who they are."""

    ident: str
    rights: tuple[str, ...]
    laws: tuple[str, ...]
    how: str
    received_on: date
    contact: ContactShape
    state: State
    is_open: bool
    deadlines: tuple[DeadlineShape, ...]
    extend_until: date | None
    needs: str
    identity_lacks: str
    matched: bool
    person: str | None
    findings: Count | None
    files: Count | None
    unsure: Count | None
    acts: tuple[ActShape, ...]
    todo: tuple[TodoShape, ...]
    processors: tuple[str, ...]
    processors_told: tuple[str, ...]
    held: tuple[str, ...]
    alike: tuple[str, ...]
    joined: tuple[str, ...]
    ask_counsel: tuple[str, ...]


class New(Request, frozen=True, kw_only=True):
    """What came by mail, phone or on paper."""

    rights: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=20)]
    channel: Word
    received_on: date | None = None
    name: Text = ""
    email: Text = ""
    phone: Text = ""
    address: Text = ""
    for_whom: Text = ""
    says: Text = ""
    lives_in: Text = ""
    laws: Annotated[tuple[Word, ...], msgspec.Meta(max_length=20)] = ()
    appeals: Text = ""


class StatementOf(Request, frozen=True, kw_only=True):
    """`values`: with the values, opened from the files now; identity has to be noted first. `language`: by its code; empty: that of
    whoever it is about."""

    form: Form = "pdf"
    values: bool = False
    language: Text = ""


class StatementAbout(Request, frozen=True, kw_only=True):
    """Somebody on the roster, or an e-mail address or number that they brought: it is compared by fingerprint, and kept nowhere. `language`:
    by its code; empty: that of whoever it is about."""

    who: Text = ""
    email: Text = ""
    phone: Text = ""
    account: Text = ""
    name: Text = ""
    form: Form = "json"
    language: Text = ""


class Year(Request, frozen=True, kw_only=True):
    year: Annotated[int, msgspec.Meta(ge=2000, le=2200)] | None = None


class FiguresLine(Shape, frozen=True, kw_only=True):
    right: str
    received: Count
    complied: Count
    in_part: Count
    denied: Count
    open: Count
    median_days: float | None
    mean_days: float | None


class Month(Shape, frozen=True, kw_only=True):
    received: Count
    ended: Count


class FiguresShape(Shape, frozen=True, kw_only=True):
    """A year, as 11 CCR 7102 asks some businesses to publish it. `months`: the twelve of the year."""

    year: int
    received: Count
    late: Count
    in_time: Count
    lines: tuple[FiguresLine, ...]
    months: tuple[Month, ...]


class PageForEverybody(Shape, frozen=True, kw_only=True):
    is_open: bool


class OpenPage(Request, frozen=True, kw_only=True):
    is_open: bool


def _found(call: Call) -> OneRequest:
    with there():
        return show_request(call.workspace, call.path["subjectrequest"], call.today)


def _shape(one: OneRequest) -> WholeRequest:
    request = one.request
    return WholeRequest(
        ident=request.ident,
        rights=tuple(each.value for each in request.rights),
        laws=request.laws,
        how=request.channel,
        received_on=request.received_on,
        contact=shaped(request.contact, ContactShape),
        state=one.state,
        is_open=one.is_open,
        deadlines=shapes(one.deadlines, DeadlineShape),
        extend_until=one.extend_until,
        needs=one.needs.name.lower(),
        identity_lacks=one.identity_lacks,
        matched=one.subject is not None,
        person=one.subject.person or None if one.subject else None,
        findings=len(one.found.findings) if one.found else None,
        files=len(one.found.files) if one.found else None,
        unsure=one.found.unsure if one.found else None,
        acts=tuple(
            ActShape(act=each.act, on=each.on, by=each.by, at=each.at, details=dict(each.details)) for each in one.acts
        ),
        todo=tuple(map(_todo, one.todo)),
        processors=tuple(name for name, _ in one.processors),
        processors_told=tuple(name for name, done in one.processors if done is not None),
        held=tuple(each.ident for each in one.holds),
        alike=one.alike,
        joined=tuple(each.ident for each in one.joined),
        ask_counsel=tuple(each.ident for each in one.ask_counsel),
    )


def _todo(each: Todo) -> TodoShape:
    return TodoShape(
        store=each.store,
        right=each.right.value,
        categories=each.categories,
        files=each.files,
        by_hold=each.by_hold,
        excepted=each.excepted,
        done=each.done is not None,
        is_open=each.is_open,
    )


def one(call: Call) -> WholeRequest:
    return _shape(_found(call))


def received(call: Call) -> WholeRequest:
    wanted: New = call.body
    contact = Contact(
        wanted.name, wanted.email, wanted.phone, wanted.address, for_whom=wanted.for_whom, says=wanted.says
    )
    made = receive_request(
        call.workspace,
        wanted.rights,
        contact,
        wanted.channel,
        received_on=wanted.received_on or call.today,
        on=call.today,
        lives_in=wanted.lives_in,
        laws=wanted.laws,
        appeals=wanted.appeals,
    )
    return _shape(show_request(call.workspace, made.ident, call.today))


def _subject(call: Call, told: Match | StatementAbout) -> Subject:
    return find_subject(
        call.workspace, told.who, email=told.email, phone=told.phone, account=told.account, name=told.name
    )


def stepped(call: Call) -> WholeRequest:
    workspace, ident, on = call.workspace, _found(call).request.ident, call.today
    match call.body:
        case Confirm(mailed=mailed):
            work.confirm_request(workspace, ident, on=on, mailed=mailed)
        case Match() as told:
            work.match_request(workspace, ident, _subject(call, told), on=on)
        case AskIdentity(why=why, mailed=mailed):
            work.ask_identity(workspace, ident, on=on, why=why, mailed=mailed)
        case Identify(method=method, seen=seen):
            work.note_identity(workspace, ident, method, on=on, seen=seen)
        case AskMeaning(question=question, mailed=mailed):
            work.ask_meaning(workspace, ident, question, on=on, mailed=mailed)
        case Clarify(answer=answer):
            work.note_meaning(workspace, ident, answer, on=on)
        case Join(into=into, why=why):
            work.join_request(workspace, ident, into, on=on, why=why)
        case Extend(why=why, mailed=mailed):
            work.extend_request(workspace, ident, why, on=on, mailed=mailed)
        case Except(what=what, ground=ground, why=why, store=store, right=right):
            work.leave_out(workspace, ident, what, ground, on=on, why=why, store=store, right=right)
        case DoneIn(store=store, right=right, how=how):
            work.done_in_store(workspace, ident, store, right, on=on, how=how)
        case Tell(who=who, how=how):
            work.tell_processor(workspace, ident, who, on=on, how=how)
        case Answer(how=how, mailed=mailed):
            work.answer_request(workspace, ident, on=on, how=how, mailed=mailed)
        case Refuse(ground=ground, why=why, mailed=mailed):
            work.refuse_request(workspace, ident, ground, on=on, why=why, mailed=mailed)
        case Withdraw(why=why):
            work.withdraw_request(workspace, ident, on=on, why=why)
        case Reopen(why=why):
            work.reopen_request(workspace, ident, why, on=on)
        case Note(says=says):
            work.note_on_request(workspace, ident, says, on=on)
    return one(call)


def letter(call: Call) -> File:
    """With the words of what was done last; it changes nothing."""
    found, kind = _found(call), call.path["letter"]
    last = next((each for each in reversed(found.acts) if each.act == kind), None)
    why = str(last.details.get("why", "")) if last is not None else ""
    made = written(kind, work.facts_of(call.workspace, found, last.on if last else call.today, kind, why))
    return File(f"{found.request.ident}-{kind}.pdf", PDF, pdf.render(made))


def statement(call: Call) -> File:
    wanted, ident = call.body, _found(call).request.ident
    subject = subject_of_request(call.workspace, ident)
    made = make_statement(
        call.workspace, subject, on=call.today, request=ident, values=wanted.values, language=wanted.language
    )
    return _as_file(made, f"{ident} statement", wanted.form)


def about(call: Call) -> File:
    wanted: StatementAbout = call.body
    made = make_statement(call.workspace, _subject(call, wanted), on=call.today, language=wanted.language)
    return _as_file(made, "statement", wanted.form)


def _as_file(made: Statement, name: str, form: Form) -> File:
    if form == "json":
        return File(f"{name}.json", JSON, json.dumps(shape_of(made), ensure_ascii=False, indent=2).encode() + b"\n")
    if form == "html":
        return File(f"{name}.html", HTML, html.render(document_of(made)).encode())
    if form == "txt":
        return File(f"{name}.txt", TEXT, plain_text.render(document_of(made)).encode())
    return File(f"{name}.pdf", PDF, pdf.render(document_of(made)))


def figures(call: Call) -> FiguresShape:
    year = call.query.year or call.today.year
    made = request_figures(call.workspace, year, call.today)
    return FiguresShape(
        year=made.year,
        received=made.received,
        late=made.late,
        in_time=made.in_time,
        lines=shapes(made.lines, FiguresLine),
        months=tuple(Month(received=received, ended=ended) for received, ended in made.months),
    )


def page(call: Call) -> PageForEverybody:
    return PageForEverybody(is_open=call.workspace.is_request_page_open())


def opened(call: Call) -> PageForEverybody:
    open_request_page(call.workspace, is_open=call.body.is_open)
    return page(call)


_HANDLE = Permission.HANDLE_REQUESTS
ENDPOINTS = (
    Endpoint("POST", "requests", "receive_request", "Take in a request that came by mail, phone or on paper", received, _HANDLE, WholeRequest, body=New, status=201),
    Endpoint("GET", "requests/{subjectrequest}", "show_request", "One request: its days, what was done, what is left to do", one, _HANDLE, WholeRequest),
    Endpoint("POST", "requests/{subjectrequest}/acts", "work_on_request", "One step of it, from the confirmation to the answer", stepped, _HANDLE, WholeRequest, body=Step),
    Endpoint("GET", "requests/{subjectrequest}/letters/{letter}", "download_letter", "A letter about it as PDF; nothing is changed", letter, _HANDLE, File, media=(PDF,)),
    Endpoint(
        "POST", "requests/{subjectrequest}/statement", "make_statement_of_request", "What is held about whom it is from, as a file", statement, _HANDLE,
        File, body=StatementOf, media=(PDF, HTML, JSON, TEXT), conflicts="nobody said who they are",
    ),
    Endpoint(
        "POST", "statements", "make_statement", "What is held about one person: what, where, what for, who gets it, how long", about, _HANDLE,
        File, body=StatementAbout, media=(JSON, HTML, PDF, TEXT),
    ),
    Endpoint("GET", "request-figures", "show_request_figures", "Requests of a year in figures", figures, _HANDLE, FiguresShape, query=Year),
    Endpoint("GET", "request-page", "show_request_page", "Whether everybody may ask on a page", page, _HANDLE, PageForEverybody),
    Endpoint("POST", "request-page", "open_request_page", "Open the page on which everybody may ask, or close it", opened, _HANDLE, PageForEverybody, body=OpenPage),
)  # fmt: skip
