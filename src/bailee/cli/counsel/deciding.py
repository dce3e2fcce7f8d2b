"""`bailee counsel import`: what counsel decided, taken over whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.counting import count


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--by", default="", metavar="NAME", help="Who decided, where the file does not say it.")
@click.option("--firm", default="", metavar="NAME", help="Of which firm.")
@home_option
@json_option
def import_command(file: Path, by: str, firm: str, home: Path, as_json: bool) -> None:
    """Take over what counsel decided: the decision file (.toml, .json), or the DOCX of the packet.

    Everything in it is checked first: a text that has changed since, an item that is not asked, a day that is over. Then all
    of it is kept, or nothing. An owner does it, and the log says that an owner noted it for counsel; counsel who is signed
    in decides on the page.

    \b
    Example:
      bailee counsel import packet-3f2a.docx --by "A. Adair" --firm "Adair LLP"
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.take_decisions import import_decisions

    day = datetime.now(UTC).astimezone().date()
    taken = import_decisions(open_store(home, create=False), file, name=by, firm=firm, on=day)
    decisions = [
        {
            "ident": each.ident,
            "text": each.text,
            "verdict": each.verdict.value,
            "expires": each.expires_on.isoformat() if each.expires_on else None,
        }
        for each in taken.decisions
    ]
    first = taken.decisions[0]
    drafts = [(each.kind, each.version) for each in taken.drafts]
    show_taken(decisions, first.who, first.by, drafts, taken.others, as_json)


def show_taken(
    decisions: Sequence[Mapping[str, Any]], who: str, by: str, drafts: Sequence[tuple[str, int]], others: Sequence[str], as_json: bool
) -> None:  # fmt: skip
    """What was taken over. `by`: who noted it, where that is not counsel; `others`: clients for which it counts, too."""
    if as_json:
        write_json(
            {
                "decisions": list(decisions),
                "drafts": [{"kind": kind, "version": version} for kind, version in drafts],
                "other_clients": list(others),
            }
        )
        return
    verdicts = [each["verdict"] for each in decisions]
    counted = ", ".join(f"{verdicts.count(each)} {each}" for each in ("accept", "change", "refuse") if each in verdicts)
    click.echo(f"taken over as told by the file: {count(len(verdicts), 'decision')} ({counted})")
    click.echo(f"decided by {who}; noted by {by}, who is not counsel" if by else f"decided by {who}")
    for kind, version in drafts:
        click.echo(f"{kind} version {version} is a draft in counsel’s words, and reviewed")
    if others:
        click.echo(f"counts for {len(others)} other clients, too")
    follow = f"bailee notice publish {drafts[0][0]}" if drafts else "bailee assess"
    click.echo("\nnext  " + again(follow))
