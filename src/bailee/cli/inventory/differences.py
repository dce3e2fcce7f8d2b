"""Where declared and found part ways, and what a person does about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count

if TYPE_CHECKING:
    from bailee.operations.settle_difference import DifferenceLine


@click.command("differences")
@click.option("--all", "every", is_flag=True, help="Those that were accepted, too.")
@json_option
@home_option
def differences(every: bool, as_json: bool, home: Path) -> None:
    """List where declared and found part ways: why, and what could hide what was not found.

    \b
    Example:
      bailee inventory differences
      bailee inventory accept found-not-declared:email-address:person --reason "addresses in manuals of vendors"
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.settle_difference import list_differences

    show_differences(list_differences(open_store(home, create=False)), every, as_json)


def show_differences(lines: Sequence[DifferenceLine], every: bool, as_json: bool) -> None:
    from bailee.matrix import SUBJECTS
    from bailee.operations.settle_difference import WHATS

    if as_json:
        write_json([_shape(each) for each in lines])
        return
    shown = [each for each in lines if every or each.is_open]
    accepted = sum(not each.is_open for each in lines)
    out = console()
    if not shown:
        out.print("Declared and found agree." if not accepted else "Every difference was accepted: --all shows them.")
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("what", max_width=24)
    table.add_column("why, and what to do", ratio=1)
    for line in shown:
        about = SUBJECTS[line.difference.subject]
        told = Text(f"{line.why} {line.hole}".rstrip())
        if line.answer is not None:
            told.append(f"\nAccepted on {line.answer.at:%Y-%m-%d}: {line.answer.reason}")
        else:
            told.append(f"\n{line.next}: ", style="bold").append(line.ident)
        table.add_row(Text(f"{line.label}, {about}\n{WHATS[line.difference.what]}"), told)
    out.print(table)
    out.print()
    more = f"; {accepted:,} accepted" if accepted else ""
    waiting = sum(each.is_open for each in lines)
    out.print(Text(f"{count(waiting, 'difference')} {'waits' if waiting == 1 else 'wait'}{more}."))


def _shape(line: DifferenceLine) -> dict[str, Any]:
    each = line.difference
    return {
        "ident": line.ident,
        "what": each.what,
        "category": each.category,
        "subject": each.subject.value,
        "stores": list(each.stores),
        "activities": list(each.activities),
        "people": {"low": line.people.low, "high": line.people.high},
        "why": line.why,
        "next": line.next,
        "hole": line.hole,
        "accepted": {"reason": line.answer.reason, "by": line.answer.by, "at": line.answer.at.isoformat()}
        if line.answer
        else None,
    }


@click.command("accept")
@click.argument("ident")
@click.option("--reason", required=True, metavar="TEXT", help="Why it may stand, as an auditor would understand it.")
@home_option
def accept(ident: str, reason: str, home: Path) -> None:
    """Say that a difference may stand, and why. Found in another store later, it is open again.

    \b
    Example:
      bailee inventory accept found-not-declared:email-address:person --reason "addresses in manuals of vendors"
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.settle_difference import accept_difference

    line = accept_difference(open_store(home), ident, reason)
    click.echo(f"accepted: {line.ident}")


@click.command("reopen")
@click.argument("ident")
@home_option
def reopen(ident: str, home: Path) -> None:
    """Say that a difference may not stand any more.

    \b
    Example:
      bailee inventory reopen found-not-declared:email-address:person
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.settle_difference import reopen_difference

    reopen_difference(open_store(home), ident)
    click.echo(f"open again: {ident}")


@click.command("withdraw")
@click.argument("ident")
@home_option
def withdraw(ident: str, home: Path) -> None:
    """Take back what was declared and never found: its activities name this kind of data no more.

    \b
    Example:
      bailee inventory withdraw declared-not-found:driving-licence:employee
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.settle_difference import withdraw_declared

    for name in withdraw_declared(open_store(home), ident):
        click.echo(f'corrected: "{name}"')


@click.command("add-store")
@click.argument("ident")
@home_option
def add_store(ident: str, home: Path) -> None:
    """Declare the stores, too, in which something was found outside those it was declared for.

    \b
    Example:
      bailee inventory add-store found-elsewhere:payroll:employee
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.settle_difference import declare_store

    for name in declare_store(open_store(home), ident):
        click.echo(f'corrected: "{name}"')
