"""The inventory and the register of contracts, as somebody without a script uses them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import scans
from bailee.inventory import ProcessingActivity, exports
from bailee.inventory.activities import Transfer
from bailee.inventory.retention import Length, Period
from bailee.permissions import Role as Seat
from bailee.store.organisations import organisations
from bailee.store.workspace import Workspace
from bailee.vocabulary import LawfulBasis, Role, SubjectCategory
from web.people import signed_in
from web.serving import Server
from web.test_scans import Person
from world import make_world, open_world


@dataclass(frozen=True)
class Site:
    home: Path
    server: Server
    ours: str
    cookies: dict[str, str]

    def person(self, name: str) -> Person:
        return Person(self.server, self.cookies[name])

    def store(self) -> Workspace:
        return Workspace(self.home, self.ours, "alice")

    def at(self, path: str) -> str:
        return f"/o/{self.ours}/{path}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("inventory") / "home"
    make_world(home)
    world = open_world(home)
    files = scans.Files(
        {"hr/pay.txt": ("a", [("us-ssn", "512447313")]), "crm/list.csv": ("b", [("email-address", "pat@example.org")])}
    )
    scans.scan(world.alice, files, tmp_path_factory.mktemp("share") / "share")
    world.alice.add_member("Mona", Seat.MANAGER, ident="mona")
    ours, theirs = organisations(home)
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    server = Server(home)
    try:
        yield Site(
            home, server, ours, signed_in(home, [(ours, "alice"), (ours, "bob"), (ours, "mona"), (theirs, "charlie")])
        )
    finally:
        server.close()


def test_what_was_found_is_declared_from_where_it_is_suggested(site: Site) -> None:
    alice = site.person("alice")
    assert "No activity is declared." in alice.get(site.at("inventory/"))
    drafts = alice.get(site.at("inventory/drafts/"))
    assert "Other data of people not yet placed" in drafts
    form = alice.get(site.at("inventory/activity/?suggested=Other+data+of+people+not+yet+placed"))
    assert 'value="social-security-number" checked' in form and "nothing of it counts" in form
    said = {
        "name": "Payroll", "role": "controller", "purpose": "paying wages", "basis": "contract", "category": "social-security-number",
        "subject": "person", "recipients": "payroll bureau", "retention": "7 years after the last pay", "most_number": "7", "most_unit": "years",
        "event": "the last pay", "country": "in", "importer": "helpdesk", "safeguard": "standard-clauses", "measure": "second-factor",
        "measures": "a locked drawer",
    }  # fmt: skip
    assert alice.post(site.at("inventory/activity/"), **said) == site.at("inventory/")
    (activity,) = site.store().activities()
    assert activity == ProcessingActivity(
        "Payroll", (("paying wages", LawfulBasis.CONTRACT),), ("social-security-number",), (SubjectCategory.PERSON,),
        recipients=("payroll bureau",), retention="7 years after the last pay", period=Period(Length(7, "years"), None, "the last pay"),
        transfers=(Transfer("IN", "helpdesk", "standard-clauses"),), measures=("second-factor", "a locked drawer"),
    )  # fmt: skip
    page = alice.get(site.at("inventory/"))
    assert "paying wages" in page and "Complete" in page


def test_a_form_that_says_too_little_keeps_what_was_typed(site: Site) -> None:
    alice = site.person("alice")
    alice.get(site.at("inventory/activity/"))
    assert not alice.post(
        site.at("inventory/activity/"), name="Cards", purpose="", basis="", category="payment-card", most_number="7"
    )
    assert alice.status == 422 and 'value="Cards"' in alice.text and "needs a purpose" in alice.text
    alice.post(
        site.at("inventory/activity/"), name="Cards", purpose="x", basis="", category="payment-card", most_number="soon"
    )
    assert alice.status == 422 and "no length of time" in alice.text
    assert "Cards" not in {each.name for each in site.store().activities()}


def test_a_difference_is_accepted_with_a_reason_and_taken_back(site: Site) -> None:
    alice, page = site.person("alice"), site.at("inventory/differences/")
    ident = "found-not-declared:email-address:person"
    assert "No activity says what it is for." in alice.get(page)
    alice.post(page, act="accept", ident=ident, reason="")
    assert site.store().difference_answers() == {}
    alice.post(page, act="accept", ident=ident, reason="addresses in a manual")
    assert "addresses in a manual" in alice.get(f"{page}?show=accepted") and ident not in alice.get(page)
    alice.post(page, act="reopen", ident=ident)
    assert ident in alice.get(page)
    alice.post(page, act="shout", ident=ident)
    assert "Choose what to do" in alice.get(page)


def test_a_template_becomes_drafts_that_are_accepted_or_dropped(site: Site) -> None:
    alice, drafts = site.person("alice"), site.at("inventory/drafts/")
    assert "Not reviewed by counsel" in alice.get(site.at("inventory/templates/?show=clinic"))
    assert alice.post(site.at("inventory/templates/"), show="clinic") == drafts
    alice.post(drafts, act="accept", name="Treatment")
    alice.post(drafts, act="drop", name="Appointments")
    names = {each.activity.name for each in site.store().drafts()}
    assert {"Treatment", "Appointments"}.isdisjoint(names) and "Billing of insurers" in names
    assert "Treatment" in {each.name for each in site.store().activities()}
    alice.get(site.at("inventory/activity/?name=Treatment"))
    assert alice.post(site.at("inventory/activity/withdraw/"), name="Treatment") == site.at("inventory/")
    assert "Treatment" not in {each.name for each in site.store().activities()}


@pytest.mark.parametrize("ident", exports.idents())
def test_each_format_is_on_the_page_and_its_copy_is_noted(site: Site, ident: str) -> None:
    alice = site.person("alice")
    assert site.at(f"inventory/export/{ident}/") in alice.get(site.at("inventory/"))
    answer = site.server.get(site.at(f"inventory/export/{ident}/"), Cookie=alice.cookie, User_Agent="bailee tests")
    text = answer.text
    assert answer.status == 200 and text
    if ident in ("dpv", "ropa-json"):
        json.loads(text)
    assert any(each.kind == "record" and each.is_export for each in site.store().accesses())


@pytest.mark.parametrize(
    "path", ["inventory/", "inventory/differences/", "inventory/drafts/", "inventory/plots/", "contracts/"]
)
def test_each_table_is_there_as_csv(site: Site, path: str) -> None:
    alice = site.person("alice")
    rows = list(csv.reader(io.StringIO(alice.get(site.at(f"{path}?format=csv")).lstrip("\ufeff"))))
    assert rows and len({len(row) for row in rows}) == 1


def test_who_the_record_names_is_said_on_it(site: Site) -> None:
    alice = site.person("alice")
    alice.get(site.at("inventory/"))
    assert alice.post(
        site.at("inventory/contacts/"), sort="dpo", name="Dana Poe", contact="dana@example.org"
    ) == site.at("inventory/")
    assert "Dana Poe" in alice.get(site.at("inventory/"))


def test_a_contract_is_recorded_corrected_and_taken_out(site: Site) -> None:
    alice, page = site.person("alice"), site.at("contracts/")
    assert "No contract is recorded." in alice.get(page)
    said = {
        "sort": "dpa",
        "parties": "Lind GmbH\nRoe Ltd",
        "our_role": "processor",
        "ident": "lind-dpa",
        "signed_on": "2026-01-02",
        "until": "2020-01-01",
    }
    alice.post(page, **said)
    assert alice.status == 422 and 'href="#f-until"' in alice.text and "Lind GmbH" in alice.text
    assert (
        alice.post(page, **(said | {"until": "2099-01-01", "breach_notice_hours": "24", "confidentiality": "on"}))
        == page
    )
    (contract,) = site.store().contracts()
    assert contract.parties == ("Lind GmbH", "Roe Ltd") and contract.duties.breach_notice_hours == 24
    text = alice.get(f"{page}?edit=lind-dpa")
    assert 'value="lind-dpa"' in text and "tell of a breach within 24 hours" in text
    assert alice.post(site.at("contracts/remove/"), ident="lind-dpa") == page and site.store().contracts() == ()


def test_an_agreement_that_a_law_asks_for_is_missing_until_it_is_recorded(site: Site) -> None:
    store = site.store()
    store.declare(
        ProcessingActivity(
            "Fair", (("a fair", None),), ("person-name",), (), role=Role.JOINT_CONTROLLER, joint_with=("Fair Ltd",)
        )
    )
    alice, page = site.person("alice"), site.at("contracts/")
    text = alice.get(page)
    assert "“Fair” is decided on with Fair Ltd" in text
    link = re.search(r'href="(/o/[^"]*contracts/\?[^"]*party=Fair[^"]*)"', text)
    assert link and "Fair Ltd" in alice.get(link[1].replace("&amp;", "&").partition("#")[0])
    assert (
        alice.post(
            page, sort="joint-controllers", parties="Fair Ltd", our_role="joint-controller", signed_on="2026-01-02"
        )
        == page
    )
    assert "decided on with" not in alice.get(page)


def test_who_may_only_look_sees_all_and_changes_nothing(site: Site) -> None:
    bob = site.person("bob")
    assert "Declare an activity" not in bob.get(site.at("inventory/")) and bob.status == 200
    for path in (
        "inventory/activity/",
        "inventory/drafts/",
        "inventory/differences/",
        "inventory/templates/",
        "contracts/",
    ):
        bob.get(site.at(path))
        assert bob.status == 200
        bob.post(site.at(path), name="X", act="keep")
        assert bob.status == 403


def test_who_may_take_no_copy_is_offered_none(site: Site) -> None:
    manager = site.person("mona")
    for path in ("inventory/", "inventory/differences/", "inventory/drafts/", "inventory/plots/"):
        assert "format=csv" not in manager.get(site.at(path)) and manager.status == 200
        assert manager.get(site.at(f"{path}?format=csv")) and manager.status == 403
    manager.get(site.at("contracts/"))
    assert manager.status == 403


def test_charlie_sees_none_of_it(site: Site) -> None:
    charlie = site.person("charlie")
    for path in ("inventory/", "inventory/differences/", "inventory/export/dpv/", "contracts/"):
        charlie.get(site.at(path))
        assert charlie.status == 404


def test_a_long_list_is_cut_into_pages(site: Site) -> None:
    store = site.store()
    with store.transaction():
        store.declare_all(
            ProcessingActivity(
                f"Activity {number:05}", (("x", None),), ("person-name",), (), recipients=("nobody else",)
            )
            for number in range(120)
        )
        store.record("record-imported", "activities", {"activities": 120})
    alice = site.person("alice")
    first = alice.get(site.at("inventory/"))
    assert "1–50 of 12" in first and "Next activities" in first
    second = alice.get(site.at("inventory/?after=50"))
    assert "51–100 of" in second and "Previous activities" in second
    for odd in ("after=999999", "after=-1", "before=x"):
        alice.get(site.at(f"inventory/?{odd}"))
        assert alice.status == 200
