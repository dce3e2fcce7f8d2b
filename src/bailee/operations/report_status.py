"""The report of an organisation as its store knows it now: for `status`, `scan --report`, the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bailee import notices
from bailee.departures import Coming, Departure, coming, departures
from bailee.departures.traders import traders_of
from bailee.findings import Finding
from bailee.inventory import Inventory, lies_in
from bailee.matrix import PublishedNotice, SignOffs
from bailee.obligations.evaluate import Obligation
from bailee.obligations.tables import rules_for
from bailee.operations.draft_notice import Gathered, composing
from bailee.operations.find_stale import find_stale
from bailee.operations.know_deliveries import Sent, sent_of
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.operations.know_signatures import sent_before, signed_by, speaking
from bailee.reports.report import Left, Looked, NamesLooked, PicturesLooked, Report, report
from bailee.store import asking
from bailee.store.rows.scans import READING, Scan
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import STAFF, Confidence, Reason, SubjectCategory
from bailee.watching import with_tools


def report_status(
    workspace: Workspace,
    *,
    on: date | None = None,
    exact_locators: bool = False,
    also: Callable[[Inventory], None] = lambda inventory: None,
) -> Report:
    """Compute the report. Facts, notices and sign-offs are those of the day; findings are those of the last scan.

    `also` is told the inventory that it stands on: of a big store it takes long, and twice as long twice.
    """
    day = on or asking.today()
    findings: list[Finding] = []
    inventory = workspace.inventory(findings)
    also(inventory)
    if exact_locators:
        found = workspace.findings(confidence=Confidence.POSSIBLE, exact_locators=True)
        findings = [held.finding for held in found]
    activities = workspace.activities()
    tools = workspace.register(day)
    in_languages = [version for version in workspace.notices() if version.is_published]
    published = speaking(in_languages)
    files = workspace.files(holding=True)
    declared = workspace.facts(day)
    reviews = reviews_of(workspace, day, declared=declared)
    holdings = with_tools(inventory.holdings(activities), tools, activities, inventory.headcount)
    stale = find_stale(
        workspace,
        on=day,
        compose=composing(workspace, day, reviews, held=Gathered(holdings, activities, tools, declared)),
    ) if published else ()  # fmt: skip
    unmentioned = {(each.version.kind, each.version.version): each.stale.causes for each in stale}
    ahead: list[Coming] = []

    def departing(obligations: Sequence[Obligation]) -> tuple[Departure, ...]:
        ground = workspace.ground(inventory, holdings, obligations, day)
        found = departures(ground, workspace.verdicts())
        ahead.extend(coming(ground, found))
        return found

    made = report(
        workspace.organisation_name,
        _looked(workspace, exact_locators),
        holdings=holdings,
        departing=departing,
        traders=traders_of(inventory, {(file.store, file.ident): str(file.locator) for file in files}),
        files=inventory.files(),
        modified={(file.store, file.ident): file.facts.modified_ns for file in files if file.facts},
        exposures=workspace.exposures(inventory=inventory),
        declared=declared,
        activities=activities,
        notices=[
            replace(
                published_notice(version, reviewer_of(version, reviews), sent_of(workspace, version)),
                sent_before=sent_before(workspace, published, version, _audience(version.kind)),
                unmentioned=unmentioned.get((version.kind, version.version), ()),
            )
            for version in published
        ],
        sign_offs=_sign_offs(workspace, published, in_languages),
        findings=findings,
        kinds=[held.kind for held in workspace.kinds(confidence=Confidence.POSSIBLE, exact_locators=exact_locators)],
        tools=tools,
        rules=rules_for(workspace.home),
        on=day,
        review=reviews.mark,
    )
    return replace(made, stale=tuple(each.stale for each in stale), coming=tuple(ahead))


def published_notice(version: NoticeVersion, reviewed_by: str, sent: Sent) -> PublishedNotice:
    """A published version as the truth function sees it; `reviewed_by` is empty for words that no counsel reviewed."""
    module = notices.kinds().get(version.kind)
    stated = version.content.get("purposes", {})
    when = version.published_at or version.created_at
    audience = frozenset(module.AUDIENCE) if module else frozenset()
    return PublishedNotice(
        version.kind,
        version.version,
        version.kind.replace("-", " ").capitalize(),
        audience,
        {category: tuple(purposes) for category, purposes in stated.items()},
        when.date(),
        reviewed_by,
        sent.on,
        sent.to,
        sent.concerned,
        asks_signature=bool(audience & STAFF),
    )


def _audience(kind: str) -> frozenset[SubjectCategory]:
    module = notices.kinds().get(kind)
    return frozenset(module.AUDIENCE) if module else frozenset()


def _sign_offs(
    workspace: Workspace, published: Sequence[NoticeVersion], in_languages: Sequence[NoticeVersion]
) -> list[SignOffs]:
    """Who signed, by the newest version of each kind: what was signed before and still counts is among it."""
    found = []
    roster = workspace.roster() if published else ()
    newest = {version.kind: version for version in published}  # by kind and version
    for kind, version in newest.items():
        people = {person.ident: person.category for person in roster if person.category in _audience(kind)}
        signed = len(signed_by(workspace, kind, in_languages, people)) if people else 0
        found.append(SignOffs(kind, version.version, signed, len(people) or None))
    return found


def _looked(workspace: Workspace, exact_locators: bool) -> Looked:
    scans = workspace.scans()
    files = workspace.files(exact_locators=exact_locators, unread=True)
    if any(file.outcome == READING for file in files) and workspace.is_scanning():
        files = tuple(file for file in files if file.outcome != READING)  # being read, not cut off
    coverage, by_store = workspace.coverages()
    unfinished = never_ended(scans)
    by_store = {store: replace(each, is_whole=not lies_in(store, unfinished)) for store, each in by_store.items()}
    return Looked(
        tuple(place.name for place in workspace.places()),
        scans[-1].started_at if scans else None,
        scans[-1].ended_at if scans else None,
        coverage,
        by_store,
        tuple(Left(file.locator, file.reason) for file in files if file.outcome == "partly" and file.reason),
        tuple(
            Left(file.locator, file.reason or Reason.CRASHED)
            for file in files
            if file.outcome not in ("read", "partly")
        ),
        _names(scans),
        _pictures(scans),
        next((str(scan.counts["staff"]) for scan in reversed(scans) if scan.counts.get("staff")), ""),
        conduct_of(scans),
        workspace.coverage_statement() or {},
        _instruction(workspace),
        bool(unfinished) or (bool(scans) and scans[-1].state == "stopped"),
        bool(scans) and scans[-1].state == "running",
    )


def never_ended(scans: Sequence[Scan]) -> frozenset[str]:
    """Names of places that were begun, and that no scan went through to its end. What an earlier one saw whole stays known.

    >>> day = datetime(2026, 12, 1)
    >>> whole, cut = Scan(1, day, day, "finished", ("desk",), {}), Scan(2, day, day, "stopped", ("desk", "disk"), {})
    >>> sorted(never_ended([whole, cut]))
    ['disk']
    """
    begun = {place for scan in scans for place in scan.places}
    for scan in scans:
        if scan.state == "finished":
            begun -= set(scan.places) - set(scan.cut)
    return frozenset(begun)


def _instruction(workspace: Workspace) -> str:
    """By whose instruction a client is looked at; nothing of an organisation that looks at itself."""
    if not workspace.needs_authority:
        return ""
    good = [each for each in workspace.instructions() if each.is_good(datetime.now(UTC).astimezone().date())]
    if not good:
        return "No written instruction to look at this is recorded."
    said = "; ".join(f"{each.given_by} ({each.function}), signed {each.given_on:%Y-%m-%d}" for each in good)
    return f"Looked at by the written instruction of {said}."


def conduct_of(scans: Sequence[Scan]) -> dict[str, Any]:
    """How the last scan behaved; what kept its workers in is told of the last that opened a file, what was left out of every place."""
    if not scans:
        return {}
    told = dict(scans[-1].conduct)
    told["isolation"] = next((s.conduct["isolation"] for s in reversed(scans) if s.conduct.get("isolation")), None)
    left: dict[str, dict[str, Any]] = {}
    seen: set[str] = set()
    for scan in reversed(scans):
        if scan.state != "finished" or seen.issuperset(scan.places):
            continue
        if seen.isdisjoint(scan.places):
            for row in scan.conduct.get("excluded", ()):
                before = left.setdefault(row["reason"], {"reason": row["reason"], "items": 0, "bytes": 0})
                before["items"], before["bytes"] = before["items"] + row["items"], before["bytes"] + row["bytes"]
        seen.update(scan.places)
    told["excluded"] = [left[reason] for reason in sorted(left)]
    return told


def _pictures(scans: Sequence[Scan]) -> PicturesLooked | None:
    """Which pictures the last scan read, and what share of them the last that opened one with text in it."""
    counts = [scan.counts for scan in scans if scan.counts.get("ocr")]
    if not counts:
        return None
    opened = [each for each in counts if each["pictures"]] or counts
    return PicturesLooked(str(counts[-1]["ocr"]), int(opened[-1]["pictures"]), int(opened[-1]["pictures_read"]))


def _names(scans: Sequence[Scan]) -> NamesLooked | None:
    """How the model of names was asked in the last scan, and what share of the text in the last that opened a file."""
    counts = [scan.counts for scan in scans if scan.counts.get("names")]
    if not counts:
        return None
    opened = [each for each in counts if each["windows"]] or counts
    return NamesLooked(str(counts[-1]["names"]), int(opened[-1]["windows"]), int(opened[-1]["windows_asked"]))
