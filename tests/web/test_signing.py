"""Signing as a person without a script meets it: her link and its code, the page, her certificate; and what whoever asked sees."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from bailee.operations.declare_activity import declare_organisation
from bailee.operations.draft_notice import draft_notice
from bailee.operations.publish_notice import publish_notice
from bailee.operations.request_sign_off import Line, Whom, plan_requests, request_sign_offs
from bailee.store import mail
from bailee.store.organisations import organisations
from bailee.store.person_links import link_person
from bailee.store.rows.signing import SignRequest
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from simulators.mail_server import MailServer, mail_server
from waiting import PATIENCE, until
from web.axe import Look, chromium, complaints, opened, sideways, violations
from web.people import AGENT, signed_in
from web.serving import Server
from world import make_world, open_world

KIND = "employee-privacy-notice"
PEOPLE = (
    "Pat Doe",
    "Kim Roe",
    "Ann Poe",
    "Ben Coe",
    "Eve <b>{{7*7}}</b>",
    "محمد علي",
    "Gus Low",
    "Hal Moe",
    "Ida Fox",
    "Jon Day",
)


@dataclass
class Browser:
    """Somebody with a browser that has no script: it keeps cookies, and sends the forms that it is shown."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)
    text: str = ""
    status: int = 0
    body: bytes = b""
    language: str = "en"

    def ask(
        self, method: str, path: str, pairs: list[tuple[str, str]] | None = None, raw: tuple[bytes, str] | None = None
    ) -> str:
        """Where the answer leads to."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        heads = {"User-Agent": AGENT, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        heads["Accept-Language"] = self.language
        content: bytes | None = None
        if method == "POST":
            heads |= {"Origin": self.server.address.rstrip("/"), "Content-Type": "application/x-www-form-urlencoded"}
            csrf = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text)
            content = urlencode([("csrfmiddlewaretoken", csrf[1] if csrf else ""), *(pairs or [])]).encode()
            if raw is not None:
                content, heads["Content-Type"] = _form(
                    [("csrfmiddlewaretoken", csrf[1] if csrf else ""), *(pairs or [])], *raw
                )
        connection.request(method, path, content, heads)
        answer = connection.getresponse()
        self.body, self.status = answer.read(), answer.status
        self.text = self.body.decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        connection.close()
        return answer.getheader("Location") or ""

    def get(self, path: str) -> str:
        where = self.ask("GET", path)
        return self.get(where) if self.status in (302, 303) and where else self.text

    def post(self, path: str, *pairs: tuple[str, str]) -> str:
        return self.ask("POST", path, list(pairs))

    def enter(self, link: str, code: str) -> str:
        """By a link and its code; the address that it leads to."""
        self.get(link)
        return self.post(link, ("code", code))

    def sign(
        self, path: str, *, name: str, boxes: tuple[str, ...] = ("received", "read", "understood"), **more: str
    ) -> str:
        """Fill in the form of the page that is shown."""
        sha256 = re.search(r'name="sha256" value="([^"]+)"', self.text)
        said = [("act", "sign"), ("lang", more.pop("lang", "en")), ("sha256", sha256[1] if sha256 else "")]
        return self.post(path, *said, *(("box", each) for each in boxes), ("name", name), *more.items())


def _form(pairs: list[tuple[str, str]], content: bytes, file_name: str) -> tuple[bytes, str]:
    edge = "----bailee-edge"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in pairs
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\nContent-Type: application/pdf\r\n\r\n'
    return b"".join(
        [*parts, head.encode(), content, f"\r\n--{edge}--\r\n".encode()]
    ), f"multipart/form-data; boundary={edge}"


@dataclass(frozen=True)
class Site:
    server: Server
    home: Path
    ours: str
    lines: dict[str, Line]
    members: dict[str, str]
    post: MailServer

    def door(self, member: str = "alice") -> Workspace:
        return Workspace(self.home, self.ours, member)

    def link(self, name: str) -> tuple[str, str]:
        line = self.lines[name]
        return line.link.removeprefix("http://here"), line.code

    def asked(self, name: str) -> SignRequest:
        line = self.lines[name]
        assert line.person is not None
        return next(each for each in self.door().sign_requests() if each.person == line.person.ident)

    def alice(self) -> Browser:
        name, _, value = self.members["alice"].partition("=")
        return Browser(self.server, {name: value})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("signing") / "home"
    make_world(home)
    world = open_world(home)
    facts = {"contact": "P. Lindqvist, privacy@harbour.example", "employees_by_state": {"US-NY": 9}}
    declare_organisation(world.alice, name="Harbour <i>Dental</i>", facts=facts)
    for number, name in enumerate(PEOPLE):
        told = {"email": f"p{number}@harbour.example"} if name != "Ben Coe" else {}
        world.alice.add_roster_person(name, SubjectCategory.EMPLOYEE, number=f"E{number}", **told)
    world.alice.add_roster_person("Alice Own", SubjectCategory.EMPLOYEE, email="alice@example.org", number="E90")
    version = publish_notice(world.alice, draft_notice(world.alice, KIND, on=datetime.now(UTC).date()).version)
    people = plan_requests(world.alice, version, Whom(people=PEOPLE))
    asked = request_sign_offs(
        world.alice, people, due_on=date(2099, 12, 14), by_mail=True, with_pins=True, address="http://here"
    )
    request_sign_offs(world.alice, plan_requests(world.alice, version, Whom(people=("Alice Own",))))
    ours, theirs = organisations(home)
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    with mail_server() as post:
        told = {"HOST": "127.0.0.1", "PORT": str(post.port), "FROM": "privacy@harbour.example", "SECURITY": "none"}
        server = Server(home, {f"BAILEE_SMTP_{name}": value for name, value in told.items()}, works=True)
        try:
            members = signed_in(home, [(ours, "alice"), (ours, "bob"), (theirs, "charlie")])
            yield Site(server, home, ours, {line.said: line for line in asked.lines}, members, post)
        finally:
            server.close()


def test_a_person_signs_by_her_link_and_gets_a_certificate_that_says_so(site: Site) -> None:
    pat, (link, code) = Browser(site.server), site.link("Pat Doe")
    where = pat.enter(link, code)
    text = pat.get(where)
    assert "Harbour &lt;i&gt;Dental" in text and "for Pat Doe" in text and "Please sign by" in text
    assert text.count('name="box"') == 3 and "checked" not in text
    assert pat.sign(where, name="Pat Doe") and pat.status == 303
    text = pat.get(where)
    assert "Thank you, Pat" in text and "Independent time stamp: pending" in text and "signed: received" in text
    pat.get(f"{where}copy/")
    assert pat.body.startswith(b"%PDF") and pat.status == 200
    assert site.asked("Pat Doe").state == "signed"
    assert "Certificate" in pat.get("/e/") and "What is held about you" in pat.text


def test_looking_changes_nothing_however_often_a_scanner_of_mail_does(site: Site) -> None:
    link, code = site.link("Kim Roe")
    bot = Browser(site.server)
    size = site.door().log_size()
    for method in ("GET", "HEAD") * 5:
        bot.ask(method, link)
        assert bot.status == 200
    assert site.door().log_size() == size and site.asked("Kim Roe").opened_at is None
    assert Browser(site.server).enter(link, code)  # and then the person comes


def test_a_link_that_was_forwarded_or_used_opens_nothing_and_a_second_click_goes_on(site: Site) -> None:
    ann, (link, code) = Browser(site.server), site.link("Ann Poe")
    where = ann.enter(link, code)
    assert "Ann Poe" in ann.get(link) and "sha256" in ann.text  # the second click, in her browser
    other = Browser(site.server)
    other.get(link)
    assert other.status == 410 and "Ann Poe" not in other.text
    other.get(where)
    assert other.status == 403 and "This page is closed" in other.text
    pat = Browser(site.server)
    pat.cookies = dict(ann.cookies)
    pat.get(f"/e/sign/{site.asked('Gus Low').ident}/")
    assert pat.status == 404


def test_a_code_that_is_wrong_five_times_ends_the_link(site: Site) -> None:
    who, (link, code) = Browser(site.server), site.link("Gus Low")
    wrong = "000000" if code != "000000" else "111111"
    for left in (4, 3, 2, 1):
        who.enter(link, wrong)
        assert who.status == 422 and f"You have {left} tr" in who.text
    who.enter(link, wrong)
    assert who.status == 410
    who.enter(link, code)
    assert who.status == 410 and site.asked("Gus Low").is_open


def test_what_is_missing_is_said_on_top_and_at_its_place_and_nothing_typed_is_lost(site: Site) -> None:
    eve, (link, code) = Browser(site.server), site.link("Eve <b>{{7*7}}</b>")
    where = eve.enter(link, code)
    assert (
        "<b>{{7*7}}" not in eve.get(where)
        and "&lt;b&gt;{{7*7}}" in eve.text
        and "49" not in eve.text.partition("<main")[2][:600]
    )
    eve.sign(where, name="", boxes=("received", "understood"))
    assert eve.status == 422 and "2 things are missing" in eve.text
    assert "#f-box-2" in eve.text and "#f-name" in eve.text and eve.text.count(" checked") == 2
    eve.sign(where, name="E" * 300, boxes=("received", "read", "understood"))
    assert (
        eve.status == 422
        and "longer than 200" in eve.text
        and "E" * 300 in eve.text
        and eve.text.count(" checked") == 3
    )
    eve.sign(where, name="Eve <b>x</b>")
    assert eve.status == 303 and "<b>x" not in eve.get(where)


def test_two_tabs_are_one_signature(site: Site) -> None:
    who, (link, code) = Browser(site.server), site.link("محمد علي")
    where = who.enter(link, code)
    page = who.get(where)
    who.sign(where, name="محمد علي")
    other = Browser(site.server, dict(who.cookies), page)
    other.sign(where, name="M. Ali")
    signed = [each for each in site.door().sign_offs() if each.person == site.asked("محمد علي").person]
    assert [each.name for each in signed] == ["محمد علي"]


def test_declining_is_a_fact_with_a_reason_and_may_be_thought_over(site: Site) -> None:
    ben, (link, code) = Browser(site.server), site.link("Hal Moe")
    where = ben.enter(link, code)
    ben.get(where)
    ben.post(where, ("act", "decline"), ("lang", "en"), ("reason", "I ask my union first"))
    assert ben.status == 303 and site.asked("Hal Moe").state == "declined"
    assert "You declined on" in ben.get(where) and "still sign" in ben.text
    events = site.door().sign_events(site.asked("Hal Moe"))
    assert [each.says for each in events if each.act == "declined"] == ["I ask my union first"]
    rows, _ = site.door().evidence()
    assert any(each.action == "notice-declined" for each in rows) and not any("union" in each.details for each in rows)
    ben.sign(where, name="Hal Moe")
    assert site.asked("Hal Moe").state == "signed"


def ask_who_sees(site: Site, ida: Browser | None = None, where: str = "") -> SignRequest:
    """Ida's question, asked once however many tests need one."""
    if not site.door().sign_events(site.asked("Ida Fox"), acts=("question",)):
        if ida is None:
            ida, (link, code) = Browser(site.server), site.link("Ida Fox")
            where = ida.enter(link, code)
            ida.get(where)
        ida.post(where, ("act", "ask"), ("lang", "en"), ("question", "Who sees <i>it</i>?"))
    return site.asked("Ida Fox")


