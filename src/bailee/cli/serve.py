"""`bailee serve`: the table as a page on this machine, read-only, behind a link that works once."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import home_option

STAGE = "run"


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free one.")
@home_option
def command(port: int, home: Path) -> None:
    """Show the table as a page on this machine. Ctrl-C ends it.

    \b
    Example:
      bailee serve --port 8765
    """
    from bailee.operations.serve_table import Served, serve_table

    def announce(served: Served) -> None:
        click.echo(served.address)
        click.echo(f"open this link, once: {served.link}")

    serve_table(home, port, announce)
