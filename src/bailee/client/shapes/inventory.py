"""What is sent and answered of inventory, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict

import bailee.client.shapes.common as common


class Activity(TypedDict):
    """One processing activity, as `docs/schemas/record.schema.json`."""

    name: str
    role: common.VocabularyRole
    purposes: list[common.InventoryPurposeShape]
    categories: list[str]
    subjects: list[common.SubjectCategory]
    stores: list[str]
    recipients: list[str]
    transfers: list[common.TransferShape]
    retention: str
    period: common.PeriodShape
    measures: list[str]
    on_behalf_of: list[str]
    joint_with: list[str]


class ContactOf(TypedDict):
    """Whom the record names; an empty name takes it back."""

    sort: str
    name: NotRequired[str]
    contact: NotRequired[str]


class DraftShape(TypedDict):
    """An activity that waits for a person: where it comes from, and how much of it is to complete."""

    activity: Activity
    origin: str
    to_complete: int


class Drafts(TypedDict):
    """`suggestions`: one for each of `suggested`, in its order."""

    items: list[DraftShape]
    suggested: list[Activity]
    suggestions: list[SuggestionShape]


class Import(TypedDict):
    """A record as JSON, JSON-LD, CSV or XLSX, as the exports write it. `dry_run`: only look whether it could be
    taken over."""

    name: str
    content: str
    as_drafts: NotRequired[bool]
    dry_run: NotRequired[bool]


class ImportedShape(TypedDict):
    activities: int
    drafts: int


class InventoryDrafting(TypedDict):
    """From what was found, or from what such a business usually does."""

    template: NotRequired[str | None]


class InventoryNewPurpose(TypedDict):
    purpose: str
    basis: NotRequired[common.LawfulBasis | None]


class InventorySettled(TypedDict):
    """Declare the draft as it stands, or drop it."""

    name: str
    accept: bool


class NamedOne(TypedDict):
    name: str


class NewActivity(TypedDict):
    """One of the same name is replaced from today on."""

    name: str
    role: NotRequired[common.VocabularyRole]
    purposes: NotRequired[list[InventoryNewPurpose]]
    categories: NotRequired[list[str]]
    subjects: NotRequired[list[common.SubjectCategory]]
    stores: NotRequired[list[str]]
    recipients: NotRequired[list[str]]
    transfers: NotRequired[list[NewTransfer]]
    retention: NotRequired[str]
    period: NotRequired[NewPeriod | None]
    measures: NotRequired[list[str]]
    on_behalf_of: NotRequired[list[str]]
    joint_with: NotRequired[list[str]]


class NewPeriod(TypedDict):
    at_most: NotRequired[str | None]
    at_least: NotRequired[str | None]
    event: NotRequired[str]


class NewTransfer(TypedDict):
    country: str
    recipient: NotRequired[str]
    safeguard: NotRequired[str]


class RecordOf(TypedDict):
    organisation: str
    on: str
    contacts: dict[str, common.InventoryContactShape]
    items: list[common.EntryShape]
    total: int
    to_complete: int
    next: str | None


class SuggestionShape(TypedDict):
    """What stands beside a suggested activity of this name. `ask`: what counsel is asked about it."""

    name: str
    usual_purposes: list[str]
    ask: str


class Templates(TypedDict):
    items: list[str]
