"""Machines that scans ran on: known by their number, expected once they came again, and told of when they are silent."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.machines import Machine
from bailee.operations.alerts import Look, finder
from bailee.operations.scan_store import scan_store
from bailee.store.rows import devices
from world import World

ANNS = Machine("linux:0123", "anns-laptop", "Linux")


def seen(world: World, at: datetime, machine: Machine = ANNS) -> str:
    with patch.object(devices, "now", lambda: at):
        return world.alice.see_device(machine, ())


def test_a_scan_says_on_which_machine_it_ran(world: World, tmp_path: Path) -> None:
    (tmp_path / "hr").mkdir()
    for _ in range(2):
        scan_store(world.alice, [tmp_path / "hr"], scanner=lambda *_: ())
    (device,) = world.alice.devices()
    assert device.places == ("hr",) and device.days_seen == 1 and device.last_seen_at > device.first_seen_at
    assert device.name not in repr(device) and device.name not in device.ident
    assert world.charlie.devices() == ()


def test_a_machine_that_is_renamed_stays_the_same_one_and_two_of_one_name_stay_two(world: World) -> None:
    day = datetime.fromisoformat("2026-11-02T09:00:00+00:00")
    first = seen(world, day)
    assert seen(world, day + timedelta(1), Machine("linux:0123", "front-desk", "Linux")) == first
    assert seen(world, day + timedelta(1), Machine("linux:4567", "front-desk", "Linux")) != first
    assert [each.name for each in world.alice.devices()] == ["front-desk", "front-desk"]


def test_one_that_came_on_two_days_is_missed_and_one_that_came_once_is_not(world: World) -> None:
    day = datetime.fromisoformat("2026-11-02T09:00:00+00:00")
    ident = seen(world, day)

    def alerts(at: datetime) -> list[str]:
        return [each.title for each in finder("device-silent")(Look(at, devices=world.alice.devices()))]

    assert alerts(day + timedelta(60)) == []
    seen(world, day + timedelta(1))
    assert alerts(day + timedelta(15)) == []
    assert alerts(day + timedelta(15, 1)) == [f"A device is silent: {ident} (Linux)"]
    world.alice.keep_device(ident, silent_days=0)
    assert alerts(day + timedelta(60)) == []
    world.alice.keep_device(ident, silent_days=7)
    world.alice.retire_device(ident)
    assert alerts(day + timedelta(60)) == []
    seen(world, day + timedelta(70))
    (back,) = world.alice.devices()
    assert back.retired_at is None and len(alerts(day + timedelta(80))) == 1


def test_it_stands_at_a_site_that_is_there(world: World) -> None:
    ident = seen(world, datetime.fromisoformat("2026-11-02T09:00:00+00:00"))
    world.alice.add_site("Main Street")
    world.alice.keep_device(ident, site="Main Street")
    assert world.alice.devices()[0].site == "Main Street"
    world.alice.keep_device(ident, site="")
    assert world.alice.devices()[0].site == ""
    with pytest.raises(InvalidInput, match="no such site"):
        world.alice.keep_device(ident, site="Elm Street")
    for days in (-1, 366):
        with pytest.raises(InvalidInput, match="no number of days"):
            world.alice.keep_device(ident, silent_days=days)


def test_nobody_keeps_another_organisations_or_one_that_she_may_only_see(world: World) -> None:
    ident = seen(world, datetime.fromisoformat("2026-11-02T09:00:00+00:00"))
    with pytest.raises(NotAllowed):
        world.bob.retire_device(ident)
    with pytest.raises(InvalidInput, match="no such device"):
        world.charlie.retire_device(ident)
    assert world.alice.devices()[0].retired_at is None
