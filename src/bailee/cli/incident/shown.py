"""Incidents on a terminal: three answers, what is not known, what is due, where they live, what is asked next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from bailee.cli.output import console

if TYPE_CHECKING:
    from bailee.incidents.sheet import Line, Sheet

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


def show_sheet(sheet: Sheet) -> None:
    from bailee.incidents.held import figures, said
    from bailee.incidents.paper import mark_of, moment_words

    out, incident, lost = console(), sheet.incident, sheet.lost
    if mark := mark_of(incident):
        out.print(Text(mark, style="bold reverse"))
    head = f"{incident.ident}  " if incident.ident else ""
    out.print(Text(f"{head}{incident.title}", style="bold"))
    out.print(
        Text(
            f"Discovered {moment_words(incident.discovered_at, incident)}. Clocks run from there. {sheet.clock_says}".rstrip()
        )
    )
    out.print()
    out.print(Text.assemble(("Who        ", "bold"), said(lost.people) if lost.is_known else "unknown: it is not zero"))
    if lost.subjects:
        out.print(
            Text(
                "           "
                + ", ".join(f"{figures(people)} {subject.value.replace('-', ' ')}" for subject, people in lost.subjects)
            )
        )
    kinds = ", ".join(f"{each.label} {figures(each.people)}" for each in lost.kinds) if lost.is_known else "unknown"
    out.print(Text.assemble(("What       ", "bold"), kinds or "nothing of a person in what was read"))
    out.print(Text.assemble(("Encrypted  ", "bold"), sheet.encryption.title))
    for disk in sheet.encryption.disks:
        out.print(Text(f"           {disk.name}: {disk.words}"))
    for each in sheet.unknown:
        out.print(Text(f"? {each}"))
    out.print()
    _duties(sheet)
    _places(sheet)
    for each in sheet.named:
        out.print(Text(f"? Not verified, ask counsel: {each}"))
    _questions(sheet)
    out.print(
        Text("Nothing here is legal advice; a rule says who of counsel reviewed it, or that nobody did.", style="dim")
    )


def _duties(sheet: Sheet) -> None:
    from bailee.incidents.paper import STANDS, day_words, whom

    out = console()
    shown = [each for each in sheet.lines if each.standing.value != "below"]
    if not shown:
        out.print("No duty with a day is known.")
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head, ratio in (("", 0), ("whom", 4), ("by when", 4), ("stands", 4), ("rule", 3)):
        table.add_column(head, ratio=ratio or None)
    names = {row.code: row.name for row in sheet.rows}
    for each in shown[:_MOST]:
        table.add_row(
            _SIGNS[each.standing.value],
            Text(_whom(each, whom(each), names)),
            Text(day_words(each) if each.standing.is_open else "–"),
            Text(STANDS[each.standing] + (f": {each.why}" if each.why else "")),
            Text(each.short + ("; confirm" if each.confirm else "")),
        )
    out.print(table)
    if len(shown) > _MOST:
        out.print(f"and {len(shown) - _MOST} more: bailee incident show {sheet.incident.ident} --json")
    out.print()


def _whom(line: Line, said: str, names: dict[str, str]) -> str:
    return f"{said}, {names.get(line.place, line.place)}" if line.place and line.to != "media" else said


def _places(sheet: Sheet) -> None:
    from bailee.incidents.held import figures

    if not sheet.rows:
        return
    out = console()
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head, ratio in (("lives in", 3), ("people", 2), ("kinds that count there", 5), ("encryption exempts?", 4)):
        table.add_column(head, ratio=ratio)
    for row in sheet.rows:
        table.add_row(
            Text(row.name + (f"\n{row.note}" if row.note else "")),
            figures(row.people),
            Text("; ".join(row.counts) or "none"),
            Text(row.exempts),
        )
    out.print(table)
    out.print()


def _questions(sheet: Sheet) -> None:
    out = console()
    following = True
    for number, each in enumerate(sheet.questions, 1):
        if each.answer is None:
            if not following:
                continue
            following = False
        said = "not answered" if each.answer is None else "yes" if each.answer else "no"
        out.print(Text(f"{number} of {len(sheet.questions)}. {each.question.asks}  {said}"))
        if each.answer is None and sheet.incident.ident:
            out.print(
                Text(
                    f"   asked by {', '.join(each.laws[:6])}{' …' if len(each.laws) > 6 else ''}: bailee incident answer {sheet.incident.ident} {each.question.ident} yes|no"
                )
            )
    if sheet.questions:
        out.print()
