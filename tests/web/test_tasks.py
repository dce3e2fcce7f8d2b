"""Tasks as somebody without a script meets them: the list, one with its evidence, all clients at once, and a calendar that is read by its secret."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest

import scans
from bailee.operations.declare_activity import declare_organisation
from bailee.permissions import Role
from bailee.store.organisations import organisations
from bailee.store.workspace import Workspace
from bailee.tasks import State
from waiting import PATIENCE
from web.axe import WIDTHS, Look, chromium, complaints, darkened, opened, sideways, violations
from web.people import AGENT, signed_in
from web.serving import Server
from web.test_scans import Person
from world import make_world, open_world

DAY = date.today()  # noqa: DTZ011 - pages are about now


@dataclass(frozen=True)
class Site:
    server: Server
    home: Path
    ours: str
    cookies: dict[str, str]

    def person(self, name: str = "alice") -> Person:
        return Person(self.server, self.cookies[name])

    def path(self, rest: str = "") -> str:
        return f"/o/{self.ours}/tasks/{rest}"

    def door(self) -> Workspace:
        return Workspace(self.home, self.ours, "alice")

    def state(self, ident: str) -> State:
        return self.door().task(ident)[0].state


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("tasks") / "home"
    make_world(home)
    world = open_world(home)
    world.alice.add_member("Pia <b>Moss</b>", Role.PRIVACY_PERSON, ident="pia")
    facts = {
        "employees_by_state": {"US-NY": 12, "US-MA": 2},
        "resident_states": ["US-NY", "US-MA"],
        "monitors_email": True,
        "holds_ssn": True,
    }
    declare_organisation(world.alice, name="<i>Alice</i> & Sons", facts=facts)
    scans.scan(
        world.alice, scans.Files({"hr/pay.txt": ("a", [("us-ssn", "512447313")])}), tmp_path_factory.mktemp("share")
    )
    ours, theirs = organisations(home)
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    server = Server(home)
    try:
        cookies = signed_in(home, [(ours, "alice"), (ours, "bob"), (ours, "pia"), (theirs, "charlie")])
        yield Site(server, home, ours, cookies)
    finally:
        server.close()


def send(person: Person, path: str, fields: list[tuple[str, str]], file: tuple[str, bytes] | None = None) -> str:
    """A form with several values of a name, or with a file, as a browser sends it."""
    edge = "----bailee-edge"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in [("csrfmiddlewaretoken", person.csrf), *fields]
    ]
    if file is not None:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="evidence"; filename="{file[0]}"\r\nContent-Type: application/pdf\r\n\r\n'
        parts.append(head.encode() + file[1] + b"\r\n")
    body = b"".join(parts) + f"--{edge}--\r\n".encode()
    connection = http.client.HTTPConnection("127.0.0.1", person.server.port, timeout=PATIENCE)
    heads = {"Cookie": person.cookie, "User-Agent": AGENT, "Content-Type": f"multipart/form-data; boundary={edge}"}
    heads |= {"Origin": person.server.address.rstrip("/"), "Host": f"127.0.0.1:{person.server.port}"}
    connection.request("POST", path, body, heads)
    answer = connection.getresponse()
    person.text, person.status = answer.read().decode(), answer.status
    connection.close()
    return answer.getheader("Location") or ""


def test_the_list_says_what_is_missing_and_whose_it_is(site: Site) -> None:
    text = site.person().get(site.path())
    assert "Write the plan for an incident" in text and "privacy person" in text
    assert "How many tasks are due in which week?" in text and "no document was named that shows it" in text
    assert "<i>Alice" not in text and "<b>Moss" not in text
    assert "Nothing is overdue." in site.person().get(site.path("?show=overdue"))
    assert "technician" in site.person().get(site.path("?owner=technician"))


def test_a_task_says_why_where_its_day_is_from_and_what_closes_it(site: Site) -> None:
    text = site.person().get(site.path("of/train-staff/"))
    assert "What closes it" in text and "Its hash is kept" in text
    assert "NY GBL" in text and "Draft" in text
    assert "No day: no law, incident or person gives one." in text and "a year is usual" in text
    assert site.person().get(site.path("of/nothing/")) and site.person("charlie").get(site.path())
    charlie = site.person("charlie")
    charlie.get(site.path("of/train-staff/"))
    assert charlie.status == 404


def test_a_document_closes_a_task_and_what_is_missing_is_said_first(site: Site) -> None:
    pia = site.person("pia")
    pia.get(site.path("of/incident-plan/"))
    send(pia, site.path("of/incident-plan/"), [("description", "")])
    assert pia.status == 422 and "What closes it is missing" in pia.text and "no document was named" in pia.text
    send(pia, site.path("of/incident-plan/"), [("description", "the plan, with phone numbers")], ("plan.pdf", b""))
    assert pia.status == 422 and "The document is empty" in pia.text
    where = send(
        pia,
        site.path("of/incident-plan/"),
        [("description", "the plan, with phone numbers")],
        ("plan.pdf", b"%PDF plan"),
    )
    assert where == site.path("of/incident-plan/") and site.state("incident-plan") is State.DONE
    text = pia.get(where)
    assert "the plan, with phone numbers" in text and "SHA-256" in text
    pia.post(site.path("of/incident-plan/reopen/"), not_done="the phone numbers are wrong")
    assert site.state("incident-plan") is State.OPEN


def test_acts_refuse_what_cannot_be_and_say_what_to_do(site: Site) -> None:
    alice = site.person()
    alice.get(site.path("of/train-staff/"))
    alice.post(site.path("of/train-staff/due/"), due=(DAY - timedelta(days=1)).isoformat(), reason="the insurer asks")
    assert alice.status == 422 and "is past" in alice.text
    alice.post(site.path("of/train-staff/due/"), due="soon", reason="the insurer asks")
    assert alice.status == 422 and "This is no day" in alice.text
    alice.post(site.path("of/train-staff/due/"), due=(DAY + timedelta(days=3)).isoformat(), reason="the insurer asks")
    assert alice.status == 303
    text = alice.get(site.path("of/train-staff/"))
    assert "Set by a person, whose reason stands in its history" in text and ": the insurer asks" in text
    alice.post(site.path("of/train-staff/after/"), other="incident-plan")
    alice.post(site.path("of/incident-plan/after/"), other="train-staff")
    assert alice.status == 422 and "wait for one another" in alice.text
    alice.post(
        site.path("of/train-staff/snooze/"), until=(DAY + timedelta(days=2)).isoformat(), wait="the trainer is ill"
    )
    assert alice.status == 303


def test_ticked_tasks_are_given_to_somebody_all_or_none(site: Site) -> None:
    alice = site.person()
    alice.get(site.path())
    send(alice, site.path(), [("task", "review-access"), ("task", "train-staff"), ("member", "nobody")])
    assert alice.status == 422 and "There is no member" in alice.text
    assert not site.door().task("review-access")[0].member
    send(alice, site.path(), [("task", "review-access"), ("task", "train-staff"), ("member", "pia")])
    assert alice.status == 303
    assert {each.ident for each in site.door().task_list(member="pia").tasks} == {"review-access", "train-staff"}
    assert "Pia &lt;b&gt;Moss" in alice.get(site.path("?owner=%40pia"))


def test_a_reader_sees_tasks_and_does_nothing_about_them(site: Site) -> None:
    bob = site.person("bob")
    text = bob.get(site.path("of/train-staff/"))
    assert bob.status == 200 and "Close it" not in text and "Change it" not in text
    bob.post(site.path("of/train-staff/start/"))
    assert bob.status == 403


def test_the_list_is_a_table_for_a_spreadsheet(site: Site) -> None:
    text = site.person().get(site.path("?format=csv"))
    assert text.splitlines()[0].lstrip("\ufeff").startswith("Ident,Task,State,Owner")
    assert any(line.startswith("train-staff,") for line in text.splitlines())


def test_tasks_of_all_clients_stand_on_one_page(site: Site) -> None:
    text = site.person().get("/tasks/?show=month")
    assert "By client" in text and "Train staff" in text and "&lt;i&gt;Alice" in text


def test_a_calendar_is_read_by_its_secret_without_signing_in_until_it_is_revoked(site: Site) -> None:
    pia = site.person("pia")
    pia.get(site.path("calendar/"))
    pia.post(site.path("calendar/"), shows="all")
    (address,) = re.findall(r"http://127\.0\.0\.1:\d+(/calendar/[^<\"\s]+\.ics)", pia.text)
    assert address not in pia.get(site.path("calendar/"))  # it was shown once
    answer = site.server.get(address)
    assert answer.status == 200 and answer.getheader("Content-Type", "").startswith("text/calendar")
    found = icalendar.Calendar.from_ical(answer.text)  # type: ignore[attr-defined]
    titles = {str(each["summary"]) for each in found.walk("VTODO")}
    assert any(each.startswith("Train staff") for each in titles)
    assert "Moss" not in answer.text and "pia" not in answer.text  # type: ignore[attr-defined]
    assert site.server.ask("POST", address).status in (403, 405)  # it only reads
    (ident,) = re.findall(r"tasks/calendar/(calendar-[0-9a-f]+)/revoke/", pia.get(site.path("calendar/")))
    pia.post(site.path(f"calendar/{ident}/revoke/"))
    assert site.server.get(address).status == 404


def test_who_guesses_addresses_is_not_answered_any_more(site: Site) -> None:
    token = "1-" + "a" * 32
    statuses = [site.server.get(f"/calendar/{token}.ics").status for _ in range(60)]
    assert statuses[0] == 404 and statuses[-1] == 429


def test_pages_of_one_task_bar_nobody(site: Site) -> None:
    name, _, value = site.cookies["alice"].partition("=")
    jar = [{"name": name, "value": value, "url": site.server.address}]
    barred = []
    with chromium() as browser:
        for look in (*WIDTHS, Look(script=False)):
            with opened(
                browser, site.server.address + site.path("of/train-staff/").lstrip("/"), look, jar, agent=AGENT
            ) as page:
                if beyond := sideways(page):
                    barred.append((str(look), f"{beyond} px sideways"))
                if look.script:
                    barred += [(str(look), each) for each in violations(page)]
                    darkened(page)
                    barred += [(f"{look}, then dark", each) for each in violations(page, colours_alone=True)]
                    barred += [(str(look), said) for said in complaints(page)]
    assert barred == []


def test_tasks_are_ticked_and_given_by_keys_alone(site: Site) -> None:
    name, _, value = site.cookies["alice"].partition("=")
    jar = [{"name": name, "value": value, "url": site.server.address}]
    with (
        chromium() as browser,
        opened(browser, site.server.address + site.path().lstrip("/"), Look(), jar, agent=AGENT) as page,
    ):
        assert not page.locator("[data-bulk]").is_visible()
        page.keyboard.press("j")
        page.keyboard.press("Space")
        assert page.locator("[data-bulk]").is_visible() and page.locator("input[name=task]:checked").count() == 1
        given = page.locator("input[name=task]:checked").get_attribute("value")
        page.locator("#f-member").select_option("alice")
        page.locator("main h1").click()
        with page.expect_navigation():
            page.keyboard.press("a")
        assert "1 task given to" in page.locator("#flashes").inner_text()
    assert given is not None and site.door().task(given)[0].member == "alice"
