"""Incidents by a server: the sheet, those that were printed, and what is said, answered and decided about one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.remote.reading import as_it_is_now, when
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.client.shapes.common import SheetShape
    from bailee.client.shapes.incidents import Incident


def listed(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.incident.shown import show_list
    from bailee.cli.output import write_json

    made = [_listed(each) for each in client.all_incidents(closed=True)]
    if as_json:
        write_json(made)
        return
    show_list(made)


def _listed(told: Incident) -> dict[str, Any]:
    """As its own machine says it: of one that counsel marked as privileged, its number and its days."""
    bare = ("ident", "is_open", "is_drill", "is_privileged", "discovered_at", "reported_at", "closed_at", "zone")
    more = () if told["title"] is None else ("title", "kind", "target", "from_at", "until_at", "outcome", "reported_by")
    whole: dict[str, Any] = {**told}
    return {name: _moment(whole[name]) if name.endswith("_at") else whole[name] for name in (*bare, *more)}


def _moment(text: str | None) -> str | None:
    told = when(text)
    return told.isoformat() if told is not None else None


def _sheet(told: SheetShape) -> dict[str, Any]:
    """As its own machine says it."""
    whole: dict[str, Any] = {**told}
    whole["incident"] = {
        name: _moment(value) if name.endswith("_at") else value for name, value in whole["incident"].items()
    }
    return whole | {name: _moment(whole[name]) for name in ("made_at", "read_at")}


def show(client: Client, *, ident: str, pdf: Path | None, as_json: bool, home: object) -> None:
    from bailee.cli.incident.options import written
    from bailee.cli.incident.shown import show_made

    as_it_is_now()
    if pdf is not None:
        written(pdf, client.print_sheet(ident))
        click.echo(f"sheet: {pdf}")
        return
    show_made(_sheet(client.show_incident(ident)), as_json)


def look(client: Client, *, store: str, hour: str, zone: str, as_json: bool, home: object) -> None:
    from bailee.cli.incident.options import zone_here
    from bailee.cli.incident.shown import show_made

    as_it_is_now()
    zone = zone or zone_here()
    at = _in_zone(hour, zone) if hour else None
    show_made(_sheet(client.look_at_loss(named=store, zone=zone, at=at)), as_json)


def sheets(
    client: Client,
    *,
    ident: str,
    number: int | None,
    day: datetime | None,
    pdf: Path | None,
    as_json: bool,
    home: object,
) -> None:
    from bailee.cli.incident.options import chosen_sheet, written
    from bailee.cli.incident.shown import show_printed
    from bailee.cli.output import write_json
    from bailee.incidents.clocks import zone_of

    chosen_sheet(number, day, pdf)
    as_it_is_now()
    found: list[dict[str, Any]] = [
        {**each, "printed_at": _moment(each["printed_at"])} for each in client.all_sheets(ident)
    ]
    if pdf is None:
        if as_json:
            write_json(found)
        else:
            show_printed(ident, found)
        return
    if number is None:
        zone = zone_of(client.show_incident(ident)["incident"]["zone"])
        there = [
            each["number"]
            for each in found
            if day is None or datetime.fromisoformat(each["printed_at"]).astimezone(zone).date() <= day.date()
        ]
        if not there:
            raise InvalidInput(
                "no such sheet was printed", hint=f"`bailee incident sheets {ident}` lists those that were"
            )
        number = there[0]
    written(pdf, client.download_sheet(ident, str(number)))
    if as_json:
        write_json(next(each for each in found if each["number"] == number))
    else:
        click.echo(f"sheet {number}, as it was printed: {pdf}")


def report(
    client: Client, *, title: str, device: str | None, store: str | None, account: str | None, kind: str | None, discovered: str,
    begins: str | None, ends: str | None, zone: str | None, says: str, source: str, drill: bool, home: object,
) -> None:  # fmt: skip
    from bailee.cli.incident.options import zone_here
    from bailee.cli.incident.telling import USUAL, lost, said_reported

    sort, target = lost(device, store, account)
    zone = zone or zone_here()
    body: Any = {
        "title": title, "kind": kind or USUAL[sort], "sort": sort, "target": target, "zone": zone, "says": says, "source": source,
        "discovered_at": _in_zone(discovered, zone), "is_drill": drill,
        **({"from_at": _in_zone(begins, zone)} if begins else {}), **({"until_at": _in_zone(ends, zone)} if ends else {}),
    }  # fmt: skip
    said_reported(client.report_incident(body)["incident"]["ident"])


def fact(client: Client, *, ident: str, says: str, moment: str | None, source: str, unsure: bool, home: object) -> None:
    _say(
        client, ident, {"act": "fact", "says": says, "source": source, "sure": not unsure, **_at(client, ident, moment)}
    )
    click.echo("noted")


def encryption(client: Client, *, ident: str, disk: str, state: str, moment: str, source: str, home: object) -> None:
    known = {"yes": True, "no": False, "unknown": None}[state]
    told = {"act": "encryption", "disk": disk, "is_encrypted": known, "source": source, **_at(client, ident, moment)}
    _say(client, ident, told)
    click.echo("noted")


def determine(client: Client, *, ident: str, moment: str, source: str, home: object) -> None:
    _say(client, ident, {"act": "determined", "source": source, **_at(client, ident, moment)})
    click.echo("noted")


def step(
    client: Client, *, ident: str, title: str | None, done: int | None, note: str, owner: str, due: datetime | None,
    home: object,
) -> None:  # fmt: skip
    from bailee.cli.incident.shown import show_steps

    if done is not None:
        made = _say(client, ident, {"act": "step-done", "number": done, "note": note})
    elif title:
        on = {"due_on": due.date().isoformat()} if due else {}
        made = _say(client, ident, {"act": "step", "title": title, "owner": owner, **on})
    else:
        made = client.show_incident(ident)
    show_steps(made["steps"])


def answer(client: Client, *, ident: str, question: str, answer: str, grounds: str, home: object) -> None:
    _say(client, ident, {"act": "answer", "question": question, "answer": answer == "yes", "grounds": grounds})
    click.echo("answered")


def told(client: Client, *, ident: str, duty: str, how: str, moment: str | None, reference: str, home: object) -> None:
    body = {"act": "told", "duty": duty, "how": how, "reference": reference, **_at(client, ident, moment)}
    _decide(client, ident, body)
    click.echo("noted")


def decide(client: Client, *, ident: str, notify: bool, place: str, grounds: str, home: object) -> None:
    _decide(client, ident, {"act": "notify" if notify else "not-notify", "grounds": grounds, "place": place})
    click.echo(
        "people are told" if notify else f"nobody is told{f' in {place}' if place else ''}; the grounds are kept"
    )


def privilege(client: Client, *, ident: str, lift: bool, home: object) -> None:
    client.mark_privileged(ident, {"is_privileged": not lift})
    click.echo("not privileged any more" if lift else "privileged")


def close(client: Client, *, ident: str, grounds: str, home: object) -> None:
    _decide(client, ident, {"act": "close", "grounds": grounds})
    click.echo(f"closed: {ident}")


def reopen(client: Client, *, ident: str, grounds: str, home: object) -> None:
    _decide(client, ident, {"act": "reopen", "grounds": grounds})
    click.echo(f"open again: {ident}")


def _say(client: Client, ident: str, body: Any) -> SheetShape:
    return client.say_about_incident(ident, body)


def _decide(client: Client, ident: str, body: Any) -> SheetShape:
    return client.decide_incident(ident, body)


def _at(client: Client, ident: str, text: str | None) -> dict[str, str]:
    """A moment as somebody typed it: without a zone it is one of the incident's."""
    return {"at": _in_zone(text, client.show_incident(ident)["incident"]["zone"])} if text else {}


def _in_zone(text: str, zone: str) -> str:
    from bailee.cli.incident.options import moment_of
    from bailee.incidents.clocks import zone_of, zoned

    moment = zoned(moment_of(text), zone_of(zone))
    return (moment or datetime.now(UTC)).isoformat()
