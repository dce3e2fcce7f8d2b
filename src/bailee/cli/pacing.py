"""How a scan behaves towards its machine, and what it leaves out: options of `bailee scan`, and what comes of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee import settings
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from rich.console import Console

    from bailee.scanner import Conduct
    from bailee.sources.exclusions import Exclusions

Decorated = Callable[..., Any]
FLAG = (
    "scan.paused"  # in the home folder, while scans are to wait; scan_options has both names, too: it is slow to load
)
LIST = "exclusions.toml"  # there too: what every scan leaves out
_OPTIONS = "bailee.cli.pacing"


def pace_options(command: Decorated) -> Decorated:
    """`--cpu`, `--io`, `--hours`, `--battery`, `--exclude`, `--exclusions`, `--full`; `conduct_of` tells what was asked."""
    for option in (
        click.option("--full", is_flag=True, callback=_keep, expose_value=False, help="Look at unchanged files by their content too."),
        click.option(
            "--exclusions", metavar="FILE", type=click.Path(path_type=Path), callback=_keep, expose_value=False,
            help="TOML file of what to leave out, with reasons; beside HOME/exclusions.toml.",
        ),
        click.option(
            "--exclude", "exclude", multiple=True, metavar="PATTERN=REASON", callback=_keep, expose_value=False,
            help='Leave out, and say why in every coverage statement: --exclude "*.iso=disk images".',
        ),
        click.option(
            "--battery", type=click.IntRange(0, 100), metavar="PERCENT", callback=_keep, expose_value=False,
            help="On battery, wait below this level (0: never).",
        ),
        click.option(
            "--hours", metavar="HH:MM-HH:MM", callback=_keep, expose_value=False,
            help="Work only in these hours of the day, local time.",
        ),
        click.option(
            "--io", type=click.FloatRange(0), metavar="MB", callback=_keep, expose_value=False,
            help="Begin no more than so many megabytes a second.",
        ),
        click.option(
            "--cpu", type=click.FloatRange(0, 64), metavar="SHARE", callback=_keep, expose_value=False,
            help="Share of one core for all workers together: 0.5; they give way to everything else.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    ctx.meta.setdefault(_OPTIONS, {})[param.name] = value
    return value


def asked_of(ctx: click.Context) -> dict[str, Any]:
    """What was typed of these options, by their names."""
    asked: dict[str, Any] = ctx.meta.get(_OPTIONS, {})
    return asked


def conduct_of(ctx: click.Context, home: Path, console: Console) -> Conduct:
    """What was asked for on the command line, else in the settings."""
    from bailee.scanner import Conduct, Hours, Pace, Pacer

    asked = asked_of(ctx)
    values = settings.read(os.environ)
    cpu = asked.get("cpu")
    io = asked.get("io")
    battery = asked.get("battery")
    hours = asked.get("hours") or str(values["scan_hours"])
    pace = Pace(
        share=float(values["scan_cpu_percent"]) / 100 if cpu is None else cpu,
        megabytes=float(values["scan_megabytes_a_second"]) if io is None else io,
        hours=Hours.of(hours) if hours else None,
        battery=int(values["scan_battery_percent"]) if battery is None else battery,
    )
    flag = home / FLAG
    pacer = Pacer(pace, paused=flag.exists, say=lambda words: console.print(words, highlight=False))
    return Conduct(
        pacer, exclusions(home, asked.get("exclusions"), asked.get("exclude", ())), is_full=bool(asked.get("full"))
    )


def exclusions(home: Path, file: Path | None, given: tuple[str, ...], *, with_list: bool = True) -> Exclusions:
    """All that is left out: as typed, in the file that is named, and (`with_list`) in the home folder."""
    from bailee.sources.exclusions import Exclusions, read
    from bailee.sources.exclusions import given as typed

    files = [*([file] if file is not None else []), *([home / LIST] if with_list and (home / LIST).is_file() else [])]
    return Exclusions((*typed(given).rules, *(rule for each in files for rule in read(each).rules)))


def pause(home: Path) -> bool:
    """Have scans wait from now on; False where they do already."""
    if (home / FLAG).exists():
        return False
    try:
        home.mkdir(parents=True, exist_ok=True)
        (home / FLAG).write_text(json.dumps({"process": os.getpid()}), encoding="utf-8")
    except OSError:
        raise InvalidInput(f'"{home}" cannot be written to', hint="name the store's folder with --home") from None
    return True


def resume(home: Path) -> bool:
    """Let scans go on; False where none was to wait."""
    try:
        (home / FLAG).unlink()
    except FileNotFoundError:
        return False
    except OSError:
        raise InvalidInput(f'"{home / FLAG}" cannot be removed', hint="run this as the owner of that folder") from None
    return True
