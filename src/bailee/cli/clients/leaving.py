"""A client leaves: said first what would be done, then done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from bailee.cli.clients.provider import provider_of
from bailee.cli.options import bare_home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import are, count
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.operations.off_board_client import Plan


@click.command("off-board")
@click.argument("client")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="A new folder for everything that is held of it."
)
@click.option("--yes", is_flag=True, help="Do it; without it, only say what would be done.")
@bare_home_option
@json_option
def off_board(client: str, out: Path | None, yes: bool, home: Path, as_json: bool) -> None:
    """A client leaves: write out everything of it, destroy its keys, certify that. Without --yes, say what would be done.

    \b
    Example:
      bailee clients off-board "Lind Dental"
      bailee clients off-board "Lind Dental" --out lind-leaves --yes
    """
    from bailee.operations.choose_client import find
    from bailee.operations.off_board_client import off_board as leave
    from bailee.operations.off_board_client import plan_off_boarding

    provider = provider_of(home)
    found = find(provider.clients(gone=True), client)
    if not yes:
        _show_plan(plan_off_boarding(provider, found.ident), as_json)
        return
    if out is None:
        raise InvalidInput("say where everything that is held of it goes", hint="--out DIR, a new folder")
    shown = console(stderr=True)
    done = leave(provider, found.ident, out, progress=lambda said: shown.print(f"  {said} …"))
    if as_json:
        write_json(
            {
                "folder": str(done.folder),
                "certificate": str(done.certificate),
                "rows": done.rows,
                "destroyed_at": done.destroyed_at.isoformat(),
            }
        )
        return
    click.echo(
        f"{found.name} has left: {count(done.rows, 'row')} {are(done.rows)} in {done.folder}, its keys are destroyed."
    )
    click.echo(f"certificate  {done.certificate}")
    click.echo("Backups from before still hold its keys: destroy them, or let them expire, and write down when.")


@click.command("handed-over")
@click.argument("client")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where off-board wrote it; else what a page had written.",
)
@click.option("--seal-to", metavar="KEY", default="", help="Seal it to this public key of the client's (age1…).")
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path), metavar="FILE", help="Seal it by the passphrase in this file."
)
@click.option("--delete", "is_deleted", is_flag=True, help="Take away what still lies here, once the client has it.")
@bare_home_option
def handed_over(
    client: str, folder: Path | None, seal_to: str, passphrase_file: Path | None, is_deleted: bool, home: Path
) -> None:
    """What was written out of a client that left: seal it into one file that the client alone opens, or delete it here.

    \b
    Example:
      bailee clients handed-over "Lind Dental" --folder lind-leaves --seal-to age1…
      bailee clients handed-over "Lind Dental" --delete
    """
    from bailee.operations.choose_client import find
    from bailee.operations.hand_over import copies, delete_copies, seal_copy

    provider = provider_of(home)
    found = find(provider.clients(gone=True), client)
    phrase = _passphrase(passphrase_file) if passphrase_file is not None else ""
    if is_deleted:
        if seal_to or phrase:
            raise InvalidInput("either it is sealed, or it is deleted", hint="one after the other")
        number = delete_copies(provider, found.ident, folder=folder)
        click.echo(
            f"{count(number, 'copy', 'copies')} {are(number)} deleted." if number else "Nothing of it lies here."
        )
        return
    if seal_to or phrase:
        sealed = seal_copy(provider, found.ident, recipient=seal_to, passphrase=phrase, folder=folder)
        click.echo(f"sealed  {sealed}")
        click.echo("The readable folder is gone. Delete this file, too, once the client has it.")
        return
    there = copies(provider.home, found.ident)
    for path in there.folders:
        click.echo(f"readable  {path}")
    for path in there.sealed:
        click.echo(f"sealed    {path}")
    if there.is_empty:
        click.echo("Nothing of it lies here that a page had written.")


def _passphrase(file: Path) -> str:
    try:
        return file.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise InvalidInput(f'"{file}" cannot be read', hint="a file with the passphrase on one line") from None


def _show_plan(plan: Plan, as_json: bool) -> None:
    if as_json:
        write_json(
            {
                "client": plan.client.ident,
                "rows": plan.rows,
                "members": list(plan.members),
                "sealed_files": plan.sealed_files,
                "done": list(plan.done),
            }
        )
        return
    shown = console()
    shown.print(f"[bold]{escape(plan.client.name)}[/bold] would leave. Nothing was changed.", soft_wrap=True)
    if plan.client.state in ("gone", "uncertified"):
        shown.print("  Its keys are destroyed already; --yes writes the certificate again.", soft_wrap=True)
        return
    if plan.done:
        shown.print(f"  [yellow]An earlier try got as far as: {plan.done[-1]}. --yes goes on.[/]", soft_wrap=True)
    shown.print(
        f"  {count(sum(plan.rows.values()), 'row')} of {count(len(plan.rows), 'table')} would be written out, readable, with the log",
        soft_wrap=True,
    )
    shown.print(
        "  then its keys would be destroyed: nothing of it could be read here any more, by anybody", soft_wrap=True
    )
    shown.print(f"  and would reach it no more: {escape(', '.join(plan.members))}", soft_wrap=True)
    if plan.sealed_files:
        shown.print(
            f"  {count(plan.sealed_files, 'sealed file')} at the client would open with its recovery key alone",
            soft_wrap=True,
        )
    if plan.recovery_keys:
        shown.print("  its recovery key, which still lies here, would go into the folder", soft_wrap=True)
    shown.print("  To do it: --out DIR --yes", soft_wrap=True)
