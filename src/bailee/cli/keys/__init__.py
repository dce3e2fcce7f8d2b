"""`bailee keys`: how the keys stand, where the master key lies, their replacement, recovery and end."""

from __future__ import annotations

import click

from bailee.cli.keys.destroying import destroy
from bailee.cli.keys.recovering import drill, recover, recovery_kit
from bailee.cli.keys.replacing import custody, rewrap, rotate
from bailee.cli.keys.standing import status
from bailee.cli.options import Steps

STAGE, RANK = "run", 4


@click.group(cls=Steps)
def command() -> None:
    """Where the keys lie, how old they are, and how to replace or recover them.

    \b
    Example:
      bailee keys status
    """


for each in (status, custody, rotate, rewrap, recovery_kit, drill, recover, destroy):
    command.add_command(each)
