"""`bailee scan PLACE…`: read what lies there, keep what was found, say what was not read."""

from __future__ import annotations

import json
import os
import shlex
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.text import Text

from bailee import settings
from bailee.cli.asking_staff import asked, instruction_line, staff_options
from bailee.cli.by_workers import options_of, refuse_what_is_not_handed_on, scan_by_workers
from bailee.cli.options import (
    detectors_option,
    given_home,
    home_option,
    json_option,
    key_file_option,
    known_values_in,
    names_option,
    ocr_option,
    own_definitions,
    password_file_option,
    passwords_in,
    sarif_option,
)
from bailee.cli.output import console, typed, write_json
from bailee.cli.pacing import conduct_of, pace_options
from bailee.counting import count
from bailee.errors import CannotRead, InvalidInput
from bailee.sources import connect, where
from bailee.sources.addresses import Address, Where
from bailee.sources.credentials import Keyring
from bailee.sources.credentials import read as read_credentials
from bailee.sources.files import Files
from bailee.sources.interface import Asked, Note
from bailee.vocabulary import DATA_CATEGORIES, Confidence, Locator, Severity

if TYPE_CHECKING:
    from rich.console import Console

    from bailee.detectors.custom import Definition
    from bailee.own import Own
    from bailee.passwords import Passwords
    from bailee.places.staff import Said
    from bailee.reports.report import Report
    from bailee.scanner import Limits
    from bailee.store.rows.scans import Scan

