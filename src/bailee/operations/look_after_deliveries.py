"""What deliveries need from day to day: reminders until people sign, a word to managers, copies for who is new on the roster.

Who was asked to sign without a delivery is reminded here, too. A worker does it in each organisation with an open delivery, or
with people who were asked and did not answer, once an hour and outside quiet hours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.deliveries import Act, Standing
from bailee.deliveries.rhythm import Rhythm, Step
from bailee.operations.deliver_notice import Copy, audience_of, enlist, plan_delivery, post_of
from bailee.operations.give_turns import give_turns
from bailee.operations.remind_signers import Owing, Reminded, Turn, remind
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.deliveries import Campaign
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.signing import SignEvent, SignRequest
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace

TASK = "deliveries"
EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look did."""

    new: int = 0
    reminded: int = 0
    escalated: int = 0
    without_manager: int = 0

    def __add__(self, other: Looked) -> Looked:
        return Looked(
            self.new + other.new,
            self.reminded + other.reminded,
            self.escalated + other.escalated,
            self.without_manager + other.without_manager,
        )


def look_after_deliveries(workspace: Workspace, at: datetime | None = None) -> Looked:
    """Do what is due at a moment (now). Doing it again at once does nothing."""
    moment, done = at or now(), Looked()
    versions = [each for each in workspace.notices() if each.is_published]
    newest = {(each.kind, each.language): each.version for each in versions}
    for campaign in reversed(workspace.campaigns()):
        if not campaign.is_open:
            continue
        if newest.get((campaign.kind, campaign.language)) == campaign.version:
            done += Looked(new=_greet(workspace, campaign))
        if campaign.plan["signs"]:
            done += _looked(remind(workspace, _turn_of(workspace, campaign, moment), versions, moment))
    for turn in _turns_of_requests(workspace, moment):
        done += _looked(remind(workspace, turn, versions, moment))
    return done


def _looked(done: Reminded) -> Looked:
    return Looked(0, done.reminded, done.escalated, done.without_manager)


def _greet(workspace: Workspace, campaign: Campaign) -> int:
    """Who is new on the roster gets a copy, too: on hiring, or on becoming a customer."""
    if not campaign.plan["standing"]:
        return 0
    version = workspace.notice_version(campaign.kind, campaign.version, campaign.language)
    with workspace.transaction():
        known = workspace.enlisted(campaign)
        audience = audience_of(version)
        if all(each.ident in known for each in workspace.roster() if each.category in audience):
            return 0
        planned = plan_delivery(workspace, version, campaign.means, post=post_of(campaign))
        copies: list[Copy] = [each for each in planned.copies if each.person.ident not in known]
        if not copies:
            return 0
        new = enlist(workspace, campaign, copies)
        workspace.record("delivery-to-new-people", campaign.ident, {"people": new})
    return new


def _turn_of(workspace: Workspace, campaign: Campaign, at: datetime) -> Turn:
    """Those whom a delivery reached."""
    on = at.astimezone().date()
    sent = [each for standing in (Standing.SENT, Standing.HANDED) for each in workspace.deliveries(campaign, standing)]
    owing = [
        Owing(each.piece, each.person, each.sent_at, each.reminded, each.escalated_at is not None, each.language)
        for each in sent
        if each.sent_at is not None
    ]

    def note(step: Step, some: Sequence[Owing], over: Mapping[int | str, int]) -> None:
        act = Act.REMINDED if step is Step.REMIND else Act.ESCALATED
        pieces, days = [int(each.key) for each in some], {int(key): count for key, count in over.items()}
        workspace.note_deliveries(campaign, pieces, act, on=on, reminded=days)
        workspace.record(f"delivery-{act.value}", campaign.ident, {"people": len(some)})

    version = workspace.notice_version(campaign.kind, campaign.version, campaign.language)
    address = str(campaign.plan.get("address", ""))
    languages = frozenset(campaign.plan.get("languages", {}))
    return Turn(version, Rhythm.of(campaign.plan), owing, address, note, campaign.ident, languages)


