"""`bailee deliver how`: in which language people are written to, and whether their certificate goes to them by mail."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import home_option, json_option
from bailee.cli.output import write_json


@click.command("how")
@click.option(
    "--language", default="", metavar="LANGUAGE", help="Of people whose own the roster does not name: en, es, fr, de."
)
@click.option("--copies/--no-copies", default=None, help="Who signed gets the certificate by mail, as PDF.")
@home_option
@json_option
def how_command(language: str, copies: bool | None, home: Path, as_json: bool) -> None:
    """Say how people are written to, or choose it: their language, and what goes to them by mail.

    The roster's column of languages counts first, then what is chosen here, then English.

    \b
    Example:
      bailee deliver how
      bailee deliver how --language es
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.write_to_people import choose_correspondence

    workspace = open_store(home, create=False)
    if language or copies is not None:
        chosen = choose_correspondence(workspace, language=language, copies=copies)
    else:
        chosen = workspace.correspondence()
    show_how(chosen.language, chosen.copies, as_json)


def show_how(language: str, copies: bool, as_json: bool) -> None:
    from bailee.deliveries.wording import languages, wording

    if as_json:
        write_json({"language": language, "copies": copies, "languages": list(languages())})
        return
    click.echo(f"language   {wording(language).name}, for people whose own the roster does not name")
    click.echo(f"copies     who signed {'gets' if copies else 'does not get'} the certificate by mail")
    click.echo(f"there are  {', '.join(f'{each} ({wording(each).name})' for each in languages())}")
