"""Deliveries by a server: begun, posted, what came back, tried again, ended; posters, pages, and how people are written to."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.remote.reading import as_it_is_now, at, base64_of, day, iso, when
from bailee.errors import CannotRead

if TYPE_CHECKING:
    from bailee.cli.deliver.sending import Plan
    from bailee.client import Client
    from bailee.client.shapes.deliveries import ActsStanding, DeliveriesPlan, DeliveryShape, Piece
    from bailee.deliveries.photographs import Photograph
    from bailee.store.rows.deliveries import Campaign, Delivery


def listed(client: Client, *, home: object, as_json: bool) -> None:
    from bailee.cli.deliver import show_deliveries
    from bailee.deliveries.photographs import Photograph
    from bailee.store.rows.postings import Posting

    as_it_is_now()
    postings = [
        Posting(
            each["ident"], each["kind"], each["version"], each["language"], each["sha256"], each["place"],
            date.fromisoformat(each["put_up_on"]), Photograph(each["photograph"], 0, "") if each["photograph"] else None, each["by"],
            day(each["taken_down_on"]),
        )
        for each in client.list_posters()["items"]
    ]  # fmt: skip
    open_ = sorted(each["kind"] for each in client.list_notice_pages()["items"] if each["is_open"])
    show_deliveries([*map(_campaign, client.all_deliveries())], postings, open_, client.organisation, as_json)


def show(client: Client, *, delivery: str, home: object, as_json: bool) -> None:
    from bailee.cli.deliver import show_delivery

    as_it_is_now()
    found = _campaign(client.show_delivery(delivery)["delivery"])
    backs: tuple[ActsStanding | None, ...] = (None,) if as_json else ("failed", "unreachable")
    pieces = [_piece(each) for back in backs for each in client.all_delivery_pieces(delivery, standing=back)]
    show_delivery(found, pieces, as_json)


def _campaign(told: DeliveryShape) -> Campaign:
    from bailee.deliveries import Means, Standing
    from bailee.store.rows.deliveries import Campaign

    return Campaign(
        told["ident"], told["kind"], told["version"], told["language"], Means(told["means"]), {}, told["sha256"], told["by"],
        at(told["started_at"]), day(told["posted_on"]), when(told["ended_at"]),
        {Standing(standing): several for standing, several in told["counts"].items()},
    )  # fmt: skip


def _piece(told: Piece) -> Delivery:
    from bailee.deliveries import Reason, Standing
    from bailee.rosters import Details
    from bailee.store.rows.deliveries import Delivery
    from bailee.store.rows.roster import RosterPerson
    from bailee.vocabulary import SubjectCategory

    who = RosterPerson(told["person"], SubjectCategory.PERSON, Details(name=told["name"], number=told["number"]))
    return Delivery(
        told["piece"], who, Standing(told["standing"]), Reason(told["reason"]) if told["reason"] else None, when(told["sent_at"]),
        at(told["changed_at"]), told["reminded"], when(told["escalated_at"]), told["language"],
    )  # fmt: skip


# out of the house


def mail(
    client: Client, *, kind: str, version: int | None, departments: tuple[str, ...], sites: tuple[str, ...], people: tuple[str, ...],
    dry_run: bool, remind: str, escalate: int, quiet: str, zone: str, new_people: bool, home: object, as_json: bool,
) -> None:  # fmt: skip
    from bailee.cli.deliver.sending import show_mailed, show_plan

    asked = _asked(kind, version, departments, sites, people, remind, escalate, quiet, zone, new_people)
    asked |= {"means": "e-mail", "dry_run": dry_run}
    made = client.start_delivery(asked)
    plan = _plan(made, kind, "e-mail")
    if made["delivery"] is None:
        show_plan(plan, as_json)
    else:
        show_mailed(plan, made["delivery"]["ident"], as_json, has_mail_server=made["has_mail_server"])


def letters(
    client: Client, *, kind: str, out: Path | None, posted_in: str, usual: str, envelope: str, version: int | None,
    departments: tuple[str, ...], sites: tuple[str, ...], people: tuple[str, ...], dry_run: bool, remind: str, escalate: int,
    quiet: str, zone: str, new_people: bool, home: object, as_json: bool,
) -> None:  # fmt: skip
    from bailee.cli.deliver.sending import folder_or_look, show_lettered, show_plan, show_printed

    folder_or_look(out, dry_run)
    if out is not None and not dry_run:
        _free(out)
    asked = _asked(kind, version, departments, sites, people, remind, escalate, quiet, zone, new_people)
    asked |= {"means": "post", "dry_run": dry_run, "envelope": envelope, "home": posted_in, "usual": usual}
    made = client.start_delivery(asked)
    plan = _plan(made, kind, "post")
    if made["delivery"] is None or out is None:
        show_plan(plan, as_json)
        return
    ident = made["delivery"]["ident"]
    done = _print(client, ident, out)
    if not as_json:
        show_printed(ident, out, *done, as_json=False)
    show_lettered(plan, ident, out, as_json)


def _asked(
    kind: str, version: int | None, departments: tuple[str, ...], sites: tuple[str, ...], people: tuple[str, ...], remind: str,
    escalate: int, quiet: str, zone: str, new_people: bool,
) -> Any:  # fmt: skip
    """What both means are asked with. The hours are those of the machine at which somebody types, where no zone is named."""
    from bailee.cli.rhythms import rhythm_of
    from bailee.operations.time_zones import own_zone

    rhythm = rhythm_of(remind, escalate, quiet, zone)
    return {
        "kind": kind, "version": version, "departments": list(departments), "sites": list(sites), "people": list(people),
        "reminders": list(rhythm.reminders), "escalates": escalate, "quiet": quiet, "zone": zone or own_zone(), "standing": new_people,
    }  # fmt: skip


def _plan(made: DeliveriesPlan, kind: str, means: str) -> Plan:
    from bailee.cli.deliver.sending import Plan
    from bailee.deliveries import Means, Reason

    return Plan(
        kind, made["version"], Means(means), made["reachable"], made["already"], made["without_link"], [*made["languages"].items()],
        made["reviewed"], [(Reason(each["reason"]), each["count"]) for each in made["causes"]],
    )  # fmt: skip


def print_(client: Client, *, delivery: str, out: Path, home: object, as_json: bool) -> None:
    from bailee.cli.deliver.sending import show_printed

    _free(out)
    show_printed(delivery, out, *_print(client, delivery, out), as_json=as_json)


def _free(out: Path) -> None:
    from bailee.operations.deliver_letters import free

    free(out)


def _print(client: Client, delivery: str, out: Path) -> tuple[int, int]:
    """Into the folder; how many letters were made, and how many could not be."""
    from bailee.operations.deliver_letters import MANIFEST

    waiting = client.show_delivery(delivery)["delivery"]["counts"].get("waiting", 0)
    with zipfile.ZipFile(io.BytesIO(client.make_letters(delivery))) as archive:
        files = [(Path(name).name, archive.read(name)) for name in archive.namelist()]
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            (out / name).write_bytes(content)
    except OSError:
        raise CannotRead(f'cannot write to "{out}"', hint="name a folder that you may write to") from None
    made = sum(1 for _ in csv.reader(io.StringIO(dict(files)[MANIFEST].decode()))) - 1  # its head
    return made, max(0, waiting - made)


def posted(client: Client, *, delivery: str, on: datetime, stamped: Path | None, home: object) -> None:
    from bailee.cli.deliver.sending import said_posted, stamped_list

    content = stamped_list(stamped)
    told: Any = {"on": on.date().isoformat(), "stamped": base64_of(content) if content else None}
    said_posted(client.note_letters_posted(delivery, told)["count"], on.date())


def returned(
    client: Client, *, delivery: str, pieces: tuple[str, ...], reason: str, on: datetime | None, home: object
) -> None:
    from bailee.cli.deliver.back import reason_in, said_returned

    told: Any = {"pieces": _pieces(pieces, delivery), "reason": reason_in(reason).value, "on": iso(on)}
    said_returned(client.note_letters_returned(delivery, told)["count"], delivery)


def handed(client: Client, *, delivery: str, pieces: tuple[str, ...], on: datetime | None, home: object) -> None:
    from bailee.cli.deliver.back import said_handed

    said_handed(client.note_handed_over(delivery, {"pieces": _pieces(pieces, delivery), "on": iso(on)})["count"])


def _pieces(typed: tuple[str, ...], delivery: str) -> list[int]:
    from bailee.operations.deliver_letters import pieces_in

    return [*pieces_in(" ".join(typed), delivery)]


def again_(client: Client, *, delivery: str, home: object) -> None:
    from bailee.cli.deliver.back import said_again

    done = client.try_delivery_again(delivery)
    said_again(done["going"], done["left"])


def stop(client: Client, *, delivery: str, home: object) -> None:
    from bailee.cli.deliver.back import ENDED

    client.end_delivery(delivery)
    click.echo(ENDED)


# where whoever comes by reads it


def poster(
    client: Client, *, kind: str, version: int | None, place: str, on: datetime | None, photo: Path | None, home: object
) -> None:
    from bailee.cli.deliver.placed import said_hanging
    from bailee.deliveries.photographs import look_at

    photograph: Photograph | None = look_at(photo) if photo is not None else None
    picture = base64_of(photo.read_bytes()) if photo is not None else None
    made = client.put_up_poster(
        {"kind": kind, "version": version, "place": place, "on": iso(on), "photograph": picture}
    )
    said_hanging(made["ident"], kind, made["version"], date.fromisoformat(made["put_up_on"]), photograph)


def take_down(client: Client, *, poster: str, on: datetime | None, home: object) -> None:
    from bailee.cli.deliver.placed import TAKEN_DOWN

    client.take_down_poster(poster, {"on": iso(on)})
    click.echo(TAKEN_DOWN)


def page(client: Client, *, kind: str, close: bool, home: object) -> None:
    from bailee.cli.deliver.placed import said_page

    was = any(each["is_open"] for each in client.list_notice_pages()["items"] if each["kind"] == kind)
    client.open_notice_page(kind, {"is_open": not close})
    said_page(kind, client.organisation, close, changed=was is close)


def how(client: Client, *, language: str, copies: bool | None, home: object, as_json: bool) -> None:
    from bailee.cli.deliver.correspondence import show_how

    if language or copies is not None:
        told = client.choose_correspondence({"language": language or None, "copies": copies})
    else:
        told = client.show_correspondence()
    show_how(told["language"], told["copies"], as_json)
