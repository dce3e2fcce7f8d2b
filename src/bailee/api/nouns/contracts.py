"""Contracts: how each stands, which ends soon, and which agreement a law asks for and is missing."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from bailee.api.interface import (
    Call,
    Content,
    Endpoint,
    Ident,
    Past,
    Request,
    Shape,
    Text,
    Word,
    decoded,
    shaped,
    shapes,
)
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import Counted
from bailee.contracts import Contract, Duties, Sort
from bailee.operations.keep_contract import (
    ContractLine,
    import_contracts,
    line_of,
    new_ident,
    remove_contract,
    save_contract,
    show_register,
)
from bailee.permissions import Permission
from bailee.vocabulary import State

Days = Annotated[int, msgspec.Meta(ge=0, le=999_999)]
Lines = Annotated[tuple[Text, ...], msgspec.Meta(max_length=100)]


class DutiesShape(Shape, frozen=True, kw_only=True):
    confidentiality: bool
    delete_within_days: int | None
    breach_notice_hours: int | None
    sub_processors: str
    others: tuple[str, ...]


class BareContract(Shape, frozen=True, kw_only=True):
    """What was entered. `document`: SHA-256 of it; it stays where it is."""

    ident: str
    sort: Sort
    parties: tuple[str, ...]
    our_role: str
    scope: str
    signed_on: date | None
    from_on: date | None
    until: date | None
    notice_days: int | None
    renews: bool
    contact: str
    kept_where: str
    document: str
    duties: DutiesShape


class ContractShape(BareContract, frozen=True, kw_only=True):
    """One contract, as `bailee contracts --json`, and how it stands."""

    state: State
    says: str


class MissingContract(Shape, frozen=True, kw_only=True):
    """One that a law asks for; `is_sure` false: whether it applies hangs on a question."""

    ident: str
    sort: Sort
    party: str
    is_sure: bool
    why: str
    next: str


class ContractRegister(Shape, frozen=True, kw_only=True):
    contracts: tuple[ContractShape, ...]
    missing: tuple[MissingContract, ...]


class NewDuties(Request, frozen=True, kw_only=True):
    confidentiality: bool = False
    delete_within_days: Days | None = None
    breach_notice_hours: Days | None = None
    sub_processors: Text = ""
    others: Lines = ()


class NewContract(Request, frozen=True, kw_only=True):
    """The same ident again corrects it; without one it is given one."""

    ident: Ident | None = None
    sort: Sort
    parties: Lines
    our_role: Word = "party"
    scope: Text = ""
    signed_on: date | None = None
    from_on: date | None = None
    until: date | None = None
    notice_days: Days | None = None
    renews: bool = False
    contact: Text = ""
    kept_where: Text = ""
    document: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{64})?$")] = ""
    duties: NewDuties | None = None


class ImportContracts(Request, frozen=True, kw_only=True):
    """A register as CSV, as `bailee contracts export` writes it. `dry_run`: only look whether it could be taken over."""

    name: Word
    content: Content
    dry_run: bool = False


def _shape(line: ContractLine) -> ContractShape:
    told = shaped(line.contract, BareContract)
    return ContractShape(**msgspec.structs.asdict(told), state=line.state, says=line.says)


def register(call: Call) -> ContractRegister:
    made = show_register(call.workspace)
    return ContractRegister(contracts=tuple(map(_shape, made.lines)), missing=shapes(made.missing, MissingContract))


def saved(call: Call) -> ContractShape:
    wanted: NewContract = call.body
    duties = Duties(**msgspec.structs.asdict(wanted.duties)) if wanted.duties else Duties()
    fields = msgspec.structs.asdict(wanted) | {"ident": wanted.ident or new_ident(), "duties": duties}
    contract = Contract(**fields)
    save_contract(call.workspace, contract)
    return _shape(line_of(contract, call.today))


def removed(call: Call) -> Counted:
    ident = call.path["contract"]
    if ident not in {each.contract.ident for each in show_register(call.workspace).lines}:
        raise NOT_THERE
    remove_contract(call.workspace, ident)
    return Counted(count=1)


def imported(call: Call) -> Counted:
    wanted: ImportContracts = call.body
    content = decoded(wanted.content)
    return Counted(count=import_contracts(call.workspace, content, wanted.name, dry_run=wanted.dry_run))


_SEE, _DECLARE = Permission.SEE_STORES, Permission.DECLARE
ENDPOINTS = (
    Endpoint("GET", "contracts", "list_contracts", "The register of contracts, and what is missing in it", register, _SEE, ContractRegister, query=Past),
    Endpoint("POST", "contracts", "save_contract", "Enter a contract, or correct one", saved, _DECLARE, ContractShape, body=NewContract, status=201),
    Endpoint("POST", "contracts/imports", "import_contracts", "Take over a register", imported, _DECLARE, Counted, body=ImportContracts),
    Endpoint("DELETE", "contracts/{contract}", "remove_contract", "It was entered by mistake", removed, _DECLARE, Counted),
)  # fmt: skip
