"""The table as it stood: kept, compared, and nobody else's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bailee.errors import NotAllowed
from bailee.operations.declare_activity import declare_organisation
from bailee.operations.show_status import show_status, take_snapshot
from bailee.store.rows.snapshots import Snapshot
from bailee.store.workspace import Workspace

DAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


def save(workspace: Workspace, cells: dict[str, str]) -> None:
    counts = {state: list(cells.values()).count(state) for state in ("red", "amber", "unknown", "green")}
    snapshot = Snapshot(AT, DAY, **counts, files=3, files_read=2, cells=cells)
    workspace.save_status_page({"told": "so"}, snapshot, stamp=workspace.status_stamp(DAY), seconds=0.1)


def test_a_page_stands_until_something_is_changed_or_the_day_is_another(world):
    save(world.alice, {"us-ssn|employee|told": "red"})
    assert world.alice.status_page(DAY).is_current
    assert not world.alice.status_page(date(2026, 11, 26)).is_current
    declare_organisation(world.alice, name="Renamed", facts={})
    assert not world.alice.status_page(DAY).is_current


def test_states_are_appended_only_where_one_differs(world):
    for state in ("red", "red", "green"):
        save(world.alice, {"us-ssn|employee|told": state})
    assert [each.cells["us-ssn|employee|told"] for each in world.alice.snapshots()] == ["red", "green"]


def test_charlie_sees_neither_alices_page_nor_her_states(world):
    save(world.alice, {"us-ssn|employee|told": "red"})
    assert world.charlie.status_page(DAY) is None
    assert world.charlie.snapshots() == ()


def test_who_may_only_read_gets_a_page_made_all_the_same(world):
    with pytest.raises(NotAllowed):
        declare_organisation(world.bob, name="Bob's", facts={})
    assert show_status(world.bob).content["organisation"] == "Alice's shop"


def test_a_page_that_took_long_is_shown_as_it_was(world):
    take_snapshot(world.alice)
    declare_organisation(world.alice, name="Renamed", facts={})
    kept = show_status(world.alice, patience=0)
    assert (kept.content["organisation"], kept.is_current) == ("Alice's shop", False)
    assert show_status(world.alice).content["organisation"] == "Renamed"


def test_a_table_that_takes_long_is_made_anew_in_the_background_once(world):
    from bailee.operations.scan_options import Surroundings
    from bailee.operations.tasks import registry
    from bailee.store import jobs

    take_snapshot(world.alice)
    declare_organisation(world.alice, name="Renamed", facts={})
    show_status(world.alice, patience=0)
    show_status(world.bob, patience=0)
    waiting = jobs.list(world.home, world.alice, task="status", live=True)
    assert len(waiting) == 1
    registry(Surroundings(world.home))["status"].handle(world.alice, {}, None)
    kept = show_status(world.alice, patience=0)
    assert (kept.content["organisation"], kept.is_current) == ("Renamed", True)
