"""`bailee request`: what people ask about their own data, from the day it comes to the answer; clocks, identity, packages, figures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from bailee.cli.options import Steps, home_option, json_option
from bailee.cli.request import answering, asking, figures
from bailee.cli.request.listing import Listed, show_list
from bailee.cli.request.shared import today, workspace_in
from bailee.cli.request.showing import show_one, show_taken_in, shown
from bailee.data_subject_requests.requests import CHANNELS
from bailee.data_subject_requests.rights import Right

STAGE, RANK = "respond", 2
_RIGHTS = click.Choice([each.value for each in Right])


@click.group("request", cls=Steps)
def command() -> None:
    """Take in what people ask about their own data, know by when, check who asks, do it store by store, answer, and prove it.

    \b
    Example:
      bailee request add access --name "Pat Doe" --email pat@example.org --lives-in US-CA
      bailee request list
      bailee request match dsr-1a2b3c4d pat@example.org
      bailee request identify dsr-1a2b3c4d --how known-in-person
      bailee request package dsr-1a2b3c4d --out for-pat
      bailee request answer dsr-1a2b3c4d --mail
    """


@command.command("add")
@click.argument("rights", nargs=-1, required=True, type=_RIGHTS, metavar="RIGHT...")
@click.option("--name", default="", metavar="NAME", help="Who asks.")
@click.option("--email", default="", metavar="ADDRESS", help="Where they can be answered.")
@click.option("--phone", default="", metavar="NUMBER", help="Or here.")
@click.option("--address", default="", metavar="TEXT", help="Or by post.")
@click.option("--for", "for_whom", default="", metavar="NAME", help="Somebody else, for whom they ask.")
@click.option("--says", default="", metavar="TEXT", help="What they wrote or said.")
@click.option(
    "--how", "channel", type=click.Choice(list(CHANNELS)), default="mail", show_default=True, help="How it came."
)
@click.option(
    "--on", "received", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day on which it came (today)."
)
@click.option("--lives-in", default="", metavar="PLACE", help="Country or state of whoever asks, such as DE or US-CA.")
@click.option(
    "--law",
    "laws",
    multiple=True,
    metavar="IDENT",
    help="Hold to this law instead of those of the places; may be given again.",
)
@click.option("--appeals", default="", metavar="IDENT", help="The request whose answer an appeal is against.")
@json_option
@home_option
def add(
    rights: tuple[str, ...], name: str, email: str, phone: str, address: str, for_whom: str, says: str, channel: str,
    received: datetime | None, lives_in: str, laws: tuple[str, ...], appeals: str, as_json: bool, home: Path,
) -> None:  # fmt: skip
    """Take a request in: from a mail, a phone call, a letter, or what somebody said. Its clocks begin on the day it came.

    RIGHT is one or more of access, copy, correct, erase, restrict, object, opt-out, withdraw, appeal, surveillance-records.

    \b
    Example:
      bailee request add access copy --name "Pat Doe" --email pat@example.org --lives-in DE
      bailee request add erase --name "Kim Roe" --phone "518-555-0101" --how phone --law ccpa
    """
    from bailee.data_subject_requests.requests import Contact
    from bailee.operations.receive_request import receive_request
    from bailee.operations.show_requests import show_request

    workspace = workspace_in(home)
    day = today()
    contact = Contact(name, email, phone, address, for_whom=for_whom, says=says)
    made = receive_request(
        workspace, rights, contact, channel, received_on=received.date() if received else day, on=day, lives_in=lives_in, laws=laws,
        appeals=appeals,
    )  # fmt: skip
    show_taken_in(shown(show_request(workspace, made.ident, day)), as_json)


@command.command("list")
@click.option("--all", "ended", is_flag=True, help="Those that ended, too.")
@json_option
@home_option
def list_(ended: bool, as_json: bool, home: Path) -> None:
    """List requests: open ones by the day on which they are due.

    \b
    Example:
      bailee request list --all
    """
    from bailee.operations.show_requests import list_requests

    found = list_requests(workspace_in(home), today(), ended=ended)
    lines = [
        Listed(
            each.request.ident,
            [right.value for right in each.request.rights],
            list(each.request.laws),
            each.request.channel,
            each.request.received_on,
            each.state,
            each.due.on if each.due else None,
            each.late,
            each.ended_on,
            each.joined_to or None,
        )
        for each in found
    ]
    who = {each.request.ident: each.request.contact.name or each.request.contact.email for each in found}
    show_list(lines, who.__getitem__, ended=ended, as_json=as_json)


@command.command("show")
@click.argument("ident", metavar="IDENT")
@json_option
@home_option
def show(ident: str, as_json: bool, home: Path) -> None:
    """Show one request: by when, who they are, what is to be done where, who else is told, what was done.

    \b
    Example:
      bailee request show dsr-1a2b3c4d
    """
    from bailee.operations.show_requests import show_request

    show_one(shown(show_request(workspace_in(home), ident, today())), as_json)


for part in (*asking.COMMANDS, *answering.COMMANDS, *figures.COMMANDS):
    command.add_command(part)
