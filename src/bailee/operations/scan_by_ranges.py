"""A share that several workers read at the same time: laid out in ranges, each a job; ended when the last of them has ended.

The job of the scan lays out and ends; in between it waits, and looks now and then how far the others are. Either of them may
die at any moment: what was laid out stands in one transaction with the jobs for it, what a range found in those of its
batches, and the end in one. What comes out is what one scan by one worker would have found: coverage, findings, counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from time import monotonic
from typing import Any

from bailee import machines
from bailee.errors import InvalidInput
from bailee.operations.ask_gate import require_open
from bailee.operations.follow_policy import Followed, follow
from bailee.operations.record_authority import require_authority
from bailee.operations.scan_options import ScanOptions, Surroundings
from bailee.operations.scan_store import (
    ScanRuns,
    how_begun,
    keys_of,
    one_at_a_time,
    reader,
    staff_words,
    uninterrupted,
)
from bailee.operations.show_status import make_anew
from bailee.operations.state_coverage import state_coverage
from bailee.operations.visit_place import look_at_surroundings
from bailee.permissions import Permission
from bailee.scanner import Pacer, equipment
from bailee.scanner.conduct import together
from bailee.sources.addresses import written
from bailee.sources.folder_walks import folders, listable
from bailee.sources.ranges import key_of, ranges
from bailee.store import jobs
from bailee.store.jobs import Later, Progress
from bailee.store.locks import Held
from bailee.store.place_rows import Counts
from bailee.store.range_writer import EndWriter, added
from bailee.store.rows.base import now, today
from bailee.store.rows.places import Place
from bailee.store.rows.scan_ranges import DividedScan
from bailee.store.rows.scan_work import ScanRequest
from bailee.store.rows.scans import Scan, coverage_of
from bailee.store.workspace import Workspace

TASK = "scan-range"
BEHIND = 20.0  # seconds until one that found another scan running looks again
_TOLD = ("read", "partly", "skipped", "unchanged", "bytes", "new", "changed", "gone")


def divide(
    workspace: Workspace, request: ScanRequest, options: ScanOptions, places: Sequence[Place], progress: Progress,
    around: Surroundings,
) -> dict[str, Any]:  # fmt: skip
    """One look of the job that divides a scan: it lays out, waits (raises Later) or ends. What the scan came to."""
    ends = progress.job
    scan = workspace.divided_scan(ends)
    if scan is None:
        if not Pacer(around.pace(options)).may_begin():
            raise Later(BEHIND)
        try:
            with one_at_a_time(workspace):
                _lay_out(workspace, request, options, places, progress, around)
        except Held:
            raise Later(BEHIND) from None
        except ScanRuns:
            raise Later(BEHIND) from None
        raise Later(0.2)
    if scan.state != "running":  # this job was cut off after it had ended the scan
        return _result(scan.ident, scan.counts)
    if (failure := workspace.failed_range(ends, scan=scan.ident)) is not None:
        _stop(workspace, scan, failure[0])
        raise InvalidInput(
            "a range of this scan could not be read", hint=failure[1] or "start it again: it reads what is left"
        )
    figures = workspace.range_figures(ends, scan=scan.ident)
    _tell(progress, figures, scan, places)
    if any(not has_ended for _, has_ended, *_ in figures):
        raise Later(_wait(scan), told=True)
    if _lay_out_linked(workspace, scan, progress):
        raise Later(0.2, told=True)
    counts = _end(workspace, scan, options, places, progress, around)
    make_anew(workspace)
    return _result(scan.ident, asdict(counts))


def stop_divided(workspace: Workspace, scan: int) -> None:
    """A scan whose job has ended without it, as one that was cancelled while it waited: noted by whoever finds it so."""
    with workspace.transaction(Permission.SCAN):
        if workspace.holds_scan(scan):
            found = next(each for each in workspace.scans() if each.ident == scan)
            _note_stopped(workspace, found, "by-a-person")


def _lay_out(
    workspace: Workspace, request: ScanRequest, options: ScanOptions, places: Sequence[Place], progress: Progress,
    around: Surroundings,
) -> None:  # fmt: skip
    roots = [place.where for place in places]
    workspace.require(Permission.SCAN)
    instructed_by = require_authority(workspace, roots)
    said = options.said()
    gates = require_open(workspace, map(written, roots), on=now().astimezone().date(), said=said)
    follow(workspace, roots, around.conduct(options, Pacer()), None)  # refuses what no policy lets be read
    found = []
    for place in places:
        if place.path is None:
            raise InvalidInput("only folders are read in ranges", hint="leave the others out, or scan without ranges")
        progress(where=place.name)
        found += [(place, each) for each in ranges(folders(place.path), items=options.ranges)]
    with progress.once("laid-out") as is_first:
        if not is_first:
            return
        started = workspace.begin_scan(places, request=request.number)
        details = how_begun(places, said, gates, instructed_by) | {"ranges": len(found)}
        workspace.record("scan-started", f"scan-{started.ident}", details)
        for number, (place, each) in enumerate(found, 1):
            row = workspace.add_range(started.ident, place.ident, progress.job, number, each)
            _defer(workspace, row.ident)


def _lay_out_linked(workspace: Workspace, scan: DividedScan, progress: Progress) -> bool:
    """Folders that the ranges left, for they hold files of several names: read by one worker, which knows all names of each file."""
    standing = workspace.scan_ranges(progress.job, scan=scan.ident)
    if any(each.is_linked for each in standing):
        return False
    left: dict[int, list[str]] = {}
    for each in standing:
        left.setdefault(each.place, []).extend((each.left or {})["linked"])
    with progress.once("linked"):
        for number, (place, paths) in enumerate(sorted(left.items()), len(standing) + 1):
            if paths:
                keys = [key_of(path) for path in paths]
                row = workspace.add_linked_range(scan.ident, place, progress.job, number, keys)
                _defer(workspace, row.ident)
    return any(left.values())


def _defer(workspace: Workspace, range: int) -> None:
    job = jobs.defer(
        workspace.home, TASK, workspace.organisation, {"range": range}, key=f"range-{range}", by=workspace.member
    )
    workspace.give_range(range, job)


def _end(
    workspace: Workspace, scan: DividedScan, options: ScanOptions, places: Sequence[Place], progress: Progress,
    around: Surroundings,
) -> Counts:  # fmt: skip
    """All that a scan does after its last file, in one transaction."""
    standing = workspace.scan_ranges(progress.job, scan=scan.ident)
    conduct = around.conduct(options, Pacer())
    followed, limits = follow(workspace, [place.where for place in places], conduct, around.limits(options))
    limits = limits or around.limits(options)
    keys = keys_of(workspace, with_masks=bool(around.number("show_masks")), definitions=around.definitions())
    gates = require_open(
        workspace, [written(place.where) for place in places], on=now().astimezone().date(), said=options.said()
    )
    counts = added(Counts(**each.counts) for each in standing)
    counts.staff = staff_words(options.said(), gates)
    mark = reader(
        with_masks=keys.with_masks, own=keys.own.digest, names=equipment.names(limits.names),
        ocr=equipment.pictures(limits.ocr),
    )  # fmt: skip
    walked = {place.ident: listable(place.path) for place in places if place.path is not None}
    with uninterrupted(), progress.once("ended") as is_first:
        if not is_first:
            return counts
        for place in places:
            lefts = [each.left for each in standing if each.place == place.ident and each.left is not None]
            writer = EndWriter(workspace, scan.ident, place, counts, mark)
            writer.settle(lefts, *walked[place.ident])
            look_at_surroundings(workspace, place, writer.devices)
        outcomes = workspace.outcomes(at_end=True)
        told = together([each.conduct for each in standing])
        workspace.end_scan(_row(scan, places), "finished", counts, covered=coverage_of(outcomes), conduct=told)
        workspace.record("scan-ended", f"scan-{scan.ident}", {"state": "finished", **asdict(counts)})
        state_coverage(workspace, outcomes)
        _note_reading(workspace, scan, places, followed, state="finished", cause="")
        if counts.new or counts.changed or counts.gone or counts.moved or counts.files_gone:
            workspace.settle(today())
    return counts


def _note_reading(
    workspace: Workspace, scan: DividedScan, places: Sequence[Place], followed: Followed, *, state: str, cause: str
) -> None:
    device = workspace.see_device(machines.here(), places)
    workspace.note_reading(device, scan.ident, state=state, cause=cause, policy=followed.mark(places[0].where))


def _stop(workspace: Workspace, scan: DividedScan, cause: str) -> None:
    with workspace.transaction(Permission.SCAN):
        if workspace.holds_scan(scan.ident):
            _note_stopped(workspace, _row(scan, ()), cause)


def _note_stopped(workspace: Workspace, scan: Scan, cause: str) -> None:
    counts = Counts()
    workspace.end_scan(scan, "stopped", counts, cause=cause)
    workspace.record("scan-ended", f"scan-{scan.ident}", {"state": "stopped", "cause": cause})


def _row(scan: DividedScan, places: Sequence[Place]) -> Scan:
    return Scan(scan.ident, scan.started_at, None, "running", tuple(place.name for place in places), {})


def _tell(
    progress: Progress,
    figures: Sequence[tuple[int, bool, int, int, Mapping[str, Any]]],
    scan: DividedScan,
    places: Sequence[Place],
) -> None:
    progress.begun = monotonic() - max((now() - scan.started_at).total_seconds(), 0.0)
    sums = {name: sum(int(counts.get(name, 0)) for *_, counts in figures) for name in _TOLD}
    progress(
        done=sums["read"] + sums["partly"] + sums["skipped"],
        of=sum(items for _, _, items, _, _ in figures),
        bytes=sums["bytes"],
        bytes_of=sum(size for _, _, _, size, _ in figures),
        where=places[0].name if len(places) == 1 else f"{len(places)} places",
        counts={
            "ranges": len(figures),
            "ranges-ended": sum(has_ended for _, has_ended, *_ in figures),
            "partly": sums["partly"],
            "not-read": sums["skipped"],
        },
    )


def _wait(scan: DividedScan) -> float:
    """Seconds until the next look: a short scan ends soon, a long one need not be asked all the time."""
    return min(max(0.5, (now() - scan.started_at).total_seconds() / 20), 10.0)


def _result(scan: int, counts: Mapping[str, Any]) -> dict[str, Any]:
    return {"scan": scan, **{name: int(counts.get(name, 0)) for name in _TOLD}}
