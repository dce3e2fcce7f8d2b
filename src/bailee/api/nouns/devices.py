"""Devices: which there are, how each stands, what was read on it; of all clients at once as counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec

from bailee.api.cursors import page
from bailee.api.interface import Call, Count, Endpoint, Paged, Request, Scope, Shape, Text, shaped, shapes, there
from bailee.api.nouns.clients import desk_of
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import Named
from bailee.operations.ask_agent import ask_agent
from bailee.operations.list_devices import (
    ClientFleet,
    DeviceLine,
    DeviceState,
    list_devices,
    list_fleets,
    never_came,
    version_of,
)
from bailee.operations.show_device import DeviceRow, show_device
from bailee.permissions import Permission
from bailee.store.rows.devices import LONGEST, Device


class Query(Paged, frozen=True, kw_only=True):
    """The worst first. Without a state: all but those that nobody expects any more."""

    state: DeviceState | None = None


class Reading(Shape, frozen=True, kw_only=True):
    """What lies on a device at the end of one scan of it. `causes`: files that were not read, by why; `found`: findings by category."""

    at: datetime
    state: str
    cause: str
    version: str
    read: Count
    partly: Count
    skipped: Count
    causes: dict[str, int]
    found: dict[str, int]
    is_encrypted: bool | None


class DeviceShape(Shape, frozen=True, kw_only=True):
    """A device. `is_under_policy` null: it was never read, so under none; `version`: of bailee there, as it last said; `places`: names of
    what was read there."""

    ident: str
    name: str
    state: DeviceState
    why: str
    system: str
    site: str
    places: tuple[str, ...]
    days_seen: Count
    first_seen_at: datetime
    last_seen_at: datetime
    retired_at: datetime | None
    silent_days: Count
    agent: str | None
    version: str
    is_scanning: bool
    is_under_policy: bool | None
    reading: Reading | None


class Devices(Shape, frozen=True, kw_only=True):
    """`never_came`: devices that codes were made for that still hold."""

    items: tuple[DeviceShape, ...]
    total: Count
    never_came: Count
    next: str | None


class CellHere(Shape, frozen=True, kw_only=True):
    state: str
    word: str
    why: str


class DeviceCategory(Shape, frozen=True, kw_only=True):
    """A category of data on one device. `told` is the organisation's: a notice is served to people, not to machines."""

    category: str
    label: str
    subject: str
    found: Count
    stores: tuple[str, ...]
    told: CellHere
    secured: CellHere


class DiskSpan(Shape, frozen=True, kw_only=True):
    """How long its disks stood so."""

    is_encrypted: bool | None
    since: datetime
    until: datetime


class WatcherShape(Shape, frozen=True, kw_only=True):
    """Software there that watches people. Days empty: not known."""

    product: str
    signs: Count
    first_on: str
    last_on: str


class WholeDevice(Shape, frozen=True, kw_only=True):
    """One device with its own table. `current`: the table it stands on is of now. `readings`: oldest first."""

    device: DeviceShape
    rows: tuple[DeviceCategory, ...]
    readings: tuple[Reading, ...]
    disks: tuple[DiskSpan, ...]
    watchers: tuple[WatcherShape, ...]
    current: bool


class KeepDevice(Request, frozen=True, kw_only=True):
    """What is null stays. `site`: where it stands, empty for none; `silent_days`: after how many without it somebody is told, 0 for never;
    `retire`: it is not expected any more."""

    site: Text | None = None
    silent_days: Annotated[int, msgspec.Meta(ge=0, le=LONGEST)] | None = None
    retire: bool = False


