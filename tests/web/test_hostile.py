"""What attackers and bad luck send to the served process: refused or absorbed, said clearly, nothing half done, never a 500."""

from __future__ import annotations

import http.client
import re
import resource
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest

from bailee.permissions import Role
from bailee.store.organisations import organisations
from bailee.store.rows.settled import States
from waiting import PATIENCE, within
from web.office import Office, lay
from web.people import AGENT, signed_in
from web.serving import Server
from web.test_scans import Person

MARKS = "\u202e\u200b\u2066"
FORMULA = "=1+1"
NAMES = [f"{FORMULA}<b>x</b>{MARKS}", "@SUM(A1)<script>alert(1)</script>", f"+4{MARKS}9", '-2"><img src=x>', "|calc"]


@dataclass
class Site:
    office: Office
    server: Server
    cookies: dict[str, str]
    other: str
    statuses: list[tuple[str, int]] = field(default_factory=list)

    def person(self, member: str = "owner") -> Person:
        person = Person(self.server, self.cookies[member])
        person.get(f"/o/{self.office.client}/findings/")
        return person

    def path(self, rest: str) -> str:
        return f"/o/{self.office.client}/{rest}"

    def raw(self, head: bytes, body: bytes = b"") -> int:
        """Send bytes as they are; the status of the answer."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=PATIENCE) as wire:
            common = f"Host: 127.0.0.1:{self.server.port}\r\nUser-Agent: {AGENT}\r\nCookie: {self.cookies['owner']}\r\n"
            wire.sendall(head + b" HTTP/1.1\r\n" + common.encode() + b"Connection: close\r\n" + body)
            answer = wire.recv(200)
        status = int(answer.split()[1])
        self.statuses.append((head.decode("latin-1")[:80], status))
        return status


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hostile")
    name = f"=cmd{MARKS}<i>/pay.csv"
    office = lay(folder, **{name: "name,ssn\nPat Doe,512-44-7313\n"})
    provider = Office(office.home, office.share, office.provider, office.provider).workspace()
    other = provider.add_client("Ostrom Freight")
    provider.close()
    who = [(office.provider, "owner"), (office.client, "owner"), (office.client, "bob"), (other, "owner")]
    cookies = signed_in(office.home, who)
    server = Server(office.home)
    try:
        yield Site(office, server, cookies, other)
    finally:
        server.close()


@pytest.mark.parametrize(
    "rest",
    [
        "findings/?category=%ff", "findings/?store=%80%80", "search/?q=%ff%fe", "?cell=%7C%7C%7C", "findings/?after=99999999999999999999.1",
        "findings/?finding=zz", "findings/?state=%E2%80%AE", "scans/past/1/?before=99999999999999999999&what=new", "scans/past/1/?before=%ff",
        "scans/past/99999999999999999999999/", "stores/?format=%00", "findings/?store=" + "x" * 60_000, "search/?q=" + "%F0%9F%98%80" * 4_000,
    ],
)  # fmt: skip
def test_nonsense_in_an_address_breaks_nothing(site: Site, rest: str) -> None:
    assert site.raw(f"GET {site.path(rest)}".encode(), b"\r\n") in (200, 400, 404)


@pytest.mark.parametrize(
    ("head", "more", "status"),
    [
        (b"GET /\xff\xfe", b"", 400),
        (b"GET /" + b"a" * 1_000_000, b"", 431),
        (b"GET /o/x/findings/?store=" + b"a" * 1_000_000, b"", 431),
        (b"POST /account/login/", b"Content-Length: 1000000000\r\n", 413),
        (b"POST /account/login/", b"Content-Length: -5\r\n", 400),
        (b"POST /account/login/", b"Transfer-Encoding: chunked\r\n", 411),
        (b"GET /%0d%0aSet-Cookie:%20a=b", b"", 404),
        (b"GET //evil.example/", b"", 404),
        (b"GET /static/%2e%2e/%2e%2e/etc/passwd", b"", 404),
    ],
    ids=["bytes", "path", "query", "gigabyte", "negative", "chunked", "newline", "slashes", "dots"],
)
def test_what_no_browser_sends_is_refused(site: Site, head: bytes, more: bytes, status: int) -> None:
    assert site.raw(head, more + b"\r\n") == status


@pytest.mark.timed
def test_bodies_that_never_come_keep_nobody_else_waiting(site: Site) -> None:
    head = f"POST {site.path('findings/')} HTTP/1.1\r\nHost: 127.0.0.1:{site.server.port}\r\nUser-Agent: {AGENT}\r\nCookie: {site.cookies['owner']}\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\na="
    slow = [socket.create_connection(("127.0.0.1", site.server.port), timeout=PATIENCE) for _ in range(60)]
    try:
        for wire in slow:
            wire.sendall(head.encode())
        with within(5):
            assert site.server.get("/account/login/", User_Agent=AGENT).status == 200
        waiting = [
            wire for wire in slow if not select.select([wire], [], [], 0)[0]
        ]  # some are refused at once: too many
        assert waiting, "it was answered after every body was given up"
    finally:
        for wire in slow:
            wire.close()


def test_ten_thousand_ticks_are_refused_in_words_and_judge_nothing(site: Site) -> None:
    before = _counts(site)
    person = site.person()
    status, text = _post(
        person, site.path("findings/"), [("finding", f"{n:064x}") for n in range(10_000)], verdict="confirmed"
    )
    assert status == 413 and "Nothing was changed" in text and "in parts" in text
    status, text = _post(person, site.path("findings/"), [("words", "x" * 3_000_000)], verdict="dismissed")
    assert status == 413
    assert _counts(site) == before


@pytest.mark.parametrize(
    "sent",
    [
        b"finding=%ff&verdict=confirmed", b"finding=\xff\xfe&verdict=confirmed", b"verdict=confirmed", b"finding=%00&verdict=confirmed",
        b"finding={known}&verdict=nonsense", b"finding={known}&verdict=accepted&words=x&until=99999-01-01",
        b"finding={known}&verdict=accepted&words=x&until=1999-01-01", b"finding={known}&verdict=dismissed",
        b"finding={known}&finding={theirs}&verdict=confirmed",
    ],
)  # fmt: skip
def test_a_decision_that_makes_no_sense_is_refused_whole(site: Site, sent: bytes) -> None:
    before = _counts(site)
    known = _idents(site)[0].encode()
    body = sent.replace(b"{known}", known).replace(b"{theirs}", b"ab" * 32)
    status, text = _post(site.person(), site.path("findings/"), body)
    assert status == 400 and "<main" in text
    assert _counts(site) == before


def test_names_of_nothing_but_marks_are_refused(site: Site) -> None:
    person = site.person()
    for path, name in (
        ("/clients/new/", "name"),
        (site.path("stores/sites/"), "name"),
        (site.path("findings/views/"), "name"),
    ):
        _post(person, path, [(name, MARKS)])
    text = person.get(site.path("stores/")) + person.get(site.path("findings/")) + person.get("/clients/")
    assert "needs a name" in text
    assert len(organisations(site.office.home)) == 3


def test_names_stay_text_and_no_spreadsheet_runs_them(site: Site) -> None:
    person = site.person()
    for number, name in enumerate(NAMES):
        _post(person, site.path("stores/sites/"), [("name", f"{name} {number}")])
        _post(
            person,
            site.path("findings/views/"),
            [("name", f"{name} {number}"), ("query", "state=x\r\nSet-Cookie: a=b")],
        )
        _post(
            person,
            site.path("findings/rules/"),
            [("detector", "us-ssn"), ("store", "harbour/hr"), ("reason", name), ("at_most", "0.5")],
        )
    status, _ = _post(person, "/clients/new/", [("name", NAMES[0])])
    assert status == 303
    for path in (
        "/clients/",
        site.path("stores/"),
        site.path("findings/"),
        site.path("findings/rules/"),
        site.path(""),
        site.path("coverage/"),
    ):
        text = person.get(path)
        assert person.status == 200, path
        assert not re.search(r"<b>x|<script>alert|<img src=x|<i>/pay", text), path
    for path in (
        "/clients/",
        site.path("stores/"),
        site.path("findings/"),
        site.path("coverage/"),
        site.path("scans/"),
    ):
        text = person.get(f"{path}?format=csv").lstrip("\ufeff")
        assert not re.search(r'(^|,)"?[=+@|%\t\r]', text, re.M), path


def test_nobody_is_led_elsewhere(site: Site) -> None:
    person = site.person()
    for back in ("//evil.example", "/\\evil.example", "https://evil.example/", "/\r\nX: y", "javascript:alert(1)"):
        assert not re.search("evil|\r|\n|javascript", person.post("/theme/", next=back, theme="dark"))
    connection = http.client.HTTPConnection("127.0.0.1", site.server.port, timeout=PATIENCE)
    origin = {"Origin": site.server.address.rstrip("/"), "Referer": f"https://evil.example{site.path('findings/')}"}
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": person.cookie, "User-Agent": AGENT}
    connection.request(
        "POST", site.path("findings/undo/1-1-1/"), urlencode({"csrfmiddlewaretoken": person.csrf}), kind | origin
    )
    assert "evil" not in (connection.getresponse().getheader("Location") or "")
    connection.close()


def test_a_session_in_another_browser_is_ended(site: Site) -> None:
    cookies = signed_in(site.office.home, [(site.office.client, "bob")])
    assert site.server.get(site.path(""), Cookie=cookies["bob"], User_Agent=AGENT).status == 200
    assert site.server.get(site.path(""), Cookie=cookies["bob"], User_Agent="Mozilla/5.0 a thief's").status == 302
    assert site.server.get(site.path(""), Cookie=cookies["bob"], User_Agent=AGENT).status == 302  # for both


def test_a_lowered_role_and_an_ended_membership_count_at_once(site: Site) -> None:
    workspace = site.office.workspace()
    workspace.add_member("Eve", Role.PRIVACY_PERSON, ident="eve")
    cookies = signed_in(site.office.home, [(site.office.client, "eve")])
    eve = Person(site.server, cookies["eve"])
    eve.get(site.path("findings/"))
    workspace.change_role("eve", Role.CLIENT_AUDITOR)
    eve.post(site.path("findings/"), finding=_idents(site)[0], verdict="confirmed")
    assert eve.status == 403 and "client auditor" in eve.text
    workspace.end_member("eve")
    workspace.close()
    eve.get(site.path("findings/"))
    assert eve.status == 404


def test_two_decide_one_finding_at_once(site: Site) -> None:
    before, ident = sum(_counts(site).values()), _idents(site)[0]
    people = [site.person(), site.person()]
    answers: list[int] = []

    def decide(person: Person, verdict: str) -> None:
        person.post(
            site.path("findings/"), finding=ident, verdict=verdict, reason="test-data" if verdict == "dismissed" else ""
        )
        answers.append(person.status)

    threads = [
        threading.Thread(target=decide, args=(each, verdict))
        for each, verdict in zip(people, ("confirmed", "dismissed"), strict=True)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert answers == [303, 303]
    workspace = site.office.workspace()
    told = workspace.finding_told(ident)
    assert sorted(each.verdict for each in told.decisions) == ["confirmed", "dismissed"]
    last = max(told.decisions, key=lambda each: each.at).verdict
    assert told.row.state.word == last
    workspace.close()
    assert sum(_counts(site).values()) == before


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of a file's size is Linux's")
def test_a_full_disk_is_said_and_leaves_nothing_half_done(site: Site) -> None:
    """The store may grow no further: what is read is read, an act is refused in words, and afterwards all is as before."""
    before, ident = _counts(site), _idents(site)[0]
    person = site.person()
    pids = [site.server.process.pid, *_children(site.server.process.pid)]
    free = resource.RLIM_INFINITY
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, free))
    try:
        person.post(site.path("findings/"), finding=ident, verdict="confirmed")
        assert person.status == 503 and "The disk under the store" in person.text
        assert str(site.office.home) not in person.text  # where it lies concerns no client of a provider
    finally:
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (free, free))
    assert site.server.process.poll() is None
    assert _counts(site) == before
    person = site.person()
    person.post(site.path("findings/"), finding=ident, verdict="confirmed")
    assert person.status == 303


def test_nothing_of_all_this_was_a_500(site: Site) -> None:
    assert [each for each in site.statuses if each[1] >= 500] == []
    assert [line for line in site.server.lines if '"status": 500' in line or "Traceback" in line] == []


def _post(person: Person, path: str, pairs: list[tuple[str, str]] | bytes, **more: str) -> tuple[int, str]:
    begin = [("csrfmiddlewaretoken", person.csrf), *more.items()]
    body = urlencode(begin).encode() + b"&" + (pairs if isinstance(pairs, bytes) else urlencode(pairs).encode())
    connection = http.client.HTTPConnection("127.0.0.1", person.server.port, timeout=PATIENCE)
    head = {"Cookie": person.cookie, "User-Agent": AGENT, "Origin": person.server.address.rstrip("/")}
    connection.request("POST", path, body, head | {"Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    assert answer.status < 500, (path, text[:400])
    assert all("\n" not in value for _, value in answer.getheaders())
    return answer.status, text


def _idents(site: Site) -> list[str]:
    workspace = site.office.workspace()
    try:
        return [row.ident for row in workspace.queue(States.TO_JUDGE, limit=20).rows]
    finally:
        workspace.close()


def _counts(site: Site) -> dict[str, int]:
    workspace = site.office.workspace()
    try:
        counts = workspace.triage_counts(possible=True)
        return {state.word: counts[state].total() for state in States}
    finally:
        workspace.close()


def _children(pid: int) -> list[int]:
    done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    found = [int(each) for each in done.stdout.split()]
    return found + [more for each in found for more in _children(each)]
