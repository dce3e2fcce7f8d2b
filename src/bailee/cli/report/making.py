"""`bailee report KIND`: make one and write it."""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path

import click
from rich.markup import escape

from bailee.cli.options import again, home_option
from bailee.cli.output import console
from bailee.errors import InvalidInput
from bailee.reports.papers import FORMS, paper

_DAY = click.DateTime(["%Y-%m-%d"])


def making(kind: str) -> click.Command:
    """The command of one report."""
    about = paper(kind)

    @click.command(
        kind, help=f"{about.ABOUT}\n\n\b\nExample:\n  bailee report {kind} --out {kind}.pdf", short_help=about.ABOUT
    )
    @click.option(
        "--out", "outs", type=click.Path(path_type=Path, dir_okay=False), multiple=True, required=True,
        help="FILE.pdf, .docx, .pptx, .xlsx or .html; may be given several times.",
    )  # fmt: skip
    @click.option("--from", "since", type=_DAY, help="The first day (three months before the last).")
    @click.option("--to", "until", type=_DAY, help="The last day (today).")
    @home_option
    def command(outs: tuple[Path, ...], since: datetime | None, until: datetime | None, home: Path) -> None:
        make(kind, outs, since, until, home)

    return command


def make(kind: str, outs: tuple[Path, ...], since: datetime | None, until: datetime | None, home: Path) -> None:
    """Make it in the forms of the files, keep it, and write them."""
    forms = forms_of(outs)
    from bailee.operations.gather_report import last_months
    from bailee.operations.make_report import make_report, period_of
    from bailee.operations.open_store import open_store
    from bailee.operations.write_closed import write_closed
    from bailee.store.asking import today

    workspace = open_store(home, create=False)
    last = until.date() if until else today()
    period = period_of(since.date() if since else None, until.date() if until else None, last_months(last))
    made = make_report(workspace, kind, period, forms=forms)
    workspace.note_access("report", export=True)
    for out, form in zip(outs, forms, strict=True):
        write_closed(out, made.files[form])
    said_made(outs, made.kept.ident, made.kept.record, made.kept.sealed["statement"]["unreal"])


def forms_of(outs: tuple[Path, ...]) -> list[str]:
    """By their endings. InvalidInput names one that no report is written as."""
    forms = [out.suffix.lower()[1:] for out in outs]
    for out, form in zip(outs, forms, strict=True):
        if form not in FORMS:
            raise InvalidInput(
                f'a report cannot be written as "{out.suffix}"',
                hint="one of: " + " ".join(f".{each}" for each in FORMS),
            )
    return forms


def said_made(outs: tuple[Path, ...], ident: str, record: int, unreal: str) -> None:
    """`unreal`: what of it is no real figure."""
    shown = console()
    for out in outs:
        shown.print(f"written to {escape(str(out))}", soft_wrap=True)
    shown.print(f"kept as {ident}, record {record:,} of the log", soft_wrap=True)
    if unreal:
        shown.print(f"[bold]{escape(unreal)}[/bold]", soft_wrap=True)
    shown.print(
        "\nnext  "
        + again(f"bailee report verify {shlex.quote(str(outs[0]))}")
        + ", to see that it is the one that was made",
        soft_wrap=True,
    )
