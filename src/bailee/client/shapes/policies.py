"""What is sent and answered of policies, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

Level: TypeAlias = Literal["built in", "client", "device", "provider", "site"]


class ChangedDevice(TypedDict):
    """`nothing_is_read`: why, where nothing at all would be read on it."""

    organisation: str
    device: str
    name: str
    newly_read: list[str]
    no_longer_read: list[str]
    nothing_is_read: str


class HeldByDevice(TypedDict):
    device: str
    settings: list[PoliciesHeld]
    exclude: list[list[str]]
    rules: list[HeldRule]
    nothing_is_read: str


class HeldByDevices(TypedDict):
    """`elsewhere`: what holds for what lies on no device."""

    items: list[HeldByDevice]
    elsewhere: HeldByDevice


class HeldRule(TypedDict):
    """What is left out, why, and who said so. `read_again`: who had it read again, and `why`; null: nobody."""

    pattern: str
    reason: str
    origin: str
    read_again: str | None
    why: str | None


class NewPolicy(TypedDict):
    """`after`: the version that one has seen, 0 where nothing was said yet; refused where another came since."""

    level: NotRequired[Level]
    about: NotRequired[str]
    says: NotRequired[PolicySays]
    inherit: NotRequired[list[str]]
    after: int


class Policies(TypedDict):
    items: list[Policy]


class PoliciesHeld(TypedDict):
    """One setting as it holds; `level` and `origin` say where it comes from."""

    setting: str
    value: Any
    words: str
    level: str
    origin: str


class Policy(TypedDict):
    """What was said at one place, and nothing that it inherits."""

    level: str
    about: str
    version: int
    by: str
    at: str | None
    says: dict[str, Any]


class PolicyChange(TypedDict):
    """Of one policy. `about`: ident of the site or device whose it is; `inherit`: settings that are taken back, so
    that what is said above counts again."""

    level: NotRequired[Level]
    about: NotRequired[str]
    says: NotRequired[PolicySays]
    inherit: NotRequired[list[str]]


class PolicyDifference(TypedDict):
    """Of what lies on no device."""

    setting: str
    before: str
    after: str


class PolicyPreview(TypedDict):
    """What a change would do. `version` stands now; `devices` stand under the policy; `clients_not_seen`: of a
    provider's policy, clients whose devices are not among them. `would_archive`, `would_erase`: findings that are
    gone and would be, within a day, more than without it; below 0: so many fewer."""

    level: str
    about: str
    version: int
    settings: list[str]
    devices: int
    newly_read: list[str]
    no_longer_read: list[str]
    elsewhere: list[PolicyDifference]
    changed: list[ChangedDevice]
    nothing_read_on: int
    warning: str
    clients_not_seen: int
    would_archive: int
    would_erase: int


class PolicySays(TypedDict):
    """What is said otherwise; a setting that is left out stays as it is. `exclude` and `read_again` are whole:
    patterns with reasons."""

    kinds: NotRequired[list[str] | None]
    names: NotRequired[str | None]
    ocr: NotRequired[str | None]
    rows: NotRequired[str | None]
    exclude: NotRequired[list[list[str]] | None]
    read_again: NotRequired[list[list[str]] | None]
    every: NotRequired[str | None]
    at: NotRequired[str | None]
    day: NotRequired[int | None]
    zone: NotRequired[str | None]
    hours: NotRequired[str | None]
    cpu_percent: NotRequired[int | None]
    megabytes: NotRequired[int | None]
    battery_percent: NotRequired[int | None]
    archive_months: NotRequired[int | None]
    erase_months: NotRequired[int | None]
