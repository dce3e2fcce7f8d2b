"""Gather what a report for a client is made of: the table at both ends of a time, and what was done between.

    material = gather_report(workspace, Period(date(2026, 9, 1), date(2026, 11, 26)))

The table of now is the one that pages show, made anew where something changed since; that of a past day is the one that was
kept then. Every figure is a count of rows, and nothing is computed twice.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import inf
from typing import Any

from bailee.errors import InvalidInput
from bailee.matrix import SUBJECTS
from bailee.operations import show_status
from bailee.operations.make_demo import MANIFEST
from bailee.permissions import Permission
from bailee.rendering import Letterhead
from bailee.reports import prices
from bailee.reports.brand import Brand
from bailee.reports.material import SAMPLE, UNNAMED, Clock, Happened, Material, Period, SignIn, Turned
from bailee.store import asking
from bailee.store.organisations import DEFAULT_NAME
from bailee.store.rows.base import now
from bailee.store.rows.snapshots import Snapshot
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory

_POINTS = 120  # of a trend: more than can be seen
_CLOCKS = 12


def last_months(until: date, months: int = 3) -> Period:
    """The months up to a day, as a review takes them.

    >>> last_months(date(2026, 11, 26)), last_months(date(2026, 5, 31))
    (Period(since=datetime.date(2026, 8, 26), until=datetime.date(2026, 11, 26)), Period(since=datetime.date(2026, 2, 28), until=datetime.date(2026, 5, 31)))
    """
    month = until.year * 12 + until.month - 1 - months
    for last in range(until.day, 27, -1):
        try:
            return Period(date(month // 12, month % 12 + 1, last), until)
        except ValueError:  # no such day in that month
            continue
    return Period(date(month // 12, month % 12 + 1, min(until.day, 28)), until)


def gather_report(workspace: Workspace, period: Period, *, needs: Permission = Permission.SEE_TABLE) -> Material:
    """All that a report of this time says. InvalidInput for a time that makes no sense, or of which nothing was kept."""
    workspace.require(Permission.SEE_TABLE)
    workspace.require(needs)
    today = asking.today()
    if period.until < period.since:
        raise InvalidInput("the last day is before the first one", hint="change one of the two")
    if period.until > today:
        raise InvalidInput("the last day has not come yet", hint=f"{today.isoformat()} is the latest")
    page, page_at, newest = _page(workspace, period, today)
    begins, ends = _start(period.since), _end(period.until)  # of today, it ends after the table was computed
    kept = workspace.snapshots(begins, until=ends)
    before = _before(kept, begins, page_at)
    moved = workspace.moved(begins, ends)
    done = workspace.done_between(begins, ends) | _files(newest or (kept[-1] if kept else None))
    return Material(
        workspace.organisation_name,
        period,
        now(),
        page,
        page_at,
        letterhead_of(workspace),
        states=_states(kept, begins, page, page_at),
        before=before.counts if before else None,
        before_on=max(_day(before.at), period.since) if before else None,
        turned=_turned(kept, begins) if before else (),
        moved=moved,
        done=done,
        tasks=workspace.task_counts(today),
        clocks=_clocks(workspace, today),
        incidents=_incidents(workspace, begins, ends),
        activities=workspace.activities(),
        stores=_stores(workspace, ends) if workspace.may(Permission.SEE_FINDINGS) else (),
        coverage=workspace.coverage_statement() if period.until == today else workspace.coverage_on(ends),
        facts=workspace.facts(period.until),
        sign_in=_sign_in(workspace),
        prices=prices.read(workspace.home / prices.FILE),
        unreal=_unreal(workspace),
    )


def letterhead_of(workspace: Workspace, brand: Brand | None = None) -> Letterhead:
    """Whose reports these are and who makes them: the client's own brand over its provider's."""
    chosen = brand if brand is not None else brand_of(workspace)
    return Letterhead(
        workspace.organisation_name,
        chosen.name or workspace.provider_name(),
        base64.b64encode(chosen.logo).decode(),
        chosen.accent,
        chosen.closing,
    )


def brand_of(workspace: Workspace) -> Brand:
    """How this organisation's reports look."""
    return workspace.report_brand().over(workspace.provider_brand())


def _unreal(workspace: Workspace) -> str:
    """Why nothing of it may be taken for real; empty where it is."""
    told = workspace.home / MANIFEST
    if told.is_file():
        try:
            is_sample = "planted" in json.loads(told.read_text("utf-8"))
        except (OSError, ValueError):
            is_sample = False
        if is_sample:
            return SAMPLE
    return UNNAMED if workspace.organisation_name == DEFAULT_NAME else ""


