"""Files on paper, as they were declared; and the client's written instruction to scan, with the agreements that a law asks for."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from bailee.api.interface import Call, Endpoint, Ident, Past, Request, Shape, Text, Word, shapes
from bailee.api.problems import NOT_THERE
from bailee.authority import Agreement
from bailee.operations.declare_paper import declare_paper
from bailee.operations.record_authority import standing
from bailee.permissions import Permission
from bailee.vocabulary import SubjectCategory


class PaperShape(Shape, frozen=True, kw_only=True):
    name: str
    holds: tuple[str, ...]
    about: tuple[SubjectCategory, ...]


class Papers(Shape, frozen=True, kw_only=True):
    items: tuple[PaperShape, ...]


class NewPaper(Request, frozen=True, kw_only=True):
    """Where they stand, which data they hold, about whom; `withdraw`: they are no more."""

    name: Word
    holds: Annotated[tuple[Ident, ...], msgspec.Meta(max_length=100)] = ()
    about: tuple[SubjectCategory, ...] = ()
    withdraw: bool = False


class InstructionShape(Shape, frozen=True, kw_only=True):
    """What somebody of the client wrote that may be scanned."""

    ident: str
    given_by: str
    function: str
    scope: str
    places: tuple[str, ...]
    given_on: date
    until: date | None
    kept_where: str
    recorded_by: str
    withdrawn_on: date | None


class AgreementShape(Shape, frozen=True, kw_only=True):
    """`needed` null: whether a law asks for it hangs on a question."""

    agreement: Agreement
    needed: bool | None
    signed_on: date | None
    kept_where: str
    missing: str


class AuthorityShape(Shape, frozen=True, kw_only=True):
    is_needed: bool
    instructions: tuple[InstructionShape, ...]
    agreements: tuple[AgreementShape, ...]


class NewInstruction(Request, frozen=True, kw_only=True):
    """`places`: folders and addresses, or `everywhere`."""

    given_by: Word
    function: Word
    scope: Text
    places: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1, max_length=200)]
    given_on: date
    until: date | None = None
    kept_where: Text = ""


class NewAgreement(Request, frozen=True, kw_only=True):
    """When it was signed and where it is kept; or why it is missing."""

    agreement: Agreement
    signed_on: date | None = None
    kept_where: Text = ""
    missing: Text = ""


def papers(call: Call) -> Papers:
    return Papers(items=shapes(call.workspace.paper_files(), PaperShape))


def declared(call: Call) -> Papers:
    wanted: NewPaper = call.body
    declare_paper(call.workspace, wanted.name, wanted.holds, wanted.about, withdraw=wanted.withdraw)
    return papers(call)


def authority(call: Call) -> AuthorityShape:
    made = standing(call.workspace)
    return AuthorityShape(
        is_needed=made.is_needed,
        instructions=shapes(made.instructions, InstructionShape),
        agreements=tuple(_agreement(each, made.agreements.get(each), made.needed.get(each)) for each in Agreement),
    )


def _agreement(agreement: Agreement, signed: object, needed: bool | None) -> AgreementShape:
    return AgreementShape(
        agreement=agreement,
        needed=needed,
        signed_on=getattr(signed, "on", None),
        kept_where=getattr(signed, "kept_where", ""),
        missing=getattr(signed, "missing", ""),
    )


def instructed(call: Call) -> AuthorityShape:
    wanted: NewInstruction = call.body
    call.workspace.record_instruction(**msgspec.structs.asdict(wanted))
    return authority(call)


def withdrawn(call: Call) -> AuthorityShape:
    ident = call.path["instruction"]
    if ident not in {str(each.ident) for each in call.workspace.instructions()}:
        raise NOT_THERE
    call.workspace.withdraw_instruction(ident)
    return authority(call)


def agreed(call: Call) -> AuthorityShape:
    wanted: NewAgreement = call.body
    call.workspace.record_agreement(
        wanted.agreement, on=wanted.signed_on, kept_where=wanted.kept_where, missing=wanted.missing
    )
    return authority(call)


_SEE, _RECORD = Permission.SEE_STORES, Permission.RECORD_AUTHORITY
ENDPOINTS = (
    Endpoint("GET", "paper", "list_paper", "Files on paper", papers, _SEE, Papers, query=Past),
    Endpoint("POST", "paper", "declare_paper", "Declare files on paper, or that they are no more", declared, Permission.DECLARE, Papers, body=NewPaper),
    Endpoint("GET", "authority", "show_authority", "The client's instructions to scan, and agreements", authority, _SEE, AuthorityShape),
    Endpoint("POST", "authority/instructions", "record_instruction", "Record a written instruction to scan", instructed, _RECORD, AuthorityShape, body=NewInstruction, status=201),
    Endpoint("POST", "authority/instructions/{instruction}/withdrawal", "withdraw_instruction", "It was taken back", withdrawn, _RECORD, AuthorityShape),
    Endpoint("POST", "authority/agreements", "record_agreement", "Record an agreement, or why it is missing", agreed, _RECORD, AuthorityShape, body=NewAgreement),
)  # fmt: skip
