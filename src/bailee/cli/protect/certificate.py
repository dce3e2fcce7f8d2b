"""`bailee protect certificate`: what was erased, with the document that says so."""

from __future__ import annotations

from pathlib import Path

import click
from rich.text import Text

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.errors import InvalidInput
from bailee.operations.open_store import open_store
from bailee.operations.write_closed import write_new

RANK = 9


@click.command("certificate")
@click.argument("ident", required=False)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the PDF here: a new file.")
@home_option
@json_option
def command(ident: str | None, out: Path | None, home: Path, as_json: bool) -> None:
    """List certificates of what was erased; with IDENT and --out, write one as a PDF.

    \b
    Example:
      bailee protect certificate
      bailee protect certificate erasure-5be1c0de --out certificate.pdf
    """
    workspace = open_store(home, create=False)
    if ident is not None:
        if out is None:
            raise InvalidInput("where to?", hint="--out FILE, a new file")
        write_new(out, workspace.erasure_document(ident))
        click.echo(f"certificate  {out}")
        return
    found = workspace.erasures()
    if as_json:
        write_json(
            [
                {"ident": each.ident, "at": each.at.isoformat(timespec="seconds"), "sha256": each.sha256, **each.told}
                for each in found
            ]
        )
        return
    if not found:
        click.echo("Nothing was erased.")
        return
    table = listing("certificate", "erased", "files", "approved by", whole=("certificate",), right=("files",))
    for each in found:
        by = sorted({file["approved"]["by"] for file in each.told["files"] if file["approved"]})
        table.add_row(each.ident, f"{each.at:%-d %B %Y}", str(len(each.told["files"])), Text(", ".join(by)))
    console().print(table)
