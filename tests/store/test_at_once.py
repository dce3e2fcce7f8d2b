"""Two who write the same at one moment: a second click, two machines. One row stands, and neither ends on a fault."""

from __future__ import annotations

import threading
from pathlib import Path

from bailee.store.workspace import Workspace
from world import World


def test_a_place_that_several_name_at_once_is_one_place(world: World) -> None:
    home, organisation = world.alice.home, world.alice.organisation
    at_once = threading.Barrier(4)
    named: list[int] = []

    def name() -> None:
        mine = Workspace(home, organisation, "alice")
        mine.places()  # connected, so that all of them write at the same moment
        at_once.wait()
        try:
            named.append(mine.add_place(Path("/srv/shares/hr")).ident)
        finally:
            mine.close()

    naming = [threading.Thread(target=name) for _ in range(4)]
    for each in naming:
        each.start()
    for each in naming:
        each.join()
    assert len(named) == 4 and len(set(named)) == 1
    assert [each.ident for each in world.alice.places()] == named[:1]
