"""`bailee incident words | letters | print | mail | posted | returned | approve | forms`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from bailee.cli.incident.options import written
from bailee.cli.options import home_option
from bailee.counting import count
from bailee.errors import CannotRead, InvalidInput

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("words")
@click.argument("ident")
@click.option("--set", "pairs", multiple=True, metavar="NAME=TEXT", help="happened, doing, consequences, advice, offer, police, address, telephone, contact, authority; in Spanish es:happened …")  # fmt: skip
@home_option
def words(ident: str, pairs: tuple[str, ...], home: Path) -> None:
    """Write what letters and forms say: what happened, what is done, whom to ask. New words need counsel's approval anew.

    \b
    Example:
      bailee incident words 2026-01 --set happened="a laptop was stolen from a car" --set doing="We shut its accounts."
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.report_incident import say_words

    workspace = open_store(home, create=False)
    if given := words_of(pairs):
        say_words(workspace, ident, given)
    show_words(workspace.incident(ident).facts)


def words_of(pairs: tuple[str, ...]) -> dict[str, str]:
    """Words as they were typed. InvalidInput where one names nothing."""
    given = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise InvalidInput(f'"{pair[:40]}" sets nothing', hint="NAME=TEXT")
        given[name.strip()] = text
    return given


def show_words(facts: Mapping[str, str]) -> None:
    for name, text in facts.items():
        click.echo(f"{name}: {text}")


@click.command("letters")
@click.argument("ident")
@home_option
def letters(ident: str, home: Path) -> None:
    """Say who gets which letter, in which language, what is missing, and what became of those that were made.

    \b
    Example:
      bailee incident letters 2026-01
    """
    from bailee.operations.incident_letters import pieces, plan_letters
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    plan = plan_letters(workspace, ident)
    made = Counter((each.run, each.act) for each in pieces(workspace, ident))
    show_plan(len(plan.letters), plan.kinds, plan.told_already, plan.not_due, plan.off_roster, plan.lacking, made)


def show_plan(
    letters: int, kinds: Sequence[tuple[tuple[str, str], int]], told_already: int, not_due: int, off_roster: tuple[int, int],
    lacking: Mapping[str, Sequence[str]], made: Mapping[tuple[str, str], int],
) -> None:  # fmt: skip
    """Who gets a letter, and what became of those that were made, by run and act."""
    click.echo(f"to be written: {letters:,}")
    for (kind, language), several in kinds:
        click.echo(f"  {kind} ({language}): {several:,}")
    if told_already:
        click.echo(f"written to already: {told_already:,}")
    if not_due:
        click.echo(f"on the roster, and no law asks for a letter: {not_due:,}")
    low, high = off_roster
    if high:
        click.echo(f"on no roster: {low:,}–{count(high, 'person', 'people')}; their addresses stand in the files alone")
    for language, missing in lacking.items():
        click.echo(f"still lacking ({language}): {'; '.join(missing)}")
    for (run, act), several in made.items():
        click.echo(f"{run}: {several:,} {act}")


@click.command("print")
@click.argument("ident")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="DIR", help="Where to.")
@click.option("--envelope", default="10", show_default=True, help="dl, or 10 for US letter paper.")
@click.option(
    "--from", "home_country", default="US", show_default=True, metavar="COUNTRY", help="Where they are posted."
)
@home_option
def print_(ident: str, out: Path, envelope: str, home_country: str, home: Path) -> None:
    """Make the letters as PDF, with a list for the post office. DRAFT stands on them until counsel approved the words.

    \b
    Example:
      bailee incident print 2026-01 --out letters
    """
    from bailee.operations.deliver_notice import Post
    from bailee.operations.incident_letters import print_letters
    from bailee.operations.open_store import open_store

    post = Post.read(envelope, home_country, home_country)
    made = print_letters(open_store(home, create=False), ident, post)
    write_all(out, made.files)
    said_printed(ident, out, made.run, made.letters, made.unreachable)


def write_all(out: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Into a folder. CannotRead where that cannot be written to."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            written(out / name, content)
    except OSError:
        raise CannotRead(f'cannot write to "{out}"', hint="name another folder with --out") from None


def said_printed(ident: str, out: Path, run: str, letters: int, unreachable: Mapping[str, int]) -> None:
    click.echo(f"{count(letters, 'letter')}: {out}")
    _said_unreachable(unreachable)
    click.echo(f"Once they are at the post: bailee incident posted {ident} {run} --on DAY")


def _said_unreachable(unreachable: Mapping[str, int]) -> None:
    for reason, several in unreachable.items():
        click.echo(f"without a letter: {several:,} ({reason})")


@click.command("mail")
@click.argument("ident")
@home_option
def mail(ident: str, home: Path) -> None:
    """Mail the letters through the outbox. Refused in a drill, and until counsel approved the words.

    \b
    Example:
      bailee incident mail 2026-01
    """
    from bailee.operations.incident_letters import mail_letters
    from bailee.operations.open_store import open_store

    made = mail_letters(open_store(home, create=False), ident)
    said_mailed(made.letters, made.unreachable)


def said_mailed(letters: int, unreachable: Mapping[str, int]) -> None:
    click.echo(f"in the outbox: {letters:,}")
    _said_unreachable(unreachable)


@click.command("approve")
@click.argument("ident")
@click.option("--by", required=True, metavar="NAME", help="Who of counsel read the words.")
@home_option
def approve(ident: str, by: str, home: Path) -> None:
    """Note that counsel read the words of the letters and approved them. New words void it.

    \b
    Example:
      bailee incident approve 2026-01 --by "R. Okafor"
    """
    from bailee.operations.incident_letters import approve_letters
    from bailee.operations.open_store import open_store

    approve_letters(open_store(home, create=False), ident, by)
    click.echo("approved")


@click.command("posted")
@click.argument("ident")
@click.argument("run")
@click.option("--on", "day", type=_DAY, required=True, help="The day on which they were brought to the post.")
@home_option
def posted(ident: str, run: str, day: datetime, home: Path) -> None:
    """Note that letters were posted: the people of those places were told, and what counts from there counts.

    \b
    Example:
      bailee incident posted 2026-01 run-3f2a91bc --on 2026-11-27
    """
    from bailee.operations.incident_letters import note_posted
    from bailee.operations.open_store import open_store

    click.echo(f"posted: {note_posted(open_store(home, create=False), ident, run, on=day.date()):,}")


@click.command("returned")
@click.argument("ident")
@click.argument("pieces", nargs=-1, required=True, type=int)
@click.option("--reason", default="returned by the post", show_default=True, metavar="TEXT", help="Why.")
@home_option
def returned(ident: str, pieces: tuple[int, ...], reason: str, home: Path) -> None:
    """Note that letters came back: the number behind the dash stands above the window.

    \b
    Example:
      bailee incident returned 2026-01 12 17 --reason moved
    """
    from bailee.operations.incident_letters import note_returned
    from bailee.operations.open_store import open_store

    click.echo(f"returned: {note_returned(open_store(home, create=False), ident, pieces, reason=reason):,}")


@click.command("forms")
@click.argument("ident")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE.pdf", help="Where to."
)
@home_option
def forms(ident: str, out: Path, home: Path) -> None:
    """What the authorities ask for, filled from what is known, to be copied into their own forms.

    \b
    Example:
      bailee incident forms 2026-01 --out authorities.pdf
    """
    from bailee.operations.incident_letters import print_forms
    from bailee.operations.open_store import open_store

    written(out, print_forms(open_store(home, create=False), ident))
    click.echo(f"for the authorities: {out}")


COMMANDS = (words, letters, print_, mail, approve, posted, returned, forms)