STAGE, RANK = "discover", 1
FORMS = (".html", ".json", ".pdf", ".sarif")


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan came to, how long it took, and what is different from the last one."""

    report: Report
    stopped: bool
    seconds: float
    changes: str = ""
    notes: tuple[tuple[str, Note], ...] = ()  # by name of the place


class PlaceType(click.ParamType):  # type: ignore[type-arg]
    """A folder, a file, or the address of a source."""

    name = "place"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Where:
        return value if isinstance(value, Path | Address) else where(str(value))


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="PLACE…", type=PlaceType())
@click.option(
    "--report", "out", type=click.Path(path_type=Path, dir_okay=False), help="FILE.html, .pdf, .json or .sarif"
)
@click.option("--no-store", is_flag=True, help="Keep nothing but the report.")
@click.option("--jobs", type=click.IntRange(0, 64), default=0, help="Worker processes (one a core, at most 4).")
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=0,
    help="Divide folders into ranges, read by so many processes here and by every other worker of the store.",
)
@click.option("--exact-locators", is_flag=True, help="Names in the report as they are, values in them too.")
@click.option(
    "--fail-on", type=click.Choice([level.value for level in Severity]), help="Exit 1 if something as bad is held."
)
@click.option("--fail-on-incomplete", is_flag=True, help="Exit 3 if something was not read.")
@names_option
@ocr_option
@detectors_option
@click.option(
    "--known-values", metavar="FILE", type=click.Path(path_type=Path), help="With --no-store: a file of known values."
)
@key_file_option
@password_file_option
@click.option(
    "--credentials",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="For addresses: a TOML file of mode 0600 (else BAILEE_… variables; see docs/sources.md).",
)
@click.option(
    "--rows",
    type=click.Choice(["sampled", "full"]),
    default="sampled",
    show_default=True,
    help="Of tables in a database: a share of the rows, or every one.",
)
@click.option("--instructed-by", metavar="NAME", help="With --no-store: who instructed this scan in writing …")
@click.option(
    "--instructed-on", type=click.DateTime(["%Y-%m-%d"]), help="… and when it was signed; both stand on the report."
)
@staff_options
@pace_options
@home_option
@json_option
@sarif_option
@click.pass_context
def command(
    ctx: click.Context,
    places: tuple[Where, ...],
    out: Path | None,
    no_store: bool,
    jobs: int,
    workers: int,
    exact_locators: bool,
    fail_on: str | None,
    fail_on_incomplete: bool,
    names: str,
    ocr: str,
    detectors: tuple[Path, ...],
    known_values: Path | None,
    key_file: Path | None,
    password_file: Path | None,
    credentials: Path | None,
    rows: str,
    instructed_by: str | None,
    instructed_on: datetime | None,
    notice_served: datetime | None,
    override: str,
    home: Path,
    as_json: bool,
    as_sarif: bool,
) -> None:
    """Scan folders, files, mailboxes, buckets and databases. A second scan reads only what changed.

    \b
    Example:
      bailee scan /srv/hr --report hr.html
      bailee scan /srv/hr --no-store --report hr.json
      bailee scan postgresql://reader@db.example.com/crm --credentials crm.toml
      bailee scan /srv/hr --detectors customer-number.toml
      bailee scan /mnt/share --workers 4
      bailee scan . --no-store --exact-locators --format sarif --fail-on high > bailee.sarif
    """
    if out is not None and out.suffix.lower() not in FORMS:
        raise InvalidInput(f'a report cannot be written as "{out.suffix}"', hint="one of: " + " ".join(FORMS))
    if out is not None and not out.absolute().parent.is_dir():
        raise InvalidInput(f'there is no folder "{out.absolute().parent}"', hint="name a folder that exists")
    if workers:
        refuse_what_is_not_handed_on(ctx.params)
    values = settings.read(os.environ)
    limits = _limits(values, names, ocr)
    keyring = read_credentials(credentials, os.environ)
    for place in places:  # says so where it is none, or something is missing, before a store is made
        if isinstance(place, Address):
            connect(place, keyring).close()
        else:
            Files(place)
    instruction = instruction_line(instructed_by, instructed_on, no_store=no_store)
    said = asked(list(map(str, places)), notice_served, override, home=None if no_store else home)
    if known_values is not None and not no_store:
        raise InvalidInput(
            "--known-values goes with --no-store", hint="the store has its own: bailee known-values import"
        )
    from bailee.findings import names_hold
    from bailee.keys import read_key_file
    from bailee.own import Own

    passwords = passwords_in(password_file)
    own = Own(own_definitions(detectors, home), known_values_in(known_values, key_file))
    ctx.with_resource(names_hold(own))
    key = read_key_file(key_file) if key_file is not None else None
    at_once = jobs or int(values["jobs"])
    brief = out is None and not as_json and not as_sarif and not fail_on and not fail_on_incomplete
    scanned = (
        _divided(ctx, places, home, names, ocr, said, workers, exact_locators)
        if workers
        else _single(places, limits, at_once, own, key, passwords, keyring, rows, said, instruction, home)
        if no_store
        else _stored(
            places, limits, at_once, home, exact_locators, own.definitions, passwords, keyring, rows, said, brief=brief
        )
    )
    if scanned is None:  # nothing changed, and that was said
        return
    report = scanned.report
    if out is not None:
        write_report(report, out, exact_locators=exact_locators)
    if as_json:
        from bailee.reports import shapes

        write_json(shapes.report(report, exact_locators=exact_locators))
    elif as_sarif:
        write_json(sarif_of(report, exact_locators=exact_locators, complete=not scanned.stopped))
    else:
        _summary(scanned, out, no_store=no_store, home=given_home(ctx))
    if scanned.stopped:
        sys.exit(130)
    if fail_on and _worst(report) is not None and _worst(report) >= Severity(fail_on):
        sys.exit(1)
    if fail_on_incomplete and (report.looked.coverage.partly or report.looked.coverage.skipped):
        sys.exit(3)


def _limits(values: dict[str, int | str], names: str, ocr: str) -> Limits:
    from bailee.scanner import Limits
    from bailee.scanner.limits import SECONDS_WITH_NAMES

    return Limits(
        seconds_per_megabyte=SECONDS_WITH_NAMES[names],
        seconds=float(values["scan_file_seconds"]),
        stalled=float(values["scan_file_stalled_seconds"]),
        memory=int(values["scan_worker_megabytes"]) << 20,
        expanded=int(values["scan_expanded_megabytes"]) << 20,
        depth=int(values["scan_depth"]),
        fetched=int(values["scan_fetched_megabytes"]) << 20,
        names=names,
        ocr=ocr,
    )


def _single(
    places: tuple[Where, ...],
    limits: Limits,
    jobs: int,
    own: Own,
    key: bytes | None,
    passwords: Passwords,
    keyring: Keyring,
    rows: str,
    said: Said | None,
    instruction: str,
    home: Path,
) -> Scanned:
    """Scan without a store: neither it nor Django is loaded. With a key, fingerprints compare with those of other runs."""
    from bailee.cli.progress import watching
    from bailee.detectors import compiled, names_model
    from bailee.extractors import visible_text
    from bailee.reports.single_run import SingleRun
    from bailee.scanner import ScanKeys, scan

    run = SingleRun(
        names=names_model.effective(limits.names),
        ocr=visible_text.effective(limits.ocr),
        staff=said.words() if said else "",
        instruction=instruction,
    )
    keys = replace(ScanKeys.random(own), passwords=passwords)
    if key is not None:
        keys = replace(keys, fingerprint_key=key)
    stopped = False
    spool = settings.spool(os.environ)
    shown = console(stderr=True)
    conduct = conduct_of(click.get_current_context(), home, shown)
    try:
        # nothing is kept but the report
        with compiled.not_kept(), watching(places, shown) as watch:
            for place in dict.fromkeys(place.absolute() if isinstance(place, Path) else place for place in places):
                source = connect(place, keyring, Asked(rows=rows)) if isinstance(place, Address) else None
                scanning = scan(
                    place,
                    keys=keys,
                    limits=limits,
                    jobs=jobs,
                    source=source,
                    spool=spool,
                    waiting=watch.waiting,
                    conduct=conduct,
                )
                with closing(scanning) as events:
                    for event in events:
                        watch.see(event)
                        run.add(event, place)
                if source is not None:
                    conduct.notes += [(place.name, note) for note in source.notes()]
    except KeyboardInterrupt:
        stopped = True
    only = places[0].absolute() if isinstance(places[0], Path) else places[0]
    name = only.name if len(places) == 1 else "This organisation"
    report = run.report(name, on=datetime.now(UTC).astimezone().date())
    report = replace(report, looked=replace(report.looked, conduct=conduct.told()))
    return Scanned(report, stopped, watch.elapsed, notes=tuple(conduct.notes))


def _stored(
    places: tuple[Where, ...],
    limits: Limits | None,
    jobs: int,
    home: Path,
    exact_locators: bool,
    definitions: tuple[Definition, ...],
    passwords: Passwords,
    keyring: Keyring,
    rows: str,
    said: Said | None,
    *,
    brief: bool,
) -> Scanned | None:
    """Scan into the store. `brief`: where nothing changed since the scan before, say that and compute no report (None)."""
    from bailee.cli.progress import watching
    from bailee.cli.unchanged import is_unchanged, show_unchanged
    from bailee.operations.open_store import open_store
    from bailee.operations.scan_store import scan_store

    values = settings.read(os.environ)
    workspace = open_store(home)
    shown = console(stderr=True)
    conduct = conduct_of(click.get_current_context(), home, shown)
    with watching(places, shown, _known_size(workspace.scans(), len(places))) as watch:
        done = scan_store(
            workspace,
            places,
            progress=watch.see,
            waiting=watch.waiting,
            limits=limits,
            jobs=jobs,
            with_masks=bool(values["show_masks"]),
            definitions=definitions,
            passwords=passwords,
            keyring=keyring.lent_to(workspace.organisation, is_shared=False),  # who types here has the file anyway
            rows=rows,
            spool=settings.spool(os.environ, home),
            said=said,
            conduct=conduct,
            full_days=int(values["scan_full_days"]),
        )
    scans = workspace.scans()
    if brief and is_unchanged(done, scans):
        stated = workspace.coverage_statement()
        show_unchanged(done, watch.elapsed, places, scans[-2], given_home(click.get_current_context()), stated)
        return None
    from bailee.operations.find_departures import note_departures
    from bailee.operations.report_status import report_status

    counts = done.counts
    line = f"{count(counts.new, 'finding')} new, {counts.changed:,} changed, {counts.gone:,} gone"
    if done.dismissed:
        line += f", {done.dismissed:,} dismissed stay dismissed"
    if counts.unchanged:
        line += f"; {count(counts.unchanged, 'file')} unchanged, not read again"
    report = report_status(workspace, exact_locators=exact_locators)
    note_departures(workspace, report)
    return Scanned(report, done.state == "stopped", watch.elapsed, line, done.notes)


def _divided(
    ctx: click.Context,
    places: tuple[Where, ...],
    home: Path,
    names: str,
    ocr: str,
    said: Said | None,
    workers: int,
    exact_locators: bool,
) -> Scanned:
    from bailee.operations.open_store import open_store
    from bailee.operations.report_status import report_status

    files = int(settings.read(os.environ)["scan_range_files"])
    options = options_of(ctx, home, names=names, ocr=ocr, said=said, files=files)
    state, seconds = scan_by_workers(places, home, options, workers)
    counts = state.result
    line = " ".join(
        f"{counts.get(name, 0):,} {words}"
        for name, words in (("new", "findings new,"), ("changed", "changed,"), ("gone", "gone"))
    )
    report = report_status(open_store(home, create=False), exact_locators=exact_locators)
    return Scanned(report, state.state != "done", seconds, line)


def _known_size(scans: tuple[Scan, ...], places: int) -> tuple[int, int] | None:
    """Files and bytes of the last scan, where it went over as many places: to show how far this one is, nobody counts again."""
    if not scans or scans[-1].state != "finished" or len(scans[-1].places) != places:
        return None
    counts = scans[-1].counts
    return counts.get("read", 0) + counts.get("partly", 0) + counts.get("skipped", 0), counts.get("bytes", 0)


def write_report(report: Report, out: Path, *, exact_locators: bool = False, home: str = "") -> None:
    """Write the report in the form that the file's name asks for. CannotRead where it cannot be written.

    `home` stands in the commands on a page that stays here; a page that is sent does not name our folders.
    """
    from bailee.reports import page, paper, shapes

    form = out.suffix.lower()
    if form == ".json":
        told = shapes.report(report, exact_locators=exact_locators)
        content = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    elif form == ".pdf":
        content = paper.render(report)
    elif form == ".sarif":
        content = (
            json.dumps(sarif_of(report, exact_locators=exact_locators), ensure_ascii=False, indent=1) + "\n"
        ).encode()
    else:
        content = page.render(report, exact_locators=exact_locators, home=home).encode()
    try:
        out.write_bytes(content)
    except OSError:
        raise CannotRead(f'cannot write "{out}"', hint="name a folder that you may write to") from None


def sarif_of(report: Report, *, exact_locators: bool = False, complete: bool = True) -> dict[str, Any]:
    """What was found, likely and up, as SARIF."""
    from bailee.findings import masked
    from bailee.reports.sarif import Hit, log

    def where(locator: Locator) -> tuple[str, ...]:
        return tuple(locator.display() if exact_locators else masked(locator).segments)

    sure = [each for each in report.findings if each.confidence >= Confidence.LIKELY]
    hits = [Hit(each.detector, each.category, where(each.locator), each.confidence.value, each.count) for each in sure]
    hits += [
        Hit(each.kind, each.category, where(each.locator), each.confidence.value)
        for each in report.kinds
        if each.confidence >= Confidence.LIKELY
    ]
    left = [(where(each.locator)[0], each.reason.value) for each in (*report.looked.partly, *report.looked.skipped)]
    return log(hits, left, complete=complete)


def _worst(report: Report) -> Severity | None:
    """How bad the worst of what was found is, at *likely* or up."""
    held = [DATA_CATEGORIES[holding.category].severity for holding in report.holdings if holding.found]
    return max(held, default=None)


_EXAMPLE_FROM = 70  # columns from which a cause has room for the name of a file


def _summary(scanned: Scanned, out: Path | None, *, no_store: bool, home: str) -> None:
    from bailee.cli.progress import duration
    from bailee.cli.table import show
    from bailee.reports.report import known_found
    from bailee.reports.words import size

    shown = console()
    report = scanned.report
    coverage = report.looked.coverage
    total = coverage.read + coverage.partly + coverage.skipped
    sign = "[magenta]?[/]" if scanned.stopped else "[green]✓[/]"
    took = f"{size(coverage.read_bytes)} in {duration(scanned.seconds)}"
    shown.print(f"{sign} [bold]{escape(', '.join(report.looked.places))}[/bold], {took}", soft_wrap=True)
    if scanned.stopped:
        kept = "Nothing was kept." if no_store else "What was read is kept; the next scan continues here."
        shown.print(f"  stopped. {kept}", soft_wrap=True)
    shown.print()
    shown.print(
        f"  {coverage.read:,} read   {coverage.partly:,} partly   {coverage.skipped:,} not read   = {count(total, 'file')}",
        soft_wrap=True,
    )
    sure = sum(found.confidence > Confidence.POSSIBLE for found in report.findings)
    possible = len(report.findings) - sure
    shown.print(
        f"  {count(sure, 'finding')}{f' and {possible:,} only possible' if possible else ''}, "
        f"{count(len(report.kinds), 'record')} of a kind",
        soft_wrap=True,
    )
    for row in known_found(report.findings):
        known = f"{count(row.values, 'known value')} of the list {row.name}, in {count(row.items, 'file')}"
        shown.print(f"  {known}", soft_wrap=True)
    if scanned.changes:
        shown.print(f"  {scanned.changes}", soft_wrap=True)
    for place, note in scanned.notes:
        line = Text("! ", style="yellow").append(f"{place}: ", style="bold").append(note.says, style="default")
        shown.print(line, soft_wrap=True)
    if coverage.causes:
        shown.print()
        _causes(report, shown)
    shown.print()
    show(report, shown, home=home)
    shown.print()
    if report.looked.instruction:
        shown.print(f"[dim]{escape(report.looked.instruction)}[/]", soft_wrap=True)
    if out is not None:
        shown.print(f"report  {escape(str(out))}", soft_wrap=True)
    elif no_store:
        shown.print("Nothing was kept. --report FILE.html writes a page to send.", soft_wrap=True)
    else:
        again = " ".join(shlex.quote(str(place)) for place in _given(report))
        shown.print(f"page    {escape(typed(f'bailee scan {again} --report report.html', home))}", soft_wrap=True)


def _given(report: Report) -> tuple[str, ...]:
    """The places as they were typed on this command line."""
    return tuple(click.get_current_context().params["places"]) or report.looked.places


def _causes(report: Report, shown: Console) -> None:
    """Each cause with one file that it kept from us, and what would read it."""
    from bailee.findings import masked
    from bailee.reports.words import REMEDIES, cause
    from bailee.vocabulary import Reason

    left = [*report.looked.skipped, *report.looked.partly]
    first: dict[Reason, str] = {}
    for part in left:
        first.setdefault(part.reason, str(masked(part.locator)))
    digits = max(len(f"{items:,}") for _, items, _ in report.looked.coverage.causes)
    for name, items, _ in sorted(report.looked.coverage.causes, key=lambda row: -row[1]):
        reason = Reason(name)
        line = Text("? ", style="magenta").append(f"{items:>{digits},} {cause(reason):<15}")
        line.append(REMEDIES[reason], style="default")
        shown.print(line, soft_wrap=True)
        example = first.get(reason, "")
        if example and shown.width >= _EXAMPLE_FROM:
            more = f" and {items - 1:,} more" if items > 1 else ""
            shown.print(Text(f"  {' ' * digits} {example}{more}", style="dim"), soft_wrap=True)
