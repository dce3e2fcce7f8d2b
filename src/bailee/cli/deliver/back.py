"""`bailee deliver returned`, `bounces`, `handed`, `again`, `stop`: what came back, and what is done about it."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.counting import count
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.deliveries import Reason

DAY = click.DateTime(["%Y-%m-%d"])
ENDED = "It has ended: nobody is reminded any more"


@click.command("returned")
@click.argument("delivery", metavar="DELIVERY")
@click.argument("pieces", metavar="PIECE…", nargs=-1, required=True)
@click.option(
    "--reason",
    default="returned",
    show_default=True,
    metavar="WHY",
    help="moved, unknown-there, not-taken, bad-address or returned.",
)
@click.option("--on", type=DAY, help="The day on which they came back (today).")
@home_option
def returned_command(delivery: str, pieces: tuple[str, ...], reason: str, on: datetime | None, home: Path) -> None:
    """Note letters that came back, by the numbers above their addresses.

    \b
    Example:
      bailee deliver returned delivery-3f2a91bc 12 3f2a91bc-40 --reason moved
    """
    from bailee.operations.deliver_letters import note_returned, pieces_in
    from bailee.operations.open_store import open_store

    why = reason_in(reason)
    workspace = open_store(home, create=False)
    found = pieces_in(" ".join(pieces), workspace.campaign(delivery).ident)
    said_returned(note_returned(workspace, delivery, found, why, on=_day(on)), delivery)


def reason_in(typed: str) -> Reason:
    from bailee.deliveries import Reason
    from bailee.deliveries.acts import RETURNS

    if typed not in [each.value for each in RETURNS]:
        raise InvalidInput(
            f'"{typed[:40]}" is no reason for which letters come back', hint="one of: " + ", ".join(RETURNS)
        )
    return Reason(typed)


def said_returned(several: int, delivery: str) -> None:
    click.echo(f"{count(several, 'letter')} came back")
    click.echo("\nnext  " + again(f"bailee deliver show {delivery}"))


@click.command("bounces")
@click.argument("place", metavar="PLACE")
@home_option
@json_option
def bounces_command(place: str, home: Path, as_json: bool) -> None:
    """Read e-mails that came back: a message, an mbox file, a folder of messages, or a mailbox by IMAP.

    The worker does so by itself where BAILEE_BOUNCES names a mailbox. Nothing in the mailbox is changed.

    \b
    Example:
      bailee deliver bounces bounces.mbox
      bailee deliver bounces imaps://bounces@mail.example/INBOX
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.read_bounces import read_bounces
    from bailee.operations.scan_options import CREDENTIALS
    from bailee.sources.addresses import looks_like_one, parse
    from bailee.sources.credentials import read as read_credentials
    from bailee.store.organisations import is_shared

    workspace = open_store(home, create=False)
    given = home / CREDENTIALS
    keyring = read_credentials(given if given.is_file() else None, os.environ)
    keyring = keyring.lent_to(workspace.organisation, is_shared=is_shared(home))
    found = read_bounces(workspace, parse(place) if looks_like_one(place) else Path(place), keyring)
    if as_json:
        write_json(
            {
                "messages": found.messages,
                "bounces": found.bounces,
                "new": found.news,
                "unreadable": found.unreadable,
            }
        )
        return
    click.echo(
        f"{count(found.messages, 'message')}, {found.bounces:,} of them of mail of ours that came back, {found.news:,} not known yet"
    )
    if found.unreadable:
        click.echo(f"{found.unreadable:,} could not be read")
    click.echo("\nnext  " + again("bailee deliver list"))


@click.command("handed")
@click.argument("delivery", metavar="DELIVERY")
@click.argument("pieces", metavar="PIECE…", nargs=-1, required=True)
@click.option("--on", type=DAY, help="The day on which it was given (today).")
@home_option
def handed_command(delivery: str, pieces: tuple[str, ...], on: datetime | None, home: Path) -> None:
    """Note that people were given their copy by hand; `bailee deliver show` has their numbers.

    \b
    Example:
      bailee deliver handed delivery-3f2a91bc 7 12
    """
    from bailee.operations.deliver_letters import pieces_in
    from bailee.operations.deliver_notice import hand_over
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    found = pieces_in(" ".join(pieces), workspace.campaign(delivery).ident)
    said_handed(hand_over(workspace, delivery, found, on=_day(on)))


def said_handed(several: int) -> None:
    click.echo(f"{count(several, 'copy', 'copies')} {'was' if several == 1 else 'were'} given by hand")


@click.command("again")
@click.argument("delivery", metavar="DELIVERY")
@home_option
def again_command(delivery: str, home: Path) -> None:
    """Try those again whom it did not reach, with the roster as it is now.

    \b
    Example:
      bailee deliver again delivery-3f2a91bc
    """
    from bailee.operations.deliver_notice import try_again
    from bailee.operations.open_store import open_store

    said_again(*try_again(open_store(home, create=False), delivery))


def said_again(going: int, left: int) -> None:
    click.echo(f"{going:,} go out again; {left:,} still cannot be reached")


@click.command("stop")
@click.argument("delivery", metavar="DELIVERY")
@home_option
def stop_command(delivery: str, home: Path) -> None:
    """End a delivery: no reminders any more, and nobody new. What is under way goes on.

    \b
    Example:
      bailee deliver stop delivery-3f2a91bc
    """
    from bailee.operations.deliver_notice import end_delivery
    from bailee.operations.open_store import open_store

    end_delivery(open_store(home, create=False), delivery)
    click.echo(ENDED)


def _day(on: datetime | None) -> date:
    return on.date() if on else datetime.now(UTC).astimezone().date()
