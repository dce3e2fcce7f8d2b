"""Who hears of a task that is late: its owner, then those above, once each; and one mail a day over all clients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bailee.machines import Machine
from bailee.operations.alerts import Look, finder
from bailee.operations.look_for_alerts import look_for_alerts
from bailee.operations.mail_alerts import tell
from bailee.permissions import Role
from bailee.store import mail, models
from bailee.store.mail import Server
from bailee.store.organisations import create_organisation
from bailee.store.rows import devices
from bailee.store.rows.alerts import ByMail, Found
from bailee.store.rows.base import now
from bailee.store.rows.task_lines import TaskLine
from bailee.store.tenancy import link_account
from bailee.store.workspace import Workspace
from bailee.tasks import Due, Planned, State
from bailee.vocabulary import Severity
from simulators.mail_server import mail_server

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday
TODAY = NOW.astimezone().date()
EVERYBODY = frozenset({Role.PRIVACY_PERSON, Role.CLIENT_OWNER, Role.TECHNICIAN, Role.LEAD})
SERVER = Server("mail.example.org", 587, "bailee@example.org")


def line(ident: str, days: int, **more: Any) -> TaskLine:
    told: dict[str, Any] = {
        "title": ident.capitalize(), "state": State.OPEN, "owner": Role.PRIVACY_PERSON, "member": "",
        "due": Due(TODAY + timedelta(days=days), "a law gives it"), "severity": Severity.HIGH, "obligations": ("rule-1",), "why": (),
        "closes": "A document.", "missing": ("no document was named",), "evidence": "", "waits_for": (), "timing": (), "hours": None,
        "rhythm": "", "done_on": None, "done_by": "", "snoozed_until": None, "left": "", "ended_because": "", "changed_at": NOW,
    } | more  # fmt: skip
    return TaskLine(ident, **told)


def found(sort: str, *tasks: TaskLine, roles: frozenset[Role] = EVERYBODY) -> list[Found]:
    return list(finder(sort)(Look(NOW, tasks=tasks, roles=roles)))


def test_an_owner_hears_a_week_before_with_the_working_day_to_act_by() -> None:
    (alert,) = found("task-due-soon", line("train", 3), line("hang", -1))
    assert alert.title == "A task is due soon: Train" and alert.to == ("role:privacy-person",)
    assert "due on Sat 2026-11-28: act by Friday" in alert.why and "A law gives it." in alert.why
    assert found("task-due-soon", line("train", 3, state=State.SNOOZED)) == []
    assert found("task-due-soon", line("train", 0))[0].title.startswith("A task is due today")


def test_what_is_overdue_goes_to_its_owner_and_the_privacy_person_and_after_two_weeks_above_them() -> None:
    given = line("secure", -3, owner=Role.TECHNICIAN, member="tess")
    (alert,) = found("task-overdue", given)
    assert alert.to == ("member:tess", "role:privacy-person") and alert.page == "task"
    assert found("task-overdue", line("secure", -15)) == []  # another alert has taken over
    (late,) = found("task-long-overdue", line("secure", -15, owner=Role.TECHNICIAN))
    assert late.to == ("role:technician", "role:client-owner", "role:lead") and late.severity > alert.severity


def test_a_role_that_nobody_has_is_stood_in_for() -> None:
    (alert,) = found("task-overdue", line("train", -3), roles=frozenset({Role.CLIENT_OWNER}))
    assert alert.to == ("role:client-owner",)


def test_many_that_are_late_at_once_share_one_alert_and_what_waits_for_a_late_one_has_none() -> None:
    many = [line(f"task-{number}", -2) for number in range(6)]
    (alert,) = found("task-overdue", *many)
    assert alert.title == "More than 5 tasks are overdue" and alert.about == "many role:privacy-person"
    (first,) = found("task-overdue", line("draft", -2), line("publish", -2, waits_for=("draft",), state=State.BLOCKED))
    assert first.about.startswith("draft ")


# --- over all clients


@dataclass(frozen=True)
class House:
    home: Path
    provider: str
    clients: tuple[str, ...]

    def at(self, organisation: str, member: str = "olga") -> Workspace:
        return Workspace(self.home, organisation, member)

    def mails(self, organisation: str) -> list[tuple[str, str]]:
        door = self.at(organisation)
        with door._reading():
            rows = list(door._rows(models.MailMessage).order_by("pk"))
        read = [door._decrypted("mail_message.content", row.content) for row in rows]
        return [(each["subject"], each["text"]) for each in read]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Olga's provider and three clients; Olga and Tess sign in, and Dirk, who owns the dentist."""
    home = tmp_path / "home"
    provider = create_organisation(home, "Olga IT", owner="olga", is_provider=True)
    olga = Workspace(home, provider, "olga")
    olga.add_member("Tess", Role.TECHNICIAN, ident="tess")
    clients = tuple(olga.add_client(name) for name in ("Dentist", "Florist", "Garage"))
    olga.assign(clients[0], "tess")
    Workspace(home, clients[0], "olga").add_member("Dirk", Role.CLIENT_OWNER, ident="dirk")
    link_account(home, provider, "olga", "account-olga")
    link_account(home, provider, "tess", "account-tess")
    link_account(home, clients[0], "dirk", "account-dirk")
    monkeypatch.setattr("bailee.operations.mail_alerts.email_of", lambda _home, account: f"{account}@example.org")
    yield House(home, provider, clients)
    olga.close()


def missed(about: str = "schedule-1", severity: Severity = Severity.MEDIUM, **more: Any) -> Found:
    return Found("schedule-missed", about, severity, f"{about} did not run", "It was due.", "Start it.", **more)


