"""Incidents as somebody without a script meets them: reported, read, answered, closed, opened again; letters; whom none of it is shown to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest

from bailee.permissions import Role
from laptops import ZONE, fill
from waiting import PATIENCE
from web import sites
from web.axe import Look, chromium, complaints, opened, sideways, violations
from web.people import AGENT
from web.test_scans import Person
from world import make_world, open_world


class Site(sites.Site):
    @property
    def list(self) -> str:
        return self.at("incidents/")

    def reported(self, **changed: str) -> str:
        """One more incident; its page."""
        alice = self.person("alice")
        page = alice.get(self.at("incidents/report/"))
        device = re.search(r'value="(device:[\w-]+)"', page)
        assert device
        given = {
            "title": "Laptop <b>7</b> stolen", "kind": "stolen-device", "target": device[1], "zone": ZONE,
            "discovered": f"{datetime.now(UTC).astimezone(ZoneInfo(ZONE)):%Y-%m-%dT%H:%M:%S}",
        }  # fmt: skip
        found = alice.post(self.at("incidents/report/"), **(given | changed))
        assert found, alice.text
        return found

    def content(self, person: Person, path: str) -> bytes:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.request("GET", path, headers={"Cookie": person.cookie, "User-Agent": AGENT})
        content = connection.getresponse().read()
        connection.close()
        return content


def taken(site: Site, person: Person, path: str, **fields: str) -> bytes:
    """A file that a form gives."""
    connection = HTTPConnection("127.0.0.1", site.server.port, timeout=PATIENCE)
    heads = {
        "Cookie": person.cookie, "User-Agent": AGENT, "Content-Type": "application/x-www-form-urlencoded",
        "Origin": site.server.address.rstrip("/"),
    }  # fmt: skip
    connection.request("POST", path, urlencode({"csrfmiddlewaretoken": person.csrf, **fields}), heads)
    content = connection.getresponse().read()
    connection.close()
    return content


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("incidents")
    make_world(folder / "home")
    world = open_world(folder / "home")
    fill(world.alice, folder)
    world.alice.add_member("Cora", Role.COUNSEL, ident="cora")
    with sites.served(world, Site, "cora") as made:
        yield made


def test_it_is_reported_read_and_answered(site: Site) -> None:
    alice = site.person("alice")
    page = site.reported()
    told = alice.get(page)
    for words in (
        "Laptop &lt;b&gt;7&lt;/b&gt; stolen",
        "Clocks run from discovery",
        "New York",
        "Harm test",
        "Not known:",
        "1 of ",
    ):
        assert words in told, words
    assert not alice.post(f"{page}say/", act="answer", question="good-faith", answer="yes", grounds="")
    assert alice.status == 422 and "write its grounds" in alice.text
    assert alice.post(f"{page}say/", act="answer", question="good-faith", answer="no")
    assert "Answered by" in alice.get(page)
    assert alice.post(f"{page}say/", act="fact", says="Taken from a car", source="its user")
    assert alice.post(f"{page}say/", act="step-done", number="1", note="sessions ended")
    told = alice.get(page)
    assert "Taken from a car" in told and "sessions ended" in told
    assert alice.get(f"{page}calendar/").startswith("BEGIN:VCALENDAR")
    copy = alice.get(f"{site.list}?format=csv")
    assert "Laptop <b>7</b> stolen" in copy and "A device was stolen" in copy and "format=csv" in alice.get(site.list)


def test_a_report_that_cannot_be_so_is_given_back_with_what_was_typed(site: Site) -> None:
    alice = site.person("alice")
    address = site.at("incidents/report/")
    alice.get(address)
    assert not alice.post(address, title="Gone", target="device:none", zone="UTC", discovered="2026-11-24T08:15")
    assert alice.status == 422 and "no such device" in alice.text and 'value="Gone"' in alice.text
    assert not alice.post(address, title="Gone", target="", zone="UTC", discovered="soon")
    assert alice.status == 422


def test_it_is_closed_by_decision_and_opened_again(site: Site) -> None:
    alice, page = site.person("alice"), site.reported(title="A second one")
    alice.get(page)
    assert not alice.post(f"{page}decide/", act="close", grounds="over") and "stand open" in alice.text
    assert alice.post(f"{page}decide/", act="not-notify", grounds="counsel, file 12")
    assert alice.post(f"{page}decide/", act="close", grounds="decided")
    closed = alice.get(page)
    assert "Open it again" in closed and "Make letters" not in closed
    assert not alice.post(f"{page}say/", act="fact", says="x") and alice.status == 422
    assert alice.post(f"{page}decide/", act="reopen", grounds="a second drive")
    assert "Opened again" in alice.get(page)


def test_letters_are_planned_printed_and_posted(site: Site) -> None:
    alice, page = site.person("alice"), site.reported(title="With letters")
    letters = f"{page}letters/"
    plan = alice.get(letters)
    assert "still lack" in plan and "Pat Doe" not in plan
    words = {
        "happened": "a laptop was stolen", "doing": "We told the police", "consequences": "calls", "address": "1 Way",
        "telephone": "800-555-0100",
    }  # fmt: skip
    assert alice.post(f"{page}say/", act="words", **words)
    assert "still lack" not in alice.get(letters)
    assert not alice.post(letters, act="mail") and "ounsel has not approved" in alice.text
    assert taken(site, alice, f"{letters}print/", envelope="10", country="US").startswith(b"PK")
    run = re.search(r"run-[0-9a-f]{8}", alice.get(letters))
    assert run and alice.post(letters, act="posted", run=run[0], on=datetime.now(ZoneInfo(ZONE)).date().isoformat())
    assert "posted" in alice.get(letters) and "done" in alice.get(page)


def test_a_printed_sheet_is_taken_again_from_its_page(site: Site) -> None:
    alice, bob, charlie, page = (
        site.person("alice"),
        site.person("bob"),
        site.person("charlie"),
        site.reported(title="On paper"),
    )
    told = alice.get(page)
    assert "Printed sheets" not in told and re.search(r"Reported .* by alice\.", told)
    sheet = taken(site, alice, f"{page}sheet/")
    assert sheet.startswith(b"%PDF")
    alice.get(page)
    alice.post(f"{page}say/", act="fact", says="It was found again")
    link = re.search(rf'href="({re.escape(page)}sheet/1/)"', told := alice.get(page))
    assert link and "Printed sheets" in told
    assert site.content(alice, link[1]) == sheet
    alice.get(f"{page}sheet/2/")
    assert alice.status == 404
    assert site.content(bob, link[1]) == sheet  # who reads the register may take a copy, and it is noted
    charlie.get(link[1])
    assert charlie.status == 404


def test_privilege_shuts_others_out_and_strangers_find_nothing(site: Site) -> None:
    page = site.reported(title="Between us")
    bob, cora, charlie = site.person("bob"), site.person("cora"), site.person("charlie")
    register = bob.get(site.list)
    assert "Between us" in register and "Report an incident" not in register
    bob.get(f"/o/{site.ours}/alerts/")
    assert not bob.post(f"{page}say/", act="fact", says="x") and bob.status == 403
    assert cora.get(page) and cora.post(f"{page}privilege/", privileged="yes")
    register = bob.get(site.list)
    assert "Between us" not in register and "Privileged: marked by counsel" in register
    assert "Between us" not in bob.get(page) and bob.status == 403
    alice = site.person("alice")
    assert "Between us" in alice.get(site.list)
    copy = alice.get(f"{site.list}?format=csv")
    assert alice.status == 200 and "Between us" not in copy, "it stays off exports"
    for path in (site.list, page, f"{page}letters/", f"{page}calendar/"):
        charlie.get(path)
        assert charlie.status == 404, path
    assert "Lift privilege" in cora.get(page)


def test_what_would_be_lost_is_looked_at_as_of_a_past_moment_and_nothing_is_reported(site: Site) -> None:
    alice, address = site.person("alice"), site.at("incidents/look/")
    register = alice.get(site.list)
    form = alice.get(address)
    device = re.search(r'value="(device:[\w-]+)"', form)
    assert device and "Three answers" not in form and address in register
    now = alice.get(f"{address}?{urlencode({'target': device[1], 'zone': ZONE})}")
    assert (
        "Was it encrypted at that hour?" in now and "By place" in now and "No scan had read it by that hour" not in now
    )
    long_ago = alice.get(f"{address}?{urlencode({'target': device[1], 'zone': ZONE, 'at': '2019-03-04T09:00'})}")
    assert "No scan had read it by that hour. It is not zero." in long_ago
    assert device[1] not in alice.get(f"{address}?on=2019-03-04")  # nobody knew of it on that day
    assert alice.get(site.list).count("/incidents/of/") == register.count("/incidents/of/")
    for wrong in (
        {"target": "device:none"},
        {"target": device[1], "at": "noon"},
        {"target": device[1], "zone": "Nowhere/None"},
    ):
        alice.get(f"{address}?{urlencode(wrong)}")
        assert alice.status == 422
    charlie = site.person("charlie")
    charlie.get(address)
    assert charlie.status == 404


def test_its_pages_are_for_everybody(site: Site) -> None:
    page = site.reported(title="For everybody")
    name, _, value = site.cookies["alice"].partition("=")
    jar = [{"name": name, "value": value, "url": site.server.address}]
    with chromium() as browser:
        for look in (Look(), Look(320)):
            for path in (page, f"{page}letters/", site.at("incidents/look/")):
                with opened(browser, site.server.address + path.lstrip("/"), look, jar, agent=AGENT) as seen:
                    assert violations(seen) == [], (path, str(look))
                    assert sideways(seen) == 0, (path, str(look))
                    assert complaints(seen) == []
