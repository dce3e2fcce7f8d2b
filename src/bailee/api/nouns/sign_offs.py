"""Sign-offs: who on the roster signed a version of a notice and who has not; whom to ask, and the sheets of those who sign on paper.

Links, codes and PINs are shown once, to a person: a program has them mailed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from bailee.api.cursors import cut
from bailee.api.interface import (
    Call,
    Content,
    Count,
    Endpoint,
    File,
    Paged,
    Request,
    Shape,
    Text,
    Word,
    decoded,
    there,
)
from bailee.api.shapes import PDF, Counted, Language, Names, Number, post_office, server_address
from bailee.deliveries.rhythm import ESCALATES, REMINDERS, Quiet, Rhythm
from bailee.errors import InvalidInput
from bailee.operations.read_sheets import print_sheets, read_scan
from bailee.operations.record_sign_off import record_sign_off
from bailee.operations.request_sign_off import Whom, plan_requests, request_sign_offs
from bailee.operations.show_sign_offs import chosen, show_sign_offs, version_named, versions_that_are_signed
from bailee.operations.time_zones import own_zone
from bailee.permissions import Permission
from bailee.store.rows.told import NoticeVersion

ByHand = Literal["in-person-by-colleague", "paper-entered-later"]


class Signed(Shape, frozen=True, kw_only=True):
    """How one notice that staff signs stands."""

    kind: str
    version: int
    language: str
    whole: Count
    signed: Count
    states: dict[str, int]
    questions: Count


class Register(Shape, frozen=True, kw_only=True):
    items: tuple[Signed, ...]


class Query(Paged, frozen=True, kw_only=True):
    version: Number | None = None
    state: Word | None = None
    department: Word | None = None
    manager: Word | None = None


class Signer(Shape, frozen=True, kw_only=True):
    """One person of the roster, and how she stands to the version."""

    person: str
    name: str
    number: str
    department: str
    manager: str
    state: str
    at: datetime | None
    due_on: date | None
    request: str
    identified_by: str
    has_question: bool


class Signers(Shape, frozen=True, kw_only=True):
    kind: str
    version: int
    whole: Count
    signed: Count
    items: tuple[Signer, ...]
    next: str | None


class Ask(Request, frozen=True, kw_only=True):
    """Whom to ask; nobody named: everybody whom it is for. `by_mail`: a link goes out by mail, and its code to a second address.
    `dry_run`: only say what would be done."""

    version: Number | None = None
    people: Names = ()
    department: Text = ""
    manager: Text = ""
    site: Text = ""
    due_on: date | None = None
    asks_check: bool = False
    by_mail: bool = False
    again: bool = False
    reminders: tuple[int, ...] = REMINDERS
    escalates: int = ESCALATES
    quiet: Word = "20:00-07:00"
    zone: Word | None = None
    dry_run: bool = False


class AskedLine(Shape, frozen=True, kw_only=True):
    """What became of one of them: asked, asked before, signed, declined, not on the roster."""

    person: str
    name: str
    outcome: str


class AskedPeople(Shape, frozen=True, kw_only=True):
    items: tuple[AskedLine, ...]


class Statement(Request, frozen=True, kw_only=True):
    """That somebody of the roster signed a version: ident, number, e-mail address or name."""

    person: Word
    version: Number | None = None
    how: ByHand = "paper-entered-later"
    witness: Text = ""
    signed_on: date | None = None


class Sheets(Request, frozen=True, kw_only=True):
    version: Number | None = None
    language: Language | None = None


class Scan(Request, frozen=True, kw_only=True):
    """A scan of signed sheets."""

    content: Content


class SheetOnPage(Shape, frozen=True, kw_only=True):
    """One page of the scan. `request` null: it holds no sheet of ours; `fault` says what is wrong."""

    page: int
    request: str | None
    name: str
    state: str
    fault: str


class ReadSheets(Shape, frozen=True, kw_only=True):
    sha256: str
    pages: tuple[SheetOnPage, ...]


def register(call: Call) -> Register:
    found = []
    for version in versions_that_are_signed(call.workspace):
        standing = show_sign_offs(call.workspace, version)
        found.append(
            Signed(
                kind=version.kind,
                version=version.version,
                language=version.language,
                whole=standing.whole,
                signed=standing.signed,
                states=dict(standing.tally.states),
                questions=len(standing.questions),
            )
        )
    return Register(items=tuple(found))


def _version(call: Call, number: int | None) -> NoticeVersion:
    with there():
        return version_named(call.workspace, call.path["notice"], number)


def signers(call: Call) -> Signers:
    query: Query = call.query
    version = _version(call, query.version)
    standing = show_sign_offs(call.workspace, version)
    rows = chosen(
        standing.rows, state=query.state or "", department=query.department or "", manager=query.manager or ""
    )
    shown, more = cut(call, rows)
    return Signers(
        kind=version.kind,
        version=version.version,
        whole=standing.whole,
        signed=standing.signed,
        items=tuple(
            Signer(
                person=each.person.ident,
                name=each.person.name,
                number=each.person.number,
                department=each.person.details.department,
                manager=each.person.details.manager,
                state=each.state,
                at=each.at,
                due_on=each.due_on,
                request=each.request,
                identified_by=each.identified_by,
                has_question=each.has_question,
            )
            for each in shown
        ),
        next=more,
    )


def asked(call: Call) -> AskedPeople:
    wanted: Ask = call.body
    version = _version(call, wanted.version)
    if wanted.due_on is not None and wanted.due_on < call.today:
        raise InvalidInput("the day until which they are to sign is over", hint="choose a day to come")
    whom = Whom(wanted.department, wanted.manager, wanted.site, wanted.people)
    plan = plan_requests(call.workspace, version, whom)
    if not wanted.dry_run:
        quiet = Quiet.read(wanted.quiet, wanted.zone or own_zone())
        server = post_office()
        if wanted.by_mail and server is None:
            raise InvalidInput("there is no mail server", hint="whoever runs the server sets BAILEE_SMTP_HOST")
        plan = request_sign_offs(
            call.workspace,
            plan,
            due_on=wanted.due_on,
            asks_check=wanted.asks_check,
            by_mail=wanted.by_mail,
            again=wanted.again,
            address=server_address(),
            server=server,
            rhythm=Rhythm(wanted.reminders, wanted.escalates, quiet).checked(),
        )
    return AskedPeople(
        items=tuple(
            AskedLine(
                person=each.person.ident if each.person else "",
                name=each.person.name if each.person else "",
                outcome=each.outcome,
            )
            for each in plan.lines
        )
    )


def stated(call: Call) -> Counted:
    wanted: Statement = call.body
    version = _version(call, wanted.version)
    record_sign_off(
        call.workspace,
        version,
        wanted.person,
        identified_by=wanted.how,
        witness=wanted.witness,
        signed_on=wanted.signed_on,
    )
    return Counted(count=1)


def sheets(call: Call) -> File:
    wanted: Sheets = call.body
    version = _version(call, wanted.version)
    requests = call.workspace.sign_requests(version)
    content = print_sheets(call.workspace, version, requests, call.today, language=wanted.language or "")
    return File(f"{version.kind}-sheets.pdf", PDF, content)


def scanned(call: Call) -> ReadSheets:
    found = read_scan(call.workspace, decoded(call.body.content))
    return ReadSheets(
        sha256=found.sha256,
        pages=tuple(
            SheetOnPage(
                page=each.page,
                request=each.request.ident if each.request else None,
                name=each.person.name if each.person else "",
                state=each.request.state if each.request else "",
                fault=each.fault,
            )
            for each in found.pages
        ),
    )


_WRITE = Permission.WRITE_NOTICES
ENDPOINTS = (
    Endpoint("GET", "sign-offs", "list_sign_offs", "How each notice that staff signs stands", register, _WRITE, Register),
    Endpoint(
        "GET", "sign-offs/{notice}/people", "list_signers", "Who on the roster signed a version, and who has not", signers, _WRITE, Signers,
        query=Query,
    ),
    Endpoint(
        "POST", "sign-offs/{notice}/requests", "ask_for_sign_offs", "Ask people to sign a version, or see whom it would ask", asked, _WRITE,
        AskedPeople, body=Ask, status=201,
    ),
    Endpoint(
        "POST", "sign-offs/{notice}/statements", "record_sign_off", "Note that somebody signed a version", stated, _WRITE, Counted,
        body=Statement, status=201,
    ),
    Endpoint(
        "POST", "sign-offs/{notice}/sheets", "print_sheets", "A sheet to sign for everybody who was asked and has not", sheets, _WRITE, File,
        body=Sheets, media=(PDF,),
    ),
    Endpoint("POST", "sheet-scans", "read_sheets", "Which sheets a scan holds; nothing is noted yet", scanned, _WRITE, ReadSheets, body=Scan),
)  # fmt: skip
