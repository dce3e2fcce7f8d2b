"""`bailee report look`: the name, logo, colour and words on reports."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape

from bailee.cli.options import home_option
from bailee.cli.output import console
from bailee.counting import count
from bailee.errors import CannotRead


@click.command("look")
@click.option("--name", help="Who makes the reports, as their head says.")
@click.option("--logo", type=click.Path(path_type=Path, dir_okay=False), help="A PNG or JPEG; an SVG is refused.")
@click.option("--colour", help="Of the rule below the head, as #1a4fb4.")
@click.option("--closing", help="Words at the end of each report: whom to ask, and where.")
@click.option("--clear", is_flag=True, help="Forget what was said before; what is named beside it counts.")
@home_option
def look_command(
    name: str | None, logo: Path | None, colour: str | None, closing: str | None, clear: bool, home: Path
) -> None:
    """Say how reports look. A provider's look is that of its clients' reports too; with --client, that client has its own.

    \b
    Example:
      bailee report look --name "Northgate IT" --logo logo.png --colour "#1a4fb4"
      bailee report look --client "Lind Dental" --closing "Questions: privacy@lind.example"
    """
    from bailee.operations.choose_look import choose_look, look_of
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    if any(each is not None for each in (name, logo, colour, closing)) or clear:
        content = logo_in(logo) if logo is not None else None
        choose_look(workspace, name=name, logo=content, accent=colour, closing=closing, clear=clear)
    look = look_of(workspace)
    show_look(look.name, len(look.logo), look.accent, look.closing)


def logo_in(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="name a PNG or JPEG file") from None


def show_look(name: str, logo: int, accent: str, closing: str) -> None:
    """`logo`: its size in bytes."""
    shown = console()
    for label, said in (
        ("name", name or "(the provider's own)"),
        ("logo", count(logo, "byte") if logo else "none"),
        ("colour", accent or "ink"),
        ("closing", closing or "none"),
    ):
        shown.print(f"{label:8} {escape(said)}", soft_wrap=True)
