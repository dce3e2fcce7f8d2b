"""Incidents on a terminal: three answers, what is not known, what is due, where they live, what is asked next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from bailee.cli.output import console, write_json

if TYPE_CHECKING:
    from bailee.people import PeopleRange

_SIGNS = {"due": "!", "perhaps": "?", "ask": "?", "done": "✓", "lifted": "–", "below": "–"}
_MOST = 40  # duties; the rest stands in --json and on the sheet


def show_list(incidents: Sequence[dict[str, Any]]) -> None:
    out = console()
    if not incidents:
        out.print("No incident is reported: bailee incident report TITLE --device DEVICE --discovered TIME")
        return
    for each in incidents:
        state = "open" if each["is_open"] else "closed"
        marks = "".join(
            f", {word}"
            for word, stands in (("drill", each["is_drill"]), ("privileged", each["is_privileged"]))
            if stands
        )
        title = each.get("title", "open to the client and its counsel")
        out.print(
            Text.assemble(
                (each["ident"], "bold"), f"  {title}  ({state}{marks}; discovered {each['discovered_at'][:16]})"
            )
        )


def show_made(told: Mapping[str, Any], as_json: bool) -> None:
    """A sheet, for a program or for a person."""
    if as_json:
        write_json(told)
    else:
        show_sheet(told)


def show_sheet(told: Mapping[str, Any]) -> None:
    """A sheet as programs read it (`incident_shapes.shape`), whoever made it: this machine, or a server."""
    from bailee.incidents.held import figures, said
    from bailee.incidents.paper import marked

    out, incident, is_known = console(), told["incident"], told["findings"] is not None
    if mark := marked(incident["is_drill"], incident["is_privileged"]):
        out.print(Text(mark, style="bold reverse"))
    head = f"{incident['ident']}  " if incident["ident"] else ""
    out.print(Text(f"{head}{incident['title']}", style="bold"))
    out.print(
        Text(f"Discovered {_moment(incident, 'discovered_at')}. Clocks run from there. {told['clock_says']}".rstrip())
    )
    if incident["ident"]:
        out.print(Text(f"Reported {_moment(incident, 'reported_at')} by {incident['reported_by']}."))
    out.print()
    out.print(Text.assemble(("Who        ", "bold"), said(_people(told)) if is_known else "unknown: it is not zero"))
    if told["subjects"]:
        out.print(
            Text(
                "           "
                + ", ".join(
                    f"{figures(_people(each))} {each['subject'].replace('-', ' ')}" for each in told["subjects"]
                )
            )
        )
    kinds = ", ".join(f"{each['label']} {figures(_people(each))}" for each in told["kinds"]) if is_known else "unknown"
    out.print(Text.assemble(("What       ", "bold"), kinds or "nothing of a person in what was read"))
    out.print(Text.assemble(("Encrypted  ", "bold"), told["encryption"]["says"]))
    for disk in told["encryption"]["disks"]:
        out.print(Text(f"           {disk['disk']}: {disk['says']}"))
    for each in told["unknown"]:
        out.print(Text(f"? {each}"))
    out.print()
    _duties(told)
    _places(told)
    for each in told["not_verified"]:
        out.print(Text(f"? Not verified, ask counsel: {each}"))
    _questions(told)
    out.print(
        Text("Nothing here is legal advice; a rule says who of counsel reviewed it, or that nobody did.", style="dim")
    )


def _moment(incident: Mapping[str, Any], name: str) -> str:
    from bailee.incidents.clocks import zone_of
    from bailee.incidents.paper import in_zone

    return in_zone(datetime.fromisoformat(incident[name]), zone_of(incident["zone"]))


def _people(told: Mapping[str, Any]) -> PeopleRange | None:
    from bailee.people import PeopleRange

    people = told["people"]
    return PeopleRange(people["low"], people["high"], tuple(people["reasons"])) if people else None


def show_printed(ident: str, sheets: Sequence[dict[str, Any]]) -> None:
    """Sheets of an incident that were printed, newest first."""
    out = console()
    if not sheets:
        out.print(f"No sheet of {ident} was printed: bailee incident show {ident} --pdf FILE")
    for each in sheets:
        record = "its record was erased" if each["record"] is None else f"record {each['record']:,} of the log"
        out.print(
            Text.assemble(
                (f"{each['number']}", "bold"), f"  printed {each['printed_at'][:16]} by {each['by']}  ({record})"
            )
        )


def _duties(told: Mapping[str, Any]) -> None:
    from bailee.incidents.paper import STANDS
    from bailee.incidents.sheet import Standing

    out = console()
    shown = [each for each in told["duties"] if each["stands"] != "below"]
    if not shown:
        out.print("No duty with a day is known.")
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head, ratio in (("", 0), ("whom", 4), ("by when", 4), ("stands", 4), ("rule", 3)):
        table.add_column(head, ratio=ratio or None)
    names = {row["place"]: row["name"] for row in told["places"]}
    for each in shown[:_MOST]:
        standing = Standing(each["stands"])
        table.add_row(
            _SIGNS[each["stands"]],
            Text(_whom(each, names)),
            Text(each["by"] if standing.is_open else "–"),
            Text(STANDS[standing] + (f": {each['why']}" if each["why"] else "")),
            Text(each["short"] + ("; confirm" if each["confirm"] else "")),
        )
    out.print(table)
    if len(shown) > _MOST:
        out.print(f"and {len(shown) - _MOST} more: bailee incident show {told['incident']['ident']} --json")
    out.print()


def _whom(each: Mapping[str, Any], names: Mapping[str, str]) -> str:
    place = each["place"]
    return f"{each['whom']}, {names.get(place, place)}" if place and each["to"] != "media" else str(each["whom"])


def _places(told: Mapping[str, Any]) -> None:
    from bailee.incidents.held import figures

    if not told["places"]:
        return
    out = console()
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head, ratio in (("lives in", 3), ("people", 2), ("kinds that count there", 5), ("encryption exempts?", 4)):
        table.add_column(head, ratio=ratio)
    for row in told["places"]:
        table.add_row(
            Text(row["name"] + (f"\n{row['note']}" if row["note"] else "")),
            figures(_people(row)),
            Text("; ".join(row["counts"]) or "none"),
            Text(row["encryption_exempts"]),
        )
    out.print(table)
    out.print()


def _questions(told: Mapping[str, Any]) -> None:
    out, asked, ident = console(), told["questions"], told["incident"]["ident"]
    following = True
    for number, each in enumerate(asked, 1):
        if each["answer"] is None:
            if not following:
                continue
            following = False
        said = "not answered" if each["answer"] is None else "yes" if each["answer"] else "no"
        out.print(Text(f"{number} of {len(asked)}. {each['asks']}  {said}"))
        if each["answer"] is None and ident:
            laws = each["laws"]
            out.print(
                Text(
                    f"   asked by {', '.join(laws[:6])}{' …' if len(laws) > 6 else ''}: bailee incident answer {ident} {each['question']} yes|no"
                )
            )
    if asked:
        out.print()


def show_steps(steps: Iterable[Mapping[str, Any]]) -> None:
    """What is to be done to contain it."""
    for each in steps:
        state = "done" if each["done_at"] else "open"
        click.echo(f"{each['number']}. {each['title']}  ({state}{', ' if each['note'] else ''}{each['note']})")
