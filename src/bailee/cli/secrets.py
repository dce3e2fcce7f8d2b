"""Secrets on a command line: never as a word of it, which other accounts can see, but in a file of mode 0600."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorated = Callable[..., Any]


def passphrase_option(command: Decorated) -> Decorated:
    """`--passphrase-file FILE`: passes `passphrase_file: Path | None`."""
    return click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A file of mode 0600 whose first line is the passphrase.",
    )(command)


def identity_option(command: Decorated) -> Decorated:
    """`--identity-file FILE`: passes `identity_file: Path | None`."""
    return click.option(
        "--identity-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A file of mode 0600 with an age key (AGE-SECRET-KEY-1…) that opens it.",
    )(command)


def passphrase_in(file: Path | None) -> str:
    """The first line of a passphrase file; empty where none is named. InvalidInput where it has none."""
    from bailee.errors import InvalidInput
    from bailee.passwords import read_passwords

    if file is None:
        return ""
    passphrase = next(read_passwords(file).tries(), "")
    if not passphrase:
        raise InvalidInput(f'"{file}" holds no passphrase', hint="its first line is the passphrase")
    return passphrase


def identities_in(file: Path | None) -> tuple[str, ...]:
    """The age keys in a file; none where none is named."""
    from bailee.passwords import read_passwords

    return read_passwords(file).identities if file is not None else ()
