"""`bailee deliver poster`, `take-down`, `page`: where whoever comes by reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import home_option

if TYPE_CHECKING:
    from bailee.deliveries.photographs import Photograph

DAY = click.DateTime(["%Y-%m-%d"])
TAKEN_DOWN = "It hangs there no more"


@click.command("poster")
@click.argument("kind", metavar="KIND")
@click.option("--version", type=int, help="Which one (the newest).")
@click.option("--at", "place", required=True, metavar="WORDS", help="Where it hangs.")
@click.option("--on", type=DAY, help="Since which day (today).")
@click.option(
    "--photo",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A photograph of it there, up to 25 MB: its hash is kept, and not the picture.",
)
@home_option
def poster_command(
    kind: str, version: int | None, place: str, on: datetime | None, photo: Path | None, home: Path
) -> None:
    """Note that a published version hangs where people pass.

    \b
    Example:
      bailee deliver poster cctv-sign --at "front door, at eye level" --photo door.jpg
    """
    from bailee.deliveries.photographs import look_at
    from bailee.operations.open_store import open_store
    from bailee.operations.place_notice import put_up_notice

    photograph = look_at(photo) if photo is not None else None
    workspace = open_store(home, create=False)
    posting = put_up_notice(
        workspace, workspace.notice_version(kind, version), place, on=_day(on), photograph=photograph
    )
    said_hanging(posting.ident, kind, posting.version, posting.put_up_on, photograph)


def said_hanging(ident: str, kind: str, version: int, since: date, photograph: Photograph | None) -> None:
    click.echo(f"{ident}: {kind} version {version} hangs there since {since}")
    if photograph is None:
        click.echo("No photograph: whether it hung there, and could be read, is then your word alone")
    else:
        click.echo(
            f"photograph: {photograph.form}, SHA-256 {photograph.sha256[:16]}…; keep the picture itself with your papers"
        )


@click.command("take-down")
@click.argument("poster", metavar="POSTER")
@click.option("--on", type=DAY, help="Since which day (today).")
@home_option
def take_down_command(poster: str, on: datetime | None, home: Path) -> None:
    """Note that a poster hangs there no more.

    \b
    Example:
      bailee deliver take-down poster-3f2a91bc --on 2026-11-30
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.place_notice import take_down_notice

    take_down_notice(open_store(home, create=False), poster, on=_day(on))
    click.echo(TAKEN_DOWN)


@click.command("page")
@click.argument("kind", metavar="KIND")
@click.option("--close", is_flag=True, help="Show it to nobody any more.")
@home_option
def page_command(kind: str, close: bool, home: Path) -> None:
    """Show the newest published version of a KIND to everybody, on a page of the server without sign-in.

    The page sets no cookie and counts nobody; a browser's Global Privacy Control is answered on it.

    \b
    Example:
      bailee deliver page customer-privacy-statement
      bailee deliver page customer-privacy-statement --close
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.place_notice import close_notice_page, open_notice_page

    workspace = open_store(home, create=False)
    changed = (close_notice_page if close else open_notice_page)(workspace, kind)
    said_page(kind, workspace.organisation, close, changed)


def said_page(kind: str, organisation: str, close: bool, changed: bool) -> None:
    """`changed`: it was not so already."""
    if close:
        click.echo("Nobody sees it any more" if changed else "It was closed already")
        return
    was = "is open now" if changed else "was open already"
    click.echo(f"{kind} {was}, at /notices/{organisation}/{kind}/ of the server")


def _day(on: datetime | None) -> date:
    return on.date() if on else datetime.now(UTC).astimezone().date()