def somebody_signed(site: Site) -> list[SignRequest]:
    """Who has: Pat, where none of the other tests ran before."""

    def signed() -> list[SignRequest]:
        return [each for each in site.door().sign_requests() if each.state == "signed"]

    if not signed():
        pat, (link, code) = Browser(site.server), site.link("Pat Doe")
        where = pat.enter(link, code)
        pat.get(where)
        pat.sign(where, name="Pat Doe")
    return signed()


def test_a_question_goes_to_the_privacy_person_and_its_answer_comes_back(site: Site) -> None:
    ida, (link, code) = Browser(site.server), site.link("Ida Fox")
    where = ida.enter(link, code)
    ida.get(where)
    ida.post(where, ("act", "ask"), ("lang", "en"), ("question", ""))
    assert ida.status == 422 and "Write your question" in ida.text
    ask_who_sees(site, ida, where)
    assert "Who sees &lt;i&gt;it" in ida.get(where) and "No answer yet." in ida.text


def test_a_member_signs_what_is_told_to_her_and_nobody_else_s(site: Site) -> None:
    alice = site.alice()
    page = alice.get(f"/o/{site.ours}/own/")
    found = re.search(r'href="(/o/[^"]+/own/sign/[^"]+/)"', page)
    assert found and "To sign" in page
    alice.get(found[1])
    alice.sign(found[1], name="Alice Own")
    assert alice.status == 303 and "Thank you, Alice" in alice.get(found[1])
    signed = next(each for each in site.door().sign_offs() if each.name == "Alice Own")
    assert signed.identified_by.startswith("account-with-")
    other = site.asked("Ida Fox").ident
    alice.get(f"/o/{site.ours}/own/sign/{other}/")
    assert alice.status == 404


