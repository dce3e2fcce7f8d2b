"""Counsel's desk as somebody without a script uses it: counsel lands there and decides; who may not, does not see a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bailee.permissions import Role
from bailee.store.organisations import add_member, create_organisation
from bailee.store.workspace import Workspace
from web.people import signed_in
from web.serving import Server
from web.test_scans import Person

CANARY = "zanzibarquokka"
RULE = "rule-mon-us-ny-52c"


@dataclass(frozen=True)
class Desk:
    home: Path
    server: Server
    client: str
    cookies: dict[str, str]

    def person(self, name: str) -> Person:
        return Person(self.server, self.cookies[name])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A client of Olga's with an owner, an auditor and a counsel of its own."""
    home = tmp_path_factory.mktemp("counsel") / "home"
    provider = create_organisation(home, "Olga IT", owner="olga", is_provider=True)
    olga = Workspace(home, provider, "olga")
    client = olga.add_client("Lind Dental")
    door = Workspace(home, client, "olga")
    with door.transaction():
        door.set_fact("employees_by_state", {"US-NY": 40})
        door.set_fact("monitors_email", True)
    for ident, role in (("dirk", Role.CLIENT_OWNER), ("carla", Role.COUNSEL), ("audrey", Role.CLIENT_AUDITOR)):
        add_member(home, client, ident, name=ident.capitalize(), role=role)
    olga.close()
    server = Server(home)
    try:
        seats = [(client, "dirk"), (client, "carla"), (client, "audrey"), (client, "olga")]
        yield Desk(home, server, client, signed_in(home, seats))
    finally:
        server.close()


def decided(desk: Desk) -> None:
    """Counsel made her packet and accepted one rule: by the test before, or here where this one runs by itself."""
    carla, at = desk.person("carla"), f"/o/{desk.client}/"
    if CANARY not in carla.get(f"{at}counsel/decisions/"):
        carla.post(f"{at}counsel/", due="2099-01-05", note=f"{CANARY} and more", paper="letter")
        item = f"{at}counsel/items/{RULE}/"
        sha256 = re.search(r'name="sha256" value="([0-9a-f]+)"', carla.get(item))[1]  # type: ignore[index]
        carla.post(item, sha256=sha256, decision="accept", note=f"{CANARY} said so", firm="Adair LLP")


def test_counsel_lands_on_her_desk_makes_a_packet_decides_and_releases(desk: Desk) -> None:
    carla, at = desk.person("carla"), f"/o/{desk.client}/"
    answer = desk.server.get("/", Cookie=carla.cookie, User_Agent="bailee tests")
    assert answer.getheader("Location") == f"{at}counsel/"
    assert "No packet was made yet" in carla.get(f"{at}counsel/")
    assert carla.post(f"{at}counsel/", due="2099-01-05", note=f"{CANARY} and more", paper="letter") == f"{at}counsel/"
    page = carla.get(f"{at}counsel/?kind=rule")
    assert f"{at}counsel/items/{RULE}/" in page
    for form, begins in (("docx", "PK"), ("pdf", "%PDF"), ("toml", "# Decisions")):
        link = re.search(rf'href="({at}counsel/packets/[^"]+/{form}/)"', page)
        assert link and carla.get(link[1]).startswith(begins)
    item = f"{at}counsel/items/{RULE}/"
    sha256 = re.search(r'name="sha256" value="([0-9a-f]+)"', carla.get(item))[1]  # type: ignore[index]
    carla.post(item, sha256=sha256)
    assert carla.status == 422 and "Choose one" in carla.text
    carla.post(item, sha256=sha256, decision="accept", expires="2001-01-01")
    assert carla.status == 422 and "over already" in carla.text
    assert carla.post(item, sha256=sha256, decision="accept", note=f"{CANARY} said so", firm="Adair LLP")
    history = carla.get(f"{at}counsel/decisions/")
    assert CANARY in history and "Adair LLP" in history
    ident = re.search(r"decision-[0-9a-f]{8}", history)[0]  # type: ignore[index]
    assert CANARY not in carla.get(f"{at}counsel/decisions/?format=csv")
    carla.get(f"{at}counsel/decisions/")
    carla.post(f"{at}counsel/decisions/release/", ident=ident, to="", reason="")
    assert carla.status == 422
    carla.post(f"{at}counsel/decisions/release/", ident=ident, to="The insurer", reason="claim 7")
    assert CANARY in carla.get(f"{at}counsel/decisions/?format=csv")


def test_the_owner_reads_it_and_decides_nothing(desk: Desk) -> None:
    dirk, item = desk.person("dirk"), f"/o/{desk.client}/counsel/items/{RULE}/"
    assert "Keep this decision" not in dirk.get(item)
    dirk.get(f"/o/{desk.client}/counsel/")
    dirk.post(item, decision="accept")
    assert dirk.status == 403
    assert "Privacy strategy" in dirk.get(f"/o/{desk.client}/strategy/")
    assert dirk.get(f"/o/{desk.client}/strategy/pdf/").startswith("%PDF")


def test_provider_and_auditor_see_no_word_of_it_until_counsel_lets_somebody_in(desk: Desk) -> None:
    at = f"/o/{desk.client}/"
    audrey, olga, carla = desk.person("audrey"), desk.person("olga"), desk.person("carla")
    decided(desk)
    for path in ("counsel/", "counsel/decisions/", f"counsel/items/{RULE}/", "strategy/"):
        assert CANARY not in audrey.get(at + path) and audrey.status == 403
        said = olga.get(at + path)
        assert CANARY not in said and "between the client and its counsel" in said
    for path in ("", "obligations/", "access/", "evidence/", "findings/", "alerts/"):
        assert CANARY not in olga.get(at + path) + audrey.get(at + path)
    assert "Carla, Adair LLP" in olga.get(f"{at}obligations/")
    assert not [line for line in desk.server.lines if CANARY in line]
    carla.get(f"{at}counsel/decisions/")
    carla.post(f"{at}counsel/decisions/admit/", member="olga", act="admit", why="prepares the answer")
    assert CANARY in olga.get(f"{at}counsel/decisions/")
