"""The log on its page: whole or not, who keeps checkpoints, proofs and binders to take away; and who none of it is shown to."""

from __future__ import annotations

import http.client
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

from bailee.evidence import standalone
from bailee.permissions import Role
from bailee.store.organisations import organisations
from waiting import PATIENCE, until
from web.people import AGENT, signed_in
from web.serving import Server
from web.test_scans import Person
from world import make_world, open_world


@dataclass
class Site:
    home: Path
    server: Server
    ours: str
    cookies: dict[str, str]

    def person(self, name: str) -> Person:
        return Person(self.server, self.cookies[name])

    def at(self, rest: str) -> str:
        return f"/o/{self.ours}/{rest}"

    def told(self, who: Person, rest: str, **fields: str) -> str:
        """What a form is answered with."""
        who.get(self.at("evidence/"))
        who.post(self.at(rest), **fields)
        return str(who.text)

    def bytes_of(self, name: str, rest: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        heads = {"Cookie": self.cookies[name], "User-Agent": AGENT}
        connection.request("GET", self.at(rest), headers=heads)
        content = connection.getresponse().read()
        connection.close()
        return content


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("log") / "home"
    make_world(home)
    world = open_world(home)
    world.alice.add_member("Em", Role.EMPLOYEE, ident="em")
    world.alice.record("seen", "file-1")
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    ours, theirs = organisations(home)
    server = Server(home, works=True)
    try:
        cookies = signed_in(home, [(ours, "alice"), (ours, "bob"), (ours, "em"), (theirs, "charlie")])
        yield Site(home, server, ours, cookies)
    finally:
        server.close()


def test_the_log_is_checked_and_its_checkpoint_and_a_proof_are_taken(site: Site) -> None:
    bob = site.person("bob")  # an auditor
    assert "The log is whole" in bob.get(site.at("evidence/?check=1"))
    note = site.told(bob, "evidence/checkpoint/")
    assert note.startswith("bailee/1\n") and "— bailee/1 " in note
    assert "taken from this page" in bob.get(site.at("evidence/"))
    proof = site.told(bob, "evidence/record/", record="2")
    assert proof.startswith("c2sp.org/tlog-proof@v1\nindex 1\n")
    for wrong, said in (("999", "no record 999"), ("x", "Write the number")):
        assert said in site.told(bob, "evidence/record/", record=wrong) and bob.status == 422


def test_somebody_is_named_who_keeps_checkpoints(site: Site) -> None:
    alice = site.person("alice")
    assert "Write an e-mail address" in site.told(alice, "evidence/holders/", where="/mnt/x", every="week")
    site.told(alice, "evidence/holders/", where="pat@client.example", name="<b>Pat</b>", every="month")
    page = alice.get(site.at("evidence/"))
    assert "&lt;b&gt;Pat&lt;/b&gt;" in page and "every month" in page and "on its way" in page
    assert "<h2" in page and 'value="end"' in page and 'value="end"' not in site.person("bob").get(site.at("evidence/"))
    holder = re.search(r'name="holder" value="(holder-[0-9a-f]+)"', page)
    assert holder is not None
    site.told(alice, "evidence/holders/", act="end", holder=holder[1])
    assert "Nobody outside keeps a checkpoint" in alice.get(site.at("evidence/"))


def test_a_binder_is_asked_for_made_in_the_background_and_taken(site: Site, tmp_path: Path) -> None:
    bob, typed = site.person("bob"), {"audience": "insurer", "start": "2026-01-01", "end": "2026-11-26"}
    assert "before the first one" in site.told(bob, "evidence/binder/", **(typed | {"end": "2025-01-01"}))
    assert "Write the days" in site.told(bob, "evidence/binder/", **(typed | {"end": "soon"}))
    whose = site.told(bob, "evidence/binder/", **(typed | {"audience": "person", "person": "x@example.org"}))
    assert "on the roster" in whose and bob.status == 422
    site.told(bob, "evidence/binder/", **(typed))
    link = re.compile(r'href="[^"]*/evidence/binder/([^"]+\.zip)"')
    there = until(lambda: link.search(bob.get(site.at("evidence/"))), "a worker made it")
    content = site.bytes_of("bob", f"evidence/binder/{there[1]}")
    zipfile.ZipFile(BytesIO(content)).extractall(tmp_path)
    assert standalone.examine(tmp_path / "binder").faults == []
    assert standalone.statement_of(tmp_path / "binder")["audience"] == "insurer"


def test_it_is_shown_to_nobody_else(site: Site) -> None:
    em, charlie = site.person("em"), site.person("charlie")
    for address in ("evidence/", "evidence/binder/x.zip"):
        em.get(site.at(address))
        assert em.status == 403
        charlie.get(site.at(address))
        assert charlie.status == 404
    site.person("bob").get(site.at("evidence/binder/../../etc/passwd"))
    bob = site.person("bob")
    bob.get(site.at("evidence/binder/other-insurer-00000000.zip"))
    assert bob.status == 404
    site.told(bob, "evidence/holders/", where="bob@client.example", every="week")
    assert bob.status == 403
