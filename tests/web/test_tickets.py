"""The page of tickets: what is connected, how each ticket stands, what does not come through; acts for whom may."""

from __future__ import annotations

import http.client
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import pytest
from python_calamine import CalamineWorkbook

from bailee.operations.connect_tickets import connect, connect_channel, map_things
from bailee.operations.sync_tickets import sync
from bailee.outward import Reach
from bailee.permissions import Role
from bailee.store import jobs
from bailee.store.rows.alerts import Found
from bailee.store.workspace import Workspace
from bailee.vocabulary import Severity
from simulators.desks import ConnectWise, desk
from waiting import PATIENCE
from web import sites
from web.axe import WIDTHS, chromium, complaints, opened, sideways, violations
from web.people import AGENT
from world import make_world, open_world

HERE = Reach.of("127.0.0.0/8")
MAPPING = {"company": "Alice", "board": "Privacy"}


class Site(sites.Site):
    home: ClassVar[Path] = Path()
    psa: ClassVar[ConnectWise] = ConnectWise()
    psa_address: ClassVar[str] = ""
    desk: ClassVar[str] = ""

    @property
    def list(self) -> str:
        return self.at("tickets/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    Site.home = tmp_path_factory.mktemp("tickets") / "home"
    make_world(Site.home)
    world = open_world(Site.home)
    with desk(ConnectWise()) as (Site.psa, Site.psa_address):
        Site.desk = connect(world.alice, "connectwise", Site.psa.access(Site.psa_address), reach=HERE)
        map_things(world.alice, Site.desk, ["alert"], least=Severity.MEDIUM, mapping=MAPPING)
        map_things(world.alice, Site.desk, ["alert"], least=Severity.LOW, mapping=MAPPING | {"company": "Nobody"})
        connect_channel(world.alice, "slack", Site.psa_address, reach=HERE, label="#privacy", weekly=True)
        found = [
            Found("task-overdue", "a", Severity.HIGH, "=cmd|' /C calc'!A0", "By law.", "Do it.", "tasks"),
            Found("task-overdue", "b", Severity.LOW, "Another task is overdue", "By law.", "Do it.", "tasks"),
        ]
        world.alice.settle_alerts(found, looked_for=["task-overdue"])
        sync(world.alice, HERE)
        world.alice.add_member("Mia", Role.MANAGER, ident="mia")
        with sites.served(world, Site, "mia") as made:
            yield made


def test_it_shows_how_each_ticket_stands_and_what_does_not_come_through(site: Site) -> None:
    text = site.person("bob").get(site.list)
    assert "#4000" in text and "New" in text
    assert "it does not take what it was told" in text and "not made yet" in text
    assert site.psa.private_key not in text and site.psa.public_key not in text
    assert "Let go" not in text and "Connect another" not in text, "Bob may look"
    assert "privacy" in text


def test_a_list_comes_as_a_sheet_in_which_nothing_runs(site: Site) -> None:
    alice = site.person("alice")
    text = alice.get(f"{site.list}?format=csv")
    assert "'=cmd|" in text and "\n=cmd" not in text and ",=cmd" not in text
    rows = book_of(site, site.list, "alice")
    assert rows[0][:3] == ["Ticket", "About", "Title"]
    assert "=cmd|' /C calc'!A0" in [row[2] for row in rows], "as text, which a typed cell is"


def book_of(site: Site, page: str, who: str) -> Sequence[Sequence[object]]:
    """The list of a page as a workbook."""
    line = http.client.HTTPConnection("127.0.0.1", site.server.port, timeout=PATIENCE)
    line.request("GET", f"{page}?format=xlsx", headers={"Cookie": site.cookies[who], "User-Agent": AGENT})
    answer = line.getresponse()
    content = answer.read()
    line.close()
    assert answer.status == 200, (page, answer.status)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(
    "page", ["alerts/", "tasks/", "findings/", "members/", "contracts/", "stores/", "obligations/"]
)
def test_every_list_of_a_page_comes_as_a_workbook_too(site: Site, page: str) -> None:
    text = site.person("alice").get(site.at(f"{page}?format=csv"))
    heads = text.removeprefix("\ufeff").splitlines()[0].split(",")
    assert book_of(site, site.at(page), "alice")[0][0] == heads[0].strip('"')
    assert "format=xlsx" in site.person("alice").get(site.at(page)) or page == "findings/"


def test_a_workbook_asks_for_the_permission_that_the_other_form_asks_for(site: Site) -> None:
    mia = site.person("mia")
    assert "Another task" in mia.get(site.list)
    for form in ("csv", "xlsx"):
        mia.get(f"{site.list}?format={form}")
        assert mia.status == 403


def test_what_is_typed_wrongly_is_said_and_what_is_right_is_kept(site: Site) -> None:
    alice = site.person("alice")
    alice.get(site.list)
    access = site.psa.access(site.psa_address)
    alice.post(f"{site.list}connect/connectwise/", **(access | {"address": "http://169.254.169.254/"}))
    assert alice.status == 422 and "may not be asked" in alice.text and access["private_key"] not in alice.text
    alice.post(f"{site.list}map/{site.desk}/", sort="task", least="high", whose="", company="")
    assert alice.status == 422 and "company is missing" in alice.text.lower()
    assert alice.post(f"{site.list}map/{site.desk}/", sort="task", least="high", whose="", **MAPPING) == site.list
    assert "Tasks that are to be done" in alice.get(site.list)
    alice.get(site.list)
    assert alice.post(f"{site.list}test/{site.desk}/") == site.list, alice.status
    assert "leads to a machine that may not be asked" in alice.get(site.list), "the server's own settings count"
    assert site.psa.requests("GET", "/system/info") == []


def test_telling_now_is_put_aside_for_the_worker(site: Site) -> None:
    alice = site.person("alice")
    alice.get(site.list)
    assert alice.post(f"{site.list}now/") == site.list
    workspace = Workspace(site.home, site.ours, "alice")
    assert [job.task for job in jobs.list(workspace.home, workspace, task="tickets")] == ["tickets"]


def test_charlie_sees_nothing_and_bob_changes_nothing(site: Site) -> None:
    charlie = site.person("charlie")
    charlie.get(site.list)
    assert charlie.status == 404
    bob = site.person("bob")
    bob.get(site.list)
    bob.post(f"{site.list}end/{site.desk}/")
    assert bob.status == 403


def test_the_page_keeps_to_the_rules_of_accessibility_and_fits_a_phone(site: Site) -> None:
    name, _, value = site.cookies["alice"].partition("=")
    jar = [{"name": name, "value": value, "url": site.server.address}]
    with chromium() as browser:
        for look in WIDTHS:
            with opened(browser, site.server.address.rstrip("/") + site.list, look, jar, agent=AGENT) as page:
                page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
                assert sideways(page) == 0
                assert violations(page) == [] and complaints(page) == []
