"""Output for people and for programs."""

from __future__ import annotations

import io
import json
import shlex
import shutil
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

CLIENT = (
    "bailee.client"  # in a context's `meta`: the --client that was typed, to be repeated in commands that we suggest
)


def write_json(value: Any) -> None:
    """UTF-8 JSON on standard output, one value, whatever the terminal speaks."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    if isinstance(value, dict) and (asked := _as_of()) is not None:
        value = {**value, "as_of": {"on": asked.on.isoformat(), "known_on": asked.known_on.isoformat()}}
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _as_of() -> Any:
    """The past day that was asked for; a run without a store loads none of it."""
    chosen = sys.modules.get("bailee.operations.as_of")
    return chosen.chosen() if chosen is not None else None


def console(*, stderr: bool = False) -> Console:
    """A console that keeps to the reader's theme and honours NO_COLOR; plain text into pipes."""
    return Console(stderr=stderr, highlight=False, soft_wrap=False)


def listing(*heads: str, whole: Collection[str] = (), right: Collection[str] = ()) -> Table:
    """A table without lines, for rows of text. Columns of `whole` are never folded: what stands there is typed again in a command."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=head in whole, justify="right" if head in right else "left")
    return table


def program() -> str:
    """How the reader calls us: `bailee`, or the path that he typed where that is not on his PATH."""
    if shutil.which("bailee") or Path(sys.argv[0]).name != "bailee":
        return "bailee"
    here = Path(sys.argv[0]).absolute()
    return shlex.quote(str(here.relative_to(Path.cwd()) if here.is_relative_to(Path.cwd()) else here))


def typed(command: str, home: str = "") -> str:
    """A command to type, with the client that was named, and the store's folder where it is not the usual one.

    >>> typed("bailee status", "a demo").removeprefix(program())
    " status --home 'a demo'"
    """
    words = program() + command.removeprefix("bailee")
    ctx = click.get_current_context(silent=True)
    if ctx is not None and (client := ctx.meta.get(CLIENT)):
        words += f" --client {shlex.quote(client)}"
    return f"{words} --home {shlex.quote(home)}" if home else words
