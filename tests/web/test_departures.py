"""Departures as somebody without a script meets them: seen, explained, settled with a reason, kept by a hold; and whom none of it is shown to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import scans
from bailee.operations.declare_activity import declare_organisation
from bailee.permissions import Role
from web import sites
from web.axe import Look, chromium, complaints, opened, sideways, violations
from web.people import AGENT
from world import make_world, open_world

PAT, KIM = [("person-name", "Pat Doe"), ("us-ssn", "512447313")], [("person-name", "Kim Roe"), ("us-ssn", "512447314")]


class Site(sites.Site):
    @property
    def list(self) -> str:
        return self.at("departures/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("departures")
    home = folder / "home"
    make_world(home)
    world = open_world(home)
    facts = {"employees_by_state": {"US-NY": 40}, "states_with_employees": ["US-NY"], "employees_in_20_weeks": 40}
    declare_organisation(world.alice, name="Acme & Sons", facts=facts)
    files = scans.Files(
        {"hr/<i>a</i>/record.txt": ("a", PAT), "hr/<i>a</i>/test.txt": ("b", PAT), "hr/b/record.txt": ("c", KIM)}
    )
    files.kinds = {
        "hr/<i>a</i>/record.txt": "personnel-file",
        "hr/b/record.txt": "personnel-file",
        "hr/<i>a</i>/test.txt": "drug-or-alcohol-test",
    }
    scans.scan(world.alice, files, folder / "share")
    world.alice.add_member("Cora", Role.COUNSEL, ident="cora")
    with sites.served(world, Site, "cora") as made:
        yield made


def test_it_is_listed_explained_and_settled_with_a_reason(site: Site) -> None:
    alice = site.person("alice")
    page = alice.get(site.list)
    one = re.search(
        rf'href="({site.list}beside-personnel-\w+/)">1 drug and alcohol test lies with personnel records', page
    )
    assert one, page
    told = alice.get(one[1])
    for words in (
        "Americans with Disabilities Act",
        "&lt;i&gt;a&lt;/i&gt;/test.txt",
        "Move 1 record",
        "Cleared by",
        "Not reviewed by counsel",
        "Found by the scan",
    ):
        assert words in told, words
    assert "<i>a</i>" not in told
    decide = f"{one[1]}decide/"
    assert not alice.post(decide, verdict="accepted", until="2099-01-01", reason="") and alice.status == 422
    assert "This needs a reason" in alice.text and 'value="2099-01-01"' in alice.text
    assert (
        not alice.post(decide, verdict="accepted", until="soon", reason="the new share comes")
        and "year-month-day" in alice.text
    )
    assert alice.post(decide, verdict="accepted", until="2099-01-01", reason="the new share comes").endswith(one[1])
    assert "the new share comes" in alice.get(one[1])
    assert one[1] not in alice.get(site.list) and one[1] in alice.get(f"{site.list}?view=settled")
    alice.get(one[1])
    assert alice.post(decide, verdict="reopened") and one[1] in alice.get(site.list)


def test_who_may_only_look_settles_nothing_counsel_sees_no_file_and_a_stranger_finds_nothing(site: Site) -> None:
    page = site.person("alice").get(site.list)
    (one,) = set(re.findall(rf"{site.list}beside-personnel-\w+/", page))
    bob, cora, charlie = site.person("bob"), site.person("cora"), site.person("charlie")
    assert "Accept it until" not in bob.get(one)
    bob.get(f"/o/{site.ours}/alerts/")
    assert not bob.post(f"{one}decide/", verdict="not-so", reason="no") and bob.status == 403
    assert "test.txt" not in cora.get(one) and "shown to those who see findings" in cora.get(one)
    for path in (site.list, one, f"{site.list}holds/", f"{site.list}confidential/", f"{site.list}?format=csv"):
        charlie.get(path)
        assert charlie.status == 404, path
    alice = site.person("alice")
    alice.get(f"{site.list}beside-personnel-00000000/")
    assert alice.status == 404


def test_a_folder_is_declared_and_a_hold_placed_and_lifted(site: Site) -> None:
    alice = site.person("alice")
    apart, holds = f"{site.list}confidential/", f"{site.list}holds/"
    assert "No folder is declared yet" in alice.get(apart)
    assert not alice.post(apart, folder="share/Vault") and "or which records" in alice.text
    assert alice.post(apart, folder="share/Vault", records="medical")
    assert "share/Vault" in alice.get(apart)
    assert "share/Vault" in alice.get(re.findall(rf"{site.list}beside-personnel-\w+/", alice.get(site.list))[0])
    alice.get(holds)
    assert not alice.post(holds, matter="Roe v. Acme", why="", who="A. Counsel") and "Why is it held" in alice.text
    assert 'value="Roe v. Acme"' in alice.text
    assert alice.post(holds, matter="Roe v. Acme", why="claim received", who="A. Counsel", person="Pat Doe")
    page = alice.get(holds)
    ident = re.search(r"hold-[0-9a-f]{8}", page)
    assert ident and "whatever names Pat Doe" in page
    for told in (site.person("bob").get(holds), site.person("bob").get(f"{holds}?format=csv")):  # he only looks
        assert "one person" in told and "on hold" in told.lower()
        assert not {each for each in ("Pat Doe", "Roe v. Acme", "claim received", "A. Counsel") if each in told}
    assert "Roe v. Acme" in site.person("cora").get(holds)  # counsel
    alice.get(holds)
    assert alice.post(f"{holds}{ident[0]}/lift/", why="settled")
    assert "None stands" in alice.get(holds)


def test_csv_is_a_copy_and_says_all_of_it(site: Site) -> None:
    text = site.person("alice").get(f"{site.list}?format=csv")
    assert "beside-personnel" in text and "Pat Doe" not in text and "512" not in text


def test_no_look_of_one_departure_bars_anybody(site: Site) -> None:
    alice = site.person("alice")
    path = re.findall(rf"{site.list}beside-personnel-\w+/", alice.get(site.list))[0]
    name, _, value = site.cookies["alice"].partition("=")
    jar = [{"name": name, "value": value, "url": site.server.address}]
    with chromium() as browser:
        for look in (Look(), Look(320, dark=True), Look(script=False)):
            with opened(browser, site.server.address.rstrip("/") + path, look, jar, agent=AGENT) as page:
                if look.script:
                    assert violations(page) == [] and complaints(page) == []
                assert sideways(page) == 0
