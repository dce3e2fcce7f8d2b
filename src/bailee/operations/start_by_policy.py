"""What policies want scanned by itself, and when: scans of what the server reaches, jobs of agents for the rest.

start_due_by_policy(home)      # how many of both were put aside; the worker asks now and then
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bailee import machines
from bailee.errors import Error
from bailee.operations.ask_agent import ask_agent
from bailee.operations.follow_policy import Chains
from bailee.operations.scan_options import ScanOptions
from bailee.operations.start_scan import Due, start_scan
from bailee.operations.times_due import Recurrence, due_at
from bailee.permissions import Permission, may, role_of
from bailee.scan_policies.resolve import Resolved, resolve
from bailee.store.rows.base import is_standing, now
from bailee.store.rows.fleet import Lease
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Places that a policy has scanned by itself, and when."""

    key: str  # in ScanRequest.schedule
    device: str
    places: tuple[int, ...]
    recurrence: Recurrence
    known_from: datetime
    last_due_at: datetime | None
    held: Resolved


def rhythms(workspace: Workspace) -> tuple[Rhythm, ...]:
    """What policies of an organisation want scanned by itself: one a device, and one a site for what is on none."""
    chains = Chains.of(workspace)
    last = workspace.last_due()
    groups: dict[tuple[str, str], list[int]] = {(device, chains.site_of(device)): [] for device in chains.devices}
    for number, standing in chains.standings.items():
        device, site = standing
        groups.setdefault((device, chains.site_of(device) if device else site), []).append(number)
    made = []
    for (device, site), places in groups.items():
        held = resolve(chains.chain(device, site))
        if held.value("every") == "never":
            continue
        key = f"policy {device or site or 'client'}"
        origin = held.origin("every")
        policy = chains.policies[origin.level, origin.about]
        again = Recurrence(held.value("every"), held.value("at"), held.value("day"), chains.zone(held, site))
        made.append(Rhythm(key, device, tuple(places), again, policy.at or now(), last.get(key), held))
    return tuple(made)


def start_due_by_policy(home: Path, at: datetime | None = None) -> int:
    """Put aside what policies want scanned now: what this server reaches (its own disks, and addresses) as a scan, what lies
    on other devices as jobs of their agents. How many of both; two workers at once do it once."""
    from django.db import IntegrityError

    started, moment = 0, at or now()
    for organisation, member in _under_policies(home):
        try:
            workspace = Workspace(home, organisation, member)
            here = workspace.device_of(machines.here())
            waiting = rhythms(workspace)
        except Error:
            continue
        for each in waiting:
            jobs = _newest_jobs(workspace, each.device)
            started += _asked_of_agents(workspace, each, jobs, moment)
            due = due_at(each.recurrence, each.known_from, each.last_due_at, moment)
            places = tuple(place for place in each.places if place not in jobs)
            if due is None or not places or each.device not in ("", here):
                continue
            try:
                start_scan(
                    workspace, places, ScanOptions.of(each.held.options(each.recurrence.zone)), due=Due(each.key, due)
                )
                started += 1
            except Error:
                continue  # no instruction, no notice: the page of devices shows that it is behind
            except IntegrityError:
                continue  # another worker was faster
    return started


def _newest_jobs(workspace: Workspace, device: str) -> dict[int, Lease]:
    """Places of a device that its agent reads, each with what was last asked of it there."""
    return {lease.place: lease for lease in reversed(workspace.leases(device=device, limit=2_000))} if device else {}


def _asked_of_agents(workspace: Workspace, rhythm: Rhythm, jobs: Mapping[int, Lease], moment: datetime) -> int:
    """Ask anew where a place is due again since it was asked for, and the job has ended."""
    asked = 0
    for place in rhythm.places:
        job = jobs.get(place)
        if job is None or job.state in ("waiting", "running", "arrived"):
            continue
        if due_at(rhythm.recurrence, rhythm.known_from, job.asked_at, moment) is None:
            continue
        told = dict(job.told)
        with suppress(Error):  # no instruction, no agent any more: the page of devices shows that it is behind
            ask_agent(workspace, rhythm.device, str(told.pop("path")), told)
            asked += 1
    return asked


def _under_policies(home: Path) -> list[tuple[str, str]]:
    """Organisations that a policy speaks of, each with a member who may scan there."""
    from bailee.store.models import Member, Organisation, ScanPolicy
    from bailee.store.work.rows import entered_all

    with entered_all(home) as alias:
        own = set(ScanPolicy.objects.using(alias).values_list("organisation_id", flat=True))
        there = [
            row
            for row in Organisation.objects.using(alias).order_by("pk")
            if row.wrapped_keys and (row.pk in own or row.provider_id in own)
        ]
        found = {}
        members = Member.objects.using(alias).filter(organisation_id__in=[row.pk for row in there]).defer("name")
        for row in members.order_by("-pk"):
            if is_standing(row.ended_at, row.until) and may(role_of(row.role), Permission.SCAN):
                found[row.organisation_id] = row.ident
    return [(row.ident, found[row.pk]) for row in there if row.pk in found]
