"""`bailee scan --workers N`: folders read in ranges by N worker processes here, and by every other worker of the same store."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee import settings
from bailee.cli.output import console
from bailee.cli.pacing import asked_of
from bailee.cli.scan.order import Scanned, ScanOrder, changes_in_words
from bailee.counting import count
from bailee.errors import CannotRead, InvalidInput
from bailee.reports.words import size

if TYPE_CHECKING:
    from bailee.operations.scan_options import ScanOptions
    from bailee.places.staff import Said
    from bailee.sources.addresses import Where
    from bailee.store.jobs import JobState

_LOOK, _SAY = 0.3, 10.0  # seconds
# What a worker of another process or machine cannot be handed: it is kept nowhere.
_NOT_HANDED_ON = ("no_store", "known_values", "key_file", "password_file", "credentials", "detectors", "instructed_by")


def refuse_what_is_not_handed_on(given: dict[str, Any]) -> None:
    """InvalidInput where an option was given that only the process which reads the files may know."""
    for name in _NOT_HANDED_ON:
        if given.get(name):
            raise InvalidInput(
                f"--{name.replace('_', '-')} does not go with --workers",
                hint="scan without --workers; detectors of your own may lie in the home folder's detectors/",
            )


def options_of(ctx: click.Context, home: Path, *, names: str, ocr: str, said: Said | None, files: int) -> ScanOptions:
    """What was typed, as the workers are told it."""
    from bailee.cli.pacing import exclusions
    from bailee.operations.scan_options import ScanOptions

    asked = asked_of(ctx)
    rules = exclusions(home, asked.get("exclusions"), asked.get("exclude", ()), with_list=False).rules
    cpu = asked.get("cpu")
    return ScanOptions(
        names=names,
        ocr=ocr,
        cpu_percent=None if cpu is None else round(100 * cpu),
        megabytes=asked.get("io"),
        hours=asked.get("hours"),
        battery_percent=asked.get("battery"),
        full=bool(asked.get("full")),
        exclude=tuple((rule.pattern, rule.reason) for rule in rules),
        notice_served_on=said.served_on if said else None,
        override=said.override if said else "",
        ranges=files,
    ).checked()


def scan_by_workers(places: Sequence[Where], home: Path, options: ScanOptions, workers: int) -> tuple[JobState, float]:
    """Have the places scanned, and look on; the job as it ended, and the seconds that it took. Ctrl-C stops it: what was read is
    kept, and the next scan goes on from there. CannotRead where it came to no end."""
    from bailee.cli.worker import tasks
    from bailee.operations.open_store import open_store
    from bailee.operations.start_scan import start_scan, stop_scan
    from bailee.store import jobs

    workspace = open_store(home)
    for place in places:
        if not isinstance(place, Path):
            raise InvalidInput("only folders are read in ranges", hint="scan addresses without --workers")
    with workspace.transaction():
        idents = [workspace.add_place(place).ident for place in places]
    job = start_scan(workspace, idents, options)
    shown, began = console(stderr=True), time.monotonic()
    state, looked, said = job, 0.0, 0.0

    def is_over() -> bool:
        nonlocal state, looked, said
        if time.monotonic() - looked < _LOOK:
            return state.has_ended
        looked = time.monotonic()
        state = jobs.state(home, workspace, job.ident)
        if not state.has_ended and looked - said > (_LOOK if shown.is_terminal else _SAY):
            said = looked
            shown.print(line(state), end="\r" if shown.is_terminal else "\n", highlight=False, soft_wrap=True)
        return state.has_ended

    jobs.run_worker(home, tasks, jobs=workers, is_ending=is_over)
    state = jobs.state(home, workspace, job.ident)
    if not state.has_ended:  # Ctrl-C
        state = stop_scan(workspace, job.ident)
        end = time.monotonic() + 10
        while not state.has_ended and time.monotonic() < end:
            time.sleep(_LOOK)
            state = jobs.state(home, workspace, job.ident)
    if state.state == "failed":
        raise CannotRead(f"the scan could not be done ({state.cause})", hint=state.hint or "start it again")
    return state, time.monotonic() - began


def line(state: JobState) -> str:
    """How far it is.

    >>> from datetime import UTC, datetime
    >>> from bailee.store.jobs import JobState
    >>> at = datetime(2026, 11, 25, tzinfo=UTC)
    >>> told = {"ranges": 12, "ranges-ended": 3}
    >>> line(JobState("job-1", "scan", "waiting", {}, "pat", at, None, at, None, 1, "", "", "", 240, 388, 10**6, 2 * 10**6, result=told))
    '50 %   240 of 388 files   3 of 12 ranges   1.0 MB'
    """
    parts = [f"{int(100 * state.share)} %"] if state.share is not None else []
    parts.append(f"{state.done:,} of {count(state.of, 'file')}" if state.of else "folders are being listed")
    if ranges := state.result.get("ranges"):
        parts.append(f"{state.result.get('ranges-ended', 0):,} of {count(ranges, 'range')}")
    if state.bytes:
        parts.append(size(state.bytes))
    return "   ".join(parts)


def scan_divided(ctx: click.Context, order: ScanOrder, workers: int) -> Scanned:
    """Scan folders in ranges by so many workers, and report on the store as it is then."""
    from bailee.operations.open_store import open_store
    from bailee.operations.report_status import report_status

    files = int(settings.read(os.environ)["scan_range_files"])
    limits = order.limits
    options = options_of(ctx, order.home, names=limits.names, ocr=limits.ocr, said=order.said, files=files)
    state, seconds = scan_by_workers(order.places, order.home, options, workers)
    line = changes_in_words(*(state.result.get(name, 0) for name in ("new", "changed", "gone")))
    report = report_status(open_store(order.home, create=False), exact_locators=order.exact_locators)
    return Scanned(report, state.state != "done", seconds, line)
