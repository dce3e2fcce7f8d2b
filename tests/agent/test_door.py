"""The agents' door: who may come, what is taken, once and in order; and the reason where a technician looks."""

from __future__ import annotations

import json
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from time import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bailee.agent import line as lines
from bailee.agent import work as works
from bailee.agent.enrol import enrol
from bailee.agent.folder import Folder
from bailee.agent.line import Line, Refused, Trust
from bailee.agent.reader import read
from bailee.agent.spool import Spool
from bailee.agent.work import Work
from bailee.errors import InvalidInput, NotAllowed
from bailee.findings import Finding
from bailee.fleet import signing
from bailee.fleet.pieces import EVENTS, SEALED, Cutter, packed, unpacked
from bailee.operations import serve_agents
from bailee.operations.ask_agent import ask_agent
from bailee.operations.change_policy import change_policy
from bailee.operations.enrol_agent import make_code
from bailee.operations.report_status import never_ended, report_status
from bailee.operations.start_by_policy import start_due_by_policy
from bailee.operations.take_in import take_in
from bailee.scan_policies.resolve import Level
from bailee.scanner import Event, ItemRead
from bailee.store import fleet_door
from bailee.store.rows import fleet as rows
from bailee.store.rows.base import now
from bailee.web.agent_door import Pace
from waiting import PATIENCE
from world import World

from .pushing import found, given, seal, spooled
from .servers import Fleet, line, spool

IDLE: dict[str, Any] = {"hold": 0, "running": [], "report": {}, "free": True}


def _asked(fleet: Fleet, folder: Folder, path: str = "/srv/hr") -> None:
    (agent,) = fleet.workspace.agents(ident=folder.enrolment().ident)
    ask_agent(fleet.workspace, agent.device, path)


def _actions(fleet: Fleet) -> list[str]:
    from bailee.store.models import EvidenceRecord

    with fleet.workspace.reading():
        return [row.action for row in fleet.workspace._rows(EvidenceRecord).order_by("sequence")]


def _handed_in(folder: Folder) -> None:
    with line(folder) as open_line:
        Work(folder)._hand_in(open_line, spool(folder))


# --- enrolment


def test_a_code_is_good_so_often_and_no_more(fleet: Fleet) -> None:
    code = make_code(fleet.workspace, most=1).code
    enrol(Folder(fleet.folder / "one"), Trust(fleet.url), code)
    with pytest.raises(Refused, match="was used as often as it may"):
        enrol(Folder(fleet.folder / "two"), Trust(fleet.url), code)
    (used,) = fleet.workspace.enrolment_codes()
    assert used.used == 1
    assert [each.kind for each in fleet.workspace.agent_events(used.ident)] == ["code-refused"]


