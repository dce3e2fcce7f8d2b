"""Rosters on the terminal: a list is read, shown beside what is there, and kept; who is on it; who left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from bailee.cli.options import as_of_option, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import are, count
from bailee.errors import InvalidInput
from bailee.vocabulary import SubjectCategory

if TYPE_CHECKING:
    from bailee.operations.declare_roster import Declared, Planned
    from bailee.store.workspace import Workspace

SUBJECTS = [subject.value for subject in SubjectCategory]
_FAULTS = 20  # that are shown


@click.command("roster")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--subject", type=click.Choice(SUBJECTS), default="employee", show_default=True, help="Who they are.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEAD",
    help='Which column is what, where its head does not say it: name="Mitarbeiter". Empty leaves a field out.',
)
@click.option("--sheet", default="", metavar="NAME", help="Which sheet of a workbook.")
@click.option(
    "--dates",
    type=click.Choice(["day-first", "month-first"]),
    help="What comes first in 03/04/2026, where nothing shows it.",
)
@click.option(
    "--gone",
    type=click.Choice(["keep", "ended", "part"]),
    default="keep",
    show_default=True,
    help="Who is on the roster and not in the list: keep, and mark as missing; ended: they left; part: the list is of some people only.",
)
@click.option("--left-on", type=click.DateTime(["%Y-%m-%d"]), help="With --gone ended: the day on which they left.")
@click.option("--leave-out", is_flag=True, help="Import the others where some lines have to be corrected.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@json_option
@home_option
def declare(
    file: Path,
    subject: str,
    columns: tuple[str, ...],
    sheet: str,
    dates: str | None,
    gone: str,
    left_on: datetime | None,
    leave_out: bool,
    dry_run: bool,
    as_json: bool,
    home: Path,
) -> None:
    """Say who works here, or who the customers are, by a list. Kept encrypted; a list that is read again is a difference.

    CSV of any sort, XLSX, XLS, ODS, address cards (vCard), exports of Outlook, Google and a directory (LDIF, CSVDE). Columns are
    known by their heads in English, Spanish, German and French.

    \b
    Example:
      bailee declare roster staff.csv --subject employee --dry-run
      bailee declare roster mitarbeiter.xlsx --column name="Mitarbeiter" --dates day-first
      bailee declare roster staff.csv --gone ended --left-on 2026-10-31
    """
    from bailee.operations.declare_roster import Gone, apply_roster, content_of, plan_roster
    from bailee.operations.open_store import open_store
    from bailee.rosters import Wanted

    today = datetime.now(UTC).astimezone().date()
    wanted = Wanted(today, mapping_of(columns), dates or "", leave_out)
    content = content_of(file)
    workspace = open_store(home)
    planned = plan_roster(workspace, content, file.name, SubjectCategory(subject), wanted, sheet=sheet)
    if not as_json:
        _show_plan(planned)
    if dry_run:
        if as_json:
            write_json(plan_shape(planned))
        else:
            click.echo("nothing was changed")
        return
    done = apply_roster(
        workspace, planned, gone=Gone(gone), left_on=left_on.date() if left_on else None, leave_out=leave_out
    )
    if as_json:
        write_json(plan_shape(planned) | {"missing": done.missing, "ended": done.ended})
        return
    _show_done(done)
    click.echo(f"on the roster: {sum(_sizes(workspace, planned).values()):,} ({subject})")


def mapping_of(columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """
    >>> mapping_of(("name=Who", "phone=Tel", "phone=Cell", "number="))
    {'name': ('Who',), 'phone': ('Tel', 'Cell'), 'number': ()}
    """
    found: dict[str, tuple[str, ...]] = {}
    for each in columns:
        name, mark, head = each.partition("=")
        if not mark:
            raise InvalidInput("--column takes a field and a head", hint='such as --column name="Mitarbeiter"')
        found[name.strip()] = (*found.get(name.strip(), ()), *([head.strip()] if head.strip() else []))
    return found


def plan_shape(planned: Planned) -> dict[str, Any]:
    """A plan without a name in it."""
    return {
        "columns": {name: list(heads) for name, heads in planned.read.mapping.items()},
        "unused": list(planned.read.unused),
        "people": len(planned.read.entries),
        "new": planned.new,
        "changed": planned.changed,
        "same": planned.same,
        "gone": len(planned.gone),
        "faults": [
            {"line": each.line, "column": each.column, "says": each.says, "remedy": each.remedy}
            for each in planned.read.faults
        ],
        "notes": list(planned.notes),
    }


def _sizes(workspace: Workspace, planned: Planned) -> dict[SubjectCategory, int]:
    counts = workspace.roster_counts()
    return {category: counts.get(category, 0) for category in planned.differences}


def _show_plan(planned: Planned) -> None:
    from bailee.rosters.columns import LABELS

    out = console()
    read = planned.read
    shown = "; ".join(f"{LABELS[name]}: {', '.join(heads)}" for name, heads in read.mapping.items())
    out.print(Text(f"Columns: {shown}"))
    if read.unused:
        out.print(Text(f"Not used: {', '.join(read.unused)}", style="dim"))
    out.print(
        f"{count(len(read.entries), 'person', 'people')}: {planned.new:,} new, {planned.changed:,} changed, {planned.same:,} as before"
    )
    fields: dict[str, int] = {}
    for found in planned.differences.values():
        for change in found.changed:
            for name in change.fields:
                fields[name] = fields.get(name, 0) + 1
    if fields:
        told = ", ".join(
            f"{LABELS[name]} {count:,}" for name, count in sorted(fields.items(), key=lambda pair: -pair[1])
        )
        out.print(Text(f"Changed: {told}", style="dim"))
    if planned.gone:
        number = len(planned.gone)
        out.print(f"{number:,} on the roster {are(number)} not in this list.")
    for note in planned.notes:
        out.print(Text(f"Note: {note}", style="dim"))
    for fault in read.faults[:_FAULTS]:
        out.print(Text(str(fault)))
    if len(read.faults) > _FAULTS:
        out.print(f"… and {len(read.faults) - _FAULTS:,} more")


def _show_done(done: Declared) -> None:
    if done.left_out:
        click.echo(f"left out: {count(done.left_out, 'line')}")
    if done.missing:
        who = "they stay on the roster, marked; say --gone ended if they left"
        click.echo(f"missing from the list: {done.missing:,}; {who}")
    if done.ended:
        click.echo(f"ended: {done.ended:,}")


@click.command("roster")
@click.option("--subject", type=click.Choice(SUBJECTS), help="Of these only.")
@click.option("--missing", is_flag=True, help="Those who were not in the list that was read last.")
@json_option
@as_of_option
@home_option
def roster(subject: str | None, missing: bool, as_json: bool, home: Path) -> None:
    """List who is on the roster, and who of them is in what is held.

    \b
    Example:
      bailee people roster --subject employee
      bailee people roster --missing
    """
    from bailee.operations.count_people import count_people
    from bailee.operations.open_store import open_store
    from bailee.permissions import Permission

    workspace = open_store(home, create=False)
    workspace.require(Permission.DECLARE)
    people = workspace.roster(category=SubjectCategory(subject) if subject else None)
    people = tuple(each for each in people if each.missing_since or not missing)
    met = count_people(workspace).meeting
    told = [
        {
            "person": each.ident,
            "subject": each.category.value,
            "name": each.name,
            "number": each.number,
            "joined_on": each.joined_on.isoformat() if each.joined_on else None,
            "missing_since": each.missing_since.isoformat() if each.missing_since else None,
            "found": each.ident in met.found,
            "by_name": each.ident in met.by_name,
        }
        for each in people
    ]
    show_roster(told, as_json)


def show_roster(people: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    """Who is on the roster, as programs read it or as a table."""
    if as_json:
        write_json(list(people))
        return
    out = console()
    if not people:
        out.print("Nobody. bailee declare roster FILE reads a list.")
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head in ("name", "number", "about", "joined", "in what is held", "in the last list"):
        table.add_column(head, overflow="fold")
    for each in people:
        found = "by name" if each["by_name"] else "yes" if each["found"] else "never found"
        since = f"missing since {each['missing_since']}" if each["missing_since"] else ""
        table.add_row(each["name"], each["number"], each["subject"], each["joined_on"] or "", found, since)
    out.print(table)


@click.command("end")
@click.argument("who", metavar="WHO")
@click.option("--left-on", type=click.DateTime(["%Y-%m-%d"]), help="The day on which they left (today).")
@home_option
def end(who: str, left_on: datetime | None, home: Path) -> None:
    """Say that somebody left: by number, e-mail address or name.

    \b
    Example:
      bailee people end pat@example.org --left-on 2026-10-31
    """
    from bailee.operations.declare_roster import end_person
    from bailee.operations.open_store import open_store

    person = end_person(open_store(home, create=False), who, left_on.date() if left_on else None)
    click.echo(f"ended: {person.category.value} {person.number}".rstrip())
