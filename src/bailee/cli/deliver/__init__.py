"""`bailee deliver`: a published notice goes to those whom it concerns, and what became of each copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from bailee.cli.deliver.back import again_command, bounces_command, handed_command, returned_command, stop_command
from bailee.cli.deliver.correspondence import how_command
from bailee.cli.deliver.placed import page_command, poster_command, take_down_command
from bailee.cli.deliver.sending import letters_command, mail_command, posted_command, print_command
from bailee.cli.options import Steps, again, as_of_option, home_option, json_option
from bailee.cli.output import console, listing, write_json

if TYPE_CHECKING:
    from bailee.store.rows.deliveries import Campaign, Delivery
    from bailee.store.rows.postings import Posting

STAGE = "inform"


@click.group("deliver", cls=Steps)
def command() -> None:
    """Send a published notice to those whom it concerns, by e-mail or post; put it up; show it on a page.

    Each person gets a version once. Staff are reminded until they sign; customers are told, and need do nothing.

    \b
    Example:
      bailee deliver mail employee-privacy-notice --dry-run
      bailee deliver letters customer-privacy-statement --from US --out letters
      bailee deliver show delivery-3f2a91bc
    """


@command.command("list")
@as_of_option
@home_option
@json_option
def list_command(home: Path, as_json: bool) -> None:
    """List deliveries, posters and pages that are open to everybody.

    \b
    Example:
      bailee deliver list
    """
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    pages = workspace.notice_pages()
    open_ = sorted(kind for kind, (is_open, _) in pages.items() if is_open)
    show_deliveries(workspace.campaigns(), workspace.postings(), open_, workspace.organisation, as_json)


def show_deliveries(
    campaigns: Sequence[Campaign], postings: Sequence[Posting], open_: Sequence[str], organisation: str, as_json: bool
) -> None:
    """`open_`: kinds of notices whose page is open to everybody."""
    from bailee.deliveries import Standing

    if as_json:
        write_json(
            {
                "deliveries": [
                    {
                        "ident": each.ident,
                        "notice": each.kind,
                        "version": each.version,
                        "means": each.means.value,
                        "started_at": each.started_at.isoformat(),
                        "posted_on": each.posted_on.isoformat() if each.posted_on else None,
                        "ended": not each.is_open,
                        "people": each.people,
                        "reached": each.reached,
                        "counts": {standing.value: count for standing, count in sorted(each.counts.items())},
                    }
                    for each in campaigns
                ],
                "posters": [
                    {
                        "ident": each.ident,
                        "notice": each.kind,
                        "version": each.version,
                        "place": each.place,
                        "put_up_on": each.put_up_on.isoformat(),
                        "photograph_sha256": each.photograph.sha256 if each.photograph else None,
                        "taken_down_on": each.taken_down_on.isoformat() if each.taken_down_on else None,
                    }
                    for each in postings
                ],
                "pages": list(open_),
            }
        )
        return
    if not campaigns and not postings and not open_:
        click.echo(
            "Nothing was delivered yet. See first whom a published notice would reach:\n\nnext  "
            + again("bailee deliver mail employee-privacy-notice --dry-run")
        )
        return
    heads = ("delivery", "notice", "by", "began", "reached", "not")
    table = listing(*heads, whole={*heads} - {"notice"}, right=("reached", "not"))
    for each in campaigns:
        lost = each.counts.get(Standing.FAILED, 0) + each.counts.get(Standing.UNREACHABLE, 0)
        table.add_row(
            each.ident, f"{each.kind} v{each.version}", each.means.value, f"{each.started_at.astimezone():%Y-%m-%d}",
            f"{each.reached:,} of {each.people:,}", f"{lost:,}",
        )  # fmt: skip
    if campaigns:
        console().print(table)
    for posting in postings:
        down = f", taken down {posting.taken_down_on}" if posting.taken_down_on else ""
        photograph = "with a photograph" if posting.photograph else "without a photograph"
        click.echo(
            f"{posting.ident}  {posting.kind} v{posting.version} hangs since {posting.put_up_on}, {photograph}{down}: {posting.place}"
        )
    for kind in open_:
        click.echo(f"open to everybody: /notices/{organisation}/{kind}/")


@command.command("show")
@click.argument("delivery", metavar="DELIVERY")
@as_of_option
@home_option
@json_option
def show_command(delivery: str, home: Path, as_json: bool) -> None:
    """Show how a delivery stands: how many it reached, and who was not reached and why.

    \b
    Example:
      bailee deliver show delivery-3f2a91bc
    """
    from bailee.deliveries import Standing
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    campaign = workspace.campaign(delivery)
    backs = (None,) if as_json else (Standing.FAILED, Standing.UNREACHABLE)
    pieces = [one for back in backs for one in workspace.deliveries(campaign, back)]
    show_delivery(campaign, pieces, as_json)


def show_delivery(campaign: Campaign, pieces: Sequence[Delivery], as_json: bool) -> None:
    """`pieces`: as JSON all of them, for a person those that it did not reach."""
    from bailee.deliveries import Standing, says

    if as_json:
        write_json(
            {
                "ident": campaign.ident,
                "notice": campaign.kind,
                "version": campaign.version,
                "sha256": campaign.sha256,
                "people": [
                    {
                        "piece": each.piece,
                        "person": each.person.ident,
                        "standing": each.standing.value,
                        "reason": each.reason.value if each.reason else None,
                        "sent_at": each.sent_at.isoformat() if each.sent_at else None,
                        "reminded": each.reminded,
                    }
                    for each in pieces
                ],
            }
        )
        return
    said = {
        Standing.SENT: "sent", Standing.HANDED: "given by hand", Standing.WAITING: "waiting",
        Standing.FAILED: "came back", Standing.UNREACHABLE: "not reachable",
    }  # fmt: skip
    click.echo(
        f"{campaign.ident}: {campaign.kind} version {campaign.version}, by {campaign.means.value}, PDF SHA-256 {campaign.sha256[:16]}…"
    )
    click.echo(f"{campaign.reached:,} of {campaign.people:,} reached")
    for standing, words in said.items():
        if count := campaign.counts.get(standing, 0):
            click.echo(f"  {count:>6,}  {words}")
    if pieces:
        table = listing("piece", "who", "why", "what to do", right=("piece",))
        for one in pieces[:_SHOWN]:
            why, remedy = says(one.reason) if one.reason else ("it came back", "try again")
            table.add_row(str(one.piece), Text(one.person.name), why, remedy)
        click.echo()
        console().print(table)
        if len(pieces) > _SHOWN:
            click.echo(f"and {len(pieces) - _SHOWN:,} more: --json, or the page")
        click.echo("\nnext  " + again(f"bailee deliver again {campaign.ident}"))


_SHOWN = 50

for each in (
    mail_command, letters_command, print_command, posted_command, returned_command, bounces_command, handed_command,
    again_command, stop_command, poster_command, take_down_command, page_command, how_command,
):  # fmt: skip
    command.add_command(each)
