"""A newcomer's walk (docs/walk.md) in a real browser: by what is written on the page, never by an id of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from web.axe import Look, chromium, complaints, opened
from web.office import Office, lay
from web.people import AGENT, signed_in
from web.serving import Server

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Place:
    office: Office
    server: Server
    cookie: str

    @property
    def jar(self) -> list[dict[str, str]]:
        name, _, value = self.cookie.partition("=")
        return [{"name": name, "value": value, "url": self.server.address}]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    office = lay(tmp_path_factory.mktemp("walk"))
    cookies = signed_in(office.home, [(office.provider, "owner"), (office.client, "owner")], just_proven=True)
    server = Server(office.home, works=True)
    try:
        yield Place(office, server, cookies["owner"])
    finally:
        server.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request: pytest.FixtureRequest, browser: Browser, place: Place) -> Iterator[Page]:
    """All clients: where a technician comes to after signing in. Everything goes with JavaScript off, too."""
    with opened(browser, place.server.address, Look(script=request.param), place.jar, agent=AGENT) as found:
        yield found
        assert complaints(found) == []


def go(page: Page, *names: str) -> Page:
    """Press what has these names, one after the other: each is a click."""
    for name in names:
        page.get_by_role("link", name=name, exact=True).or_(
            page.get_by_role("button", name=name, exact=True)
        ).first.click()
    return page


def told(page: Page) -> str:
    return page.locator("main").inner_text()


def test_the_worst_store_and_what_lies_in_it(page: Page) -> None:
    go(page, "Harbour Dental", "Stores")
    worst = page.get_by_role("table", name="Data stores, worst first").get_by_role("row").nth(1)
    assert "harbour/hr" in worst.inner_text() and "Social Security numbers" in worst.inner_text()
    go(page, "harbour/hr")
    assert "pay.csv" in told(page) and "harbour/hr" in told(page)


def test_the_worst_problem_and_its_next_step_are_one_click_from_all_clients(page: Page) -> None:
    row = page.get_by_role("row", name=re.compile("Harbour Dental"))
    assert row.get_by_role("link", name=re.compile("^[A-Z][a-z]+ .*\\d")).count()  # the next step: a verb and a number
    go(page, "Harbour Dental")
    first = page.get_by_role("region", name="Start here").get_by_role("listitem").first
    assert re.search(r"[A-Z][a-z]+ .*\d", first.inner_text())  # a verb and a number
    first.get_by_role("link", name="See why").click()
    opened_cell = told(page)
    assert all(part in opened_cell for part in ("Why", "Rule", "Next step", "Evidence"))


def test_a_false_finding_stays_dismissed_after_a_rescan(page: Page, place: Place) -> None:
    go(page, "Harbour Dental", "Findings")
    before = _count(page, "Dismissed")
    box = page.get_by_role("checkbox", name=re.compile("Payment card|E-mail")).first
    box.check()
    judged = _judged(box)
    page.get_by_label(re.compile("^as")).select_option(label="it is made up, for testing")
    page.get_by_role("button", name="Dismiss").click()
    assert _count(page, "Dismissed") == before + judged and "Undo" in page.locator("body").inner_text()
    place.office.scan()
    page.reload()
    assert _count(page, "Dismissed") == before + judged


def test_one_is_accepted_until_a_day_and_taken_back(page: Page) -> None:
    go(page, "Harbour Dental", "Findings")
    before = _count(page, "Accepted until")
    box = page.get_by_role("checkbox").first
    box.check()
    judged = _judged(box)
    page.get_by_label(re.compile("^day")).fill((datetime.now(UTC).date() + timedelta(120)).isoformat())
    page.get_by_label(re.compile("^why, in your words")).fill("the insurer asks for it")
    page.get_by_role("button", name="Accept until").click()
    assert _count(page, "Accepted until") == before + judged
    page.get_by_role("button", name="Undo").click()
    assert _count(page, "Accepted until") == before


def test_two_scans_are_compared(page: Page, place: Place) -> None:
    (place.office.share / "hr" / f"new-{id(page)}.txt").write_text("SSN: 512-44-7399\n")
    place.office.scan()
    go(page, "Harbour Dental", "Stores", "Scans")
    page.get_by_role("table").last.get_by_role("link").first.click()
    assert "Different from" in told(page)
    page.get_by_role("link", name=re.compile("^New ")).click()
    assert "Social Security numbers" in told(page)


def test_a_clients_owner_is_invited_and_sees_the_same_table_and_no_other_client(
    page: Page, place: Place, browser: Browser
) -> None:
    address = f"owner{id(page)}@harbour.example"
    go(page, "Harbour Dental")
    page.goto(f"{page.url.rstrip('/')}/invitations/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Role").select_option(label="Client owner")
    go(page, "Invite")
    found = re.search(r"http://\S+/invitation/\S+", told(page))
    assert found, told(page)
    with opened(
        browser, found[0].replace("127.0.0.1", "localhost"), Look(script=False), agent="Mozilla/5.0 hers"
    ) as hers:
        hers.get_by_label("Your name").fill("D. Harbour")
        hers.get_by_text("With a password and an app that shows codes").click()  # all of the row can be pressed
        hers.get_by_label("Password, where you chose one").fill("four words nobody joins")
        go(hers, "Make my account")
        assert hers.url.endswith("/account/secure/"), hers.url


def test_what_she_sees(browser: Browser, place: Place) -> None:
    from bailee.permissions import Role

    workspace = place.office.workspace()
    workspace.add_member("D. Harbour", Role.CLIENT_OWNER, ident="harbour")
    workspace.close()
    cookie = signed_in(place.office.home, [(place.office.client, "harbour")])["harbour"]
    name, _, value = cookie.partition("=")
    jar = [{"name": name, "value": value, "url": place.server.address}]
    with opened(browser, place.server.address, Look(), jar, agent=AGENT) as page:
        assert page.get_by_role("heading", level=1).inner_text() == "Harbour Dental"
        assert "Start here" in told(page) and "Northgate" not in page.locator("header").first.inner_text()
        assert page.goto(f"{place.server.address}clients/").status in (403, 404)  # type: ignore[union-attr]


def test_the_list_comes_as_csv(page: Page, place: Place) -> None:
    go(page, "Harbour Dental", "Findings")
    address = page.get_by_role("link", name="CSV", exact=True).get_attribute("href")
    text = page.request.get(f"{place.server.address.rstrip('/')}{address}").text()
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert len(rows) >= 4 and {"What", "Where", "State"} <= set(rows[0])
    assert not any("512-44" in cell for row in rows for cell in row.values())


def test_the_written_walk_names_what_stands_on_the_pages() -> None:
    """Each word in bold in docs/walk.md is one that a template or a section has."""
    walk = (ROOT / "docs" / "walk.md").read_text("utf-8")
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "bailee" / "web").rglob("*.html"))
    source += "".join(path.read_text("utf-8") for path in (ROOT / "src" / "bailee" / "web").rglob("*.py"))
    words = re.findall(r"\*\*(.+?)\*\*", walk)
    assert len(words) >= 12
    assert [word for word in words if word not in source] == []


def _judged(box: Locator) -> int:
    """How many findings are judged with a line: it may stand for several that are alike."""
    return len((box.get_attribute("value") or "").split(","))


def _count(page: Page, view: str) -> int:
    said = page.get_by_role("link", name=re.compile(f"^{view} [\\d,]+$")).inner_text()
    return int(said.split()[-1].replace(",", ""))


@pytest.mark.parametrize("path", ["clients/", "o/{o}/", "o/{o}/findings/", "o/{o}/stores/"])
def test_a_first_load_is_light_and_asks_nobody_else(browser: Browser, place: Place, path: str) -> None:
    sizes: list[int] = []
    elsewhere: list[str] = []
    with opened(browser, "about:blank", Look(), place.jar, agent=AGENT) as page:
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        page.on("request", lambda it: None if it.url.startswith(place.server.address) else elsewhere.append(it.url))
        page.goto(place.server.address + path.replace("{o}", place.office.client), wait_until="networkidle")
    assert [each for each in elsewhere if not each.startswith("data:")] == []
    assert len(sizes) >= 3 and sum(sizes) <= 150_000
