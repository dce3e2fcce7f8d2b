"""`bailee coverage`: what was looked at, what was not and why, sealed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.table import Table

from bailee.cli.options import as_of_option, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.errors import CannotRead, InvalidInput

if TYPE_CHECKING:
    from rich.console import Console

STAGE, RANK = "discover", 3
FORMS = (".html", ".json", ".pdf")


@click.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to FILE.html, .pdf or .json.")
@json_option
@as_of_option
@home_option
def command(out: Path | None, as_json: bool, home: Path) -> None:
    """State what was looked at, what in part, what not and why, in counts and bytes. Sealed, with a record in the log.

    \b
    Example:
      bailee coverage
      bailee coverage --out coverage.pdf
      bailee coverage --json > coverage.json && bailee evidence verify coverage.json
    """
    if out is not None and out.suffix.lower() not in FORMS:
        raise InvalidInput(f'a statement cannot be written as "{out.suffix}"', hint="one of: " + " ".join(FORMS))
    from bailee.operations.open_store import open_store
    from bailee.operations.state_coverage import state_coverage

    sealed = state_coverage(open_store(home, create=False))
    if out is not None:
        write(sealed, out)
    if as_json:
        write_json(sealed)
    else:
        show(sealed, console())
        if out is not None:
            console().print(f"statement  {escape(str(out))}", soft_wrap=True)


def write(sealed: dict[str, Any], out: Path) -> None:
    """Write a statement in the form that the file's name asks for. CannotRead where it cannot be written."""
    from datetime import datetime

    from bailee.rendering import html, pdf
    from bailee.reports.coverage import document

    form = out.suffix.lower()
    if form == ".json":
        content = (json.dumps(sealed, ensure_ascii=False, indent=1) + "\n").encode()
    else:
        made = document(sealed, datetime.fromisoformat(sealed["statement"]["made_at"]).date())
        content = pdf.render(made) if form == ".pdf" else html.render(made).encode()
    try:
        out.write_bytes(content)
    except OSError:
        raise CannotRead(f'cannot write "{out}"', hint="name a folder that you may write to") from None


def show(sealed: dict[str, Any], shown: Console) -> None:
    """The statement for a terminal."""
    from bailee.reports.coverage import isolation_line, line, seal_line
    from bailee.reports.words import cause, size
    from bailee.vocabulary import Reason

    made = sealed["statement"]
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column(justify="right")
    looked = made["looked_at"]
    table.add_row("looked at", f"{looked['items']:,}", size(looked["bytes"]))
    for key, words in (("looked_at_in_part", "in part"), ("not_looked_at", "not")):
        for reason, row in sorted(made[key].items(), key=lambda each: -each[1]["items"]):
            table.add_row(f"{words}: {cause(Reason(reason))}", f"{row['items']:,}", size(row["bytes"]))
    shown.print(f"[bold]{escape(', '.join(made['places']))}[/bold]", soft_wrap=True)
    shown.print(table)
    for said in (line(made), isolation_line(made), seal_line(sealed)):
        if said:
            shown.print(said, soft_wrap=True, markup=False)
