"""`bailee ticket list`: where tickets and messages go, how they stand, what waits and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.outward import REASONS

if TYPE_CHECKING:
    from bailee.store.rows.chatted import Channel
    from bailee.store.rows.ticketed import DeskRow, TicketLine
    from bailee.tickets.drafts import Rule


@click.command("list")
@click.option("--all", "show_all", is_flag=True, help="Also tickets whose thing is over.")
@json_option
@home_option
def list_command(show_all: bool, as_json: bool, home: Path) -> None:
    """Show where tickets and messages go, how each ticket stands, and what does not come through.

    \b
    Example:
      bailee ticket list
      bailee ticket list --all --json
    """
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    desks, rules, channels = workspace.ticket_desks(), workspace.ticket_rules(), workspace.chat_channels()
    tickets = workspace.tickets(live=not show_all, limit=100_000)
    show_tickets(desks, rules, channels, tickets, as_json)


def show_tickets(
    desks: Sequence[DeskRow],
    rules: Sequence[Rule],
    channels: Sequence[Channel],
    tickets: Sequence[TicketLine],
    as_json: bool,
) -> None:
    if as_json:
        write_json(
            {
                "desks": [_line(each) for each in desks],
                "channels": [
                    _line(each.row)
                    | {"client": each.client, "alerts": each.least.value if each.least else None, "weekly": each.weekly}
                    for each in channels
                ],
                "rules": [
                    {
                        "ident": each.ident,
                        "desk": each.desk,
                        "client": each.client,
                        "of": list(each.sorts),
                        "least": each.least.value,
                        "where": dict(each.mapping),
                    }
                    for each in rules
                ],
                "tickets": [
                    {
                        "ident": each.ident,
                        "desk": each.desk,
                        "of": each.sort,
                        "about": each.about,
                        "title": each.draft.title,
                        "severity": each.draft.severity.value,
                        "number": each.number or None,
                        "state": each.state,
                        "status": each.status or None,
                        "fault": each.fault or None,
                        "tries": each.tries,
                        "due_at": each.due_at.isoformat() if each.due_at else None,
                    }
                    for each in tickets
                ],
            }
        )
        return
    out = console()
    for each in desks:
        out.print(
            f"{each.ident}  {escape(each.name)} ({each.system}) at {escape(each.address)}{fault_of(each.fault)}",
            soft_wrap=True,
        )
        for rule in (found for found in rules if found.desk == each.ident):
            where = ", ".join(f"{name} {value}" for name, value in rule.mapping.items() if value)
            out.print(
                f"  {rule.ident}  {', '.join(rule.sorts)} of {rule.least.value} or worse, of {rule.client}: {escape(where)}",
                soft_wrap=True,
            )
    for channel in channels:
        hears = [f"alerts of {channel.least.value} or worse"] if channel.least else []
        hears += ["the week"] if channel.weekly else []
        out.print(
            f"{channel.row.ident}  {escape(channel.row.name)} ({channel.row.system}) hears {' and '.join(hears)} of {channel.client}"
            f"{fault_of(channel.row.fault)}",
            soft_wrap=True,
        )
    if not desks and not channels:
        out.print("Nothing is connected. `bailee ticket connect --help` says how.")
    for line in tickets:
        number = f"#{line.number}" if line.number else "not made yet"
        status = f" ({escape(line.status)})" if line.status else ""
        out.print(f"{number}  {line.state}{status}  {escape(line.draft.title)}{fault_of(line.fault)}", soft_wrap=True)


def fault_of(fault: str) -> str:
    """In words, behind a line."""
    return f": {REASONS.get(fault, ('it fails', ''))[0]}" if fault else ""


def _line(row: Any) -> dict[str, Any]:
    """A system or a channel; of its keys, and of a channel's address, nothing."""
    return {
        "ident": row.ident,
        "system": row.system,
        "name": row.name,
        "fault": row.fault or None,
        "failing_since": row.failing_since.isoformat() if row.failing_since else None,
        "paused_until": row.paused_until.isoformat() if row.paused_until else None,
    }
