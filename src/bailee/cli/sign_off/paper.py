"""`bailee sign-off sheets` and `scan`: paper, for whom a screen is no way."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

import click

from bailee.cli.options import again, home_option
from bailee.cli.sign_off.shared import Day, today, version_option
from bailee.counting import count
from bailee.errors import CannotRead, InvalidInput


@click.command("sheets")
@click.argument("kind", metavar="KIND")
@version_option
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="PDF to write.")
@click.option("--language", default="", metavar="LANGUAGE", help="Of all sheets (that of each person): en, es, fr, de.")
@home_option
def sheets_command(kind: str, version: int | None, out: Path, language: str, home: Path) -> None:
    """Print a sheet of paper for everybody who was asked and has not signed, each with a code of its own.

    Each is in the language of the person, where a version in it is published that tells the same.

    \b
    Example:
      bailee sign-off sheets employee-privacy-notice --out sheets.pdf
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.read_sheets import print_sheets
    from bailee.operations.show_sign_offs import version_named
    from bailee.operations.write_closed import write_closed

    workspace = open_store(home, create=False)
    chosen = version_named(workspace, kind, version)
    requests = workspace.sign_requests(chosen, state="asked")
    write_closed(out, print_sheets(workspace, chosen, requests, today(), language=language))
    click.echo(f"{count(len(requests), 'sheet')} in {out}")
    click.echo("\nnext  " + again("bailee sign-off scan scanned.pdf"))


@click.command("scan")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--signed", "signed", multiple=True, metavar="CODE", help="Note this sheet as signed; `all` for each.")
@click.option("--declined", multiple=True, metavar="CODE", help="Note this sheet as declined.")
@click.option("--signed-on", type=Day(), metavar="DAY", help="Day that stands on them, as 2026-11-26.")
@click.option("--witness", default="", help="Who saw them signed.")
@home_option
def scan_command(
    file: Path, signed: tuple[str, ...], declined: tuple[str, ...], signed_on: date | None, witness: str, home: Path
) -> None:
    """Match a scan of signed sheets by the codes on its pages. Nothing is noted unless you say which are signed.

    \b
    Example:
      bailee sign-off scan scanned.pdf
      bailee sign-off scan scanned.pdf --signed all --signed-on 2026-11-26
    """
    from bailee.notices.sheets import in_fours
    from bailee.operations.open_store import open_store
    from bailee.operations.read_sheets import read_scan
    from bailee.operations.record_sign_off import record_sheet
    from bailee.operations.sign_notice import decline_to_sign

    workspace = open_store(home, create=False)
    try:
        content = file.read_bytes()
    except OSError:
        raise CannotRead(f'"{file}" cannot be read', hint="name a PDF that a scanner made") from None
    found = read_scan(workspace, content)
    codes = {_plain(code) for code in signed}
    refusing = {_plain(code) for code in declined}
    there = {each.request.sheet for each in found.pages if each.request}
    if unknown := sorted((codes | refusing) - there - {"ALL"}):
        raise InvalidInput(f"no page has the code {in_fours(unknown[0])}", hint="run it without --signed to see them")
    with workspace.transaction():
        for each in found.pages:
            name = each.person.name if each.person else ""
            if each.request is None or each.fault:
                click.echo(f"page {each.page}: {each.fault}{': ' + name if name else ''}")
                continue
            code = each.request.sheet
            says = each.request.state if each.request.state != "asked" else "has not been noted"
            if code in refusing:
                decline_to_sign(workspace, each.request.ident, "", identified_by="paper-scanned")
                says = "noted as declined"
            elif code in codes or ("ALL" in codes and each.request.is_open):
                record_sheet(
                    workspace,
                    each.request,
                    identified_by="paper-scanned",
                    signed_on=signed_on,
                    witness=witness,
                    paper=found.sha256,
                )
                says = "noted as signed"
            click.echo(f"page {each.page}: {in_fours(code)}  {name}: {says}")
    if not codes and not refusing:
        click.echo("\nnext  " + again(f"bailee sign-off scan {shlex.quote(str(file))} --signed all"))


def _plain(code: str) -> str:
    return "".join(code.upper().replace("-", " ").split())
