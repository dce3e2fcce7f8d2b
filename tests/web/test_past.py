"""As of a past day: each page that shows the past does so, says so, and lets nobody change anything; the others say that they do not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection

import pytest

import scans
from bailee.data_subject_requests.requests import Contact
from bailee.operations.receive_request import receive_request
from bailee.operations.report_incident import Report, report_incident
from bailee.operations.show_status import take_snapshot
from bailee.store import asking, database
from waiting import PATIENCE
from web.people import AGENT, signed_in
from web.serving import Server
from world import World, make_world, open_world

TIMES = {"status_snapshot": ("at",), "scan": ("started_at", "ended_at")}


def move_back(world: World) -> None:
    """All that was kept so far, three days ago: what is appended lets the owner of the tables do so, and nobody else."""
    alice = world.alice
    for table, columns in TIMES.items():
        is_appended = table == "status_snapshot"
        free = (
            database.engine(alice.home).rewriting(alice.alias, table, alice.organisation_id)
            if is_appended
            else nullcontext(alice.alias)
        )
        with free as alias:
            moved = ", ".join(f"{each} = datetime({each}, '-3 days')" for each in columns)
            _run(alias, f"UPDATE {table} SET {moved}")  # noqa: S608 - names of our own


def _run(alias: str, statement: str) -> None:
    from django.db import connections

    with connections[alias].cursor() as cursor:
        cursor.execute(statement)


@dataclass(frozen=True)
class Site:
    server: Server
    ours: str
    cookie: str
    day: str
    incident: str  # reported three days ago
    request: str  # came three days ago

    def get(self, path: str) -> tuple[int, str]:
        answer = self.server.get(f"/o/{self.ours}/{path}", Cookie=self.cookie, User_Agent=AGENT)
        return answer.status, answer.text  # type: ignore[attr-defined]


def reported(world: World) -> str:
    (place,) = world.alice.places()
    at = asking.now() + timedelta(minutes=5)  # after the scan of that day
    return report_incident(
        world.alice, Report("A share lay open", "open-store", "store", place.name, at, "Europe/Paris")
    )


def received(world: World) -> str:
    on = asking.today()
    contact = Contact("Pat Doe", "pat@example.org")
    return receive_request(world.alice, ["access"], contact, "mail", received_on=on, on=on, lives_in="DE").ident


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home, share = tmp_path_factory.mktemp("past") / "home", tmp_path_factory.mktemp("share")
    make_world(home)
    world = open_world(home)
    files = scans.Files({"hr/pay.txt": ("1", [("us-ssn", "512447313"), ("us-ssn", "512447314")])})
    scans.scan(world.alice, files, share)
    take_snapshot(world.alice)
    move_back(world)
    with asking.standing_at(datetime.now(UTC) - timedelta(days=3)):
        incident, asked = reported(world), received(world)
    files.files["crm/list.csv"] = ("2", [("email-address", "pat@example.org")])
    scans.scan(world.alice, files, share)
    take_snapshot(world.alice)
    ours = world.alice.organisation
    world.alice.close()
    server = Server(home)
    try:
        day = (datetime.now(UTC).astimezone() - timedelta(days=2)).date().isoformat()
        yield Site(server, ours, signed_in(home, [(ours, "alice")])["alice"], day, incident, asked)
    finally:
        server.close()


def test_pages_show_what_was_known_on_that_day_and_nothing_to_press(site: Site) -> None:
    for path, then, later in (
        ("", "Social Security", "E-mail address"),
        ("findings/", "2 findings to judge", "3 findings to judge"),
        ("stores/", "hr", "crm"),
        ("coverage/", "Read all 1 file", "Read all 2 files"),
    ):
        status, text = site.get(f"{path}?on={site.day}")
        assert status == 200 and "As of " in text and "Nothing can be changed here." in text, path
        assert then in text and later not in text, path
        assert 'type="checkbox"' not in text and "Scan now" not in text and "Back to now" in text, path
        assert later in site.get(path)[1], path
        assert "on=" + site.day in text.split("<main")[0]  # the sections lead to the same day


def test_a_page_that_keeps_no_past_says_that_it_shows_now(site: Site) -> None:
    for path in ("settings/", "alerts/", "invitations/"):
        status, text = site.get(f"{path}?on={site.day}")
        assert status == 200 and "This page shows now." in text, path
        assert "Nothing can be changed here until you go back." in text, path


@pytest.mark.parametrize("on", ["2999-01-01", "nonsense", "2026-13-01", "0001-01-01"])
def test_a_day_that_makes_no_sense_is_now(site: Site, on: str) -> None:
    status, text = site.get(f"findings/?on={on}")
    assert status == 200 and "3 findings to judge" in text and "As of <b>" not in text and "Back to now" not in text


def test_before_anything_was_known_the_first_day_is_named(site: Site) -> None:
    status, text = site.get("?on=2020-01-01")
    assert status == 200 and "Nothing was known on that day" in text and "Go to that day" in text
    status, text = site.get("as-of/")
    assert status == 200 and "Days on which something changed" in text and "?on=" in text
    assert site.get(f"as-of/?day={site.day}")[0] == 302


def test_nothing_is_changed_as_of_a_past_day(site: Site) -> None:
    shown = site.server.get(f"/o/{site.ours}/findings/", Cookie=site.cookie, User_Agent=AGENT)
    token = shown.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]  # type: ignore[attr-defined]
    jar = "; ".join(each.partition(";")[0] for each in shown.headers.get_all("Set-Cookie") or ())
    heads = {
        "Cookie": f"{site.cookie}; {jar}",
        "User-Agent": AGENT,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    with closing(HTTPConnection("127.0.0.1", site.server.port, timeout=PATIENCE)) as connection:
        body = f"csrfmiddlewaretoken={token}&verdict=confirmed"
        connection.request("POST", f"/o/{site.ours}/findings/?on={site.day}", body, heads)
        refused = connection.getresponse()
        assert refused.status == 409 and "That day is over" in refused.read().decode()


def test_each_list_that_keeps_a_past_shows_it_and_leads_on_to_the_same_day_in_both_times(site: Site) -> None:
    today = datetime.now(UTC).astimezone().date().isoformat()
    paths = [
        "obligations/", "notices/", "signatures/", "departures/", "departures/holds/", "deliveries/", "deliveries/posters/",
        "consents/", "contracts/", "inventory/", "monitoring/", "members/", "roster/", "roster/list/", "tasks/", "proof/",
        "protect/waiting/", "protect/done/", "protect/exposure/", "access/", "drills/", "incidents/", "requests/", "requests/figures/",
        "reports/",
    ]  # fmt: skip
    for path in paths:
        for asked in (f"?on={site.day}", f"?on={site.day}&known={today}"):
            status, text = site.get(path + asked)
            assert status == 200 and "Nothing can be changed here." in text, (path + asked, status)
            assert "This page shows now." not in text, path
            assert asked.replace("&", "&amp;") in text.split("<main")[0], path  # the sections lead to the same day
    status, text = site.get(f"?on={site.day}&known={today}")
    assert status == 200 and "As it was known on" in text and "Social Security" in text


def test_an_incident_and_a_request_are_shown_as_they_stood_with_nothing_to_press(site: Site) -> None:
    for path, says, act in (
        (f"incidents/of/{site.incident}/", "A share lay open", "Make letters"),
        (f"requests/{site.request}/", "Pat Doe", "Tell them that it came"),
    ):
        status, text = site.get(f"{path}?on={site.day}")
        main = text.partition("<main")[2].partition("</main>")[0]
        assert status == 200 and says in main and "Nothing can be changed here." in text, path
        assert act not in main and "<form" not in main and "This page shows now." not in text, path
        assert act in site.get(path)[1], path
    before = (datetime.now(UTC).astimezone() - timedelta(days=6)).date().isoformat()
    for path, nothing in (
        ("incidents/", "No incident had been reported by that day."), ("requests/", "No request is open."),
        ("reports/", "No report had been made by that day."),
    ):  # fmt: skip
        status, text = site.get(f"{path}?on={before}")
        assert status == 200 and nothing in text, path
    status, text = site.get(f"incidents/?on={site.day}")
    assert f"/incidents/of/{site.incident}/?on={site.day}" in text and "Report an incident" not in text
    assert site.get(f"incidents/of/{site.incident}/?on={before}")[0] in (404, 422)
    assert site.get(f"requests/{site.request}/?on={before}")[0] == 404


def test_a_copy_of_a_past_day_has_the_day_in_its_name(site: Site) -> None:
    answer = site.server.get(f"/o/{site.ours}/members/?on={site.day}&format=csv", Cookie=site.cookie, User_Agent=AGENT)
    assert answer.status == 200 and f"as%20of%20{site.day}.csv" in str(answer.headers["Content-Disposition"])


def test_what_changed_is_named_with_who_did_it_and_what_is_not_known_is_said(site: Site) -> None:
    status, text = site.get(f"changes/?from={site.day}")
    assert status == 200 and "E-mail address" in text and "Who did what" in text
    status, text = site.get("changes/?from=2020-01-01")
    assert status == 200 and "met first, not new" in text
    status, text = site.get("changes/?from=2030-01-01&to=2020-01-01")
    assert status == 200 and "does not lie before" in text and "--from" not in text
    assert site.get("changes/?from=nonsense")[0] == 200