def test_on_a_narrow_phone_it_is_signed_by_keyboard_alone_without_a_script(site: Site) -> None:
    link, code = site.link("Jon Day")
    with (
        chromium() as browser,
        opened(browser, site.server.address.rstrip("/") + link, Look(320, script=False)) as page,
    ):
        _press(page, "#f-code", code)
        page.keyboard.press("Enter")
        page.wait_for_url("**/e/sign/**")
        where = page.url
        page.focus(".skip")
        pressed = []
        while (ident := page.evaluate("document.activeElement.id")) != "f-name" and len(pressed) < 40:
            if ident.startswith("f-box-"):
                page.keyboard.press("Space")
                pressed.append(ident)
            page.keyboard.press("Tab")
        page.keyboard.type("Jon Day")
        page.keyboard.press("Enter")
        page.wait_for_selector(".timeline")
        assert "Thank you, Jon" in page.inner_text("h1") and pressed == ["f-box-1", "f-box-2", "f-box-3"]
        cookies = page.context.cookies()
    ida = Browser(site.server)
    assert site.asked("Jon Day").state == "signed" and where.endswith(f"{site.asked('Jon Day').ident}/")
    with chromium() as browser:
        for look in (Look(320), Look(dark=True)):
            with opened(browser, where, look, cookies, agent=None) as page:
                assert violations(page) == [] and sideways(page) == 0 and complaints(page) == []
        link, code = site.link("Ben Coe")
        unsigned = ida.enter(link, code)
        kept = [{"name": name, "value": value, "url": site.server.address} for name, value in ida.cookies.items()]
        for look in (Look(320), Look(dark=True)):
            with opened(browser, site.server.address.rstrip("/") + unsigned, look, kept) as page:
                assert violations(page) == [] and sideways(page) == 0 and complaints(page) == []
        name, _, value = site.members["alice"].partition("=")
        hers = [{"name": name, "value": value, "url": site.server.address}]
        for path in (f"/o/{site.ours}/signatures/open/", f"/o/{site.ours}/deliveries/how/", link):
            with opened(browser, site.server.address.rstrip("/") + path, Look(320), hers, agent=AGENT) as page:
                assert violations(page) == [] and sideways(page) == 0, path


