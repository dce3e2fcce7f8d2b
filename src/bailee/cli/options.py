"""Options that many commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee import settings
from bailee.cli.output import CLIENT

if TYPE_CHECKING:
    from bailee.detectors.custom import Definition
    from bailee.known_values import KnownValues
    from bailee.passwords import Passwords

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
    """`--home DIR` and `--client NAME`: passes `home: Path`, the folder of the embedded store; `open_store` opens the client's."""

    def choose(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
        ctx.meta[CLIENT] = value or ""
        _choose(ctx, value if value is not None else str(settings.read(os.environ)["client"]))

    client = click.option(
        "--client",
        metavar="NAME",
        expose_value=False,
        callback=choose,
        help="About this client, by name or ident (else BAILEE_CLIENT).",
    )
    home = click.option("--home", metavar="DIR", callback=_home, help="Where the store lies (else BAILEE_HOME).")
    return home(client(command))


def as_of_option(command: Decorated) -> Decorated:
    """`--as-of DATE` and `--known DATE`: the store that the command opens is read as of that day, and says so. Passes nothing."""

    def choose(ctx: click.Context, parameter: click.Parameter, value: datetime | None) -> None:
        ctx.meta[f"as-of {parameter.name}"] = value.date() if value else None
        if parameter.name == "known" and (value or ctx.meta.get("as-of as_of")):
            _choose_day(ctx, ctx.meta.get("as-of as_of"), ctx.meta["as-of known"])

    day = click.DateTime(["%Y-%m-%d"])
    known = click.option(
        "--known",
        type=day,
        metavar="DATE",
        expose_value=False,
        callback=choose,
        help="As it was known on this later day.",
    )
    asked = click.option(
        "--as-of",
        type=day,
        metavar="DATE",
        expose_value=False,
        is_eager=True,
        callback=choose,
        help="As it stood on this past day, and was known then.",
    )
    return asked(known(command))


def _choose_day(ctx: click.Context, on: date | None, known: date | None) -> None:
    from bailee.errors import InvalidInput
    from bailee.operations import as_of

    if on is None:
        raise InvalidInput("--known needs --as-of", hint="--as-of names the day, --known when it was known")
    as_of.choose(as_of.as_of(on, known), _told)
    ctx.call_on_close(lambda: as_of.choose(None))


def _told(said: str) -> None:
    """The mark of a past day: above what a person reads; beside what a program reads, whose objects name the day themselves."""
    ctx = click.get_current_context(silent=True)
    click.secho(said, bold=True, err=bool(ctx and ctx.params.get("as_json")))


def bare_home_option(command: Decorated) -> Decorated:
    """`--home DIR` alone, for what is about the whole store, or about none."""

    def resolve(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Path:
        _choose(ctx, "")
        return _home(ctx, parameter, value)

    return click.option("--home", metavar="DIR", callback=resolve, help="Where the store lies (else BAILEE_HOME).")(
        command
    )


def _choose(ctx: click.Context, named: str) -> None:
    if named or "bailee.operations.choose_client" in sys.modules:  # a run without a store loads none of it
        from bailee.operations import choose_client

        choose_client.choose(named, " ".join(ctx.command_path.split()[1:]))
        ctx.call_on_close(lambda: choose_client.choose(""))  # whoever calls us from a program goes on without


def _home(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Path:
    home = settings.home(os.environ, value)
    if url := settings.read(os.environ)["database"]:
        from bailee.store import database

        database.use(home, str(url), str(settings.read(os.environ)["database_owner"]))
    return home


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


def detectors_option(command: Decorated) -> Decorated:
    """`--detectors FILE`, several times: passes `detectors: tuple[Path, ...]`, to be given to `own_definitions`."""
    return click.option(
        "--detectors",
        metavar="FILE",
        multiple=True,
        type=click.Path(path_type=Path),
        help="Your own detectors: a TOML file, or a folder of them (see `bailee detectors check`).",
    )(command)


def key_file_option(command: Decorated) -> Decorated:
    """`--key-file FILE`: passes `key_file: Path | None`."""
    return click.option(
        "--key-file", metavar="FILE", type=click.Path(path_type=Path), help="A key, where there is no store."
    )(command)


def password_file_option(command: Decorated) -> Decorated:
    """`--password-file FILE`: passes `password_file: Path | None`, to be given to `passwords_in`."""
    return click.option(
        "--password-file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Passwords to try on locked files, one a line; only you may be able to read it (chmod 600).",
    )(command)


def passwords_in(file: Path | None) -> Passwords:
    """Passwords of the file that was typed; what they cannot open here is said with the remedy."""
    from bailee.passwords import Passwords, not_opened_here, read_passwords

    if file is None:
        return Passwords()
    passwords = read_passwords(file)
    if closed := not_opened_here():
        hint = "pip install 'bailee[data]'"
        click.echo(f"{', '.join(closed)} stay closed here, whatever the password\nhint:  {hint}", err=True)
    return passwords


def own_definitions(given: tuple[Path, ...], home: Path) -> tuple[Definition, ...]:
    """One's own detectors: those in HOME/detectors, those of the settings, those that were typed. InvalidInput if one is refused."""
    folder, setting = home / "detectors", str(settings.read(os.environ)["detectors"])
    places = [*([folder] if folder.is_dir() else []), *([Path(setting).expanduser()] if setting else []), *given]
    if not places:
        return ()
    from bailee.detectors.custom import load  # only where it is needed: it takes a tenth of a second

    return load(places)


def known_values_in(file: Path | None, key_file: Path | None) -> KnownValues | None:
    """Known values of a file, with the key that its hashes were made with; None where none is asked for."""
    if file is None:
        return None
    from bailee.errors import CannotRead, InvalidInput
    from bailee.keys import read_key_file
    from bailee.known_values import KnownValues, decoded

    if key_file is None:
        raise InvalidInput("known values of a file need their key", hint="name it with --key-file")
    try:
        content = file.read_bytes()
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="`bailee known-values import --out` makes such a file") from None
    return KnownValues(read_key_file(key_file), decoded(content))


def names_option(command: Decorated) -> Decorated:
    """`--names full|sampled|off`: passes `names: str`, how much of a text the model of names is asked about."""
    from bailee.scanner import equipment

    return click.option(
        "--names",
        type=click.Choice(equipment.MODES),
        default=equipment.DEFAULT,
        show_default=True,
        help="Names and addresses by a model: all that may hold one, a share of long files, or by rules alone.",
    )(command)


def ocr_option(command: Decorated) -> Decorated:
    """`--ocr full|sampled|off`: passes `ocr: str`, how many pictures text is read out of."""
    from bailee.scanner import equipment

    return click.option(
        "--ocr",
        type=click.Choice(equipment.MODES),
        default=equipment.DEFAULT,
        show_default=True,
        help="Text in scans and pictures: of all, of forty a file and some of the rest, or of none.",
    )(command)


def json_option(command: Decorated) -> Decorated:
    """`--json`: passes `as_json: bool`, output for programs."""
    return click.option("--json", "as_json", is_flag=True, help="For programs: JSON instead of text.")(command)


def sarif_option(command: Decorated) -> Decorated:
    """`--format sarif`: passes `as_sarif: bool`, output for code hosts and editors."""
    return click.option(
        "--format",
        "as_sarif",
        type=click.Choice(["sarif"]),
        callback=lambda _context, _parameter, value: value is not None,
        help="For code hosts and editors: SARIF 2.1.0 instead of text.",
    )(command)


def log_level() -> str:
    """The one of the settings; else lines of requests are for a file, and a person at a terminal reads what is wrong."""
    from bailee import logs
    from bailee.errors import InvalidInput

    level = str(settings.read(os.environ)["log_level"])
    if level and level not in logs.LEVELS:
        raise InvalidInput(f'BAILEE_LOG_LEVEL is "{level}"', hint=", ".join(logs.LEVELS))
    return level or ("warning" if sys.stderr.isatty() else "info")


def write_lines(process: str = "") -> None:
    """From here on this process writes lines, to standard error and to the collector that is set."""
    from bailee import syslog

    syslog.begin(settings.read(os.environ), log_level(), process)
