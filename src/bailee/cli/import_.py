"""`bailee import`: an organisation out of an export, into this store."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import bare_home_option, json_option
from bailee.cli.output import write_json
from bailee.counting import count

STAGE, RANK = "run", 7


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--identity-file",
    "identity_files",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A key that opens what is sealed: the recovery key, or a recipient's. May be repeated.",
)
@json_option
@bare_home_option
def command(folder: Path, identity_files: tuple[Path, ...], as_json: bool, home: Path) -> None:
    """Bring in an organisation that `bailee export` wrote: all of it or nothing, and equal to what it was.

    Into an empty --home, which becomes its store; in a provider's store it becomes a client. The log is verified before anything is
    kept. What is there already is never replaced.

    \b
    Example:
      bailee import acme --home new-home --identity-file recovery-key.txt
      bailee import lind
    """
    from bailee.operations.import_organisation import import_organisation
    from bailee.operations.open_store import open_store
    from bailee.operations.recover import identity_in
    from bailee.store import database

    identities = tuple(identity_in(file) for file in identity_files)
    provider = open_store(home, create=False) if database.exists(home) else None
    done = import_organisation(
        home,
        folder,
        identities=identities,
        provider=provider if provider is not None and provider.is_provider else None,
    )
    if as_json:
        write_json(
            {
                "organisation": done.organisation,
                "name": done.name,
                "rows": done.rows,
                "records": done.records,
                "keys": done.has_keys,
                "manifest_sha256": done.sha256,
            }
        )
        return
    click.echo(f"{done.name} ({done.organisation}): {count(done.all_rows, 'row')} of {count(len(done.rows), 'table')}")
    click.echo(f"its log of {count(done.records, 'record')} is whole")
    if not done.has_keys:
        click.echo(
            "it has new keys: move its new recovery key away from this machine (`bailee keys recovery-kit`), and scan anew"
        )
    if provider is not None:
        click.echo(f"next  bailee clients assign {done.organisation} {provider.member}")
