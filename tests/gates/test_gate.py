"""The gate as a function of facts and a day: shut until a notice was served and its days have passed; some rooms for ever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bailee.gates import Answer, Asked, Ban, Lead, Override, Served, Sort, gate
from bailee.gates.laws import _rooms, held_by, rooms
from bailee.obligations.load import rules, rules_by_ident

TODAY = date(2026, 11, 26)
DEVICE = Asked(Sort.DEVICE, "WS-14")
CANBERRA = {"states_with_employees": ["AU-ACT"]}


def asked_in(places: list[str], served: date | None, on: date = TODAY, **more: object) -> Answer:
    held = held_by({"states_with_employees": places}, rules(), on=on)
    told = [Served(served, "workplace surveillance notice, sent to everyone")] if served else []
    return gate(DEVICE, told, held.leads, held.bans, on=on, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "places, days_ago, is_open, opens_in",
    [
        (["AU-ACT"], 4, False, 10),
        (["AU-ACT"], 13, False, 1),
        (["AU-ACT"], 14, True, 0),
        (["AU-NSW"], 4, False, 10),
        (["PL"], 13, False, 1),
        (["PL"], 14, True, 0),
        (["US-CT", "AU-ACT"], 4, False, 10),  # the strictest place decides
        (["US-CT"], 0, True, 0),
        (["US-TX"], 400, True, -400),
    ],
)
def test_days_run_where_a_law_asks_for_them(places: list[str], days_ago: int, is_open: bool, opens_in: int) -> None:
    answer = asked_in(places, TODAY - timedelta(days=days_ago))
    assert (answer.is_open, answer.opens_on) == (is_open, TODAY + timedelta(days=opens_in))


@pytest.mark.parametrize(
    "places, signed_ago, is_open, opens_in",
    [
        (["US-NY"], None, False, None),
        (["US-NY"], 0, True, 0),
        (["US-DE"], None, False, None),
        (["US-DE"], 3, True, -3),
        (["US-NY", "AU-ACT"], None, False, None),
        (["US-NY", "AU-ACT"], 3, False, 10),  # both: who signed still has her days
        (["US-TX"], None, True, -4),
        (["US-IL"], None, True, -4),  # prints of faces want a signature of their own
    ],
)
def test_where_a_law_asks_for_it_everyone_signs_before(
    places: list[str], signed_ago: int | None, is_open: bool, opens_in: int | None
) -> None:
    held = held_by({"states_with_employees": places, "holds_biometric": True}, rules(), on=TODAY)
    signed_on = None if signed_ago is None else TODAY - timedelta(days=signed_ago)
    told = [Served(TODAY - timedelta(days=4), "sent to everyone", signed_on)]
    answer = gate(DEVICE, told, held.leads, on=TODAY, unsigned="6 of 44 have not signed")
    opens_on = None if opens_in is None else TODAY + timedelta(days=opens_in)
    assert (answer.is_open, answer.opens_on) == (is_open, opens_on)
    assert ("6 of 44 have not signed" in answer.why) == (signed_ago is None and not is_open)


def test_a_signature_that_is_still_to_come_opens_nothing() -> None:
    law = Lead("ny", "the Law", signed=True)
    assert not gate(DEVICE, [Served(TODAY, "v1", TODAY + timedelta(days=1))], [law], on=TODAY).is_open


def test_delaware_takes_the_daily_notice_in_place_of_signatures_and_new_york_does_not() -> None:
    both = {"states_with_employees": ["US-DE", "US-NY"]}
    assert [each.ident for each in held_by(both, rules(), on=TODAY).leads] == ["mon-us-de-705", "mon-us-ny-52c"]
    up = held_by(both, rules(), on=TODAY, up=["daily-monitoring-notice", "monitoring-poster"])
    assert [each.ident for each in up.leads] == ["mon-us-ny-52c"]


def test_it_opens_on_the_day_that_it_said() -> None:
    served = TODAY - timedelta(days=4)
    shut = asked_in(["AU-ACT"], served)
    assert shut.opens_on is not None and "14 days" in shut.why
    assert not asked_in(["AU-ACT"], served, shut.opens_on - timedelta(days=1)).is_open
    assert asked_in(["AU-ACT"], served, shut.opens_on).is_open


def test_without_a_notice_no_place_opens_it() -> None:
    answer = asked_in(["US-TX"], None, gap="published, and did not reach 3 of 44")
    assert (answer.is_open, answer.opens_on, answer.why) == (False, None, "published, and did not reach 3 of 44")


def test_a_notice_that_is_still_to_be_served_opens_nothing() -> None:
    assert not asked_in(["US-TX"], TODAY + timedelta(days=1)).is_open


def test_the_first_notice_counts_and_a_later_one_starts_no_days_anew() -> None:
    lead = Lead("act", "the Act", 14)
    told = [Served(TODAY - timedelta(days=2), "v2"), Served(TODAY - timedelta(days=20), "v1")]
    assert gate(DEVICE, told, [lead], on=TODAY).is_open


def test_an_override_opens_by_name_until_its_last_day() -> None:
    lead, by = Lead("act", "the Act", 14), Override("stolen, to be wiped", "Kim", TODAY)
    answer = gate(DEVICE, [], [lead], overrides=[by], on=TODAY)
    assert answer.is_open and answer.overridden_by == "Kim" and "stolen, to be wiped" in answer.why
    assert not gate(DEVICE, [], [lead], overrides=[by], on=TODAY + timedelta(days=1)).is_open


def test_no_notice_and_nobody_opens_a_room_that_a_law_shuts() -> None:
    held = held_by(CANBERRA, rules(), on=TODAY)
    told = [Served(TODAY - timedelta(days=900), "signed by everyone")]
    for room in ("change-room", "toilet", "prayer-room", "sick-bay"):
        asked = Asked(Sort.DEVICE, "CAM-3", room=room)
        answer = gate(asked, told, held.leads, held.bans, [Override("a theft", "the owner")], on=TODAY)
        assert not answer.is_open and not answer.may_override and answer.laws == ("mon-au-act-prohibited",)
    canteen = Asked(Sort.DEVICE, "CAM-3", room="canteen")  # shut in Poland and Spain, and not here
    assert gate(canteen, told, held.leads, held.bans, on=TODAY).is_open


def test_one_persons_place_is_asked_instead_of_all() -> None:
    both = {"states_with_employees": ["AU-ACT", "US-TX"]}
    assert [lead.days for lead in held_by(both, rules(), on=TODAY).leads] == [14]
    assert held_by(both, rules(), on=TODAY, place="US-TX").leads == ()
    assert [lead.days for lead in held_by(both, rules(), on=TODAY, place="AU-ACT").leads] == [14]


def test_where_people_work_is_not_declared_the_laws_that_may_ask_are_named() -> None:
    held = held_by({}, rules(), on=TODAY)
    assert held.leads == () and any("Workplace Privacy Act" in law for law in held.unsure)


def test_each_rule_that_shuts_a_room_is_a_rule_on_watching_that_is_verified() -> None:
    for ident, shut in _rooms().items():
        rule = rules_by_ident()[ident]
        assert rule.area == "monitoring" and rule.is_verified and shut
    assert "change-room" in rooms()


def test_each_rule_of_the_tables_that_asks_for_days_holds_the_gate() -> None:
    asking = [rule for rule in rules() if rule.days_before]
    assert {rule.jurisdiction for rule in asking} >= {"AU-ACT", "AU-NSW", "PL"}
    for rule in asking:
        held = held_by({"states_with_employees": [rule.jurisdiction]}, rules(), on=TODAY)
        assert rule.ident in [lead.ident for lead in held.leads]


def test_a_ban_of_another_room_says_nothing() -> None:
    assert gate(DEVICE, [Served(TODAY, "v1")], bans=[Ban("x", "x", "toilet")], on=TODAY).is_open
