"""Commands that come to an answer: extend, except, done, tell, package, answer, refuse, withdraw, reopen, note."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.request.shared import give, letter_options, today, workspace_in
from bailee.counting import count
from bailee.data_subject_requests.rights import Right

if TYPE_CHECKING:
    from bailee.operations.fulfil_request import Package

_IDENT = click.argument("ident", metavar="IDENT")
_RIGHTS = click.Choice([each.value for each in Right if each.todo])


@click.command("extend")
@_IDENT
@click.option("--why", required=True, metavar="TEXT", help="Why it takes longer; they read it.")
@letter_options
@home_option
def extend(ident: str, why: str, mailed: bool, out: Path | None, home: Path) -> None:
    """Tell them, before the first day has passed, that it takes longer, and why.

    \b
    Example:
      bailee request extend dsr-1a2b3c4d --why "twelve mailboxes have to be looked through" --mail
    """
    from bailee.operations.work_on_request import extend_request

    give(extend_request(workspace_in(home), ident, why, on=today(), mailed=mailed), out, mailed=mailed)


@click.command("except")
@_IDENT
@click.argument("what", metavar="WHAT")
@click.option(
    "--ground",
    required=True,
    metavar="GROUND",
    help="third-party, legal-hold, kept-by-law, privileged, trade-secret, crime, not-theirs, other.",
)
@click.option("--why", default="", metavar="TEXT", help="The reason, in words that they read.")
@click.option("--store", default="", metavar="IDENT", help="Only what lies here.")
@click.option("--right", type=_RIGHTS, default=None, help="Only for this of what they ask.")
@home_option
def except_(ident: str, what: str, ground: str, why: str, store: str, right: str | None, home: Path) -> None:
    """Leave something out of the answer, or keep it, with the ground; the answer tells them so.

    \b
    Example:
      bailee request except dsr-1a2b3c4d "pay slips" --ground kept-by-law --why "tax records, six years" --store company/HR --right erase
    """
    from bailee.operations.work_on_request import leave_out

    leave_out(workspace_in(home), ident, what, ground, on=today(), why=why, store=store, right=right or "")
    click.echo("Noted; the answer will say it.")


@click.command("done")
@_IDENT
@click.option("--store", required=True, metavar="IDENT", help="The data store in which it is done.")
@click.option("--right", required=True, type=_RIGHTS, help="Which of what they ask.")
@click.option("--how", default="", metavar="TEXT", help="How it was done, or by which proposal.")
@home_option
def done(ident: str, store: str, right: str, how: str, home: Path) -> None:
    """Note that it is done in a data store. What a legal hold keeps is refused.

    \b
    Example:
      bailee request done dsr-1a2b3c4d --store company/Sales --right erase --how "bailee protect erase, batch-7"
    """
    from bailee.operations.work_on_request import done_in_store

    done_in_store(workspace_in(home), ident, store, right, on=today(), how=how)
    click.echo("Noted.")


@click.command("tell")
@_IDENT
@click.argument("who", metavar="NAME")
@click.option("--how", default="", metavar="TEXT", help="By which way, and to whom there.")
@home_option
def tell(ident: str, who: str, how: str, home: Path) -> None:
    """Note that a processor or recipient was told to do the same.

    \b
    Example:
      bailee request tell dsr-1a2b3c4d "Payroll Partners" --how "mail to their privacy desk"
    """
    from bailee.operations.work_on_request import tell_processor

    tell_processor(workspace_in(home), ident, who, on=today(), how=how)
    click.echo("Noted.")


@click.command("package")
@_IDENT
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A new folder, or a file that ends in .zip.",
)
@json_option
@home_option
def package(ident: str, out: Path, as_json: bool, home: Path) -> None:
    """Make the package that answers it: statement, values, copies with other people taken out, and a proof in the log.

    Look through it before you send it: what could not be taken apart is named, and is not in it.

    \b
    Example:
      bailee request package dsr-1a2b3c4d --out for-pat.zip
    """
    from bailee.operations.fulfil_request import make_package

    show_package(ident, make_package(workspace_in(home), ident, out, on=today()), as_json)


def show_package(ident: str, made: Package, as_json: bool) -> None:
    if as_json:
        write_json(
            {"path": str(made.path), "copies": made.copies, "values": made.values, "manifest_sha256": made.sha256,
             "by_hand": [{"where": where, "why": why} for where, why in made.by_hand]}
        )  # fmt: skip
        return
    click.echo(
        f"{made.path}: {count(made.values, 'value')}, {count(made.copies, 'copy', 'copies')}, SHA-256 of its manifest {made.sha256[:16]}…"
    )
    for where, why in made.by_hand:
        click.echo(f"! look at it by hand  {where}: {why}")
    click.echo("\nnext  look through it, then " + again(f"bailee request answer {ident} --mail"))


@click.command("answer")
@_IDENT
@click.option("--how", default="", metavar="TEXT", help="How the package was handed over.")
@letter_options
@home_option
def answer(ident: str, how: str, mailed: bool, out: Path | None, home: Path) -> None:
    """Answer it, with a letter. Refused while something is neither done nor left out with a reason.

    \b
    Example:
      bailee request answer dsr-1a2b3c4d --how "package handed over in person" --out letter.pdf
    """
    from bailee.operations.work_on_request import answer_request

    give(answer_request(workspace_in(home), ident, on=today(), how=how, mailed=mailed), out, mailed=mailed)


@click.command("refuse")
@_IDENT
@click.option(
    "--ground",
    required=True,
    metavar="GROUND",
    help="not-identified, not-allowed-for, unfounded, no-right, exempt, other.",
)
@click.option("--why", default="", metavar="TEXT", help="The reason, in words that they read.")
@letter_options
@home_option
def refuse(ident: str, ground: str, why: str, mailed: bool, out: Path | None, home: Path) -> None:
    """Refuse it, with the ground and how they can complain.

    \b
    Example:
      bailee request refuse dsr-1a2b3c4d --ground not-identified --mail
    """
    from bailee.operations.work_on_request import refuse_request

    give(refuse_request(workspace_in(home), ident, ground, on=today(), why=why, mailed=mailed), out, mailed=mailed)


@click.command("withdraw")
@_IDENT
@click.option("--why", default="", metavar="TEXT", help="What they said.")
@home_option
def withdraw(ident: str, why: str, home: Path) -> None:
    """Note that they took it back.

    \b
    Example:
      bailee request withdraw dsr-1a2b3c4d
    """
    from bailee.operations.work_on_request import withdraw_request

    withdraw_request(workspace_in(home), ident, on=today(), why=why)
    click.echo("Noted.")


@click.command("reopen")
@_IDENT
@click.option("--why", required=True, metavar="TEXT", help="What was found, or who asked.")
@home_option
def reopen(ident: str, why: str, home: Path) -> None:
    """Open a request again that was answered, refused, taken back or joined.

    \b
    Example:
      bailee request reopen dsr-1a2b3c4d --why "another mailbox was found"
    """
    from bailee.operations.work_on_request import reopen_request

    reopen_request(workspace_in(home), ident, why, on=today())
    click.echo("Open again.")


@click.command("note")
@_IDENT
@click.argument("says", metavar="TEXT")
@home_option
def note(ident: str, says: str, home: Path) -> None:
    """Note something about a request; it is kept encrypted.

    \b
    Example:
      bailee request note dsr-1a2b3c4d "called back; prefers paper"
    """
    from bailee.operations.work_on_request import note_on_request

    note_on_request(workspace_in(home), ident, says, on=today())
    click.echo("Noted.")


COMMANDS = (extend, except_, done, tell, package, answer, refuse, withdraw, reopen, note)
