"""`bailee deliver mail`, `letters`, `print`, `posted`: out of the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.rhythms import rhythm_of, rhythm_options
from bailee.counting import count
from bailee.errors import CannotRead

if TYPE_CHECKING:
    from bailee.deliveries import Means, Reason
    from bailee.operations.deliver_notice import Planned
    from bailee.store.rows.deliveries import Campaign

DAY = click.DateTime(["%Y-%m-%d"])
Decorated = Callable[..., Any]


def whom_options(command: Decorated) -> Decorated:
    """Which of those whom a notice concerns, which version, and only a look."""
    for option in (
        click.option(
            "--dry-run", is_flag=True, help="Show whom it reaches, and who cannot be reached and why; do nothing."
        ),
        click.option(
            "--person", "people", multiple=True, metavar="WHO", help="Only these: name, e-mail address or number."
        ),
        click.option("--site", "sites", multiple=True, metavar="NAME", help="Only of these sites."),
        click.option("--department", "departments", multiple=True, metavar="NAME", help="Only of these departments."),
        click.option("--version", type=int, help="Which one (the newest)."),
    ):
        command = option(command)
    return command


new_people_option = click.option(
    "--new-people", is_flag=True, help="Who comes to the roster later gets it by themselves."
)


@click.command("mail")
@click.argument("kind", metavar="KIND")
@whom_options
@rhythm_options
@new_people_option
@home_option
@json_option
def mail_command(
    kind: str, version: int | None, departments: tuple[str, ...], sites: tuple[str, ...], people: tuple[str, ...],
    dry_run: bool, remind: str, escalate: int, quiet: str, zone: str, new_people: bool, home: Path, as_json: bool,
) -> None:  # fmt: skip
    """Send a published version by e-mail to everybody whom it concerns, each once.

    The mails lie in the outbox then; a worker sends them (`bailee serve` brings one). Staff get reminders until they sign.

    \b
    Example:
      bailee deliver mail employee-privacy-notice --dry-run
      bailee deliver mail employee-privacy-notice --new-people --quiet 19:00-08:00
    """
    from bailee.deliveries import Means
    from bailee.operations.deliver_notice import Whom, plan_delivery
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    whom = Whom(departments, sites, people)
    planned = plan_delivery(workspace, workspace.notice_version(kind, version), Means.EMAIL, whom=whom)
    if dry_run:
        show_plan(_plan(planned), as_json)
        return
    campaign = _start(home, planned, remind, escalate, quiet, zone, new_people)
    show_mailed(_plan(planned), campaign.ident, as_json, has_mail_server=_has_mail_server())


@click.command("letters")
@click.argument("kind", metavar="KIND")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="A new folder for letters and lists.")
@click.option(
    "--from", "posted_in", required=True, metavar="COUNTRY", help="Where they are posted, as in US or Germany."
)
@click.option(
    "--country", "usual", default="", metavar="COUNTRY", help="Of addresses that name none; else these are left out."
)
@click.option(
    "--envelope", default="dl", show_default=True, metavar="SORT", help="dl (A4) or 10 (letter paper), with a window."
)
@whom_options
@rhythm_options
@new_people_option
@home_option
@json_option
def letters_command(
    kind: str, out: Path | None, posted_in: str, usual: str, envelope: str, version: int | None,
    departments: tuple[str, ...], sites: tuple[str, ...], people: tuple[str, ...], dry_run: bool,
    remind: str, escalate: int, quiet: str, zone: str, new_people: bool, home: Path, as_json: bool,
) -> None:  # fmt: skip
    """Make letters for window envelopes to everybody whom it concerns, with a manifest and lists for the post office.

    \b
    Example:
      bailee deliver letters customer-privacy-statement --from US --envelope 10 --dry-run
      bailee deliver letters customer-privacy-statement --from Germany --country Germany --out letters
    """
    from bailee.deliveries import Means
    from bailee.operations.deliver_letters import free
    from bailee.operations.deliver_notice import Post, Whom, plan_delivery
    from bailee.operations.open_store import open_store

    folder_or_look(out, dry_run)
    workspace = open_store(home, create=False)
    post, whom = Post.read(envelope, posted_in, usual), Whom(departments, sites, people)
    planned = plan_delivery(workspace, workspace.notice_version(kind, version), Means.POST, whom=whom, post=post)
    if dry_run or out is None:
        show_plan(_plan(planned), as_json)
        return
    free(out)
    campaign = _start(home, planned, remind, escalate, quiet, zone, new_people)
    _print(home, campaign.ident, out, as_json=False, quiet=as_json)
    show_lettered(_plan(planned), campaign.ident, out, as_json)


def folder_or_look(out: Path | None, dry_run: bool) -> None:
    if out is None and not dry_run:
        raise click.UsageError("name a folder for the letters with --out, or look first with --dry-run")


@click.command("print")
@click.argument("delivery", metavar="DELIVERY")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="A new folder for them.")
@home_option
@json_option
def print_command(delivery: str, out: Path, home: Path, as_json: bool) -> None:
    """Make the letters of a delivery again that were not posted yet, with the addresses of now.

    \b
    Example:
      bailee deliver print delivery-3f2a91bc --out letters-again
    """
    _print(home, delivery, out, as_json=as_json)


@click.command("posted")
@click.argument("delivery", metavar="DELIVERY")
@click.option("--on", type=DAY, required=True, help="The day on which they were brought to the post.")
@click.option(
    "--stamped",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The post office's stamped list as a file: its hash is kept.",
)
@home_option
def posted_command(delivery: str, on: datetime, stamped: Path | None, home: Path) -> None:
    """Note that the letters were brought to the post.

    \b
    Example:
      bailee deliver posted delivery-3f2a91bc --on 2026-11-27 --stamped stamped-list.pdf
    """
    from bailee.operations.deliver_letters import post_letters
    from bailee.operations.open_store import open_store

    content = stamped_list(stamped)
    said_posted(post_letters(open_store(home, create=False), delivery, on=on.date(), stamped=content), on.date())


def _start(
    home: Path, planned: Planned, remind: str, escalate: int, quiet: str, zone: str, new_people: bool
) -> Campaign:
    import os

    from bailee import settings
    from bailee.operations.deliver_notice import start_delivery
    from bailee.operations.open_store import open_store

    rhythm = rhythm_of(remind, escalate, quiet, zone)
    address = str(settings.read(os.environ)["address"])
    return start_delivery(open_store(home, create=False), planned, rhythm=rhythm, standing=new_people, address=address)


def _print(home: Path, delivery: str, out: Path, *, as_json: bool, quiet: bool = False) -> None:
    import os

    from bailee import settings
    from bailee.operations.deliver_letters import write_letters
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    made = write_letters(workspace, delivery, out, address=str(settings.read(os.environ)["address"]))
    workspace.note_access("delivery-letters", export=True)
    if not quiet:
        show_printed(delivery, out, made.letters, made.moved, as_json)


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom a delivery reaches, as the command says it."""

    kind: str
    version: int
    means: Means
    reachable: int
    already: int
    without_link: int
    languages: Sequence[tuple[str, int]]
    reviewed: str
    causes: Sequence[tuple[Reason, int]]


