"""What is sent and answered of authority, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

Agreement: TypeAlias = Literal["baa", "dpa"]


class AgreementShape(TypedDict):
    """`needed` null: whether a law asks for it hangs on a question."""

    agreement: Agreement
    needed: bool | None
    signed_on: str | None
    kept_where: str
    missing: str


class AuthorityShape(TypedDict):
    is_needed: bool
    instructions: list[InstructionShape]
    agreements: list[AgreementShape]


class InstructionShape(TypedDict):
    """What somebody of the client wrote that may be scanned."""

    ident: str
    given_by: str
    function: str
    scope: str
    places: list[str]
    given_on: str
    until: str | None
    kept_where: str
    recorded_by: str
    withdrawn_on: str | None


class NewAgreement(TypedDict):
    """When it was signed and where it is kept; or why it is missing."""

    agreement: Agreement
    signed_on: NotRequired[str | None]
    kept_where: NotRequired[str]
    missing: NotRequired[str]


class NewInstruction(TypedDict):
    """`places`: folders and addresses, or `everywhere`."""

    given_by: str
    function: str
    scope: str
    places: list[str]
    given_on: str
    until: NotRequired[str | None]
    kept_where: NotRequired[str]
