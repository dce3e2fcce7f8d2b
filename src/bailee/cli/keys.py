"""`bailee keys`: how the keys stand, where the master key lies, and their replacement and recovery."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import Steps, again, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.cli.secrets import identity_option, passphrase_in, passphrase_option
from bailee.errors import InvalidInput
from bailee.keys.custody import Custody
from bailee.operations.open_store import open_store
from bailee.operations.rotate_keys import Key

STAGE, RANK = "run", 4

organisation_option = click.option("--organisation", metavar="IDENT", help="Which one, where the store has several.")


@click.group(cls=Steps)
def command() -> None:
    """Where the keys lie, how old they are, and how to replace or recover them.

    \b
    Example:
      bailee keys status
    """


@command.command()
@organisation_option
@home_option
@json_option
def status(organisation: str | None, home: Path, as_json: bool) -> None:
    """Where the master key lies, how old each key is, and what should not lie on this machine any more.

    \b
    Example:
      bailee keys status
    """
    from bailee.operations.show_keys import show_keys

    standing = show_keys(open_store(home, create=False, organisation=organisation))
    if as_json:
        write_json(
            {
                "custody": standing.custody,
                "keys": [
                    {"key": each.key, "made_on": each.made_on, "due": each.is_due, "earlier": each.earlier}
                    for each in standing.keys
                ],
                "recovery_files": [str(file) for file in standing.recovery_files],
                "master_key_being_replaced": standing.is_master_being_replaced,
                "fingerprints_rekeyed": standing.are_fingerprints_rekeyed,
            }
        )
        return
    out = console()
    where = {
        "file": f"in a file, {standing.file}: whoever reads this account's files has it",
        "passphrase": f"behind a passphrase, in {standing.file}",
        "keychain": "in the keychain of this account",
    }
    out.print(f"The master key lies {where[standing.custody]}.", markup=False)
    out.print()
    for each in standing.keys:
        told = f"made {each.made_on}" if each.made_on else "made with the store"
        if each.earlier:
            told += f"; {each.earlier} earlier one{'s' * (each.earlier > 1)} kept for what {'they' if each.earlier > 1 else 'it'} closed"
        due = f"  replace it: {again(f'bailee keys rotate {each.key}')}" if each.is_due else ""
        out.print(f"  {each.key:<13} {told}{due}", style="yellow" if each.is_due else None, markup=False)
    if standing.is_master_being_replaced:
        out.print("\nThe master key is being replaced, and that was cut short.", style="yellow", markup=False)
        out.print(f"Next: {again('bailee keys rotate master')}", markup=False)
    if not standing.are_fingerprints_rekeyed:
        out.print(
            "\nThis store is from before fingerprints were re-keyed: no scanner elsewhere can work for it.",
            markup=False,
        )
        out.print(f"Next: {again('bailee keys rotate fingerprint')}  (nothing is scanned anew)", markup=False)
    for file in standing.recovery_files:
        out.print(f"\nThe recovery key still lies on this machine: {file}", style="red", markup=False)
        out.print(
            f"Next: {again('bailee keys recovery-kit --out recovery.pdf')}, print it, then delete both files",
            markup=False,
        )


@command.command()
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


@command.command()
@click.argument("what", type=click.Choice([key.value for key in Key]))
@organisation_option
@home_option
def rotate(what: str, organisation: str | None, home: Path) -> None:
    """Replace a key. What the old one closed stays readable, and the log says when.

    May be cut off at any moment: type it again, and it goes on. `field` encrypts every column anew, while others work;
    `fingerprint` runs while no scan does, and needs no new scan.

    \b
    Example:
      bailee keys rotate master
      bailee keys rotate field --organisation acme-1a2b3c
    """
    from bailee.operations.rotate_keys import rotate as replace

    done = replace(open_store(home, create=False, organisation=organisation), Key(what))
    if done.key is Key.MASTER:
        click.echo(f"replaced: the master key; keys of {done.organisations} organisations are wrapped with the new one")
    else:
        rows = f"; {done.rows:,} rows written anew" if done.rows else ""
        click.echo(f"replaced: the {what} key{rows}")
    if done.staying:
        click.echo(f"kept under the key of their time, so the old one stays too: {', '.join(done.staying)}")
    click.echo("Next: make a new backup; older ones open with the keys of their time")


@command.command(name="recovery-kit")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.pdf")
@click.option("--keeper", default="", metavar="NAME", help="Who keeps it; printed on the page.")
@identity_option
@organisation_option
@home_option
def recovery_kit(out: Path, keeper: str, identity_file: Path | None, organisation: str | None, home: Path) -> None:
    """A page to print and lock away: the recovery key as text and as a code, and how to use it.

    The key is taken from this machine while it still lies here, or from --identity-file.

    \b
    Example:
      bailee keys recovery-kit --out recovery.pdf --keeper "Dana Reyes, safe in room 12"
    """
    from bailee.operations.make_recovery_kit import make_recovery_kit

    made = make_recovery_kit(
        open_store(home, create=False, organisation=organisation), out, keeper=keeper, identity_file=identity_file
    )
    click.echo(f"written: {out}, to be printed and not kept")
    if not made.has_code:
        click.echo('without a code for cameras: pip install "bailee[server]"')
    click.echo(f"Next: print it, then delete it{' and ' + str(made.still_here) if made.still_here else ''}")


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Where a sealed file is opened to."
)
@click.option("--drill", "is_drill", is_flag=True, help="Try a backup out in a temporary folder, and forget it.")
@identity_option
@home_option
def recover(file: Path, out: Path | None, is_drill: bool, identity_file: Path | None, home: Path) -> None:
    """With the recovery key alone: open a sealed file, or lay a lost store anew from its backup on an empty machine.

    The key is in --identity-file (as one word, or as the lines of the recovery kit), or is asked for line by line.

    \b
    Example:
      bailee keys recover payroll.xlsx.age --out payroll.xlsx
      bailee keys recover 2026-03-02.bailee --home /var/lib/bailee
      bailee keys recover 2026-03-02.bailee --drill
    """
    from bailee.operations.recover import is_backup, open_sealed, recover_store

    identity = _recovery_key(identity_file)
    if is_backup(file):
        kept = recover_store(file, None if is_drill else home, identity)
        what = "it can be recovered" if is_drill else "recovered"
        click.echo(
            f"{what}: {kept.all_rows:,} rows and {kept.files} files of {kept.made_at}; its log of evidence verifies"
        )
        if not is_drill:
            click.echo(f"Next: {again('bailee keys custody passphrase')}: the master key lies in a file now")
        return
    if is_drill:
        raise InvalidInput("a drill tries out a backup", hint="name one, or give --out for a sealed file")
    if out is None:
        raise InvalidInput("say where the file is to be opened to", hint="--out FILE")
    open_sealed(file, out, identity)
    click.echo(f"opened: {out}")


def _recovery_key(file: Path | None) -> str:
    """From a file, or typed."""
    from bailee.keys.recovery import PREFIX, typed
    from bailee.operations.recover import identity_in

    if file is not None:
        return identity_in(file)
    click.echo("The recovery key, line by line as it is printed; an empty line ends it.", err=True)
    lines: list[str] = []
    while line := click.prompt(f"line {len(lines) + 1}", default="", show_default=False, hide_input=True, err=True):
        lines.append(str(line))
        if line.strip().upper().startswith(PREFIX):
            break
    return typed(lines)
