"""`bailee demo`: make a sample company, scan it, show what it holds, owes and should do."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape

from bailee import settings
from bailee.cli.options import json_option
from bailee.cli.output import console, typed, write_json
from bailee.counting import count

STAGE = "start here"
DEFAULT = "bailee-demo"


@click.command()
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=DEFAULT,
    show_default=True,
    metavar="DIR",
    help="Where the company and its store go.",
)
@click.option("--seed", type=int, default=7, show_default=True, help="Another number is another company.")
@click.option("--shuffle-folders", is_flag=True, help="Files lie in folders where nobody expects them.")
@click.option("--neutral-names", is_flag=True, help="Names of files and folders mean nothing.")
@json_option
def command(home: Path, seed: int, shuffle_folders: bool, neutral_names: bool, as_json: bool) -> None:
    """Make a sample company, scan it, and show what it holds, owes and should do.

    \b
    Example:
      bailee demo --seed 12
    """
    from bailee.cli import table
    from bailee.cli.progress import duration, watching
    from bailee.cli.scan.report_file import write_report
    from bailee.operations.demo_tasks import begin_tasks
    from bailee.operations.find_departures import note_departures
    from bailee.operations.make_demo import begin_demo, end_demo
    from bailee.operations.report_status import report_status
    from bailee.operations.scan_store import scan_store
    from bailee.reports import shapes
    from bailee.reports.words import size
    from bailee.scanner import Limits, warm_up

    given = str(home)
    home = settings.home({}, given)
    shown, err = console(), console(stderr=True)
    err.print(f"making a sample company from seed {seed} in {home / 'company'}", soft_wrap=True)
    warm_up()
    demo = begin_demo(home, seed=seed, shuffle_folders=shuffle_folders, neutral_names=neutral_names)
    err.print(f"{count(demo.files, 'file')} written; scanning", soft_wrap=True)
    with watching([demo.company], err) as watch:
        # Its screens would double the time until the first page shows; what that leaves out, the page says.
        scan_store(demo.workspace, [demo.company], progress=watch.see, limits=Limits(ocr="off"), waiting=watch.waiting)
    end_demo(demo)
    report = report_status(demo.workspace)
    note_departures(demo.workspace, report)
    begin_tasks(demo.workspace, report)
    page, programs = home / "report.html", home / "report.json"
    write_report(report, page, home=given)
    write_report(report, programs)
    if as_json:
        whole = shapes.report(report)
        write_json(
            {"seed": seed, "company": str(demo.company), "manifest": str(home / "manifest.json"), "report": str(page)}
            | whole
        )
        return
    err.print(f"{count(watch.files, 'file')}, {size(watch.bytes)} in {duration(watch.elapsed)}", soft_wrap=True)
    err.print()
    table.show(report, shown, home=given)
    shown.print()
    for name, what in (
        ("report", str(Path(given) / "report.html")),
        ("planted", str(Path(given) / "manifest.json")),
        ("tasks", typed("bailee tasks", given)),
        ("as page", typed("bailee serve", given)),
        ("all rows", typed("bailee status --all", given)),
    ):
        shown.print(f"{name:<9} {escape(what)}", soft_wrap=True)
