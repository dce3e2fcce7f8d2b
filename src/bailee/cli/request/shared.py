"""What the commands of a request share: today, the store, letters that are mailed or written to a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.rendering import Document
    from bailee.store.workspace import Workspace


def today() -> date:
    return datetime.now().astimezone().date()


def workspace_in(home: Path) -> Workspace:
    from bailee.operations.open_store import open_store

    return open_store(home, create=False)


def letter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--mail` and `--out FILE`: how the letter goes to them."""
    mail = click.option("--mail", "mailed", is_flag=True, help="Send the letter by mail, from the outbox.")
    out = click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write the letter to FILE.pdf, .html, .docx or .txt.",
    )
    return mail(out(command))


def give(letter: Document, out: Path | None, *, mailed: bool) -> None:
    """The letter where it was asked for, else on the terminal."""
    if out is not None:
        write(letter, out)
        click.echo(f"The letter is {out}.")
    if mailed:
        click.echo("The letter waits in the outbox; `bailee worker` sends it.")
    if out is None and not mailed:
        from bailee.rendering import plain_text

        click.echo(plain_text.render(letter), nl=False)


def write(letter: Document, out: Path) -> None:
    from bailee.operations.write_closed import write_closed
    from bailee.rendering import docx, html, pdf, plain_text

    ending = out.suffix.lower()
    made: dict[str, Callable[[], bytes]] = {
        ".pdf": lambda: pdf.render(letter),
        ".html": lambda: html.render(letter).encode(),
        ".txt": lambda: plain_text.render(letter).encode(),
        ".docx": lambda: docx.render(letter),
    }
    if ending not in made:
        raise InvalidInput(f'"{out.name}" has no ending that says what it is to be', hint="one of: " + " ".join(made))
    write_closed(out, made[ending]())
