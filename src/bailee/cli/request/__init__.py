"""`bailee request`: what people ask about their own data, from the day it comes to the answer; clocks, identity, packages, figures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bailee.cli.options import Steps, again, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.request import answering, asking, figures
from bailee.cli.request.listing import Listed, show_list
from bailee.cli.request.shared import shape, today, workspace_in
from bailee.counting import count
from bailee.data_subject_requests.requests import CHANNELS
from bailee.data_subject_requests.rights import Right
from bailee.dates import with_weekday

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
    if as_json:
        write_json(shape(show_request(workspace, made.ident, day)))
        return
    one = show_request(workspace, made.ident, day)
    click.echo(made.ident)
    _deadlines(one.deadlines)
    if not made.laws:
        click.echo("No law that is known here names a day for this. Ask counsel, or name one with --law.")
    for law in made.ask_counsel:
        click.echo(f"A law may apply here: {law.name}; not verified, ask counsel.")
    if made.alike:
        click.echo(f"! from the same address or phone: {', '.join(made.alike)}. If it is the same, join them.")
    click.echo("\nnext  " + again(f"bailee request confirm {made.ident}"))
    click.echo("      " + again(f"bailee request match {made.ident} PERSON"))


def _deadlines(found: Any) -> None:
    for each in found:
        what = "confirm" if each.what == "confirm" else "answer"
        if each.on is None:
            click.echo(f"  {what}: {each.why} ({each.law}: {each.citation})")
            continue
        act_by = f", act by {each.act_by:%a} {each.act_by.day} {each.act_by:%b}" if each.act_by != each.on else ""
        click.echo(f"  {what} by {with_weekday(each.on)}{act_by}: {each.why} ({each.citation})")


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

    one = show_request(workspace_in(home), ident, today())
    if as_json:
        write_json(shape(one))
        return
    click.echo(f"{ident}  {one.state.label}: {', '.join(right.label for right in one.request.rights)}")
    who = one.request.contact
    click.echo(
        f"from  {who.name or 'not named'}, {who.email or who.phone or who.address}, {CHANNELS[one.request.channel]}, {one.request.received_on:%d %b %Y}"
    )
    if who.for_whom:
        click.echo(f"for   {who.for_whom}")
    _deadlines(one.deadlines)
    for law in one.ask_counsel:
        click.echo(f"  A law may apply here: {law.name}; not verified, ask counsel.")
    click.echo(f"who   {one.identity_lacks or 'shown, as far as this takes'}")
    if one.subject is None:
        click.echo("here  nobody said yet who they are here")
    elif one.found is not None:
        click.echo(
            f"here  {count(len(one.found.findings), 'finding')} in {count(len(one.found.files), 'file')}; {one.found.unsure} more may be another’s"
        )
    for todo in one.todo:
        mark = "done" if todo.done else "left out" if todo.excepted else "kept by a hold" if todo.by_hold else "to do"
        click.echo(f"  {mark:15}{todo.store}: {todo.right.todo}")
    for name, told in one.processors:
        click.echo(f"  {'told' if told else 'to tell':15}{name}")
    if one.alike:
        click.echo(f"! from the same address or phone: {', '.join(one.alike)}")
    for act in one.acts:
        click.echo(f"  {act.on:%d %b %Y}  {_act_words(act)}")
    if one.is_open and one.subject is None:
        click.echo("\nnext  " + again(f"bailee request match {ident} PERSON"))
    elif one.is_open and one.identity_lacks:
        click.echo("\nnext  " + again(f"bailee request identify {ident} --how METHOD"))


def _act_words(act: Any) -> str:
    from bailee.data_subject_requests.requests import ACTS

    more = (
        act.details.get("method") or act.details.get("store") or act.details.get("who") or act.details.get("what") or ""
    )
    return str(ACTS.get(act.act, act.act)) + (f": {more}" if more else "")


for part in (*asking.COMMANDS, *answering.COMMANDS, *figures.COMMANDS):
    command.add_command(part)