def _press(page: Any, field: str, text: str) -> None:
    page.focus(field)
    page.keyboard.type(text)


def test_who_has_not_signed_is_a_plot_a_list_and_a_file(site: Site) -> None:
    alice = site.alice()
    ask_who_sees(site)
    signed = somebody_signed(site)
    counts = dict(
        re.findall(r'data-head="(Signed|Of)" class="number">([^<]*)<', alice.get(f"/o/{site.ours}/signatures/"))
    )
    assert counts == {"Signed": str(len(signed)), "Of": "11"}
    text = alice.get(f"/o/{site.ours}/signatures/of/{KIND}/")
    assert "Who has signed, and when?" in text and "of 11 signed" in text and "question waits" in text
    assert "<b>{{7*7}}" not in text
    rows = alice.get(f"/o/{site.ours}/signatures/of/{KIND}/?state=all&format=csv").splitlines()
    assert len(rows) == 12 and sum(",signed," in row for row in rows) == len(signed) >= 1


def test_asking_shows_whom_it_reaches_before_it_does_and_asks_once(site: Site) -> None:
    alice, path = site.alice(), f"/o/{site.ours}/signatures/of/{KIND}/ask/"
    alice.get(path)
    before = site.door().sign_requests()
    alice.post(path, ("act", "plan"), ("by", "page"), ("people", "Ben Coe\nNobody At All"))
    assert alice.status == 200 and "Is not on the roster" in alice.text and site.door().sign_requests() == before
    alice.post(path, ("act", "ask"), ("by", "page"), ("due_on", "2001-01-01"))
    assert alice.status == 422 and "is over" in alice.text
    alice.post(path, ("act", "ask"), ("by", "links"), ("again", "on"), ("people", "Ben Coe"))
    assert alice.status == 200 and re.search(r"/e/\d+-[\w-]{32}/", alice.text)
    assert len(site.door().sign_requests()) == len(before)


