"""`bailee laws`: the rules of the law tables, with citation, source and how each was read."""

from __future__ import annotations

import textwrap

import click
from rich.text import Text

from bailee.cli.options import json_option
from bailee.cli.output import console, write_json
from bailee.errors import InvalidInput
from bailee.obligations.load import Rule, place_name, rules
from bailee.obligations.shapes import rule_shape

STAGE = "obligations"
READ_AS = {
    "verified_primary": "read in the statute",
    "secondary_quoting_primary": "read in a quotation of the statute",
    "verified_secondary": "read in a secondary source",
    "good_practice": "no law",
    "unverified": "not verified",
}


def _asked(jurisdiction: str | None) -> list[Rule]:
    found = list(rules())
    if jurisdiction:
        wanted = jurisdiction.upper()
        found = [
            rule
            for rule in found
            if any(place == wanted or place.startswith(f"{wanted}-") for place in (rule.jurisdiction, *rule.places))
        ]
        if not found:
            codes = ", ".join(sorted({rule.jurisdiction for rule in rules()}))
            raise InvalidInput(
                f'no rule for "{jurisdiction}"', hint=textwrap.shorten(f"there are rules for {codes}", 300)
            )
    return found


@click.command("laws")
@click.option("--jurisdiction", metavar="CODE", help="Only rules of a country or state: US, US-NY, AU-ACT, EU, GB.")
@json_option
def command(jurisdiction: str | None, as_json: bool) -> None:
    """List the laws that bailee knows: what each asks, where, and how it was read.

    Research notes for a lawyer to review; not legal advice. A rule that nobody could verify is only named.

    \b
    Example:
      bailee laws --jurisdiction US-NY
      bailee laws --json | jq -r '.[] | [.ident, .citation] | @tsv'
    """
    found = _asked(jurisdiction)
    if as_json:
        write_json([rule_shape(rule) for rule in found])
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
            for line in textwrap.wrap(f"{rule.citation} · {READ_AS[rule.confidence]}", width - 4):
                out.print(Text(f"    {line}", style="dim"))
    verified = sum(rule.is_verified for rule in found)
    out.print(
        Text(
            f"\n{len(found)} rules, {verified} of them verified; none reviewed by counsel. Next: bailee assess",
            style="bold",
        )
    )
