"""The state of a task, derived: what people did, what is seen, and the day. Any sequence of events leaves it consistent."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.tasks import Act, Due, Event, Planned, Proof, State, derive, turns
from bailee.vocabulary import Severity
from tasks.laying import DAY, task

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


def event(number: int, act: Act, ident: str = "a", **more: Any) -> Event:
    return Event(number, ident, act, more.pop("by", "pat"), more.pop("at", AT + timedelta(hours=number)), **more)


def state_of(planned: Planned, *events: Event, proof: Proof | None = None, on: date = DAY, **more: Any) -> Any:
    return derive([planned], {planned.ident: proof or Proof()}, events, on=on, **more)[planned.ident]


def test_what_the_system_sees_closes_and_opens_by_itself() -> None:
    seen = task("a", "notice-signed")
    assert state_of(seen, proof=Proof(missing=("6 of 44 have not signed",))).state is State.OPEN
    met = event(1, Act.MET, by="")
    assert state_of(seen, met, proof=Proof(True, "44 of 44")).state is State.DONE
    lapsed = (met, event(2, Act.LAPSED, by=""))
    assert state_of(seen, *lapsed, proof=Proof(missing=("1 of 45 have not signed",))).state is State.OPEN


def test_saying_so_closes_nothing_that_the_system_can_see() -> None:
    assert state_of(task("a", "notice-signed"), event(1, Act.DONE)).state is State.OPEN


def test_a_person_may_say_that_it_is_not_done_whatever_is_seen() -> None:
    seen, proof = task("a", "cells-secured"), Proof(True, "green")
    assert state_of(seen, event(1, Act.REOPENED), proof=proof).state is State.OPEN
    assert state_of(seen, event(1, Act.REOPENED), event(2, Act.DONE), proof=proof).state is State.DONE


def test_what_is_regular_comes_again_a_month_before_its_next_time() -> None:
    yearly = task("a", months=12)
    done = event(1, Act.DONE, on=date(2026, 1, 15))
    assert state_of(yearly, done, on=date(2026, 12, 15)).state is State.DONE
    again = state_of(yearly, done, on=date(2026, 12, 16))
    assert again.state is State.OPEN and again.due.on == date(2027, 1, 15) and "12 months after" in again.due.source
    assert again.is_overdue(date(2027, 1, 16)) and not again.is_overdue(date(2027, 1, 15))


def test_a_person_sets_an_earlier_day_and_never_a_later_one_than_the_laws() -> None:
    law = Due(date(2026, 12, 2), "a law")
    dated = event(1, Act.DATED, on=date(2026, 11, 28), says={"reason": "the visit of the auditor"})
    found = state_of(task("a", due=law), dated)
    assert found.due.on == date(2026, 11, 28) and found.due.source.startswith("set by a person")
    assert "auditor" not in found.due.source  # it is kept encrypted, and calendars show the source
    assert state_of(task("a", due=law), event(1, Act.DATED, on=date(2027, 3, 1))).due == law


def test_a_task_sleeps_until_its_day_and_wakes_by_itself() -> None:
    snoozed = event(1, Act.SNOOZED, on=date(2026, 12, 1))
    assert state_of(task("a"), snoozed).state is State.SNOOZED
    assert state_of(task("a"), snoozed, on=date(2026, 12, 1)).state is State.OPEN


def test_who_left_owns_nothing_and_it_falls_to_the_role() -> None:
    given_to = event(1, Act.ASSIGNED, member="tess")
    assert state_of(task("a"), given_to, members=frozenset({"tess"})).member == "tess"
    left = state_of(task("a"), given_to, members=frozenset({"pat"}))
    assert (left.member, left.left) == ("", "tess")


def test_one_that_waits_says_for_which_and_is_free_when_that_is_done() -> None:
    both = [task("a"), task("b", after=("a",))]
    found = derive(both, {}, [], on=DAY)
    assert found["b"].state is State.BLOCKED and found["b"].waits_for == ("a",)
    assert derive(both, {}, [event(1, Act.DONE)], on=DAY)["b"].state is State.OPEN


def test_what_turned_between_two_looks_is_said_once() -> None:
    seen = task("a", "notice-published")
    first = derive([seen], {}, [], on=DAY)
    assert [(each.act, each.task) for each in turns({}, first)] == [(Act.CAME, "a")]
    before = {"a": (False, False)}
    assert turns(before, first) == ()
    held = derive([seen], {"a": Proof(True, "v2 is published")}, [], on=DAY)
    assert [(each.act, each.says) for each in turns(before, held)] == [(Act.MET, "v2 is published")]
    lost = derive([seen], {"a": Proof(missing=("it was withdrawn",))}, [], on=DAY)
    assert [(each.act, each.says) for each in turns({"a": (False, True)}, lost)] == [(Act.LAPSED, "it was withdrawn")]
    assert [each.act for each in turns({"a": (False, True)}, {})] == [Act.ENDED]
    assert turns({"a": (True, False)}, {}) == ()
    assert [each.act for each in turns({"a": (True, True)}, held)] == [Act.MET, Act.RETURNED]


# ---- whatever happens ------------------------------------------------------------------------------------------------------

_IDENTS = ("a", "b", "c", "d")
_SORTS = ("document", "statement", "answer", "notice-signed", "cells-held")
_ACTS = st.sampled_from([each for each in Act if each is not Act.AFTER])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Planned], dict[str, Proof], list[Event], date]:
    """A chain of tasks, what is seen of them, and any events in any order."""
    planned = []
    for number, ident in enumerate(_IDENTS):
        after = tuple(draw(st.sets(st.sampled_from(_IDENTS[:number]), max_size=2))) if number else ()
        due = draw(st.none() | st.builds(Due, st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.just("a law")))
        severity = draw(st.sampled_from(list(Severity)))
        planned.append(
            task(
                ident,
                draw(st.sampled_from(_SORTS)),
                after=after,
                due=due,
                severity=severity,
                months=draw(st.sampled_from((0, 12))),
            )
        )
    proofs = {
        ident: Proof(holds, "seen" if holds else "", () if holds else ("it",))
        for ident in _IDENTS
        for holds in [draw(st.booleans())]
    }
    events = []
    for number in range(draw(st.integers(0, 12))):
        on = draw(st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)))
        at = AT + timedelta(minutes=draw(st.integers(-500_000, 500_000)))
        told = {"on": on, "member": draw(st.sampled_from(("", "pat", "tess"))), "at": at}
        events.append(event(number + 1, draw(_ACTS), draw(st.sampled_from((*_IDENTS, "gone"))), **told))
    return planned, proofs, events, draw(st.dates(date(2026, 1, 1), date(2028, 1, 1)))


@settings(max_examples=300, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_any_sequence_of_events_leaves_the_states_consistent(world: Any, chance: Any) -> None:
    planned, proofs, events, on = world
    made = derive(planned, proofs, events, on=on, members=frozenset({"pat"}))
    assert set(made) == set(_IDENTS)
    for found in made.values():
        assert (found.state is State.BLOCKED) == bool(found.waits_for)  # done and blocked at once is never
        assert all(made[each].state is not State.DONE for each in found.waits_for)
        if found.state is State.DONE and found.planned.closes in ("notice-signed", "cells-held"):
            assert found.proof.holds
        if found.state is State.DONE and not found.proof.holds:
            assert any(each.act is Act.DONE and each.task == found.ident for each in events)
        if found.state is State.SNOOZED:
            assert found.snoozed_until is not None and found.snoozed_until > on
        assert found.member in ("", "pat")
        assert not (found.is_overdue(on) and found.state is State.DONE)
        if found.planned.due is not None and found.due is not None and not found.planned.months:
            assert found.due.on <= found.planned.due.on  # a law's day is never put off
    shuffled, jumbled = list(planned), list(events)
    chance.shuffle(shuffled)
    chance.shuffle(jumbled)
    assert derive(shuffled, proofs, jumbled, on=on, members=frozenset({"pat"})) == made


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_a_plan_and_its_events_come_back_from_what_is_kept(world: Any) -> None:
    planned, proofs, _, _ = world
    assert [Planned.of_data(each.as_data()) for each in planned] == planned
    assert {ident: Proof.of_data(proof.as_data()) for ident, proof in proofs.items()} == proofs


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_two_looks_that_see_the_same_turn_nothing(world: Any) -> None:
    planned, proofs, events, on = world
    made = derive(planned, proofs, events, on=on)
    before = {ident: (False, found.proof.holds) for ident, found in made.items()}
    assert turns(before, made) == ()
    told = [each.task for each in turns({}, made)]
    assert all(first <= second for first, second in pairwise(told))
