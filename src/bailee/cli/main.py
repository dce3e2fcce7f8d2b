"""`bailee`: one command a step of the pipeline, one file a command.

A command exists when its file exists: `cli/<name>.py` with `command` (a click command) and `STAGE`, the step of the
pipeline under which `--help` lists it. Errors of ours are shown here, once, as message and hint.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from typing import NoReturn

import click

import bailee.cli
from bailee import __version__
from bailee.errors import Error

STAGES = ("start here", "discover", "inventory", "obligations", "inform", "secure", "respond", "prove", "run")
HELPERS = frozenset({"main", "options", "output", "progress", "table"})


class Pipeline(click.Group):
    """Commands found by their files; `--help` lists them in the order of the pipeline."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [
            name.replace("_", "-") for _, name, _ in pkgutil.iter_modules(bailee.cli.__path__) if name not in HELPERS
        ]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"bailee.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        by_stage: dict[str, list[tuple[str, str]]] = {stage: [] for stage in STAGES}
        for name in self.list_commands(ctx):
            module = importlib.import_module(f"bailee.cli.{name.replace('-', '_')}")
            by_stage[module.STAGE].append((name, module.command.get_short_help_str(90)))
        for stage, rows in by_stage.items():
            if rows:
                with formatter.section(stage.capitalize()):
                    formatter.write_dl(rows)


@click.command(cls=Pipeline, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="bailee")
def bailee_command() -> None:
    """Find the personal data that a business holds, know what is owed for it, tell people, secure it, prove it.

    \b
    discover → inventory → obligations → inform → secure → respond → prove

    Try `bailee demo`, then `bailee scan FOLDER` and `bailee status`.
    """


def main() -> NoReturn:
    """Entry point. Exit codes: 0 done, 1 something at or above --fail-on or broken, 2 wrong use, 3 incomplete."""
    try:
        code = bailee_command.main(standalone_mode=False)
    except click.exceptions.Exit as wanted:
        code = wanted.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        code = 130
    except Error as error:
        click.echo(f"error: {error}", err=True)
        if error.hint:
            click.echo(f"hint:  {error.hint}", err=True)
        code = error.exit_code
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
