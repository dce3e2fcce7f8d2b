"""`bailee evidence keep`, `holders`, `give`, `no-more`: checkpoints that lie elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bailee import settings
from bailee.cli.options import as_of_option, home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.counting import count
from bailee.errors import InvalidInput
from bailee.operations.open_store import open_store


@click.command("keep")
@click.argument("where")
@click.option("--name", default="", metavar="NAME", help="Who that is.")
@click.option("--every", type=click.Choice(["day", "week", "month"]), default="week", show_default=True)
@home_option
def keep_command(where: str, name: str, every: str, home: Path) -> None:
    """Have checkpoints kept elsewhere: WHERE is an e-mail address, or a folder on another machine. The first one goes out at once.

    \b
    Example:
      bailee evidence keep pat@client.example --name "Pat Doe, the client's accountant"
      bailee evidence keep /mnt/offsite/checkpoints --every day
    """
    from bailee.operations.give_checkpoints import give_checkpoints, name_holder

    workspace = open_store(home, create=False)
    name_holder(workspace, where, name=name, every=every)
    done = give_checkpoints(workspace, None)
    if done.failed:
        raise InvalidInput(
            f"named, and the first one did not go out: {done.fault}", hint="see `bailee evidence holders`"
        )
    click.echo(f"From now on a checkpoint goes there every {every}; a worker sends it. The first one is under way.")
    if "@" in where and not str(settings.read(os.environ)["smtp_host"]):
        click.echo("No mail server is set: mails wait in the outbox until BAILEE_SMTP_HOST names one.")


@click.command("holders")
@as_of_option
@home_option
@json_option
def holders_command(home: Path, as_json: bool) -> None:
    """Show who keeps checkpoints elsewhere, what each got last and whether it arrived, and the time stamps that were asked for.

    \b
    Example:
      bailee evidence holders
    """
    workspace = open_store(home, create=False)
    given = workspace.given()
    last = {each.holder: each for each in reversed(given)}
    stamps = workspace.log_stamps(limit=1)
    if as_json:
        write_json(
            {
                "holders": [
                    {
                        "ident": each.ident, "name": each.name, "where": each.where, "every": each.every,
                        "size": last[each.ident].size if each.ident in last else None,
                        "at": last[each.ident].at.isoformat(timespec="seconds") if each.ident in last else None,
                        "state": last[each.ident].state if each.ident in last else "never",
                        "fault": last[each.ident].fault if each.ident in last else "",
                    }
                    for each in workspace.holders()
                ],
                "stamp": {"size": stamps[0].size, "at": stamps[0].at.isoformat(timespec="seconds"), "fault": stamps[0].fault} if stamps else None,
            }
        )  # fmt: skip
        return
    holders = workspace.holders()
    if not holders:
        click.echo("Nobody outside keeps a checkpoint of this log yet.")
        click.echo("next  bailee evidence keep pat@client.example")
    else:
        table = listing(
            "holder", "where", "every", "records", "last", "how it went", whole=("holder",), right=("records",)
        )
        for each in holders:
            newest = last.get(each.ident)
            where = f"{each.name}, {each.where}" if each.name else each.where
            told = (
                (f"{newest.size:,}", f"{newest.at:%Y-%m-%d}", _went(newest.state, newest.fault))
                if newest
                else ("–", "–", "not yet")
            )
            table.add_row(each.ident, where, each.every, *told)
        console().print(table)
    for stamp in stamps:
        said = stamp.fault or f"{stamp.service} says {stamp.said_at:%Y-%m-%d %H:%M} UTC"
        click.echo(f"time stamp  of {count(stamp.size, 'record')}, asked {stamp.at:%Y-%m-%d %H:%M} UTC: {said}")


def _went(state: str, fault: str) -> str:
    return {"kept": "went out", "waiting": fault or "waits in the outbox", "failed": f"failed: {fault}"}[state]


@click.command("give")
@home_option
def give_command(home: Path) -> None:
    """Give the newest checkpoint to all who keep them, and ask the time-stamp service for its time, at once.

    \b
    Example:
      bailee evidence give
    """
    from bailee.operations.give_checkpoints import give_checkpoints
    from bailee.operations.stamp_certificates import stamp_service

    workspace = open_store(home, create=False)
    service = stamp_service(settings.read(os.environ))
    done = give_checkpoints(workspace, service, everybody=True)
    click.echo(f"{done.given} under way, {done.failed} failed, {done.stamped} stamped with somebody else's time")
    if done.fault:
        raise InvalidInput(
            done.fault, hint="it is tried again by a worker; `bailee evidence holders` says how it stands"
        )


@click.command("no-more")
@click.argument("holder")
@home_option
def no_more_command(holder: str, home: Path) -> None:
    """Give no more checkpoints to a holder. What was given stays given.

    \b
    Example:
      bailee evidence no-more holder-3f2a91c4
    """
    from bailee.operations.give_checkpoints import end_holder

    end_holder(open_store(home, create=False), holder)
    click.echo("No more checkpoints go there.")
