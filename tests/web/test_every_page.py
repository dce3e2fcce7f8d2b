"""Every page that there is: for everybody, light and dark, wide and narrow; and who may not see it does not.

Pages are not listed here: a new one is walked the day its folder exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

import scans
from bailee.operations.declare_activity import declare_organisation
from bailee.store.organisations import organisations
from web.axe import WIDTHS, Look, chromium, complaints, darkened, narrowed, opened, sideways, violations
from web.people import AGENT, reading_addresses, signed_in
from web.serving import Server
from world import make_world, open_world

PICTURES = {"o/<slug:organisation>/reports/look/logo/"}  # there where somebody handed one in
MARKUP = "<b>Acme</b> & Sons"


@dataclass(frozen=True)
class Site:
    server: Server
    ours: str
    theirs: str
    cookies: dict[str, str]
    addresses: list[tuple[str, str]]

    def jar(self, member: str) -> list[dict[str, str]]:
        """The session as a browser keeps it."""
        name, _, value = self.cookies[member].partition("=")
        return [{"name": name, "value": value, "url": self.server.address}]

    def url(self, scope: str, address: str) -> str:
        return self.server.address + address.replace("<slug:organisation>", self.ours)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("pages") / "home"
    make_world(home)
    world = open_world(home)
    declare_organisation(world.alice, name=MARKUP, facts={})
    values = [("us-ssn", "512447313"), ("email-address", "pat@example.org"), ("person-name", "Pat Doe")]
    files = scans.Files({"hr/<i>pay</i>.txt": ("a", values), "crm/list.csv": ("b", values[1:])})
    files.kinds["hr/<i>pay</i>.txt"] = "drug-or-alcohol-test"
    scans.scan(world.alice, files, tmp_path_factory.mktemp("share"))
    ours, theirs = organisations(home)
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    server = Server(home, works=True)
    try:
        cookies = signed_in(home, [(ours, "alice"), (ours, "bob"), (theirs, "charlie")])
        site = Site(server, ours, theirs, cookies, [])
        for scope, address in reading_addresses(home):
            answer = server.get(
                "/" + address.replace("<slug:organisation>", ours), Cookie=cookies["alice"], User_Agent=AGENT
            )
            is_page = answer.status != 200 or str(answer.headers["Content-Type"]).startswith(
                "text/html"
            )  # or a file to keep
            if answer.status != 403 and is_page and address not in PICTURES:  # pages about all clients are a provider's
                site.addresses.append((scope, address))
        yield site
    finally:
        server.close()


def test_every_page_is_there_for_its_owner_and_for_nobody_else(site: Site) -> None:
    of_organisation = [address for scope, address in site.addresses if scope == "organisation"]
    assert len(of_organisation) >= 5
    for address in of_organisation:
        path = "/" + address.replace("<slug:organisation>", site.ours)
        assert site.server.get(path, Cookie=site.cookies["alice"], User_Agent=AGENT).status == 200, path
        answer = site.server.get(path, Cookie=site.cookies["charlie"], User_Agent=AGENT)
        assert answer.status == 404, path
        assert "Acme" not in answer.text, path  # type: ignore[attr-defined]
        assert site.server.get(path, User_Agent=AGENT).status == 302, path


def test_markup_in_a_name_is_text(site: Site) -> None:
    for scope, address in site.addresses:
        if scope == "organisation":
            path = "/" + address.replace("<slug:organisation>", site.ours)
            text = site.server.get(path, Cookie=site.cookies["alice"], User_Agent=AGENT).text  # type: ignore[attr-defined]
            assert "<b>Acme" not in text, path
            assert "<i>pay" not in text, path


@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.proof)], ids=["some", "whole"])
def test_no_page_bars_anybody_in_any_look(site: Site, is_whole: bool) -> None:
    """Some: each page in one look, in turns, and at every width whether it fits; the whole: each in all of them, light and dark."""
    barred: list[tuple[str, str, Any]] = []
    with chromium() as browser:
        for number, (scope, address) in enumerate(site.addresses):
            url = site.url(scope, address)
            with opened(browser, url, WIDTHS[0], site.jar("alice"), agent=AGENT) as page:
                for turn, look in enumerate(WIDTHS):
                    narrowed(page, look)
                    if beyond := sideways(page):
                        barred.append((url, str(look), f"{beyond} px sideways"))
                    if not is_whole and turn != number % len(WIDTHS):
                        continue
                    barred += [(url, str(look), each) for each in violations(page)]
                    if is_whole or number % 4 == 0:
                        darkened(page)
                        barred += [(url, f"{look}, then dark", each) for each in violations(page, colours_alone=True)]
                barred += [(url, "any", said) for said in complaints(page)]
    assert barred == []


def test_every_page_reads_without_a_script(site: Site) -> None:
    with (
        chromium() as browser,
        opened(browser, site.server.address, Look(script=False), site.jar("alice"), agent=AGENT) as page,
    ):
        for scope, address in site.addresses:
            page.goto(site.url(scope, address), wait_until="domcontentloaded")
            assert page.locator("main h1").count() == 1, address
            assert page.locator("[data-live]:not(:visible)").count() == 0, address
