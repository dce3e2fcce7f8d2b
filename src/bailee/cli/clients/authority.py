"""What a client allowed in writing: `authorise` records it, `withdraw` takes it back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from bailee.cli.clients.provider import DAY, provider_of, today
from bailee.cli.options import bare_home_option, json_option
from bailee.cli.output import console, write_json
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.authority import Agreement
    from bailee.operations.record_authority import Standing

UNSIGNED = ("an instruction says on which day it was signed", "--on 2026-03-01")
NONE_GOOD = "this client has no instruction that could be withdrawn"


@click.command()
@click.argument("client")
@click.option("--by", "given_by", metavar="NAME", help="Who gave the instruction.")
@click.option("--function", metavar="WORDS", help="What that person is at the client: owner, practice manager.")
@click.option("--on", "given_on", type=DAY, help="The day on which it was signed.")
@click.option("--until", type=DAY, help="The last day on which it is good.")
@click.option("--scope", metavar="WORDS", help="What it allows, in its words.")
@click.option(
    "--place", "places", multiple=True, metavar="PLACE", help="A folder or an address that may be scanned; * for all."
)
@click.option("--kept", "kept_where", default="", metavar="WHERE", help="Where the paper is.")
@click.option("--baa", type=DAY, help="HIPAA: the day on which the business associate agreement was signed.")
@click.option("--no-baa", metavar="REASON", default="", help="HIPAA: it is missing, and why.")
@click.option("--dpa", type=DAY, help="GDPR: the day on which the data processing agreement was signed.")
@click.option("--no-dpa", metavar="REASON", default="", help="GDPR: it is missing, and why.")
@bare_home_option
@json_option
def authorise(
    client: str,
    given_by: str | None,
    function: str | None,
    given_on: datetime | None,
    until: datetime | None,
    scope: str | None,
    places: tuple[str, ...],
    kept_where: str,
    baa: datetime | None,
    no_baa: str,
    dpa: datetime | None,
    no_dpa: str,
    home: Path,
    as_json: bool,
) -> None:
    """Record a client's written instruction to scan it, and its agreements; without options, say what is recorded.

    \b
    Example:
      bailee clients authorise "Lind Dental" --by "Dr. Lind" --function owner --on 2026-03-01 \\
        --scope "the file server, yearly" --place /srv/lind --kept "contract binder 3" --baa 2026-03-01
      bailee clients authorise "Lind Dental"
    """
    from bailee.authority import EVERYWHERE, Agreement
    from bailee.operations.choose_client import open_client
    from bailee.operations.record_authority import standing
    from bailee.sources.addresses import looks_like_one

    workspace = open_client(provider_of(home), client)
    for agreement, on, missing in ((Agreement.BAA, baa, no_baa), (Agreement.DPA, dpa, no_dpa)):
        if on is not None or missing:
            workspace.record_agreement(agreement, on=on.date() if on else None, kept_where=kept_where, missing=missing)
    if any((given_by, function, given_on, scope, places, until)):
        if given_on is None:
            raise InvalidInput(UNSIGNED[0], hint=UNSIGNED[1])
        workspace.record_instruction(
            given_by=given_by or "",
            function=function or "",
            scope=scope or "",
            places=tuple(
                each if each == EVERYWHERE or looks_like_one(each) else str(Path(each).expanduser().absolute())
                for each in places
            ),
            given_on=given_on.date(),
            until=until.date() if until else None,
            kept_where=kept_where,
        )
    show_standing(workspace.organisation_name, standing(workspace), as_json)


def show_standing(name: str, told: Standing, as_json: bool) -> None:
    if as_json:
        write_json(_standing_shape(told))
    else:
        _show_standing(name, told)


def _standing_shape(told: Standing) -> dict[str, Any]:
    return {
        "instructions": [
            {
                "ident": each.ident,
                "given_by": each.given_by,
                "function": each.function,
                "scope": each.scope,
                "places": list(each.places),
                "given_on": each.given_on.isoformat(),
                "until": each.until.isoformat() if each.until else None,
                "kept_where": each.kept_where,
                "withdrawn_on": each.withdrawn_on.isoformat() if each.withdrawn_on else None,
                "is_good": each.is_good(today()),
            }
            for each in told.instructions
        ],
        "agreements": {
            each.value: {
                "is_needed": told.needed[each],
                "says": told.agreements[each].says if each in told.agreements else None,
            }
            for each in told.needed
        },
    }


def _show_standing(name: str, told: Standing) -> None:
    shown = console()
    shown.print(f"[bold]{escape(name)}[/bold]", soft_wrap=True)
    if not told.instructions:
        shown.print("  [red]✗[/] no written instruction is recorded: it is not scanned", soft_wrap=True)
    for each in told.instructions:
        sign = "[green]✓[/]" if each.is_good(today()) else "[yellow]–[/]"
        until = f" until {each.until.isoformat()}" if each.until else ""
        shown.print(
            f"  {sign} {each.ident}: {escape(each.given_by)} ({escape(each.function)}), {each.given_on.isoformat()}{until}"
            + (f", withdrawn {each.withdrawn_on.isoformat()}" if each.withdrawn_on else ""),
            soft_wrap=True,
        )
        shown.print(f"      {escape(each.scope)}", soft_wrap=True)
        shown.print(f"      places: {escape(', '.join(each.places))}", soft_wrap=True)
        if each.kept_where:
            shown.print(f"      kept: {escape(each.kept_where)}", soft_wrap=True)
    for agreement, is_needed in told.needed.items():
        shown.print(f"  {_agreement_line(agreement, is_needed, told)}", soft_wrap=True)


def _agreement_line(agreement: Agreement, is_needed: bool | None, told: Standing) -> str:
    signed = told.agreements.get(agreement)
    if signed is not None:
        sign = "[green]✓[/]" if signed.on is not None else "[red]✗[/]" if is_needed else "[yellow]–[/]"
        return f"{sign} {agreement.label}: {escape(signed.says)}"
    if is_needed:
        return f"[red]✗[/] {agreement.label}: needed, and not recorded (--{agreement.value} DATE, or --no-{agreement.value} REASON)"
    if is_needed is False:
        return f"[green]✓[/] {agreement.label}: not needed"
    return f"[magenta]?[/] {agreement.label}: nobody declared the facts that tell whether it is needed"


@click.command()
@click.argument("client")
@click.argument("instruction", required=False)
@bare_home_option
def withdraw(client: str, instruction: str | None, home: Path) -> None:
    """A client takes its instruction back: no scan begins any more. Without INSTRUCTION, all that are good.

    \b
    Example:
      bailee clients withdraw "Lind Dental"
    """
    from bailee.operations.choose_client import open_client

    workspace = open_client(provider_of(home), client)
    idents = (
        [instruction] if instruction else [each.ident for each in workspace.instructions() if each.is_good(today())]
    )
    if not idents:
        raise InvalidInput(NONE_GOOD)
    for each in idents:
        workspace.withdraw_instruction(each)
    said_withdrawn(idents)


def said_withdrawn(idents: list[str]) -> None:
    click.echo(f"withdrawn: {', '.join(idents)}. The next scan is refused until another one is recorded.")
