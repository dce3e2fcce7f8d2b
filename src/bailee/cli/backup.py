"""`bailee backup FILE`: the whole store in one encrypted file, and whether it can be put back."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import bare_home_option
from bailee.cli.secrets import identities_in, identity_option, passphrase_in, passphrase_option
from bailee.counting import count
from bailee.errors import InvalidInput

STAGE, RANK = "run", 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    metavar="AGE1…",
    help="Who can open it: an age recipient; may be given again.",
)
@passphrase_option
@identity_option
@click.option(
    "--drill",
    "is_drill",
    is_flag=True,
    help="Try FILE out: put it back in a temporary folder, and verify it. Where there is no FILE yet, it is made first.",
)
@bare_home_option
def command(
    file: Path,
    recipients: tuple[str, ...],
    passphrase_file: Path | None,
    identity_file: Path | None,
    is_drill: bool,
    home: Path,
) -> None:
    """Write the store, its keys and its log into one encrypted file, as they are at this moment; scans may go on.

    The file holds the keys, so whoever opens it can read everything. Keep it, and what opens it, apart from each other and
    from this machine. Stock `age` and `tar` open it too; a README inside says how.

    \b
    Example:
      bailee backup 2026-03-02.bailee --passphrase-file backup.pass
      bailee backup 2026-03-02.bailee --recipient age1qx…
      bailee backup 2026-03-02.bailee --passphrase-file backup.pass --drill
    """
    from bailee.operations.back_up import back_up
    from bailee.operations.restore import drill

    passphrase = passphrase_in(passphrase_file)
    if is_drill and recipients and not (passphrase or identity_file):
        raise InvalidInput("a drill opens a backup", hint="give --passphrase-file or --identity-file")
    if is_drill and not file.exists() and not (passphrase or recipients):
        raise InvalidInput(f'there is no backup at "{file}"', hint="make it first: the same without --drill")
    if not is_drill or not file.exists():
        kept = back_up(home, file, recipients=recipients, passphrase=passphrase)
        size = file.stat().st_size / 1e6
        click.echo(
            f"backed up: {count(kept.all_rows, 'row')} and {count(kept.files, 'file')} of the store, {size:,.1f} MB in {file}"
        )
    if is_drill:
        tried = drill(file, identities=identities_in(identity_file), passphrase=passphrase)
        click.echo(
            f"it can be put back: {count(tried.all_rows, 'row')} of {tried.made_at}, and its log of evidence verifies"
        )
    else:
        click.echo("Next: try it out with --drill, and keep it away from this machine")
