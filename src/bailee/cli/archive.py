"""`bailee archive`: findings that are gone, moved to archives in Parquet; looked through, verified, brought back, erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import are, count

if TYPE_CHECKING:
    from bailee.store.rows.archives import Archive

STAGE, RANK = "inventory", 6


@click.group(invoke_without_command=True)
@home_option
@json_option
@click.pass_context
def command(ctx: click.Context, home: Path, as_json: bool) -> None:
    """List archives of findings that are gone; move, look through, verify, bring back, erase them.

    Policies have it done by themselves: `bailee policy set archive_months=24 erase_months=84`.

    \b
    Example:
      bailee archive
      bailee archive move --before 2026-01-01
      bailee archive search --detector us-ssn --store company/HR
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.archive_findings import list_archives
    from bailee.operations.open_store import open_store

    seen = list_archives(open_store(home, create=False))
    show_archives(seen.archives, seen.gone, as_json)


def show_archives(archives: Sequence[Archive], gone: Mapping[str, int], as_json: bool) -> None:
    """`gone`: by month, findings that went and are not archived."""
    if as_json:
        write_json({"archives": [_plain(each) for each in archives], "gone": dict(gone)})
        return
    for each in archives:
        console().print(
            f"[bold]{escape(each.ident)}[/bold]  {count(each.findings, 'finding')}, found since {each.first_at:%Y-%m-%d}, "
            f"gone by {each.last_at:%Y-%m-%d}  {count(each.size, 'byte')}  SHA-256 {each.sha256[:16]}…",
            soft_wrap=True,
        )
    if not archives:
        click.echo("Nothing is archived.")
    for month, number in gone.items():
        click.echo(f"{month}  {count(number, 'finding')} went, and {are(number)} not archived")


@command.command()
@click.option(
    "--before", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="What went before this day."
)
@home_option
@json_option
def move(before: datetime, home: Path, as_json: bool) -> None:
    """Move what is gone out of the tables, a month at a time.

    A past day on which they were there says so from then on; decisions about them stay where they are.

    \b
    Example:
      bailee archive move --before 2026-01-01
    """
    from bailee.operations.archive_findings import archive_findings
    from bailee.operations.open_store import open_store

    show_moved(archive_findings(open_store(home, create=False), before.date()), before, as_json)


def show_moved(made: Sequence[Archive], before: datetime, as_json: bool) -> None:
    if as_json:
        write_json([_plain(each) for each in made])
        return
    for each in made:
        click.echo(f"{each.ident}  {count(each.findings, 'finding')}, {count(each.size, 'byte')}")
    if not made:
        click.echo(f"Nothing went before {before:%Y-%m-%d} that is not archived.")


@command.command()
@click.argument("archive", required=False, default="")
@home_option
@json_option
@click.pass_context
def verify(ctx: click.Context, archive: str, home: Path, as_json: bool) -> None:
    """Compare archives with their digests and the log.

    Exit 1 where one is not what was written.

    \b
    Example:
      bailee archive verify
    """
    from bailee.operations.archive_findings import verify_archives
    from bailee.operations.open_store import open_store

    told = [(each.archive.ident, each.why) for each in verify_archives(open_store(home, create=False), archive)]
    show_verified(told, as_json)
    if any(why for _, why in told):
        ctx.exit(1)


def show_verified(told: Sequence[tuple[str, str]], as_json: bool) -> None:
    """Each: ident, and what is wrong with it; empty where nothing is."""
    if as_json:
        write_json(
            {
                "ok": not any(why for _, why in told),
                "archives": [{"ident": ident, "why": why or None} for ident, why in told],
            }
        )
    else:
        for ident, why in told:
            click.echo(f"{ident}  {why or 'as it was written'}")


@command.command()
@click.argument("archive", required=False, default="")
@click.option("--month", default="", metavar="YYYY-MM", help="What went in this month.")
@click.option("--detector", default="", metavar="IDENT", help="Of this detector.")
@click.option("--category", default="", metavar="IDENT", help="Of this category of data.")
@click.option("--store", default="", metavar="IDENT", help="What lay here, such as company/HR.")
@click.option("--exact-locators", is_flag=True, help="Name the place without a mask; an access that is noted.")
@home_option
@json_option
def search(
    archive: str, month: str, detector: str, category: str, store: str, exact_locators: bool, home: Path, as_json: bool
) -> None:
    """Look through archives.

    Where a value lay, of which kind, from when to when; never the value.

    \b
    Example:
      bailee archive search --month 2025-03 --detector us-ssn
    """
    import json

    from bailee.operations.archive_findings import search_archives
    from bailee.operations.open_store import open_store

    found = search_archives(
        open_store(home, create=False), archive, month=month, detector=detector, category=category, store=store,
        exact_locators=exact_locators,
    )  # fmt: skip
    number = 0
    for row in found:
        number += 1
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
            continue
        where = " / ".join(json.loads(row["exact_locator" if exact_locators else "locator"]))
        click.echo(
            f"{row['ident'][:12]}  {row['detector']}  {where}  {row['first_seen'][:10]} to {row['gone_at'][:10]}  {row['archive']}"
        )
    if not as_json:
        click.echo(count(number, "finding"))


@command.command()
@click.argument("archive")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@home_option
def write(archive: str, out: Path, home: Path) -> None:
    """Write a copy as a file in Parquet.

    For tools that read it; without exact locators.

    \b
    Example:
      bailee archive write archive-2025-03-5f3a90c1 march.parquet
    """
    from bailee.operations.archive_findings import write_archive
    from bailee.operations.open_store import open_store

    click.echo(f"{out}  {count(write_archive(open_store(home, create=False), archive, out), 'byte')}")


@command.command("bring-back")
@click.argument("archive")
@home_option
def bring_back_command(archive: str, home: Path) -> None:
    """Put the findings of an archive back.

    Into the tables of the store, among those that are gone.

    \b
    Example:
      bailee archive bring-back archive-2025-03-5f3a90c1
    """
    from bailee.operations.archive_findings import bring_back
    from bailee.operations.open_store import open_store

    done = bring_back(open_store(home, create=False), archive)
    said_back(done.findings, done.there, done.homeless)


def said_back(findings: int, there: int, homeless: int) -> None:
    """`there`: a scan had found them again; `homeless`: their place is no more."""
    click.echo(f"{count(findings, 'finding')} brought back")
    if there:
        click.echo(f"{count(there, 'finding')} left out: a scan had found {'it' if there == 1 else 'them'} again")
    if homeless:
        click.echo(f"{count(homeless, 'finding')} left out: the place is no more")


@command.command()
@click.argument("archive")
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
def erase(archive: str, yes: bool, home: Path) -> None:
    """Erase an archive for good.

    Refused while a legal hold stands.

    \b
    Example:
      bailee archive erase archive-2019-03-5f3a90c1
    """
    from bailee.operations.archive_findings import erase_archive
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    if not yes:
        click.confirm(f"Erase {archive} for good? Nothing brings it back.", abort=True, err=True)
    click.echo(f"{count(erase_archive(workspace, archive), 'finding')} erased")


def _plain(archive: Archive) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(archive).items()
    }
