"""The record of processing (GDPR Art. 30): what is declared, where it was found, what is still to complete; drafts; and copies of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec

from bailee.api.cursors import page
from bailee.api.interface import (
    Call,
    Content,
    Count,
    Endpoint,
    File,
    Paged,
    Past,
    PastPaged,
    Request,
    Shape,
    Text,
    Word,
    decoded,
)
from bailee.api.nouns.status import People
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import Counted
from bailee.errors import InvalidInput
from bailee.inventory import exports, templates
from bailee.inventory.activities import ProcessingActivity
from bailee.inventory.record import Entry
from bailee.inventory.shapes import activity_of_shape, activity_shape, entry_shape
from bailee.operations.declare_activity import declare_activity, withdraw_activity
from bailee.operations.draft_activity import accept_draft, draft_found, draft_template, drop_draft
from bailee.operations.exchange_record import export_record, import_record
from bailee.operations.name_contact import name_contact
from bailee.operations.show_record import ForClient, draft_gaps, show_processor_record, show_record, show_suggestions
from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.vocabulary import LawfulBasis, Role, SubjectCategory

Texts = Annotated[tuple[Text, ...], msgspec.Meta(max_length=200)]


class PurposeShape(Shape, frozen=True, kw_only=True):
    purpose: str
    basis: LawfulBasis | None


class TransferShape(Shape, frozen=True, kw_only=True):
    country: str
    recipient: str
    safeguard: str


class PeriodShape(Shape, frozen=True, kw_only=True):
    """Lengths as ISO 8601: P7Y."""

    at_most: str | None
    at_least: str | None
    event: str


class Activity(Shape, frozen=True, kw_only=True):
    """One processing activity, as `docs/schemas/record.schema.json`."""

    name: str
    role: Role
    purposes: tuple[PurposeShape, ...]
    categories: tuple[str, ...]
    subjects: tuple[SubjectCategory, ...]
    stores: tuple[str, ...]
    recipients: tuple[str, ...]
    transfers: tuple[TransferShape, ...]
    retention: str
    period: PeriodShape
    measures: tuple[str, ...]
    on_behalf_of: tuple[str, ...]
    joint_with: tuple[str, ...]


class FoundShape(Shape, frozen=True, kw_only=True):
    stores: tuple[str, ...]
    people: People | None
    since: date | None
    measures: tuple[str, ...]


class GapShape(Shape, frozen=True, kw_only=True):
    ident: str
    says: str
    next: str


class EntryShape(Activity, frozen=True, kw_only=True):
    """An activity with what was found of it, and what is still to complete."""

    found: FoundShape
    gaps: tuple[GapShape, ...]


class ContactShape(Shape, frozen=True, kw_only=True):
    name: str
    contact: str


class RecordOf(Shape, frozen=True, kw_only=True):
    organisation: str
    on: date
    contacts: dict[str, ContactShape]
    items: tuple[EntryShape, ...]
    total: Count
    to_complete: Count
    next: str | None


class NewPurpose(Request, frozen=True, kw_only=True):
    purpose: Word
    basis: LawfulBasis | None = None


class NewTransfer(Request, frozen=True, kw_only=True):
    country: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]
    recipient: Text = ""
    safeguard: Text = ""


class NewPeriod(Request, frozen=True, kw_only=True):
    at_most: Word | None = None
    at_least: Word | None = None
    event: Text = ""


class NewActivity(Request, frozen=True, kw_only=True):
    """One of the same name is replaced from today on."""

    name: Word
    role: Role = Role.CONTROLLER
    purposes: Annotated[tuple[NewPurpose, ...], msgspec.Meta(max_length=100)] = ()
    categories: Texts = ()
    subjects: tuple[SubjectCategory, ...] = ()
    stores: Texts = ()
    recipients: Texts = ()
    transfers: Annotated[tuple[NewTransfer, ...], msgspec.Meta(max_length=100)] = ()
    retention: Text = ""
    period: NewPeriod | None = None
    measures: Texts = ()
    on_behalf_of: Texts = ()
    joint_with: Texts = ()


class NamedOne(Request, frozen=True, kw_only=True):
    name: Word


class DraftShape(Shape, frozen=True, kw_only=True):
    """An activity that waits for a person: where it comes from, and how much of it is to complete."""

    activity: Activity
    origin: str
    to_complete: Count


class SuggestionShape(Shape, frozen=True, kw_only=True):
    """What stands beside a suggested activity of this name. `ask`: what counsel is asked about it."""

    name: str
    usual_purposes: tuple[str, ...]
    ask: str


class Drafts(Shape, frozen=True, kw_only=True):
    """`suggestions`: one for each of `suggested`, in its order."""

    items: tuple[DraftShape, ...]
    suggested: tuple[Activity, ...]
    suggestions: tuple[SuggestionShape, ...]


class Drafting(Request, frozen=True, kw_only=True):
    """From what was found, or from what such a business usually does."""

    template: Word | None = None


class Templates(Shape, frozen=True, kw_only=True):
    items: tuple[str, ...]


class Settled(Request, frozen=True, kw_only=True):
    """Declare the draft as it stands, or drop it."""

    name: Word
    accept: bool


class ContactOf(Request, frozen=True, kw_only=True):
    """Whom the record names; an empty name takes it back."""

    sort: Word
    name: Text = ""
    contact: Text = ""


class Import(Request, frozen=True, kw_only=True):
    """A record as JSON, JSON-LD, CSV or XLSX, as the exports write it. `dry_run`: only look whether it could be taken over."""

    name: Word
    content: Content
    as_drafts: bool = False
    dry_run: bool = False


class ImportedShape(Shape, frozen=True, kw_only=True):
    activities: Count
    drafts: Count


class ForClientShape(Shape, frozen=True, kw_only=True):
    """One client. `contact` null: it named nobody, or one is not assigned to it."""

    client: str
    name: str
    contact: ContactShape | None
    items: tuple[EntryShape, ...]


class ProcessorRecord(Shape, frozen=True, kw_only=True):
    """What a provider does on behalf of each client (Art. 30(2))."""

    items: tuple[ForClientShape, ...]
    total: Count
    next: str | None


def _entry(entry: Entry) -> EntryShape:
    return msgspec.convert(entry_shape(entry), EntryShape)


def _activity(activity: ProcessingActivity) -> Activity:
    return msgspec.convert(activity_shape(activity), Activity)


def record(call: Call) -> RecordOf:
    made = show_record(call.workspace, show_status(call.workspace))
    contacts = {sort: ContactShape(name=each.name, contact=each.contact) for sort, each in made.contacts.items()}
    return page(
        call, made.entries, RecordOf, _entry,
        organisation=made.organisation, on=made.on, contacts=contacts, to_complete=made.to_complete,
    )  # fmt: skip


def declared(call: Call) -> Activity:
    told: dict[str, Any] = msgspec.to_builtins(call.body)
    try:
        activity = activity_of_shape(told)
    except (ValueError, KeyError, TypeError):
        raise InvalidInput("a period is no length of time", hint="such as P7Y") from None
    declare_activity(call.workspace, activity)
    return _activity(activity)


def withdrawn(call: Call) -> Counted:
    withdraw_activity(call.workspace, call.body.name)
    return Counted(count=1)


def named(call: Call) -> ContactShape:
    wanted: ContactOf = call.body
    name_contact(call.workspace, wanted.sort, wanted.name, wanted.contact)
    return ContactShape(name=wanted.name, contact=wanted.contact)


def drafts(call: Call) -> Drafts:
    waiting = draft_gaps(call.workspace, call.workspace.drafts())
    suggestions = show_suggestions(call.workspace, show_status(call.workspace))
    return Drafts(
        items=tuple(
            DraftShape(activity=_activity(draft.activity), origin=draft.origin, to_complete=gaps)
            for draft, gaps in waiting
        ),
        suggested=tuple(_activity(each.activity) for each in suggestions),
        suggestions=tuple(
            SuggestionShape(name=each.activity.name, usual_purposes=each.usual, ask=each.ask) for each in suggestions
        ),
    )


def drafted(call: Call) -> Drafts:
    if call.body.template is None:
        draft_found(call.workspace)
    else:
        draft_template(call.workspace, call.body.template)
    return drafts(call)


def settled(call: Call) -> Drafts:
    (accept_draft if call.body.accept else drop_draft)(call.workspace, call.body.name)
    return drafts(call)


def known_templates(call: Call) -> Templates:
    return Templates(items=tuple(templates.idents()))


def exported(call: Call) -> File:
    ident = call.path["recordform"]
    if ident not in exports.idents():
        raise NOT_THERE
    form = exports.load(ident)
    name = f"{call.workspace.organisation}-{ident}-{call.today.isoformat()}{form.SUFFIX}"
    return File(name, form.MEDIA_TYPE, export_record(call.workspace, ident))


def imported(call: Call) -> ImportedShape:
    wanted: Import = call.body
    made = import_record(
        call.workspace, decoded(wanted.content), wanted.name, as_drafts=wanted.as_drafts, dry_run=wanted.dry_run
    )
    return ImportedShape(activities=made.activities, drafts=made.drafts)


def processor(call: Call) -> ProcessorRecord:
    made = show_processor_record(call.workspace) if call.workspace.is_provider else ()
    return page(call, made, ProcessorRecord, _for_client)


def _for_client(each: ForClient) -> ForClientShape:
    contact = ContactShape(name=each.contact.name, contact=each.contact.contact) if each.contact else None
    return ForClientShape(client=each.client, name=each.name, contact=contact, items=tuple(map(_entry, each.entries)))


MEDIA = tuple(sorted({exports.load(ident).MEDIA_TYPE for ident in exports.idents()}))
_SEE, _DECLARE = Permission.SEE_TABLE, Permission.DECLARE
ENDPOINTS = (
    Endpoint("GET", "inventory", "show_record", "The record of processing", record, _SEE, RecordOf, query=PastPaged),
    Endpoint("POST", "inventory", "declare_activity", "Declare a processing activity", declared, _DECLARE, Activity, body=NewActivity, status=201),
    Endpoint("POST", "inventory/withdrawals", "withdraw_activity", "It is no more, from today on", withdrawn, _DECLARE, Counted, body=NamedOne),
    Endpoint("POST", "inventory/contacts", "name_contact", "Name whom the record names", named, _DECLARE, ContactShape, body=ContactOf),
    Endpoint("GET", "inventory/drafts", "list_drafts", "Activities that wait for a person", drafts, _SEE, Drafts),
    Endpoint("POST", "inventory/drafts", "draft_activities", "Draft activities, from what was found or from a template", drafted, _DECLARE, Drafts, body=Drafting, status=201),
    Endpoint("POST", "inventory/drafts/settlings", "settle_draft", "Declare a draft as it stands, or drop it", settled, _DECLARE, Drafts, body=Settled),
    Endpoint("GET", "inventory/templates", "list_templates", "Sorts of businesses whose usual activities are known", known_templates, _SEE, Templates),
    Endpoint("GET", "inventory/exports/{recordform}", "export_record", "A copy of the record in a format", exported, Permission.EXPORT, File, query=Past, media=MEDIA),
    Endpoint("POST", "inventory/imports", "import_record", "Take over the activities of a record", imported, _DECLARE, ImportedShape, body=Import),
    Endpoint("GET", "processor-record", "show_processor_record", "What a provider does on behalf of each client", processor, Permission.SEE_CLIENTS, ProcessorRecord, query=Paged),
)  # fmt: skip
