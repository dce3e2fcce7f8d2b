"""`bailee monitoring`: the register of monitoring tools, and what feeds it beside scans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.markup import escape
from rich.table import Table

from bailee.cli.options import again, as_of_option, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count
from bailee.errors import CannotRead, InvalidInput

if TYPE_CHECKING:
    from rich.console import Console

    from bailee.gates.covering import Cover
    from bailee.monitoring.machine import Look
    from bailee.monitoring.register import Entry
    from bailee.operations.cover_tools import Watching
    from bailee.operations.look_for_tools import Imported

STAGE = "inventory"
_WIDE = 96  # columns from which who can view has a column of its own


@click.command("monitoring")
@click.argument("tool", required=False, metavar="[TOOL]")
@click.option("--this-machine", is_flag=True, help="Look at this machine's software, services and folders first.")
@click.option(
    "--software",
    "lists",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A list of software: CSV of an RMM, winget list, dpkg -l, rpm -qa, uninstall keys (.reg) …",
)
@click.option("--no-store", is_flag=True, help="Keep nothing: only what this machine and the lists say.")
@click.option(
    "--csv",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the register to FILE, with the notice of each.",
)
@json_option
@as_of_option
@home_option
def command(
    tool: str | None,
    this_machine: bool,
    lists: tuple[Path, ...],
    no_store: bool,
    out: Path | None,
    as_json: bool,
    home: Path,
) -> None:
    """Show which tools watch people here: what they record, of whom, since when, kept how long, who can view it.

    They are told from their traces in scanned places, on this machine, and in lists of software; bailee itself is one.
    TOOL shows one of them with all its traces, and the notice that covers it: what it tells of, since when, and whether the
    days that a law asks for ran out before.

    \b
    Example:
      bailee monitoring
      bailee monitoring --this-machine
      bailee monitoring --software rmm-software.csv
      bailee monitoring frigate
      bailee monitoring --csv register.csv
    """
    from bailee.monitoring.itself import own_entry
    from bailee.monitoring.register import register
    from bailee.operations.look_for_tools import find_tool, import_list, look_here

    if no_store and out is not None:
        raise InvalidInput("without a store no notice is known", hint="leave --no-store out, or --csv")
    if no_store and not (this_machine or lists):
        raise InvalidInput("nothing to look at", hint="with --no-store, say --this-machine or --software FILE")
    covers: dict[str, Cover] = {}
    if no_store:
        seen = look_here() if this_machine else None
        imported = [import_list(file) for file in lists]
        traces = [*(seen.traces if seen else ()), *(trace for each in imported for trace in each.traces)]
        today = datetime.now(UTC).astimezone().date()
        own = own_entry(since=None, last=None, viewers=None, home=None, kept=False)
        entries = register(traces, (), on=today, own=own)
    else:
        from bailee.operations import as_of
        from bailee.operations.cover_tools import watching
        from bailee.operations.open_store import open_store

        workspace = open_store(home, create=bool(this_machine or lists))
        seen = look_here(workspace) if this_machine else None
        imported = [import_list(file, workspace) for file in lists]
        entries = workspace.register()
        made = watching(workspace, on=as_of.today(), entries=entries)
        covers = {each.entry.ident: each.cover for each in made.tools}
        if out is not None:
            _write(out, made)
    if tool is not None:
        wanted = find_tool(tool)[0]
        entries = tuple(entry for entry in entries if entry.ident == wanted)
        if not entries:
            raise InvalidInput(
                f'no trace of "{tool}" here, and nothing declared of it', hint="bailee monitoring lists what is"
            )
    if as_json:
        from bailee.operations import cover_tools
        from bailee.reports.tools import shape

        write_json(
            [
                shape(entry) | ({"notice": cover_tools.shape(covers[entry.ident])} if entry.ident in covers else {})
                for entry in entries
            ]
        )
        return
    shown = console()
    _looked(seen, imported, shown)
    if tool is not None:
        _one(entries[0], shown, covers.get(entries[0].ident))
    else:
        _all(entries, shown, looked_here=this_machine)


def _write(out: Path, made: Watching) -> None:
    """The register as CSV."""
    from bailee.operations.cover_tools import HEADS, row
    from bailee.reports.sheets import csv_text

    try:
        out.write_text(csv_text(HEADS, map(row, made.tools)), encoding="utf-8", newline="")
    except OSError:
        raise CannotRead(f'cannot write "{out}"', hint="name a folder that exists and that you may write to") from None
    click.echo(f"{count(len(made.tools), 'tool')} written to {out}", err=True)


def _looked(seen: Look | None, imported: Sequence[Imported], shown: Console) -> None:

    if seen is not None:
        asked = ", ".join(f"{number:,} {what}" for what, number in seen.asked)
        shown.print(f"[bold]{escape(seen.machine)}[/] ({seen.system}): {asked}", soft_wrap=True)
        if seen.not_asked:
            shown.print(f"  gave nothing: {', '.join(seen.not_asked)}", soft_wrap=True)
        if seen.system != "linux":
            shown.print(
                "  bailee's look at this system was never tried on a real one: check what it says", soft_wrap=True
            )
    for each in imported:
        rows = len(each.listed.rows)
        where = f", {count(each.machines, 'machine')}" if each.machines else ""
        columns = "; ".join(f"{head} → {what}" for what, head in each.listed.columns)
        shown.print(
            f"[bold]{escape(each.name)}[/]: {count(rows, 'line')}, read as {each.listed.form}{where}"
            + (f" ({escape(columns)})" if columns else ""),
            soft_wrap=True,
        )
        for problem in each.listed.problems:
            shown.print(f"  [magenta]?[/] {escape(problem)}", soft_wrap=True)
    if seen is not None or imported:
        shown.print()


def _all(entries: Sequence[Entry], shown: Console, *, looked_here: bool) -> None:
    from bailee.reports.tools import line, since, subjects, watches

    others = [entry for entry in entries if not entry.is_own]
    shown.print(line(entries), soft_wrap=True)
    shown.print()
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold", expand=shown.width < 140)
    table.add_column("", width=1, no_wrap=True)
    table.add_column("tool", ratio=3, overflow="fold")
    table.add_column("records", ratio=4, overflow="fold")
    table.add_column("of", ratio=2, overflow="fold")
    table.add_column("since", ratio=2, overflow="fold")
    table.add_column("kept", ratio=3, overflow="fold")
    if shown.width >= _WIDE:
        table.add_column("who can view", ratio=3, overflow="fold")
    for entry in entries:
        cells = [_sign(entry), escape(entry.name), watches(entry), subjects(entry), since(entry), entry.kept.words]
        if shown.width >= _WIDE:
            cells.append(escape(entry.viewers.words))
        table.add_row(*cells)
    shown.print(table)
    shown.print()
    shown.print(
        "[red]×[/] not declared   [yellow]![/] declared, and found otherwise   [magenta]?[/] only possible, or not found   [green]✓[/] as declared",
        soft_wrap=True,
    )
    undeclared = next((entry for entry in others if entry.declaration is None and entry.found), None)
    if undeclared is not None:
        typed = again(f'bailee declare monitoring {undeclared.ident} --purpose "…" --watched employee --kept "30 days"')
        shown.print(f"next    {escape(typed)}", soft_wrap=True)
    if not others and not looked_here:
        typed = again("bailee monitoring --this-machine")
        shown.print(f"next    {escape(typed)}", soft_wrap=True)


def _sign(entry: Entry) -> str:
    from bailee.cli.table import COLOURS
    from bailee.matrix import SIGNS
    from bailee.reports.tools import state

    return f"[{COLOURS[state(entry)]}]{SIGNS[state(entry)]}[/]"


def _one(entry: Entry, shown: Console, cover: Cover | None) -> None:
    """All of one tool: what it does, what is declared, each trace."""
    from bailee.reports.tools import lines, since, subjects, watches

    shown.print(
        f"[bold]{escape(entry.name)}[/]  {entry.group.value.replace('-', ' ')}, {entry.confidence.value}",
        soft_wrap=True,
    )
    rows = [
        ("records", watches(entry)),
        ("of", subjects(entry)),
        ("since", since(entry)),
        ("kept", entry.kept.words),
        ("can view", entry.viewers.words),
        ("purpose", ", ".join(entry.purposes) or "not declared"),
        ("differs", "; ".join(entry.differences) or "nothing"),
    ]
    if cover is not None:
        rows.append(("notice", f"{cover.notice}: {cover.says}" if cover.notice else cover.says))
    for head, said in rows:
        shown.print(f"  {head:<9} {escape(said)}", soft_wrap=True)
    shown.print("  traces", soft_wrap=True)
    for said in lines(entry):
        shown.print(f"    {escape(said)}", soft_wrap=True)
    for source in entry.sources:
        shown.print(f"  [dim]known from {escape(source)}[/]", soft_wrap=True)