def _start(on: date) -> datetime:
    return datetime.combine(on, time()).astimezone()


def _end(on: date) -> datetime:
    """The end of a day, or now where it is today."""
    return min(datetime.combine(on + timedelta(days=1), time()).astimezone(), now())


def _day(at: datetime) -> date:
    return at.astimezone().date()


def _page(workspace: Workspace, period: Period, today: date) -> tuple[dict[str, Any], datetime, Snapshot | None]:
    if period.until == today:
        status = show_status.show_status(workspace, patience=inf)
        return status.content, status.at, None
    then = workspace.past_page(_end(period.until))
    if then is None or then.content is None:
        first = workspace.first_known()
        raise InvalidInput(
            "what the table said at the end of that time was not kept",
            hint=f"the first day that is known is {_day(first).isoformat()}" if first else "scan first",
        )
    return then.content, then.snapshot.at, then.snapshot


def _before(kept: Sequence[Snapshot], begins: datetime, page_at: datetime) -> Snapshot | None:
    """How it stood at the beginning, or as early after it as is known; None where that is the end itself."""
    earlier = [each for each in kept if each.at <= begins]
    found = earlier[-1] if earlier else kept[0] if kept else None
    return found if found is not None and _day(found.at) < _day(page_at) else None


def _files(newest: Snapshot | None) -> dict[str, int]:
    return {"files": newest.files, "files_read": newest.files_read} if newest else {}


def _states(
    kept: Sequence[Snapshot], begins: datetime, page: dict[str, Any], page_at: datetime
) -> tuple[tuple[date, dict[str, int]], ...]:
    """Cells by state at the end of each day on which something changed."""
    days: dict[date, dict[str, int]] = {}
    for each in kept:
        days[max(_day(each.at), _day(begins))] = each.counts
    if days:
        days[_day(page_at)] = {str(state): int(count) for state, count in page.get("states", ())}
    points = sorted(days.items())
    step = max(1, -(-len(points) // _POINTS))
    return tuple(points[:-1:step] + points[-1:]) if points else ()


def _turned(kept: Sequence[Snapshot], begins: datetime) -> tuple[Turned, ...]:
    made = []
    for each in show_status.turned(tuple(kept), begins):
        category, subject, column = each.cell.split("|")
        label = DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category
        whom = SUBJECTS[SubjectCategory(subject)]
        made.append(Turned(f"{label}, {whom}", column, each.before, each.after, _day(each.at)))
    return tuple(made)


def _clocks(workspace: Workspace, today: date) -> tuple[Clock, ...]:
    dated = (each for each in workspace.task_list(limit=_CLOCKS).tasks if each.due is not None)
    return tuple(
        Clock(each.title, each.owner.label, each.due.on if each.due else None, bool(each.due and each.due.on < today))
        for each in dated
    )


def _incidents(workspace: Workspace, begins: datetime, ends: datetime) -> tuple[Happened, ...]:
    """Those that were open in this time, or are. What counsel marked as privileged is a number and days, whoever asks: a report is passed on."""
    found = []
    for each in (*workspace.incidents(), *workspace.privileged_incidents()):
        if each.discovered_at <= ends and (each.closed_at is None or each.closed_at >= begins):
            is_open = each.closed_at is None or each.closed_at > ends
            closed = None if is_open or each.closed_at is None else _day(each.closed_at)
            hidden = each.is_privileged
            found.append(
                Happened(
                    each.ident, "" if hidden else each.title, _day(each.discovered_at), is_open, hidden, each.is_drill, closed,
                    0 if hidden else len(each.told),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.discovered_on, each.ident), reverse=True))


def _stores(workspace: Workspace, ends: datetime) -> tuple[tuple[str, str, int], ...]:
    held = workspace.held_by_store_on(ends)
    rows = ((store, category, count) for store, counts in held.items() for category, count in counts.items() if count)
    return tuple(sorted(rows, key=lambda row: (-row[2], row[0], row[1])))


def _sign_in(workspace: Workspace) -> SignIn | None:
    """None for whom may not know who the members are."""
    if not workspace.may(Permission.SEE_MEMBERS):
        return None
    accounts = sorted({each.account for each in workspace.member_list() if each.account})
    return SignIn(len(accounts), workspace.second_factors(accounts))


__all__ = ["UTC", "brand_of", "gather_report", "last_months", "letterhead_of"]
