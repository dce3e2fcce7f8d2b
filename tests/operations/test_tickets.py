"""Tickets along the life of what they are about, told over HTTP to systems of ours that check what they are sent as the real ones do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations import sync_tickets
from bailee.operations.connect_tickets import change_keys, connect, disconnect, map_things
from bailee.operations.sync_tickets import Synced, sync, try_desk
from bailee.outward import NoAnswer, Reach
from bailee.permissions import Role
from bailee.store.organisations import add_member
from bailee.store.rows.alerts import Found
from bailee.store.workspace import Workspace
from bailee.vocabulary import Severity
from simulators.desks import ConnectWise, HaloPSA, desk
from world import World

HERE = Reach.of("127.0.0.0/8")
ADDRESS = "https://privacy.example.com"
CANARY = "512-44-7313"
CW_MAPPING = {"company": "Alice", "board": "Privacy", "type": "Compliance", "open": "New"}
HALO_MAPPING = {"client": "12", "type": "21"}


@pytest.fixture
def psa() -> Iterator[tuple[ConnectWise, str]]:
    with desk(ConnectWise()) as pair:
        yield pair


@pytest.fixture
def halo() -> Iterator[tuple[HaloPSA, str]]:
    with desk(HaloPSA()) as pair:
        yield pair


def raised(
    workspace: Workspace, *abouts: str, severity: Severity = Severity.HIGH, title: str = "A task is overdue"
) -> None:
    """These alerts stand, and no others."""
    found = [Found("task-overdue", about, severity, title, "By law.", "Do it.", "tasks") for about in abouts]
    workspace.settle_alerts(found, looked_for=["task-overdue"])


def connected(workspace: Workspace, server: ConnectWise, address: str, *sorts: str) -> str:
    ident = connect(workspace, "connectwise", server.access(address), reach=HERE)
    map_things(workspace, ident, sorts or ["alert"], least=Severity.HIGH, mapping=CW_MAPPING)
    return ident


def at_once(workspace: Workspace) -> None:
    """What waits for another try is due now, and no desk is paused."""
    from bailee.store.models import Ticket, TicketDesk
    from bailee.store.rows.base import now

    with workspace.transaction():
        workspace._rows(Ticket).exclude(due_at=None).update(due_at=now() - timedelta(seconds=1))
        workspace._rows(TicketDesk).update(paused_until=None)


def test_a_ticket_lives_as_long_as_what_it_is_about(world: World, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    connected(world.alice, server, address)
    raised(world.alice, "a", "b")
    assert sync(world.alice, HERE, ADDRESS) == Synced(made=2)
    (first, second) = server.tickets.values()
    assert first["summary"] == "A task is overdue" and first["severity"] == "High"
    assert f"{ADDRESS}/o/{world.alice.organisation}/alerts/" in first["initialDescription"]
    assert (first["company"], first["board"]) == ({"identifier": "Alice"}, {"name": "Privacy"})
    assert sync(world.alice, HERE, ADDRESS) == Synced()
    raised(world.alice, "b")
    assert sync(world.alice, HERE, ADDRESS) == Synced(closed=1)
    assert sorted(each["closedFlag"] for each in (first, second)) == [False, True]
    assert sorted(each.state for each in world.alice.tickets(live=False)) == ["closed", "open"]
    assert sum(map(len, server.notes.values())) == 1
    acts = [each.action for each in world.alice.evidence()[0] if each.action.startswith("ticket-")]
    assert acts == ["ticket-desk-connected", "ticket-rule-made", "ticket-made", "ticket-made", "ticket-closed"]


def test_halo_is_told_the_same_life(world: World, halo: tuple[HaloPSA, str]) -> None:
    server, address = halo
    ident = connect(world.alice, "halopsa", server.access(address), reach=HERE)
    map_things(world.alice, ident, ["alert"], least=Severity.MEDIUM, mapping=HALO_MAPPING)
    raised(world.alice, "a")
    assert sync(world.alice, HERE, ADDRESS) == Synced(made=1)
    (ticket,) = server.tickets.values()
    assert ticket["client_id"] == 12 and ticket["summary"].startswith("A task is overdue [bailee-")
    raised(world.alice)
    assert sync(world.alice, HERE, ADDRESS) == Synced(closed=1)
    assert ticket["status_id"] == 9
    assert len(server.tokens) == 2  # one for each turn


def test_closed_there_is_shown_here_and_made_no_second_time(world: World, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    connected(world.alice, server, address)
    raised(world.alice, "a")
    sync(world.alice, HERE)
    (number,) = server.tickets
    server.close(number)
    assert sync(world.alice, HERE) == Synced(closed_there=1)
    (line,) = world.alice.tickets()
    assert (line.state, line.status, line.number) == ("closed-there", ">Closed", str(number))
    assert len(world.alice.alerts()) == 1, "what a person closes there settles nothing here"
    assert sync(world.alice, HERE) == Synced()
    assert len(server.tickets) == 1
    raised(world.alice)
    sync(world.alice, HERE)
    assert world.alice.tickets() == ()
    raised(world.alice, "a")
    assert sync(world.alice, HERE) == Synced(made=1), "it came back: that is another ticket"


@pytest.mark.parametrize("trouble", ["lost", "cut", 500, 502, "html"])
def test_an_answer_that_never_came_makes_no_second_ticket(
    world: World, psa: tuple[ConnectWise, str], trouble: object
) -> None:
    server, address = psa
    connected(world.alice, server, address)
    raised(world.alice, "a")
    server.trouble = ["", trouble]  # asked whether it is there already, and then told to make it
    assert sync(world.alice, HERE).waiting == 1
    (line,) = world.alice.tickets()
    assert line.state == "waiting" and line.fault in ("down", "broken", "unreadable")
    at_once(world.alice)
    done = sync(world.alice, HERE)
    assert (done.made, done.waiting, len(server.tickets)) == (1, 0, 1)
    assert world.alice.ticket_desks()[0].fault == ""


def test_halo_too_finds_what_was_made_when_the_answer_was_lost(world: World, halo: tuple[HaloPSA, str]) -> None:
    server, address = halo
    ident = connect(world.alice, "halopsa", server.access(address), reach=HERE)
    map_things(world.alice, ident, ["alert"], least=Severity.LOW, mapping=HALO_MAPPING)
    raised(world.alice, "a")
    server.trouble = ["", "", "lost"]  # the token, the search, the ticket
    assert sync(world.alice, HERE).waiting == 1
    at_once(world.alice)
    assert sync(world.alice, HERE).made == 1
    assert len(server.tickets) == 1


def test_a_thing_that_ended_while_its_answer_was_lost_is_closed_there(
    world: World, psa: tuple[ConnectWise, str]
) -> None:
    server, address = psa
    connected(world.alice, server, address)
    raised(world.alice, "a")
    server.trouble = ["", "lost"]
    sync(world.alice, HERE)
    raised(world.alice)
    at_once(world.alice)
    sync(world.alice, HERE)
    (ticket,) = server.tickets.values()
    assert ticket["closedFlag"]
    assert world.alice.tickets() == ()


def test_a_desk_that_asks_to_wait_is_waited_for(world: World, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    connected(world.alice, server, address)
    raised(world.alice, "a", "b", "c")
    server.trouble = [(429, {"Retry-After": "90"})]
    assert sync(world.alice, HERE).waiting == 3
    asked = len(server.asked)
    assert sync(world.alice, HERE) == Synced() and len(server.asked) == asked, "nobody asks before the time is over"
    (row,) = world.alice.ticket_desks()
    assert row.fault == "busy" and row.paused_until is not None
    at_once(world.alice)
    assert sync(world.alice, HERE).made == 3


def test_keys_that_do_not_fit_are_kept_waiting_and_said_until_they_are_changed(
    world: World, psa: tuple[ConnectWise, str]
) -> None:
    server, address = psa
    ident = connect(world.alice, "connectwise", server.access(address) | {"private_key": "wrong"}, reach=HERE)
    map_things(world.alice, ident, ["alert"], least=Severity.LOW, mapping=CW_MAPPING)
    with pytest.raises(NoAnswer, match="does not let us in"):
        try_desk(world.alice, ident, HERE)
    raised(world.alice, "a")
    assert sync(world.alice, HERE).waiting == 1
    assert world.alice.ticket_desks()[0].fault == "refused"
    change_keys(world.alice, ident, {"private_key": server.private_key}, reach=HERE)
    assert try_desk(world.alice, ident, HERE) == "version v2026.3.1"
    at_once(world.alice)
    assert sync(world.alice, HERE).made == 1


def test_another_address_takes_its_keys_anew(world: World, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    ident = connected(world.alice, server, address)
    with desk(ConnectWise()) as (other, elsewhere):
        access = other.access(elsewhere)
        with pytest.raises(InvalidInput, match="takes its keys anew"):
            change_keys(world.alice, ident, {"address": access["address"]}, reach=HERE)
        assert try_desk(world.alice, ident, HERE) and server.asked and not other.asked
        change_keys(world.alice, ident, access, reach=HERE)
        assert try_desk(world.alice, ident, HERE) and len(other.asked) == 1


def test_a_slow_desk_holds_nobody_up(
    world: World, psa: tuple[ConnectWise, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, address = psa
    connected(world.alice, server, address)
    raised(world.alice, "a", "b")
    monkeypatch.setattr("bailee.outward._SILENCE", 0.2)
    server.trouble = ["slow"]
    assert sync(world.alice, HERE).waiting == 2
    assert world.alice.ticket_desks()[0].fault == "slow"


def test_what_one_ticket_got_wrong_keeps_no_other_back(world: World, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    ident = connect(world.alice, "connectwise", server.access(address), reach=HERE)
    map_things(world.alice, ident, ["alert"], least=Severity.SEVERE, mapping=CW_MAPPING | {"company": "Nobody"})
    map_things(world.alice, ident, ["alert"], least=Severity.LOW, mapping=CW_MAPPING)
    found = [
        Found("task-overdue", about, severity, "A task is overdue", "", "", "tasks")
        for about, severity in (("a", Severity.SEVERE), ("b", Severity.LOW))
    ]
    world.alice.settle_alerts(found, looked_for=["task-overdue"])
    done = sync(world.alice, HERE)
    assert (done.made, done.waiting) == (1, 1)
    assert {each.fault for each in world.alice.tickets()} == {"", "invalid"}
    assert CANARY not in repr(world.alice.tickets()), "what a server says of an error is kept nowhere"


def test_one_deleted_there_is_said_and_not_made_again(world: World, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    connected(world.alice, server, address)
    raised(world.alice, "a")
    sync(world.alice, HERE)
    server.tickets.clear()
    assert sync(world.alice, HERE).closed_there == 1
    assert [each.state for each in world.alice.tickets()] == ["gone"]
    assert sync(world.alice, HERE) == Synced()


def test_two_workers_make_one_ticket(world: World, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    connected(world.alice, server, address)
    raised(world.alice, "a")
    ways = world.alice.ticket_ways()
    sync_tickets.write_down(world.alice, ways, "")
    other = Workspace(world.home, world.alice.organisation, "alice")
    assert len(other.due_tickets(ways[0].desk.owner, ways[0].desk.ident, sync_tickets.LEASE)) == 1
    assert sync(world.alice, HERE) == Synced(), "the other one has it"
    assert server.tickets == {}


def test_a_ticket_says_nobodys_name_and_nothing_of_a_privileged_incident(
    world: World, psa: tuple[ConnectWise, str]
) -> None:
    server, address = psa
    connected(world.alice, server, address, "alert", "findings", "incident", "task")
    raised(world.alice, "a", title="Bob opened your data <b>=cmd|' /C calc'!A0</b>")
    sync(world.alice, HERE, ADDRESS)
    (ticket,) = server.tickets.values()
    assert ticket["summary"] == "Somebody opened your data b=cmd|' /C calc'!A0/b"


def test_where_an_address_leads_is_looked_at(world: World, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    for wrong in (
        address, "https://localhost/", "https://10.0.0.7/", "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/latest/",
        "file:///etc/passwd", "https://user:pass@example.com/", "gopher://example.com/", "https://exa mple.com/",
    ):  # fmt: skip
        with pytest.raises(InvalidInput):
            connect(world.alice, "connectwise", server.access("") | {"address": wrong}, reach=Reach())
    with pytest.raises(InvalidInput, match="machine that may not"):  # cloud metadata, also where everything is allowed
        connect(
            world.alice,
            "connectwise",
            server.access("") | {"address": "http://169.254.169.254/"},
            reach=Reach.of("0.0.0.0/0"),
        )
    assert server.asked == []


def test_a_desk_that_sends_us_elsewhere_is_not_followed(world: World, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    connected(world.alice, server, address)
    raised(world.alice, "a")
    server.trouble = [(302, {"Location": "http://169.254.169.254/"})]
    sync(world.alice, HERE)
    assert world.alice.ticket_desks()[0].fault == "elsewhere"
    assert len(server.asked) == 1


def test_bob_may_look_and_change_nothing(world: World, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    ident = connected(world.alice, server, address)
    assert [each.ident for each in world.bob.ticket_desks()] == [ident]
    for act in (
        lambda: connect(world.bob, "connectwise", server.access(address), reach=HERE),
        lambda: map_things(world.bob, ident, ["task"], least=Severity.LOW, mapping=CW_MAPPING),
        lambda: disconnect(world.bob, ident),
        lambda: sync(world.bob, HERE),
        lambda: try_desk(world.bob, ident, HERE),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert world.charlie.ticket_desks() == () and world.charlie.tickets() == ()


def test_keys_lie_encrypted_and_are_forgotten_with_their_desk(world: World, psa: tuple[ConnectWise, str]) -> None:
    from bailee.store.models import TicketDesk

    server, address = psa
    ident = connected(world.alice, server, address)
    with world.alice.reading():
        (sealed,) = world.alice._rows(TicketDesk).values_list("told", flat=True)
    assert server.private_key.encode() not in bytes(sealed) and server.private_key not in repr(
        world.alice.ticket_desks()
    )
    disconnect(world.alice, ident)
    with world.alice.reading():
        row = world.alice._rows(TicketDesk).get()
    assert world.alice._decrypted("ticket_desk.told", row.told) == {"name": "", "access": {}}
    assert world.alice.ticket_rules() == ()


def test_a_provider_connects_once_and_each_client_has_its_company(world: World, psa: tuple[ConnectWise, str]) -> None:
    server, address = psa
    world.alice.become_provider()
    add_member(world.home, world.alice.organisation, "olga", name="Olga", role=Role.PROVIDER_OWNER)
    provider = Workspace(world.home, world.alice.organisation, "olga")
    client = provider.add_client("Lind Dental")
    ident = connect(provider, "connectwise", server.access(address), reach=HERE)
    map_things(provider, ident, ["alert"], least=Severity.LOW, client="*", mapping=CW_MAPPING)
    map_things(
        provider,
        ident,
        ["alert"],
        least=Severity.LOW,
        client="Lind Dental",
        mapping=CW_MAPPING | {"company": "LindDental"},
    )
    lind = Workspace(world.home, client, provider.clients()[0].as_member)
    raised(lind, "a")
    raised(provider, "b")
    assert sync(lind, HERE).made == 1
    assert sync(provider, HERE).made == 0, "every client is not the provider itself"
    (ticket,) = server.tickets.values()
    assert ticket["company"] == {"identifier": "LindDental"}, "a rule that names a client comes before one for all"
    assert lind.tickets()[0].owner == provider.organisation_id
    with pytest.raises(InvalidInput):
        map_things(provider, ident, ["alert"], least=Severity.LOW, client="charlies-practice", mapping=CW_MAPPING)


def test_a_worker_tells_what_changed_and_asks_again_by_itself(world: World, psa: tuple[ConnectWise, str]) -> None:
    from bailee.operations.scan_options import Surroundings
    from bailee.operations.tasks import registry
    from bailee.store import jobs

    server, address = psa
    assert sync_tickets.look_where_tickets_are_due(world.home) == 0, "nothing is connected"
    connected(world.alice, server, address)
    raised(world.alice, "a")
    assert sync_tickets.look_where_tickets_are_due(world.home) == 1
    assert sync_tickets.look_where_tickets_are_due(world.home) == 0, "it waits already"
    values: dict[str, int | str] = {"outward_networks": "127.0.0.0/8", "address": ADDRESS}
    (job,) = jobs.list(world.home, world.alice, task="tickets")
    assert (job.state, job.by) == ("waiting", "alice")
    task, progress = registry(Surroundings(world.home, values))["tickets"], cast(Any, None)  # it tells of no share
    told = task.handle(world.alice, {}, progress)
    assert told is not None and (told["made"], told["waiting"], len(server.tickets)) == (1, 0, 1)
    again = task.handle(world.alice, {}, progress)
    assert again is not None and (again["made"], len(server.tickets)) == (0, 1)
