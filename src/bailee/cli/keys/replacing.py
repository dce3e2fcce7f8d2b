"""Moving the master key, replacing keys, and wrapping sealed files for the new ones."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bailee.cli.keys.about import organisation_option
from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.secrets import passphrase_in, passphrase_option
from bailee.counting import count
from bailee.errors import InvalidInput
from bailee.keys.custody import Custody
from bailee.operations.open_store import open_store
from bailee.operations.rotate_keys import Key


@click.command()
@click.argument("where", type=click.Choice([each.value for each in Custody]))
@passphrase_option
@home_option
def custody(where: str, passphrase_file: Path | None, home: Path) -> None:
    """Move the master key into a file, behind a passphrase, or into the keychain of this account.

    There is no moment in which it is lost: the new place is written and read back before the old one is removed. A
    passphrase is asked for, or is the first line of --passphrase-file; a server then reads it from the file that
    BAILEE_PASSPHRASE_FILE names.

    \b
    Example:
      bailee keys custody passphrase
      bailee keys custody keychain
    """
    from bailee.operations.move_master_key import move_master_key

    to = Custody(where)
    passphrase = ""
    if to is Custody.PASSPHRASE:
        passphrase = passphrase_in(passphrase_file) or click.prompt(
            "New passphrase of the master key", hide_input=True, confirmation_prompt=True, err=True
        )
    elif passphrase_file is not None:
        raise InvalidInput(f"{where} needs no passphrase", hint="leave out --passphrase-file")
    move_master_key(open_store(home, create=False), to, passphrase=passphrase)
    click.echo(
        {
            "file": "the master key lies in a file of mode 0600",
            "passphrase": "the master key is behind the passphrase; without it nothing here opens",
            "keychain": "the master key is in the keychain of this account",
        }[where]
    )
    if to is not Custody.FILE:
        click.echo(
            f"Next: {again('bailee keys rotate master')}: a disk may still hold the bytes of the file that was replaced"
        )


@click.command()
@click.argument("what", type=click.Choice([key.value for key in Key]))
@organisation_option
@home_option
def rotate(what: str, organisation: str | None, home: Path) -> None:
    """Replace a key. What the old one closed stays readable, and the log says when.

    May be cut off at any moment: type it again, and it goes on. `field` encrypts every column anew, while others work;
    `fingerprint` runs while no scan does, and needs no new scan. Exit code 3 if an archive did not open and was left as it is.

    \b
    Example:
      bailee keys rotate master
      bailee keys rotate field --organisation acme-1a2b3c
    """
    from bailee.operations.rotate_keys import rotate as replace

    done = replace(open_store(home, create=False, organisation=organisation), Key(what))
    if done.key is Key.MASTER:
        click.echo(
            f"replaced: the master key; keys of {count(done.organisations, 'organisation')} are wrapped with the new one"
        )
    else:
        rows = f"; {count(done.rows, 'row')} written anew" if done.rows else ""
        click.echo(f"replaced: the {what} key{rows}")
    if done.staying:
        click.echo(f"kept under the key of their time, so the old one stays too: {', '.join(done.staying)}")
    for archive in done.left:
        click.echo(f"left  {archive}: it does not open, so its findings keep their fingerprints and compare with none")
    if done.left:
        click.echo(f"Next: {again('bailee archive verify')}: says why; the log of evidence has their names")
    if done.key in (Key.FILE, Key.RECOVERY) and not done.staying:
        click.echo(f"Next: {again('bailee keys rewrap')}: files that are sealed already open with the new key, too")
    if done.key is Key.RECOVERY:
        click.echo(f"Next: {again('bailee keys recovery-kit --out recovery.pdf')}, then {again('bailee keys drill')}")
    click.echo("Next: make a new backup; older ones open with the keys of their time")
    sys.exit(3 if done.left else 0)


@click.command()
@organisation_option
@home_option
@json_option
def rewrap(organisation: str | None, home: Path, as_json: bool) -> None:
    """Wrap every sealed file for the keys in use. What is sealed is neither opened nor written anew.

    A few hundred bytes at the start of each file name its readers; they are replaced, and the rest stays byte for byte. May be cut
    off at any moment: type it again. Exit code 3 if a file had to be left.

    \b
    Example:
      bailee keys rotate recovery
      bailee keys rewrap
    """
    from bailee.operations.rewrap_files import rewrap_files

    outcomes = list(rewrap_files(open_store(home, create=False, organisation=organisation)))
    left = [each for each in outcomes if each.is_refused]
    done = [each for each in outcomes if each.state in ("in-place", "copied")]
    if as_json:
        write_json(
            {
                "files": [
                    {"locator": each.locator, "state": each.state, "written": each.written, "words": each.words}
                    for each in outcomes
                ]
            }
        )
    elif not outcomes:
        click.echo("nothing is sealed")
    else:
        written = sum(each.written for each in done)
        click.echo(
            f"wrapped for the keys in use: {len(done):,} of {count(len(done) + len(left), 'file')}; {count(written, 'byte')} {'was' if written == 1 else 'were'} written"
        )
        for each in left:
            click.echo(f"left  {each.locator}: {each.words}" + (f"\n    {each.hint}" if each.hint else ""))
    sys.exit(3 if left else 0)
