"""Acts by a server: on tasks, legal holds, the gate, members, schedules and tokens; each says what it says on its own machine."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.remote.reading import as_it_is_now, day
from bailee.counting import are, count
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client

# tasks


def task_done(
    client: Client, *, ident: str, evidence: Path | None, description: str, statement: str, home: object
) -> None:
    from bailee.cli.tasks.acts import brought, said_done

    given = brought(evidence, description, statement)
    body: Any = {}
    if given is not None:
        names = ("statement",) if statement else ("sha256", "size", "description")
        body = {"statement": statement} if statement else {name: getattr(given, name) for name in names}
    client.close_task(ident, body)
    click.echo(said_done(ident, evidence))


def task_assign(client: Client, *, idents: tuple[str, ...], member: str, home: object) -> None:
    given = client.assign_tasks({"tasks": list(idents), "member": member or None})["count"]
    click.echo(f"{count(given, 'task')} {are(given)} now of {member or 'whoever has the role'}.")


def task_due(client: Client, *, ident: str, on: date, reason: str, home: object) -> None:
    client.date_task(ident, {"due_on": on.isoformat(), "reason": reason})
    click.echo(f"{ident} is due on {on}.")


def task_start(client: Client, *, ident: str, home: object) -> None:
    client.start_task(ident)
    click.echo(f"{ident} is started.")


def task_snooze(client: Client, *, ident: str, until: date, reason: str, home: object) -> None:
    client.snooze_task(ident, {"until": until.isoformat(), "reason": reason})
    click.echo(f"{ident} sleeps until {until}.")


def task_reopen(client: Client, *, ident: str, reason: str, home: object) -> None:
    client.reopen_task(ident, {"reason": reason})
    click.echo(f"{ident} is open again.")


def task_after(client: Client, *, ident: str, other: str, home: object) -> None:
    client.put_task_after(ident, {"other": other})
    click.echo(f"{ident} waits for {other}.")


# legal holds


def hold_add(
    client: Client, *, matter: str, why: str, who: str, stores: tuple[str, ...], categories: tuple[str, ...], person: str, email: str,
    since: datetime | None, home: object,
) -> None:  # fmt: skip
    from bailee.cli.hold import said_added

    made = client.place_hold(
        {
            "matter": matter, "why": why, "who": who, "stores": list(stores), "categories": list(categories), "person": person,
            "email": email, "since": since.date().isoformat() if since else None,
        }
    )  # fmt: skip
    said_added(made["ident"], matter)


def hold_lift(client: Client, *, ident: str, why: str, home: object) -> None:
    client.lift_hold(ident, {"why": why})
    click.echo(f"{ident} is lifted")


# the gate


def gate(
    client: Client, *, device: str | None, mailbox: str | None, home_folder: str | None, cloud_drive: str | None, person: str | None,
    place: str | None, room: str | None, on: datetime | None, as_json: bool, home: object,
) -> None:  # fmt: skip
    from bailee.cli.gate import asked_about, show_answer
    from bailee.cli.output import write_json
    from bailee.gates import Answer, Asked

    as_it_is_now()
    if on is not None:
        raise InvalidInput("a server tells how the gate stands today", hint="leave out --on, or run it there")
    sort, name = asked_about(device, mailbox, home_folder, cloud_drive)
    told = client.ask_gate(
        device=device, mailbox=mailbox, home_folder=home_folder, cloud_drive=cloud_drive, person=person, place=place, room=room,
        organisation=client.organisation,
    )  # fmt: skip
    if as_json:
        write_json(told)
    else:
        answer = Answer(
            told["open"], told["why"], told["next"] or "", day(told["opens_on"]), laws=tuple(told["laws"]), unsure=tuple(told["unsure"])
        )  # fmt: skip
        show_answer(Asked(sort, name), answer)
    if not told["open"]:
        sys.exit(1)


def gate_override(client: Client, *, sort: Any, name: str, reason: str, until: datetime | None, home: object) -> None:
    from bailee.cli.gate import said_opened

    last = until.date().isoformat() if until else None
    made = client.override_gate({"sort": sort, "name": name, "reason": reason, "until": last})
    said_opened(made["ident"], sort, name, until)


def gate_end(client: Client, *, ident: str, home: object) -> None:
    client.end_override(ident)
    click.echo(f"{ident} counts no more")


# members, schedules, tokens


def member_role(client: Client, *, member: str, role: Any, home: object) -> None:
    from bailee.permissions import Role

    client.change_role(member, {"role": role})
    click.echo(f"{member} is {Role(role).label} now.")


def member_end(client: Client, *, member: str, home: object) -> None:
    client.end_member(member)
    click.echo(f"{member} is no member any more.")


def schedule_withdraw(client: Client, *, ident: str, home: object) -> None:
    client.end_schedule(ident)
    click.echo(f"{ident} is withdrawn")


def token_revoke(client: Client, *, ident: str, organisation: str | None, member: str, home: object) -> None:
    asked = client.of(organisation) if organisation else client
    found = [each for each in asked.list_tokens()["items"] if each["ident"].startswith(ident)]
    if len(found) != 1:
        raise InvalidInput(f'there is no token "{ident[:40]}"', hint="`bailee token list` lists them")
    asked.revoke_token(found[0]["ident"])
    click.echo(f"revoked: {found[0]['ident']} ({found[0]['name']})")
