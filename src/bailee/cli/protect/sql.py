"""`bailee protect sql`: what could be done with columns of a database in which personal data was found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.protect.named import member_option
from bailee.counting import are, count
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.operations.propose_sql import Planned

RANK = 9


@click.command()
@click.argument("store", required=False, default="", metavar="[STORE|FILE]")
@click.option("--column", "columns", multiple=True, metavar="TABLE.COLUMN", help="Only this one; may be repeated.")
@click.option(
    "--act",
    "acts",
    multiple=True,
    type=click.Choice(["mask-view", "revoke", "encrypt-column", "drop-after-copy"]),
    help="Only this; may be repeated.",
)
@click.option(
    "--credentials", type=click.Path(path_type=Path), metavar="FILE", help="Logins, as `bailee scan` takes them."
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the SQL into this file; - prints it."
)
@click.option("--propose", is_flag=True, help="Keep what is proposed, so that it can be approved.")
@click.option("--approve", metavar="IDENT", help="Say yes to one that was kept; with --reason.")
@click.option("--reason", default="", metavar="TEXT", help="Why, in your own words.")
@click.option("--run", metavar="IDENT", help="Carry out one that was approved, and check it.")
@click.option(
    "--key-file", type=click.Path(path_type=Path), metavar="FILE", help="Holds the key of an encrypted column."
)
@member_option
@home_option
@json_option
def command(
    store: str,
    columns: tuple[str, ...],
    acts: tuple[str, ...],
    credentials: Path | None,
    out: Path | None,
    propose: bool,
    approve: str | None,
    reason: str,
    run: str | None,
    key_file: Path | None,
    member: str,
    home: Path,
    as_json: bool,
) -> None:
    """Propose SQL for columns with personal data: a masking view, rights taken, an encrypted column, a drop. Runs nothing.

    Each proposal says what it breaks and how to undo it. --run carries out one that was approved, in a transaction where the
    server has them, and takes it back unless rows and mask are as they should be. What cannot be undone needs a second person.

    \b
    Example:
      bailee protect sql "crm in db.example.com (postgresql)" --credentials crm.toml
      bailee protect sql /srv/shop/till.db --column people.ssn --out till.sql
      bailee protect sql "crm in db.example.com (postgresql)" --propose --act mask-view
      bailee protect sql --approve prop-41c09b7e02 --member pat --reason "the web shop reads the view"
      bailee protect sql --run prop-41c09b7e02 --credentials owner.toml
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.propose_sql import approve_sql, keep, run_sql, sql_for
    from bailee.operations.write_closed import write_new
    from bailee.protection.databases.proposing import script
    from bailee.protection.databases.shapes import ACTS
    from bailee.sources.credentials import read as read_credentials

    workspace = open_store(home, create=False, member=member)
    keyring = read_credentials(credentials, os.environ)
    if approve:
        kept = approve_sql(workspace, approve, reason=reason)
        click.echo(f"{kept.ident} is approved: {kept.playbook}, {kept.locator}")
        click.echo(f"next  {again(f'bailee protect sql --run {kept.ident}')}")
        return
    if run:
        held = run_sql(workspace, run, keyring, key=_key(key_file))
        for each in held:
            click.echo(f"✓ {each}")
        return
    if not store:
        raise InvalidInput(
            "which store?", hint="`bailee protect exposure` lists them; or give the path of a database file"
        )
    planned = sql_for(workspace, store, keyring, columns=columns, acts=acts or ACTS)
    idents = keep(workspace, planned) if propose else ()
    if as_json:
        write_json({"proposals": [_shape(each) for each in planned], "kept": list(idents)})
        return
    text = "\n".join(script(each.proposal) for each in planned)
    if out is not None and str(out) != "-":
        write_new(out, text.encode())  # names of tables and columns say where data lies
        click.echo(f"{count(len(planned), 'proposal')} {are(len(planned))} in {out}; nothing ran")
    else:
        click.echo(text)
    possible = [each for each in planned if not each.proposal.refusal]
    for ident, one in zip(idents, possible, strict=True) if idents else ():
        click.echo(f"{ident}  {one.proposal.act}  {one.label}", err=out is None)


def _shape(each: Planned) -> dict[str, Any]:
    proposal = each.proposal
    return {
        "act": proposal.act,
        "where": each.label,
        "columns": list(proposal.columns),
        "statements": list(proposal.statements),
        "undo": list(proposal.undo),
        "breaks": list(proposal.breaks),
        "mind": list(proposal.notes),
        "checks": [check.says for check in proposal.checks],
        "irreversible": proposal.is_irreversible,
        "in_one_transaction": proposal.in_one_transaction,
        "refused": proposal.refusal or None,
    }


def _key(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        key = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise InvalidInput(f'cannot read "{file}"', hint="a file with one line, the key") from None
    if len(key) < 20:
        raise InvalidInput(
            "this key is too short", hint="20 characters or more, such as from `openssl rand -base64 32`"
        )
    return key
