"""`bailee read FILE`: what the scanner reads in one file, place by place."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from bailee.scanner.looking import look_into

STAGE, RANK = "discover", 4


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help='For programs: {"locator","text"} a line.')
def command(file: Path, jsonl: bool) -> None:
    """Show what is read in one file, place by place. Nothing is stored.

    \b
    Example:
      bailee read contract.docx
    """
    count = characters = left = 0
    for place in look_into(file):
        if place.reason is not None:
            left += 1
            message = f"? {place.locator}: not read, {place.reason.value}"
            click.echo(message, err=jsonl)
            continue
        count, characters = count + 1, characters + len(place.text)
        if jsonl:
            click.echo(json.dumps({"locator": place.locator.display(), "text": place.text}))
        else:
            click.echo(click.style(f"── {place.locator}", bold=True))
            click.echo(place.text.encode("utf-8", "replace").decode())
    if not jsonl:
        click.echo(f"{count} places, {characters:,} characters" + (f", {left} not read" if left else ""))
    if left and not count:
        sys.exit(3)
