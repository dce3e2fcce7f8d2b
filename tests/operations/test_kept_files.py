"""What was asked for on a page lies closed for a week, of each organisation apart, and then goes by itself."""

from __future__ import annotations

import os

import pytest

from bailee.operations.kept_files import Shelf
from world import World

SHELF = Shelf("tried", ("one", "two"))


def test_each_organisation_sees_its_own_and_nobody_else_on_the_machine_opens_it(world: World) -> None:
    for workspace, sort in ((world.alice, "one"), (world.alice, "two"), (world.charlie, "one")):
        with SHELF.making(workspace, sort) as making:
            making.file.write_bytes(b"PK")
    assert {each.sort for each in SHELF.of(world.alice)} == {"one", "two"}
    (theirs,) = SHELF.of(world.charlie)
    assert theirs.path.stat().st_mode & 0o077 == 0 and theirs.size == 2
    assert theirs.path.parent.stat().st_mode & 0o077 == 0


def test_what_fails_leaves_nothing(world: World) -> None:
    with pytest.raises(RuntimeError), SHELF.making(world.alice, "one") as making:
        making.file.write_bytes(b"PK")
        raise RuntimeError
    assert SHELF.of(world.alice) == () and not list((world.home / "tried").iterdir())


def test_after_a_week_it_is_gone_whosever_it_is_and_so_is_what_was_never_finished(world: World) -> None:
    for workspace in (world.alice, world.charlie):
        with SHELF.making(workspace, "one") as making:
            making.file.write_bytes(b"PK")
    assert SHELF.forget(world.home) == 0
    half = world.home / "tried" / ".making-died"
    half.mkdir()
    for path in (
        half,
        *(each.path for each in SHELF.of(world.alice)),
        *(each.path for each in SHELF.of(world.charlie)),
    ):
        os.utime(path, (0, 0))
    assert SHELF.forget(world.home) == 2
    assert SHELF.of(world.alice) == SHELF.of(world.charlie) == () and not half.exists()
