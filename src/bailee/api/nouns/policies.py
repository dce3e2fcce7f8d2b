"""Policies of scanning: what holds for a device and where it comes from, and what each policy says."""

from __future__ import annotations

from typing import Any

from bailee.api.interface import Call, Count, Endpoint, Shape
from bailee.operations.change_policy import explained
from bailee.operations.follow_policy import Chains
from bailee.permissions import Permission


class Policy(Shape, frozen=True, kw_only=True):
    """What was said at one place, and nothing that it inherits."""

    level: str
    about: str
    version: Count
    by: str
    says: dict[str, Any]


class Policies(Shape, frozen=True, kw_only=True):
    items: tuple[Policy, ...]


class Held(Shape, frozen=True, kw_only=True):
    """One setting as it holds; `level` says where it comes from."""

    setting: str
    value: Any
    level: str


class HeldByDevice(Shape, frozen=True, kw_only=True):
    device: str
    settings: tuple[Held, ...]
    exclude: tuple[tuple[str, str], ...]
    nothing_is_read: str


class HeldByDevices(Shape, frozen=True, kw_only=True):
    items: tuple[HeldByDevice, ...]


def policies(call: Call) -> Policies:
    chains = Chains.of(call.workspace)
    return Policies(
        items=tuple(
            Policy(level=each.level.value, about=each.about, version=each.version, by=each.by, says=dict(each.told))
            for each in chains.policies.values()
        )
    )


def held(call: Call) -> HeldByDevices:
    chains = Chains.of(call.workspace)
    found = []
    for device in chains.devices:
        resolved = chains.device(device)
        settings = tuple(
            Held(setting=row["setting"], value=row["value"], level=row["level"]) for row in explained(resolved)
        )
        exclude = tuple((pattern, reason) for pattern, reason in resolved.value("exclude"))
        found.append(
            HeldByDevice(device=device, settings=settings, exclude=exclude, nothing_is_read=resolved.leaves_nothing())
        )
    return HeldByDevices(items=tuple(found))


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
    ),
)
