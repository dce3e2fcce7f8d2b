"""Say what holds for scans, after having seen what that does: which devices, what is newly read, what is read no longer.

    told = preview(workspace, Level.CLIENT, "", {"hours": "18:00-06:00"})
    change_policy(workspace, Level.CLIENT, "", {"hours": "18:00-06:00"}, after=told.version)

A change of a provider's policy reaches all of its clients: those whom the member reaches are previewed device by device, the
others are counted. The record of a change names the settings and counts; patterns and reasons stay in the policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bailee.errors import Error, InvalidInput
from bailee.operations.archive_findings import due_by
from bailee.operations.follow_policy import Chains
from bailee.permissions import Permission
from bailee.scan_policies.difference import Difference, compare
from bailee.scan_policies.resolve import Level, Policy, Resolved, resolve
from bailee.scan_policies.settings import BY_NAME, TABLE, Group, checked, words
from bailee.sources.addresses import Address
from bailee.store.rows.base import now
from bailee.store.rows.devices import Device
from bailee.store.rows.scan_policies import WHO_SETS
from bailee.store.workspace import Workspace

RETENTION = frozenset(name for name, setting in BY_NAME.items() if setting.group is Group.HOW_LONG)


@dataclass(frozen=True, slots=True)
class Affected:
    """A device for which something becomes different. `leaves_nothing`: why nothing at all would be read on it."""

    client: str = field(repr=False)  # name of its organisation
    organisation: str
    device: Device
    difference: Difference
    leaves_nothing: str
    left_out: tuple[tuple[str, int, int], ...] = ()  # of exclusions that go: reason, files, bytes at its last scan


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do."""

    level: Level
    about: str
    name: str = field(repr=False)
    told: Mapping[str, Any]  # what the policy would say, whole
    version: int  # that stands now; 0: none
    settings: tuple[str, ...]  # that it says otherwise
    affected: tuple[Affected, ...]
    devices: int  # that stand under it
    elsewhere: Difference  # for what lies on no device: mailboxes, clouds, databases
    warning: str  # why nothing is read under it, whatever the device; empty: something is
    unseen: int = 0  # clients of the provider that the member does not reach
    archived: int = (
        0  # findings that are gone and would move to an archive at the next turn, which would not without it
    )
    erased: int = 0  # the same of those that would be erased; below 0: so many would be spared

    @property
    def newly(self) -> tuple[str, ...]:
        return _all((each.difference for each in self.affected), self.elsewhere, "newly")

    @property
    def no_longer(self) -> tuple[str, ...]:
        return _all((each.difference for each in self.affected), self.elsewhere, "no_longer")

    @property
    def left_dark(self) -> int:
        """Devices on which nothing at all would be read."""
        return sum(bool(each.leaves_nothing) for each in self.affected)


def _all(differences: Iterable[Difference], elsewhere: Difference, what: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for each in (*differences, elsewhere) for text in getattr(each, what)))


def policy_of(workspace: Workspace, level: Level, about: str = "") -> Policy:
    """What one policy says now; an empty one where nothing was said. InvalidInput where there is no such site or device."""
    chains = Chains.of(workspace)
    return chains.policies.get((level, about)) or Policy(level, about, _named(workspace, chains, level, about))


