"""`bailee protect by-hand`: what a person has to do in mailboxes, drives and buckets, and what the next scan says of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json

if TYPE_CHECKING:
    from bailee.operations.do_by_hand import ByHand

RANK = 10
SHOWN = 10


@click.command()
@click.argument("store", required=False, default="", metavar="[STORE]")
@click.option("--propose", is_flag=True, help="Keep what is to be done; it is open until the next scan proves it.")
@click.option("--exact-locators", is_flag=True, help="Names of messages, files and folders unmasked.")
@click.option("--all", "show_all", is_flag=True, help=f"All of them, not the first {SHOWN}.")
@home_option
@json_option
def command(store: str, propose: bool, exact_locators: bool, show_all: bool, home: Path, as_json: bool) -> None:
    """Say step by step what to do in a mailbox, drive or bucket, where bailee only reads: delete, end a link, close a bucket.

    What was kept with --propose is open until the next scan of the place finds it gone, or still there.

    \b
    Example:
      bailee protect by-hand
      bailee protect by-hand "ann@mail.example (imaps)" --propose --exact-locators
    """
    from bailee.operations.do_by_hand import follow_up, propose_by_hand, to_do
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    before = follow_up(workspace, store)
    todo = to_do(workspace, store)
    idents = propose_by_hand(workspace, todo) if propose else ()
    if as_json:
        write_json(
            {
                "kept": [_shape(each, exact_locators) for each in before],
                "to_do": [_shape(each, exact_locators) for each in todo],
                "proposed": list(idents),
            }
        )
        return
    for each in before:
        click.echo(f"{each.ident}  {_named(each, exact_locators)}: {each.proof.words}")
    shown = todo if show_all else todo[:SHOWN]
    for number, each in enumerate(shown):
        click.echo()
        click.echo(f"{idents[number]}  {_named(each, exact_locators)}" if idents else _named(each, exact_locators))
        for at, step in enumerate(each.steps(exact=exact_locators), 1):
            click.echo(f"  {at}. {step}")
    if len(todo) > len(shown):
        click.echo(f"\n{len(todo) - len(shown):,} more: {again('bailee protect by-hand --all')}")
    if todo and not propose:
        click.echo(f"\nnext  {again('bailee protect by-hand --propose')}")
    if not before and not todo:
        click.echo("Nothing has to be done by hand.")


def _named(each: ByHand, exact: bool) -> str:
    where = each.exact if exact and each.exact else each.locator
    return f"{each.act.label}: {where}" if where == each.place else f"{each.act.label}: {where} in {each.place}"


def _shape(each: ByHand, exact: bool) -> dict[str, Any]:
    return {
        "ident": each.ident or None,
        "act": each.act.value,
        "where": each.exact if exact and each.exact else each.locator,
        "place": each.place,
        "categories": list(each.categories),
        "steps": list(each.steps(exact=exact)),
        "state": each.proof.value,
        "proposed_at": each.at.isoformat() if each.at else None,
    }
