"""What watches people, the gate, and consent, as somebody without a script meets them; and a person's own page behind a link."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bailee.consents.records import Act, Purpose
from bailee.evidence import standalone
from bailee.monitoring.register import Declaration
from bailee.operations.ask_consent import check_consent, make_form, note_consent
from bailee.operations.draft_notice import send_notice
from bailee.operations.link_consent import send_page
from bailee.operations.look_for_tools import declare_tool
from bailee.rosters import Details
from bailee.store import person_links
from bailee.store.organisations import organisations
from bailee.store.rows.roster import RosterDraft
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from waiting import PATIENCE
from web.axe import Look, chromium, complaints, opened, sideways, violations
from web.people import AGENT, signed_in
from web.serving import Server
from web.test_scans import Person
from world import World, make_world, open_world

TODAY = datetime.now(UTC).astimezone().date()
NAMES = "<b>Pat</b> \u202eDoe {{7*7}} " + "x" * 260


@dataclass(frozen=True)
class Site:
    server: Server
    world: World
    ours: str
    cookies: dict[str, str]
    token: str

    def person(self, name: str) -> Person:
        return Person(self.server, self.cookies[name])

    def at(self, rest: str) -> str:
        return f"/o/{self.ours}/{rest}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("watching") / "home"
    make_world(home)
    world = open_world(home)
    alice = world.alice
    for name, value in (("states_with_employees", ["AU-ACT", "DE"]), ("contact", "privacy@acme.example")):
        alice.set_fact(name, value)
    declare_tool(
        alice,
        Declaration(
            "frigate", "Frigate", (("safety", None),), (SubjectCategory.EMPLOYEE,), since=TODAY - timedelta(90)
        ),
    )
    declare_tool(
        alice,
        Declaration(
            "hubstaff", "Hubstaff", (("billing", None),), (SubjectCategory.EMPLOYEE,), since=TODAY + timedelta(30)
        ),
    )
    content = {"purposes": {name: [] for name in ("camera-footage", "scan-records")}, "tools": ["Frigate"]}
    alice.add_notice_version("workplace-surveillance-notice", content, "a" * 64)
    alice.publish("workplace-surveillance-notice", 1)
    alice.add_roster_person("Pat Doe", SubjectCategory.EMPLOYEE, number="7")
    send_notice(alice, alice.notice_version("workplace-surveillance-notice"), by="post")
    purposes = [
        Purpose("web-site", "Your photograph on our web site"),
        Purpose("newspaper", "Your photograph in the newspaper"),
    ]
    form, _ = make_form(alice, "photos", "Photographs of staff", purposes, SubjectCategory.EMPLOYEE, days=365)
    note_consent(alice, NAMES[:300], form, {"web-site": Act.GIVEN}, how="paper", on=TODAY)
    token = send_page(alice, "7", "photos", address="", server=None).link.split("/")[-2]
    ours, theirs = organisations(home)
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    server = Server(home)
    try:
        yield Site(server, world, ours, signed_in(home, [(ours, "alice"), (ours, "bob"), (theirs, "charlie")]), token)
    finally:
        server.close()


def test_the_register_says_of_each_tool_whether_people_were_told_in_time(site: Site) -> None:
    alice = site.person("alice")
    page = alice.get(site.at("monitoring/"))
    frigate = page[page.index("Frigate") :]
    assert "14 days run until" in frigate and "it records since" in frigate
    hubstaff = page[page.index("Hubstaff") :]
    assert "no published notice tells" in hubstaff, hubstaff[:600]
    one = alice.get(site.at("monitoring/of/frigate/"))
    assert "workplace surveillance notice v1" in one.casefold() and alice.status == 200
    sheet = alice.get(site.at("monitoring/?format=csv"))
    assert "May watch from" in sheet and "Frigate" in sheet


def test_a_tool_is_declared_on_its_page(site: Site) -> None:
    alice = site.person("alice")
    address = site.at("monitoring/of/hubstaff/")
    alice.get(address)
    assert (
        alice.post(address, purposes="billing by the hour", watched="employee", kept="30 days", viewers="HR") == address
    )
    assert "billing by the hour" in alice.get(address)
    alice.post(address, purposes="x", since="yesterday")
    assert alice.status == 422 and "2026-11-25" in alice.text


def test_the_gate_is_asked_opened_by_name_and_shut_again(site: Site) -> None:
    alice = site.person("alice")
    shut = alice.get(site.at("gate/?sort=device&name=WS-14"))
    assert "Shut" in shut and "14 days" in shut and "Opens on" in shut
    alice.post(site.at("gate/"), sort="device", name="WS-14", reason="")
    assert alice.status == 422
    assert alice.post(site.at("gate/"), sort="device", name="WS-14", reason="stolen, to be wiped")
    page = alice.get(site.at("gate/?sort=device&name=ws-14"))
    assert "stolen, to be wiped" in page and ">Open<" in page
    end = re.search(r'action="([^"]+/end/)"', page)
    assert end
    alice.post(end[1])
    assert "Shut" in alice.get(site.at("gate/?sort=device&name=WS-14"))
    banned = alice.get(site.at("gate/?sort=device&name=CAM&room=change-room"))
    assert "No notice and no override opens it" in banned
    assert "nobody on the roster" in alice.get(site.at("gate/?sort=device&person=nobody")).casefold()


def test_consent_is_asked_on_a_persons_own_page_and_taken_back_by_one_button(site: Site) -> None:
    pat = Person(site.server, "")
    address = f"/consent/{site.token}/"
    before = pat.get(address)
    assert "You have not said" in before and "Pat Doe" in before and "checked" not in before
    for _ in range(3):
        pat.get(address)  # scanners of mail open links
    sha256 = re.search(r'name="sha256" value="([0-9a-f]{64})"', before)
    assert sha256
    pat.post(address, purpose="web-site", act="give", sha256="0" * 64)
    assert pat.status == 422 and "words changed" in pat.text
    assert pat.post(address, purpose="web-site", act="give", sha256=sha256[1]) == f"{address}?lang=en"
    given = pat.get(address)
    assert "You agreed" in given and "Take it back" in given and "You have not said" in given
    receipt = json.loads(pat.get(f"{address}receipt.json"))
    assert receipt["dpv:hasProcess"][0]["dpv:hasConsentStatus"] == "dpv:ConsentGiven"
    assert pat.post(address, purpose="web-site", act="withdraw", sha256=sha256[1]) == f"{address}?lang=en"
    assert "You took it back" in pat.get(address)
    pat.post(address, purpose="tatoo", act="give", sha256=sha256[1])
    assert pat.status == 422
    for _ in range(25):  # somebody beside her tries addresses
        pat.get("/consent/1-" + "a" * 32 + "/")
        assert pat.status == 410
    pat.get(address)
    assert pat.status == 200, "hers opens all the same: taking back is as easy as giving"


def test_her_page_is_in_her_language_and_so_is_the_form_where_it_is_written_in_it(site: Site) -> None:
    alice = Workspace(site.world.home, site.ours, "alice")
    eva = Details("Eva Gil", emails=("eva@acme.example",), number="9", language="español")
    alice.save_roster([RosterDraft(SubjectCategory.EMPLOYEE, eva)])
    token = send_page(alice, "9", "photos", address="", server=None).link.split("/")[-2]
    hers, address = Person(site.server, ""), f"/consent/{token}/"
    page = hers.get(address)
    assert '<html lang="es"' in page and "Usted no ha respondido" in page and "Acepto" in page
    assert "está escrito en inglés" in page and 'lang="en">Your photograph' in page
    assert not re.search(
        r"\b(You|Who gets it|nobody else|agree|until|Kept)\b", re.sub(r'lang="en">[^<]*<', "", page.split("<main")[1])
    )
    english = hers.get(f"{address}?lang=en")
    assert '<html lang="en"' in english and "You have not said" in english
    purposes = [
        Purpose("web-site", "Su fotografía en nuestra web"),
        Purpose("newspaper", "Su fotografía en el periódico"),
    ]
    form, _ = make_form(alice, "photos", "Fotografías", purposes, SubjectCategory.EMPLOYEE, days=365, language="es")
    page = hers.get(address)
    assert "Su fotografía en nuestra web" in page and "está escrito en inglés" not in page
    assert hers.post(address, purpose="web-site", act="give", sha256=form.sha256) == f"{address}?lang=es"
    assert "Usted aceptó" in hers.get(f"{address}?lang=es") and "You agreed" in hers.get(f"{address}?lang=en")
    receipt = json.loads(hers.get(f"{address}receipt.json?lang=es"))
    assert receipt["dpv:hasNotice"]["dct:language"] == "es" and receipt["dpv:hasNotice"]["bailee:sha256"] == form.sha256
    hers.post(address, purpose="web-site", act="give", sha256="0" * 64)
    assert hers.status == 422 and "El texto cambió" in hers.text and "Hay 1 cosa que corregir" in hers.text
    other = [Purpose("web-site", "Otra cosa")]  # asks for less: she is shown what she was sent
    make_form(alice, "photos", "Fotografías", other, SubjectCategory.EMPLOYEE, days=365, language="es")
    assert "Your photograph on our web site" in hers.get(address)
    alice.close()


def test_who_reads_spanish_finds_her_pages_in_it_from_the_code_on(site: Site) -> None:
    alice = Workspace(site.world.home, site.ours, "alice")
    ines = Details("Inés Vela", number="12", language="español")
    (ident,) = alice.save_roster([RosterDraft(SubjectCategory.EMPLOYEE, ines)])
    token, code = person_links.link_person(alice, "Inés Vela")
    member = person_links.whose(site.world.home, token)
    version = alice.notice_version("workplace-surveillance-notice")
    (asked,) = alice.ask_to_sign(version, [alice.roster_person(ident)])
    assert member is not None
    alice.know_signer(asked, member.member)
    alice.close()
    hers = Person(site.server, "")
    page = hers.get(f"/e/{token}/")
    assert '<html lang="es"' in page and "Seis cifras" in page
    hers.post(f"/e/{token}/", code="1" if code != "1" else "2")
    assert hers.status == 422 and "Este no es el código" in hers.text
    own = site.person("alice").get(site.at("own/?lang=es"))
    assert '<html lang="es"' in own and "Qué se guarda de usted" in own


def test_a_form_in_one_other_language_is_listed_sent_and_checked(site: Site) -> None:
    alice = Workspace(site.world.home, site.ours, "alice")
    made, _ = make_form(
        alice, "sorteo", "Sorteo", [Purpose("lista", "Su nombre en la lista")], SubjectCategory.CUSTOMER, language="es"
    )
    note_consent(alice, "Kim Roe", made, {"lista": Act.GIVEN}, how="paper", on=TODAY)
    assert check_consent(alice, "Kim Roe", "sorteo", "lista", on=TODAY).is_given
    token = send_page(alice, "Kim Roe", "sorteo", address="", server=None).link.split("/")[-2]
    alice.close()
    page = Person(site.server, "").get(f"/consent/{token}/")
    assert '<html lang="es"' in page and "Usted aceptó" in page
    assert "Su nombre en la lista" in site.person("alice").get(site.at("consents/of/sorteo/"))


def test_a_link_is_revoked_on_the_page_and_its_own_page_says_so_plainly_and_changes_nothing(site: Site) -> None:
    alice, pat = site.person("alice"), Person(site.server, "")
    alice.get(site.at("consents/of/photos/"))
    alice.post(site.at("consents/of/photos/link/"), person="Lee Poe")
    shown = alice.get(site.at("consents/of/photos/"))
    assert "no code can go apart" in shown  # no mail is sent from here
    address = re.findall(r"/consent/[\w-]+/", shown)[0]
    hers = pat.get(address)
    sha256 = re.findall(r'name="sha256" value="([0-9a-f]{64})"', hers)[0]
    assert "Lee Poe" in hers
    ident = re.findall(r'name="link" value="(consent-\w+)"', shown)[0]
    assert alice.post(site.at("consents/of/photos/revoke/"), link=ident)
    after = alice.get(site.at("consents/of/photos/"))
    assert "opens nothing any more" in after and "revoked on" in after
    before = site.world.alice.log_size()
    said = pat.get(address)
    assert pat.status == 410 and "This link was revoked" in said and "Lee Poe" not in said
    pat.post(address, purpose="web-site", act="give", sha256=sha256)
    assert pat.status == 410 and "This link was revoked" in pat.text
    pat.get(f"{address}receipt.json")
    assert pat.status == 404 and site.world.alice.log_size() == before


def test_the_page_of_a_form_says_why_consent_is_weak_and_what_there_is_instead(site: Site) -> None:
    alice = site.person("alice")
    page = alice.get(site.at("consents/of/photos/"))
    assert "can hardly say no" in page and "Legitimate interests" in page and "Counsel was not asked" in page
    assert "<b>Pat</b>" not in page and "&lt;b&gt;Pat&lt;/b&gt;" in page
    assert alice.post(site.at("consents/of/photos/"), person="Kim Roe", how="paper", **{"say-newspaper": "refused"})
    assert "Refused" in alice.get(site.at("consents/of/photos/"))
    assert "'=" not in alice.get(site.at("consents/of/photos/?format=csv"))[:40]
    alice.post(site.at("consents/of/photos/link/"), person="7")
    shown = alice.get(site.at("consents/of/photos/"))
    assert "/consent/" in shown and "/consent/" not in alice.get(site.at("consents/of/photos/"))


def test_a_form_is_made_and_rests_on_another_basis(site: Site) -> None:
    alice = site.person("alice")
    alice.get(site.at("consents/new/"))
    address = alice.post(
        site.at("consents/new/"), title="Birthdays", kind="Birthday list", subject="employee", **{"words-1": "Your birthday on the wall"}
    )  # fmt: skip
    assert address == site.at("consents/of/birthday-list/")
    alice.post(site.at("consents/of/birthday-list/instead/"), basis="contract", why="it is not; but so")
    assert "nobody is asked any more" in alice.get(address)
    alice.post(site.at("consents/new/"), title="", kind="x", subject="employee")
    assert alice.status == 422


def test_what_recording_a_call_takes_is_shown_by_place(site: Site) -> None:
    page = site.person("bob").get(site.at("consents/calls/?place=US-CA&place=US-NY"))
    assert "Everyone must agree" in page and page.index("California") < page.index("New York</th>")


def test_the_proof_is_read_copied_and_taken_away_and_verifies_by_itself(site: Site, tmp_path: Path) -> None:
    bob = site.person("bob")  # an auditor: looks, and takes copies
    page = bob.get(site.at("proof/?notice=workplace-surveillance-notice"))
    assert "Pat Doe" in page and "Was sent it, with everyone" in page and "post" in page
    assert "Pat Doe" in bob.get(site.at("proof/list/")) and bob.status == 200
    assert "nobody on the roster" in bob.get(site.at("proof/?person=nobody@example.org")).casefold()
    bob.get(site.at("proof/"))
    body = urlencode({"csrfmiddlewaretoken": bob.csrf, "person": "7", "notice": ""})
    connection = HTTPConnection("127.0.0.1", site.server.port, timeout=PATIENCE)
    heads = {"Cookie": bob.cookie, "User-Agent": AGENT, "Content-Type": "application/x-www-form-urlencoded"}
    heads |= {"Origin": site.server.address.rstrip("/"), "Host": f"127.0.0.1:{site.server.port}"}
    connection.request("POST", site.at("proof/bundle/"), body, heads)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.status == 200 and content[:2] == b"PK", content[:300]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    count, faults = standalone.verify(tmp_path / "proof")
    assert count > 5 and faults == []


def test_who_may_only_look_acts_on_nothing_and_others_see_nothing(site: Site) -> None:
    bob, charlie = site.person("bob"), site.person("charlie")
    bob.get(site.at("gate/"))
    for address in (
        "gate/",
        "monitoring/of/frigate/",
        "consents/of/photos/",
        "consents/of/photos/withdraw/",
    ):
        bob.post(site.at(address), sort="device", reason="x", person="7")
        assert bob.status == 403, address
    for address in ("monitoring/", "gate/", "consents/", "consents/of/photos/", "proof/"):
        charlie.get(site.at(address))
        assert charlie.status == 404, address


def test_each_page_reads_well_on_a_telephone_and_a_desk(site: Site) -> None:
    pages = (
        "monitoring/",
        "monitoring/of/frigate/",
        "gate/?sort=device&name=WS-14",
        "consents/",
        "consents/of/photos/",
    )
    forms = ("consents/new/", "consents/calls/?place=US-CA&place=US-NY")
    with chromium() as browser:
        for address in (*map(site.at, (*pages, *forms)), f"/consent/{site.token}/"):
            pairs = [] if address.startswith("/consent/") else site.cookies["alice"].split("; ")
            jar = [
                {"name": name, "value": value, "url": site.server.address}
                for name, _, value in (pair.partition("=") for pair in pairs)
            ]
            for look in (Look(), Look(320, dark=True)):
                with opened(browser, site.server.address.rstrip("/") + address, look, jar, agent=AGENT) as page:
                    assert violations(page) == [], (address, look)
                    assert sideways(page) == 0, (address, look)
                    assert complaints(page) == []
