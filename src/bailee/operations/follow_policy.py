"""What holds for a device and a place here, and how a scan follows it: one notion for the command line, the worker, agents.

    chains = Chains.of(workspace)
    chains.device("device-3fa2c19b").origin("hours").words()      # 'site Main Street'

What a policy says about how hard and when is a bound: whoever starts a scan may ask for less, never for more. What it leaves
out stays out, with its reason in every statement of coverage.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from typing import Any

from bailee import machines
from bailee.errors import InvalidInput
from bailee.operations.time_zones import own_zone, time_in
from bailee.permissions import Permission
from bailee.places.interface import Sort
from bailee.scan_policies.resolve import Level, Policy, Resolved, resolve
from bailee.scan_policies.settings import BY_NAME, Group
from bailee.scanner import Conduct, Hours, Limits, Pace
from bailee.sources.addresses import Address, Where, written
from bailee.sources.exclusions import Exclusions
from bailee.store.rows.devices import Device
from bailee.store.rows.sites import Site
from bailee.store.workspace import Workspace

_SCHEMES = {
    "imap": Sort.MAILBOX,
    "imaps": Sort.MAILBOX,
    "microsoft365": Sort.MAILBOX,
    "s3": Sort.CLOUD,
    "azure": Sort.CLOUD,
    "gs": Sort.CLOUD,
    "agent": Sort.DISK,  # a path on another device, that its agent reads
}
_THOROUGH = {"full": 2, "sampled": 1, "off": 0}


@dataclass(frozen=True, slots=True)
class Chains:
    """Everything that policies of one organisation are resolved from, read once: a page of 2,000 devices asks no more."""

    policies: Mapping[tuple[Level, str], Policy]
    devices: Mapping[str, Device] = field(repr=False)
    sites: Mapping[str, Site] = field(repr=False)  # by ident
    standings: Mapping[int, tuple[str, str]] = field(default_factory=dict)  # of places: device, site
    named: Mapping[str, str] = field(default_factory=dict, repr=False)  # idents of sites, by name
    marks: dict[tuple[int, ...], str] = field(default_factory=dict, repr=False)  # by the policies of a chain

    @classmethod
    def of(cls, workspace: Workspace) -> Chains:
        workspace.require(Permission.SEE_STORES)
        with workspace.reading():
            devices = {each.ident: each for each in workspace.devices()}
            sites = {each.ident: each for each in workspace.sites()}
            said = {}
            for policy in workspace.policies():
                name = policy.name or _name(policy, workspace, devices, sites)
                if name:  # a site that was closed, a device that was forgotten: nobody stands under it
                    said[policy.level, policy.about] = replace(policy, name=name)
            named = {site.name: ident for ident, site in sites.items()}
            return cls(said, devices, sites, workspace.place_standings(), named)

    def chain(self, device: str = "", site: str = "") -> tuple[Policy, ...]:
        """From the provider to the device, those that say something."""
        if device and device in self.devices and not site:
            site = self._site_of(self.devices[device])
        keys = ((Level.PROVIDER, ""), (Level.CLIENT, ""), (Level.SITE, site), (Level.DEVICE, device))
        return tuple(
            self.policies[key]
            for key in keys
            if key in self.policies and (key[1] or key[0] in (Level.PROVIDER, Level.CLIENT))
        )

    def device(self, ident: str) -> Resolved:
        return resolve(self.chain(device=ident))

    def place(self, number: int) -> Resolved:
        device, site = self.standings.get(number, ("", ""))
        return resolve(self.chain(device, site))

    def zone(self, held: Resolved, site: str) -> str:
        """By whose clock: the policy's, the site's, this machine's."""
        there = self.sites.get(site)
        return str(held.value("zone")) or (there.time_zone if there else "") or own_zone()

    def with_policy(self, policy: Policy) -> Chains:
        """As it would be with this one in the place of what is said there now."""
        return replace(self, policies={**self.policies, (policy.level, policy.about): policy}, marks={})

    def site_of(self, device: str) -> str:
        return self._site_of(self.devices[device]) if device in self.devices else ""

    def _site_of(self, device: Device) -> str:
        return self.named.get(device.site, "") if device.site else ""

    def mark(self, device: str) -> str:
        """`mark` of what holds for a device; computed once for all that stand under the same policies."""
        chain = self.chain(device)
        key = tuple(map(id, chain))
        if key not in self.marks:
            self.marks[key] = mark(resolve(chain))
        return self.marks[key]


