"""What one person was asked to sign, and what came of it: her question answered, her signature noted from paper, its certificate."""

from __future__ import annotations

from datetime import date, datetime

from bailee.api.interface import Call, Endpoint, File, Request, Shape, Text, shapes, there
from bailee.api.nouns.sign_offs import ByHand
from bailee.api.shapes import PDF
from bailee.operations.record_sign_off import record_sheet
from bailee.operations.sign_notice import answer_question, decline_to_sign, signature_of
from bailee.permissions import Permission
from bailee.store.rows.signing import SignRequest


class SignEventShape(Shape, frozen=True, kw_only=True):
    """What happened. `says`: her question, the answer, a reason."""

    act: str
    at: datetime
    by: str
    how: str
    says: str


class SignRequestShape(Shape, frozen=True, kw_only=True):
    """What one person was asked, and what came of it."""

    ident: str
    kind: str
    version: int
    language: str
    person: str
    name: str
    state: str
    due_on: date | None
    asked_at: datetime
    opened_at: datetime | None
    ended_at: datetime | None
    asks_check: bool
    sheet: str
    events: tuple[SignEventShape, ...]


class AnswerTo(Request, frozen=True, kw_only=True):
    answer: Text


class ByHandNote(Request, frozen=True, kw_only=True):
    """That she signed by hand. `name`: as it stands there, where it is another one."""

    how: ByHand
    name: Text = ""
    witness: Text = ""
    signed_on: date | None = None


class Declining(Request, frozen=True, kw_only=True):
    how: ByHand
    reason: Text = ""


def _request(call: Call) -> SignRequest:
    with there():
        return call.workspace.sign_request(call.path["signrequest"])


def one(call: Call) -> SignRequestShape:
    found = _request(call)
    return SignRequestShape(
        ident=found.ident,
        kind=found.kind,
        version=found.version,
        language=found.language,
        person=found.person,
        name=call.workspace.roster_person(found.person).name,
        state=found.state,
        due_on=found.due_on,
        asked_at=found.asked_at,
        opened_at=found.opened_at,
        ended_at=found.ended_at,
        asks_check=found.asks_check,
        sheet=found.sheet,
        events=shapes(call.workspace.sign_events(found), SignEventShape),
    )


def answered(call: Call) -> SignRequestShape:
    answer_question(call.workspace, _request(call).ident, call.body.answer)
    return one(call)


def noted(call: Call) -> SignRequestShape:
    wanted: ByHandNote = call.body
    record_sheet(
        call.workspace,
        _request(call),
        name=wanted.name,
        identified_by=wanted.how,
        witness=wanted.witness,
        signed_on=wanted.signed_on,
    )
    return one(call)


def declined(call: Call) -> SignRequestShape:
    decline_to_sign(call.workspace, _request(call).ident, call.body.reason, identified_by=call.body.how)
    return one(call)


def certificate(call: Call) -> File:
    with there():
        signed = signature_of(call.workspace, _request(call))
        kept = call.workspace.certificate(signed.ident)
    return File(f"{signed.kind}-{signed.ident}.pdf", PDF, kept.document)


_WRITE = Permission.WRITE_NOTICES
ENDPOINTS = (
    Endpoint(
        "GET", "sign-requests/{signrequest}", "show_sign_request", "What one person was asked, and what came of it", one, _WRITE,
        SignRequestShape,
    ),
    Endpoint(
        "POST", "sign-requests/{signrequest}/answers", "answer_signer", "Answer what she asked before she signs", answered, _WRITE,
        SignRequestShape, body=AnswerTo,
    ),
    Endpoint(
        "POST", "sign-requests/{signrequest}/signature", "note_signature", "Note that she signed by hand, with its certificate", noted,
        _WRITE, SignRequestShape, body=ByHandNote,
    ),
    Endpoint(
        "POST", "sign-requests/{signrequest}/refusal", "note_refusal", "Note that she was told and does not sign", declined, _WRITE,
        SignRequestShape, body=Declining,
    ),
    Endpoint(
        "GET", "sign-requests/{signrequest}/certificate", "download_certificate", "The sealed certificate of a signature", certificate,
        _WRITE, File, media=(PDF,),
    ),
)  # fmt: skip
