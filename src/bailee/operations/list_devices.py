"""The fleet: every device with its state, the worst first; of one organisation, or of all that an account reaches.

| state | what it says |
|---|---|
| refused | its agent was revoked, or halted because two devices came under one key |
| left-out | a policy leaves out everything on it |
| silent | it came on several days, and did not come for too long |
| behind | it comes, and nothing was read on it to the end for more than eight days; or never |
| scanning | it is being read now |
| current | it comes, and was read |
| retired | nobody expects it |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bailee.operations.change_policy import nothing_read
from bailee.operations.follow_policy import Chains
from bailee.permissions import Permission
from bailee.store.rows.fleet_facts import Awaited, DeviceFacts, FleetFacts, facts_of
from bailee.store.tenancy import Desk, Membership
from bailee.store.workspace import Workspace

BEHIND_AFTER = timedelta(days=8)


class DeviceState(StrEnum):
    """Worst first."""

    REFUSED = "refused"
    LEFT_OUT = "left-out"
    SILENT = "silent"
    BEHIND = "behind"
    SCANNING = "scanning"
    CURRENT = "current"
    RETIRED = "retired"


COLOURS = {
    DeviceState.REFUSED: "red", DeviceState.LEFT_OUT: "red", DeviceState.SILENT: "unknown", DeviceState.BEHIND: "amber",
    DeviceState.SCANNING: "green", DeviceState.CURRENT: "green",
}  # fmt: skip
ORDER = tuple(DeviceState)


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device in a list. `name` may be a person's."""

    facts: DeviceFacts
    name: str = field(repr=False)
    state: DeviceState
    why: str = ""  # in words, where the state needs some
    is_under_policy: bool | None = None  # it was last read under what holds now; None: never read, or not asked


@dataclass(frozen=True, slots=True)
class ClientFleet:
    """One organisation's devices as its provider sees them at once."""

    membership: Membership
    states: Mapping[DeviceState, int]
    missing: int  # devices that codes were made for and that never came
    last_seen_at: datetime | None
    files: int
    files_read: int
    versions: Mapping[str, int]
    causes: Mapping[str, int]

    @property
    def devices(self) -> int:
        return sum(count for state, count in self.states.items() if state is not DeviceState.RETIRED)

    @property
    def badness(self) -> tuple[int, ...]:
        return tuple(self.states.get(state, 0) for state in ORDER[:4])


def state_of(facts: DeviceFacts, now: datetime, left_out: str = "") -> tuple[DeviceState, str]:
    """The state of a device, and why where that is not plain from the word."""
    agent = facts.agent
    if facts.retired_at is not None:
        return DeviceState.RETIRED, ""
    if agent is not None and agent.state in ("revoked", "halted"):
        return DeviceState.REFUSED, agent.why or agent.state
    if left_out:
        return DeviceState.LEFT_OUT, left_out
    last = max(facts.last_seen_at, agent.last_seen_at) if agent is not None else facts.last_seen_at
    if (
        facts.silent_days
        and (facts.days_seen > 1 or agent is not None)
        and now - last > timedelta(days=facts.silent_days)
    ):
        return DeviceState.SILENT, ""
    if facts.is_scanning:
        return DeviceState.SCANNING, ""
    if facts.reading is None:
        return DeviceState.BEHIND, facts.failed or "never read"
    if facts.reading.state != "finished":
        return DeviceState.BEHIND, facts.failed or f"not read to its end: {facts.reading.cause or 'stopped'}"
    if now - facts.reading.at > BEHIND_AFTER:
        return DeviceState.BEHIND, facts.failed
    return DeviceState.CURRENT, facts.failed


def list_devices(workspace: Workspace, now: datetime) -> tuple[tuple[DeviceLine, ...], FleetFacts]:
    """Devices of an organisation, the worst first, and what codes wait for."""
    workspace.require(Permission.SEE_STORES)
    with workspace.reading():
        facts = workspace.fleet_facts()
        chains = Chains.of(workspace)
        dark = {device.ident: why for device, why in nothing_read(workspace, chains)}
    lines = []
    for each in facts.devices:
        state, why = state_of(each, now, dark.get(each.ident, ""))
        under = None
        if each.reading is not None and (each.reading.policy or chains.policies):
            under = each.reading.policy == chains.mark(each.ident)
        known = chains.devices.get(each.ident)
        lines.append(DeviceLine(each, known.name if known else each.ident, state, why, under))
    return tuple(sorted(lines, key=lambda line: (ORDER.index(line.state), line.name.casefold()))), facts


def list_fleets(desk: Desk, now: datetime) -> tuple[ClientFleet, ...]:
    """Of every organisation of a desk, the worst first; nothing that is encrypted is opened, so what a policy leaves out
    is told by an alert, and not here."""
    with desk.reading():
        facts = facts_of(desk.rows, desk.scanning())
    devices: dict[int, list[DeviceFacts]] = {}
    for each in facts.devices:
        devices.setdefault(each.organisation, []).append(each)
    missing: Counter[int] = Counter()
    for code in facts.awaited:
        missing[code.organisation] += code.missing if code.expires_at > now else 0
    made = [
        _fleet(membership, devices.get(membership.number, ()), missing[membership.number], now)
        for membership in desk.memberships
    ]
    return tuple(
        sorted(made, key=lambda each: (tuple(-count for count in each.badness), each.membership.name.casefold()))
    )


def _fleet(membership: Membership, devices: Iterable[DeviceFacts], missing: int, now: datetime) -> ClientFleet:
    states: Counter[DeviceState] = Counter()
    versions: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    files = read = 0
    last: datetime | None = None
    for each in devices:
        state, _ = state_of(each, now)
        states[state] += 1
        if state is DeviceState.RETIRED:
            continue
        if version := version_of(each):
            versions[version] += 1
        last = max(last, each.last_seen_at) if last else each.last_seen_at
        if each.reading is not None:
            files, read = files + each.reading.files, read + each.reading.read
            causes.update(each.reading.causes)
    return ClientFleet(membership, states, missing, last, files, read, versions, causes)


def version_of(facts: DeviceFacts) -> str:
    """Of bailee there: as its agent last said, else as it was last read with."""
    return (
        facts.agent.version if facts.agent is not None else facts.reading.version if facts.reading is not None else ""
    )


def never_came(awaited: Iterable[Awaited], now: datetime) -> int:
    """Devices that codes were made for, and that did not come while these were good or are."""
    return sum(each.missing for each in awaited if each.expires_at > now)
