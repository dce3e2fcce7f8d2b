"""`bailee restore FILE`: a backup, put back on an empty machine."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import again, bare_home_option
from bailee.cli.secrets import identities_in, identity_option, passphrase_in, passphrase_option
from bailee.counting import count

STAGE, RANK = "run", 3


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE")
@passphrase_option
@identity_option
@bare_home_option
def command(file: Path, passphrase_file: Path | None, identity_file: Path | None, home: Path) -> None:
    """Put a backup back into an empty home folder, or into the empty database that it names, and verify it.

    Every row is counted and compared, and the log of evidence is verified. Nothing that is there is ever replaced.

    \b
    Example:
      bailee restore 2026-03-02.bailee --passphrase-file backup.pass --home /var/lib/bailee
    """
    from bailee.operations.restore import restore

    passphrase, identities = passphrase_in(passphrase_file), identities_in(identity_file)
    kept = restore(file, home, identities=identities, passphrase=passphrase)
    click.echo(
        f"restored: {count(kept.all_rows, 'row')} and {count(kept.files, 'file')} of {kept.made_at}; its log of evidence verifies"
    )
    click.echo(f"Next: {again('bailee status')}")
