"""A hundred thousand activities: what a page reads is counted, for times differ from machine to machine."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from bailee.inventory.activities import ProcessingActivity
from bailee.inventory.differences import differences, never_found
from bailee.store.rows import declared
from bailee.vocabulary import SubjectCategory
from world import World

_MANY = 300


def _activity(number: int) -> ProcessingActivity:
    return ProcessingActivity(f"Activity {number:03}", (), ("payroll",), (SubjectCategory.EMPLOYEE,))


def test_activities_are_read_once_and_after_a_change_only_the_new_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    really = declared.activity_of

    def counted(told: Any) -> ProcessingActivity:
        read.append(told["name"])
        return really(told)

    monkeypatch.setattr(declared, "activity_of", counted)
    world.alice.declare_all(map(_activity, range(_MANY)))
    before = len(world.alice.written_activities())
    assert len(read) == before >= _MANY
    with CaptureQueriesContext(connections[world.alice.alias]) as asked:
        world.alice.written_activities()
    assert len([each for each in asked if "declaration" in each["sql"]]) == 1 and len(read) == before
    world.alice.declare(_activity(_MANY))
    assert len(world.alice.written_activities()) == before + 1 and read[before:] == [f"Activity {_MANY:03}"]
    world.alice.declare(_activity(7), withdrawn=True)
    assert "Activity 007" not in {each.name for each in world.alice.written_activities()}


def test_of_many_activities_each_difference_names_its_own() -> None:
    activities = [_activity(number) for number in range(_MANY)]
    (found,) = differences(never_found(set(), activities), activities)
    assert found.what == "declared-not-found" and found.activities == tuple(each.name for each in activities)