def test_a_stolen_code_that_was_revoked_or_has_expired_opens_nothing(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    revoked, late = make_code(fleet.workspace), make_code(fleet.workspace, days=1)
    fleet.workspace.revoke_enrolment_code(revoked.ident)
    with pytest.raises(Refused, match="was revoked"):
        enrol(Folder(fleet.folder / "one"), Trust(fleet.url), revoked.code)
    monkeypatch.setattr(rows, "now", lambda: now() + timedelta(days=2))
    with pytest.raises(Refused, match="this code"):
        enrol(Folder(fleet.folder / "one"), Trust(fleet.url), late.code)
    assert fleet.workspace.agents() == ()


@pytest.mark.parametrize("code", ["", "1-" + "A" * 32, "999-" + "A" * 32, "../../etc/passwd"])
def test_a_forged_code_is_not_good(fleet: Fleet, code: str) -> None:
    with pytest.raises(Refused, match="this code is not good"):
        enrol(Folder(fleet.folder / "one"), Trust(fleet.url), code)


@pytest.mark.parametrize("key", ["A" * 43 + "=", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="])
def test_an_enrolment_that_its_key_did_not_sign_is_refused(fleet: Fleet, key: str) -> None:
    told = {
        "code": make_code(fleet.workspace).code, "public_key": key, "proof": "A" * 86 + "==",
        "machine": {"number": "linux:1", "name": "x", "system": "Linux"}, "version": "0.1.0", "protocol": 1,
    }  # fmt: skip
    request = urllib.request.Request(f"{fleet.url}/agent/v1/enrol", json.dumps(told).encode(), method="POST")  # noqa: S310 - loopback
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=PATIENCE)  # noqa: S310 - loopback
    assert json.load(refused.value)["error"] == "key"
    assert fleet.workspace.agents() == ()


def test_who_may_only_look_makes_no_code(world: World) -> None:
    with pytest.raises(NotAllowed):
        make_code(world.bob)


def test_charlie_sees_none_of_alices_agents(fleet: Fleet, world: World) -> None:
    folder = fleet.enrolled()
    assert world.charlie.agents() == () and world.charlie.leases() == () and world.charlie.enrolment_codes() == ()
    with pytest.raises(Exception, match="no such agent"):
        world.charlie.revoke_agent(folder.enrolment().ident, "mine")


# --- requests


def test_an_agent_that_nobody_knows_is_told_so(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    shutil.copytree(folder.path, fleet.folder / "forged")
    forged = Folder(fleet.folder / "forged")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    forged.keep(forged.enrolment(), Ed25519PrivateKey.generate().private_bytes_raw())
    with line(forged) as open_line, pytest.raises(Refused) as refused:
        open_line.ask("poll", IDLE)
    assert refused.value.code == "unknown"
    with line(folder) as open_line:
        assert open_line.ask("poll", IDLE)["acked"] == 0  # the real one goes on


def test_a_request_that_is_replayed_is_refused(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fleet.enrolled()
    sent: list[tuple[str, bytes, dict[str, str]]] = []
    signed = signing.sign

    def keep(key: Any, path: str, body: bytes, **told: Any) -> dict[str, str]:
        heads = signed(key, path, body, **told)
        sent.append((path, body, heads))
        return heads

    monkeypatch.setattr(signing, "sign", keep)
    with line(folder) as open_line:
        open_line.ask("poll", IDLE)
    path, body, heads = sent[0]
    request = urllib.request.Request(f"{fleet.url}{path}", body, heads, method="POST")  # noqa: S310 - loopback
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=PATIENCE)  # noqa: S310 - loopback
    assert json.load(refused.value)["error"] == "replayed"
    assert fleet.workspace.agents()[0].state == "active"


def test_a_poll_with_nothing_new_is_one_statement_and_under_every_condition_of_a_full_one(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    enrolment, key, home = folder.enrolment(), folder.device_key(), fleet.workspace.home
    with line(folder) as open_line:
        open_line.ask("poll", IDLE)
        chain = dict(open_line.chain)

    def quick(report: dict[str, Any] | None = None, by: Any = key, at: float | None = None, **link: Any) -> Any:
        told = {"counter": chain["counter"] + 1, "own": signing.new_name(), "before": chain["own"]} | link
        heads = signing.sign(
            by, "/agent/v1/poll", b"{}", keyid=enrolment.keyid, created=int(at or time()), link=signing.Link(**told)
        )
        signed = signing.parse(heads, "/agent/v1/poll", b"{}")
        return fleet_door.nothing_new(home, signed, version="0.1.0", report={} if report is None else report)

    assert quick(by=Ed25519PrivateKey.generate()) is None, "another key signed it"
    assert quick(counter=chain["counter"]) is None, "it came before"
    assert quick(before=signing.new_name()) is None, "two run under one key: the full way halts them"
    assert quick(at=time() - 3600) is None, "the clock is off"
    assert quick({"errors": {"away": 1}}) is None, "it has something to say"
    _asked(fleet, folder)
    assert quick() is None, "there is a job"
    (lease,) = fleet.workspace.leases()
    fleet.workspace.withdraw_lease(lease.ident)
    heard = quick(own="n" * 22)
    assert heard is not None and heard.ident == enrolment.ident and heard.acked == 0
    assert quick() is None, "the chain went on"
    (agent,) = fleet.workspace.agents()
    fleet.workspace.revoke_agent(agent.ident, "it was stolen")
    assert quick(counter=chain["counter"] + 2, before="n" * 22) is None, "it is revoked"


def test_a_body_that_was_changed_on_the_way_is_refused(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    with line(folder) as open_line:
        link = open_line._next_link()
        heads = signing.sign(
            open_line.key, "/agent/v1/poll", b"{}\n", keyid=open_line.enrolment.keyid, created=int(time()), link=link
        )
    request = urllib.request.Request(f"{fleet.url}/agent/v1/poll", b'{"free":true}\n', heads, method="POST")  # noqa: S310 - loopback
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=PATIENCE)  # noqa: S310 - loopback
    assert refused.value.code == 400


def test_a_cloned_agent_is_halted_and_the_reason_stands_where_a_technician_looks(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    with line(folder) as open_line:
        open_line.ask("poll", IDLE)
    shutil.copytree(folder.path, fleet.folder / "clone")
    with line(folder) as open_line:
        open_line.ask("poll", IDLE)
        open_line.ask("poll", IDLE)
    with line(Folder(fleet.folder / "clone")) as clone, pytest.raises(Refused) as refused:
        clone.ask("poll", IDLE)
    assert refused.value.code == "halted" and "let-go-on" in refused.value.hint
    with line(folder) as open_line, pytest.raises(Refused, match="copied"):
        open_line.ask("poll", IDLE)  # nobody knows which of the two it is: neither goes on
    (agent,) = fleet.workspace.agents()
    assert (agent.state, agent.why) == ("halted", fleet_door.HALTED)
    assert fleet.workspace.agent_events(agent.ident)[0].kind == "halted"
    fleet.workspace.let_go_on(agent.ident)
    with line(folder) as open_line:
        assert open_line.ask("poll", IDLE)["acked"] == 0


def test_a_request_whose_answer_was_lost_comes_again_as_the_same(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    with line(folder) as open_line:
        open_line.ask("poll", IDLE)
        open_line.is_answered = False  # it went out, and the answer did not come back
    for _ in range(3):
        with line(folder) as again:
            again.ask("poll", IDLE)
            again.is_answered = False
    assert fleet.workspace.agents()[0].state == "active"


@pytest.mark.parametrize("days", [-366, 366])
def test_a_clock_that_is_off_by_a_year_is_allowed_for(fleet: Fleet, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    folder = fleet.enrolled()
    monkeypatch.setattr(lines, "time", lambda: time() + days * 86_400)
    with line(folder) as open_line:
        assert open_line.ask("poll", IDLE)["acked"] == 0
        assert abs(open_line.chain["offset"] + days * 86_400) < 60
        assert open_line.ask("poll", IDLE)["acked"] == 0


@pytest.mark.parametrize(("version", "code"), [("0.2.0", "too-new"), ("0.0.8", "too-old"), ("1", "too-old")])
def test_a_version_that_is_not_taken_is_told_and_noted(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch, version: str, code: str
) -> None:
    folder = fleet.enrolled()
    fleet.door.oldest = "0.0.9"
    monkeypatch.setattr(lines, "__version__", version)
    with line(folder) as open_line, pytest.raises(Refused) as refused:
        open_line.ask("poll", IDLE)
    assert refused.value.code == code
    (agent,) = fleet.workspace.agents()
    assert agent.state == "active"
    assert [each.kind for each in fleet.workspace.agent_events(agent.ident)] == ["version", "enrolled"]


def test_an_agent_of_an_older_version_that_is_allowed_works_and_hands_in(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fleet.enrolled()
    monkeypatch.setattr(lines, "__version__", "0.0.7")
    with line(folder) as open_line:
        assert open_line.ask("poll", IDLE)["acked"] == 0


def test_what_an_agent_that_is_too_old_holds_is_still_taken(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    with line(folder) as open_line:
        spooled(folder, given(open_line), found(folder, "a.txt", [1]))
    fleet.door.oldest = "9.0"
    _handed_in(folder)
    assert fleet.workspace.leases()[0].state == "arrived"


def test_a_revoked_agent_is_refused_with_the_reason(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    fleet.workspace.revoke_agent(folder.enrolment().ident, "the laptop was stolen")
    with line(folder) as open_line, pytest.raises(Refused, match="the laptop was stolen"):
        open_line.ask("poll", IDLE)


@pytest.mark.parametrize("body", [b"", b"{", b"[]\n", b"\xff\xfe", b"{}" * 40_000])
def test_what_makes_no_sense_is_refused_and_changes_nothing(fleet: Fleet, body: bytes) -> None:
    fleet.enrolled()
    request = urllib.request.Request(f"{fleet.url}/agent/v1/enrol", body, method="POST")  # noqa: S310 - loopback
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=PATIENCE)  # noqa: S310 - loopback
    assert refused.value.code == 400 and len(fleet.workspace.agents()) == 1


def test_a_body_without_measure_is_refused_unread(fleet: Fleet) -> None:
    request = urllib.request.Request(f"{fleet.url}/agent/v1/push", b"x" * (3 << 20), method="POST")  # noqa: S310 - loopback
    with pytest.raises((urllib.error.HTTPError, urllib.error.URLError)) as refused:
        urllib.request.urlopen(request, timeout=PATIENCE)  # noqa: S310 - loopback
    assert getattr(refused.value, "code", 413) == 413


# --- jobs and pieces


def test_what_an_agent_found_stands_where_findings_stand_and_once(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    with line(folder) as open_line:
        spooled(folder, given(open_line), found(folder, "a.txt", range(5)))
    _handed_in(folder)
    assert take_in(fleet.workspace).done == 1
    held = fleet.workspace.findings()
    assert len(held) == 5
    assert {each.finding.fingerprint for each in held} == {
        fleet.workspace.fingerprint("us-ssn", f"{number:09}") for number in range(5)
    }  # re-keyed on arrival: the same value is the same whoever met it
    assert take_in(fleet.workspace).done == 0
    actions = _actions(fleet)
    assert actions.count("agent-job-ended") == 1 and "agent-enrolled" in actions
    assert fleet.workspace.coverage().read == 1


def test_a_place_is_not_known_whole_until_an_agent_came_to_its_end(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    for end, whole in (("failed", False), ("whole", True), ("failed", True)):  # what one saw whole stays known
        _asked(fleet, folder)
        with line(folder) as open_line:
            spooled(folder, given(open_line), found(folder, "a.txt", range(5)), ended=end, says="")
        _handed_in(folder)
        take_in(fleet.workspace)
        assert (not never_ended(fleet.workspace.scans())) is whole
        rows = report_status(fleet.workspace).rows
        (held,) = (row.held.why for row in rows if row.category == "social-security-number")
        assert ("before its end" not in held) is whole


def test_a_piece_that_comes_twice_counts_once(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    with line(folder) as open_line:
        held = spooled(folder, given(open_line), found(folder, "a.txt", range(3)))
        work = Work(folder)
        first = held.next()
        assert first is not None
        assert work._push(open_line, held, first)["acked"] == first.sequence
        assert work._push(open_line, held, first)["acked"] == first.sequence  # its answer was lost
    _handed_in(folder)
    take_in(fleet.workspace)
    assert len(fleet.workspace.findings()) == 3


def test_one_job_that_two_hand_in_is_done_once(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fleet.enrolled("first")
    _asked(fleet, first)
    with line(first) as open_line:
        lease = given(open_line)
        spooled(first, lease, found(first, "a.txt", range(3)))
    second = fleet.enrolled("second")  # the device was set up anew, and the first came back from its shelf
    monkeypatch.setattr(fleet_door, "now", lambda: now() + timedelta(hours=1))
    monkeypatch.setattr(rows, "now", lambda: now() + timedelta(hours=1))
    from bailee.agent import line as agents_line

    monkeypatch.setattr(agents_line, "time", lambda: time() + 3_600)
    with line(second) as open_line:
        again = given(open_line)
        assert again["ident"] == lease["ident"] and again["attempt"] == 2
        spooled(second, again, found(second, "a.txt", range(3)))
    _handed_in(second)
    _reactivate(fleet, first)
    _handed_in(first)
    assert take_in(fleet.workspace).done == 1
    assert len(fleet.workspace.findings()) == 3
    assert _outcomes(fleet) == {"taken-in": 2, "superseded": 2}


def _reactivate(fleet: Fleet, folder: Folder) -> None:
    """As if the server had not heard that the device was set up anew."""
    from bailee.store.models import Agent

    with fleet.workspace.transaction():
        fleet.workspace._rows(Agent).filter(ident=folder.enrolment().ident).update(state="active")


def _outcomes(fleet: Fleet) -> dict[str, int]:
    from collections import Counter

    from bailee.store.models import AgentPush

    with fleet.workspace.reading():
        return dict(Counter(fleet.workspace._rows(AgentPush).values_list("outcome", flat=True)))


def test_a_piece_that_was_lost_has_its_job_done_again(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    with line(folder) as open_line:
        held = spooled(folder, given(open_line), found(folder, "a.txt", range(3)))
        with held._open() as store:
            store.execute("UPDATE piece SET body = x'00' WHERE sequence = 1")  # a torn page, as its digest tells
    _handed_in(folder)
    taken = take_in(fleet.workspace)
    assert (taken.done, taken.again) == (0, 1)
    (lease,) = fleet.workspace.leases()
    assert (lease.state, lease.cause) == ("waiting", "a part of what the agent read did not arrive")
    assert "piece-lost" in {each.kind for each in fleet.workspace.agent_events(folder.enrolment().ident)}
    with line(folder) as open_line:
        again = given(open_line)
        spooled(folder, again, found(folder, "a.txt", range(3)))
    _handed_in(folder)
    assert take_in(fleet.workspace).done == 1 and len(fleet.workspace.findings()) == 3


def test_an_agent_that_lost_its_spool_goes_on_behind_what_the_server_has(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    with line(folder) as open_line:
        spooled(folder, given(open_line), found(folder, "a.txt", [1]))
    _handed_in(folder)
    take_in(fleet.workspace)
    folder.database.unlink()
    _asked(fleet, folder)
    work = Work(folder)
    with line(folder) as open_line:
        work._poll(open_line, spool(folder), held=0)
        (job,) = spool(folder).jobs()
        lease = {"ident": job.lease, "attempt": job.attempt, "told": job.told, "until": job.until}
        spooled(folder, lease, found(folder, "a.txt", [1, 2]))
        work._hand_in(open_line, spool(folder))
    assert take_in(fleet.workspace).done == 1 and len(fleet.workspace.findings()) == 2


def test_a_gap_is_told_and_leapt_over_where_what_is_missing_is_no_more(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    spool(folder).start_after(40)  # the server was set back to an earlier copy
    with line(folder) as open_line:
        spooled(folder, given(open_line), found(folder, "a.txt", [1]))
    _handed_in(folder)
    assert take_in(fleet.workspace).done == 1
    assert "gap" in {each.kind for each in fleet.workspace.agent_events(folder.enrolment().ident)}


def test_a_piece_that_says_nothing_fails_its_job_after_three_tries(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    for attempt in (1, 2, 3):
        with line(folder) as open_line:
            lease = given(open_line)
            held = Spool(folder.database)
            from bailee.agent.spool import Job

            held.take_on(Job(lease["ident"], lease["attempt"], lease["told"], {}, lease["until"]))
            held.put(lease["ident"], seal(folder, b"no piece at all"))
            held.put(lease["ident"], seal(folder, b'end\n{"ended": "whole"}'), is_last=True)
        _handed_in(folder)
        assert lease["attempt"] == attempt
        take_in(fleet.workspace)
    (ended,) = fleet.workspace.leases()
    assert (ended.state, ended.cause) == ("failed", "this piece says nothing that a scan says")


@pytest.mark.parametrize(
    "change",
    [{"fingerprint": "512-44-7313"}, {"group": "Pat Doe"}, {"category": "anything"}, {"detector": "Pat Doe 512"}],
)
def test_a_value_in_the_place_of_a_fingerprint_is_not_taken(fleet: Fleet, change: dict[str, str]) -> None:
    one, read = found(fleet.enrolled(), "a.txt", [1])
    assert isinstance(one, Finding)
    with pytest.raises(InvalidInput):
        list(unpacked(packed([replace(one, **change), read])))  # type: ignore[arg-type]
    (kept, _) = unpacked(packed([replace(one, mask="512-44-7313"), read]))
    assert isinstance(kept, Finding) and kept.mask == ""


def test_staffs_own_that_was_looked_at_with_the_gate_shut_is_not_kept(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    with line(folder) as open_line:
        lease = given(open_line)
        assert json.loads(lease["slip"]["says"])["open"] is False  # nobody served a notice
        spooled(folder, lease, found(folder, "pat/letter.txt", [1]), staff=["a home folder"])
    _handed_in(folder)
    take_in(fleet.workspace)
    assert fleet.workspace.findings() == () and fleet.workspace.leases()[0].cause.startswith("the agent looked at")


def test_homes_are_not_even_given_out_while_the_gate_is_shut_and_are_once_it_was_opened_by_name(fleet: Fleet) -> None:
    from bailee.gates import Sort
    from bailee.operations.ask_gate import override_gate

    folder = fleet.enrolled()
    _asked(fleet, folder, "/home")
    with line(folder) as open_line:
        assert open_line.ask("poll", IDLE).get("lease") is None
        assert fleet.workspace.leases()[0].cause.startswith("the gate is shut: no notice is published")
        override_gate(fleet.workspace, Sort.DEVICE, "", "a stolen laptop", until=None, on=now().date())
        serve_agents._answers.clear()
        lease = given(open_line)
    assert json.loads(lease["slip"]["says"])["overrides"] == ["device"]
    assert "gate-overridden" in _actions(fleet)


def _many(events: list[Event], count: int) -> Iterator[Event]:
    one, read = events
    assert isinstance(one, Finding)
    for number in range(count):
        yield replace(one, ident=f"{number:032x}", fingerprint=f"{number:032x}", position=number)
    yield read


def test_a_hundred_thousand_findings_come_in_pieces_that_a_server_can_take(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    cut = list(Cutter(seconds=3_600).cut(_many(found(folder, "list.csv", [1]), 100_000)))
    assert sum(map(len, cut)) == 100_001 and max(map(len, cut)) <= EVENTS
    one = seal(folder, packed(cut[0]))
    assert len(one) < SEALED and len(list(unpacked(packed(cut[0])))) == len(cut[0])
    with line(folder) as open_line:
        lease = given(open_line)
        held = spooled(folder, lease, [])
        for _ in cut[1:]:
            held.put(lease["ident"], one)  # as large as each of them is
    _handed_in(folder)
    assert fleet.workspace.agents()[0].acked == len(cut)


def test_three_weeks_off_line_and_back_everything_arrives_in_order_and_once(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fleet.enrolled()
    for path in ("/srv/hr", "/srv/pay"):
        _asked(fleet, folder, path)
    with line(folder) as open_line:
        first = given(open_line)
        second = open_line.ask("poll", {**IDLE, "running": [first["ident"]]})["lease"]
        spooled(folder, first, found(folder, "a.txt", range(40)))
        spooled(folder, second, found(folder, "b.txt", range(40, 60)))
    later = timedelta(days=21)
    for module in (fleet_door, rows):
        monkeypatch.setattr(module, "now", lambda: now() + later)
    monkeypatch.setattr(lines, "time", lambda: time() + later.total_seconds())
    sequences = []
    taken = fleet_door.Speaker.take

    def seen(agent: fleet_door.Speaker, push: fleet_door.Push, body: bytes) -> int:
        sequences.append(push.sequence)
        return taken(agent, push, body)

    monkeypatch.setattr(fleet_door.Speaker, "take", seen)
    _handed_in(folder)
    assert sequences == [1, 2, 3, 4]
    assert take_in(fleet.workspace).done == 2 and len(fleet.workspace.findings()) == 60


def test_who_comes_too_often_is_told_to_wait(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    fleet.door.agents = Pace(burst=2, a_second=0.0)
    with line(folder) as open_line:
        open_line.ask("poll", IDLE)
        open_line.ask("poll", IDLE)
        with pytest.raises(Refused) as refused:
            open_line.ask("poll", IDLE)
    assert refused.value.code == "too-many"


def test_an_office_that_comes_at_once_waits_its_turn(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    fleet.door.enrolments = Pace(burst=1, a_second=0.0)
    fleet.enrolled("first")
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            fleet.door.enrolments = Pace(burst=1, a_second=0.0)

    folder, code = Folder(fleet.folder / "second"), make_code(fleet.workspace).code
    enrol(folder, Trust(fleet.url), code, sleep=sleep)
    assert folder.is_enrolled and len(slept) == 3 and slept[0] <= 5 and sum(slept) <= 35

    third = Folder(fleet.folder / "third")
    with pytest.raises(Refused, match="too many devices"):
        enrol(third, Trust(fleet.url), code, sleep=lambda seconds: slept.append(seconds))
    assert 600 <= sum(slept[3:]) < 700 and not third.is_enrolled


def test_a_reading_that_is_killed_each_time_is_handed_back(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    monkeypatch.setattr(works, "own_command", lambda: [sys.executable, "-S", "-c", "raise SystemExit(9)"])
    Work(folder).once()
    taken = take_in(fleet.workspace)
    assert (taken.done, taken.failed) == (0, 1)
    (lease,) = fleet.workspace.leases()
    assert (lease.state, lease.cause) == ("failed", "the reader was ended 3 times before its end")


def test_a_job_that_was_withdrawn_is_let_go_of(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    work, held = Work(folder), spool(folder)
    with line(folder) as open_line:
        work._poll(open_line, held, held=0)
        (job,) = held.jobs()
        fleet.workspace.withdraw_lease(job.lease)
        work._poll(open_line, held, held=0)
    assert held.jobs() == ()


def test_what_an_agent_says_of_itself_stands_on_its_row(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    work = Work(folder)
    work.errors["away"] = 3
    with line(folder) as open_line:
        work._poll(open_line, spool(folder), held=0)
    (agent,) = fleet.workspace.agents()
    assert agent.report["errors"] == {"away": 3} and agent.report["held"] == {"pieces": 0, "bytes": 0}
    assert Line(folder, folder.enrolment()).chain["counter"] == 1


def test_a_policys_rhythm_asks_the_agent_again_once_when_it_is_due(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    with line(folder) as open_line:
        spooled(folder, given(open_line), found(folder, "a.txt", range(3)))
    _handed_in(folder)
    take_in(fleet.workspace)
    change_policy(fleet.workspace, Level.CLIENT, "", {"every": "day", "at": "03:00", "zone": "UTC"}, after=0)
    home, later = fleet.workspace.home, now() + timedelta(days=2)
    assert start_due_by_policy(home) == 0
    assert start_due_by_policy(home, later) == 1 and start_due_by_policy(home, later) == 0
    newest, before = fleet.workspace.leases()
    assert (newest.state, before.state) == ("waiting", "done")
    assert newest.place == before.place and newest.told["path"] == "/srv/hr"


def test_what_did_not_change_since_the_last_reading_stands(fleet: Fleet) -> None:
    folder, workspace = fleet.enrolled(), fleet.workspace
    place = fleet.folder / "hr"
    place.mkdir()
    for name in ("a", "b"):
        (place / f"{name}.csv").write_text(f"name,ssn\nPat Doe,512-44-731{ord(name) % 10}\n")

    def scanned() -> Any:
        _asked(fleet, folder, str(place))
        with line(folder) as open_line:
            work = Work(folder)
            work._poll(open_line, spool(folder), held=0.0)
            job = work._next(spool(folder))
            assert job is not None and read(folder, job.lease) == ""
            work._hand_in(open_line, spool(folder))
        taken = take_in(workspace)
        assert (taken.done, taken.failed, taken.again) == (1, 0, 0)
        return taken.counts

    first = scanned()
    found = {each.finding.ident for each in workspace.findings()}
    assert len(found) >= 2 and (first.read, first.unchanged) == (2, 0)
    second = scanned()
    assert (second.read, second.unchanged, second.gone) == (2, 2, 0)
    assert {each.finding.ident for each in workspace.findings()} == found
    (place / "a.csv").write_text("name,ssn\nPat Doe,529-41-8842\n")
    third = scanned()
    assert (third.read, third.unchanged, third.new > 0, third.gone > 0) == (2, 1, True, True)


def test_a_file_that_is_as_it_was_and_that_nobody_knows_has_its_job_done_again_from_the_beginning(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    _asked(fleet, folder)
    with line(folder) as open_line:
        *_, end = found(folder, "a.txt", [])
        assert isinstance(end, ItemRead)
        spooled(folder, given(open_line), [replace(end, unchanged=True)])
    _handed_in(folder)
    assert take_in(fleet.workspace).again == 1
    with line(folder) as open_line:
        again = given(open_line)
    assert again["attempt"] == 2 and "since" not in again["told"]
