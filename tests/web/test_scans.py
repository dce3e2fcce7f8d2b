"""A scan from the page: named, asked about staff, started, watched, done; and what a stranger's id does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bailee.store.organisations import organisations
from waiting import PATIENCE, until
from web.people import AGENT, signed_in
from web.serving import Server
from world import make_world, open_world


class Person:
    """Somebody with a browser that has no script."""

    def __init__(self, server: Server, cookie: str) -> None:
        self.server, self.cookie, self.csrf = server, cookie, ""

    def get(self, path: str) -> str:
        answer = self.server.get(path, Cookie=self.cookie, User_Agent=AGENT)
        self.status = answer.status
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and "csrf" in value:
                self.cookie += "; " + value.split(";")[0]
        text: str = answer.text  # type: ignore[attr-defined]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        self.csrf = found[1] if found else self.csrf
        return text

    def post(self, path: str, **fields: str) -> str:
        """Send a form; where it leads to."""
        import http.client

        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        body = urlencode({"csrfmiddlewaretoken": self.csrf, **fields})
        sort = {"Content-Type": "application/x-www-form-urlencoded"}
        origin = {"Origin": self.server.address.rstrip("/"), "Host": f"127.0.0.1:{self.server.port}"}
        connection.request("POST", path, body, {"Cookie": self.cookie, "User-Agent": AGENT, **sort, **origin})
        answer = connection.getresponse()
        self.text = answer.read().decode()
        self.status = answer.status
        connection.close()
        return answer.getheader("Location") or ""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str, dict[str, str], Path]]:
    folder = tmp_path_factory.mktemp("scanning")
    home, share = folder / "home", folder / "share"
    (share / "hr").mkdir(parents=True)
    (share / "hr" / "pay.csv").write_text("name,ssn\nPat Doe,512-44-7313\n")
    make_world(home)
    world = open_world(home)
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    ours, theirs = organisations(home)
    server = Server(home, works=True)
    try:
        yield server, ours, signed_in(home, [(ours, "alice"), (ours, "bob"), (theirs, "charlie")]), share
    finally:
        server.close()


def test_a_scan_is_named_started_watched_and_done(served: tuple[Server, str, dict[str, str], Path]) -> None:
    server, ours, cookies, share = served
    alice = Person(server, cookies["alice"])
    alice.get(f"/o/{ours}/scans/new/")
    alice.post(f"/o/{ours}/scans/places/", where="/no/such <b>")
    assert alice.status == 400 and 'value="/no/such &lt;b&gt;"' in alice.text and "Mount it first" in alice.text
    form = alice.post(f"/o/{ours}/scans/places/", where=str(share))
    assert "?place=" in form, (alice.status, re.sub(r"<[^>]+>|\s+", " ", alice.text)[-1200:])
    page = alice.get(form)
    place = re.search(r'name="place" value="(\d+)" checked', page)
    assert place
    job = alice.post(f"/o/{ours}/scans/new/", place=place[1], names="off", ocr="off")
    assert "/scans/job/" in job, alice.text

    def ended() -> str:
        page = alice.get(job)
        assert "failed" not in page
        return page if "What it found" in page else ""

    page = until(ended, "the scan ends")
    past = re.search(rf'href="(/o/{ours}/scans/past/\d+/)"', page)
    assert past
    assert "finished" in alice.get(past[1]).lower()
    assert "Social Security numbers (1)" in alice.get(f"/o/{ours}/findings/?category=social-security-number")


def test_a_reader_starts_nothing_and_a_stranger_finds_nothing(served: tuple[Server, str, dict[str, str], Path]) -> None:
    server, ours, cookies, _ = served
    bob, charlie = Person(server, cookies["bob"]), Person(server, cookies["charlie"])
    bob.get(f"/o/{ours}/scans/new/")
    assert bob.status == 403
    for path in ("scans/", "scans/past/1/", "scans/job/scan-1/", "coverage/?format=json", "stores/?format=csv"):
        text = charlie.get(f"/o/{ours}/{path}")
        assert charlie.status == 404, path
        assert "hr" not in re.sub(r"href=\S+", "", text).split(), path
