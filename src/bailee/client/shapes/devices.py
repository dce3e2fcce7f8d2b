"""What is sent and answered of devices, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

DeviceState: TypeAlias = Literal["behind", "current", "left-out", "refused", "retired", "scanning", "silent"]


class AskDevice(TypedDict):
    """A folder of that device. `share`: of one processor core; `megabytes`: a second; `battery`: percent, below
    which it waits; what is left out is done the gentle way."""

    path: str
    share: NotRequired[float | None]
    megabytes: NotRequired[float | None]
    hours: NotRequired[str | None]
    battery: NotRequired[int | None]
    names: NotRequired[Literal["full", "off", "sampled"] | None]
    ocr: NotRequired[Literal["full", "off", "sampled"] | None]


class CellHere(TypedDict):
    state: str
    word: str
    why: str


class DeviceCategory(TypedDict):
    """A category of data on one device. `told` is the organisation's: a notice is served to people, not to machines."""

    category: str
    label: str
    subject: str
    found: int
    stores: list[str]
    told: CellHere
    secured: CellHere


class DeviceShape(TypedDict):
    """A device. `is_under_policy` null: it was never read, so under none; `version`: of bailee there, as it last
    said; `places`: names of what was read there."""

    ident: str
    name: str
    state: DeviceState
    why: str
    system: str
    site: str
    places: list[str]
    days_seen: int
    first_seen_at: str
    last_seen_at: str
    retired_at: str | None
    silent_days: int
    agent: str | None
    version: str
    is_scanning: bool
    is_under_policy: bool | None
    reading: Reading | None


class Devices(TypedDict):
    """`never_came`: devices that codes were made for that still hold."""

    items: list[DeviceShape]
    total: int
    never_came: int
    next: str | None


class DiskSpan(TypedDict):
    """How long its disks stood so."""

    is_encrypted: bool | None
    since: str
    until: str


class KeepDevice(TypedDict):
    """What is null stays. `site`: where it stands, empty for none; `silent_days`: after how many without it somebody
    is told, 0 for never; `retire`: it is not expected any more."""

    site: NotRequired[str | None]
    silent_days: NotRequired[int | None]
    retire: NotRequired[bool]


class Reading(TypedDict):
    """What lies on a device at the end of one scan of it. `causes`: files that were not read, by why; `found`:
    findings by category."""

    at: str
    state: str
    cause: str
    version: str
    read: int
    partly: int
    skipped: int
    causes: dict[str, int]
    found: dict[str, int]
    is_encrypted: bool | None


class WatcherShape(TypedDict):
    """Software there that watches people. Days empty: not known."""

    product: str
    signs: int
    first_on: str
    last_on: str


class WholeDevice(TypedDict):
    """One device with its own table. `current`: the table it stands on is of now. `readings`: oldest first."""

    device: DeviceShape
    rows: list[DeviceCategory]
    readings: list[Reading]
    disks: list[DiskSpan]
    watchers: list[WatcherShape]
    current: bool
