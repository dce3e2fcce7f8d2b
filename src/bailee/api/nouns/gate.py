"""The gate, for any tool that would look at what people keep: a remote session, a backup, another scanner."""

from __future__ import annotations

from datetime import date

from bailee.api.interface import Call, Endpoint, Request, Scope, Shape, Word
from bailee.api.problems import NOT_THERE, Problem
from bailee.errors import NotAllowed
from bailee.gates import Asked, Sort
from bailee.operations.ask_gate import ask_gate, person_asked
from bailee.permissions import Permission
from bailee.store.workspace import Workspace


class Query(Request, frozen=True, kw_only=True):
    """One of device, mailbox, home_folder, cloud_drive. `organisation` where the token, or the account, has several."""

    device: Word | None = None
    mailbox: Word | None = None
    home_folder: Word | None = None
    cloud_drive: Word | None = None
    # whose it is: an e-mail address, a number or an ident of the roster. Whoever may not know who is on it is answered of somebody
    # unknown as of somebody whom no notice reached.
    person: Word | None = None
    place: Word | None = None  # where that person works, such as AU-ACT
    room: Word | None = None  # where a camera or a microphone would stand
    organisation: Word | None = None


class Asks(Shape, frozen=True, kw_only=True):
    """What one law asks for before: days, that each person acknowledges the notice, or both."""

    law: str
    short: str
    days_before: int
    acknowledged: bool
    acknowledged_hired_since: (
        date | None
    )  # only whoever was hired then or later, or nobody knows when, has to; null: everyone


class Gate(Shape, frozen=True, kw_only=True):
    """Whether it may be looked at today, and why; `opens_on`: from when it may, where a day can be named."""

    open: bool
    why: str
    next: str | None
    opens_on: date | None
    served_on: date | None
    laws: tuple[str, ...]
    overridden_by: str | None
    may_override: bool
    unsure: tuple[str, ...]
    signed_on: date | None  # when the last of those concerned had signed
    asks: tuple[Asks, ...]  # of each of `laws`


def _workspace(call: Call) -> Workspace:
    wanted: str | None = call.query.organisation
    found = [each for each in call.grants if wanted is None or each.membership.organisation == wanted]
    if not found:
        raise NOT_THERE
    if len(found) > 1:
        raise Problem("invalid-input", "It is asked in several organisations.", "name one", field="organisation")
    (grant,) = found
    membership = grant.membership
    try:
        workspace = Workspace(call.home, membership.organisation, membership.member, standing=membership)
    except NotAllowed:
        raise NOT_THERE from None
    if call.token is not None:
        workspace.scope = grant.permissions
    workspace.note_access("api-ask-gate", export=False, each_time=False)
    return workspace


def ask(call: Call) -> Gate:
    query: Query = call.query
    named = {
        Sort.DEVICE: query.device, Sort.MAILBOX: query.mailbox, Sort.HOME_FOLDER: query.home_folder, Sort.CLOUD_DRIVE: query.cloud_drive,
    }  # fmt: skip
    given = [(sort, name) for sort, name in named.items() if name is not None]
    if len(given) != 1:
        raise Problem(
            "invalid-input",
            "Say what is to be looked at.",
            "device, mailbox, home_folder or cloud_drive",
            field="device",
        )
    ((sort, name),) = given
    workspace = _workspace(call)
    person = person_asked(workspace, query.person or "")
    answer = ask_gate(workspace, Asked(sort, name, person, query.place or "", query.room or ""), on=call.today)
    return Gate(
        open=answer.is_open,
        why=answer.why,
        next=answer.next or None,
        opens_on=answer.opens_on,
        served_on=answer.served_on,
        laws=answer.laws,
        overridden_by=answer.overridden_by or None,
        may_override=answer.may_override,
        unsure=answer.unsure,
        signed_on=answer.signed_on,
        asks=tuple(
            Asks(
                law=lead.ident,
                short=lead.short,
                days_before=lead.days,
                acknowledged=lead.signed,
                acknowledged_hired_since=lead.hired_since if lead.signed else None,
            )
            for lead in answer.asks
        ),
    )


ENDPOINTS = (
    Endpoint(
        "GET",
        "gate",
        "ask_gate",
        "May a device, a mailbox, a home folder or a drive of staff be looked at today?",
        ask,
        Permission.SEE_TABLE,
        Gate,
        Scope.DESK,
        query=Query,
    ),
)
