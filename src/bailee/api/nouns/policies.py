"""Policies of scanning: what holds for a device and where it comes from, what each policy says, what a change would do, the change."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec

from bailee.api.interface import Call, Count, Endpoint, Request, Shape, Text, Word
from bailee.operations.change_policy import Preview, change_policy, explained, preview, reached
from bailee.operations.follow_policy import Chains
from bailee.permissions import Permission
from bailee.scan_policies.resolve import Level, Resolved, resolve
from bailee.scan_policies.resolve import Policy as Kept


class Policy(Shape, frozen=True, kw_only=True):
    """What was said at one place, and nothing that it inherits."""

    level: str
    about: str
    version: Count
    by: str
    at: datetime | None
    says: dict[str, Any]


class Policies(Shape, frozen=True, kw_only=True):
    items: tuple[Policy, ...]


class Held(Shape, frozen=True, kw_only=True):
    """One setting as it holds; `level` and `origin` say where it comes from."""

    setting: str
    value: Any
    words: str
    level: str
    origin: str


class HeldRule(Shape, frozen=True, kw_only=True):
    """What is left out, why, and who said so. `read_again`: who had it read again, and `why`; null: nobody."""

    pattern: str
    reason: str
    origin: str
    read_again: str | None
    why: str | None


class HeldByDevice(Shape, frozen=True, kw_only=True):
    device: str
    settings: tuple[Held, ...]
    exclude: tuple[tuple[str, str], ...]
    rules: tuple[HeldRule, ...]
    nothing_is_read: str


class HeldByDevices(Shape, frozen=True, kw_only=True):
    """`elsewhere`: what holds for what lies on no device."""

    items: tuple[HeldByDevice, ...]
    elsewhere: HeldByDevice


class HeldQuery(Request, frozen=True, kw_only=True):
    """`device`: this one alone."""

    device: Text = ""


Rule = tuple[Annotated[str, msgspec.Meta(max_length=2_000)], Text]
Rules = Annotated[tuple[Rule, ...], msgspec.Meta(max_length=500)]
Number = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class PolicySays(Request, frozen=True, kw_only=True):
    """What is said otherwise; a setting that is left out stays as it is. `exclude` and `read_again` are whole: patterns with reasons."""

    kinds: Annotated[tuple[Word, ...], msgspec.Meta(max_length=100)] | None = None
    names: Word | None = None
    ocr: Word | None = None
    rows: Word | None = None
    exclude: Rules | None = None
    read_again: Rules | None = None
    every: Word | None = None
    at: Word | None = None
    day: Number | None = None
    zone: Text | None = None
    hours: Text | None = None
    cpu_percent: Number | None = None
    megabytes: Number | None = None
    battery_percent: Number | None = None
    archive_months: Number | None = None
    erase_months: Number | None = None


class PolicyChange(Request, frozen=True, kw_only=True):
    """Of one policy. `about`: ident of the site or device whose it is; `inherit`: settings that are taken back, so that what is said
    above counts again."""

    level: Level = Level.CLIENT
    about: Text = ""
    says: PolicySays = PolicySays()
    inherit: Annotated[tuple[Word, ...], msgspec.Meta(max_length=100)] = ()

    @property
    def changes(self) -> dict[str, Any]:
        said = {name: value for name, value in msgspec.to_builtins(self.says).items() if value is not None}
        return {**said, **dict.fromkeys(self.inherit)}


class NewPolicy(PolicyChange, frozen=True, kw_only=True):
    """`after`: the version that one has seen, 0 where nothing was said yet; refused where another came since."""

    after: Count


class PolicyDifference(Shape, frozen=True, kw_only=True):
    """Of what lies on no device."""

    setting: str
    before: str
    after: str


class ChangedDevice(Shape, frozen=True, kw_only=True):
    """`nothing_is_read`: why, where nothing at all would be read on it."""

    organisation: str
    device: str
    name: str
    newly_read: tuple[str, ...]
    no_longer_read: tuple[str, ...]
    nothing_is_read: str


class PolicyPreview(Shape, frozen=True, kw_only=True):
    """What a change would do. `version` stands now; `devices` stand under the policy; `clients_not_seen`: of a provider's policy,
    clients whose devices are not among them. `would_archive`, `would_erase`: findings that are gone and would be, within a day, more
    than without it; below 0: so many fewer."""

    level: str
    about: str
    version: Count
    settings: tuple[str, ...]
    devices: Count
    newly_read: tuple[str, ...]
    no_longer_read: tuple[str, ...]
    elsewhere: tuple[PolicyDifference, ...]
    changed: tuple[ChangedDevice, ...]
    nothing_read_on: Count
    warning: str
    clients_not_seen: Count
    would_archive: int
    would_erase: int


def _seen(call: Call, wanted: PolicyChange) -> Preview:
    """A token is shown the devices of the clients that it reaches; the others are counted."""
    found, unseen = reached(call.workspace) if wanted.level is Level.PROVIDER else ((), 0)
    mine = {each.membership.organisation for each in call.grants}
    clients = tuple(each for each in found if each.organisation in mine)
    return preview(
        call.workspace,
        wanted.level,
        wanted.about,
        wanted.changes,
        clients=clients,
        unseen=unseen + len(found) - len(clients),
    )


def previewed(call: Call) -> PolicyPreview:
    told = _seen(call, call.body)
    return PolicyPreview(
        level=told.level.value,
        about=told.about,
        version=told.version,
        settings=told.settings,
        devices=told.devices,
        newly_read=told.newly,
        no_longer_read=told.no_longer,
        elsewhere=tuple(
            PolicyDifference(setting=each.name, before=each.before, after=each.after) for each in told.elsewhere.changes
        ),
        changed=tuple(
            ChangedDevice(
                organisation=each.organisation,
                device=each.device.ident,
                name=each.device.name,
                newly_read=each.difference.newly,
                no_longer_read=each.difference.no_longer,
                nothing_is_read=each.leaves_nothing,
            )
            for each in told.affected
        ),
        nothing_read_on=told.left_dark,
        warning=told.warning,
        clients_not_seen=told.unseen,
        would_archive=told.archived,
        would_erase=told.erased,
    )


def changed(call: Call) -> Policy:
    wanted: NewPolicy = call.body
    saved = change_policy(
        call.workspace, wanted.level, wanted.about, wanted.changes, after=wanted.after, seen=_seen(call, wanted)
    )
    return _policy(saved)


def policies(call: Call) -> Policies:
    return Policies(items=tuple(_policy(each) for each in Chains.of(call.workspace).policies.values()))


def _policy(kept: Kept) -> Policy:
    return Policy(
        level=kept.level.value, about=kept.about, version=kept.version, by=kept.by, at=kept.at, says=dict(kept.told)
    )


def held(call: Call) -> HeldByDevices:
    chains, asked = Chains.of(call.workspace), call.query.device
    devices = [each for each in chains.devices if asked in ("", each)]
    return HeldByDevices(
        items=tuple(_held(each, chains.device(each)) for each in devices), elsewhere=_held("", resolve(chains.chain()))
    )


def _held(device: str, resolved: Resolved) -> HeldByDevice:
    return HeldByDevice(
        device=device,
        settings=tuple(
            Held(setting=row["setting"], value=row["value"], words=row["words"], level=row["level"], origin=row["from"])
            for row in explained(resolved)
        ),
        exclude=tuple((pattern, reason) for pattern, reason in resolved.value("exclude")),
        rules=tuple(
            HeldRule(
                pattern=rule.pattern,
                reason=rule.reason,
                origin=rule.origin.words(),
                read_again=rule.lifted.words() if rule.lifted else None,
                why=rule.why_lifted or None,
            )
            for rule in resolved.rules
        ),
        nothing_is_read=resolved.leaves_nothing(),
    )


ENDPOINTS = (
    Endpoint(
        "GET", "policies", "list_policies", "What policies of scanning say", policies, Permission.SEE_STORES, Policies
    ),
    Endpoint(
        "GET",
        "policies/held",
        "list_held_policies",
        "What holds for each device",
        held,
        Permission.SEE_STORES,
        HeldByDevices,
        query=HeldQuery,
    ),
    Endpoint(
        "POST",
        "policies/previews",
        "preview_policy",
        "What a change of a policy would do; nothing is changed",
        previewed,
        Permission.MANAGE_STORES,
        PolicyPreview,
        body=PolicyChange,
    ),
    Endpoint(
        "POST",
        "policies",
        "change_policy",
        "Change a policy: it holds from the next scan on",
        changed,
        Permission.MANAGE_STORES,
        Policy,
        body=NewPolicy,
    ),
)
