"""`bailee export`: everything of an organisation, in open formats, to keep or to bring in elsewhere."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.counting import count
from bailee.errors import InvalidInput

STAGE, RANK = "run", 6


@click.command()
@click.argument("organisation", required=False, default="", metavar="[ORGANISATION]")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="DIR", help="A new folder."
)
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    metavar="age1…",
    help="Seal what is private to this age key (the recovery key).",
)
@click.option(
    "--clear", "in_clear", is_flag=True, help="Seal nothing: names, addresses and reasons are readable in it."
)
@click.option(
    "--with-keys", is_flag=True, help="The organisation's keys too, sealed to the recovery key and each recipient."
)
@json_option
@home_option
def command(
    organisation: str,
    out: Path,
    recipients: tuple[str, ...],
    in_clear: bool,
    with_keys: bool,
    as_json: bool,
    home: Path,
) -> None:
    """Write everything of an organisation into a folder: JSON Lines with a schema of each shape, documents, the log.

    What lies encrypted in the store is sealed, and opens with the recovery key or the keys that you name. It goes in again with
    `bailee import`, on SQLite and on PostgreSQL. ORGANISATION: its name or ident, where it is a client (else its own).

    \b
    Example:
      bailee export --out acme
      bailee export --out acme --with-keys --recipient age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq
      bailee export "Lind Dental" --out lind --clear
    """
    from bailee.operations import choose_client
    from bailee.operations.export_organisation import export_organisation
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    named = organisation.strip()
    if named and named not in (workspace.organisation, workspace.organisation_name):
        if not workspace.is_provider:
            raise InvalidInput(
                f'"{named}" is not in this store',
                hint=f'it holds "{workspace.organisation_name}" ({workspace.organisation})',
            )
        workspace = choose_client.open_client(workspace, named)
    done = export_organisation(workspace, out, recipients=recipients, in_clear=in_clear, with_keys=with_keys)
    if as_json:
        write_json(
            {
                "folder": str(done.folder),
                "rows": done.rows,
                "records": done.records,
                "manifest_sha256": done.sha256,
                "sealed": done.is_sealed,
                "keys": done.has_keys,
            }
        )
        return
    click.echo(
        f"{count(done.all_rows, 'row')} of {count(len(done.rows), 'table')}, {count(done.records, 'record')} of the log: {done.folder}"
    )
    if done.is_sealed:
        whom = "those that you named" if recipients else "the recovery key"
        click.echo(f"sealed: names, addresses and reasons open for {whom} alone")
    else:
        click.echo("not sealed: whoever reads this folder reads names and addresses; delete it when it has served")
    if not done.has_keys:
        click.echo(
            "keys: none; a scan after the import compares with no fingerprint of before (--with-keys takes them along)"
        )
    click.echo(f"manifest SHA-256 {done.sha256}")
    click.echo(
        "\nnext  " + again(f"bailee import {shlex.quote(str(out))}").partition(" --home ")[0] + " --home NEW-HOME"
    )
