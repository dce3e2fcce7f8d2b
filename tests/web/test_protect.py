"""Protection as somebody without a script meets it: proposed, chosen, done, undone; approved by another person; and whom none of it is shown to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import pytest

import waiting
from bailee.operations.make_recovery_kit import make_recovery_kit
from bailee.operations.protect_by_playbook import keep, plan
from bailee.operations.scan_store import scan_store
from bailee.permissions import Role
from bailee.store.organisations import organisations
from web.axe import WIDTHS, chromium, darkened, opened, sideways, violations
from web.people import AGENT, signed_in
from web.serving import Server
from web.test_scans import Person
from world import make_world, open_world

PAY = "name,ssn,salary\n" + "".join(f"Person {n},{219 + n}-{20 + n}-{4000 + n},{5000 + n}\n" for n in range(20))
CARDS = "card,remark\n" + "4716 9254 1830 2969,about Project Heron\n5425 8371 6290 4818,project-heron again\n" * 3
COPIES = 'about = "Cards"\n[[rule]]\nact = "redact"\nbecause = "Others need the rest."\n'


@dataclass
class Site:
    server: Server
    ours: str
    cookies: dict[str, str]
    share: Path
    batch: str

    def person(self, name: str) -> Person:
        return Person(self.server, self.cookies[name])

    def at(self, rest: str) -> str:
        return f"/o/{self.ours}/{rest}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("protecting")
    home, share = folder / "home", folder / "share"
    (home / "playbooks").mkdir(parents=True)
    (home / "playbooks" / "payment-card.toml").write_text(COPIES)
    (share / "sales").mkdir(parents=True)
    (share / "sales" / "cards.csv").write_text(CARDS)
    for name in ("pay.csv", "<b>old.csv", "219-20-4001.csv"):
        (share / "hr").mkdir(parents=True, exist_ok=True)
        (share / "hr" / name).write_text(PAY)
        (share / "hr" / name).chmod(0o644)
    make_world(home)
    world = open_world(home)
    world.alice.add_member("Olga", Role.CLIENT_OWNER, ident="olga")
    scan_store(world.alice, [share], jobs=1)
    make_recovery_kit(world.alice, folder / "kit.pdf", keeper="Dana Reyes")
    batch = _asked(world.alice, share / "hr" / "<b>old.csv")
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    ours, theirs = organisations(home)
    server = Server(home, works=True)
    try:
        people = [(ours, "alice"), (ours, "bob"), (ours, "olga"), (theirs, "charlie")]
        yield Site(server, ours, signed_in(home, people, just_proven=True), share, batch)
    finally:
        server.close()


def _asked(alice: object, path: Path) -> str:
    """An erasure that alice asks for."""
    from dataclasses import replace

    from bailee.store.workspace import Workspace

    assert isinstance(alice, Workspace)
    (proposal,) = [each for each in plan(alice, [path]) if each.path == path]
    (ident,) = keep(
        alice, [replace(proposal, act="erase", because="its time is over", refusal="", past="three years are over")]
    )
    return alice.proposals(idents=[ident])[0].batch


def until(site: Site, person: Person, page: str, done: str) -> str:
    """Look again, as the page says, until the work is done."""

    def shown() -> str:
        text = person.get(site.at(page))
        assert "did not come to its end" not in text, text
        return text if done in text else ""

    return waiting.until(shown, f"{page} shows {done}")


def test_what_is_proposed_is_chosen_done_and_put_back(site: Site) -> None:
    alice, file = site.person("alice"), site.share / "hr" / "pay.csv"
    before = (file.read_bytes(), file.stat().st_mode, file.stat().st_mtime_ns)
    page = alice.get(site.at("protect/"))
    assert "20 Social Security numbers" in page and "can be undone" in page and "219-20-4001" not in page
    box = re.search(r'name="file" value="(\d+-seal)" aria-label="Select [^"]*pay\.csv', page)
    assert box, page
    assert not alice.post(site.at("protect/choose/"), file="nonsense").endswith("choose/")
    assert "not on this page" in alice.get(site.at("protect/"))
    assert alice.post(site.at("protect/choose/"), file=box[1]).endswith("/protect/")
    text = until(site, alice, "protect/done/", "1 sealed")
    assert not file.exists() and file.with_name("pay.csv.age").is_file()
    ident = re.search(r'name="ident" value="(\w+)"', text)
    assert ident
    assert alice.post(site.at("protect/done/undo/"), ident=ident[1])
    until(site, alice, "protect/done/", "1 put back")
    assert (file.read_bytes(), file.stat().st_mode, file.stat().st_mtime_ns) == before


def test_further_words_go_from_the_copy_and_are_for_copies_alone(site: Site) -> None:
    alice, file = site.person("alice"), site.share / "sales" / "cards.csv"
    page = alice.get(site.at("protect/?act=redact"))
    box = re.search(r'name="file" value="(\d+-redact)" aria-label="Select [^"]*cards\.csv', page)
    assert box and 'name="also"' in page, page
    assert 'name="also"' not in alice.get(site.at("protect/?act=seal"))
    alice.post(site.at("protect/choose/"), file=box[1].replace("redact", "seal"), also="Project Heron")
    assert "no redacted copy is ticked" in alice.get(site.at("protect/")).lower()
    alice.post(site.at("protect/choose/"), file=box[1], also=" Project Heron \n\n")
    until(site, alice, "protect/done/", "1 redacted")
    made = (file.parent / "cards redacted.csv").read_text(encoding="utf-8")
    assert made == "card,remark\n" + "█████,about █████\n█████,█████ again\n" * 3
    assert not file.exists() and file.with_name("cards.csv.age").is_file()


def test_who_asked_does_not_approve_and_another_one_does_with_a_certificate(site: Site) -> None:
    alice, olga = site.person("alice"), site.person("olga")
    page = alice.get(site.at("protect/waiting/"))
    assert "another person approves" in page and "&lt;b&gt;old" in page and "<b>old" not in page
    alice.post(site.at("protect/waiting/decide/"), act="approve", batch=site.batch, reason="I say so")
    assert "approved by another person" in alice.get(site.at("protect/waiting/"))
    olga.get(site.at("protect/waiting/"))
    olga.post(site.at("protect/waiting/decide/"), act="approve", batch=site.batch, reason=" ")
    assert "your own words" in olga.get(site.at("protect/waiting/"))
    olga.post(site.at("protect/waiting/decide/"), act="approve", batch=site.batch, reason="the three years are over")
    assert "Erase them now" in olga.get(site.at("protect/waiting/")) and (site.share / "hr" / "<b>old.csv").exists()
    olga.post(site.at("protect/waiting/decide/"), act="erase", batch=site.batch)
    page = until(site, olga, "protect/done/", "Certificate (PDF)")
    assert not (site.share / "hr" / "<b>old.csv").exists()
    address = re.search(r'href="([^"]+\.pdf)"', page)
    assert address
    answer: HTTPResponse = site.server.get(address[1], Cookie=site.cookies["olga"], User_Agent=AGENT)
    assert answer.status == 200 and answer.getheader("Content-Type") == "application/pdf"
    assert "carried out" in olga.get(site.at("protect/waiting/")).lower()


def test_who_can_open_what_is_listed_with_a_next_step(site: Site) -> None:
    alice = site.person("alice")
    page = alice.get(site.at("protect/exposure/"))
    assert "can open it" in page and "Social Security numbers" in page and "share/hr" in page, page
    assert alice.get(site.at("protect/exposure/?format=csv")).count("\n") >= 2


def test_who_only_reads_decides_nothing_and_a_stranger_sees_nothing(site: Site) -> None:
    bob, charlie = site.person("bob"), site.person("charlie")
    assert 'name="file"' not in bob.get(site.at("protect/")) and bob.status == 200
    for path in ("protect/choose/", "protect/done/undo/", "protect/waiting/decide/", "keys/destroy/"):
        bob.post(site.at(path))
        assert bob.status == 403, path
    bob.get(site.at("keys/"))
    assert bob.status == 403
    for path in (
        "protect/",
        "protect/waiting/",
        "protect/done/",
        "protect/exposure/",
        "protect/done/erasure-1.pdf",
        "keys/",
    ):
        text = charlie.get(site.at(path))
        assert charlie.status == 404 and "pay.csv" not in text, path


def test_the_page_of_keys_tells_of_the_kit_and_the_drill_and_destroys_nothing_for_a_wrong_name(site: Site) -> None:
    alice = site.person("alice")
    page = alice.get(site.at("keys/"))
    for words in ("Dana Reyes", "never tried", "bailee keys drill", "Another person has to agree: Olga"):
        assert words in page, words
    alice.post(site.at("keys/destroy/"), name="Somebody", reason="the practice was closed")
    assert alice.status == 422 and "not the name of the organisation" in alice.text
    alice.post(site.at("keys/destroy/"), name="Alice's shop", reason="the practice was closed")
    assert alice.status == 303 and "alice asks for these keys to be destroyed" in site.person("olga").get(
        site.at("keys/")
    )
    alice.get(site.at("keys/"))
    alice.post(site.at("keys/destroy/"), act="withdraw")
    assert "asks for these keys" not in alice.get(site.at("keys/"))


@pytest.mark.parametrize("path", ["protect/", "protect/waiting/", "protect/done/", "protect/exposure/", "keys/"])
def test_everybody_can_use_them(site: Site, path: str) -> None:
    name, _, value = site.cookies["alice"].partition("=")
    jar = [{"name": name, "value": value, "url": site.server.address}]
    url = site.server.address.rstrip("/") + site.at(path)
    with chromium() as browser:
        for look in WIDTHS:
            with opened(browser, url, look, jar, agent=AGENT) as page:
                for _ in range(2):
                    assert violations(page) == [] and sideways(page) == 0, (path, look)
                    darkened(page)