def merged(standing: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """What a policy says after changes: a setting that is None is inherited again.

    >>> merged({"hours": "18:00-06:00", "cpu_percent": 25}, {"hours": None, "ocr": "off"})
    {'cpu_percent': 25, 'ocr': 'off'}
    """
    left = {name: value for name, value in standing.items() if name not in changes}
    return checked({**left, **changes})


def preview(
    workspace: Workspace,
    level: Level,
    about: str,
    changes: Mapping[str, Any],
    *,
    clients: Iterable[Workspace] = (),
    unseen: int = 0,
) -> Preview:
    """What a change would do, before anybody makes it. `clients`: of a provider's own policy, those that its member reaches."""
    chains = Chains.of(workspace)
    standing = chains.policies.get((level, about)) or Policy(level, about, _named(workspace, chains, level, about))
    _refuse_clients_of_nobody(workspace, level)
    told = merged(standing.told, changes)
    proposed = replace(standing, told=told, version=standing.version + 1, by=workspace.member, at=now())
    affected, devices = _affected(workspace, chains, proposed)
    due = [(workspace, chains)]
    for client in clients if level is Level.PROVIDER else ():
        try:
            below = Chains.of(client)
        except Error:
            unseen += 1  # its keys are gone, or what it lets in
            continue
        more, count = _affected(client, below, proposed)
        affected += more
        devices += count
        due.append((client, below))
    before, after = (resolve(each) for each in (_chain(chains, standing), _chain(chains, proposed)))
    said = tuple(name for name in BY_NAME if standing.told.get(name) != told.get(name))
    archived, erased = _due(due, proposed) if RETENTION & set(said) else (0, 0)
    return Preview(
        level, about, standing.name, told, standing.version, said, tuple(affected), devices, compare(before, after),
        after.leaves_nothing(), unseen, archived, erased,
    )  # fmt: skip


def _due(organisations: Iterable[tuple[Workspace, Chains]], proposed: Policy) -> tuple[int, int]:
    """How many findings more would move to an archive, and be erased, at the next turn of a worker."""
    archived = erased = 0
    for workspace, chains in organisations:
        before, after = due_by(workspace, chains), due_by(workspace, chains.with_policy(proposed))
        archived, erased = archived + after.archived - before.archived, erased + after.erased - before.erased
    return archived, erased


def change_policy(
    workspace: Workspace,
    level: Level,
    about: str,
    changes: Mapping[str, Any],
    *,
    after: int,
    seen: Preview | None = None,
) -> Policy:
    """Say it. `after`: the version that was seen; `seen`: its preview, whose counts are evidence."""
    workspace.require(WHO_SETS[level])
    standing = policy_of(workspace, level, about)
    _refuse_clients_of_nobody(workspace, level)
    told = merged(standing.told, changes)
    said = [name for name in BY_NAME if standing.told.get(name) != told.get(name)]
    if not said:
        raise InvalidInput("this says what the policy says already", hint="change a setting, or leave it")
    seen = seen or preview(workspace, level, about, changes)
    details: dict[str, Any] = {
        "level": level.value, "version": after + 1, "settings": said, "devices": seen.devices,
        "changed": len(seen.affected), "newly_read": len(seen.newly), "no_longer_read": len(seen.no_longer),
    }  # fmt: skip
    if seen.left_dark or seen.warning:
        details["nothing_read_on"] = seen.left_dark
    if RETENTION & set(said):
        details |= {"would_archive": seen.archived, "would_erase": seen.erased}
    with workspace.transaction(WHO_SETS[level]):
        saved = workspace.save_policy(level, about, told, after=after)
        workspace.record("scan-policy-changed", f"policy-{level.value}{f'-{about}' if about else ''}", details)
    return replace(saved, name=standing.name)


def _affected(workspace: Workspace, chains: Chains, proposed: Policy) -> tuple[list[Affected], int]:
    """Devices of one organisation that stand under a policy, and those for which it changes something. Devices under the same
    chain are compared once: there may be thousands."""
    then = chains.with_policy(proposed)
    under = [
        each for each in chains.devices.values() if each.retired_at is None and _stands_under(chains, each, proposed)
    ]
    paths = _paths(workspace, chains)
    excluded = _excluded(workspace)
    compared: dict[tuple[int, ...], tuple[Difference, Resolved]] = {}
    dark: dict[tuple[int, tuple[str, ...]], str] = {}
    found = []
    for device in under:
        chain = chains.chain(device.ident)
        key = tuple(map(id, (*chain, *then.chain(device.ident))))
        if key not in compared:
            after = then.device(device.ident)
            compared[key] = (compare(chains.device(device.ident), after), after)
        difference, after = compared[key]
        if not difference:
            continue
        there = tuple(paths.get(device.ident, ()))
        if (id(after), there) not in dark:
            dark[id(after), there] = after.leaves_nothing(there)
        counted = tuple((reason, *excluded[reason]) for reason in difference.lifted if reason in excluded)
        found.append(
            Affected(
                workspace.organisation_name, workspace.organisation, device, difference, dark[id(after), there], counted
            )
        )
    return found, len(under)


def _stands_under(chains: Chains, device: Device, policy: Policy) -> bool:
    if policy.level is Level.DEVICE:
        return device.ident == policy.about
    return policy.level is not Level.SITE or chains.site_of(device.ident) == policy.about


def _chain(chains: Chains, policy: Policy) -> tuple[Policy, ...]:
    device = policy.about if policy.level is Level.DEVICE else ""
    return chains.with_policy(policy).chain(device, policy.about if policy.level is Level.SITE else "")


def _paths(workspace: Workspace, chains: Chains) -> dict[str, list[str]]:
    """Folders that are known on each device."""
    found: dict[str, list[str]] = {}
    for place in workspace.places():
        device, _ = chains.standings.get(place.ident, ("", ""))
        if device and place.path is not None:
            found.setdefault(device, []).append(str(place.path))
        elif device and isinstance(place.where, Address) and place.where.scheme == "agent":
            path = place.where.path
            found.setdefault(device, []).append(path if path[1:2] == ":" else f"/{path}")
    return found


def _excluded(workspace: Workspace) -> dict[str, tuple[int, int]]:
    """By reason, what the newest scan of this organisation counted as left out: files, bytes."""
    ended = [scan for scan in workspace.scans() if scan.conduct.get("excluded")]
    return (
        {each["reason"]: (int(each["items"]), int(each["bytes"])) for each in ended[-1].conduct["excluded"]}
        if ended
        else {}
    )


def _refuse_clients_of_nobody(workspace: Workspace, level: Level) -> None:
    """InvalidInput where a policy for clients is meant, and there are none."""
    if level is Level.PROVIDER and not workspace.is_provider:
        raise InvalidInput(
            "only a provider has a policy for its clients", hint="change the policy of this organisation itself"
        )


def _named(workspace: Workspace, chains: Chains, level: Level, about: str) -> str:
    """Whose policy that is. InvalidInput where there is none: what is said there would hold nowhere."""
    if level is Level.BUILT_IN:
        raise InvalidInput("what is built in is nobody’s policy", hint="level is provider, client, site or device")
    if about and level in (Level.PROVIDER, Level.CLIENT):
        raise InvalidInput(
            f"the policy of a {level.value} is about no single site or device", hint="say that level is site or device"
        )
    if level is Level.SITE:
        if about not in chains.sites:
            raise InvalidInput("there is no such site", hint="`bailee clients sites` lists them")
        return chains.sites[about].name
    if level is Level.DEVICE:
        if about not in chains.devices:
            raise InvalidInput("there is no such device", hint="`bailee devices` lists them")
        return chains.devices[about].name
    return workspace.organisation_name


def nothing_read(workspace: Workspace, chains: Chains | None = None) -> tuple[tuple[Device, str], ...]:
    """Devices that are expected and on which nothing is read, each with why: a policy says so, so nobody would notice."""
    chains = chains or Chains.of(workspace)
    if not chains.policies:
        return ()
    paths = _paths(workspace, chains)
    told: dict[tuple[tuple[int, ...], tuple[str, ...]], str] = {}
    found = []
    for device in chains.devices.values():
        if device.retired_at is not None:
            continue
        key = (tuple(map(id, chains.chain(device.ident))), tuple(paths.get(device.ident, ())))
        if key not in told:
            told[key] = chains.device(device.ident).leaves_nothing(key[1])
        if told[key]:
            found.append((device, told[key]))
    return tuple(found)


def explained(held: Resolved) -> list[dict[str, Any]]:
    """What holds, a row a setting, for programs and pages: its value, in words, and where it comes from."""
    return [
        {
            "setting": each.name, "group": each.group.value, "about": each.about, "value": held.value(each.name),
            "words": words(each.name, held.value(each.name)), "level": held.origin(each.name).level.value,
            "from": held.origin(each.name).words(),
        }
        for each in TABLE
        if each.name not in ("exclude", "read_again")
    ]  # fmt: skip


def reached(workspace: Workspace) -> tuple[tuple[Workspace, ...], int]:
    """Of a provider: the clients that its member reaches, and how many it does not."""
    if not (workspace.is_provider and workspace.may(Permission.SEE_CLIENTS)):
        return (), 0
    active = [each for each in workspace.clients() if each.state == "active"]
    mine = tuple(Workspace(workspace.home, each.ident, each.as_member) for each in active if each.is_mine)
    return mine, len(active) - len(mine)
