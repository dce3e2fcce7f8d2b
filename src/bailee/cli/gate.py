"""`bailee gate`: may this device, mailbox, home folder or drive be looked at today? And who opened it by name."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import Steps, again, as_of_option, home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.errors import InvalidInput
from bailee.gates import Asked, Sort

if TYPE_CHECKING:
    from bailee.gates import Answer
    from bailee.store.rows.gates import GateOverride
    from bailee.store.workspace import Workspace

STAGE, RANK = "inform", 6
_SORTS = click.Choice([each.value for each in Sort])


def _today() -> date:
    from bailee.operations import as_of

    return as_of.today()


@click.group("gate", cls=Steps, invoke_without_command=True)
@click.option("--device", metavar="NAME", help="A computer or a telephone of staff.")
@click.option("--mailbox", metavar="ADDRESS", help="A mailbox of one of them.")
@click.option("--home-folder", metavar="ACCOUNT", help="A home folder.")
@click.option("--cloud-drive", metavar="NAME", help="Somebody's drive in a cloud.")
@click.option(
    "--person", metavar="WHO", help="Whose it is, as the roster knows them: an e-mail address, a number, an ident."
)
@click.option("--place", metavar="CODE", help="Where that person works, such as AU-ACT (all places where people work).")
@click.option("--room", metavar="ROOM", help="Where a camera or microphone would stand, such as change-room.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="On which day (today).")
@as_of_option
@json_option
@home_option
@click.pass_context
def command(
    ctx: click.Context, device: str | None, mailbox: str | None, home_folder: str | None, cloud_drive: str | None,
    person: str | None, place: str | None, room: str | None, on: datetime | None, as_json: bool, home: Path,
) -> None:  # fmt: skip
    """Ask whether something of staff's own may be looked at: a notice was served, the days that a law asks for have passed, and
    everyone whose law asks for it has signed.

    Exit code 0: it may; 1: it may not, with why and from when.

    \b
    Example:
      bailee gate --device WS-14 --person pat@example.org
      bailee gate --device WS-14 --place AU-ACT
      bailee gate override device WS-14 --reason "stolen, to be wiped" --until 2026-12-01
    """
    if ctx.invoked_subcommand is not None:
        return
    sort, name = asked_about(device, mailbox, home_folder, cloud_drive)
    from bailee.operations.ask_gate import ask_gate, person_asked
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    asked = Asked(sort, name, person_asked(workspace, person or ""), (place or "").upper(), room or "")
    answer = ask_gate(workspace, asked, on=on.date() if on else _today())
    if as_json:
        from bailee.operations.ask_gate import shape

        write_json(shape(answer))
    else:
        show_answer(asked, answer)
    if not answer.is_open:
        sys.exit(1)


def asked_about(
    device: str | None, mailbox: str | None, home_folder: str | None, cloud_drive: str | None
) -> tuple[Sort, str]:
    """What is to be looked at. InvalidInput where that is not one thing."""
    named = {Sort.DEVICE: device, Sort.MAILBOX: mailbox, Sort.HOME_FOLDER: home_folder, Sort.CLOUD_DRIVE: cloud_drive}
    given = [(sort, name) for sort, name in named.items() if name is not None]
    if len(given) != 1:
        raise InvalidInput(
            "say what is to be looked at", hint="one of --device, --mailbox, --home-folder, --cloud-drive"
        )
    return given[0]


def show_answer(asked: Asked, answer: Answer) -> None:
    out = console()
    head = f"open to {asked.sort.words} {asked.name}" if answer.is_open else f"shut to {asked.sort.words} {asked.name}"
    out.print(f"[{'green' if answer.is_open else 'red'}]{'✓' if answer.is_open else '×'}[/] ", end="")
    out.print(head, markup=False, soft_wrap=True)
    rows = [("why", answer.why)]
    if answer.opens_on and not answer.is_open:
        rows.append(("opens on", answer.opens_on.isoformat()))
    if answer.laws:
        rows.append(("law", ", ".join(answer.laws)))
    for law in answer.unsure:
        rows.append(("unsure", f"{law} may ask for days, or for signatures: where people work is not declared"))
    if answer.next:
        rows.append(("next", answer.next))
    for label, text in rows:
        out.print(f"  {label:<9} {text}", markup=False, soft_wrap=True)


@command.command("override")
@click.argument("sort", type=_SORTS)
@click.argument("name", default="")
@click.option(
    "--reason", required=True, metavar="TEXT", help="Why it is opened although nobody was told; kept encrypted."
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which it is open.")
@home_option
def override(sort: str, name: str, reason: str, until: datetime | None, home: Path) -> None:
    """Open the gate by name: to one thing, or without NAME to all of its sort. Evidence keeps who did it and when.

    What a law forbids in a room nobody opens.

    \b
    Example:
      bailee gate override device WS-14 --reason "stolen, to be wiped" --until 2026-12-01
    """
    from bailee.operations.ask_gate import override_gate

    workspace = _workspace(home)
    ident = override_gate(workspace, Sort(sort), name, reason, until=until.date() if until else None, on=_today())
    said_opened(ident, sort, name, until)


def said_opened(ident: str, sort: str, name: str, until: datetime | None) -> None:
    click.echo(f"{ident}: open to {name or f'every {sort}'}{f' until {until:%Y-%m-%d}' if until else ''}")
    click.echo("\nnext  " + again(f"bailee gate end {ident}") + "   when it is no longer needed")


@command.command("end")
@click.argument("ident")
@home_option
def end(ident: str, home: Path) -> None:
    """Take an override back: the gate says again what notices say.

    \b
    Example:
      bailee gate end 3f9a0c1d2e4b
    """
    from bailee.operations.ask_gate import end_override

    end_override(_workspace(home), ident)
    click.echo(f"{ident} counts no more")


@command.command("overrides")
@as_of_option
@json_option
@home_option
def overrides(as_json: bool, home: Path) -> None:
    """List who opened the gate by name, to what, why and until when.

    \b
    Example:
      bailee gate overrides
    """
    from bailee.operations.ask_gate import standing_overrides

    workspace = _workspace(home)
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    show_overrides(standing_overrides(workspace, _today()), names, as_json)


def show_overrides(found: Sequence[GateOverride], names: Mapping[str, str], as_json: bool) -> None:
    """`names`: of members, by their idents."""
    if as_json:
        write_json(
            [
                {
                    "ident": each.ident,
                    "sort": each.sort,
                    "name": each.name,
                    "reason": each.reason,
                    "until": each.until.isoformat() if each.until else None,
                    "by": each.by,
                    "at": each.known_from.isoformat(),
                }
                for each in found
            ]
        )
        return
    if not found:
        click.echo("Nobody opened the gate by name: notices alone do.")
        return
    table = listing("override", "to", "why", "until", "by", whole=("override",))
    for each in found:
        what = each.name or f"every {each.sort}"
        until = each.until.isoformat() if each.until else "it is taken back"
        table.add_row(each.ident, what, each.reason, until, names.get(each.by, each.by))
    console().print(table)


def _workspace(home: Path) -> Workspace:
    from bailee.operations.open_store import open_store

    return open_store(home, create=False)
