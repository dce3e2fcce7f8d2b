"""`bailee laws`: the rules of the law tables, with citation, source and how each was read; and a check of one's own."""

from __future__ import annotations

import os
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.text import Text

from bailee import settings
from bailee.cli.options import Steps, bare_home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count
from bailee.errors import InvalidInput
from bailee.obligations.load import Rule, place_name, read_table
from bailee.obligations.shapes import rule_shape
from bailee.obligations.tables import FOLDER, Fault, check_table, rules_for
from bailee.rendering import DRAFT

STAGE = "obligations"
READ_AS = {
    "verified_primary": "read in the statute",
    "secondary_quoting_primary": "read in a quotation of the statute",
    "verified_secondary": "read in a secondary source",
    "good_practice": "no law",
    "unverified": "not verified",
}


def _asked(jurisdiction: str | None, home: Path) -> list[Rule]:
    table = rules_for(home)
    found = list(table)
    if jurisdiction:
        wanted = jurisdiction.upper()
        found = [
            rule
            for rule in found
            if any(place == wanted or place.startswith(f"{wanted}-") for place in (rule.jurisdiction, *rule.places))
        ]
        if not found:
            codes = ", ".join(sorted({rule.jurisdiction for rule in table}))
            raise InvalidInput(
                f'no rule for "{jurisdiction}"', hint=textwrap.shorten(f"there are rules for {codes}", 300)
            )
    return found


def _reviewed(home: Path) -> dict[str, str]:
    """Rules that counsel of the organisation reviewed; none where there is no store, and then none is looked for."""
    if not ((home / "bailee.sqlite3").is_file() or settings.read(os.environ)["database"]):
        return {}
    from bailee.operations.know_reviews import reviewed_rules
    from bailee.operations.open_store import open_store

    return reviewed_rules(open_store(home, create=False), datetime.now(UTC).astimezone().date())


def _review_of(rule: Rule, reviewed: dict[str, str]) -> dict[str, str]:
    return {"reviewed": reviewed[rule.ident]} if rule.ident in reviewed else {}


def _said(rule: Rule, reviewed: dict[str, str]) -> str:
    by = reviewed.get(rule.ident) or rule.reviewed_by
    return f"reviewed by {by}" if by else "DRAFT"


def _count(found: list[Rule], reviewed: dict[str, str]) -> str:
    number = sum(rule.ident in reviewed or bool(rule.reviewed_by) for rule in found)
    return f"{number} reviewed by counsel, the others are DRAFT" if number else f"none of them reviewed: {DRAFT}"


@click.group("laws", cls=Steps, invoke_without_command=True)
@click.option("--jurisdiction", metavar="CODE", help="Only rules of a country or state: US, US-NY, AU-ACT, EU, GB.")
@json_option
@bare_home_option
@click.pass_context
def command(ctx: click.Context, jurisdiction: str | None, as_json: bool, home: Path) -> None:
    """List the laws that bailee knows: what each asks, where, and how it was read.

    Research notes for a lawyer to review; not legal advice. A rule that nobody could verify is only named. Tables that
    counsel wrote lie in the folder laws of the home folder; a rule there that has the ident of one of ours stands in its
    place.

    \b
    Example:
      bailee laws --jurisdiction US-NY
      bailee laws --json | jq -r '.[] | [.ident, .citation] | @tsv'
      bailee laws check counsel-new-york.toml
    """
    if ctx.invoked_subcommand is not None:
        return
    found = _asked(jurisdiction, home)
    reviewed = _reviewed(home)
    if as_json:
        write_json([rule_shape(rule) | _review_of(rule, reviewed) for rule in found])
        return
    out = console()
    width = min(out.width, 100)
    place = ""
    for rule in sorted(found, key=lambda rule: (rule.jurisdiction != "XX", rule.jurisdiction)):
        if rule.jurisdiction != place:
            place = rule.jurisdiction
            name = place_name(place)
            out.print(Text(f"\n{name[0].upper()}{name[1:]}  {place if place != 'XX' else ''}".rstrip(), style="bold"))
        text = rule.duty or f"A law may apply here: {rule.name}. Not verified, ask counsel."
        out.print(Text(f"  {rule.ident}", style="bold"))
        for line in textwrap.wrap(text, width - 4):
            out.print(Text(f"    {line}"))
        if rule.is_verified:
            for line in textwrap.wrap(
                f"{rule.citation} · {READ_AS[rule.confidence]} · {_said(rule, reviewed)}", width - 4
            ):
                out.print(Text(f"    {line}", style="dim"))
    verified = sum(rule.is_verified for rule in found)
    out.print(
        Text(
            f"\n{count(len(found), 'rule')}, {verified} of them verified; {_count(found, reviewed)}. Next: bailee assess",
            style="bold",
        )
    )


@command.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@json_option
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Check law tables that somebody wrote: each fault with its line, and what to write instead.

    Exit code 1 where there is a fault. A table without one goes into the folder laws of the home folder, and counts from
    the next assessment on.

    \b
    Example:
      bailee laws check counsel-new-york.toml
    """
    known: dict[str, list[tuple[date, date]]] = {}
    faults: list[Fault] = []
    ruled = 0
    for file in files:
        found = check_table(file, known)
        faults += found
        if not found:
            for rule in read_table(file):
                ruled += 1
                known.setdefault(rule.ident, []).append((rule.valid_from or date.min, rule.valid_until or date.max))
    if as_json:
        write_json([{"file": f.file, "line": f.line, "text": f.text, "remedy": f.remedy} for f in faults])
    else:
        _tell(faults, ruled)
    if faults:
        raise click.exceptions.Exit(1)


def _tell(faults: list[Fault], ruled: int) -> None:
    out = console()
    for fault in faults:
        out.print(Text(f"{fault.file}, line {fault.line}", style="bold"), soft_wrap=True)
        for line in textwrap.wrap(fault.text[:1].upper() + fault.text[1:] + ".", min(out.width, 100) - 2):
            out.print(Text(f"  {line}"))
        for line in textwrap.wrap(f"Instead: {fault.remedy}", min(out.width, 100) - 2):
            out.print(Text(f"  {line}", style="dim"))
    if faults:
        out.print(Text(f"\n{len(faults)} fault{'s' if len(faults) != 1 else ''}; nothing of it is used.", style="bold"))
    else:
        said = f"{ruled} rule{'s' if ruled != 1 else ''}, no fault. Next: put it into the folder {FOLDER} of the home folder."
        out.print(Text(said, style="bold"))
