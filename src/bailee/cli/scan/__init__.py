"""`bailee scan PLACE…`: read what lies there, keep what was found, say what was not read.

Three ways to do it: into the store (`stored`), by several workers (`by_workers`), or with nothing kept but the report (`single`).
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee import settings
from bailee.cli.asking_staff import asked, instruction_line, staff_options
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
from bailee.cli.output import write_json
from bailee.cli.pacing import pace_options
from bailee.cli.scan.by_workers import refuse_what_is_not_handed_on, scan_divided
from bailee.cli.scan.order import Scanned, ScanOrder
from bailee.cli.scan.report_file import FORMS, sarif_of, write_report
from bailee.cli.scan.single import scan_singly
from bailee.cli.scan.stored import scan_into_store
from bailee.cli.scan.summary import show_scanned
from bailee.errors import InvalidInput
from bailee.sources import connect, where
from bailee.sources.addresses import Address, Where
from bailee.sources.credentials import read as read_credentials
from bailee.sources.files import Files
from bailee.vocabulary import DATA_CATEGORIES, Severity

if TYPE_CHECKING:
    from bailee.reports.report import Report
    from bailee.scanner import Limits

STAGE, RANK = "discover", 1


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
    order = ScanOrder(places, home, limits, at_once, own, passwords, keyring, rows, said, exact_locators)
    scanned: Scanned | None
    if workers:
        scanned = scan_divided(ctx, order, workers)
    elif no_store:
        scanned = scan_singly(order, key, instruction)
    else:
        scanned = scan_into_store(order, brief=brief)
    if scanned is None:  # nothing changed, and that was said
        return
    report = scanned.report
    if scanned.stopped:  # who gets it does not see this terminal
        report = replace(report, looked=replace(report.looked, is_stopped=True))
    if out is not None:
        write_report(report, out, exact_locators=exact_locators)
    if as_json:
        from bailee.reports import shapes

        write_json(shapes.report(report, exact_locators=exact_locators))
    elif as_sarif:
        write_json(sarif_of(report, exact_locators=exact_locators))
    else:
        show_scanned(replace(scanned, report=report), out, no_store=no_store, home=given_home(ctx))
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


def _worst(report: Report) -> Severity | None:
    """How bad the worst of what was found is, at *likely* or up."""
    held = [DATA_CATEGORIES[holding.category].severity for holding in report.holdings if holding.found]
    return max(held, default=None)
