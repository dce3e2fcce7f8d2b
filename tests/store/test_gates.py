"""Whom a notice reached, read from published versions, sendings, signatures and the roster; on both databases."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import scans
from bailee.deliveries import Act, Means, Reason
from bailee.errors import InvalidInput, NotAllowed
from bailee.gates import Asked, Sort
from bailee.operations.ask_gate import GateShut, ask_gate, end_override, gates_of, override_gate, standing_overrides
from bailee.operations.place_notice import put_up_notice, take_down_notice
from bailee.operations.prove_informed import informed
from bailee.operations.scan_store import scan_store
from bailee.places import staff
from bailee.places.staff import Said, Watched
from bailee.store.rows.deliveries import Campaign, Enlisted
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from world import World

TODAY = datetime.now(UTC).astimezone().date()
DEVICE = Asked(Sort.DEVICE, "WS-14")
KIND = "workplace-surveillance-notice"


def published(workspace: Workspace, *, names: str = "scan-records", sent: date | None = None) -> NoticeVersion:
    """A version that is out; `sent`: to everyone, that day."""
    from bailee.store.models import NoticeVersion as Row

    sha256 = f"{len(workspace.notices()):064x}"
    version = workspace.add_notice_version(KIND, {"purposes": {names: ["security"]}}, sha256)
    workspace.publish(KIND, version.version)
    if sent is not None:
        workspace.mark_sent_to_all(KIND, version.version)
        at = datetime(sent.year, sent.month, sent.day, 12, tzinfo=UTC)
        with workspace.transaction():
            workspace._rows(Row).filter(version=version.version).update(sent_to_all_at=at)
    return workspace.notice_version(KIND, version.version)


def person(workspace: Workspace, name: str, *, joined: date | None = None) -> str:
    email = f"{name.split()[0].lower()}@example.org"
    return workspace.add_roster_person(name, SubjectCategory.EMPLOYEE, email=email, joined_on=joined).ident


def sign(workspace: Workspace, version: NoticeVersion, who: str, on: date) -> None:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    workspace.record_sign_off(version, who, identified_by="by hand", statement="read", person=who, signed_at=at)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def test_four_days_after_its_notice_a_device_in_canberra_is_shut_and_on_day_14_open(world: World) -> None:
    world.alice.set_fact("states_with_employees", ["AU-ACT"])
    published(world.alice, sent=day(4))
    shut = ask_gate(world.alice, DEVICE, on=TODAY)
    assert (shut.is_open, shut.served_on, shut.opens_on) == (False, day(4), day(-10))
    assert not ask_gate(world.alice, DEVICE, on=day(-9)).is_open
    assert ask_gate(world.alice, DEVICE, on=day(-10)).is_open


@pytest.mark.parametrize(
    "moment, opens",
    [
        ("2027-01-10T22:30+00:00", "2027-01-25"),  # half past nine in the morning of the 11th
        ("2027-01-10T12:59+00:00", "2027-01-24"),  # a minute to midnight
        ("2027-10-02T14:30+00:00", "2027-10-17"),  # the night in which their clocks go forward
        ("2027-04-03T13:30+00:00", "2027-04-18"),  # and back
        ("2027-04-03T12:59+00:00", "2027-04-17"),
        ("2027-12-31T13:00+00:00", "2028-01-15"),
    ],
)
def test_days_are_counted_by_the_clocks_of_canberra_wherever_the_server_stands(
    world: World, moment: str, opens: str
) -> None:
    from bailee.store.models import NoticeVersion as Row

    alice = world.alice
    alice.set_fact("states_with_employees", ["AU-ACT"])
    person(alice, "Pat Doe")
    version = published(alice, sent=day(0))
    with alice.transaction():
        alice._rows(Row).filter(version=version.version).update(sent_to_all_at=datetime.fromisoformat(moment))
    first = date.fromisoformat(opens)
    for ago in (13, 10, 1):
        answer = ask_gate(alice, DEVICE, on=first - timedelta(days=ago))
        assert not answer.is_open and answer.opens_on == first
    assert ask_gate(alice, DEVICE, on=first).is_open


def test_a_draft_and_a_notice_that_tells_of_no_computer_open_nothing(world: World) -> None:
    world.alice.add_notice_version(KIND, {"purposes": {"scan-records": []}}, "a" * 64)
    published(world.alice, names="camera-footage", sent=day(400))
    assert "no notice is published" in ask_gate(world.alice, DEVICE, on=TODAY).why


def test_without_a_sending_everybody_has_to_have_signed_and_the_last_day_counts(world: World) -> None:
    version = published(world.alice)
    pat, kim = person(world.alice, "Pat Doe"), person(world.alice, "Kim Roe")
    sign(world.alice, version, pat, day(30))
    one = ask_gate(world.alice, DEVICE, on=TODAY)
    assert not one.is_open and "did not reach 1 of 2" in one.why and "have them sign it" in one.next
    assert ask_gate(world.alice, Asked(Sort.DEVICE, "WS-14", person=pat), on=TODAY).served_on == day(30)
    assert not ask_gate(world.alice, Asked(Sort.DEVICE, "WS-15", person=kim), on=TODAY).is_open
    sign(world.alice, version, kim, day(3))
    both = ask_gate(world.alice, DEVICE, on=TODAY)
    assert both.is_open and both.served_on == day(3)


def test_who_came_after_a_sending_has_to_sign(world: World) -> None:
    version = published(world.alice, sent=day(100))
    person(world.alice, "Pat Doe", joined=day(200))
    assert ask_gate(world.alice, DEVICE, on=TODAY).served_on == day(100)
    new = person(world.alice, "Kim Roe", joined=day(20))
    assert "did not reach 1 of 2" in ask_gate(world.alice, DEVICE, on=TODAY).why
    assert not ask_gate(world.alice, Asked(Sort.MAILBOX, person=new), on=TODAY).is_open
    sign(world.alice, version, new, day(10))
    assert ask_gate(world.alice, DEVICE, on=TODAY).served_on == day(10)


def test_a_letter_reaches_whom_it_was_posted_to_from_that_day_on(world: World) -> None:
    version = published(world.alice)
    pat, kim = person(world.alice, "Pat Doe"), person(world.alice, "Kim Roe")
    with world.alice.transaction():
        campaign = world.alice.add_campaign(version, Means.POST, {}, {"pdf": ""}, "0" * 64)
        world.alice.enlist(campaign, [Enlisted(pat, Act.PRINTED)])
        world.alice.note_posted(campaign, day(6))
    assert ask_gate(world.alice, Asked(Sort.DEVICE, person=pat), on=TODAY).served_on == day(6)
    assert "did not reach 1 of 2" in ask_gate(world.alice, DEVICE, on=TODAY).why
    sign(world.alice, version, kim, day(2))
    assert ask_gate(world.alice, DEVICE, on=TODAY).served_on == day(2)


def posted(workspace: Workspace, version: NoticeVersion, *people: str, on: date) -> Campaign:
    with workspace.transaction():
        campaign = workspace.add_campaign(version, Means.POST, {}, {"pdf": ""}, "0" * 64)
        workspace.enlist(campaign, [Enlisted(each, Act.PRINTED) for each in people])
        workspace.note_posted(campaign, on)
    return campaign


def test_what_came_back_counts_for_nobody_also_where_it_went_to_everyone(world: World) -> None:
    alice, version = world.alice, published(world.alice, sent=day(20))
    pat, kim = person(alice, "Pat Doe"), person(alice, "Kim Roe")
    campaign = posted(alice, version, pat, kim, on=day(20))
    assert ask_gate(alice, DEVICE, on=TODAY).served_on == day(20)
    alice.note_deliveries(campaign, [2], Act.FAILED, on=day(15), reason=Reason.MOVED)  # Kim's
    for act in (None, Act.QUEUED):  # waiting to go out once more is not being served
        if act is not None:
            alice.note_deliveries(campaign, [2], act, on=day(12))
        assert "did not reach 1 of 2" in ask_gate(alice, DEVICE, on=TODAY).why
        assert not ask_gate(alice, Asked(Sort.DEVICE, person=kim), on=TODAY).is_open
    assert ask_gate(alice, Asked(Sort.DEVICE, person=pat), on=TODAY).served_on == day(20)
    assert [each.person for each in informed(alice)] == [pat, pat]  # by the sending to everyone, and by her letter


def test_the_days_of_what_came_back_run_from_when_it_went_out_anew(world: World) -> None:
    alice, version = world.alice, published(world.alice)
    pat = person(alice, "Pat Doe")
    campaign = posted(alice, version, pat, on=day(20))
    alice.note_deliveries(campaign, [1], Act.FAILED, on=day(15), reason=Reason.MOVED)
    assert not ask_gate(alice, DEVICE, on=TODAY).is_open
    alice.note_deliveries(campaign, [1], Act.SENT, on=day(5))
    assert ask_gate(alice, DEVICE, on=TODAY).served_on == day(5)
    assert [each.on for each in informed(alice)] == [day(5).isoformat()]


def test_what_was_given_by_hand_stays_given_whatever_comes_back_later(world: World) -> None:
    alice, version = world.alice, published(world.alice, sent=day(20))
    pat = person(alice, "Pat Doe")
    campaign = posted(alice, version, pat, on=day(20))
    alice.note_deliveries(campaign, [1], Act.HANDED, on=day(10))
    alice.note_deliveries(campaign, [1], Act.FAILED, on=day(8), reason=Reason.RETURNED)
    assert ask_gate(alice, DEVICE, on=TODAY).served_on == day(20)


def test_a_signature_alone_serves_who_no_letter_reached(world: World) -> None:
    alice, version = world.alice, published(world.alice, sent=day(20))
    pat = person(alice, "Pat Doe")
    campaign = posted(alice, version, pat, on=day(20))
    alice.note_deliveries(campaign, [1], Act.FAILED, on=day(15), reason=Reason.MOVED)
    sign(alice, version, pat, day(3))
    one = ask_gate(alice, Asked(Sort.DEVICE, person=pat), on=TODAY)
    assert (one.served_on, one.signed_on) == (day(3), day(3)) and "signed" in one.why
    assert ask_gate(alice, DEVICE, on=TODAY).served_on == day(3)


def test_in_new_york_it_is_shut_until_the_last_of_them_signed(world: World) -> None:
    world.alice.set_fact("states_with_employees", ["US-NY"])
    version = published(world.alice, sent=day(20))
    pat, kim = person(world.alice, "Pat Doe"), person(world.alice, "Kim Roe")
    sign(world.alice, version, pat, day(9))
    shut = ask_gate(world.alice, DEVICE, on=TODAY)
    assert not shut.is_open and "1 of 2 has not signed" in shut.why and shut.opens_on is None
    assert ask_gate(world.alice, Asked(Sort.DEVICE, person=pat), on=TODAY).is_open  # her own
    assert "this person has not signed" in ask_gate(world.alice, Asked(Sort.DEVICE, person=kim), on=TODAY).why
    sign(world.alice, version, kim, day(1))
    assert ask_gate(world.alice, DEVICE, on=TODAY).signed_on == day(1)


def test_new_york_asks_those_hired_since_7_may_2022_and_whose_day_nobody_knows(world: World) -> None:
    alice = world.alice
    alice.set_fact("states_with_employees", ["US-NY"])
    version = published(alice, sent=day(20))
    before = person(alice, "Pat Doe", joined=date(2022, 5, 6))
    none = ask_gate(alice, DEVICE, on=TODAY)
    assert none.is_open and none.opens_on == day(20) and "and nobody of them was" in none.why
    first, unknown = person(alice, "Kim Roe", joined=date(2022, 5, 7)), person(alice, "Lee Poe")
    shut = ask_gate(alice, DEVICE, on=TODAY)
    assert not shut.is_open and "2 of the 2 hired since 7 May 2022, or nobody knows when, have not signed" in shut.why
    assert ask_gate(alice, Asked(Sort.DEVICE, person=before), on=TODAY).is_open
    assert not ask_gate(alice, Asked(Sort.DEVICE, person=first), on=TODAY).is_open
    for who, ago in ((first, 9), (unknown, 2)):
        sign(alice, version, who, day(ago))
    assert ask_gate(alice, DEVICE, on=TODAY).signed_on == day(2)
    assert ask_gate(alice, DEVICE, on=TODAY).opens_on == day(2)


def test_delaware_asks_everyone_and_decides_beside_new_york(world: World) -> None:
    alice = world.alice
    alice.set_fact("states_with_employees", ["US-NY", "US-DE"])
    published(alice, sent=day(20))
    person(alice, "Pat Doe", joined=date(2010, 1, 4))
    shut = ask_gate(alice, DEVICE, on=TODAY)
    assert not shut.is_open and "1 of 1 has not signed" in shut.why


def test_who_was_hired_before_has_to_have_had_the_notice_all_the_same(world: World) -> None:
    alice = world.alice
    alice.set_fact("states_with_employees", ["US-NY"])
    published(alice)
    pat = person(alice, "Pat Doe", joined=date(2010, 1, 4))
    shut = ask_gate(alice, Asked(Sort.DEVICE, person=pat), on=TODAY)
    assert not shut.is_open and "did not reach this person" in shut.why and "deliver it" in shut.next
    told = Said(served_on=day(3), override="")
    assert ask_gate(alice, Asked(Sort.DEVICE, person=pat), on=TODAY, said=told).is_open


def test_in_delaware_the_daily_notice_serves_in_place_of_signatures_while_it_hangs(world: World) -> None:
    alice = world.alice
    alice.set_fact("states_with_employees", ["US-DE"])
    published(alice, sent=day(20))
    person(alice, "Pat Doe")
    assert not ask_gate(alice, DEVICE, on=TODAY).is_open
    alice.add_notice_version("daily-monitoring-notice", {"purposes": {}}, "d" * 64)
    alice.publish("daily-monitoring-notice", 1)
    poster = put_up_notice(
        alice, alice.notice_version("daily-monitoring-notice"), "each screen", on=day(6), photograph=None
    )
    assert ask_gate(alice, DEVICE, on=TODAY).is_open
    take_down_notice(alice, poster.ident, on=day(2))
    assert not ask_gate(alice, DEVICE, on=TODAY).is_open


def test_whoever_left_and_customers_are_not_waited_for(world: World) -> None:
    version = published(world.alice)
    pat, gone = person(world.alice, "Pat Doe"), person(world.alice, "Kim Roe")
    world.alice.end_roster_person(gone, day(0))
    world.alice.add_roster_person("Lee Poe", SubjectCategory.CUSTOMER)
    sign(world.alice, version, pat, day(8))
    assert ask_gate(world.alice, DEVICE, on=TODAY).served_on == day(8)


def test_an_override_is_evidence_without_its_reason_and_ends(world: World) -> None:
    ident = override_gate(world.alice, Sort.DEVICE, "WS-14", "Pat Doe's, stolen", until=None, on=TODAY)
    answer = ask_gate(world.alice, Asked(Sort.DEVICE, " ws-14 "), on=TODAY)
    assert answer.is_open and answer.overridden_by
    assert not ask_gate(world.alice, Asked(Sort.DEVICE, "WS-15"), on=TODAY).is_open
    rows, _ = world.alice.evidence()
    (record,) = [row for row in rows if row.action == "gate-overridden"]
    assert "Pat" not in record.details and "WS-14" not in record.details
    end_override(world.alice, ident)
    assert not ask_gate(world.alice, DEVICE, on=TODAY).is_open and standing_overrides(world.alice, TODAY) == ()


def test_of_a_whole_sort_one_override_opens_all(world: World) -> None:
    override_gate(world.alice, Sort.MAILBOX, "", "moving to another server", until=day(-1), on=TODAY)
    assert ask_gate(world.alice, Asked(Sort.MAILBOX, "pat@example.org"), on=TODAY).is_open
    assert not ask_gate(world.alice, DEVICE, on=TODAY).is_open
    assert not ask_gate(world.alice, Asked(Sort.MAILBOX, "pat@example.org"), on=day(-2)).is_open


@pytest.mark.parametrize(
    "reason, until, said",
    [("  ", None, "needs a reason"), ("x", day(1), "is past"), ("x" * 2001, None, "too long")],
)
def test_an_override_that_makes_no_sense_is_refused(world: World, reason: str, until: date | None, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        override_gate(world.alice, Sort.DEVICE, "WS-14", reason, until=until, on=TODAY)
    assert world.alice.gate_overrides() == ()


def test_bob_may_ask_and_open_nothing_and_charlie_sees_nothing_of_it(world: World) -> None:
    with pytest.raises(NotAllowed):
        override_gate(world.bob, Sort.DEVICE, "WS-14", "curious", until=None, on=TODAY)
    override_gate(world.alice, Sort.DEVICE, "WS-14", "stolen", until=None, on=TODAY)
    assert ask_gate(world.bob, DEVICE, on=TODAY).is_open
    assert not ask_gate(world.charlie, DEVICE, on=TODAY).is_open


@pytest.fixture
def home_of_pat(monkeypatch: pytest.MonkeyPatch) -> None:
    """The place that is scanned is the home folder of the account pat."""
    monkeypatch.setattr(staff, "_watched", lambda *_: [Watched("home-folder", "a home folder", "pat")])


@pytest.mark.usefixtures("home_of_pat")
def test_a_scan_stays_shut_until_the_days_are_over_also_by_what_was_said(world: World, tmp_path: Path) -> None:
    world.alice.set_fact("states_with_employees", ["AU-ACT"])
    files: Any = scans.Files({"a.txt": ("x", [("us-ssn", "512447313")])})

    def scan(said: Said | None) -> None:
        scan_store(world.alice, [tmp_path], scanner=files, said=said)

    for said in (None, Said(day(4))):
        with pytest.raises(GateShut) as shut:
            scan(said)
        assert said is None or shut.value.answer.opens_on == day(-10)
    assert world.alice.scans() == ()
    scan(Said(day(14)))
    scan(Said(None, "a stolen laptop"))
    rows, _ = world.alice.evidence()
    told = [json.loads(row.details)["gate"] for row in rows if row.action == "scan-started"]
    assert [(each["overridden"], each["served_on"]) for each in told] == [(0, day(14).isoformat()), (1, "")]


@pytest.mark.usefixtures("home_of_pat")
def test_of_one_persons_home_folder_her_own_notice_is_asked(world: World) -> None:
    version = published(world.alice)
    pat = person(world.alice, "Pat Doe")
    person(world.alice, "Kim Roe")
    ((_, before),) = gates_of(world.alice, ["/home/pat"], on=TODAY)
    sign(world.alice, version, pat, day(1))
    ((_, after),) = gates_of(world.alice, ["/home/pat"], on=TODAY)
    assert (before.is_open, after.is_open) == (False, True)
