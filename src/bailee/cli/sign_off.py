"""`bailee sign-off`: note that people received, read and understood a notice."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import Steps, again, home_option, json_option
from bailee.cli.output import write_json

STAGE = "inform"


@click.group(cls=Steps)
def command() -> None:
    """Note who received, read and understood which version of a notice.

    \b
    Example:
      bailee sign-off record employee-privacy-notice --person "Ana Diaz" --identified-by in-person-by-colleague
    """


@command.command()
@click.argument("kind", metavar="KIND")
@click.option("--version", type=int, help="Which one (the newest).")
@click.option("--person", required=True, help="Name, e-mail address or number on the roster.")
@click.option(
    "--identified-by",
    required=True,
    metavar="HOW",
    help="account-with-second-factor, emailed-link-and-code, in-person-by-colleague or paper-entered-later",
)
@click.option("--witness", default="", help="Who saw them sign.")
@home_option
@json_option
def record(
    kind: str, version: int | None, person: str, identified_by: str, witness: str, home: Path, as_json: bool
) -> None:
    """Note one sign-off over a published version.

    \b
    Example:
      bailee sign-off record employee-privacy-notice --person ana@acme.example --identified-by paper-entered-later
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.record_sign_off import record_sign_off

    workspace = open_store(home, create=False)
    chosen = workspace.notice_version(kind, version)
    signed = record_sign_off(workspace, chosen, person, identified_by=identified_by, witness=witness)
    if as_json:
        write_json(
            {
                "ident": signed.ident,
                "kind": kind,
                "version": chosen.version,
                "version_sha256": chosen.sha256,
                "statement_sha256": signed.statement_sha256,
                "identified_by": identified_by,
                "signed_at": signed.signed_at.isoformat(),
                "on_roster": signed.person is not None,
            }
        )
        return
    listed = "on the roster" if signed.person else "not on the roster: counted apart"
    click.echo(f"signed: {kind} version {chosen.version}, SHA-256 {chosen.sha256[:16]}…, {listed}")
    click.echo(f"{len(workspace.sign_offs(chosen))} have signed this version")
    click.echo("\nnext  " + again(f"bailee sign-off list {kind}"))


@command.command(name="list")
@click.argument("kind", metavar="KIND")
@click.option("--version", type=int, help="Which one (the newest).")
@home_option
@json_option
def list_sign_offs(kind: str, version: int | None, home: Path, as_json: bool) -> None:
    """List who on the roster signed a version, and who has not yet.

    \b
    Example:
      bailee sign-off list employee-privacy-notice
    """
    from bailee import notices
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    chosen = workspace.notice_version(kind, version)
    module = notices.kinds().get(kind)
    audience = module.AUDIENCE if module else frozenset()
    signed = {each.person for each in workspace.sign_offs(chosen) if each.person}
    roster = [person for person in workspace.roster() if person.category in audience]
    if as_json:
        write_json([{"person": person.ident, "signed": person.ident in signed} for person in roster])
        return
    waiting = [person for person in roster if person.ident not in signed]
    click.echo(f"{kind} version {chosen.version}: {len(roster) - len(waiting)} of {len(roster)} on the roster signed")
    for person in waiting:
        click.echo(f"  not yet: {person.name}")
