"""People we know: ranges for whoever sees the table, names for whoever may declare, a list shown before it is taken."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bailee.permissions import Role
from bailee.store.organisations import organisations
from waiting import PATIENCE
from web.people import AGENT, signed_in
from web.serving import Server
from web.test_scans import Person
from world import make_world, open_world

STAFF = "No,Name,E-mail,Hired\n1,Pat Doe,pat.doe@example.org,2020-02-01\n2,Kim Roe,kim.roe@example.org,2021-03-15\n"


class Sender(Person):
    def hand_over(self, path: str, content: bytes, **fields: str) -> str:
        """A form with a file, as a browser without a script sends it."""
        mark = "bailee-boundary"
        parts = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in {"csrfmiddlewaretoken": self.csrf, **fields}.items()
        )
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="staff.csv"\r\nContent-Type: text/csv\r\n\r\n'
        body = parts.encode() + head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        sort = {"Content-Type": f"multipart/form-data; boundary={mark}", "Origin": self.server.address.rstrip("/")}
        connection.request("POST", path, body, {"Cookie": self.cookie, "User-Agent": AGENT, **sort})
        answer = connection.getresponse()
        self.text, self.status = answer.read().decode(), answer.status
        connection.close()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text)
        self.csrf = found[1] if found else self.csrf
        return self.text


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str, dict[str, str], Path]]:
    home = tmp_path_factory.mktemp("roster") / "home"
    make_world(home)
    world = open_world(home)
    world.alice.add_member("Mo", Role.MANAGER, ident="mo")
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    ours, theirs = organisations(home)
    server = Server(home)
    try:
        seats = [(ours, "alice"), (ours, "bob"), (ours, "mo"), (theirs, "charlie")]
        yield server, ours, signed_in(home, seats), home
    finally:
        server.close()


def test_a_list_is_shown_before_it_is_taken_and_corrected_where_it_is_read_wrongly(
    served: tuple[Server, str, dict[str, str], Path],
) -> None:
    server, ours, cookies, home = served
    alice, page = Sender(server, cookies["alice"]), f"/o/{ours}/roster/"
    assert "Nobody is on a roster" in alice.get(page)
    alice.get(f"{page}read/")
    wrong = alice.hand_over(f"{page}read/", STAFF.replace("2020-02-01", "03/04/2020").encode(), subject="employee")
    assert alice.status == 422, "".join(server.lines[-3:])
    assert "Line 2" in wrong and "month may come first" in wrong and "Pat Doe" not in wrong
    token = re.search(r'name="list" value="([0-9a-f]{32})"', wrong)
    assert token
    again = {"list": token[1], "subject": "employee", "dates": "day-first"}
    alice.post(f"{page}read/", **again)
    assert alice.status == 200 and "2 people in staff.csv" in alice.text
    assert alice.post(f"{page}keep/", **again, act="take") == page
    shown = alice.get(f"{page}list/")
    assert "Pat Doe" in shown and "3 Apr 2020" in shown and "never found" in shown
    assert not list((home / "lists").rglob("*.list"))


def test_names_are_for_those_who_may_declare(served: tuple[Server, str, dict[str, str], Path]) -> None:
    server, ours, cookies, _ = served
    page = f"/o/{ours}/roster/"
    for who, sees, names in (("bob", 200, 403), ("mo", 200, 403), ("charlie", 404, 404)):
        person = Person(server, cookies[who])
        text = person.get(page)
        assert person.status == sees and "Pat Doe" not in text
        for path in (f"{page}list/", f"{page}read/"):
            person.get(path)
            assert person.status == names, (who, path)


def test_somebody_is_ended_on_the_page(served: tuple[Server, str, dict[str, str], Path]) -> None:
    server, ours, cookies, _ = served
    alice, page = Person(server, cookies["alice"]), f"/o/{ours}/roster/list/"
    if "Pat Doe" not in alice.get(page):  # another process had the test that takes the list
        test_a_list_is_shown_before_it_is_taken_and_corrected_where_it_is_read_wrongly(served)
    found = re.search(rf'action="({page}end/[0-9a-f]+/)"', alice.get(page))
    assert found
    assert alice.post(found[1], on="2026-10-31") == page
    assert "1 person on the roster" in alice.get(page) and "31 Oct 2026" in alice.get(f"{page}?state=ended")
    csv = alice.get(f"{page}?format=csv")
    assert alice.status == 200 and csv.count("\n") >= 2


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "staff.csv"), (b"%PDF-1.7\n\x80", "staff.csv"), (b"Shoes,Price\nred,7\n", "no column is called a")],
)
def test_what_is_no_list_is_said_on_the_form(
    served: tuple[Server, str, dict[str, str], Path], content: bytes, says: str
) -> None:
    server, ours, cookies, _ = served
    alice, page = Sender(server, cookies["alice"]), f"/o/{ours}/roster/read/"
    alice.get(page)
    text = alice.hand_over(page, content, subject="employee")
    assert alice.status == 422 and says in text.casefold(), text[text.find("<main") :][:600]
