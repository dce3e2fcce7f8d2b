"""Commands about who asks and what they mean: confirm, match, ask, identify, clarify, join."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import home_option
from bailee.cli.request.shared import give, letter_options, today, workspace_in
from bailee.cli.request.showing import show_identified, show_match, shown
from bailee.data_subject_requests.identity import METHODS

_IDENT = click.argument("ident", metavar="IDENT")


@click.command("confirm")
@_IDENT
@letter_options
@home_option
def confirm(ident: str, mailed: bool, out: Path | None, home: Path) -> None:
    """Tell them that it was received, what happens next, and by when.

    \b
    Example:
      bailee request confirm dsr-1a2b3c4d --mail
    """
    from bailee.operations.work_on_request import confirm_request

    give(confirm_request(workspace_in(home), ident, on=today(), mailed=mailed), out, mailed=mailed)


@click.command("match")
@_IDENT
@click.argument("who", metavar="[PERSON]", default="")
@click.option("--email", default="", metavar="ADDRESS", help="An e-mail address that they brought.")
@click.option("--phone", default="", metavar="NUMBER", help="A phone number that they brought.")
@click.option(
    "--account", default="", metavar="NUMBER", help="An account or other number that they brought; it is not kept."
)
@click.option("--name", default="", metavar="NAME", help="Their name, beside one of these.")
@home_option
def match(ident: str, who: str, email: str, phone: str, account: str, name: str, home: Path) -> None:
    """Say who they are here: somebody on the roster, or by what they brought, which is kept as a keyed fingerprint alone.

    \b
    Example:
      bailee request match dsr-1a2b3c4d pat@example.org
      bailee request match dsr-1a2b3c4d --account "GB33 BUKB 2020 1555 5555 55"
    """
    from bailee.operations.show_requests import show_request
    from bailee.operations.whose_statement import find_subject
    from bailee.operations.work_on_request import match_request

    workspace = workspace_in(home)
    subject = find_subject(workspace, who, email=email, phone=phone, account=account, name=name)
    match_request(workspace, ident, subject, on=today())
    show_match(shown(show_request(workspace, ident, today())))


@click.command("ask-identity")
@_IDENT
@click.option("--why", default="", metavar="TEXT", help="What made you doubt, for the letter.")
@letter_options
@home_option
def ask_identity(ident: str, why: str, mailed: bool, out: Path | None, home: Path) -> None:
    """Ask who they are. Refused where nothing has to be shown for what they ask.

    \b
    Example:
      bailee request ask-identity dsr-1a2b3c4d --mail
    """
    from bailee.operations.work_on_request import ask_identity as ask_

    give(ask_(workspace_in(home), ident, on=today(), why=why, mailed=mailed), out, mailed=mailed)


@click.command("identify")
@_IDENT
@click.option("--how", "method", required=True, type=click.Choice(list(METHODS)), help="How they showed who they are.")
@click.option(
    "--seen", default="", metavar="TEXT", help='What sort of thing was seen, such as "passport"; not what stands on it.'
)
@home_option
def identify(ident: str, method: str, seen: str, home: Path) -> None:
    """Note how they showed who they are. No copy and no number of a paper is kept.

    \b
    Example:
      bailee request identify dsr-1a2b3c4d --how paper-seen --seen "passport"
    """
    from bailee.operations.show_requests import show_request
    from bailee.operations.work_on_request import note_identity

    workspace = workspace_in(home)
    note_identity(workspace, ident, method, on=today(), seen=seen)
    show_identified(method, show_request(workspace, ident, today()).identity_lacks)


@click.command("ask")
@_IDENT
@click.argument("question", metavar="QUESTION")
@letter_options
@home_option
def ask(ident: str, question: str, mailed: bool, out: Path | None, home: Path) -> None:
    """Ask what they mean. Whether the clock stands still meanwhile, the law says.

    \b
    Example:
      bailee request ask dsr-1a2b3c4d "Do you mean the years before 2020, too?" --mail
    """
    from bailee.operations.work_on_request import ask_meaning

    give(ask_meaning(workspace_in(home), ident, question, on=today(), mailed=mailed), out, mailed=mailed)


@click.command("clarify")
@_IDENT
@click.argument("answer", metavar="ANSWER")
@home_option
def clarify(ident: str, answer: str, home: Path) -> None:
    """Note what they mean.

    \b
    Example:
      bailee request clarify dsr-1a2b3c4d "only what HR has"
    """
    from bailee.operations.work_on_request import note_meaning

    note_meaning(workspace_in(home), ident, answer, on=today())
    click.echo("Noted.")


@click.command("join")
@_IDENT
@click.option("--into", required=True, metavar="IDENT", help="The open request that it is the same as.")
@click.option("--why", default="", metavar="TEXT", help="How you know, where they came from different addresses.")
@home_option
def join(ident: str, into: str, why: str, home: Path) -> None:
    """Join a request with another of the same person. Its day goes along; what was shown of who they are does not.

    \b
    Example:
      bailee request join dsr-5e6f7a8b --into dsr-1a2b3c4d
    """
    from bailee.operations.work_on_request import join_request

    join_request(workspace_in(home), ident, into, on=today(), why=why)
    click.echo(f"{ident} is joined with {into}.")


COMMANDS = (confirm, match, ask_identity, identify, ask, clarify, join)
