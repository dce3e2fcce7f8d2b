"""`bailee report`: what a client keeps: made in every form, kept under seal, mailed by a schedule, under the provider's name."""

from __future__ import annotations

import click

from bailee.cli.report.keeping import get_command, list_command, verify_command
from bailee.cli.report.look import look_command
from bailee.cli.report.making import making
from bailee.cli.report.scheduling import schedule_command
from bailee.reports.papers import papers

STAGE, RANK = "prove", 2


class Reports(click.Group):
    """The reports first, in their order, then what one does with them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in (
            ("Reports", [name for name in self.commands if name in papers()]),
            ("Commands", [name for name in self.commands if name not in papers()]),
        ):
            with formatter.section(title):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(300)) for name in names])


@click.group(cls=Reports)
def command() -> None:
    """Make a report that a client keeps: for its owner, for a meeting, for an insurer. PDF, DOCX, PPTX, XLSX or HTML.

    Each states what was not looked at. What was made is kept as it was, under seal.

    \b
    Example:
      bailee report one-page --out page.pdf
      bailee report quarterly-review --client "Lind Dental" --from 2026-07-01 --to 2026-09-30 --out review.pptx
      bailee report list
    """


for kind in papers():
    command.add_command(making(kind))
for each in (list_command, get_command, verify_command, schedule_command, look_command):
    command.add_command(each)
