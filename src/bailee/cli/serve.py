"""`bailee serve`: the pages, on this machine; the first time, a link that works once leads to setting them up."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import bare_home_option

STAGE = "run"


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free one.")
@bare_home_option
def command(port: int, home: Path) -> None:
    """Serve the pages on this machine. Ctrl-C ends it.

    The first time it prints a link that works once: it leads to the first account, whose owner invites others.

    \b
    Example:
      bailee serve --port 8765
    """
    from contextlib import ExitStack

    from bailee.cli.worker import working_beside
    from bailee.operations.serve_table import Served, serve_table

    with ExitStack() as beside:

        def announce(served: Served) -> None:
            click.echo(served.address)
            click.echo(f"open this link, once: {served.link}" if served.link else "sign in there with your account")
            beside.enter_context(working_beside(home))  # scans that are started from a page, or are due

        serve_table(home, port, announce)
