"""`bailee counsel strategy`: the plan that an owner can read; `hours` is the table that it counts with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bailee.cli.options import again, home_option
from bailee.errors import InvalidInput, NotAllowed

_FORMS = (".pdf", ".docx", ".html")


@click.command("strategy")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="FILE.pdf, .docx or .html")
@click.option(
    "--hours", "hours_file", type=click.Path(path_type=Path, dir_okay=False), help="Your own estimates, a TOML file."
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="As of this day (today).")
@home_option
def strategy_command(out: Path, hours_file: Path | None, paper: str, on: datetime | None, home: Path) -> None:
    """Write the privacy strategy: where we stand, the risks, the plan by quarter, what it costs in hours.

    Hours are an estimate out of a table with reasons; `bailee counsel hours` writes that table for you to change.

    \b
    Example:
      bailee counsel strategy --out strategy.pdf
      bailee counsel strategy --out strategy.docx --hours hours.toml --paper letter
    """
    can_be_written(out)
    from bailee.counsel.strategy import read_hours
    from bailee.operations.open_store import open_store
    from bailee.operations.plan_strategy import plan_strategy, write_strategy

    workspace = open_store(home, create=False)
    made = plan_strategy(
        workspace,
        hours=read_hours(hours_file),
        on=on.date() if on else datetime.now(UTC).astimezone().date(),
        paper="letter" if paper == "letter" else "a4",
    )
    write_strategy(made, out)
    workspace.note_access("counsel-strategy", export=True)
    said_written(out, own_hours=hours_file is not None)


def can_be_written(out: Path) -> None:
    """InvalidInput where a strategy has no such form."""
    if out.suffix.lower() not in _FORMS:
        raise InvalidInput(f'a strategy cannot be written as "{out.suffix}"', hint="one of: " + " ".join(_FORMS))


def said_written(out: Path, *, own_hours: bool) -> None:
    click.echo(f"written to {out}")
    if not own_hours:
        click.echo("\nnext  " + again("bailee counsel hours --out hours.toml") + ", to count with your own figures")


@click.command("hours")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
def hours_command(out: Path | None) -> None:
    """Print the table of estimates that the strategy counts with, or write it to a file to change.

    \b
    Example:
      bailee counsel hours --out hours.toml
    """
    from bailee.counsel.strategy import table

    if out is None:
        click.echo(table(), nl=False)
        return
    try:
        with out.open("x", encoding="utf-8") as stream:
            stream.write(table())
    except FileExistsError:
        raise InvalidInput(f'"{out}" is there already', hint="name a new file: nothing is replaced") from None
    except OSError:
        raise NotAllowed(f'"{out}" cannot be written', hint="name a folder that you may write to") from None
    click.echo(f"written to {out}")
