"""Triage: the order in which findings are judged, what is remembered, what is taken back, what rules come to."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import scans
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.judge_findings import end_rule, judge_findings, make_rule, take_back
from bailee.permissions import Role
from bailee.store.rows.settled import States
from bailee.store.rows.triage import QueueRow
from bailee.store.workspace import Workspace
from world import World

TODAY = date.today()  # noqa: DTZ011 - states are those of the day
SSNS = [("us-ssn", f"51244{number:04}") for number in range(7300, 7307)]


@pytest.fixture
def held(world: World, tmp_path: Path) -> World:
    files = scans.Files(
        {
            "hr/pay.txt": ("a", SSNS),
            "crm/list.csv": ("b", [("email-address", f"pat{number}@example.org") for number in range(5)]),
        }
    )
    scans.scan(world.alice, files, tmp_path / "share")
    world.alice.settle(TODAY)
    return world


def queue(workspace: Workspace, state: States = States.TO_JUDGE, **more: object) -> tuple[QueueRow, ...]:
    return workspace.queue(state, possible=True, **more).rows  # type: ignore[arg-type]


def test_what_is_worse_for_people_comes_first_and_pages_hold_every_finding_once(held: World) -> None:
    whole = queue(held.alice)
    assert [row.finding.category for row in whole] == ["social-security-number"] * 7 + ["email-address"] * 5
    seen, after = [], None
    while True:
        page = held.alice.queue(possible=True, after=after, limit=5)
        seen += [row.ident for row in page.rows]
        if not page.has_after:
            break
        after = page.rows[-1].position
    assert seen == [row.ident for row in whole]
    back = held.alice.queue(possible=True, before=whole[5].position, limit=5)
    assert [row.ident for row in back.rows] == seen[:5]
    assert not back.has_before


def test_what_was_dismissed_stays_so_after_a_rescan_and_counts_follow(held: World, tmp_path: Path) -> None:
    chosen = [row.ident for row in queue(held.alice)[:3]]
    judge_findings(held.alice, chosen, "dismissed", reason="test-data", on=TODAY)
    files = scans.Files({"hr/pay.txt": ("a", SSNS)})
    scans.scan(held.alice, files, tmp_path / "share")
    held.alice.settle(TODAY)
    assert sorted(row.ident for row in queue(held.alice, States.DISMISSED)) == sorted(chosen)
    counts = held.alice.triage_counts(possible=True)
    assert {state.word: sum(by.values()) for state, by in counts.items()} == {
        "to-judge": 4, "confirmed": 0, "dismissed": 3, "accepted": 0,
    }  # fmt: skip


def test_an_act_is_taken_back_by_who_did_it_and_not_after_somebody_decided_since(held: World) -> None:
    one, two = (row.ident for row in queue(held.alice)[:2])
    done = judge_findings(held.alice, [one, two], "dismissed", reason="false-alarm", on=TODAY)
    assert take_back(held.alice, done.batch) == 2
    assert len(queue(held.alice)) == 12
    again = judge_findings(held.alice, [one], "confirmed", on=TODAY)
    judge_findings(held.alice, [one], "dismissed", reason="false-alarm", on=TODAY)
    with pytest.raises(InvalidInput, match="since"):
        take_back(held.alice, again.batch)


def test_who_decides_after_somebody_else_is_told_so(held: World) -> None:
    one, two = (row.ident for row in queue(held.alice)[:2])
    held.alice.add_member("Kim Roe", Role.PRIVACY_PERSON, ident="kim")
    kim = Workspace(held.home, held.alice.organisation, "kim")
    judge_findings(held.alice, [one, two], "dismissed", reason="test-data", on=TODAY)
    said = judge_findings(kim, [one, two], "confirmed", on=TODAY).says
    assert said.startswith("Confirmed 2. A moment ago ") and "had dismissed 2 of them" in said
    assert judge_findings(kim, [one], "confirmed", on=TODAY).says == "Confirmed 1."
    assert "Kim Roe had confirmed 1" in judge_findings(held.alice, [one], "reopened", on=TODAY).says


def test_an_acceptance_ends_with_its_day(held: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ident = queue(held.alice)[0].ident
    judge_findings(held.alice, [ident], "accepted", reason="moves in May", until=TODAY, on=TODAY)
    assert [row.ident for row in queue(held.alice, States.ACCEPTED)] == [ident]
    from bailee.store.rows import decisions, scanned

    later = scanned.now() + timedelta(days=1)
    monkeypatch.setattr(scanned, "now", lambda: later)
    monkeypatch.setattr(decisions, "this_day", lambda: TODAY + timedelta(days=1))
    assert not held.alice.is_settled(TODAY + timedelta(days=1))
    held.alice.settle(TODAY + timedelta(days=1))
    assert ident in {row.ident for row in queue(held.alice)}


@pytest.mark.parametrize(
    ("verdict", "more"),
    [
        ("dismissed", {}),
        ("accepted", {"reason": "known"}),
        ("accepted", {"reason": "known", "until": TODAY - timedelta(days=1)}),
        ("accepted", {"reason": "known", "until": TODAY + timedelta(days=400)}),
        ("shrugged", {}),
    ],
)
def test_a_decision_that_says_too_little_changes_nothing(held: World, verdict: str, more: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        judge_findings(held.alice, [queue(held.alice)[0].ident], verdict, on=TODAY, **more)  # type: ignore[arg-type]
    assert len(queue(held.alice)) == 12


def test_a_rule_lowers_what_is_stored_and_its_end_raises_it_again(held: World) -> None:
    before = {row.ident: row.finding.probability for row in queue(held.alice, detector="us-ssn")}
    rule = make_rule(held.alice, detector="us-ssn", store="", cue="", at_most=0.2, reason="part numbers", on=TODAY)
    assert {row.finding.probability for row in queue(held.alice, detector="us-ssn")} == {0.2}
    end_rule(held.alice, rule.ident, on=TODAY)
    assert {row.ident: row.finding.probability for row in queue(held.alice, detector="us-ssn")} == before


def test_charlie_and_readers_decide_nothing_here(held: World) -> None:
    ident = queue(held.alice)[0].ident
    with pytest.raises(InvalidInput):
        judge_findings(held.charlie, [ident], "confirmed", on=TODAY)
    with pytest.raises(NotAllowed):
        judge_findings(held.bob, [ident], "confirmed", on=TODAY)
    assert held.charlie.queue(possible=True).rows == ()
    assert sum(held.charlie.triage_counts(possible=True)[States.TO_JUDGE].values()) == 0


def test_a_view_is_its_members_own(world: World) -> None:
    world.alice.save_view("findings", "  SSNs ", "category=social-security-number")
    world.bob.save_view("findings", "Mine", "store=hr")
    assert [view.name for view in world.alice.saved_views("findings")] == ["SSNs"]
    world.bob.forget_view("findings", "SSNs")
    assert [view.name for view in world.alice.saved_views("findings")] == ["SSNs"]
