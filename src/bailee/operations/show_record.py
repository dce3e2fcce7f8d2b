"""The record of processing as it stands: of the organisation itself, and what a provider does on behalf of each client.

>>> import tempfile
>>> from bailee.operations.open_store import open_store
>>> show_record(open_store(Path(tempfile.mkdtemp()) / "home")).entries
()
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as Path
from threading import Lock

from bailee.authority import Agreement, agreements_needed
from bailee.inventory import templates
from bailee.inventory.activities import ProcessingActivity
from bailee.inventory.record import Contact, Entry, Record, gaps, record
from bailee.inventory.suggest import Suggestion, suggested
from bailee.obligations.facts import facts_from
from bailee.operations.settle_difference import list_differences
from bailee.operations.show_status import PATIENCE, Status, show_status
from bailee.store import asking
from bailee.store.rows.recorded import Draft
from bailee.store.workspace import Workspace
from bailee.vocabulary import Role


def show_record(workspace: Workspace, status: Status | None = None, *, patience: float = PATIENCE) -> Record:
    """What is declared, filled with what was found. `status` is given where a page has it already."""
    found = (status or show_status(workspace, patience=patience)).found
    today = _today()
    contacts = workspace.contacts()
    if "controller" not in contacts and (said := workspace.facts(today).get("contact")):
        contacts["controller"] = Contact(workspace.organisation_name, str(said))
    return record(
        workspace.organisation_name,
        workspace.activities(),
        found.holdings,
        found.exposures,
        contacts=contacts,
        gdpr=applies_gdpr(workspace),
        has_clients=workspace.is_provider,
        on=today,
    )


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The record with what a page says beside it, each counted once."""

    record: Record
    complete: int
    open_differences: int
    suggestions: int
    drafts: int


class _Made:
    """The last records that pages were made of, by what they stand on: one of a hundred thousand activities takes seconds to read.

    Whoever asks came through the door before; the key names the organisation, so nobody meets another one's.
    """

    ENTRIES = 150_000  # of all that are kept together

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], tuple[object, RecordPage]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, str], stands_on: object) -> RecordPage | None:
        with self._lock:
            kept = self._kept.get(key)
            return kept[1] if kept is not None and kept[0] == stands_on else None

    def keep(self, key: tuple[str, str], stands_on: object, page: RecordPage) -> None:
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = stands_on, page
            while (
                len(self._kept) > 1 and sum(len(each.record.entries) for _, each in self._kept.values()) > self.ENTRIES
            ):
                self._kept.popitem(last=False)


_made = _Made()


def show_record_page(workspace: Workspace, status: Status) -> RecordPage:
    """What the page of the record shows; made anew where something was changed since."""
    key = str(workspace.home), workspace.organisation
    stands_on = workspace.status_stamp(_today()), status.at
    known = _made.get(key, stands_on)
    if known is None:
        made = show_record(workspace, status)
        known = RecordPage(
            made,
            sum(not entry.gaps for entry in made.entries),
            sum(each.is_open for each in list_differences(workspace, status)),
            len(show_suggestions(workspace, status)),
            len(workspace.drafts()),
        )
        _made.keep(key, stands_on, known)
    return known


def show_suggestions(workspace: Workspace, status: Status | None = None) -> tuple[Suggestion, ...]:
    """Drafts that what was found and nobody declared speaks for; drafts that wait are left out."""
    found = (status or show_status(workspace)).found
    drafts = [draft.activity for draft in workspace.drafts()]
    return suggested(
        (each for each in found.holdings if each.items),
        workspace.activities(),
        drafts,
        template=templates.fitting(workspace.facts(_today())),
    )


def draft_gaps(workspace: Workspace, drafts: Sequence[Draft]) -> list[tuple[Draft, int]]:
    """Each draft with how much of it is to complete."""
    gdpr = applies_gdpr(workspace)
    return [(draft, len(gaps(draft.activity, gdpr=gdpr))) for draft in drafts]


def applies_gdpr(workspace: Workspace) -> bool | None:
    """Whether the GDPR (or the UK's) reaches this organisation, by what it declared; None where that is not known."""
    return agreements_needed(facts_from((), workspace.facts(_today())))[Agreement.DPA]


@dataclass(frozen=True, slots=True)
class ForClient:
    """What a processor does on behalf of one controller (Art. 30(2))."""

    client: str  # ident
    name: str
    contact: Contact | None  # None: the client named nobody, or one is not assigned to it
    entries: tuple[Entry, ...]


def show_processor_record(provider: Workspace) -> tuple[ForClient, ...]:
    """The provider's record as a processor: for each client that one is assigned to, what is done on its behalf.

    An activity that names no controllers is done for all clients; one that names some, for these alone.
    """
    done = [each for each in provider.activities() if each.role is Role.PROCESSOR]
    gdpr = applies_gdpr(provider)
    return tuple(
        ForClient(
            client.ident,
            client.name,
            _contact_of(provider, client.as_member, client.ident) if client.as_member else None,
            tuple(_entry(each, client.name, gdpr) for each in done if _is_for(each, client.name)),
        )
        for client in provider.clients()
        if client.state == "active"
    )


def _entry(activity: ProcessingActivity, client: str, gdpr: bool | None) -> Entry:
    own = replace(activity, on_behalf_of=(client,))
    return Entry(own, gaps(own, gdpr=gdpr))


def _is_for(activity: ProcessingActivity, client: str) -> bool:
    return not activity.on_behalf_of or client.casefold() in {each.casefold() for each in activity.on_behalf_of}


def _contact_of(provider: Workspace, member: str, client: str) -> Contact | None:
    workspace = Workspace(provider.home, client, member)
    workspace.note_access("record of the provider")
    named = workspace.contacts().get("controller")
    said = workspace.facts(_today()).get("contact")
    return named or (Contact(workspace.organisation_name, str(said)) if said else None)


def _today() -> date:
    return asking.today()
