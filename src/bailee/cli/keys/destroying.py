"""The end of an organisation's keys."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import bare_home_option, json_option
from bailee.cli.output import write_json
from bailee.counting import count
from bailee.errors import InvalidInput
from bailee.operations.open_store import open_store

if TYPE_CHECKING:
    from bailee.operations.destroy_keys import Destroyed, Plan


@click.command()
@click.option("--of", "client", default="", metavar="CLIENT", help="A client of this provider, by name or ident.")
@click.option("--reason", default="", metavar="TEXT", help="Why; it stands on the certificate.")
@click.option(
    "--name", default="", metavar="NAME", help="The name of the organisation, typed again; else it is asked for."
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.pdf", help="Where the certificate goes."
)
@click.option("--withdraw", "is_withdrawn", is_flag=True, help="Take back that it was asked for.")
@bare_home_option
@json_option
def destroy(
    client: str, reason: str, name: str, out: Path | None, is_withdrawn: bool, home: Path, as_json: bool
) -> None:
    """Destroy the keys of one organisation for good: nothing that they closed opens any more. Without --reason, say what would go.

    Where two people may do it, one asks and another one carries it out, here or on the page of keys. A client that is to get
    what is held of it is off-boarded instead: bailee clients off-board.

    \b
    Example:
      bailee keys destroy
      bailee keys destroy --reason "the business was closed on 1 May" --out certificate.pdf
      bailee keys destroy --of "Lind Dental" --reason "contract ended, nothing is to be kept" --out lind.pdf
    """
    from bailee.operations import destroy_keys
    from bailee.operations.choose_client import find

    workspace = open_store(home, create=False)
    ident = find(workspace.clients(gone=True), client).ident if client else ""
    if is_withdrawn:
        destroy_keys.withdraw(workspace, client=ident)
        click.echo("taken back: nobody asks for these keys to be destroyed")
        return
    plan = destroy_keys.plan_destruction(workspace, ident)
    if not reason:
        _show(plan, as_json)
        return
    if out is None:
        raise InvalidInput("say where the certificate goes", hint="--out FILE.pdf")
    if not name:
        if not sys.stdin.isatty():
            raise InvalidInput("destroying keys needs the name of the organisation, typed again", hint="--name NAME")
        _show(plan, False)
        name = click.prompt("\nThis cannot be undone. Type the name of the organisation", err=True)
    done = destroy_keys.destroy(workspace, client=ident, name=name, reason=reason, out=out)
    if isinstance(done, destroy_keys.Waits):
        _waits(done.others, as_json)
        return
    _told(done, as_json)


def _show(plan: Plan, as_json: bool) -> None:
    if as_json:
        write_json(
            {
                "organisation": plan.ident,
                "keys": list(plan.keys),
                "rows": plan.rows,
                "sealed_files": plan.sealed_files,
                "recovery_files": [str(path) for path in plan.recovery_keys],
                "kits": list(plan.kits),
                "last_backup": plan.last_backup or None,
                "needs_another_person": bool(plan.others),
                "asked_at": plan.asked.at.isoformat() if plan.asked else None,
            }
        )
        return
    click.echo(f"{plan.name}: what would be destroyed. Nothing was changed.")
    click.echo(f"  {count(len(plan.keys), 'key')}: {', '.join(plan.keys)}")
    click.echo(f"  with them every encrypted field of {count(plan.rows, 'row')}, for everybody and for good")
    if plan.sealed_files:
        click.echo(f"  {count(plan.sealed_files, 'sealed file')} would open with the recovery key alone")
        for kit in plan.kits:
            click.echo(f"    {kit}")
    for path in plan.recovery_keys:
        click.echo(f"  deleted, too: {path}")
    click.echo(f"  backups hold the keys still; the last one from here: {plan.last_backup or 'none'}")
    if plan.asked is not None:
        click.echo(f"  {plan.asked.name} asked for it on {plan.asked.at:%Y-%m-%d}: {plan.asked.reason}")
    if plan.others:
        click.echo(f"  another person has to agree: {', '.join(plan.others)}")
    click.echo('  To do it: --reason "…" --out FILE.pdf')


def _waits(others: tuple[str, ...], as_json: bool) -> None:
    if as_json:
        write_json({"state": "asked", "waits_for": list(others)})
        return
    click.echo(f"asked for; nothing is destroyed until another person agrees: {', '.join(others)}")
    click.echo("She does it on the page of keys within 7 days, with a reason of her own. To take it back: --withdraw")


def _told(done: Destroyed, as_json: bool) -> None:
    if as_json:
        write_json(
            {
                "state": "destroyed",
                "at": done.at.isoformat(),
                "certificate": str(done.certificate),
                "tried": dict(done.tried),
            }
        )
        return
    click.echo(f"destroyed: the keys of {done.name}")
    for what, number in done.tried:
        click.echo(f"tried: 0 of {number:,} {what} opened with what is left here")
    click.echo(f"certificate  {done.certificate}")
    click.echo(
        "It says which copies of keys may exist elsewhere. Restart servers and workers: they hold keys in memory until they end."
    )
