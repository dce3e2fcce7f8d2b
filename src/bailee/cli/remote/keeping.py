"""What is kept and handed out, by a server: archives of findings, who was told what, proofs of records, tasks for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
import msgspec

from bailee.cli.remote.reading import as_it_is_now, iso, names
from bailee.cli.remote.reading import at as at_
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bailee.client import Client
    from bailee.store.rows.archives import Archive

# archives of findings that are gone


def archives(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.archive import show_archives

    gone = {each["month"]: each["findings"] for each in client.list_archives(limit=1)["gone"]}
    show_archives(_archives(client.all_archives()), gone, as_json)


def _archives(told: Iterable[Any]) -> tuple[Archive, ...]:
    from bailee.store.rows.archives import Archive

    return msgspec.convert(list(told), tuple[Archive, ...])


def move(client: Client, *, before: datetime, as_json: bool, home: object) -> None:
    from bailee.cli.archive import show_moved

    made = client.archive_findings({"before": before.date().isoformat()})
    show_moved(_archives(made["items"]), before, as_json)


def verify(client: Client, *, archive: str, as_json: bool, home: object) -> None:
    from bailee.cli.archive import show_verified

    told = [(each["ident"], each["why"] or "") for each in client.verify_archives()["items"]]
    chosen = [each for each in told if archive in ("", each[0])]
    if archive and not chosen:
        raise InvalidInput(f'there is no archive "{archive[:60]}"', hint="`bailee archive` lists them")
    show_verified(chosen, as_json)
    if any(why for _, why in chosen):
        sys.exit(1)


def bring_back(client: Client, *, archive: str, home: object) -> None:
    from bailee.cli.archive import said_back

    done = client.bring_back_archive(archive)
    said_back(done["findings"], done["there"], done["homeless"])


# who was told what


def proof(client: Client, *, person: str, notice: str, out: Path | None, as_json: bool, home: object) -> None:
    from bailee.cli.proof import can_be_written, show_acts, written
    from bailee.operations.prove_informed import Informed

    as_it_is_now()
    told = [*client.all_informed(person=person, notice=notice)][::-1]
    acts = msgspec.convert(told, tuple[Informed, ...])
    if out is None:
        show_acts(acts, as_json)
        return
    form = can_be_written(out)
    content = None if form == "json" else client.download_informed(person=person, notice=notice, form=form)
    written(out, acts, content)


def prove(client: Client, *, record: int, out: Path | None, home: object) -> None:
    from bailee.cli.evidence.proving import give

    give(client.download_record_proof(str(record)).decode(), out)


# tasks for other programs


def tasks(client: Client, *, form: str, mine: bool, show_all: bool, out: Path | None, home: object) -> None:
    from bailee.cli.remote.task_lines import task_line
    from bailee.cli.tasks.calendars import give, text_of

    me = next(each for each in client.who_am_i()["organisations"] if each["ident"] == client.organisation)
    state: Literal["all", "to-do"] = "all" if show_all else "to-do"
    lines = tuple(task_line(each) for each in client.all_tasks(state=state, mine=mine or None))
    give(text_of(form, lines, names(client), client.organisation, me["name"], client.server), len(lines), out)


# schedules


def schedule(
    client: Client, *, places: tuple[str, ...], every: Any, at: str, day: str, zone: str, hours: str, names: Any, ocr: Any,
    notice_served: datetime | None, override: str, as_json: bool, home: object,
) -> None:  # fmt: skip
    """Places as the server has them: folders there, and addresses."""
    from bailee.cli.asking_staff import asked
    from bailee.cli.schedule import day_of, said_added
    from bailee.operations.time_zones import own_zone
    from bailee.operations.times_due import Recurrence

    said = asked(places, notice_served, override)
    again = Recurrence(every, at, day_of(every, day), zone or own_zone()).checked()
    numbers = [client.add_place({"where": place})["number"] for place in places]
    before = {each["ident"] for each in client.list_schedules()["items"]}
    told = client.schedule_scan(
        {
            "places": numbers, "every": every, "at": again.at, "day": again.day, "zone": again.zone, "names": names, "ocr": ocr,
            "hours": hours or None, "override": said.override if said else "",
            "notice_served_on": said.served_on.isoformat() if said and said.served_on else None,
        }
    )  # fmt: skip
    (made,) = (each for each in told["items"] if each["ident"] not in before)
    said_added(made["ident"], made["places"], again.words(), at_(made["next_at"]), as_json)


# clients who are people that trade; who left


def whose(client: Client, *, ident: str | None, is_firm: bool | None, reason: str, as_json: bool, home: object) -> None:
    from bailee.cli.departures import said_judged, show_traders, what_it_is

    if ident:
        client.judge_trader(ident, {"is_firm": what_it_is(is_firm), "reason": reason})
        said_judged(ident, is_firm=bool(is_firm))
    else:
        show_traders([{**each, "example": each["example"] or ""} for each in client.all_traders()], as_json)


def end_person(client: Client, *, who: str, left_on: datetime | None, home: object) -> None:
    from bailee.operations.declare_roster import NOBODY, SEVERAL

    said = " ".join(who.casefold().split())
    found = [
        each
        for each in client.all_roster()
        if said
        and said in (each["ident"], each["number"].casefold(), each["name"].casefold(), each["email"].casefold())
    ]
    if len(found) != 1:
        words, hint = SEVERAL if found else NOBODY
        raise InvalidInput(words, hint=hint)
    (person,) = found
    client.end_person(person["ident"], {"on": iso(left_on)})
    click.echo(f"ended: {person['category']} {person['number']}".rstrip())
