"""Deliveries on pages: a look before anything goes out, letters as a zip, what came back; and what everybody may read."""

from __future__ import annotations

import http.client
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from bailee.operations.draft_notice import draft_notice
from bailee.operations.publish_notice import publish_notice
from bailee.permissions import Role
from bailee.rosters import Details
from bailee.store.organisations import organisations
from bailee.store.rows.roster import RosterDraft
from bailee.vocabulary import SubjectCategory
from waiting import PATIENCE
from web.people import AGENT, signed_in
from web.serving import Server
from web.test_scans import Person
from world import make_world, open_world

TODAY = datetime.now(UTC).astimezone().date()
KIND = "customer-privacy-statement"


class Sender(Person):
    """Somebody whose form has a file, and who downloads one."""

    def hand_over(self, path: str, name: str, content: bytes, **fields: str) -> str:
        mark = "bailee-boundary"
        parts = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
            for field, value in {"csrfmiddlewaretoken": self.csrf, **fields}.items()
        )
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="p.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        body = parts.encode() + head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        self.text = self._ask(path, body, f"multipart/form-data; boundary={mark}").decode()
        return self.text

    def download(self, path: str) -> bytes:
        return self._ask(
            path, urlencode({"csrfmiddlewaretoken": self.csrf}).encode(), "application/x-www-form-urlencoded"
        )

    def _ask(self, path: str, body: bytes, sort: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        told = {
            "Cookie": self.cookie,
            "User-Agent": AGENT,
            "Content-Type": sort,
            "Origin": self.server.address.rstrip("/"),
        }
        with suppress(BrokenPipeError, ConnectionResetError):  # a server does not read to the end of what it refuses
            connection.request("POST", path, body, told)
        answer = connection.getresponse()
        content, self.status = answer.read(), answer.status
        connection.close()
        return content


@dataclass(frozen=True)
class Office:
    server: Server
    ours: str
    theirs: str
    cookies: dict[str, str]

    def seat(self, member: str) -> Sender:
        return Sender(self.server, self.cookies[member])

    def page(self, path: str = "") -> str:
        return f"/o/{self.ours}/deliveries/{path}"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("deliveries") / "home"
    make_world(home)
    world = open_world(home)
    world.alice.add_member("Mo", Role.MANAGER, ident="mo")
    people = [
        Details("Ana Díaz", emails=("ana@client.example",), address="Calle Mayor 3, 28013, Madrid, Spain"),
        Details("Kim Roe", emails=("kim@client.example",), address="12 Elm St, NY 12207, Albany"),
        Details("Lou Poe"),
    ]
    world.alice.save_roster([RosterDraft(SubjectCategory.CUSTOMER, each) for each in people])
    publish_notice(world.alice, draft_notice(world.alice, KIND, on=TODAY).version)
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    ours, theirs = organisations(home)
    server = Server(home, works=True)
    try:
        seats = [(ours, "alice"), (ours, "bob"), (ours, "mo"), (theirs, "charlie")]
        yield Office(server, ours, theirs, signed_in(home, seats, just_proven=True))
    finally:
        server.close()


def begin(office: Office, **given: str) -> tuple[Sender, str]:
    """A look, and its page."""
    alice = office.seat("alice")
    alice.get(office.page("new/"))
    told = {
        "notice": f"{KIND} 1 en", "means": "post", "home": "US", "envelope": "dl", "remind": "3,7", "escalate": "17",
        "quiet": "20:00-07:00", "zone": "UTC", "act": "look",
    }  # fmt: skip
    alice.post(office.page("new/"), **told | given)
    return alice, alice.text


def test_a_look_names_who_cannot_be_reached_and_sends_nothing(office: Office) -> None:
    alice, text = begin(office)
    assert alice.status == 200, text[:400]
    assert "<strong>1 person</strong> by post" in text and "Make 1 letter" in text
    assert "Lou Poe: No postal address is known" in text and "The address names no country" in text
    assert "prints DRAFT" in text
    assert "No notice went out yet" in alice.get(office.page())


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"home": "Nowhere"}, "f-home"),
        ({"notice": ""}, "f-notice"),
        ({"notice": f"{KIND} 9999999999 en"}, "f-notice"),
        ({"remind": "7,3"}, "f-remind"),
        ({"quiet": "late"}, "f-quiet"),
        ({"zone": "Mars/Base"}, "f-zone"),
        ({"envelope": "c4"}, "f-envelope"),
        ({"people": "Nobody Atall"}, "f-people"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field_and_what_was_typed_stays(
    office: Office, given: dict[str, str], field: str
) -> None:
    alice, text = begin(office, **given)
    assert alice.status == 422 and f'href="#{field}"' in text
    assert 'value="3,7"' in text or "remind" in given


def test_letters_are_downloaded_posted_come_back_and_are_given_by_hand(office: Office) -> None:
    alice, text = begin(office, usual="US")
    assert "Make 2 letters" in text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text))
    where = alice.post(office.page("new/"), **hidden | {"act": "start"})
    assert re.fullmatch(office.page(r"of/delivery-[0-9a-f]{8}/"), where), alice.text[:300]
    shown = alice.get(where)
    assert "0 of 3 reached; 2 letters to be printed and posted" in shown and "Kim Roe" in shown
    content = alice.download(f"{where}letters/")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == ["letters-001.pdf", "manifest.csv", "post-office-001.pdf"]
        assert b"Kim Roe" in archive.read("manifest.csv")
    assert alice.post(f"{where}posted/", on=TODAY.isoformat()) == where
    assert "2 of 3 reached" in alice.get(where)
    alice.post(f"{where}returned/", pieces="99", reason="moved", back_on=TODAY.isoformat())
    assert alice.status == 422 and "There is no piece 99" in alice.text
    assert alice.post(f"{where}returned/", pieces="1", reason="moved", back_on=TODAY.isoformat()) == where
    assert "The letter came back: moved away" in alice.get(where)
    assert alice.post(f"{where}handed/", piece="3", handed_on=TODAY.isoformat()) == where
    csv = alice.get(f"{where}?format=csv")
    assert "Given by hand" in csv and "Came back" in csv
    assert alice.post(f"{where}again/") == where
    assert alice.post(f"{where}stop/") == where
    assert "Ended" in alice.get(where)
    bob = office.seat("bob")
    seen = bob.get(where)
    assert bob.status == 200 and "Kim Roe" not in seen and "reached" in seen
    assert "Kim Roe" not in bob.get(f"{where}?format=csv")
    bob.post(f"{where}posted/", on=TODAY.isoformat())
    assert bob.status == 403
    charlie = office.seat("charlie")
    charlie.get(where)
    assert charlie.status == 404


