"""`bailee scan PLACE…`: read what lies there, keep what was found, say what was not read."""

from __future__ import annotations

import json
import os
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee import settings
from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.errors import CannotRead, InvalidInput
from bailee.vocabulary import DATA_CATEGORIES, Confidence, Severity

if TYPE_CHECKING:
    from bailee.reports.report import Report
    from bailee.scanner import Limits

STAGE = "discover"
FORMS = (".html", ".json", ".pdf")


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="PLACE…", type=click.Path(path_type=Path))
@click.option("--report", "out", type=click.Path(path_type=Path, dir_okay=False), help="FILE.html, .pdf or .json")
@click.option("--no-store", is_flag=True, help="Keep nothing but the report.")
@click.option("--jobs", type=click.IntRange(0, 64), default=0, help="Worker processes (one a core, at most 4).")
@click.option("--exact-locators", is_flag=True, help="Names in the report as they are, values in them too.")
@click.option(
    "--fail-on", type=click.Choice([level.value for level in Severity]), help="Exit 1 if something as bad is held."
)
@click.option("--fail-on-incomplete", is_flag=True, help="Exit 3 if something was not read.")
@home_option
@json_option
def command(
    places: tuple[Path, ...],
    out: Path | None,
    no_store: bool,
    jobs: int,
    exact_locators: bool,
    fail_on: str | None,
    fail_on_incomplete: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Scan folders and files. A second scan reads only what changed.

    \b
    Example:
      bailee scan /srv/hr --report hr.html
      bailee scan /srv/hr --no-store --report hr.json
    """
    if out is not None and out.suffix.lower() not in FORMS:
        raise InvalidInput(f'a report cannot be written as "{out.suffix}"', hint="one of: " + " ".join(FORMS))
    if out is not None and not out.absolute().parent.is_dir():
        raise InvalidInput(f'there is no folder "{out.absolute().parent}"', hint="name a folder that exists")
    values = settings.read(os.environ)
    limits = _limits(values, jobs)
    report, stopped = (_single if no_store else _stored)(
        places, limits, jobs or int(values["jobs"]), home, exact_locators
    )
    if out is not None:
        write_report(report, out, exact_locators=exact_locators)
    if as_json:
        from bailee.reports import shapes

        write_json(shapes.report(report, exact_locators=exact_locators))
    else:
        _summary(report, out, no_store=no_store, stopped=stopped)
    if stopped:
        sys.exit(130)
    if fail_on and _worst(report) is not None and _worst(report) >= Severity(fail_on):  # type: ignore[operator]
        sys.exit(1)
    if fail_on_incomplete and (report.looked.coverage.partly or report.looked.coverage.skipped):
        sys.exit(3)


def _limits(values: dict[str, int | str], jobs: int) -> Limits | None:
    from bailee.scanner import Limits
    from bailee.scanner.scan import MEMORY, default_jobs

    memory = int(values["scan_worker_megabytes"]) << 20
    return Limits(
        seconds=float(values["scan_file_seconds"]),
        memory=memory or max(MEMORY // (jobs or int(values["jobs"]) or default_jobs()), 256 << 20),
        expanded=int(values["scan_expanded_megabytes"]) << 20,
        depth=int(values["scan_depth"]),
    )


def _single(
    places: tuple[Path, ...], limits: Limits | None, jobs: int, home: Path, exact_locators: bool
) -> tuple[Report, bool]:
    """Scan without a store: neither it nor Django is loaded."""
    from bailee.cli.progress import watching
    from bailee.reports.single_run import SingleRun
    from bailee.scanner import ScanKeys, scan

    for place in places:
        if not place.exists():
            raise CannotRead(f'there is no "{place}"', hint="name a folder or a file that is there")
    run = SingleRun()
    keys = ScanKeys.random()
    stopped = False
    try:
        with watching(places, console(stderr=True)) as watch:
            for place in dict.fromkeys(place.absolute() for place in places):
                with closing(scan(place, keys=keys, limits=limits, jobs=jobs)) as events:
                    for event in events:
                        watch.see(event)
                        run.add(event, place)
    except KeyboardInterrupt:
        stopped = True
    name = places[0].absolute().name if len(places) == 1 else "This organisation"
    return run.report(name, on=datetime.now(UTC).astimezone().date()), stopped


def _stored(
    places: tuple[Path, ...], limits: Limits | None, jobs: int, home: Path, exact_locators: bool
) -> tuple[Report, bool]:
    from bailee.cli.progress import watching
    from bailee.operations.open_store import open_store
    from bailee.operations.report_status import report_status
    from bailee.operations.scan_store import scan_store

    values = settings.read(os.environ)
    workspace = open_store(home)
    with watching(places, console(stderr=True)) as watch:
        done = scan_store(
            workspace, places, progress=watch.see, limits=limits, jobs=jobs, with_masks=bool(values["show_masks"])
        )
    counts = done.counts
    err = console(stderr=True)
    line = f"{counts.new:,} findings new, {counts.changed:,} changed, {counts.gone:,} gone"
    if done.dismissed:
        line += f", {done.dismissed:,} dismissed stay dismissed"
    if counts.unchanged:
        line += f"; {counts.unchanged:,} files unchanged and not read again"
    err.print(line, soft_wrap=True)
    return report_status(workspace, exact_locators=exact_locators), done.state == "stopped"


def write_report(report: Report, out: Path, *, exact_locators: bool = False) -> None:
    """Write the report in the form that the file's name asks for. CannotRead where it cannot be written."""
    from bailee.reports import page, paper, shapes

    form = out.suffix.lower()
    if form == ".json":
        told = shapes.report(report, exact_locators=exact_locators)
        content = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    elif form == ".pdf":
        content = paper.render(report)
    else:
        content = page.render(report, exact_locators=exact_locators).encode()
    try:
        out.write_bytes(content)
    except OSError:
        raise CannotRead(f'cannot write "{out}"', hint="name a folder that you may write to") from None


def _worst(report: Report) -> Severity | None:
    """How bad the worst of what was found is, at *likely* or up."""
    held = [DATA_CATEGORIES[holding.category].severity for holding in report.holdings if holding.found]
    return max(held, default=None)


def _summary(report: Report, out: Path | None, *, no_store: bool, stopped: bool) -> None:
    from bailee.cli.table import show
    from bailee.reports.words import REMEDIES, cause, size
    from bailee.vocabulary import Reason

    shown = console()
    coverage = report.looked.coverage
    total = coverage.read + coverage.partly + coverage.skipped
    sure = sum(found.confidence > Confidence.POSSIBLE for found in report.findings)
    if stopped:
        shown.print(
            "[bold]stopped[/bold]; what was read is kept, the next scan continues here"
            if not no_store
            else "[bold]stopped[/bold]"
        )
    shown.print(
        f"  {coverage.read:,} read   {coverage.partly:,} partly   {coverage.skipped:,} not read   = {total:,} files, "
        f"{size(coverage.read_bytes)}"
    )
    shown.print(f"  {sure:,} findings, {len(report.kinds):,} records of a kind")
    for name, items, _ in coverage.causes:
        shown.print(f"  ? {items:,} {cause(Reason(name))}: {REMEDIES[Reason(name)]}", style="magenta", soft_wrap=True)
    shown.print()
    show(report, shown)
    if out is not None:
        shown.print(f"\nreport: {out}", soft_wrap=True)
    elif no_store:
        shown.print("\nnothing was kept; --report FILE.html writes the report", soft_wrap=True)
