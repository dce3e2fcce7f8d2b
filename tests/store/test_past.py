"""What was known at a moment: findings that were there then, as they were judged then, and the page that was shown."""

from __future__ import annotations

from pathlib import Path

import scans
from bailee.operations.show_status import take_snapshot
from bailee.store.rows.base import now
from bailee.store.rows.settled import States
from world import World

SSN, MAIL = ("us-ssn", "512447313"), ("email-address", "pat@example.org")


def idents(world: World, moment: object, state: States = States.TO_JUDGE) -> list[str]:
    return [row.ident for row in world.alice.queue_on(moment, state).rows]  # type: ignore[arg-type]


def test_a_finding_is_of_the_days_on_which_it_was_there(world: World, tmp_path: Path) -> None:
    before = now()
    files = scans.Files({"a.txt": ("1", [SSN, MAIL]), "b.txt": ("2", [("us-ssn", "512447314")])})
    scans.scan(world.alice, files, tmp_path / "share")
    first = now()
    world.alice.settle(first.date())
    queue = [row.ident for row in world.alice.queue().rows]
    del files.files["b.txt"]
    scans.scan(world.alice, files, tmp_path / "share")
    second = now()
    files.files["b.txt"] = ("2", [("us-ssn", "512447314")])
    scans.scan(world.alice, files, tmp_path / "share")
    third = now()
    assert idents(world, before) == [] and idents(world, first) == queue and len(queue) == 3
    assert len(idents(world, second)) == 2 and set(idents(world, third)) == set(queue)
    totals = [world.alice.counts_on(at)[States.TO_JUDGE].total() for at in (before, first, second, third)]
    assert totals == [0, 3, 2, 3]
    stores = world.alice.held_by_store_on(second)
    assert sum(each.total() for each in stores.values()) == 2


def test_a_finding_was_judged_as_it_was_judged_then(world: World, tmp_path: Path) -> None:
    scans.scan(world.alice, scans.Files({"a.txt": ("1", [SSN, MAIL])}), tmp_path / "share")
    at_first = now()
    ident = world.alice.queue_on(at_first).rows[0].ident
    world.alice.judge([ident], "dismissed", reason="test-data")
    dismissed = now()
    world.alice.judge([ident], "reopened")
    for moment, state in ((at_first, States.TO_JUDGE), (dismissed, States.DISMISSED), (now(), States.TO_JUDGE)):
        assert ident in idents(world, moment, state)
        assert world.alice.counts_on(moment)[state].total() == len(idents(world, moment, state))
    assert idents(world, dismissed) == idents(world, at_first)[1:]


def test_a_page_of_the_past_is_paged_without_losing_one(world: World, tmp_path: Path) -> None:
    values = [("us-ssn", str(512447300 + number)) for number in range(25)]
    scans.scan(world.alice, scans.Files({"a.txt": ("1", values)}), tmp_path / "share")
    moment, seen, after = now(), [], None
    for _ in range(9):
        page = world.alice.queue_on(moment, after=after, limit=4)
        seen += [row.ident for row in page.rows]
        if not page.has_after:
            break
        after = page.rows[-1].position
    assert len(seen) == len(set(seen)) == 25


def test_the_page_is_kept_as_it_stood(world: World, tmp_path: Path) -> None:
    assert world.alice.past_page(now()) is None and world.alice.first_known() is None
    scans.scan(world.alice, scans.Files({"a.txt": ("1", [SSN])}), tmp_path / "share")
    take_snapshot(world.alice)
    then = now()
    scans.scan(world.alice, scans.Files({"a.txt": ("2", [SSN, MAIL])}), tmp_path / "share")
    take_snapshot(world.alice)
    was, is_now = world.alice.past_page(then), world.alice.past_page(now())
    assert was is not None and is_now is not None and was.content and is_now.content
    assert was.content["total"] < is_now.content["total"] and was.content["steps"][0]["why"]
    assert world.charlie.past_page(now()) is None and idents_of_charlie(world) == []


def idents_of_charlie(world: World) -> list[str]:
    return [row.ident for row in world.charlie.queue_on(now()).rows]
