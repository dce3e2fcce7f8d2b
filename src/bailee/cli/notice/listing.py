"""`bailee notice list`: versions, their state and how many signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from bailee.cli.options import again, as_of_option, home_option, json_option
from bailee.cli.output import console, listing, write_json


@dataclass(frozen=True, slots=True)
class Listed:
    """A version in the list: as `--json` has it."""

    kind: str
    version: int
    language: str
    sha256: str
    state: str
    reviewed_by: str | None
    sent_to_all: bool
    choice: str | None
    touches: Sequence[str]
    own_file: bool
    signed: int


@click.command(name="list")
@as_of_option
@home_option
@json_option
def list_versions(home: Path, as_json: bool) -> None:
    """List versions, their state and how many signed.

    \b
    Example:
      bailee notice list
    """
    from bailee.operations.know_reviews import reviewer_of, reviews_of
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    reviews = reviews_of(workspace, datetime.now(UTC).astimezone().date())
    rows = [
        Listed(
            each.kind,
            each.version,
            each.language,
            each.sha256,
            each.state,
            reviewer_of(each, reviews) or None,
            each.sent_to_all_at is not None,
            each.choice or None,
            list(each.touches),
            each.is_policy,
            len(workspace.sign_offs(each)),
        )
        for each in workspace.notices()
    ]
    show_versions(rows, as_json)


def show_versions(rows: Sequence[Listed], as_json: bool) -> None:
    if as_json:
        write_json([asdict(each) for each in rows])
        return
    if not rows:
        click.echo(
            "No notices yet. Start from what the scan found:\n\nnext  "
            + again("bailee notice draft employee-privacy-notice")
        )
        return
    heads = ("notice", "version", "state", "reviewed by", "sent", "signed")
    table = listing(*heads, whole=("notice", "state"), right=("version", "signed"))
    for each in rows:
        table.add_row(
            each.kind,
            str(each.version) if each.language == "en" else f"{each.version} {each.language}",
            each.state,
            each.reviewed_by or "nobody: DRAFT",
            "to all" if each.sent_to_all else "–",
            str(each.signed),
        )
    console().print(table)
