"""`bailee sign-off answer`: what somebody asked before signing is answered."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import home_option


@click.command("answer")
@click.argument("ident", metavar="REQUEST")
@click.argument("answer", metavar="TEXT")
@home_option
def answer_command(ident: str, answer: str, home: Path) -> None:
    """Answer what somebody asked before signing; it stands on their page, and is mailed to them.

    REQUEST is the ident of what they were asked, as `bailee sign-off list KIND` shows it.

    \b
    Example:
      bailee sign-off answer sign-3f9a12cd "Pat of payroll reads it, and nobody else."
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.sign_notice import answer_question

    answer_question(open_store(home, create=False), ident, answer)
    click.echo(f"answered: {ident}")
