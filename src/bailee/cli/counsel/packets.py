"""`bailee counsel packet`: the questions, the texts, and the file to fill in."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.counting import count

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("packet")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder for its three files."
)
@click.option("--due", type=DAY, help="Until when an answer is wanted (in three weeks).")
@click.option("--provider", default="", metavar="NAME", help="Who looks after the client, on the cover.")
@click.option("--note", default="", metavar="WORDS", help="What is asked beside the questions, in your words.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--on", type=DAY, help="As of this day (today).")
@home_option
@json_option
def packet_command(
    out: Path,
    due: datetime | None,
    provider: str,
    note: str,
    paper: str,
    on: datetime | None,
    home: Path,
    as_json: bool,
) -> None:
    """Write one packet for counsel: DOCX, PDF, and a decision file to fill in.

    It holds the questions in order of risk with the facts they rest on, the texts in full, what nobody could verify, and
    the inventory. It is privileged: send it to counsel, and keep it apart. An owner makes it.

    \b
    Example:
      bailee counsel packet --out packet --due 2026-12-15 --paper letter
    """
    from bailee.counsel.packet import Asked
    from bailee.operations.ask_counsel import WANTED_IN, ask_counsel, write_packet
    from bailee.operations.open_store import open_store

    day = on.date() if on else datetime.now(UTC).astimezone().date()
    asked = Asked(provider, due.date() if due else day + WANTED_IN, note, "letter" if paper == "letter" else "a4")
    workspace = open_store(home, create=False)
    made = ask_counsel(workspace, asked, on=day)
    files = write_packet(made, out)
    workspace.note_access("counsel-packet", export=True)
    texts = sum(item.kind.value != "question" for item in made.items)
    show_packet(made.ident, files, len(made.items), texts, asked.due_on, as_json)


def show_packet(
    ident: str, files: Sequence[Path], items: int, texts: int, due_on: date | None, as_json: bool
) -> None:  # fmt: skip
    if as_json:
        write_json(
            {
                "packet": ident,
                "files": [str(path) for path in files],
                "questions": items - texts,
                "texts": texts,
                "due_on": due_on.isoformat() if due_on else None,
            }
        )
        return
    click.echo(f"{ident}: {count(items - texts, 'question')}, {count(texts, 'text')} to review, answer by {due_on}")
    for path in files:
        click.echo(f"written to {path}")
    click.echo("Privileged: for counsel, and nobody else.")
    click.echo("\nnext  " + again(f'bailee counsel import {shlex.quote(str(files[-1]))} --by "NAME" --firm "FIRM"'))
