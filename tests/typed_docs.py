"""The commands that documents tell people to type, and whether the program takes them as they stand there.

>>> [command.words for command in typed_in("```\\n$ X=1 bailee places --json | jq .  # all\\nbailee status && bailee tasks\\n```")]
[('places', '--json'), ('status',), ('tasks',)]
>>> fault(("places", "--jsonn"))
"No such option '--jsonn'. (Did you mean ...)"
>>> fault(("report", "list"))
>>> fault(("clients", "add"))
"Missing argument 'NAME'."
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from bailee.cli.main import bailee_command

BLOCK = re.compile(r"^(?:```[a-z]*\n(.*?)^```|((?:    \S[^\n]*\n)+))", re.DOTALL | re.MULTILINE)
STARTS = re.compile(r"^(?:\$ |> )?(?:[A-Z_]+=\S+ )*(?:exec )?(?:\.venv/bin/)?bailee(?= |$)")
CHECKED = (click.Choice, click.DateTime, click.types.IntParamType, click.types.FloatParamType)


@dataclass(frozen=True, slots=True)
class Typed:
    """One command of a page, as words after `bailee`."""

    line: str
    words: tuple[str, ...]


def typed_of(page: Path) -> Iterator[Typed]:
    """Those of a page; of the one that holds all help, its examples."""
    text = page.read_text("utf-8")
    if page.name == "cli.md":
        for said in re.findall(r"^  Example:\n(.*?)(?:^Options:|^```)", text, re.DOTALL | re.MULTILINE):
            yield from typed_in(f"```\n{said}```")
    else:
        yield from typed_in(text)


def typed_in(text: str) -> Iterator[Typed]:
    """Every command in the blocks of a page, in order: each line that begins with `bailee`, and what `&&` and `;` join to it."""
    for block in BLOCK.finditer(text):
        lines = re.sub(r"\\\n\s*", "", block[1] or block[2]).splitlines()
        for line in lines:
            if STARTS.match(line.strip()):
                yield from commands_of(line.strip())


def commands_of(line: str) -> Iterator[Typed]:
    """The commands of one line; a comment, a pipe's other end, and what a table says beside a command are none."""
    typed = re.split(r"\s{3,}(?![-\"'])", line)[0]  # beside it stands what it does
    lexer = shlex.shlex(re.sub(r"\s#\s.*", "", typed), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    for word in [*lexer, ";"]:
        if word in (";", "&&", "||", "|", ">", ">>", "<", "&"):
            while words and re.fullmatch(r"[A-Z_]+=.*|\$|exec", words[0]):
                words.pop(0)
            if words and words[0].rpartition("/")[2] == "bailee" and len(words) > 1:
                yield Typed(line, tuple(words[1:]))
            words = ["-"] if word in (">", ">>", "<") else []
        else:
            words.append(word)


def fault(words: tuple[str, ...]) -> str | None:
    """What the program would refuse before it did anything: a command, option, argument or choice that is not there."""
    command: click.Command = bailee_command
    parent: click.Context | None = None
    left = list(words)
    try:
        while True:
            ctx = click.Context(command, info_name=command.name, parent=parent)
            given, left, _ = command.make_parser(ctx).parse_args(left)
            if "--help" in words or "-h" in words:
                return None
            _check(command, ctx, given)
            if not isinstance(command, click.Group):
                return f"Got unexpected arguments: {' '.join(left)}" if left else None
            if not left:
                return None if command.invoke_without_command else "Missing command."
            _, below, left = command.resolve_command(ctx, left)
            assert below is not None  # else it said so
            command, parent = below, ctx
    except click.ClickException as error:
        return error.format_message()


def _check(command: click.Command, ctx: click.Context, given: dict[str, object]) -> None:
    for parameter in command.params:
        value = given.get(parameter.name or "")
        values = [each for each in (value if isinstance(value, list | tuple) else [value]) if isinstance(each, str)]
        if parameter.required and not values and not isinstance(value, bool):
            raise click.MissingParameter(ctx=ctx, param=parameter)
        if isinstance(parameter.type, CHECKED):
            for each in values:
                parameter.type.convert(each, parameter, ctx)
