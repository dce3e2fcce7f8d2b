"""Lists by a server: notices, requests, schedules, tickets, members, devices, legal holds; rows of the API made into what the command prints."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from bailee.cli.remote.reading import as_it_is_now, at, day, when

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.store.rows.ticketed import DeskRow, TicketLine


def notices(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.notice.listing import Listed, show_versions

    as_it_is_now()
    versions = [
        version
        for notice in client.all_notices()
        if notice["served"] or notice["draft"]
        for version in client.list_notice_versions(notice["kind"])["items"]
    ]
    rows = [
        Listed(
            each["kind"], each["version"], each["language"], each["sha256"], each["state"], each["reviewed"] or None,
            each["sent_to_all_at"] is not None, each["choice"] or None, each["touches"], each["is_policy"], each["signed"],
        )
        for each in versions
    ]  # fmt: skip
    show_versions(sorted(rows, key=lambda each: (each.kind, each.language, each.version)), as_json)


def requests(client: Client, *, ended: bool, as_json: bool, home: object) -> None:
    from bailee.cli.request.listing import Listed, show_list
    from bailee.data_subject_requests.requests import State

    lines = [
        Listed(
            each["ident"], each["rights"], each["laws"], each["how"], date.fromisoformat(each["received_on"]), State(each["state"]),
            day(each["due_on"]), each["late"], day(each["ended_on"]), each["joined_to"],
        )
        for each in client.all_requests(view="all" if ended else "open")
    ]  # fmt: skip

    def who(ident: str) -> str:
        contact = client.show_request(ident)["contact"]
        return contact["name"] or contact["email"]

    show_list(lines, who, ended=ended, as_json=as_json)


def schedules(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.schedule import show_schedules
    from bailee.operations.scan_options import ScanOptions
    from bailee.operations.schedule_scan import Scheduled
    from bailee.operations.times_due import Recurrence

    found = [
        Scheduled(
            each["ident"], tuple(each["places"]), Recurrence(**each["recurrence"]), ScanOptions(), each["by"], at(each["known_from"]),
            when(each["last_due_at"]), at(each["next_at"]), when(each["missed_at"]),
        )
        for each in client.list_schedules()["items"]
    ]  # fmt: skip
    show_schedules(found, as_json)


def tickets(client: Client, *, show_all: bool, as_json: bool, home: object) -> None:
    from bailee.cli.ticket.listing import show_tickets
    from bailee.store.rows.chatted import Channel
    from bailee.tickets.drafts import Rule
    from bailee.vocabulary import Severity

    rules = [
        Rule(each["ident"], each["desk"], each["client"], tuple(each["of"]), Severity(each["least"]), each["where"])
        for each in client.list_ticket_rules()["items"]
    ]
    channels = [
        Channel(
            _desk({**each, "system": each["chat"], "address": "", "by": ""}), each["client"],
            Severity(each["alerts"]) if each["alerts"] else None, each["weekly"],
        )
        for each in client.list_chat_channels()["items"]
    ]  # fmt: skip
    desks = [_desk({**each}) for each in client.list_ticket_desks()["items"]]
    lines = [_ticket({**each}) for each in client.all_tickets(past=show_all)]
    show_tickets(desks, rules, channels, lines, as_json)


def members(client: Client, *, ended: bool, as_json: bool, home: object) -> None:
    from bailee.cli.members import show_members
    from bailee.permissions import Role
    from bailee.store.rows.members import Member

    as_it_is_now()
    found = [
        Member(
            each["ident"], each["name"], "signs in" if each["signs_in"] else "", Role(each["role"]), each["through"] or "",
            when(each["until"]), when(each["ended_at"]), datetime.now(UTC),  # when she came is not shown
        )
        for each in client.list_members(ended=ended)["items"]
    ]  # fmt: skip
    show_members(found, as_json)


def devices(
    client: Client, *, device: str | None, site: str | None, silent_after: int | None, retire: bool, home: object, as_json: bool
) -> None:  # fmt: skip
    from bailee.cli.devices import names_one, show_devices
    from bailee.store.rows.devices import Device

    names_one(device, site, silent_after, retire)
    if device is not None:
        client.keep_device(device, {"site": site, "silent_days": silent_after, "retire": retire})
    found = [
        Device(
            each["ident"], each["name"], each["system"], each["site"], tuple(each["places"]), each["silent_days"], each["days_seen"],
            at(each["first_seen_at"]), at(each["last_seen_at"]), when(each["retired_at"]),
        )
        for each in (*client.all_devices(), *client.all_devices(state="retired"))
    ]  # fmt: skip
    found.sort(key=lambda each: (each.retired_at is not None, -each.last_seen_at.timestamp()))
    show_devices(found, as_json)


def holds(client: Client, *, lifted: bool, as_json: bool, home: object) -> None:
    from bailee.cli.hold import show_holds
    from bailee.departures import Hold

    as_it_is_now()
    found = [
        Hold(
            each["ident"], each["matter"] or "", date.fromisoformat(each["since"]), each["why"] or "", each["who"] or "",
            tuple(each["stores"]), tuple(each["categories"]), each["person"] or "", lifted_on=day(each["lifted_on"]),
            is_told=each["matter"] is not None,
        )
        for each in client.all_holds(lifted=lifted)
    ]  # fmt: skip
    show_holds(found, as_json)


def _desk(told: dict[str, Any]) -> DeskRow:
    from bailee.store.rows.ticketed import DeskRow

    return DeskRow(
        told["ident"], told["system"], told["name"], told["address"], at(told["added_at"]), told["by"], told["fault"],
        when(told["failing_since"]), when(told["paused_until"]),
    )  # fmt: skip


def _ticket(told: dict[str, Any]) -> TicketLine:
    from bailee.store.rows.ticketed import TicketLine
    from bailee.tickets.drafts import Draft
    from bailee.vocabulary import Severity

    draft = Draft(told["ident"], told["title"], "", Severity(told["severity"]))
    return TicketLine(
        told["ident"], told["desk"], 0, "", told["of"], told["about"], draft, told["number"] or "", told["state"],
        told["status"] or "", told["tries"], told["fault"] or "", None, when(told["due_at"]), at(told["added_at"]),
        when(told["looked_at"]), when(told["ended_at"]),
    )  # fmt: skip
