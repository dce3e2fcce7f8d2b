"""`bailee pause`: scans into a store wait, until `bailee resume`."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import bare_home_option
from bailee.cli.pacing import pause

STAGE, RANK = "discover", 5


@click.command()
@bare_home_option
def command(home: Path) -> None:
    """Have scans wait: the files being read are finished, and no other is begun. Later scans wait too.

    Ctrl-Z works as well, for a scan in this terminal: `fg` goes on with it.

    \b
    Example:
      bailee pause
    """
    click.echo("paused: scans wait until `bailee resume`" if pause(home) else "scans are paused already")