def test_a_question_is_answered_on_the_page_of_the_person(site: Site) -> None:
    alice, ida = site.alice(), ask_who_sees(site)
    path = f"/o/{site.ours}/signatures/request/{ida.ident}/"
    text = alice.get(path)
    assert "Who sees" in text
    alice.post(path, ("act", "answer"), ("answer", "Two people in HR."))
    assert alice.status == 303
    events = site.door().sign_events(ida, acts=("answer",))
    assert [each.says for each in events] == ["Two people in HR."]


def test_paper_is_matched_by_its_code_and_noted_after_somebody_looked(site: Site) -> None:
    alice = site.alice()
    alice.get(f"/o/{site.ours}/signatures/of/{KIND}/")
    alice.post(f"/o/{site.ours}/signatures/of/{KIND}/sheets/")
    assert alice.body.startswith(b"%PDF")
    sheets = alice.body
    path = f"/o/{site.ours}/signatures/paper/"
    alice.get(path)
    alice.ask("POST", path, [], raw=(sheets, "scan.pdf"))
    ann = site.asked("Ann Poe")
    assert alice.status == 200 and "Ann Poe" in alice.text and f"is-{ann.ident}" in alice.text
    assert site.asked("Ann Poe").is_open
    sha256 = re.search(r'name="sha256" value="([0-9a-f]{64})"', alice.text)
    assert sha256
    keep = (
        ("sha256", sha256[1]),
        ("sheet", ann.ident),
        (f"name-{ann.ident}", "Ann Poe"),
        (f"is-{ann.ident}", "signed"),
    )
    alice.post(f"{path}keep/", *keep, (f"on-{ann.ident}", "2099-01-01"))
    assert alice.status == 422 and "in the future" in alice.text and site.asked("Ann Poe").is_open
    alice.get(path)
    alice.post(f"{path}keep/", *keep)
    assert site.asked("Ann Poe").state == "signed"
    signed = next(each for each in site.door().sign_offs() if each.person == ann.person)
    evidence = site.door().certificate(signed.ident).evidence["statement"]
    assert evidence["paper_sha256"] == sha256[1] and evidence["identified"]["entered_by"] == "alice"
    alice.get(path)
    alice.ask("POST", path, [], raw=(b"%PDF-1.7 nothing", "scan.pdf"))
    assert alice.status == 422 and "damaged" in alice.text
    alice.post(path, ("code", "AAAA-BBBB-CCCC"))
    assert alice.status == 422
    gus = site.asked("Gus Low")  # of a scan that nobody handed in
    alice.post(f"{path}keep/", ("sha256", "0" * 64), ("sheet", gus.ident), (f"is-{gus.ident}", "signed"))
    typed = next(each for each in site.door().sign_offs() if each.person == gus.person)
    evidence = site.door().certificate(typed.ident).evidence["statement"]
    assert evidence["identified"]["by"] == "paper-entered-later" and "paper_sha256" not in evidence


def test_a_device_in_the_office_takes_a_pin_and_knows_nothing_else(site: Site) -> None:
    line = site.lines["Kim Roe"]
    device = site.alice()
    device.cookies = dict(device.cookies)
    start = f"/o/{site.ours}/signatures/kiosk/"
    device.get(start)
    device.post(start, ("witness", ""))
    assert device.status == 422
    # a session of its own: alice's is not to end for the other tests
    other = signed_in(site.home, [(site.ours, "alice")])["alice"].partition("=")
    device = Browser(site.server, {other[0]: other[2]})
    device.get(start)
    where = device.post(start, ("witness", "W. Itness"))
    assert where == "/kiosk/" and "Your PIN" in device.get(where)
    device.get(f"/o/{site.ours}/signatures/")
    assert "Kim Roe" not in device.text  # whoever started it is signed out there
    device.get(where)
    device.post(where, ("number", "E1"), ("pin", "999999" if line.pin != "999999" else "000000"))
    assert device.status == 422 and "do not go together" in device.text
    page = device.post(where, ("number", "e1"), ("pin", line.pin))
    assert page == "/kiosk/sign/" and "for Kim Roe" in device.get(page)
    assert device.sign(page, name="Kim Roe").startswith("/kiosk/?thanks")
    assert "Thank you" in device.get("/kiosk/?thanks=1")
    device.get("/kiosk/sign/")
    assert "Kim Roe" not in device.text
    signed = next(each for each in site.door().sign_offs() if each.name == "Kim Roe")
    told = site.door().certificate(signed.ident).evidence["statement"]["identified"]
    assert told["by"] == "kiosk-with-pin-and-witness" and told["witness"] == "W. Itness"


