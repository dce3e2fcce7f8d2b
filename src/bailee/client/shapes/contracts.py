"""What is sent and answered of contracts, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

import bailee.client.shapes.common as common

ContractsSort: TypeAlias = Literal["baa", "dpa", "joint-controllers", "msa", "nda", "other", "scc"]


class ContractRegister(TypedDict):
    contracts: list[ContractShape]
    missing: list[MissingContract]


class ContractShape(TypedDict):
    """One contract, as `bailee contracts --json`, and how it stands."""

    ident: str
    sort: ContractsSort
    parties: list[str]
    our_role: str
    scope: str
    signed_on: str | None
    from_on: str | None
    until: str | None
    notice_days: int | None
    renews: bool
    contact: str
    kept_where: str
    document: str
    duties: DutiesShape
    state: common.VocabularyState
    says: str


class DutiesShape(TypedDict):
    confidentiality: bool
    delete_within_days: int | None
    breach_notice_hours: int | None
    sub_processors: str
    others: list[str]


class ImportContracts(TypedDict):
    """A register as CSV, as `bailee contracts export` writes it. `dry_run`: only look whether it could be taken
    over."""

    name: str
    content: str
    dry_run: NotRequired[bool]


class MissingContract(TypedDict):
    """One that a law asks for; `is_sure` false: whether it applies hangs on a question."""

    ident: str
    sort: ContractsSort
    party: str
    is_sure: bool
    why: str
    next: str


class NewContract(TypedDict):
    """The same ident again corrects it; without one it is given one."""

    ident: NotRequired[str | None]
    sort: ContractsSort
    parties: list[str]
    our_role: NotRequired[str]
    scope: NotRequired[str]
    signed_on: NotRequired[str | None]
    from_on: NotRequired[str | None]
    until: NotRequired[str | None]
    notice_days: NotRequired[int | None]
    renews: NotRequired[bool]
    contact: NotRequired[str]
    kept_where: NotRequired[str]
    document: NotRequired[str]
    duties: NotRequired[NewDuties | None]


class NewDuties(TypedDict):
    confidentiality: NotRequired[bool]
    delete_within_days: NotRequired[int | None]
    breach_notice_hours: NotRequired[int | None]
    sub_processors: NotRequired[str]
    others: NotRequired[list[str]]
