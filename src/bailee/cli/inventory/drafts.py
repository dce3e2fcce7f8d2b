"""Drafts: from what was found, from templates; accepted or dropped by a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.inventory.shapes import activity_shape

if TYPE_CHECKING:
    from bailee.inventory.activities import ProcessingActivity
    from bailee.inventory.suggest import Suggestion


@click.command("suggest")
@click.option("--apply", is_flag=True, help="Keep them as drafts.")
@json_option
@home_option
def suggest(apply: bool, as_json: bool, home: Path) -> None:
    """Suggest activities from what was found and nobody declared. What they are for is nobody's to guess.

    \b
    Example:
      bailee inventory suggest
      bailee inventory suggest --apply
    """
    from bailee.operations.draft_activity import draft_found
    from bailee.operations.open_store import open_store
    from bailee.operations.show_record import show_suggestions

    workspace = open_store(home, create=False)
    made = show_suggestions(workspace)
    show_suggested(made, as_json)
    if apply and (made or as_json):
        drafted = draft_found(workspace)
        if not as_json:
            said_drafted(len(drafted))


def show_suggested(made: Sequence[Suggestion], as_json: bool) -> None:
    from bailee.vocabulary import DATA_CATEGORIES

    if as_json:
        write_json(
            [activity_shape(each.activity) | {"usual_purposes": list(each.usual), "ask": each.ask} for each in made]
        )
        return
    out = console()
    if not made:
        out.print("All that was found is declared, or drafted.")
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head, ratio in (("activity", 2), ("data", 4), ("about", 2), ("often for", 2)):
        table.add_column(head, ratio=ratio)
    for each in made:
        labels = [DATA_CATEGORIES[kind].label if kind in DATA_CATEGORIES else kind for kind in each.activity.categories]
        about = ", ".join(subject.value.replace("-", " ") + "s" for subject in each.activity.subjects)
        table.add_row(Text(each.activity.name), Text(", ".join(labels)), about, Text(", ".join(each.usual) or "–"))
    out.print(table)


def said_drafted(several: int) -> None:
    click.echo(f"drafted: {several}. Say what each is for: bailee declare activity --name NAME --purpose …")


@click.command("drafts")
@click.option("--accept", "accepted", multiple=True, metavar="NAME", help="Declare this one as it stands.")
@click.option("--drop", "dropped", multiple=True, metavar="NAME", help="It is no activity of ours.")
@json_option
@home_option
def drafts(accepted: tuple[str, ...], dropped: tuple[str, ...], as_json: bool, home: Path) -> None:
    """List the drafts that wait, accept or drop them. None counts as declared before that.

    \b
    Example:
      bailee inventory drafts
      bailee inventory drafts --accept Payroll --drop "Loyalty programme"
    """
    from bailee.operations.draft_activity import accept_draft, drop_draft
    from bailee.operations.open_store import open_store
    from bailee.operations.show_record import draft_gaps

    workspace = open_store(home, create=False)
    for name in accepted:
        accept_draft(workspace, name)
        click.echo(f'declared: "{name}"', err=as_json)
    for name in dropped:
        drop_draft(workspace, name)
        click.echo(f'dropped: "{name}"', err=as_json)
    if (accepted or dropped) and not as_json:
        return
    waiting = draft_gaps(workspace, workspace.drafts())
    show_drafts([(each.activity, each.origin, gaps) for each, gaps in waiting], as_json)


def show_drafts(waiting: Sequence[tuple[ProcessingActivity, str, int]], as_json: bool) -> None:
    """Each with where it comes from and how much of it is to complete."""
    if as_json:
        write_json([activity_shape(each) | {"origin": origin, "to_complete": gaps} for each, origin, gaps in waiting])
        return
    out = console()
    if not waiting:
        out.print(
            "No draft waits. Make some: bailee inventory suggest --apply, or bailee inventory template IDENT --apply"
        )
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head, ratio in (("draft", 2), ("what for", 3), ("from", 2), ("to complete", 1)):
        table.add_column(head, ratio=ratio)
    for each, origin, gaps in waiting:
        purposes = ", ".join(purpose for purpose, _ in each.purposes) or "nobody said yet"
        table.add_row(Text(each.name), Text(purposes), origin.replace(":", " "), str(gaps))
    out.print(table)


@click.command("template")
@click.argument("ident", required=False)
@click.option("--apply", is_flag=True, help="Keep its activities as drafts.")
@json_option
@home_option
def template(ident: str | None, apply: bool, as_json: bool, home: Path) -> None:
    """Show what a sort of business typically does with data; without IDENT, which sorts there are.

    \b
    Example:
      bailee inventory template
      bailee inventory template clinic
      bailee inventory template clinic --apply
    """
    show_template(ident, as_json, applies=apply)
    if apply and ident is not None:
        from bailee.operations.draft_activity import draft_template
        from bailee.operations.open_store import open_store

        said_kept(len(draft_template(open_store(home), ident)), as_json)


def said_kept(several: int, as_json: bool) -> None:
    click.echo(f"drafted: {several}. None counts before it is accepted: bailee inventory drafts", err=as_json)


def show_template(ident: str | None, as_json: bool, *, applies: bool) -> None:
    """What it has, or without one which there are."""
    from bailee.inventory import templates

    if ident is None:
        if as_json:
            write_json([{"ident": each, "name": templates.load(each).name} for each in templates.idents()])
            return
        for each in templates.idents():
            found = templates.load(each)
            click.echo(f"{each:<12} {found.name}: {found.about}")
        return
    found = templates.load(ident)
    if as_json:
        write_json(
            {
                "ident": found.ident,
                "name": found.name,
                "activities": [activity_shape(each.activity) | {"ask": each.ask} for each in found.activities],
                "contracts": [{"sort": each.sort, "with": each.with_whom, "why": each.why} for each in found.contracts],
            }
        )
    else:
        out = console()
        out.print(Text(found.name, style="bold") + Text(f". {found.about}"))
        out.print()
        for typical in found.activities:
            activity = typical.activity
            purposes = ", ".join(
                f"{purpose} ({basis.value})" if basis else purpose for purpose, basis in activity.purposes
            )
            out.print(Text(activity.name, style="bold") + Text(f": {purposes}"))
            out.print(Text(f"  {', '.join(activity.categories)}", style="dim"))
            out.print(Text(f"  about {', '.join(each.value for each in activity.subjects)}; kept {activity.retention}"))
            if typical.ask:
                out.print(Text(f"  ask counsel: {typical.ask}"))
        out.print()
        out.print(Text("Contracts to have", style="bold"))
        for contract in found.contracts:
            out.print(Text(f"  {contract.sort.upper()} with {contract.with_whom}: {contract.why}"))
    if not as_json and not applies:
        click.echo("Not reviewed by counsel. Keep its activities as drafts: --apply")
