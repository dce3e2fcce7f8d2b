"""Requests as pages: taken in, worked through, answered; the page for everybody says the same to all; nobody else sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import scans
from bailee.operations.declare_roster import prints
from bailee.operations.open_request_page import open_request_page
from bailee.permissions import Role
from bailee.rosters import Details
from bailee.store.rows.roster import RosterDraft
from bailee.vocabulary import SubjectCategory
from web import sites
from web.axe import WIDTHS, chromium, complaints, opened, sideways, violations
from web.people import AGENT
from world import make_world, open_world

PAT = [("person-name", "Pat Doe"), ("email-address", "pat@example.org"), ("us-ssn", "512447313")]


class Site(sites.Site):
    @property
    def list(self) -> str:
        return self.at("requests/")

    @property
    def public(self) -> str:
        return f"/ask/{self.ours}/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("requests")
    home = folder / "home"
    make_world(home)
    world = open_world(home)
    pat = Details("Pat Doe", emails=("pat@example.org",))
    with world.alice.transaction():
        world.alice.save_roster([RosterDraft(SubjectCategory.EMPLOYEE, pat, prints(world.alice, pat))])
        world.alice.set_fact("establishment_countries", ["DE"])
    scans.scan(world.alice, scans.Files({"hr/pat.txt": ("a", PAT)}), folder / "share")
    world.alice.add_member("Emma", Role.EMPLOYEE, ident="emma")
    open_request_page(world.alice, is_open=True)
    with sites.served(world, Site, "emma") as made:
        yield made


def test_a_request_is_taken_in_and_worked_through(site: Site) -> None:
    alice = site.person("alice")
    assert "Requests" in alice.get(site.list)
    alice.get(f"{site.list}new/")
    assert not alice.post(f"{site.list}new/", name="Pat", channel="mail") and alice.status == 422
    assert "What is asked for?" in alice.text
    where = alice.post(
        f"{site.list}new/", rights="access", name="Pat <i>Doe</i>", email="pat@example.org", channel="phone", received_on="2026-03-02"
    )  # fmt: skip
    page = alice.get(where)
    assert "&lt;i&gt;Doe" in page and "<i>Doe" not in page and "2 Apr 2026" in page and "GDPR Art. 12(3)" in page
    assert not alice.post(where, act="answer") and "not shown enough" in alice.text
    assert (
        not alice.post(where, act="identify", method="paper-seen", seen="passport 12345678")
        and "number is in it" in alice.text
    )
    assert alice.post(where, act="confirm") and alice.post(where, act="identify", method="paper-seen", seen="passport")
    assert alice.post(where, act="match", email="pat@example.org")
    page = alice.get(where)
    assert "Late" in alice.get(site.list) and "share/hr" in page
    assert '<option value="de"' in page and "That of whoever asks" in page
    action = re.search(r'action="([^"]+statement/)"', page)
    assert action
    for language in ("de", "en"):
        alice.get(where)
        alice.post(action[1], format="html", language=language)
        assert f'<html lang="{language}"' in alice.text
    assert alice.post(where, act="answer", how="in person")
    page = alice.get(where)
    assert "Answered" in page and "Open it again" in page
    assert "%PDF" in alice.get(f"{where}letter/answered/")
    page = alice.get(f"{site.list}figures/?year=2026")
    assert "1 request, 0 answered in time, 1 late" in page and "data-plot" in page
    assert "answered" in alice.get(f"{site.list}?format=csv")


def test_the_page_for_everybody_says_the_same_to_all(site: Site) -> None:
    anybody = site.person("charlie")
    page = anybody.get(site.public)
    assert "It costs nothing" in page and "pat" not in page.lower()
    texts = []
    for email in ("pat@example.org", "nobody@example.net"):
        anybody.get(site.public)
        anybody.post(site.public, rights="access", name="X", email=email)
        assert anybody.status == 200
        texts.append(
            re.sub(r"dsr-[0-9a-f]{8}", "dsr-", re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", anybody.text))
        )
    assert texts[0] == texts[1]
    anybody.get(site.public)
    anybody.post(site.public, name="X", email="x@example.org")
    assert anybody.status == 422 and "Choose what you ask for" in anybody.text
    assert "No cuesta nada" in anybody.get(f"{site.public}?lang=es")
    assert anybody.get("/ask/nobody-has-this/") and anybody.status == 404
    for _ in range(7):
        anybody.post(site.public, rights="access", name="X", email="x@example.org")
    assert anybody.status == 429


def test_nobody_else_sees_them(site: Site) -> None:
    for name, status in (("bob", 403), ("emma", 403), ("charlie", 404)):
        person = site.person(name)
        person.get(site.list)
        assert person.status == status, name


def test_an_employee_asks_on_her_own_page(site: Site) -> None:
    emma = site.person("emma")
    own = site.at("own/")
    assert "What do you ask for?" in emma.get(own)
    assert emma.post(f"{own}ask/", rights="access", says="all of it")
    page = emma.get(own)
    assert re.search(r"dsr-[0-9a-f]{8}", page) and "in work" in page


def test_the_pages_keep_to_the_rules_of_accessibility_and_fit_a_phone(site: Site) -> None:
    alice = site.person("alice")
    alice.get(f"{site.list}new/")
    where = alice.post(
        f"{site.list}new/", rights="erase", name="Pat", email="pat2@example.org", channel="mail", received_on="2026-03-02"
    )  # fmt: skip
    alice.post(where, act="match", who="pat@example.org")
    name, _, value = site.cookies["alice"].partition("=")
    jar = [{"name": name, "value": value, "url": site.server.address}]
    with chromium() as browser:
        for path in (site.list, f"{site.list}new/", where, f"{site.list}figures/", site.public):
            for look in WIDTHS:
                with opened(browser, site.server.address.rstrip("/") + path, look, jar, agent=AGENT) as page:
                    assert sideways(page) == 0, path
                    assert violations(page) == [] and complaints(page) == [], path
