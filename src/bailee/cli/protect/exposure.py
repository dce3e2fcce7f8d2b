"""`bailee protect exposure`: how exposed each data store is, and what to do about it."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from bailee.cli.options import again, as_of_option, home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.counting import are, count

if TYPE_CHECKING:
    from rich.console import Console

    from bailee.operations.show_exposure import StoreExposed

RANK = 7
ACCOUNTS = 12  # of each sort that are named before "and N more"
_COLOURS = {"extreme": "red", "high": "red", "raised": "yellow", "low": "green", "closed": "green"}


@click.command()
@click.argument("store", required=False, default="", metavar="[PLACE|STORE]")
@click.option("--all", "show_all", is_flag=True, help=f"All accounts, not the first {ACCOUNTS} of each sort.")
@as_of_option
@home_option
@json_option
def command(store: str, show_all: bool, home: Path, as_json: bool) -> None:
    """List data stores by how exposed they are: how sensitive, who can open it, where it lies. Changes nothing.

    With a STORE (such as company/HR): who can open it and need not, by which share or link it is open, what to do. Rights,
    accounts, disks and shares are asked of this machine now; of a place that is not connected the last scan tells.

    \b
    Example:
      bailee protect exposure
      bailee protect exposure company/HR
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.show_exposure import shape, show_exposure

    workspace = open_store(home, create=False)
    found = show_exposure(workspace, store)
    if as_json:
        write_json({"stores": [shape(each) for each in found]})
        return
    if not found:
        click.echo("Nothing is found in any store yet: `bailee scan FOLDER`.")
        return
    if store:
        for each in found:
            _whole(console(), each, show_all)
        return
    table = listing("exposed", "store", "data", "who", "where", "need not", whole=("store",), right=("need not",))
    for each in found:
        risk = each.risk
        unneeded = f"{len(each.unneeded):,}" if each.unneeded else ""
        table.add_row(
            Text(risk.level.value, style=_COLOURS[risk.level.value]),
            each.name,
            risk.sensitivity.value,
            risk.who.words,
            risk.where_words,
            unneeded,
        )
    console().print(table)
    click.echo("\nnext  " + again(f"bailee protect exposure {_typed(found[0].name)}"))


def _typed(name: str) -> str:
    import shlex

    return shlex.quote(name)


def _whole(out: Console, store: StoreExposed, show_all: bool) -> None:
    head = Text(f"{store.name}: ", style="bold").append(
        store.risk.level.value, style=f"bold {_COLOURS[store.risk.level.value]}"
    )
    out.print(head, soft_wrap=True)
    for held in store.held:
        told = held.exposure
        out.print(Text(f"  {held.label} ({held.subject.value.replace('-', ' ')}): {held.risk.words}"), soft_wrap=True)
        if told.through:
            for way in told.through:
                out.print(Text(f"    open through {way}"), soft_wrap=True)
        if told.locked:
            out.print(
                Text(
                    f"    {told.locked:,} of {count(told.items, 'file')} {are(told.locked)} closed by a key or a password of their own"
                )
            )
        if told.channel is not None:
            way = "encrypted" if told.channel else "in the clear"
            out.print(Text(f"    over the network it goes {way}"))
        if told.seen_on:
            out.print(Text(f"    not connected now; as it was seen on {told.seen_on.isoformat()}"))
    _accounts(out, store, show_all)
    if store.usually:
        out.print(Text(f"\n  nobody said who needs this; as a rule {', '.join(store.usually)} do"), soft_wrap=True)
        out.print(Text(f"  {again(f'bailee protect need {_typed(store.name)} --department NAME')}", style="bold"))
    if store.next:
        out.print(Text("\n  what to do", style="bold"))
        for number, step in enumerate(store.next, 1):
            for index, line in enumerate(textwrap.wrap(step, max(min(out.width, 100) - 6, 30), break_long_words=False)):
                out.print(Text(f"  {number if not index else ' '}{'.' if not index else ' '} {line}"), soft_wrap=True)
    out.print()


def _accounts(out: Console, store: StoreExposed, show_all: bool) -> None:
    most = None if show_all else ACCOUNTS
    unneeded = {each.account: each for held in store.held for each in held.reach.unneeded}
    needed = sorted({each for held in store.held for each in held.reach.needed} - unneeded.keys())
    programs = sorted({each for held in store.held for each in held.reach.programs})
    if any(held.reach.everyone for held in store.held):
        out.print(Text("  every account can open some of it, those that nobody listed included"), soft_wrap=True)
    if unneeded:
        out.print(Text("\n  can open it and need not", style="bold"))
        for name in list(unneeded)[:most]:
            out.print(Text(f"    {name}: {unneeded[name].words}"), soft_wrap=True)
        _more(out, len(unneeded), most)
    if needed:
        word = "can open it, as needed" if any(held.reach.is_declared for held in store.held) else "can open it"
        shown = needed[:most]
        rest = f" and {len(needed) - len(shown):,} more" if len(needed) > len(shown) else ""
        out.print(Text(f"\n  {word}: {', '.join(shown)}{rest}"), soft_wrap=True)
    if programs:
        shown = programs[:most]
        rest = f" and {len(programs) - len(shown):,} more" if len(programs) > len(shown) else ""
        out.print(Text(f"  accounts of programs that could: {', '.join(shown)}{rest}"), soft_wrap=True)


def _more(out: Console, count: int, most: int | None) -> None:
    if most is not None and count > most:
        out.print(Text(f"    and {count - most:,} more: --all names them", style="dim"))
