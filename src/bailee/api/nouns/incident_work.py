"""What is done about an incident: reported, looked into, decided; who was told; its sheet as JSON and as a file.

One that is privileged is not there for whom counsel did not let in.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

from bailee.api.cursors import page
from bailee.api.interface import Call, Endpoint, File, Paged, Request, Shape, Text, Word, there
from bailee.api.shapes import PDF
from bailee.operations.incident_shapes import printed as shape_of_printed
from bailee.operations.incident_shapes import shape
from bailee.operations.incident_sheet import incident_sheet, look_at, print_sheet
from bailee.operations.printed_sheets import printed_sheets, read_sheet
from bailee.operations.report_incident import (
    Report,
    add_fact,
    add_step,
    answer_test,
    close_incident,
    correct_discovery,
    decide_not_to_notify,
    decide_to_notify,
    finish_step,
    mark_privileged,
    note_told,
    reopen_incident,
    report_incident,
    say_determined,
    say_encryption,
    say_words,
)
from bailee.permissions import Permission

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Target(Shape, frozen=True, kw_only=True):
    sort: str
    ident: str


class OneIncident(Shape, frozen=True, kw_only=True):
    ident: str
    title: str
    kind: str
    is_open: bool
    is_drill: bool
    is_privileged: bool
    discovered_at: datetime
    reported_at: datetime
    closed_at: datetime | None
    zone: str
    target: Target
    from_at: datetime | None
    until_at: datetime | None
    outcome: str
    reported_by: str


class SheetShape(Shape, frozen=True, kw_only=True):
    """As `bailee incident show --json`. `people`, `findings` and `files` null: no scan had read by that hour what was lost."""

    incident: OneIncident
    made_at: datetime
    clock_says: str
    people: dict[str, Any] | None
    subjects: tuple[dict[str, Any], ...]
    kinds: tuple[dict[str, Any], ...]
    read_at: datetime | None
    findings: int | None
    files: int | None
    not_read: dict[str, Any]
    encryption: dict[str, Any]
    unknown: tuple[str, ...]
    not_verified: tuple[Any, ...]
    places: tuple[dict[str, Any], ...]
    duties: tuple[dict[str, Any], ...]
    questions: tuple[dict[str, Any], ...]
    timeline: tuple[dict[str, Any], ...]
    steps: tuple[dict[str, Any], ...]


class Reported(Request, frozen=True, kw_only=True):
    """What was lost, and when it was missed. `zone`: where the organisation counts its days."""

    title: Word
    kind: Word
    sort: Literal["device", "store", "account"]
    target: Word
    discovered_at: Moment
    zone: Word
    from_at: Moment | None = None
    until_at: Moment | None = None
    source: Text = ""
    says: Text = ""
    is_drill: bool = False


class LookQuery(Request, frozen=True, kw_only=True):
    """A device, store or account by its name: what would have been lost with it."""

    named: Word
    zone: Word = "UTC"
    at: Moment | None = None


class Fact(Request, frozen=True, kw_only=True, tag_field="act", tag="fact"):
    """Something that is known, from when, and by whose word."""

    says: Text
    at: Moment | None = None
    source: Text = ""
    sure: bool = True


class Encryption(Request, frozen=True, kw_only=True, tag_field="act", tag="encryption"):
    """Whether a disk was encrypted; null: nobody knows."""

    disk: Word
    is_encrypted: bool | None = None
    at: Moment
    source: Text


class Discovered(Request, frozen=True, kw_only=True, tag_field="act", tag="discovered"):
    at: Moment
    source: Text


class Determined(Request, frozen=True, kw_only=True, tag_field="act", tag="determined"):
    at: Moment
    source: Text = ""


class Words(Request, frozen=True, kw_only=True, tag_field="act", tag="words"):
    """Words of its letters, by name."""

    words: dict[Word, Text]


class NewStep(Request, frozen=True, kw_only=True, tag_field="act", tag="step"):
    title: Word
    owner: Text = ""
    due_on: date | None = None


class StepDone(Request, frozen=True, kw_only=True, tag_field="act", tag="step-done"):
    number: Annotated[int, msgspec.Meta(ge=1, le=9_999)]
    at: Moment | None = None
    note: Text = ""


class Answer(Request, frozen=True, kw_only=True, tag_field="act", tag="answer"):
    question: Word
    answer: bool
    grounds: Text = ""


class Told(Request, frozen=True, kw_only=True, tag_field="act", tag="told"):
    """That a duty is done: who was told, how, when."""

    duty: Word
    how: Text
    at: Moment | None = None
    reference: Text = ""


class NotNotify(Request, frozen=True, kw_only=True, tag_field="act", tag="not-notify"):
    grounds: Text
    place: Annotated[str, msgspec.Meta(max_length=10, pattern="^[A-Za-z-]*$")] = ""


class Notify(Request, frozen=True, kw_only=True, tag_field="act", tag="notify"):
    grounds: Text
    place: Annotated[str, msgspec.Meta(max_length=10, pattern="^[A-Za-z-]*$")] = ""


class Close(Request, frozen=True, kw_only=True, tag_field="act", tag="close"):
    grounds: Text


class Reopen(Request, frozen=True, kw_only=True, tag_field="act", tag="reopen"):
    grounds: Text


class Privilege(Request, frozen=True, kw_only=True):
    is_privileged: bool


class PrintedSheet(Shape, frozen=True, kw_only=True):
    """A sheet that was printed. `record`: of the log, with the hash of its words; null: that record was erased."""

    number: int
    printed_at: datetime
    by: str
    sha256: str
    record: int | None


class PrintedSheets(Shape, frozen=True, kw_only=True):
    """Newest first."""

    items: tuple[PrintedSheet, ...]
    total: int
    next: str | None


Saying = Fact | Encryption | Discovered | Determined | Words | NewStep | StepDone | Answer
Deciding = Told | NotNotify | Notify | Close | Reopen


def _ident(call: Call) -> str:
    with there():
        return call.workspace.incident(call.path["incident"]).ident


def _sheet(told: dict[str, Any]) -> SheetShape:
    return msgspec.convert(told, SheetShape)


def one(call: Call) -> SheetShape:
    return _sheet(shape(incident_sheet(call.workspace, _ident(call))))


def looked(call: Call) -> SheetShape:
    query: LookQuery = call.query
    return _sheet(shape(look_at(call.workspace, query.named, zone=query.zone, at=query.at)))


def reported(call: Call) -> SheetShape:
    wanted: Reported = call.body
    told = Report(
        wanted.title,
        wanted.kind,
        wanted.sort,
        wanted.target,
        wanted.discovered_at,
        wanted.zone,
        wanted.from_at,
        wanted.until_at,
        wanted.source,
        wanted.says,
        wanted.is_drill,
    )
    return _sheet(shape(incident_sheet(call.workspace, report_incident(call.workspace, told))))


def said(call: Call) -> SheetShape:
    workspace, ident = call.workspace, _ident(call)
    match call.body:
        case Fact(says=says, at=at, source=source, sure=sure):
            add_fact(workspace, ident, says, true_at=at, source=source, sure=sure)
        case Encryption(disk=disk, is_encrypted=state, at=at, source=source):
            say_encryption(workspace, ident, disk, state, true_at=at, source=source)
        case Discovered(at=at, source=source):
            correct_discovery(workspace, ident, at, source=source)
        case Determined(at=at, source=source):
            say_determined(workspace, ident, at, source=source)
        case Words(words=words):
            say_words(workspace, ident, words)
        case NewStep(title=title, owner=owner, due_on=due_on):
            add_step(workspace, ident, title, owner=owner, due_on=due_on)
        case StepDone(number=number, at=at, note=note):
            finish_step(workspace, ident, number, at=at, note=note)
        case Answer(question=question, answer=answer, grounds=grounds):
            answer_test(workspace, ident, question, answer, grounds=grounds)
    return one(call)


def decided(call: Call) -> SheetShape:
    workspace, ident = call.workspace, _ident(call)
    match call.body:
        case Told(duty=duty, how=how, at=at, reference=reference):
            note_told(workspace, ident, duty, at=at, how=how, reference=reference)
        case NotNotify(grounds=grounds, place=place):
            decide_not_to_notify(workspace, ident, grounds, place=place)
        case Notify(grounds=grounds, place=place):
            decide_to_notify(workspace, ident, grounds, place=place)
        case Close(grounds=grounds):
            close_incident(workspace, ident, grounds)
        case Reopen(grounds=grounds):
            reopen_incident(workspace, ident, grounds)
    return one(call)


def marked(call: Call) -> SheetShape:
    mark_privileged(call.workspace, _ident(call), call.body.is_privileged)
    return one(call)


def printed(call: Call) -> File:
    """The sheet is kept as it was when it left."""
    ident = _ident(call)
    return File(f"incident-{ident}.pdf", PDF, print_sheet(call.workspace, ident))


def sheets(call: Call) -> PrintedSheets:
    found = [shape_of_printed(each) for each in printed_sheets(call.workspace, _ident(call))]
    return page(call, found, PrintedSheets, PrintedSheet)


def sheet_again(call: Call) -> File:
    ident = _ident(call)
    with there():
        kept, content = read_sheet(call.workspace, ident, int(call.path["sheet"]))
    return File(f"incident-{ident}-sheet-{kept.number}.pdf", PDF, content)


_SEE, _DO, _HANDLE, _TAKE = Permission.SEE_STORES, Permission.DO_TASKS, Permission.HANDLE_REQUESTS, Permission.EXPORT
ENDPOINTS = (
    Endpoint(
        "POST", "incidents", "report_incident", "Report an incident: clocks run from its discovery", reported, _DO, SheetShape,
        body=Reported, status=201,
    ),
    Endpoint("GET", "incidents/{incident}", "show_incident", "The sheet of an incident", one, _SEE, SheetShape),
    Endpoint(
        "GET", "losses", "look_at_loss", "What would be lost with a device, store or account; nothing is reported", looked, _SEE, SheetShape,
        query=LookQuery,
    ),
    Endpoint(
        "POST", "incidents/{incident}/facts", "say_about_incident", "Say what is known: a fact, a step, an answer, words of its letters", said,
        _DO, SheetShape, body=Saying,
    ),
    Endpoint(
        "POST", "incidents/{incident}/decisions", "decide_incident", "Who was told, who is not and why; close it, or open it again", decided,
        _HANDLE, SheetShape, body=Deciding,
    ),
    Endpoint(
        "POST", "incidents/{incident}/privilege", "mark_privileged", "Mark it as privileged, or take that back: as counsel", marked, _DO,
        SheetShape, body=Privilege,
    ),
    Endpoint("POST", "incidents/{incident}/sheet", "print_sheet", "The sheet as PDF; kept as it was", printed, _DO, File, media=(PDF,)),
    Endpoint("GET", "incidents/{incident}/sheets", "list_sheets", "Its sheets that were printed", sheets, _SEE, PrintedSheets, query=Paged),
    Endpoint(
        "GET", "incidents/{incident}/sheets/{sheet}", "download_sheet", "A sheet as it was printed, as PDF", sheet_again, _TAKE, File,
        media=(PDF,),
    ),
)  # fmt: skip
