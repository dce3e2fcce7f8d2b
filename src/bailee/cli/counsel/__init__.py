"""`bailee counsel`: one packet out, one decision back, and the plan that an owner can read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from bailee.cli.counsel.deciding import import_command
from bailee.cli.counsel.packets import packet_command
from bailee.cli.counsel.strategies import hours_command, strategy_command
from bailee.cli.options import Steps, again, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count

STAGE, RANK = "obligations", 5


@click.group("counsel", cls=Steps)
def command() -> None:
    """Ask a person of law: one packet out, one decision back.

    What counsel was asked and decided is privileged: it enters no report and no export unless counsel releases it by name.

    \b
    Example:
      bailee counsel packet --out packet --due 2026-12-15
      bailee counsel import packet-3f2a.docx --by "A. Adair" --firm "Adair LLP"
      bailee counsel strategy --out strategy.pdf
    """


@command.command("status")
@home_option
@json_option
def status(home: Path, as_json: bool) -> None:
    """Show what waits for review, the gravest first, and what is reviewed by whom until when.

    \b
    Example:
      bailee counsel status
    """
    from bailee.operations.ask_counsel import compose
    from bailee.operations.know_reviews import reviewed_rules, reviewer_of, reviews_of
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    day = _today()
    made = compose(workspace, on=day)
    rules = reviewed_rules(workspace, day)
    reviews = reviews_of(workspace, day)
    newest = {version.kind: version for version in workspace.notices()}
    texts = [item for item in made.items if item.kind.value != "question"]
    if as_json:
        write_json(
            {
                "waiting": [
                    {"risk": each.risk.value, "sort": each.sort, "text": each.text, "because": each.because}
                    for each in made.questions
                ],
                "texts": [
                    {"ident": item.ident, "kind": item.kind.value, "title": item.title, "sha256": item.sha256}
                    for item in texts
                ],
                "reviewed": [
                    *({"text": f"rule-{ident}", "by": by} for ident, by in rules.items()),
                    *(
                        {"text": f"notice-{kind}", "by": by}
                        for kind, version in newest.items()
                        if (by := reviewer_of(version, reviews))
                    ),
                ],
            }
        )
        return
    out = console()
    waiting = f"{count(len(made.questions), 'question')} and {count(len(texts), 'text')} wait for counsel"
    reviewed = f"{count(len(rules), 'rule')} {'is' if len(rules) == 1 else 'are'} reviewed"
    out.print(Text(f"{waiting}; {reviewed}.", style="bold"))
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("risk", no_wrap=True)
    table.add_column("question", ratio=1)
    for each in made.questions[:12]:
        table.add_row(each.risk.value, Text(each.text))
    out.print(table)
    if len(made.questions) > 12:
        out.print(Text(f"and {len(made.questions) - 12} more, in the packet", style="dim"))
    click.echo("\nnext  " + again("bailee counsel packet --out packet"))


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


command.add_command(packet_command)
command.add_command(import_command)
command.add_command(strategy_command)
command.add_command(hours_command)
