"""Options that many commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bailee import settings

Decorated = Callable[..., Any]


class Steps(click.Group):
    """Commands below a command, in the order in which one takes them, each with its whole first sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, self.commands[name].get_short_help_str(300)) for name in self.list_commands(ctx)]
            )


def home_option(command: Decorated) -> Decorated:
    """`--home DIR`: passes `home: Path`, the folder of the embedded store."""

    def resolve(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Path:
        return settings.home(os.environ, value)

    return click.option("--home", metavar="DIR", callback=resolve, help="Where the store lies (else BAILEE_HOME).")(
        command
    )


def given_home(ctx: click.Context) -> str:
    """The `--home` that was typed, to be repeated in commands that we suggest; empty where it was not."""
    from click.core import ParameterSource

    if ctx.get_parameter_source("home") is not ParameterSource.COMMANDLINE:
        return ""
    home = Path(ctx.params["home"])
    return os.path.relpath(home) if home.is_relative_to(Path.cwd()) else str(home)


def again(command: str) -> str:
    """A command to type next: with the program and the `--home` as they were typed this time."""
    from bailee.cli.output import typed

    return typed(command, given_home(click.get_current_context()))


def json_option(command: Decorated) -> Decorated:
    """`--json`: passes `as_json: bool`, output for programs."""
    return click.option("--json", "as_json", is_flag=True, help="For programs: JSON instead of text.")(command)
