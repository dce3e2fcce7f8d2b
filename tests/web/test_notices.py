"""Notices as somebody without law and without a script meets them: from a scan to a published notice, and what stops it on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from http.client import HTTPConnection

import pytest

import scans
from bailee.inventory.activities import ProcessingActivity
from bailee.operations.declare_activity import declare_activity, declare_organisation
from bailee.operations.draft_notice import draft_notice
from bailee.operations.publish_notice import publish_notice
from bailee.rendering import Document, Heading, Paragraph, docx
from bailee.vocabulary import SubjectCategory
from waiting import PATIENCE
from web import sites
from web.axe import Look, chromium, complaints, opened, sideways, violations
from web.people import AGENT
from web.test_scans import Person
from world import make_world, open_world

CUSTOMER = SubjectCategory.CUSTOMER
KIND = "employee-privacy-notice"
PAT = [("person-name", "Pat Doe"), ("us-ssn", "512447313")]


class Site(sites.Site):
    @property
    def list(self) -> str:
        return self.at("notices/")

    @property
    def one(self) -> str:
        return f"{self.list}of/{KIND}/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("notices")
    home = folder / "home"
    make_world(home)
    world = open_world(home)
    declare_organisation(world.alice, name="Acme & Sons", facts={})
    files = scans.Files({"hr/<i>a</i>/test.txt": ("a", PAT)})
    files.kinds = {"hr/<i>a</i>/test.txt": "drug-or-alcohol-test"}
    scans.scan(world.alice, files, folder / "share")
    world.alice.add_roster_person("Pat Doe", SubjectCategory.EMPLOYEE)
    # a second notice is served, and what was declared since is news to it
    declare_activity(
        world.alice,
        ProcessingActivity("Orders", (("selling", None),), ("purchases",), (CUSTOMER,), retention="2 years"),
    )
    statement = draft_notice(world.alice, "customer-privacy-statement", on=date(2026, 11, 1)).version
    publish_notice(world.alice, statement)
    paid = ProcessingActivity(
        "Billing",
        (("being paid", None),),
        ("payment-card",),
        (CUSTOMER,),
        recipients=("Ridge & Bank",),
        retention="2 years",
    )
    declare_activity(world.alice, paid)
    with sites.served(world, Site) as made:
        yield made


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_from_a_scan_to_a_published_notice_in_five_steps(site: Site) -> None:
    """The walk: 1 open Notices, 2 draft, 3 answer what is open, 4 read it, 5 publish. Counsel's part waits, and says so."""
    alice = site.person("alice")
    assert "Draft it from what is held" in alice.get(site.list)
    assert alice.post(f"{site.list}draft/", kind=KIND).endswith(site.one)
    page = alice.get(site.one)
    assert "Version 1, draft" in page and "What it cannot say yet" in page and "Your Social Security number." in page
    assert "not stated yet" in page.lower() and "Reading ease" in page
    form = alice.get(f"{site.one}answer/")
    assert "Whom can people ask?" in form and 'name="purpose-drug-and-alcohol-tests"' in form
    said = {"contact": "P. Lind, room 4"}
    for category in ("social-security-number", "person-name", "drug-and-alcohol-tests"):
        said |= {
            f"purpose-{category}": "safety at work",
            f"kept-{category}": "2 years",
            f"recipient-{category}": "nobody else",
        }
    assert alice.post(f"{site.one}answer/", **said).endswith(site.one)
    page = alice.get(site.one)
    assert "Version 2, draft" in page and "What it cannot say yet" not in page and "Safety at work." in page
    assert "laws protect above others: drug and alcohol tests" in page and "bailee counsel" not in page
    sha256 = field(page, "sha256")
    assert not alice.post(f"{site.one}publish/", version="2", sha256=sha256, act="publish") and alice.status == 422
    alice.get(site.one)
    assert not alice.post(f"{site.one}publish/", version="2", sha256=sha256, act="despite", despite=" ")
    assert "Say why it goes out" in alice.text
    alice.get(site.one)
    assert alice.post(
        f"{site.one}publish/", version="2", sha256=sha256, act="despite", despite="counsel reads it on Monday"
    )
    assert "Version 2, published" in alice.get(site.one)
    assert "Employee privacy notice" in alice.get(site.list)


