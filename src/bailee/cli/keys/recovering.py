"""The printed page, what it opens, and the drill."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.keys.about import organisation_option
from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.secrets import identity_option
from bailee.counting import count
from bailee.errors import InvalidInput
from bailee.operations.open_store import open_store


@click.command(name="recovery-kit")
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


@click.command()
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
            f"{what}: {count(kept.all_rows, 'row')} and {count(kept.files, 'file')} of {kept.made_at}; its log of evidence verifies"
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


@click.command()
@identity_option
@organisation_option
@home_option
@json_option
def drill(identity_file: Path | None, organisation: str | None, home: Path, as_json: bool) -> None:
    """Prove that the recovery key in hand opens a sealed file, before it is needed.

    The key is typed line by line from the printed page, or is in --identity-file. It opens a canary that lies sealed here, and a few of your
    own sealed files, by the `age` program where this machine has it. The log says so, and the task of the calendar is closed.

    \b
    Example:
      bailee keys drill
      bailee keys drill --identity-file /media/stick/recovery.txt
    """
    from bailee.operations.drill_recovery import drill as try_out

    workspace = open_store(home, create=False, organisation=organisation)
    done = try_out(workspace, _recovery_key(identity_file))
    if as_json:
        write_json(
            {
                "opened": done.opened,
                "readable": done.readable,
                "of_another": done.of_another,
                "by": done.by,
                "next_on": done.next_on.isoformat(),
            }
        )
        return
    click.echo(
        f"the recovery key opened the canary and {_files(done.opened)} of your own, by {done.by}; nothing of them was kept"
    )
    if done.readable:
        click.echo(
            f"{_files(done.readable)} {'has' if done.readable == 1 else 'have'} it as a reader, by what stands at the start of each"
        )
    if done.of_another:
        click.echo(
            f"{_files(done.of_another)} {'needs' if done.of_another == 1 else 'need'} the page of before. Next: {again('bailee keys rewrap')}"
        )
    click.echo(f"Put the page back. The calendar asks again by {done.next_on}")


def _files(number: int) -> str:
    return count(number, "sealed file")


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
