"""Look whether tasks are done: what a report says becomes what the system sees, and the states of all tasks are derived from it.

settle_tasks(workspace, report, stamp=stamp)     # with each report: what is met closes by itself, what lapsed opens again
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bailee import notices
from bailee.counsel.questions import question_ident
from bailee.departures import Coming, Departure
from bailee.matrix import SUBJECTS, Row
from bailee.notices.items import asking
from bailee.obligations.facts import facts_from
from bailee.obligations.tables import rules_for
from bailee.operations.know_deliveries import sent_of
from bailee.operations.know_recovery import recovery_seen
from bailee.operations.know_reviews import reviewed_rules, reviewer_of, reviews_of
from bailee.operations.know_signatures import sent_before, signed_by
from bailee.operations.known_days import dated
from bailee.reports.report import Report
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.tasks import Cell, NoticeSeen, Sight, Task, Watching, plan
from bailee.tasks.proofs import prove
from bailee.tasks.sight import Kind, Retained
from bailee.vocabulary import STAFF

if TYPE_CHECKING:
    from bailee.counsel.reviews import Reviews
    from bailee.store.rows.told import NoticeVersion

_LANGUAGE = "en"
OF_TIME = ("older-than-declared", "older-than-law", "end-not-known")  # sorts of departure about how long
_SORTS = ("for-counsel", "consent")  # of questions that a rule leaves open


def settle_tasks(workspace: Workspace, report: Report, *, stamp: str, seconds: float = 0.0) -> dict[str, Task]:
    """Derive all tasks from a report and keep how they stand. `stamp`: what the report stands on."""
    sight = sight_of(workspace, report)
    planned = plan(report.obligations, sight, {rule.ident: rule for rule in rules_for(workspace.home)})
    proofs = {each.ident: prove(each, sight) for each in planned}
    why = _why_ended(workspace, report)
    return workspace.settle_tasks(planned, proofs, on=report.on, stamp=stamp, seconds=seconds, why_ended=why)


def sight_of(workspace: Workspace, report: Report) -> Sight:
    """What the system sees on the day of a report."""
    kinds = _kinds(workspace, report)
    reviews = reviews_of(workspace, report.on)
    in_languages = workspace.notices()
    versions = [each for each in in_languages if each.language == _LANGUAGE]
    newest = {each.kind: each for each in versions}
    published = {each.kind: each for each in versions if each.state == "published"}
    roster = workspace.roster(report.on) if published else ()
    seen, unsigned = {}, {}
    for kind in kinds:
        version = published.get(kind.ident)
        if version is None:
            continue
        concerned = {each.ident: each for each in roster if each.category.value in kind.audience}
        people = {ident: each.category for ident, each in concerned.items()}
        signed = signed_by(workspace, kind.ident, in_languages, people) if kind.is_for_staff and people else frozenset()
        sent = sent_of(workspace, version, set(concerned))
        before = sent_before(workspace, versions, version, set(people.values()))
        sent_on = sent.to_all_on or (max(before.values()) if before and before.keys() == set(people.values()) else None)
        seen[kind.ident] = _seen(version, reviews, sent_on, len(signed), len(concerned) if concerned else None)
        missing = [each.joined_on for ident, each in concerned.items() if ident not in signed]
        days = [day for day in missing if day is not None]
        if kind.is_for_staff and days:
            unsigned[kind.ident] = (min(days), len(missing))
    incident = facts_from(report.holdings, workspace.facts(report.on))["incident_discovered_on"]
    return Sight(
        report.on,
        {cell.ident: cell for cell in map(_cell, report.rows)},
        kinds,
        {kind: _seen(version, reviews, _noted(version)) for kind, version in newest.items()},
        seen,
        unsigned,
        _watching(report),
        incident if isinstance(incident, date) else None,
        frozenset(reviewed_rules(workspace, report.on)),
        _retained(report),
        _answered(workspace, report),
        recovery_seen(workspace),
        dated(workspace, now()),
    )


def _kinds(workspace: Workspace, report: Report) -> tuple[Kind, ...]:
    """Kinds of notice that are to be written here: those that serve every duty to inform, and those that a rule asks for that
    applies. A letter after a breach is a task of its incident."""
    rules = {rule.ident: rule for rule in rules_for(workspace.home)}
    facts = workspace.facts(report.on)
    owed = {each.ident for each in report.obligations}
    everywhere, found = notices.planned(), []
    for ident, module in sorted(notices.kinds().items()):
        asking_rules = asking(ident, rules, module.AUDIENCE, facts)
        only = None if ident in everywhere else owed & asking_rules.keys()
        if only is not None and (not only or all(asking_rules[each].area == "breach" for each in only)):
            continue
        found.append(
            Kind(
                ident,
                frozenset(each.value for each in module.AUDIENCE),
                bool(module.AUDIENCE & STAFF),
                None if only is None else frozenset(only),
                getattr(module, "CATEGORIES", None),
            )
        )
    return tuple(found)


def _retained(report: Report) -> tuple[Retained, ...]:
    """What departs from a period, or will within a month, and is for somebody to erase, to date, or to settle."""
    past = [each for each in report.departures if each.sort in OF_TIME and each.is_open]
    return (
        *(_of_time(each, each.todo or each.title, f"{each.title}. {each.why}") for each in past),
        *(_of_time(each, each.todo, each.why) for each in report.coming),
    )


def _of_time(each: Departure | Coming, todo: str, why: str) -> Retained:
    return Retained(
        each.ident,
        todo,
        why,
        (each.rule.ident,) if each.rule else (),
        (each.rule.short,) if each.rule else (),
        each.severity.rank,
        tuple(f"{category}|{subject.value}" for category, subject in each.cells),
        each.due,
        each.due_by,
    )


def _answered(workspace: Workspace, report: Report) -> dict[str, str]:
    """Questions of rules that counsel has answered, by the task that asks them."""
    known = {ident for ident, _ in workspace.answered_questions(report.on)}
    asked = []
    for each in report.obligations:
        told = [(f"ask-{each.ident}", "unverified", each.ident)]
        told += [(f"ask-{each.ident}-{n}", sort, text) for n, (text, _) in enumerate(each.asked, 1) for sort in _SORTS]
        asked += [(task, question_ident(sort, text)) for task, sort, text in told]
    return {task: "counsel has answered it" for task, question in asked if question in known}


def _cell(row: Row) -> Cell:
    return Cell(
        row.category,
        row.subject.value,
        f"{row.label}, {SUBJECTS[row.subject]}",
        tuple(row.purposes),
        {column: (cell.state.value, cell.why) for column, cell in row.cells.items()},
        row.severity.rank,
    )


def _noted(version: NoticeVersion) -> date | None:
    return version.sent_to_all_at.astimezone().date() if version.sent_to_all_at else None


def _seen(
    version: NoticeVersion, reviews: Reviews, sent_on: date | None = None, signed: int = 0, roster: int | None = None
) -> NoticeSeen:
    return NoticeSeen(
        version.kind,
        version.version,
        version.state == "published",
        {category: tuple(purposes) for category, purposes in version.content.get("purposes", {}).items()},
        reviewer_of(version, reviews),
        sent_on,
        signed,
        roster,
    )


def _watching(report: Report) -> Watching | None:
    """The first day of watching staff that somebody declared: a law counts its days from there."""
    known = [
        (entry.since, entry.name)
        for entry in report.tools
        if entry.since and entry.since_from == "declared" and not entry.is_own and set(entry.watched) & STAFF
    ]
    if not known:
        return None
    since, name = min(known)
    return Watching(since, name, "declared")


def _why_ended(workspace: Workspace, report: Report) -> dict[str, str]:
    """Why a task would end now, said of the obligations that it was for."""
    owed = {each.ident for each in report.obligations if each.applies or each.in_force_from}
    told = {}
    for line in workspace.task_list().tasks:
        gone = [each for each in line.obligations if each not in owed]
        words = ", ".join(line.why[:3])
        told[line.ident] = (
            f"{words} {'does' if len(gone) == 1 else 'do'} not ask for it any more: what is held or declared changed"
            if gone
            else "a scan found no such file any more, or somebody settled it"
            if line.ident.startswith("erase-")
            else "its rules ask for something else now: what is held or declared changed, or the rule itself"
        )
    return told