def _turns_of_requests(workspace: Workspace, at: datetime) -> list[Turn]:
    """Those who were asked without a delivery, by version and rhythm. Whom a delivery reminds is not reminded twice."""
    waiting: dict[tuple[str, int, str], list[SignRequest]] = defaultdict(list)
    for each in workspace.sign_requests(state="asked"):
        if each.rhythm is not None:
            waiting[each.kind, each.version, each.language].append(each)
    if not waiting:
        return []
    acts: dict[str, list[SignEvent]] = defaultdict(list)
    for event in workspace.sign_events(acts=("reminded", "escalated")):
        acts[event.request].append(event)
    people = {each.ident: each for each in workspace.roster()}
    turns = []
    for key, requests in waiting.items():
        version = workspace.notice_version(*key)
        reminded = _reminded_by_delivery(workspace, version)
        by_rhythm: dict[str, list[SignRequest]] = defaultdict(list)
        for each in requests:
            if each.person in people and each.person not in reminded:
                by_rhythm[repr(sorted((each.rhythm or {}).items()))].append(each)
        for some in by_rhythm.values():
            owing = [_owing(each, people[each.person], acts[each.ident]) for each in some]
            plan = some[0].rhythm or {}
            turns.append(Turn(version, Rhythm.of(plan), owing, str(plan.get("address", "")), _note_at(workspace, some)))
    return turns


def _owing(request: SignRequest, person: RosterPerson, events: Sequence[SignEvent]) -> Owing:
    acts = [each for each in events if each.at >= request.asked_at]
    # how many of the days a reminder stands for: who was away for a month gets one, not three
    days = max((int(each.how) for each in acts if each.act == "reminded"), default=0)
    return Owing(request.ident, person, request.asked_at, days, any(each.act == "escalated" for each in acts))


def _note_at(workspace: Workspace, requests: Sequence[SignRequest]) -> Any:
    by_ident = {each.ident: each for each in requests}

    def note(step: Step, some: Sequence[Owing], over: Mapping[int | str, int]) -> None:
        act = "reminded" if step is Step.REMIND else "escalated"
        for each in some:
            workspace.note_signing(by_ident[str(each.key)], act, how=str(over.get(each.key, "")))
        first = requests[0]
        workspace.record(f"signatures-{act}", f"{first.kind}-v{first.version}", {"people": len(some)})

    return note


def _reminded_by_delivery(workspace: Workspace, version: NoticeVersion) -> set[str]:
    found: set[str] = set()
    for campaign in workspace.campaigns(version.kind):
        is_same = (campaign.version, campaign.language) == (version.version, version.language)
        if is_same and campaign.is_open and (campaign.plan["reminders"] or campaign.plan["escalates"]):
            reached = (each for each in workspace.deliveries(campaign) if each.sent_at is not None)
            found.update(each.person.ident for each in reached)
    return found


def look_where_deliveries_are_due(home: Path, at: datetime | None = None) -> int:
    """Put a look aside in each organisation with an open delivery, or with people to remind, that nobody looked at for an hour;
    how many."""

    def wants(alias: str) -> Iterable[Any]:
        from bailee.store.models import Campaign as Row
        from bailee.store.models import Organisation
        from bailee.store.models import SignRequest as RequestRow

        open_ = set(Row.objects.using(alias).filter(ended_at=None).values_list("organisation_id", flat=True).distinct())
        asked = RequestRow.objects.using(alias).filter(state="asked", rhythm__isnull=False)
        open_ |= set(asked.values_list("organisation_id", flat=True).distinct())
        return Organisation.objects.using(alias).filter(pk__in=open_)

    return give_turns(home, TASK, wants=wants, needs=Permission.WRITE_NOTICES, rest=lambda _, last: EVERY, at=at)
