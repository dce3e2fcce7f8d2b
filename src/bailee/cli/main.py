"""`bailee`: one command a step of the pipeline, one file a command.

A command exists when its file exists: `cli/<name>.py`, or a folder where it has many parts, with `command` (a click command) and `STAGE`, the step of the
pipeline under which `--help` lists it, and `RANK` where it matters in which order. Errors of ours are shown here, once, as message and hint.
"""

from __future__ import annotations

import importlib
import io
import keyword
import os
import pkgutil
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, NoReturn

import click

import bailee.cli
from bailee import __version__, settings
from bailee.cli import outlets
from bailee.errors import Error
from bailee.keys import passphrases

STAGES = ("start here", "discover", "inventory", "obligations", "inform", "secure", "respond", "prove", "run")
SERVER = "bailee.server"  # in a context's `meta`: the server that was named
# What has no store here either: a text, a catalogue, a file.
WITHOUT_STORE = frozenset({"detect", "read", "detectors", "kinds", "laws"})
HELPERS = frozenset(
    {
        "asking_staff",
        "secrets",
        "main",
        "options",
        "outlets",
        "output",
        "pacing",
        "progress",
        "remote",
        "rhythms",
        "table",
    }
)


def module_of(name: str) -> Any:
    """Of a command; a word that Python keeps for itself has an underscore behind it there."""
    return importlib.import_module(f"bailee.cli.{name.replace('-', '_')}{'_' * keyword.iskeyword(name)}")


def _server(ctx: click.Context) -> str:
    """The server that was named; empty for this machine. Kept for the command below."""
    if SERVER not in ctx.meta:
        named = ctx.params.get("server")
        ctx.meta[SERVER] = named if named is not None else str(settings.read(os.environ)["server"])
    return str(ctx.meta[SERVER])


class Pipeline(click.Group):
    """Commands found by their files; `--help` lists them in the order of the pipeline."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [
            name.rstrip("_").replace("_", "-")
            for _, name, _ in pkgutil.iter_modules(bailee.cli.__path__)
            if name not in HELPERS
        ]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = module_of(cmd_name)
        command: click.Command = module.command
        if _server(ctx) and cmd_name not in WITHOUT_STORE:
            from bailee.cli.remote.at_server import at_server

            return at_server(command, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        by_stage: dict[str, list[tuple[int, str, str]]] = {stage: [] for stage in STAGES}
        for name in self.list_commands(ctx):
            module = module_of(name)
            row = (getattr(module, "RANK", 9), name, module.command.get_short_help_str(300))
            by_stage[module.STAGE].append(row)
        for stage, rows in by_stage.items():
            if rows:
                with formatter.section(stage.capitalize()):
                    formatter.write_dl([(name, said) for _, name, said in sorted(rows)])


@click.command(cls=Pipeline, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="bailee")
@click.option(
    "--server",
    metavar="URL",
    help="Ask this server instead of this machine's store (else BAILEE_SERVER): docs/python-client.md.",
)
def bailee_command(server: str | None) -> None:
    """Find the personal data that a business holds, know what is owed for it, tell people, secure it, prove it.

    \b
    discover → inventory → obligations → inform → secure → respond → prove

    Try `bailee demo`, then `bailee scan FOLDER` and `bailee status`.
    """


def main() -> NoReturn:
    """Entry point. Exit codes: 0 done, 1 something at or above --fail-on or broken, 2 wrong use or something that a
    person can see to, 3 incomplete, 70 a fault of ours, 130 stopped by Ctrl-C or the system.
    """
    _prepare()
    try:
        code = bailee_command.main(standalone_mode=False)
    except click.exceptions.Exit as wanted:
        code = wanted.exit_code
    except SystemExit as wanted:
        code = wanted.code
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
    except OSError as error:  # one that nobody below had a word for; its own message may name a file of somebody's
        reason = os.strerror(error.errno).lower() if error.errno else type(error).__name__
        click.echo(f"error: the system refused: {reason}", err=True)
        click.echo(
            "hint:  see to the disk, the rights or the pipe, and run the same again: what was saved is kept", err=True
        )
        code = 2
    except Exception as error:  # noqa: BLE001 - a traceback quotes data; nobody may read that
        code = _fault_of_ours(error)
    sys.exit(_flushed(code if isinstance(code, int) else 0))


FAULT = 70  # EX_SOFTWARE of sysexits.h; 1, which Python would give, means "found something" here


def _fault_of_ours(error: BaseException) -> int:
    """Say where in our code it happened and what sort of error it was: its message may hold anybody's data."""
    root = Path(bailee.cli.__file__).parents[1]
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(root)]
    where = [f"{Path(frame.filename).relative_to(root).as_posix()}:{frame.lineno}" for frame in reversed(ours[-4:])]
    click.echo(f"error: bailee failed: {type(error).__name__} at {', '.join(where) or 'start'}", err=True)
    click.echo(
        f"hint:  what was saved is kept. Report this line with the version ({__version__}); it holds nobody's data",
        err=True,
    )
    return FAULT


def _flushed(code: int) -> int:
    """The exit code, once all output is out."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else the interpreter tries once more, and complains
        click.echo("error: the output cannot be written", err=True)
        click.echo("hint:  see to the disk or the pipe that it goes to", err=True)
        return code or 2
    return code


def _prepare() -> None:
    """Who asks for a passphrase, no traceback from any thread, no fault over a character that the terminal lacks or a reader that
    leaves, and a polite end on SIGTERM."""
    if sys.stdin is not None and sys.stdin.isatty():
        passphrases.asked_by(lambda question: str(click.prompt(question, hide_input=True, err=True)))
    threading.excepthook = lambda told: _told_quietly(told.exc_value)
    sys.unraisablehook = lambda told: _told_quietly(told.exc_value)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    outlets.outlive_readers()
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL:
            signal.signal(getattr(signal, name), _stop)


def _told_quietly(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, BrokenPipeError | KeyboardInterrupt | SystemExit):
        _fault_of_ours(error)


def _stop(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
