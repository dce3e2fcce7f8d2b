"""`bailee report list|get|verify`: reports as they were made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.table import Table

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.errors import CannotRead, InvalidInput

if TYPE_CHECKING:
    from bailee.store.rows.reported import KeptReport


@click.command("list")
@json_option
@home_option
def list_command(as_json: bool, home: Path) -> None:
    """List the reports that were made, newest first.

    \b
    Example:
      bailee report list
    """
    from bailee.operations.make_report import reports
    from bailee.operations.open_store import open_store

    show_reports(reports(open_store(home, create=False)), as_json)


def show_reports(made: Sequence[KeptReport], as_json: bool) -> None:
    if as_json:
        write_json({"reports": [shape(each) for each in made]})
        return
    shown = console()
    if not made:
        shown.print("No report was made yet: bailee report one-page --out page.pdf")
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in ("report", "of", "made", "forms", "record"):
        table.add_column(head, justify="right" if head == "record" else "left")
    for each in made:
        forms = " ".join(file.form for file in each.files)
        table.add_row(
            each.ident,
            f"{each.since} to {each.until}",
            f"{each.at.astimezone():%Y-%m-%d %H:%M}",
            forms,
            f"{each.record:,}",
        )
    shown.print(table)


def shape(kept: KeptReport) -> dict[str, Any]:
    """A report as JSON."""
    return {
        "ident": kept.ident,
        "kind": kept.kind,
        "since": kept.since.isoformat(),
        "until": kept.until.isoformat(),
        "made_at": kept.at.isoformat(timespec="seconds"),
        "by": kept.by,
        "schedule": kept.schedule or None,
        "record": kept.record,
        "files": [{"form": each.form, "sha256": each.sha256, "size": each.size} for each in kept.files],
        "sealed": dict(kept.sealed),
    }


@click.command("get")
@click.argument("report")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="FILE.pdf, .docx, .pptx, .xlsx or .html",
)
@home_option
def get_command(report: str, out: Path, home: Path) -> None:
    """Write a report again, byte for byte as it was made.

    \b
    Example:
      bailee report get one-page-2026-11-26-3fa2c1 --out page.pdf
    """
    from bailee.operations.make_report import read_report
    from bailee.operations.open_store import open_store
    from bailee.operations.write_closed import write_closed

    workspace = open_store(home, create=False)
    _, content = read_report(workspace, report, out.suffix.lower()[1:])
    write_closed(out, content)
    workspace.note_access("report", export=True)
    console().print(f"written to {escape(str(out))}", soft_wrap=True)


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@home_option
def verify_command(file: Path, as_json: bool, home: Path) -> None:
    """Say whether a file is a report that was made here: its digest, the seal over it, the record in the log.

    \b
    Example:
      bailee report verify page.pdf
    """
    from bailee.operations.make_report import verify_report
    from bailee.operations.open_store import open_store

    found, wrong = verify_report(open_store(home, create=False), content_of(file))
    show_verified(found.ident if found else None, found.record if found else 0, wrong, as_json)


def content_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="name a file of a report") from None


def show_verified(ident: str | None, record: int, wrong: list[str], as_json: bool) -> None:
    """Which report it is, and what is wrong with it: then the command fails."""
    if as_json:
        write_json({"ok": not wrong, "report": ident, "broken": wrong})
    elif not wrong and ident:
        console().print(f"whole: {ident}, record {record:,} of the log", soft_wrap=True)
    if wrong:
        if as_json:
            raise SystemExit(1)
        raise InvalidInput("; ".join(wrong), hint="`bailee report list` names the reports that were made here")
