"""`bailee departures`: what lies otherwise than it was declared, or than a law asks; and where confidential records belong."""

from __future__ import annotations

import textwrap
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from bailee.cli.options import Steps, again, as_of_option, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from bailee.departures import Departure
    from bailee.store.rows.departed import Known
    from bailee.store.workspace import Workspace

STAGE, RANK = "inventory", 4
SHOWN = 12
FOLDER_MISSING = 'such as: bailee departures confidential "company/HR Confidential" --for medical'
FILES = 12
_READABLE = 100


@click.group("departures", cls=Steps, invoke_without_command=True)
@click.option(
    "--all", "show_all", is_flag=True, help=f"All of them, also those that are settled; not the worst {SHOWN}."
)
@click.option("--sort", metavar="SORT", help="Only of this sort, such as beside-personnel.")
@json_option
@as_of_option
@home_option
@click.pass_context
def command(ctx: click.Context, show_all: bool, sort: str | None, as_json: bool, home: Path) -> None:
    """List what departs from what was declared, or from what a law asks of place, access and time; the worst first.

    What lies with personnel files and has to lie apart, what is older than declared, what lies where something else is done,
    what may never be kept. A command below shows one with its files, settles it, or says where records belong.

    \b
    Example:
      bailee departures
      bailee departures --sort beside-personnel
      bailee departures show beside-personnel-76b5f052
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.departures import label, sorts
    from bailee.errors import InvalidInput
    from bailee.operations.find_departures import find_departures
    from bailee.reports import departed

    if sort is not None and sort not in sorts():
        raise InvalidInput(f'there is no sort of departure "{sort}"', hint=f"one of: {', '.join(sorts())}")
    workspace = _opened(home)
    found = [each for each in find_departures(workspace) if sort in (None, each.sort)]
    known = workspace.departure_history()
    if as_json:
        told = [departed.shape(each) | _history(each, known) for each in found]
        cleared = [each for each in known.values() if each.cleared_at is not None and sort in (None, each.sort)]
        write_json({"departures": told, "cleared": [_cleared_shape(each) for each in cleared]})
        return
    out = console()
    title = f"{label(sort)}: " if sort else ""
    out.print(Text(f"{workspace.organisation_name}: {title}{departed.asked(found)}", style="bold"), soft_wrap=True)
    shown = found if show_all else [each for each in found if each.is_open][:SHOWN]
    for each in shown:
        out.print()
        _entry(out, each, known)
    rest = len(found) - len(shown)
    if rest:
        out.print()
        out.print(
            Text(f"{rest} more, also those that are settled: {again('bailee departures --all')}", style="dim"),
            soft_wrap=True,
        )
    _cleared(out, known)


@command.command("show")
@click.argument("ident", metavar="IDENT")
@click.option("--exact-locators", is_flag=True, help="Names of files and folders unmasked.")
@click.option("--all", "show_all", is_flag=True, help=f"All files, not the first {FILES}.")
@json_option
@home_option
def show(ident: str, exact_locators: bool, show_all: bool, as_json: bool, home: Path) -> None:
    """Show one with its files, the rule, the move that it asks for, and what would clear it.

    \b
    Example:
      bailee departures show beside-personnel-76b5f052
    """
    from bailee.operations.find_departures import find_departures, the_departure
    from bailee.reports import departed

    workspace = _opened(home)
    departure = the_departure(find_departures(workspace), ident)
    known = workspace.departure_history()
    if as_json:
        write_json(departed.shape(departure, exact=exact_locators) | _history(departure, known))
        return
    _whole(console(), departure, known, exact_locators, show_all)


@command.command("accept")
@click.argument("ident", metavar="IDENT")
@click.option(
    "--until", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Look at it again after this day."
)
@click.option("--reason", required=True, metavar="TEXT", help="Why, in your own words.")
@home_option
def accept(ident: str, until: datetime, reason: str, home: Path) -> None:
    """Live with it until a day, for a reason; it is remembered over rescans.

    \b
    Example:
      bailee departures accept beside-personnel-76b5f052 --until 2027-03-31 --reason "the new share comes in March"
    """
    _settle(home, ident, "accepted", reason, until.date())


@command.command("dismiss")
@click.argument("ident", metavar="IDENT")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is not so, in your own words.")
@home_option
def dismiss(ident: str, reason: str, home: Path) -> None:
    """Say that it is not so, for a reason; it is remembered over rescans.

    \b
    Example:
      bailee departures dismiss used-elsewhere-1f0c22aa --reason "these are samples for the training"
    """
    _settle(home, ident, "not-so", reason, None)


@command.command("reopen")
@click.argument("ident", metavar="IDENT")
@home_option
def reopen(ident: str, home: Path) -> None:
    """Take a decision back: it is open again.

    \b
    Example:
      bailee departures reopen beside-personnel-76b5f052
    """
    _settle(home, ident, "reopened", "", None)


@command.command("confidential")
@click.argument("folder", required=False, metavar="[FOLDER]")
@click.option(
    "--for",
    "records",
    multiple=True,
    metavar="RECORDS",
    help="medical, drug-tests, background-checks or i9; may be repeated.",
)
@click.option("--withdraw", metavar="IDENT", help="It is no such folder any more.")
@json_option
@home_option
def confidential(folder: str | None, records: tuple[str, ...], withdraw: str | None, as_json: bool, home: Path) -> None:
    """Say which folder records belong in that are kept apart; without a folder, list those that were declared.

    FOLDER is a path in a place that is scanned, or PLACE/FOLDER. It need not be there yet. Give access to it to those alone
    who need these records: the next scan sees who can open it.

    \b
    Example:
      bailee departures confidential "company/HR Confidential" --for medical --for drug-tests
      bailee departures confidential
    """
    from bailee.errors import InvalidInput
    from bailee.operations.declare_confidential import declare_confidential, withdraw_confidential

    workspace = _opened(home)
    if withdraw:
        withdraw_confidential(workspace, withdraw)
        click.echo(f"{withdraw} is declared for nothing any more")
        return
    if folder:
        kept = declare_confidential(workspace, folder, records)
        click.echo(f"{kept.label} is for {', '.join(kept.records)}  ({kept.ident})")
        click.echo(f"next  {again('bailee departures')}")
        return
    if records:
        raise InvalidInput("which folder?", hint=FOLDER_MISSING)
    there = workspace.confidential_places()
    show_confidential([(each.ident, each.label, each.records, each.by) for each in there], as_json)


def show_confidential(there: Sequence[tuple[str, str, Sequence[str], str]], as_json: bool) -> None:
    """Each: ident, folder, the records for which it is, who said so."""
    if as_json:
        write_json(
            [{"ident": ident, "folder": label, "for": list(records), "by": by} for ident, label, records, by in there]
        )
        return
    for ident, label, records, _ in there:
        click.echo(f"{ident}  {label}  for {', '.join(records)}")
    if not there:
        click.echo("No folder is declared yet.")
        click.echo(f"next  {again('bailee departures confidential FOLDER --for medical')}")


@command.command("whose")
@click.argument("ident", required=False, metavar="[IDENT]")
@click.option("--firm/--person", "is_firm", default=None, help="Say that it is a firm, or a person.")
@click.option("--reason", default="", metavar="TEXT", help="How you know, in your own words.")
@json_option
@home_option
def whose(ident: str | None, is_firm: bool | None, reason: str, as_json: bool, home: Path) -> None:
    """List clients who are people that trade, so that their cards, accounts and e-mail are personal data; each with why.

    With IDENT, say otherwise: it is remembered over rescans.

    \b
    Example:
      bailee departures whose
      bailee departures whose client-3fa2c1d0 --firm --reason "the contract names Roe Plumbing LLC"
    """
    from bailee.operations.judge_client import judge_client, traders

    workspace = _opened(home)
    if ident:
        trader = judge_client(workspace, ident, is_firm=what_it_is(is_firm), reason=reason)
        said_judged(trader.ident, is_firm=bool(is_firm))
        return
    show_traders([each.shape() for each in traders(workspace)], as_json)


def what_it_is(is_firm: bool | None) -> bool:
    """InvalidInput where nobody said."""
    from bailee.errors import InvalidInput

    if is_firm is None:
        raise InvalidInput("what is it?", hint="say --firm or --person, with --reason")
    return is_firm


def said_judged(ident: str, *, is_firm: bool) -> None:
    click.echo(f"{ident} is {'a firm' if is_firm else 'a person'} from now on")


def show_traders(found: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    """Clients who are people that trade, as programs read them, or in lines."""
    if as_json:
        write_json(list(found))
        return
    out = console()
    for each in found:
        out.print(
            Text(each["ident"], style="bold").append(
                f"  in {count(each['files'], 'file')} of {', '.join(each['stores'])}", style="not bold"
            ),
            soft_wrap=True,
        )
        _line(out, f"A person’s: {each['why']}.")
        _line(out, f"such as {each['example']}", style="dim")
    if not found:
        out.print("No client is told to be a person who trades, beside those on the roster.")


def _opened(home: Path) -> Workspace:
    from bailee.operations.open_store import open_store

    return open_store(home, create=False)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _settle(home: Path, ident: str, verdict: str, reason: str, until: date | None) -> None:
    from bailee.operations.find_departures import find_departures, settle_departure, the_departure

    workspace = _opened(home)
    departure = the_departure(find_departures(workspace), ident)
    settle_departure(workspace, departure.ident, departure.sort, verdict, reason=reason, until=until, on=_today())
    said = {"accepted": f"accepted until {until}", "not-so": "not so", "reopened": "open again"}[verdict]
    click.echo(f"{said}: {departure.ident}, {departure.title}")


def _history(departure: Departure, known: dict[str, Known]) -> dict[str, object]:
    """Since when it is there, and which scan found it."""
    each = known.get(departure.ident)
    return {"found_at": each.found_at.isoformat() if each else None, "found_by_scan": each.found_by if each else None}


def _cleared_shape(each: Known) -> dict[str, object]:
    return {
        "ident": each.ident,
        "sort": each.sort,
        "title": each.says.get("title", ""),
        "found_at": each.found_at.isoformat(),
        "found_by_scan": each.found_by,
        "cleared_at": each.cleared_at.isoformat() if each.cleared_at else None,
        "cleared_by_scan": each.cleared_by,
    }


def _entry(out: Console, departure: Departure, known: dict[str, Known]) -> None:
    from bailee.matrix import people_words
    from bailee.reports.departed import rule_words

    _head(out, departure)
    parts = [departure.severity.value]
    if departure.people.high:
        parts.append(people_words(departure.people))
    if departure.ident in known:
        parts.append(f"seen since {known[departure.ident].found_at.astimezone():%Y-%m-%d}")
    _line(out, " · ".join(parts), style="dim")
    for word in (rule_words(departure.rule) if departure.rule else "", departure.why):
        if word:
            _line(out, word)
    if departure.verdict is not None:
        until = f" until {departure.verdict.until}" if departure.verdict.until else ""
        said = "Accepted" if departure.verdict.verdict == "accepted" else "Not so"
        _line(out, f"{said}{until}, says {departure.verdict.by}: {departure.verdict.reason}", style="dim")
    elif departure.held_by:
        _line(out, f"Kept: {' and '.join(departure.held_by)} wins over it.", style="dim")
    if departure.is_open:
        _line(out, f"next  {departure.next}", style="bold")
    out.print(Text(f"    {' ' * 6 if departure.is_open else ''}{again(departure.command)}"), soft_wrap=True)


def _head(out: Console, departure: Departure) -> None:
    from bailee.cli.table import COLOURS
    from bailee.matrix import SIGNS

    lines = textwrap.wrap(departure.title, max(min(out.width, _READABLE) - 4, 20)) or [""]
    colour = COLOURS[departure.state] if departure.is_open else "dim"
    sign = SIGNS[departure.state] if departure.is_open else "·"
    out.print(
        Text("  ").append(f"{sign} ", style=colour).append(lines[0], style="bold" if departure.is_open else "dim")
    )
    for line in lines[1:]:
        out.print(Text(f"    {line}", style="bold" if departure.is_open else "dim"))


def _line(out: Console, text: str, *, style: str = "", indent: int = 4) -> None:
    for part in textwrap.wrap(text, max(min(out.width, _READABLE) - indent, 20), break_long_words=False):
        out.print(Text(" " * indent + part, style=style))


def _cleared(out: Console, known: dict[str, Known]) -> None:
    """What was cleared, and by which scan: the last few."""
    gone = sorted(
        (each for each in known.values() if each.cleared_at is not None),
        key=lambda each: each.cleared_at or each.found_at,
    )
    for number, each in enumerate(reversed(gone[-3:])):
        if number == 0:
            out.print()
        by = f" by scan {each.cleared_by}" if each.cleared_by else ""
        cleared = f"{each.cleared_at:%Y-%m-%d}" if each.cleared_at else ""
        line = (
            Text("  ")
            .append("✓ ", style="green")
            .append(f"cleared {cleared}{by}: {each.says.get('title', each.sort)} (found {each.found_at:%Y-%m-%d})")
        )
        out.print(line, soft_wrap=True)


def _whole(out: Console, departure: Departure, known: dict[str, Known], exact: bool, show_all: bool) -> None:
    from bailee.reports import departed

    _entry(out, departure, known)
    if departure.rule:
        out.print()
        _pairs(
            out,
            "rule",
            [
                ("", departure.rule.says),
                ("applies because", departure.rule.why),
                ("read in", "; ".join(departure.rule.source[:2])),
                ("note", departure.rule.note),
            ],
        )
        _pairs(out, "", [("also", departed.rule_words(each)) for each in departure.also])
    if departure.named:
        _pairs(out, "may apply", [("", text) for text in departure.named])
    if departure.people.reasons:
        _pairs(out, "people", [("", "; ".join(departure.people.reasons))])
    if departure.for_counsel:
        _pairs(out, "counsel", [("", text) for text in departure.for_counsel])
    if departure.files:
        shown = departure.files if show_all else departure.files[:FILES]
        out.print()
        out.print(Text("  files", style="bold"))
        for each in shown:
            dated = f"  ({each.on:%Y-%m-%d}, {each.dated_by})" if each.on and departure.move is None else ""
            out.print(Text(f"    {departed.where(each, exact=exact)}{dated}"), soft_wrap=True)
            for other in departed.beside(each, exact=exact):
                out.print(Text(f"      beside {other}", style="dim"), soft_wrap=True)
        if len(shown) < len(departure.files):
            out.print(Text(f"    {len(departure.files) - len(shown)} more with --all", style="dim"))
    if departure.move is not None:
        out.print()
        _pairs(out, "move", departed.move_lines(departure))
    out.print()
    _pairs(out, "cleared by", [("", departure.clears)])
    if departure.is_open:
        out.print(
            Text(
                f"  or    {again(f'bailee departures accept {departure.ident} --until DATE --reason TEXT')}",
                style="dim",
            ),
            soft_wrap=True,
        )


def _pairs(out: Console, head: str, pairs: list[tuple[str, str]]) -> None:
    first = True
    for label, text in pairs:
        if not text:
            continue
        lead = f"  {head if first else '':<11} {f'{label}: ' if label else ''}"
        first = False
        lines = textwrap.wrap(text, max(min(out.width, _READABLE) - len(lead), 24), break_long_words=False) or [""]
        out.print(Text(lead, style="bold").append(lines[0], style="not bold"), soft_wrap=True)
        for line in lines[1:]:
            out.print(Text(" " * len(lead) + line), soft_wrap=True)
