"""Microsoft 365 where something goes wrong: throttled, signed out, broken off, forbidden, lied to."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from microsoft365_office import close_all, connect, items, left, listed, reason_of

from bailee.items import Item
from bailee.sources import microsoft365
from bailee.sources.addresses import parse
from bailee.sources.credentials import Credentials
from bailee.sources.interface import EVERYTHING, Asked, Unreachable
from bailee.sources.web import LARGEST
from bailee.vocabulary import Reason
from simulators.clock import Clock
from simulators.graph import office, simulator
from simulators.graph.sign_in import CLIENT, SECRET
from waiting import within

ANN = "ann@contoso.example"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[simulator.Server]:
    with simulator.running(tmp_path) as running:
        office.furnish(running)
        yield running
        close_all()
        assert running.violations == []  # a token for the host of a download is one


def large(server: simulator.Server) -> Item:
    return items(connect(server, f"users/{ANN}", "&only=drives"))[f"users/{ANN}/Drives/OneDrive/Payroll/2024/large.bin"]


def test_the_wait_that_graph_asks_for_is_kept_and_nothing_is_lost(server: simulator.Server) -> None:
    whole = set(listed(connect(server)))
    server.fault("/messages/delta", 429, "activityLimitReached", wait=17, times=2)
    clock = Clock()
    assert set(listed(connect(server, clock=clock))) == whole
    assert [17 <= seconds <= 19 for seconds in clock.slept] == [True, True]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_what_passes_is_tried_again(server: simulator.Server, status: int) -> None:
    whole = set(listed(connect(server)))
    for pattern in ("/users\\?", "/mailFolders", "items/root/delta", "/content", "download:"):
        server.fault(pattern, status)
    assert set(listed(connect(server))) == whole


def test_a_mailbox_that_throttles_for_too_long_is_told_and_others_go_on(server: simulator.Server) -> None:
    bob = next(user for user in server.tenant.users.values() if user.name == office.BOB)
    server.fault(f"{bob.ident[:40]}.*/messages/delta", 429, times=1_000)
    found = listed(connect(server))
    reasons = {name: entry.reason for name, entry in found.items() if isinstance(entry, Unreachable)}
    assert reasons[f"users/{office.BOB}/Mail/Inbox"] is Reason.NOT_CONNECTED
    assert f"users/{ANN}/Drives/OneDrive/notes.txt" in found
    assert "sites/contoso.sharepoint.com/sites/HR/Documents/contracts/bob.txt" in found


def test_five_minutes_that_graph_asks_for_cost_no_file(server: simulator.Server) -> None:
    clock = Clock()
    found = items(connect(server, f"users/{ANN}", clock=clock))
    server.fault("download:", 429, wait=300)
    assert all(reason_of(item) is None for item in found.values())
    assert 300 <= sum(clock.slept) <= 310


def test_a_token_that_expires_in_the_middle_is_replaced_once(server: simulator.Server) -> None:
    found = items(connect(server, f"users/{ANN}"))
    given = server.sign_in.given
    server.sign_in.revoke()
    assert all(reason_of(item) is None for item in found.values())
    assert server.sign_in.given == given + 1


def test_consent_revoked_in_the_middle_ends_in_no_permission_and_what_was_read_stays(server: simulator.Server) -> None:
    tenant = connect(server, f"users/{ANN}")
    first, *others = items(tenant).values()
    assert first.read()
    server.sign_in.revoke()
    server.sign_in.refused = 65001
    asked = len(server.asked)
    assert {reason_of(item) for item in others} == {Reason.NO_PERMISSION}
    assert len(server.asked) <= asked + 3  # it does not go on knocking
    assert "AADSTS65001: nobody consented" in tenant.notes()[0].says


def test_consent_revoked_in_the_middle_of_the_listing_tells_what_is_missing(server: simulator.Server) -> None:
    entries = connect(server).items()
    seen = [next(entries) for _ in range(3)]
    server.sign_in.revoke()
    server.sign_in.refused = 7000112
    rest = list(entries)
    assert all(isinstance(entry, Item) for entry in seen)
    reasons = [entry.reason for entry in rest if isinstance(entry, Unreachable)]
    assert reasons
    assert set(reasons) == {Reason.NO_PERMISSION}


@pytest.mark.parametrize(
    ("number", "says"), [(7000215, "secret is wrong"), (7000222, "too old"), (700016, "not in this tenant")]
)
def test_a_sign_in_that_is_refused_says_why_by_number(server: simulator.Server, number: int, says: str) -> None:
    server.sign_in.refused = number
    tenant = connect(server)
    assert list(tenant.items()) == [Unreachable(EVERYTHING, Reason.NO_PERMISSION)]
    assert f"AADSTS{number}" in tenant.notes()[0].says
    assert says in tenant.notes()[0].says


def test_a_mailbox_that_may_not_be_read_is_told_and_others_go_on(server: simulator.Server) -> None:
    next(user for user in server.tenant.users.values() if user.name == ANN).blocked.add("mail")
    found = listed(connect(server))
    assert found[f"users/{ANN}/Mail"] == Unreachable(found[f"users/{ANN}/Mail"].locator, Reason.NO_PERMISSION)
    assert any(name.startswith(f"users/{office.BOB}/Mail/Inbox") for name in found)
    assert f"users/{ANN}/Drives/OneDrive/notes.txt" in found


def test_a_mailbox_that_knows_no_token_costs_itself_alone(server: simulator.Server) -> None:
    bob = next(user for user in server.tenant.users.values() if user.name == office.BOB)
    server.fault(f"{bob.ident[:40]}.*/mailFolders", 401, "UnknownError", times=1_000)
    found = listed(connect(server))
    reasons = {name: entry.reason for name, entry in found.items() if isinstance(entry, Unreachable)}
    assert reasons[f"users/{office.BOB}/Mail"] is Reason.NO_PERMISSION
    assert "sites/contoso.sharepoint.com/sites/HR/Documents/contracts/bob.txt" in found


def test_where_no_token_is_known_any_more_the_asking_ends(server: simulator.Server) -> None:
    tenant = connect(server, f"users/{ANN}")
    found = list(items(tenant).values())
    server.fault("v1.0", 401, "InvalidAuthenticationToken", times=1_000)
    asked = len(server.asked)
    assert {reason_of(item) for item in found} == {Reason.NO_PERMISSION}
    assert len(server.asked) - asked <= 5 * 3


@pytest.mark.parametrize(
    "pattern",
    [
        "/users\\?",
        "/mailFolders\\?",
        "/childFolders",
        "/messages/delta",
        "/users/.*/drives",
        "/sites/getAll",
        "/sites/.*/drives",
        "items/root",
    ],
)
def test_what_is_missing_lies_beneath_what_was_told(server: simulator.Server, pattern: str) -> None:
    """For what is told neither so nor by its own name is taken for gone."""
    whole = set(items(connect(server)))
    server.fault(pattern, 403, "accessDenied", times=1_000)
    found = listed(connect(server))
    told = [name for name, entry in found.items() if isinstance(entry, Unreachable)]
    missing = whole - set(found)
    assert missing
    assert [name for name in missing if not any(name.startswith(f"{above}/") for above in told)] == []


def test_rights_that_were_not_given_are_told_part_by_part(server: simulator.Server) -> None:
    server.sign_in.roles = frozenset({"User.Read.All", "Mail.Read"})
    reasons = left(connect(server))
    assert reasons["sites"] is Reason.NO_PERMISSION
    assert reasons[f"users/{ANN}/Drives"] is Reason.NO_PERMISSION
    assert f"users/{ANN}/Mail" not in reasons


def test_a_mailbox_that_was_locked_once_is_listed_when_it_opens(server: simulator.Server) -> None:
    ann = next(user for user in server.tenant.users.values() if user.name == ANN)
    first = connect(server)
    before = items(first)
    ann.blocked.add("mail")
    second = connect(server, state=first.state())
    assert all(not isinstance(entry, Item) for entry in second.items())
    ann.blocked.clear()
    server.tenant.mail(ann, "Inbox", office.mime("in the meantime"))
    third = items(connect(server, state=second.state()))
    assert [item.read() for item in third.values()] == [office.mime("in the meantime")]
    assert set(third).isdisjoint(before)


def test_a_file_that_could_not_be_fetched_is_named_again_the_next_time(server: simulator.Server) -> None:
    tenant = connect(server, f"users/{ANN}", "&only=drives")
    found = items(tenant)
    server.fault("/content", 403, "accessDenied")
    assert reason_of(found[f"users/{ANN}/Drives/OneDrive/notes.txt"]) is Reason.NO_PERMISSION
    again = items(connect(server, f"users/{ANN}", "&only=drives", state=tenant.state()))
    assert set(again) == set(found)


@pytest.mark.parametrize("cuts", [[300_000], [300_000, 1, 400_000], [0]])
def test_a_download_that_breaks_off_is_taken_up_where_it_was(server: simulator.Server, cuts: list[int]) -> None:
    file = large(server)
    for cut in cuts:
        server.fault("download:", cut=cut)
    assert file.read() == office.LARGE
    ranges = [line.rpartition(" ")[2] for line in server.asked if line.startswith("GET download bytes")]
    assert len(ranges) == sum(cut > 0 for cut in cuts)


def test_an_address_of_a_download_that_expires_is_asked_for_again(server: simulator.Server) -> None:
    file = large(server)
    server.fault("download:", cut=500_000)
    with file.open() as stream:
        begun = stream.read(200_000)
        server.tickets.clear()
        assert begun + stream.read() == office.LARGE
    assert sum(line.endswith("/content") for line in server.asked) == 2


def test_a_file_that_changes_while_it_is_read_is_not_half_of_each(server: simulator.Server) -> None:
    file = large(server)
    server.fault("download:", cut=500_000)
    with file.open() as stream:
        stream.read(200_000)
        entry = next(iter(server.tickets.values()))
        server.tenant.change(entry, content=b"x" * len(office.LARGE), content_change=server.tenant.tick())
        assert reason_of(Item(file.locator, 0, opener=lambda: stream)) is Reason.VANISHED


def test_a_file_that_vanishes_between_list_and_read_is_told(server: simulator.Server) -> None:
    file = large(server)
    drive = next(iter(server.tenant.users.values())).drives[0]
    server.tenant.remove(next(entry for entry in drive.entries.values() if entry.name == "large.bin"))
    assert reason_of(file) is Reason.VANISHED


def test_a_token_goes_to_nobody_but_graph(server: simulator.Server) -> None:
    stolen = "https://graph.attacker.example/v1.0/users?$skiptoken=x"
    body = json.dumps({"value": [], "@odata.nextLink": stolen}).encode()
    server.fault("/users\\?", body=body)
    assert left(connect(server, options="&only=mail")) == {"users": Reason.DAMAGED}


def test_a_redirect_of_graph_itself_is_not_followed(server: simulator.Server) -> None:
    server.fault("/users\\?", 302, headers={"Location": f"{server.downloads}/x"})
    assert left(connect(server, options="&only=mail")) == {"users": Reason.DAMAGED}
    assert not any(line.startswith("GET download") for line in server.asked)


@pytest.mark.parametrize(
    "body",
    [b"<html>captive portal</html>", b"[]", b'{"value": {}}', b"[" * 100_000, b'{"value":[' + b'{"id":' * 50_000, b"9" * 200_000,
     b" " * (LARGEST + 1)],
    ids=["html", "list", "no-rows", "deep-list", "deep-object", "long-number", "endless"],
)  # fmt: skip
@pytest.mark.timed
def test_an_answer_that_is_none_costs_what_was_asked_and_no_more(server: simulator.Server, body: bytes) -> None:
    server.fault("/mailFolders\\?", body=body)
    with within(10):
        found = listed(connect(server))
    assert [entry.reason for entry in found.values() if isinstance(entry, Unreachable)].count(Reason.DAMAGED) == 1
    assert f"users/{ANN}/Drives/OneDrive/notes.txt" in found


def test_a_list_without_end_ends(server: simulator.Server) -> None:
    again = json.dumps({"value": [], "@odata.nextLink": f"{server.url}/v1.0/users?$skiptoken=again"}).encode()
    server.fault("/users\\?", body=again, times=1_000)
    assert left(connect(server, options="&only=mail")) == {"users": Reason.DAMAGED}
    assert len(server.asked) < 10


def test_rows_that_make_no_sense_are_passed_over(server: simulator.Server) -> None:
    rows = [
        None,
        7,
        {},
        {"id": 5},
        {"id": "x", "file": {}, "size": -1, "name": None, "parentReference": 3, "shared": 1},
    ]
    body = json.dumps({"value": rows, "@odata.deltaLink": f"{server.url}/v1.0/x"}).encode()
    server.fault("items/root/delta", body=body)
    server.fault("/messages/delta", body=body)
    found = items(connect(server, f"users/{ANN}"))
    assert f"users/{ANN}/Drives/OneDrive/lost/unnamed" in found


def test_a_service_without_sizes_of_mail_is_read_without_them(server: simulator.Server) -> None:
    server.fault("expand=", 400, "ErrorInvalidUrlQuery")
    inbox = [
        item
        for name, item in items(connect(server, options="&only=mail")).items()
        if f"users/{ANN}/Mail/Inbox/2024" in name
    ]
    assert [(item.size, len(item.read()) > 50) for item in inbox] == [(0, True)] * 5


def test_a_host_that_nobody_vouches_for_hears_no_secret(server: simulator.Server) -> None:
    address = parse(server.address().partition("&ca=")[0].partition("?ca=")[0])
    address = parse(f"microsoft365://contoso.onmicrosoft.com/?login={server.url}&graph={server.url}")
    tenant = microsoft365.connect(
        address, Credentials(address, {"client_id": CLIENT, "client_secret": SECRET}), Asked()
    )
    assert list(tenant.items()) == [Unreachable(EVERYTHING, Reason.NOT_CONNECTED)]
    assert [note.ident for note in tenant.notes()] == ["away"]
    tenant.close()
    assert server.asked == []


def test_nobody_reads_a_secret_a_subject_or_an_address(
    server: simulator.Server, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    told = io.StringIO()
    for pattern, status in (("/mailFolders", 403), ("items/root/delta", 410), ("/content", 404), ("/token", 503)):
        tenant = connect(server)
        server.fault(pattern, status, code="t0p-secret subject of ann@contoso.example", times=2)
        for entry in tenant.items():
            print(getattr(entry, "reason", ""), getattr(entry, "facts", ""), file=told)
            if isinstance(entry, Item):
                print(reason_of(entry), file=told)
        print(tenant.notes(), repr(tenant._sign_in), repr(tenant._graph), file=told)
        tenant.state()
    everything = told.getvalue() + caplog.text + "".join(capfd.readouterr())
    secrets = (SECRET, "canary-token", "t0p-secret", "ann@contoso.example", "219-09-9999", *server.tickets)
    assert not [word for word in secrets if word in everything]
