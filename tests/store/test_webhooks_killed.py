"""A receiver is away for a day, and who tells it is killed with -9: each event is told, in order, and known as repeated."""

from __future__ import annotations

import sys
from pathlib import Path

import world as worlds
from bailee.store import database

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import webhooks as disturbing

sys.path.pop(0)


def test_a_receiver_is_away_for_a_day_and_its_teller_is_killed(world: worlds.World) -> None:
    url = getattr(database.engine(world.home), "url", "")
    result = disturbing.disturbed(world.alice, 40, 4, seed=3, url=url, steps=5)
    assert result.missed == 0 and result.is_in_order, str(result)
    assert result.not_known == 0 and result.hours >= 24 and result.kills >= 4 and result.tries >= 3, str(result)
    assert result.repeated <= result.kills, str(result)
