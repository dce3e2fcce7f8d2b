"""`bailee resume`: scans that were told to wait go on."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import bare_home_option
from bailee.cli.pacing import resume

STAGE, RANK = "discover", 6


@click.command()
@bare_home_option
def command(home: Path) -> None:
    """Let scans go on after `bailee pause`.

    \b
    Example:
      bailee resume
    """
    click.echo("scans go on" if resume(home) else "no scan was paused")