class AskDevice(Request, frozen=True, kw_only=True):
    """A folder of that device. `share`: of one processor core; `megabytes`: a second; `battery`: percent, below which it waits;
    what is left out is done the gentle way."""

    path: Text
    share: Annotated[float, msgspec.Meta(ge=0.05, le=8)] | None = None
    megabytes: Annotated[float, msgspec.Meta(ge=0.1, le=10_000)] | None = None
    hours: (
        Annotated[str, msgspec.Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$")] | None
    ) = None
    battery: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    names: Literal["full", "sampled", "off"] | None = None
    ocr: Literal["full", "sampled", "off"] | None = None


class Fleet(Shape, frozen=True, kw_only=True):
    """Devices of one client, counted. `states`: devices by state; `causes`: files that were not read, by why."""

    organisation: str
    name: str
    devices: Count
    states: dict[str, int]
    never_came: Count
    last_seen_at: datetime | None
    files: Count
    read: Count
    versions: dict[str, int]
    causes: dict[str, int]


class Fleets(Shape, frozen=True, kw_only=True):
    items: tuple[Fleet, ...]


def _shape(line: DeviceLine, known: Mapping[str, Device]) -> DeviceShape:
    facts, device = line.facts, known[line.facts.ident]
    return DeviceShape(
        ident=facts.ident,
        name=line.name,
        state=line.state,
        why=line.why,
        system=facts.system,
        site=facts.site,
        places=device.places,
        days_seen=facts.days_seen,
        first_seen_at=device.first_seen_at,
        last_seen_at=facts.last_seen_at,
        retired_at=facts.retired_at,
        silent_days=facts.silent_days,
        agent=facts.agent.ident if facts.agent else None,
        version=version_of(facts),
        is_scanning=facts.is_scanning,
        is_under_policy=line.is_under_policy,
        reading=shaped(facts.reading, Reading) if facts.reading else None,
    )


def listing(call: Call) -> Devices:
    wanted, now = call.query.state, datetime.now(UTC)
    lines, facts = list_devices(call.workspace, now)
    found = [
        each for each in lines if each.state is wanted or (wanted is None and each.state is not DeviceState.RETIRED)
    ]
    known = _known(call)
    return page(call, found, Devices, lambda line: _shape(line, known), never_came=never_came(facts.awaited, now))


def _known(call: Call) -> dict[str, Device]:
    return {each.ident: each for each in call.workspace.devices()}


def _row(row: DeviceRow) -> DeviceCategory:
    told, secured = (CellHere(state=state, word=word, why=why) for state, word, why in (row.told, row.secured))
    return DeviceCategory(
        category=row.category,
        label=row.label,
        subject=row.subject,
        found=row.found,
        stores=row.stores,
        told=told,
        secured=secured,
    )


def one(call: Call) -> WholeDevice:
    with there():
        sheet = show_device(call.workspace, call.path["device"], datetime.now(UTC))
    return WholeDevice(
        device=_shape(sheet.line, _known(call)),
        rows=tuple(map(_row, sheet.rows)),
        readings=shapes(sheet.readings, Reading),
        disks=shapes(sheet.disks, DiskSpan),
        watchers=shapes(sheet.watchers, WatcherShape),
        current=sheet.is_current,
    )


def kept(call: Call) -> WholeDevice:
    wanted: KeepDevice = call.body
    ident = one(call).device.ident
    if wanted.site is not None or wanted.silent_days is not None:
        call.workspace.keep_device(ident, site=wanted.site, silent_days=wanted.silent_days)
    if wanted.retire:
        call.workspace.retire_device(ident)
    return one(call)


def asked(call: Call) -> Named:
    wanted: AskDevice = call.body
    given = {
        name: value
        for name in wanted.__struct_fields__
        if name != "path" and (value := getattr(wanted, name)) is not None
    }
    if call.path["device"] not in {each.ident for each in call.workspace.devices()}:
        raise NOT_THERE
    return Named(ident=ask_agent(call.workspace, call.path["device"], wanted.path, given))


def fleets(call: Call) -> Fleets:
    return Fleets(items=tuple(map(_fleet, list_fleets(desk_of(call, "api-fleet"), datetime.now(UTC)))))


def _fleet(each: ClientFleet) -> Fleet:
    return Fleet(
        organisation=each.membership.organisation,
        name=each.membership.name,
        devices=each.devices,
        states=_plain(each.states),
        never_came=each.missing,
        last_seen_at=each.last_seen_at,
        files=each.files,
        read=each.files_read,
        versions=_plain(each.versions),
        causes=_plain(each.causes),
    )


def _plain(counts: Mapping[Any, int]) -> dict[str, int]:
    return {str(name): count for name, count in counts.items()}


_SEE = Permission.SEE_STORES
ENDPOINTS = (
    Endpoint("GET", "devices", "list_devices", "Devices, the worst first", listing, _SEE, Devices, query=Query),
    Endpoint("GET", "devices/{device}", "show_device", "One device, and what lies on it", one, _SEE, WholeDevice),
    Endpoint(
        "POST", "devices/{device}", "keep_device", "Say where a device stands, after how many days it is missed, or that it is gone", kept,
        Permission.MANAGE_STORES, WholeDevice, body=KeepDevice,
    ),
    Endpoint(
        "POST", "devices/{device}/scans", "ask_agent", "Have its agent scan a folder when it next asks", asked, Permission.SCAN, Named,
        body=AskDevice, status=202,
    ),
    Endpoint("GET", "fleet", "list_fleets", "Devices of every client, counted, the worst first", fleets, Permission.SEE_CLIENTS, Fleets, Scope.DESK),
)  # fmt: skip
