"""Move findings that are gone to archives in Parquet, look through them, verify them, bring them back, erase them.

    archive_findings(workspace, date(2026, 1, 1))     # what went before that day, month by month
    found = search_archives(workspace, month="2025-03", detector="us-ssn")
    bring_back(workspace, "archive-2025-03-5f3a90c1")
    keep_to_policies(workspace)                       # what `archive_months` and `erase_months` of policies ask for

What is moved is no more in the table of findings: a past day on which it was there says so, and how to bring it back.
A legal hold that stands keeps everything from being erased.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bailee.detectors.listing import catalogue
from bailee.errors import BrokenEvidence, CannotRead, InvalidInput, NotAllowed
from bailee.inventory import lies_in
from bailee.operations.declare_activity import check_categories
from bailee.operations.follow_policy import Chains
from bailee.operations.scan_store import ScanRuns, one_at_a_time
from bailee.operations.write_closed import write_new
from bailee.permissions import Permission, may, role_of
from bailee.store import jobs, parquet
from bailee.store.locks import Held
from bailee.store.rows.archives import VANISHED, Archive, BroughtBack, month_of
from bailee.store.rows.base import is_standing, now, today
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES

TASK = "archive"
AGAIN = timedelta(hours=20)  # a worker looks once a day


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is archived, and what went and is not, by month."""

    archives: tuple[Archive, ...]
    gone: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Verified:
    """`why`: what is wrong with it; empty where it is what was written, and the log says so."""

    archive: Archive
    why: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What policies had done. `is_held`: they want something erased, and a legal hold stands. `broken`: archives that are due,
    and do not open: what lies in them stays."""

    archived: int = 0
    erased: int = 0
    is_held: bool = False
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """Findings that policies want moved, and erased, now; of those that lie in archives, too."""

    archived: int
    erased: int


def list_archives(workspace: Workspace) -> Outlook:
    workspace.require(Permission.SEE_FINDINGS)
    return Outlook(workspace.archives(), workspace.gone_by_month(now()))


def archive_findings(workspace: Workspace, before: date) -> tuple[Archive, ...]:
    """Move what went before a day, a month at a time. ScanRuns where a scan runs: it may find a thing again.

    A process that ends in between leaves whole archives, and the rest where it was.
    """
    if before > today():
        raise InvalidInput(f"{before} is yet to come", hint="name a day before which things went")
    until = datetime.combine(before, time.min, UTC)
    with _alone(workspace):
        return tuple(each for month in workspace.gone_by_month(until) for each in workspace.archive_month(month, until))


def verify_archives(workspace: Workspace, ident: str = "") -> tuple[Verified, ...]:
    """Each file against its digest, its rows against their number, its digest against the log."""
    workspace.require(Permission.SEE_FINDINGS)
    recorded = workspace.recorded_digests()
    told = []
    for archive in _named(workspace, ident):
        try:
            rows = parquet.read(workspace.archive_content(archive.ident))
        except (BrokenEvidence, CannotRead) as error:
            told.append(Verified(archive, str(error)))
            continue
        why = ""
        if len(rows) != archive.findings:
            why = f"it holds {len(rows):,} findings, and {archive.findings:,} were written"
        elif recorded.get(archive.ident) != archive.sha256:
            why = "the log of evidence has no record of a file with this digest"
        told.append(Verified(archive, why))
    return tuple(told)


def search_archives(
    workspace: Workspace,
    ident: str = "",
    *,
    month: str = "",
    detector: str = "",
    category: str = "",
    store: str = "",
    exact_locators: bool = False,
) -> Iterator[dict[str, Any]]:
    """Findings in archives, as they were when they went: one archive after the other is opened. Noted as an access.

    `exact_locators`: the unmasked place beside the masked one. InvalidInput for a month that is none, and for a detector or a
    category of data that there is none of, and that no archive names.
    """
    workspace.require(Permission.SEE_FINDINGS)
    archives = _named(workspace, ident)
    wanted = {name: value for name, value in (("detector", detector), ("category", category)) if value}
    for name, value in wanted.items():
        _check(workspace, archives, name, value)
    if month:
        went = month_of(month)
        archives = tuple(each for each in archives if each.month == went)
    workspace.note_access("findings", export=exact_locators)
    return _found(workspace, archives, wanted, store, exact_locators)


def _found(
    workspace: Workspace, archives: Iterable[Archive], wanted: Mapping[str, str], store: str, exact_locators: bool
) -> Iterator[dict[str, Any]]:
    for archive in archives:
        for row in parquet.read(workspace.archive_content(archive.ident)):
            if any(row[name] != value for name, value in wanted.items()):
                continue
            if store and not lies_in(row["store"], (store,)):
                continue
            yield {"archive": archive.ident} | (
                row if exact_locators else {name: row[name] for name in row if name not in parquet.PRIVATE}
            )


def _check(workspace: Workspace, archives: Iterable[Archive], name: str, ident: str) -> None:
    """A word that no table has, and no archive: an archive may be older than the tables."""
    if ident in DATA_CATEGORIES if name == "category" else ident in {each.ident for each in catalogue()}:
        return
    named: set[str] = set()
    for archive in archives:
        try:
            named.update(parquet.column(workspace.archive_content(archive.ident), name))
        except (BrokenEvidence, CannotRead):
            continue  # it is said when it is looked through
        if ident in named:
            return
    if name == "category":
        check_categories([ident])
    hint = f"in archives there are: {', '.join(sorted(named))}; " if named else ""
    raise InvalidInput("there is no such detector", hint=f"{hint}`bailee detectors` lists them all")


def write_archive(workspace: Workspace, ident: str, out: Path) -> int:
    """A copy for other tools, without exact locators; its size. NotAllowed where it cannot be written there."""
    workspace.require(Permission.EXPORT)
    content = parquet.to_go(workspace.archive_content(ident))
    workspace.note_access("findings", export=True)
    write_new(out, content)
    return len(content)


def bring_back(workspace: Workspace, ident: str) -> BroughtBack:
    """The findings of an archive count among those that are gone again. ScanRuns where a scan runs."""
    with _alone(workspace):
        return workspace.bring_back(ident)


def erase_archive(workspace: Workspace, ident: str) -> int:
    """For good; how many findings. NotAllowed while a legal hold stands."""
    if workspace.legal_holds():
        raise NotAllowed("a legal hold stands: nothing of what was found is erased", hint="`bailee hold list` shows it")
    return workspace.erase_archived(ident)


# --- what policies ask for


def keep_to_policies(workspace: Workspace) -> Kept:
    """Move and erase what policies say is old enough. ScanRuns where a scan runs; a worker tries again.

    An archive that does not open is left as it is and named, and the others go on.
    """
    groups = _groups(workspace, Chains.of(workspace))
    if not any(any(months) for months in groups):
        return Kept()
    archived = erased = 0
    broken: set[str] = set()
    held = bool(workspace.legal_holds())
    if workspace.archives():
        parquet.require()
    with _alone(workspace):
        for (archive_months, erase_months), places in groups.items():
            if erase_months and not held:
                erased += _erase(workspace, _before(erase_months), places, broken)
            if archive_months:
                until = _before(archive_months)
                for month in workspace.gone_by_month(until, places):
                    archived += sum(each.findings for each in workspace.archive_month(month, until, places))
    return Kept(archived, erased, held and any(erase for _, erase in groups), tuple(sorted(broken)))


def archives_that_did_not_open(workspace: Workspace) -> tuple[str, ...]:
    """Those that are there still, by what was last done for policies."""
    done = jobs.list(workspace.home, workspace, task=TASK, live=False, limit=20)
    named = next((each.result.get("broken", ()) for each in done if each.state == "done"), ())
    return tuple(each.ident for each in workspace.archives() if each.ident in named) if named else ()


def due_by(workspace: Workspace, chains: Chains) -> Due:
    """What policies would have moved and erased now."""
    archived = erased = 0
    for (archive_months, erase_months), places in _groups(workspace, chains).items():
        gone = workspace.count_gone(_before(erase_months), places) if erase_months else 0
        erased += gone + (workspace.count_archived(_before(erase_months), places) if erase_months else 0)
        if archive_months:
            archived += max(0, workspace.count_gone(_before(archive_months), places) - gone)
    return Due(archived, erased)


def look_where_archives_are_due(home: Path, at: datetime | None = None) -> int:
    """Put the keeping aside, once a day, in each organisation that a policy speaks of; how many."""
    from bailee.store.models import Job, Member, Organisation, ScanPolicy
    from bailee.store.work.rows import entered_all

    moment, waiting = at or now(), []
    with entered_all(home) as alias:
        own = set(ScanPolicy.objects.using(alias).values_list("organisation_id", flat=True))
        for row in Organisation.objects.using(alias).order_by("pk"):
            if not row.wrapped_keys or not ({row.pk, row.provider_id} & own):
                continue
            last = Job.objects.using(alias).filter(organisation_id=row.pk, task=TASK).order_by("-pk").first()
            if last is not None and (last.ended_at is None or moment - last.created_at < AGAIN):
                continue
            members = Member.objects.using(alias).filter(organisation_id=row.pk).defer("name").order_by("pk")
            by = next(
                (
                    each.ident
                    for each in members
                    if is_standing(each.ended_at, each.until) and may(role_of(each.role), Permission.CHANGE_SETTINGS)
                ),
                "",
            )
            if by:
                waiting.append((row.ident, by))
    for organisation, by in waiting:
        jobs.defer(home, TASK, organisation, key=TASK, by=by)
    return len(waiting)


def _erase(workspace: Workspace, before: datetime, places: set[int], broken: set[str]) -> int:
    erased = workspace.erase_gone(before, places)
    for archive in workspace.archives():
        if archive.last_at < before:
            try:
                erased += workspace.erase_archived(archive.ident, places)
            except (BrokenEvidence, CannotRead):
                broken.add(archive.ident)
    return erased


def _groups(workspace: Workspace, chains: Chains) -> dict[tuple[int, int], set[int]]:
    """Places by for how many months what went there stays at hand, and is kept at all; 0: for good. What lay in places that
    are no more stands under the policy of the client."""
    groups: dict[tuple[int, int], set[int]] = defaultdict(set)
    for place in (*chains.standings, VANISHED):
        held = chains.place(place)
        groups[int(held.value("archive_months")), int(held.value("erase_months"))].add(place)
    return groups


def _before(months: int) -> datetime:
    return datetime.combine(months_before(today(), months), time.min, UTC)


def months_before(day: date, months: int) -> date:
    """
    >>> months_before(date(2026, 3, 31), 1).isoformat(), months_before(date(2026, 1, 15), 14).isoformat()
    ('2026-02-28', '2024-11-15')
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _named(workspace: Workspace, ident: str) -> tuple[Archive, ...]:
    found = workspace.archives(ident)
    if ident and not found:
        raise InvalidInput("there is no such archive", hint="`bailee archive` lists them")
    return found


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    """No scan begins meanwhile, and none runs: ScanRuns where one does."""
    workspace.require(Permission.MANAGE_STORES)
    try:
        with one_at_a_time(workspace):
            yield
    except Held:
        raise ScanRuns("a scan of this organisation is running", hint="wait until it is done") from None