def raise_at(house: House, client: str, *alerts: Found) -> None:
    house.at(client).settle_alerts(alerts, looked_for=["schedule-missed"])


def test_a_providers_person_has_one_mail_a_day_over_all_her_clients(house: House) -> None:
    for client in house.clients:
        raise_at(house, client, missed())
        assert tell(house.at(client), SERVER, "") == (1 if client == house.clients[0] else 0)  # Dirk alone
    assert tell(house.at(house.provider), SERVER, "https://privacy.example.org") == 1
    ((subject, text),) = house.mails(house.provider)
    assert subject == "Olga IT: 3 alerts at 3 organisations, first Dentist: schedule-1 did not run"
    assert [text.index(name) for name in ("Dentist", "Florist", "Garage")] == sorted(
        text.index(name) for name in ("Dentist", "Florist", "Garage")
    )
    assert f"/o/{house.clients[1]}/alerts/" in text
    assert tell(house.at(house.provider), SERVER, "") == 0
    raise_at(house, house.clients[1], missed(), missed("schedule-2"))
    assert tell(house.at(house.provider), SERVER, "") == 0  # told today already
    assert tell(house.at(house.provider), SERVER, "", now() + timedelta(days=1)) == 1
    subject, text = house.mails(house.provider)[-1]
    assert subject == "Florist: schedule-2 did not run" and "schedule-1" not in text


def test_what_is_severe_at_a_client_is_mailed_at_once_and_not_again_with_the_day(house: House) -> None:
    raise_at(house, house.clients[1], missed(severity=Severity.SEVERE))
    assert tell(house.at(house.clients[1]), SERVER, "") == 1
    assert tell(house.at(house.provider), SERVER, "") == 0


def test_a_client_that_she_chose_to_hear_nothing_of_is_left_out(house: House) -> None:
    for client in house.clients[:2]:
        raise_at(house, client, missed())
    house.at(house.clients[0]).choose_alert_mail(ByMail.PAGE)
    tell(house.at(house.provider), SERVER, "")
    ((subject, _),) = house.mails(house.provider)
    assert subject == "Florist: schedule-1 did not run"


def test_what_is_for_somebody_is_mailed_to_nobody_else_and_to_her_though_she_has_no_mail_as_is_usual(
    house: House,
) -> None:
    raise_at(house, house.clients[0], missed(to=("member:tess",)))
    assert tell(house.at(house.clients[0]), SERVER, "") == 0  # neither Dirk; nor Olga, nor Tess from there
    assert tell(house.at(house.provider), SERVER, "") == 1
    with house.at(house.provider)._reading():
        door = house.at(house.provider)
        (row,) = door._rows(models.MailMessage)
    assert door._decrypted("mail_message.recipient", row.recipient) == "account-tess@example.org"


def test_a_look_at_an_organisation_finds_its_late_tasks_and_settles_them_when_they_are_done(house: House) -> None:
    client = house.at(house.clients[0])
    look_for_alerts(client)
    day = date.today()  # noqa: DTZ011 - the look is about now
    late = Planned(
        "train",
        "Train",
        ("rule-1",),
        Role.PRIVACY_PERSON,
        "statement",
        Severity.LOW,
        due=Due(day - timedelta(days=1), "a law"),
    )
    client.settle_tasks([late], {}, on=day, stamp=client.status_stamp(day))
    look_for_alerts(client)
    (alert,) = client.alerts()
    assert alert.sort == "task-overdue" and alert.to == ("role:client-owner",)  # nobody there is a privacy person
    client.settle_tasks([], {}, on=day, stamp=client.status_stamp(day))
    look_for_alerts(client)
    assert client.alerts() == ()


def test_a_silent_device_and_an_overdue_task_come_into_the_mail_boxes_of_those_who_look_after_them(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, today = house.at(house.clients[0]), now()
    for days in (40, 39):  # it came on two days, and not since
        monkeypatch.setattr(devices, "now", lambda days=days: today - timedelta(days=days))
        client.see_device(Machine("linux:0123", "anns-laptop", "Linux"), ())
    look_for_alerts(client)
    day = today.astimezone().date()
    late = Planned(
        "train",
        "Train",
        ("rule-1",),
        Role.CLIENT_OWNER,
        "statement",
        Severity.HIGH,
        due=Due(day - timedelta(2), "a law"),
    )
    client.settle_tasks([late], {}, on=day, stamp=client.status_stamp(day))
    look_for_alerts(client)
    with mail_server() as post:
        server = Server("127.0.0.1", post.port, "bailee@northgate.example", security="none")
        assert tell(client, server, "https://privacy.example.org") == 1
        assert tell(house.at(house.provider), server, "https://privacy.example.org") == 1  # Olga, over all clients
        assert mail.send_due(house.home, server) == mail.Sent(sent=2)
    boxes = {recipient: message.get_content() for recipient, message in post.taken}
    assert set(boxes) == {f"account-{name}@example.org" for name in ("dirk", "olga")}
    (device,) = client.devices()
    for text in boxes.values():
        assert f"A device is silent: {device.ident} (Linux)" in text and "39 days ago" in text
        assert "anns-laptop" not in text  # a mail names no device, nor who works at it
    assert "A task is overdue: Train" in boxes["account-dirk@example.org"]
    assert f"https://privacy.example.org/o/{client.organisation}/alerts/" in boxes["account-dirk@example.org"]
    assert "Train" not in boxes["account-olga@example.org"]  # it is for the client's owner
