"""What deliveries need from day to day: reminders until people sign, a word to managers, copies for who is new on the roster.

A worker does it in each organisation with an open delivery, once an hour and outside quiet hours. Each step is one
transaction with its mails: where the worker dies, either both are there or neither, and the next look goes on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.deliveries import Act, Standing
from bailee.deliveries.rhythm import Rhythm, Step
from bailee.deliveries.words import Said, reminder, to_manager
from bailee.notices.choices import still_counts
from bailee.operations.deliver_notice import Copy, audience_of, enlist, plan_delivery, post_of, said_by
from bailee.operations.know_signatures import signed_by, steps_of
from bailee.permissions import Permission, may, role_of
from bailee.store import jobs, mail
from bailee.store.rows.base import is_standing, now
from bailee.store.rows.deliveries import Campaign, Delivery
from bailee.store.rows.roster import RosterPerson
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
            done += _remind(workspace, campaign, versions, moment)
    return done


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


def _remind(workspace: Workspace, campaign: Campaign, versions: list[NoticeVersion], at: datetime) -> Looked:
    rhythm = Rhythm.of(campaign.plan)
    if rhythm.quiet.next_allowed(at) != at or not (rhythm.reminders or rhythm.escalates):
        return Looked()
    steps = steps_of(versions, campaign.kind, campaign.language)
    sent = [each for standing in (Standing.SENT, Standing.HANDED) for each in workspace.deliveries(campaign, standing)]
    people = {each.person.ident: each.person.category for each in sent}
    version = workspace.notice_version(campaign.kind, campaign.version, campaign.language)
    # who declined has answered, and is not asked again
    answered = signed_by(workspace, campaign.kind, versions, people) | {
        each.person for each in workspace.sign_requests(version) if not each.is_open
    }
    due: dict[Step, list[Delivery]] = {Step.REMIND: [], Step.ESCALATE: []}
    for each in sent:
        gone = each.person.left_on is not None and each.person.left_on <= at.astimezone().date()
        # nobody is asked to read what a newer version has made void
        void = not still_counts(campaign.version, steps, each.person.category)
        if each.sent_at is None or each.person.ident in answered or gone or void:
            continue
        if step := rhythm.step(each.sent_at, each.reminded, each.escalated_at is not None, at):
            due[step].append(each)
    said = said_by(workspace, campaign)
    reminded = _write(workspace, campaign, rhythm, said, due[Step.REMIND], at)
    escalated, without = _tell_managers(workspace, campaign, rhythm, said, due[Step.ESCALATE], at)
    return Looked(0, reminded, escalated, without)


def _write(
    workspace: Workspace, campaign: Campaign, rhythm: Rhythm, said: Said, due: list[Delivery], at: datetime
) -> int:
    letters, pieces, reminded = [], [], {}
    for each in due:
        if not mail.is_address(each.person.email) or each.sent_at is None:
            continue  # of a letter, or of what was given by hand: the manager hears of it in the end
        words = reminder(said, each.person.name, max((at - each.sent_at).days, 1))
        letters.append(mail.Letter(each.person.email, words.subject, words.text, campaign.ident, rhythm.quiet))
        pieces.append(each.piece)
        reminded[each.piece] = rhythm.reminders_over(each.sent_at, at)
    if not pieces:
        return 0
    with workspace.transaction():
        mail.put_all(workspace, letters)
        workspace.note_deliveries(campaign, pieces, Act.REMINDED, on=at.astimezone().date(), reminded=reminded)
        workspace.record("delivery-reminded", campaign.ident, {"people": len(pieces)})
    return len(pieces)


def _tell_managers(
    workspace: Workspace, campaign: Campaign, rhythm: Rhythm, said: Said, due: list[Delivery], at: datetime
) -> tuple[int, int]:
    """One letter to each manager about all of hers; how many people it is about, and how many have no manager whom we know."""
    if not due:
        return 0, 0
    managers = managers_of(workspace.roster(), [each.person for each in due])
    by_manager: dict[str, list[Delivery]] = defaultdict(list)
    for each in due:
        by_manager[managers.get(each.person.ident, ("", ""))[1]].append(each)
    letters, pieces = [], []
    for email, some in by_manager.items():
        if not email:
            continue
        name = managers[some[0].person.ident][0]
        words = to_manager(replace(said, sign_at=""), name, sorted(each.person.name for each in some), rhythm.escalates)
        letters.append(mail.Letter(email, words.subject, words.text, quiet=rhythm.quiet))
        pieces += [each.piece for each in some]
    if pieces:
        with workspace.transaction():
            mail.put_all(workspace, letters)
            workspace.note_deliveries(campaign, pieces, Act.ESCALATED, on=at.astimezone().date())
            workspace.record("delivery-escalated", campaign.ident, {"people": len(pieces), "managers": len(letters)})
    return len(pieces), len(by_manager.get("", ()))


def managers_of(roster: Iterable[RosterPerson], people: Iterable[RosterPerson]) -> Mapping[str, tuple[str, str]]:
    """Name and e-mail address of each one's manager, by ident: as the roster names her, by name, number or address. Who is
    named like two people is nobody's manager: a letter about people goes to no namesake."""
    known: dict[str, list[RosterPerson]] = defaultdict(list)
    for each in roster:
        for text in {_plain(each.name), _plain(each.number), _plain(each.email)} - {""}:
            known[text].append(each)
    found = {}
    for each in people:
        named = known.get(_plain(each.details.manager), []) if each.details.manager else []
        if len(named) == 1 and named[0].ident != each.ident and mail.is_address(named[0].email):
            found[each.ident] = (named[0].name, named[0].email)
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def look_where_deliveries_are_due(home: Path, at: datetime | None = None) -> int:
    """Put a look aside in each organisation with an open delivery that nobody looked at for an hour; how many."""
    from bailee.store.models import Campaign as Row
    from bailee.store.models import Job, Member, Organisation
    from bailee.store.work.rows import entered_all

    moment, due = at or now(), []
    with entered_all(home) as alias:
        open_ = set(Row.objects.using(alias).filter(ended_at=None).values_list("organisation_id", flat=True).distinct())
        for row in Organisation.objects.using(alias).filter(pk__in=open_):
            last = Job.objects.using(alias).filter(organisation_id=row.pk, task=TASK).order_by("-pk").first()
            if not row.wrapped_keys or (last and (last.ended_at is None or moment - last.created_at < EVERY)):
                continue
            by = _sender(Member.objects.using(alias).filter(organisation_id=row.pk).defer("name").order_by("pk"))
            due += [(row.ident, by)] if by else []
    for organisation, by in due:
        jobs.defer(home, TASK, organisation, key=TASK, by=by)
    return len(due)


def _sender(members: Any) -> str:
    """As whom it is done: who may send notices, and has been there longest."""
    for row in members:
        if is_standing(row.ended_at, row.until) and may(role_of(row.role), Permission.WRITE_NOTICES):
            return str(row.ident)
    return ""
