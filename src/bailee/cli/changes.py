"""`bailee changes`: what changed between two days, and who did it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.counting import count

if TYPE_CHECKING:
    from rich.console import Console

    from bailee.operations.show_changes import Changes

STAGE = "prove"
_DAY = click.DateTime(["%Y-%m-%d"])
SHOWN = 20


@click.command()
@click.option("--from", "since", type=_DAY, required=True, metavar="DATE", help="From the end of this day.")
@click.option("--to", "until", type=_DAY, metavar="DATE", help="To the end of this day (now).")
@click.option("--who", metavar="MEMBER", default="", help="List acts of this member alone.")
@click.option("--what", metavar="ACTION", default="", help="List acts of this sort alone, such as notice-published.")
@click.option("--all", "show_all", is_flag=True, help=f"All that is compared, not the first {SHOWN} of each.")
@json_option
@home_option
def command(
    since: datetime, until: datetime | None, who: str, what: str, show_all: bool, as_json: bool, home: Path
) -> None:
    """Show what changed between the ends of two days: what is held, told and secured, which duties, and who did what.

    \b
    Example:
      bailee changes --from 2026-03-01 --to 2026-03-31
      bailee changes --from 2026-03-01 --what notice-published
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.show_changes import shape, show_changes

    found = show_changes(
        open_store(home, create=False), since.date(), until.date() if until else None, who=who, what=what
    )
    if as_json:
        write_json(shape(found))
        return
    show(console(), found, show_all)


def show(out: Console, found: Changes, show_all: bool) -> None:
    from bailee.operations.show_changes import cell_words
    from bailee.vocabulary import DATA_CATEGORIES

    out.print(Text(f"From the end of {_day(found.since)} to the end of {_day(found.until)}", style="bold"))
    if found.said:
        out.print(Text(found.said))
    most = None if show_all else SHOWN
    rows: list[tuple[Any, ...]] = []
    for each in found.held.findings if found.held else ():
        label = DATA_CATEGORIES[each.category].label if each.category in DATA_CATEGORIES else each.category
        rows.append((label, each.store, _number(each.new), _number(each.gone), _number(each.changed)))
    new = "met first" if found.is_first else "new"
    _table(out, "Held", ("what", "store", new, "gone", "changed"), rows, most, "no scan found anything else")
    cells = [
        (*cell_words(each.cell), f"{each.before or 'not there'} → {each.after or 'gone'}", f"{each.at:%-d %b %Y}")
        for each in found.cells
    ]
    _table(out, "Cells that turned", ("what", "column", "from → to", "since"), cells, most, "none turned")
    facts = [(each.label, _said(each.before), _said(each.after)) for each in found.facts]
    _table(out, "Declared", ("fact", "before", "after"), facts, most, "nothing was declared otherwise")
    duties = [
        (each.ident, each.what, "; ".join(each.because) or "it follows from other changes")
        for each in found.duties
        if show_all or each.what in ("came", "went", "changed")
    ]
    _table(out, "Obligations", ("rule", "what", "because"), duties, most, "none came, went or changed")
    who = ", ".join(f"{name} {count:,}" for name, count in found.by_who.most_common())
    out.print()
    out.print(Text(f"Who did it: {who}" if who else "Nothing was done in between.", style="bold"), soft_wrap=True)
    acts = found.acts if show_all else found.acts[:SHOWN]
    for done in acts:
        out.print(Text(f"  {done.act.at.astimezone():%Y-%m-%d %H:%M}  {done.who}  {done.words}"), soft_wrap=True)
    if found.total > len(acts):
        out.print(Text(f"  {count(found.total, 'act')}; the newest {len(acts)} are shown", style="dim"))


def _table(
    out: Console, head: str, heads: tuple[str, ...], rows: list[tuple[Any, ...]], most: int | None, nothing: str
) -> None:
    out.print()
    out.print(Text(f"{head}: {len(rows)}" if rows else f"{head}: {nothing}", style="bold"))
    if not rows:
        return
    table = listing(*heads)
    for row in rows[:most]:
        table.add_row(*row)
    out.print(table)
    if most is not None and len(rows) > most:
        out.print(Text(f"{len(rows) - most:,} more with --all", style="dim"))


def _number(count: int) -> str:
    return f"{count:,}" if count else ""


def _day(day: date) -> str:
    return f"{day:%-d %b %Y}"


def _said(value: Any) -> str:
    if value is None:
        return "not said"
    return ", ".join(f"{name} {each}" for name, each in value.items()) if isinstance(value, dict) else str(value)
