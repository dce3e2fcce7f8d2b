"""The sheet of an incident: who is affected, was it encrypted at that hour, who must be told by when. Made anew from what is known.

    sheet = incident_sheet(workspace, "2026-01")
    pdf = print_sheet(workspace, "2026-01")        # kept, and in the log

Whoever calls it may see stores; an incident that counsel marked as privileged is open to whom privilege is open to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bailee.contracts import Contract
from bailee.incidents import sheet as sheets
from bailee.incidents.acts import Act, Incident, incident_of
from bailee.incidents.clocks import zone_of, zoned
from bailee.incidents.paper import document_of
from bailee.incidents.sheet import Laws, Sheet
from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import in_force
from bailee.obligations.tables import rules_for
from bailee.operations.know_reviews import reviews_of
from bailee.operations.lost_kept import as_kept
from bailee.operations.lost_people import Found, Person, home_of, what_was_lost
from bailee.permissions import Permission
from bailee.rendering import pdf
from bailee.store import asking
from bailee.store.rows.incidents import SHEET_MADE
from bailee.store.workspace import Workspace
from bailee.vocabulary import Role


def incident_sheet(workspace: Workspace, ident: str, *, now: datetime | None = None) -> Sheet:
    """The sheet of now. InvalidInput where there is no such incident, or what it is about is not there any more."""
    workspace.require(Permission.SEE_STORES)
    return _made(workspace, workspace.incident(ident), now or asking.now())[0]


def sheets_of(workspace: Workspace, incidents: Iterable[Incident], now: datetime) -> Iterator[Sheet]:
    """Sheets of incidents that are in hand, one after the other: for what the organisation plans, whoever looks; its days alone leave that."""
    ground: _Ground | None = None
    for incident in incidents:
        ground = ground or _ground(workspace, now)
        yield _sheet(incident, as_kept(workspace, incident), ground, now)


def sheet_and_people(
    workspace: Workspace, ident: str, *, now: datetime | None = None
) -> tuple[Sheet, Mapping[str, Person]]:
    """The same, with those on the roster whose data it is about; of very much it takes longer."""
    workspace.require(Permission.SEE_STORES)
    return _made(workspace, workspace.incident(ident), now or datetime.now(UTC), patient=True)


def _made(
    workspace: Workspace, incident: Incident, moment: datetime, *, patient: bool = False
) -> tuple[Sheet, Mapping[str, Person]]:
    found = what_was_lost(workspace, incident, patient=patient)
    return _sheet(incident, found, _ground(workspace, moment), moment), found.persons


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every sheet of an organisation stands on."""

    laws: Laws
    contracts: tuple[Contract, ...]
    home: str
    keeps_for_others: bool


def _ground(workspace: Workspace, moment: datetime) -> _Ground:
    return _Ground(
        laws_of(workspace, moment),
        workspace.contracts(),
        home_of(workspace),
        any(each.role is Role.PROCESSOR for each in workspace.activities()),
    )


def _sheet(incident: Incident, found: Found, ground: _Ground, moment: datetime) -> Sheet:
    return sheets.make(
        incident,
        found.lost,
        found.encryption,
        ground.laws,
        ground.contracts,
        now=moment,
        exposed=found.exposed,
        home=ground.home,
        keeps_for_others=ground.keeps_for_others,
    )


def laws_of(workspace: Workspace, moment: datetime) -> Laws:
    """Rules on breaches in force on a day, with what the assessment of what was declared says of each; no file is read for it."""
    on = moment.date()
    rules = {rule.ident: rule for rule in in_force(rules_for(workspace.home), on) if rule.area == "breach"}
    declared = workspace.facts(on)
    obligations = reviews_of(workspace, on, declared=declared).mark(
        evaluate(facts_from((), {**_held_there(workspace), **declared}), rules.values(), on=on)
    )
    standing = {each.ident: each.state.value for each in obligations if each.state.value in ("applies", "to-decide")}
    reviewed = {each.ident: each.reviewed for each in obligations if each.reviewed not in ("no", "")}
    return Laws(rules, standing, reviewed, _under_hipaa(declared))


def _under_hipaa(declared: Mapping[str, object]) -> frozenset[str]:
    """What the organisation is under HIPAA; what nobody said may be."""
    covered = any(declared.get(name) is not False for name in ("is_hipaa_covered_entity", "sponsors_health_plan"))
    associate = declared.get("is_hipaa_business_associate") is not False
    return frozenset([*(["covered"] if covered else []), *(["associate"] if associate else [])])


def _held_there(workspace: Workspace) -> dict[str, Any]:
    """Whether a law on breaches reaches the organisation hangs on what it is; that it holds such data is taken for given, for
    which kinds were lost is asked apart."""
    return {
        "holds_personal_data": True, "holds_phi": True, "holds_ephi": True, "holds_customer_financial": True,
    }  # fmt: skip


def print_sheet(workspace: Workspace, ident: str, *, now: datetime | None = None) -> bytes:
    """The sheet as PDF; it is kept as it was, and the log has its hash."""
    made = incident_sheet(workspace, ident, now=now)
    document = document_of(made, workspace.organisation_name)
    with workspace.transaction(Permission.DO_TASKS):
        sha256 = workspace.keep_sheet(ident, document.as_data())
        workspace.record(SHEET_MADE, ident, {"sha256": sha256})
    return pdf.render(document)


def look_at(workspace: Workspace, named: str, *, zone: str, at: datetime | None = None) -> Sheet:
    """What the sheet would say if this place, data store or device were lost at a moment (now). Nothing is written.

    InvalidInput where there is no such thing.
    """
    workspace.require(Permission.SEE_STORES)
    moment = datetime.now(UTC)
    hour = zoned(at, zone_of(zone)) or moment
    devices = {each.ident: each for each in workspace.devices()}
    by_name = [each for each in devices.values() if each.name.casefold() == named.casefold()]
    device = devices.get(named) or (by_name[0] if len(by_name) == 1 else None)
    target = (
        {"sort": "device", "ident": device.ident, "name": device.name}
        if device
        else {"sort": "store", "ident": named, "name": named}
    )
    title = f"If {target['name']} were lost"
    told = {
        "title": title, "kind": "stolen-device" if device else "open-store", "target": target, "zone": zone,
        "discovered_at": hour.isoformat(), "until_at": hour.isoformat(),
    }  # fmt: skip
    incident = incident_of("", [Act("reported", moment, workspace.member, hour, told)])
    return _made(workspace, incident, moment)[0]