def test_a_page_and_a_device_are_closed_from_elsewhere_at_their_next_click(site: Site) -> None:
    alice, hal, door = site.alice(), Browser(site.server), site.door()
    token, code = link_person(door, "Hal Moe", member=site.asked("Hal Moe").member)
    start, here = f"/o/{site.ours}/signatures/kiosk/", f"/o/{site.ours}/signatures/open/"
    assert hal.enter(f"/e/{token}/", code).startswith("/e/")
    other = signed_in(site.home, [(site.ours, "alice")])["alice"].partition("=")
    device = Browser(site.server, {other[0]: other[2]})
    device.get(start)
    device.post(start, ("witness", "O. Pen"))
    assert "What is held about you" in hal.get("/e/") and "Your PIN" in device.get("/kiosk/")
    page = alice.get(here)
    assert "Hal Moe" in page and "O. Pen" in page
    mine = door.sittings()[1]  # the device came after it
    assert mine.name == "Hal Moe"
    alice.post(here, ("sitting", mine.ident))
    assert "Closed: 1 browser" in alice.get(here)
    hal.get("/e/")
    assert hal.status == 403 and "This page is closed" in hal.text and "Your PIN" in device.get("/kiosk/")
    alice.post(here, ("act", "all"))
    device.get("/kiosk/")
    assert device.status == 403
    assert "None is open" in alice.get(here)
    ended = [row.action for row in site.door().evidence()[0]].count("sitting-ended")
    assert ended >= 2
    bob = site.members["bob"].partition("=")
    bob_browser = Browser(site.server, {bob[0]: bob[2]})
    bob_browser.get(here)
    assert bob_browser.status == 403


def _new_links(site: Site, sent: int) -> list[EmailMessage]:
    return [message for _, message in site.post.taken[sent:] if "new link" in message["Subject"]]


def test_a_link_that_was_used_offers_another_one_which_goes_to_the_roster_and_says_the_same_to_everybody(
    site: Site,
) -> None:
    link, code = site.link("Ida Fox")
    Browser(site.server).enter(link, code)
    finder = Browser(site.server)
    size, sent = site.door().log_size(), len(site.post.taken)
    for _ in range(3):
        finder.get(link)
        assert finder.status == 410 and "Send me a new link" in finder.text and "Ida" not in finder.text
    assert (site.door().log_size(), len(site.post.taken)) == (size, sent)  # looking changes nothing
    said = set()
    for path in (link, "/e/7-" + "a" * 32 + "/", link):
        finder.get(path)
        finder.post(path, ("act", "renew"), ("email", "thief@elsewhere.example"))
        assert finder.status == 200
        said.add(re.sub(r'value="[^"]+"', "", finder.text))
    assert len(said) == 1 and "@" not in next(iter(said)).partition("<main")[2]
    post = mail.Server("127.0.0.1", site.post.port, "privacy@harbour.example", security="none")

    def arrived() -> list[EmailMessage]:  # the server's own worker may have it
        mail.send_due(site.home, post)
        return _new_links(site, sent)

    (new,) = until(arrived, "a new link")
    assert new["To"] == "p8@harbour.example"
    again = re.findall(r"/e/[\w-]+/", new.get_content())[0]
    ida = Browser(site.server)
    assert again != link and ida.enter(again, code) and ida.status == 303  # by the code that she has
    spanish = Browser(site.server, language="es")
    assert "Este enlace ya no sirve" in spanish.get(link) and '<html lang="es"' in spanish.text


def test_nobody_else_sees_signatures_or_certificates(site: Site) -> None:
    paths = [f"/o/{site.ours}/signatures/", f"/o/{site.ours}/signatures/of/{KIND}/", f"/o/{site.ours}/signatures/request/{site.asked('Pat Doe').ident}/certificate/"]  # fmt: skip
    for member, status in (("bob", 403), ("charlie", 404)):
        name, _, value = site.members[member].partition("=")
        browser = Browser(site.server, {name: value})
        for path in paths:
            browser.get(path)
            assert browser.status == status and "Kim Roe" not in browser.text and not browser.body.startswith(b"%PDF")