def test_a_poster_is_noted_with_the_hash_of_its_photograph(office: Office) -> None:
    alice = office.seat("alice")
    alice.get(office.page("posters/"))
    told = {"notice": f"{KIND} 1 en", "place": "kitchen, beside the door", "on": TODAY.isoformat()}
    alice.hand_over(office.page("posters/"), "photograph", b"GIF89a", **told)
    assert alice.status == 422 and "This is no photograph that we know" in alice.text
    assert 'value="kitchen, beside the door"' in alice.text
    alice.hand_over(office.page("posters/"), "photograph", b"\xff\xd8\xff\xe0" + bytes(1000), **told)
    assert alice.status == 303
    text = alice.get(office.page("posters/"))
    assert "kitchen, beside the door" in text and "JPEG" in text
    down = re.search(r'action="([^"]+/down/)"', text)
    assert down and alice.post(down[1]) == office.page("posters/")
    assert "taken down" in alice.get(office.page("posters/"))


def test_a_photograph_of_40_megabytes_is_refused_with_words(office: Office) -> None:
    alice = office.seat("alice")
    alice.get(office.page("posters/"))
    told = {"notice": f"{KIND} 1 en", "place": "hall", "on": TODAY.isoformat()}
    alice.hand_over(office.page("posters/"), "photograph", b"\xff\xd8\xff\xe0" + bytes(27 << 20), **told)
    assert alice.status == 422 and "the largest that is taken has 25" in alice.text
    alice.hand_over(office.page("posters/"), "photograph", b"\xff\xd8\xff\xe0" + bytes(40 << 20), **told)
    assert alice.status == 413 and "hall" not in alice.get(office.page("posters/"))


def test_a_notice_is_open_to_everybody_once_it_is_opened_and_no_longer(office: Office) -> None:
    path = f"/notices/{office.ours}/{KIND}/"
    assert office.server.get(path).status == 404
    alice = office.seat("alice")
    alice.get(office.page())
    assert alice.post(office.page("pages/"), kind=KIND, act="open") == office.page()
    answer = office.server.get(path)
    assert answer.status == 200 and "What we hold" in answer.text and "DRAFT" in answer.text  # type: ignore[attr-defined]
    assert answer.getheader("Set-Cookie") is None and "Global Privacy Control" not in answer.text  # type: ignore[attr-defined]
    assert "script-src 'self'" in str(answer.getheader("Content-Security-Policy"))
    heard = office.server.ask("GET", path, {"Sec-GPC": "1"})
    assert "it is heard" in heard.text and "Sec-GPC" in str(heard.getheader("Vary"))  # type: ignore[attr-defined]
    assert office.server.ask("POST", path).status in (403, 405)
    for other in (
        f"/notices/{office.theirs}/{KIND}/",
        f"/notices/{office.ours}/employee-privacy-notice/",
        "/notices/x/y/",
    ):
        assert office.server.get(other).status == 404
    support = office.server.get("/.well-known/gpc.json")
    assert support.status == 200 and '"gpc": true' in support.text  # type: ignore[attr-defined]
    alice.get(office.page())
    alice.post(office.page("pages/"), kind=KIND, act="close")
    assert office.server.get(path).status == 404


def test_who_may_not_send_finds_no_form(office: Office) -> None:
    for who in (office.seat("bob"), office.seat("mo")):
        text = who.get(office.page())
        assert who.status == 200 and "New delivery" not in text
        who.get(office.page("new/"))
        assert who.status == 403