def _plan(planned: Planned) -> Plan:
    version = planned.version
    return Plan(
        version.kind, version.version, planned.means, len(planned.reachable), planned.already, planned.without_link,
        planned.languages, planned.reviewed, planned.causes,
    )  # fmt: skip


def show_plan(plan: Plan, as_json: bool) -> None:
    """Of a look: nothing was sent."""
    if as_json:
        write_json(plan_shape(plan, None))
        return
    click.echo(
        f"{plan.kind} version {plan.version} would go to {count(plan.reachable, 'person', 'people')} by {plan.means.value}"
    )
    if plan.already:
        click.echo(f"{plan.already:,} have it already, or a copy is under way")
    say_unreachable(plan)
    if plan.without_link:
        click.echo(
            f"{plan.without_link:,} with one address: their mail brings no link to sign by, unless they have a code of before; "
            "a second address on the roster mends it"
        )
    for language, several in plan.languages:
        click.echo(f"{several:,} of them get it in their language ({language})")
    if not plan.reviewed:
        click.echo("Not reviewed by counsel: every copy prints DRAFT")
    click.echo("Nothing was sent.")


def show_mailed(plan: Plan, delivery: str, as_json: bool, *, has_mail_server: bool) -> None:
    if as_json:
        write_json(plan_shape(plan, delivery))
        return
    click.echo(f"{delivery}: {count(plan.reachable, 'person', 'people')} in the outbox")
    say_unreachable(plan)
    if not has_mail_server:
        click.echo("No mail server is set, so they wait there: BAILEE_SMTP_HOST, see docs/settings.md")
    click.echo("\nnext  " + again(f"bailee deliver show {delivery}"))


def show_lettered(plan: Plan, delivery: str, out: Path, as_json: bool) -> None:
    if as_json:
        write_json(plan_shape(plan, delivery) | {"folder": str(out)})
        return
    say_unreachable(plan)
    click.echo("\nnext  " + again(f"bailee deliver posted {delivery} --on {_today()}"))


def show_printed(delivery: str, out: Path, letters: int, moved: int, as_json: bool) -> None:
    """`moved`: those whose address does not fit any more."""
    if as_json:
        write_json({"delivery": delivery, "folder": str(out), "letters": letters, "not_made": moved})
        return
    click.echo(f"{delivery}: {count(letters, 'letter')}, a manifest and lists for the post office in {out}")
    if moved:
        click.echo(f"{moved:,} could not be made: their address on the roster does not fit any more")


def say_unreachable(plan: Plan) -> None:
    from bailee.deliveries import says

    for reason, several in plan.causes:
        why, remedy = says(reason)
        click.echo(f"{several:,} not reachable: {why}; {remedy}")


def plan_shape(plan: Plan, delivery: str | None) -> dict[str, Any]:
    return {
        "delivery": delivery,
        "notice": plan.kind,
        "version": plan.version,
        "means": plan.means.value,
        "reachable": plan.reachable,
        "already": plan.already,
        "languages": dict(plan.languages),
        "reviewed_by": plan.reviewed or None,
        "unreachable": {reason.value: several for reason, several in plan.causes},
    }


def stamped_list(stamped: Path | None) -> bytes:
    """What the post office stamped; nothing where no file is named."""
    if stamped is None:
        return b""
    try:
        return stamped.read_bytes()
    except OSError:
        raise CannotRead(f'cannot read "{stamped}"', hint="scan the stamped list, and name that file") from None


def said_posted(posted: int, on: date) -> None:
    click.echo(f"{count(posted, 'letter')} {'was' if posted == 1 else 'were'} brought to the post on {on:%Y-%m-%d}")


def _has_mail_server() -> bool:
    import os

    from bailee import settings

    return bool(settings.read(os.environ)["smtp_host"])


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