def _name(policy: Policy, workspace: Workspace, devices: Mapping[str, Device], sites: Mapping[str, Site]) -> str:
    if policy.level in (Level.PROVIDER, Level.CLIENT):
        return workspace.organisation_name
    if policy.level is Level.SITE:
        return sites[policy.about].name if policy.about in sites else ""
    return devices[policy.about].name if policy.about in devices else ""


def mark(held: Resolved) -> str:
    """Twelve letters that tell one policy from another: which of them a device was last scanned under."""
    read = {name: value for name, value in held.values.items() if BY_NAME[name].group is not Group.HOW_LONG}
    told = json.dumps(read, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def sort_of(where: Where, known: Mapping[str, Sort]) -> Sort:
    """Which kind of place something is. `known`: by address, what a search of this machine found."""
    if isinstance(where, Address):
        return known.get(str(where)) or _SCHEMES.get(where.scheme.partition("+")[0], Sort.DATABASE)
    return known.get(str(where), Sort.DISK)


@dataclass(frozen=True, slots=True)
class Followed:
    """What holds for each place of one scan."""

    held: Mapping[str, Resolved]  # by the place, written out
    own: Exclusions  # of whoever started it

    def exclusions(self, where: Where) -> Exclusions:
        """What is left out there: what was asked for, and what the policy says."""
        held = self.held.get(written(where))
        return Exclusions((*self.own.rules, *held.exclusions.rules)) if held is not None else self.own

    def mark(self, where: Where) -> str:
        held = self.held.get(written(where))
        return mark(held) if held is not None else ""


def follow(
    workspace: Workspace, roots: Sequence[Where], conduct: Conduct, limits: Limits | None
) -> tuple[Followed, Limits | None]:
    """Bind a scan to what holds for its places, before it begins. InvalidInput where a policy leaves a place out: a scan that
    reads nothing must not look like one that found nothing."""
    chains = Chains.of(workspace)
    own = Followed({}, conduct.exclusions)
    if not chains.policies:
        return own, limits
    here = workspace.device_of(machines.here())
    numbers = {written(place.where): place.ident for place in workspace.places()}
    known = {each.found.address: each.found.sort for each in workspace.sought_places() if each.found.address}
    held: dict[str, Resolved] = {}
    zones: list[str] = []
    for root in roots:
        number = numbers.get(written(root), 0)
        _, site = chains.standings.get(number, ("", ""))
        if isinstance(root, Path):
            found = resolve(chains.chain(here, site)) if here else resolve(chains.chain(site=site))
        else:
            found = chains.place(number)
        _refuse(found, root, known)
        held[written(root)] = found
        zones.append(chains.zone(found, site or chains.site_of(here)))
    conduct.pacer.pace = _strictest(conduct.pacer.pace, held.values())
    hours = next((zone for zone, found in zip(zones, held.values(), strict=True) if found.value("hours")), "")
    if hours and str(conduct.pacer.pace.hours) in {found.value("hours") for found in held.values()}:
        conduct.pacer.time_of_day = lambda: time_in(hours)
    return replace(own, held=held), _no_more(limits, held.values())


def _refuse(held: Resolved, root: Where, known: Mapping[str, Sort]) -> None:
    hint = "`bailee policy explain` says who said so; change it there, or say why this is to be read"
    why = held.leaves_nothing([str(root)] if isinstance(root, Path) else ())
    if why:
        raise InvalidInput(f"nothing would be read: {why}", hint=hint)
    sort = sort_of(root, known)
    if sort.value not in held.value("kinds"):
        raise InvalidInput(
            f"{sort.plural.lower()} are not read here ({held.origin('kinds').words()})", hint=hint
        )  # the place's own name may be a person's


def _strictest(pace: Pace, held: Iterable[Resolved]) -> Pace:
    for each in held:
        share, megabytes = each.value("cpu_percent") / 100, float(each.value("megabytes"))
        pace = replace(
            pace,
            share=min((value for value in (pace.share, share) if value), default=0.0),
            megabytes=min((value for value in (pace.megabytes, megabytes) if value), default=0.0),
        )
        if each.origin("battery_percent").level is not Level.BUILT_IN:
            pace = replace(pace, battery=max(pace.battery, each.value("battery_percent")))
        if each.value("hours"):
            wanted = Hours.of(each.value("hours"))
            if pace.hours is None or not within(pace.hours, wanted):
                pace = replace(pace, hours=wanted)
    return pace


def within(hours: Hours, others: Hours) -> bool:
    """Whether hours lie in others.

    >>> within(Hours.of("23:00-05:00"), Hours.of("22:00-06:00")), within(Hours.of("12:00-13:00"), Hours.of("22:00-06:00"))
    (True, False)
    """
    minutes = [time(minute // 60, minute % 60) for minute in range(0, 24 * 60, 5)]
    return all(others.hold(minute) for minute in minutes if hours.hold(minute))


def _no_more(limits: Limits | None, held: Iterable[Resolved]) -> Limits | None:
    """How thoroughly: as it was asked for, and no more than a policy says where one says it."""
    made = limits
    for each in held:
        if each.origin("names").level is not Level.BUILT_IN:
            made = made or Limits()
            made = replace(made, names=_less(str(each.value("names")), made.names))
        if each.origin("ocr").level is not Level.BUILT_IN:
            made = made or Limits()
            made = replace(made, ocr=_less(str(each.value("ocr")), made.ocr))
    return made


def _less(said: str, asked: str) -> str:
    return min(said, asked, key=lambda each: _THOROUGH.get(each, 1))


# --- by agents


def device_policy(workspace: Workspace, device: str) -> Resolved:
    """What holds for one device, by its own row alone: an agent that asks for a job costs a few rows, however many there are."""
    site = workspace.device_site(device)
    wanted = {(Level.PROVIDER, ""), (Level.CLIENT, ""), (Level.SITE, site), (Level.DEVICE, device)}
    return resolve(each for each in workspace.policies() if (each.level, each.about) in wanted)


def not_read(held: Resolved, path: str) -> str:
    """Why a policy has nothing of a path of a device read; empty where it is."""
    if nothing := held.leaves_nothing([path]):
        return f"nothing would be read: {nothing}"
    return "" if Sort.DISK.value in held.value("kinds") else f"disks are not read here ({held.origin('kinds').words()})"


def agent_settings(held: Resolved, told: Mapping[str, Any]) -> dict[str, Any]:
    """A job as an agent is told it: as it was asked for, within what holds for its device.

    >>> from bailee.scan_policies.resolve import Policy
    >>> held = resolve([Policy(Level.CLIENT, "", "Harbour", {"cpu_percent": 25, "hours": "18:00-06:00", "exclude": [["*.iso", "images"]]})])
    >>> agent_settings(held, {"path": "/srv", "share": 2.0})
    {'path': '/srv', 'share': 0.25, 'hours': '18:00-06:00', 'exclude': [['*.iso', 'images']]}
    """
    made = dict(told)
    for name, bound in (("share", held.value("cpu_percent") / 100), ("megabytes", held.value("megabytes"))):
        if bound:
            made[name] = min(made.get(name) or bound, bound)
    if held.origin("battery_percent").level is not Level.BUILT_IN:
        made["battery"] = max(made.get("battery", 0), held.value("battery_percent"))
    if hours := held.value("hours"):
        asked = made.get("hours")
        made["hours"] = asked if asked and within(Hours.of(asked), Hours.of(hours)) else hours
    for name in ("names", "ocr"):
        if held.origin(name).level is not Level.BUILT_IN:
            said = str(held.value(name))
            made[name] = _less(said, str(made.get(name, said)))
    if held.value("exclude"):
        made["exclude"] = [*made.get("exclude", ()), *held.value("exclude")]
    return made