def test_a_stale_notice_says_what_it_lacks_and_its_next_version_shows_every_change_with_its_cause(site: Site) -> None:
    alice = site.person("alice")
    one = f"{site.list}of/customer-privacy-statement/"
    page = alice.get(one)
    assert "Version 1 is stale." in page and "payment cards: declared" in page and "Ridge &amp; Bank" not in page
    assert "Payment cards: declared" in alice.get(site.list)
    alice.get(one)
    assert alice.post(f"{site.list}draft/", kind="customer-privacy-statement").endswith(one)
    page = alice.get(one)
    assert "Version 2 below has the clauses." in page and "What changed, and what caused it" in page
    assert '<span class="away">Added: </span>Card numbers.' in page and "Ridge &amp; Bank" in page
    assert "Suggested: material, because a new kind is named." in page
    assert (
        "<ins>"
        not in alice.get(f"{one}?version=2&amp;view=before".replace("&amp;", "&")).partition('class="clauses"')[2]
    )
    alice.get(one)
    sha256 = field(page, "sha256")
    assert not alice.post(
        f"{site.list}of/customer-privacy-statement/publish/", version="2", sha256=sha256, act="publish"
    )
    assert alice.status == 422 and "Choose whether it is material or minor." in alice.text
    alice.get(one)
    assert not alice.post(f"{one}publish/", version="2", sha256=sha256, act="publish", choice="minor")
    assert "Say why it is minor" in alice.text and 'value="minor" checked' in alice.text
    alice.get(one)
    assert not alice.post(f"{one}publish/", version="2", sha256="00" * 32, act="publish", choice="material")
    assert "another one by now" in alice.text
    alice.get(one)
    assert alice.post(f"{one}publish/", version="2", sha256=sha256, act="publish", choice="material").endswith(one)
    assert "Version 2, published" in alice.get(one) and "is stale" not in alice.get(one)
    assert ",2,published," in alice.get(f"{site.list}?format=csv") and ",material," in alice.get(
        f"{site.list}?format=csv"
    )


def test_a_policy_of_theirs_is_taken_as_it_is_and_says_what_in_it_is_not_so(site: Site) -> None:
    alice = site.person("alice")
    kind = "web-privacy-policy"
    one = f"{site.list}of/{kind}/"
    alice.get(f"{site.list}policy/")
    document = Document(
        "Our <b>policy</b>", "en", date(2026, 1, 1),
        (Paragraph("Acme looks after what it holds of the people who buy from it."), Heading(1, "Cards"),
         Paragraph("We never keep card numbers. We keep what you bought for selling.")),
    )  # fmt: skip
    assert upload(site, alice, "policy.docx", docx.render(document), kind).endswith(one)
    page = alice.get(one)
    assert "your own file" in page and "Not true today" in page and "We never keep card numbers." in page
    assert "<b>policy" not in page and "1 contradicts" in page
    assert "what is not so: “We never keep card numbers.”" in page  # and so it is not published
    link = re.search(rf'href="({one}1/file/)"', page)
    assert link and alice.get(link[1]) and alice.status == 200
    alice.get(f"{site.list}policy/")
    assert not upload(site, alice, "x.exe", b"MZ", kind) and alice.status == 422
    assert "is no PDF, DOCX or HTML" in alice.text
    alice.get(f"{site.list}policy/")
    assert not upload(site, alice, "x.pdf", b"%PDF-1.7", "") and "Choose which notice it is." in alice.text


def upload(site: Site, person: Person, name: str, content: bytes, kind: str) -> str:
    """Hand in a file as a form does; where it leads to."""
    edge = "----bailee-tests"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in (("csrfmiddlewaretoken", person.csrf), ("kind", kind))
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    body = b"".join([*parts, head, content, f"\r\n--{edge}--\r\n".encode()])
    connection = HTTPConnection("127.0.0.1", site.server.port, timeout=PATIENCE)
    headers = {
        "Cookie": person.cookie, "User-Agent": AGENT, "Content-Type": f"multipart/form-data; boundary={edge}",
        "Origin": site.server.address.rstrip("/"), "Host": f"127.0.0.1:{site.server.port}",
    }  # fmt: skip
    connection.request("POST", f"{site.list}policy/", body, headers)
    answer = connection.getresponse()
    person.text, person.status = answer.read().decode(), answer.status
    connection.close()
    return answer.getheader("Location") or ""


def test_who_may_only_look_changes_nothing_and_a_stranger_finds_nothing(site: Site) -> None:
    bob, charlie = site.person("bob"), site.person("charlie")
    assert "Draft it from what is held" not in bob.get(site.list)
    assert "in my name" not in bob.get(f"{site.list}of/customer-privacy-statement/")
    for path in (f"{site.list}draft/", f"{site.one}publish/", f"{site.one}answer/"):
        bob.get(f"/o/{site.ours}/alerts/")
        assert not bob.post(path, kind=KIND, version="1") and bob.status == 403, path
    for path in (
        site.list,
        site.one,
        f"{site.list}of/customer-privacy-statement/1/",
        f"{site.list}of/customer-privacy-statement/1/pdf/",
        f"{site.one}answer/",
    ):
        charlie.get(path)
        assert charlie.status == 404, path
    alice = site.person("alice")
    for path in (
        f"{site.list}of/no-such/",
        f"{site.one}99/",
        f"{site.list}of/customer-privacy-statement/1/exe/",
        f"{site.one}?version=99",
    ):
        alice.get(path)
        assert alice.status == 404, path


def test_no_page_of_notices_bars_anybody(site: Site) -> None:
    name, _, value = site.cookies["alice"].partition("=")
    jar = [{"name": name, "value": value, "url": site.server.address}]
    root = site.server.address.rstrip("/")
    with chromium() as browser:
        one = f"{site.list}of/customer-privacy-statement/"
        for path in (site.list, one, f"{site.one}answer/", f"{one}1/?part=short&width=phone", f"{site.list}policy/"):
            for look in (Look(), Look(320, dark=True)):
                with opened(browser, root + path, look, jar, agent=AGENT) as page:
                    assert violations(page) == [] and complaints(page) == [], path
                    assert sideways(page) == 0, path
