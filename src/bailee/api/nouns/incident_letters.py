"""Letters of an incident: who gets which, made, mailed, approved, posted, come back; and the forms that authorities ask for."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from typing import Annotated

import msgspec

from bailee.api.cursors import page
from bailee.api.interface import Call, Count, Endpoint, File, Paged, Request, Shape, Text, Word, there
from bailee.api.shapes import PDF, ZIP, Counted
from bailee.operations.deliver_notice import Post
from bailee.operations.incident_letters import (
    approve_letters,
    mail_letters,
    note_posted,
    note_returned,
    pieces,
    plan_letters,
    print_forms,
    print_letters,
)
from bailee.permissions import Permission


class LetterKind(Shape, frozen=True, kw_only=True):
    kind: str
    language: str
    people: Count


class LettersPlan(Shape, frozen=True, kw_only=True):
    """Who gets a letter. `lacking`: what the letters of a place still need, by place; nobody's name is told. `words`: what they say."""

    kinds: tuple[LetterKind, ...]
    letters: Count
    told_already: Count
    not_due: Count
    off_roster: tuple[int, int]
    lacking: dict[str, tuple[str, ...]]
    words: dict[str, str]


class LetterPiece(Shape, frozen=True, kw_only=True):
    """One letter, and what became of it last."""

    run: str
    piece: int
    kind: str
    language: str
    means: str
    act: str
    at: datetime
    reason: str


class LetterPieces(Shape, frozen=True, kw_only=True):
    items: tuple[LetterPiece, ...]
    total: Count
    next: str | None


class Printing(Request, frozen=True, kw_only=True):
    envelope: Word = "10"
    country: Word = "US"


class MailedLetters(Shape, frozen=True, kw_only=True):
    """How many lie in the outbox; `unreachable`: how many have no address there, by why."""

    run: str
    letters: Count
    unreachable: dict[str, int]


class Approval(Request, frozen=True, kw_only=True):
    """Who approved the words, as counsel."""

    by: Word


class PostedRun(Request, frozen=True, kw_only=True):
    run: Word
    on: date | None = None


class ReturnedLetters(Request, frozen=True, kw_only=True):
    pieces: Annotated[
        tuple[Annotated[int, msgspec.Meta(ge=1, le=10_000_000)], ...], msgspec.Meta(min_length=1, max_length=100_000)
    ]
    reason: Text = "returned by the post"


def _ident(call: Call) -> str:
    with there():
        return call.workspace.incident(call.path["incident"]).ident


def planned(call: Call) -> LettersPlan:
    plan = plan_letters(call.workspace, _ident(call))
    return LettersPlan(
        kinds=tuple(LetterKind(kind=kind, language=language, people=count) for (kind, language), count in plan.kinds),
        letters=len(plan.letters),
        told_already=plan.told_already,
        not_due=plan.not_due,
        off_roster=plan.off_roster,
        lacking={place: tuple(each) for place, each in plan.lacking.items()},
        words=dict(call.workspace.incident(call.path["incident"]).facts),
    )


def listing(call: Call) -> LetterPieces:
    return page(call, pieces(call.workspace, _ident(call)), LetterPieces, LetterPiece)


def printed(call: Call) -> File:
    wanted, ident = call.body, _ident(call)
    made = print_letters(call.workspace, ident, Post.read(wanted.envelope, wanted.country, wanted.country))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.files:
            archive.writestr(name, content)
        told = {"run": made.run, "letters": made.letters, "unreachable": dict(made.unreachable)}
        archive.writestr("made.json", json.dumps(told))
    return File(f"incident-{ident}-letters.zip", ZIP, packed.getvalue())


def mailed(call: Call) -> MailedLetters:
    made = mail_letters(call.workspace, _ident(call))
    return MailedLetters(run=made.run, letters=made.letters, unreachable=dict(made.unreachable))


def approved(call: Call) -> LettersPlan:
    approve_letters(call.workspace, _ident(call), call.body.by)
    return planned(call)


def posted(call: Call) -> Counted:
    wanted: PostedRun = call.body
    return Counted(count=note_posted(call.workspace, _ident(call), wanted.run, on=wanted.on or call.today))


def returned(call: Call) -> Counted:
    wanted: ReturnedLetters = call.body
    return Counted(count=note_returned(call.workspace, _ident(call), wanted.pieces, reason=wanted.reason))


def forms(call: Call) -> File:
    ident = _ident(call)
    return File(f"incident-{ident}-authorities.pdf", PDF, print_forms(call.workspace, ident))


_HANDLE = Permission.HANDLE_REQUESTS
ENDPOINTS = (
    Endpoint("GET", "incidents/{incident}/letters", "plan_letters", "Who gets which letter, and what they lack", planned, _HANDLE, LettersPlan),
    Endpoint(
        "GET", "incidents/{incident}/letters/pieces", "list_letters", "What became of each letter", listing, _HANDLE, LetterPieces, query=Paged
    ),
    Endpoint(
        "POST", "incidents/{incident}/letters/print", "print_letters", "Letters as PDF files in a ZIP, with the list for the post office; `made.json` names their run",
        printed, _HANDLE, File, body=Printing, media=(ZIP,),
    ),
    Endpoint("POST", "incidents/{incident}/letters/mail", "mail_letters", "Put the letters into the outbox", mailed, _HANDLE, MailedLetters),
    Endpoint(
        "POST", "incidents/{incident}/letters/approval", "approve_letters", "Approve their words, as counsel", approved, _HANDLE, LettersPlan,
        body=Approval,
    ),
    Endpoint(
        "POST", "incidents/{incident}/letters/postings", "note_run_posted", "Note that letters were brought to the post", posted, _HANDLE,
        Counted, body=PostedRun,
    ),
    Endpoint(
        "POST", "incidents/{incident}/letters/returns", "note_run_returned", "Note letters that came back", returned, _HANDLE, Counted,
        body=ReturnedLetters,
    ),
    Endpoint("POST", "incidents/{incident}/forms", "print_forms", "What authorities ask for, as PDF", forms, _HANDLE, File, media=(PDF,)),
)  # fmt: skip
