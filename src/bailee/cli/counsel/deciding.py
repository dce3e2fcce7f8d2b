"""`bailee counsel import`: what counsel decided, taken over whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

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
    verdicts = [each.verdict.value for each in taken.decisions]
    if as_json:
        write_json(
            {
                "decisions": [
                    {
                        "ident": each.ident,
                        "text": each.text,
                        "verdict": each.verdict.value,
                        "expires": each.expires_on.isoformat() if each.expires_on else None,
                    }
                    for each in taken.decisions
                ],
                "drafts": [{"kind": each.kind, "version": each.version} for each in taken.drafts],
                "other_clients": list(taken.others),
            }
        )
        return
    first = taken.decisions[0]
    counted = ", ".join(f"{verdicts.count(each)} {each}" for each in ("accept", "change", "refuse") if each in verdicts)
    click.echo(f"taken over as told by the file: {count(len(verdicts), 'decision')} ({counted})")
    click.echo(
        f"decided by {first.who}; noted by {first.by}, who is not counsel" if first.by else f"decided by {first.who}"
    )
    for version in taken.drafts:
        click.echo(f"{version.kind} version {version.version} is a draft in counsel’s words, and reviewed")
    if taken.others:
        click.echo(f"counts for {len(taken.others)} other clients, too")
    follow = f"bailee notice publish {taken.drafts[0].kind}" if taken.drafts else "bailee assess"
    click.echo("\nnext  " + again(follow))
