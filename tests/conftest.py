"""What every test may ask for: a world with Alice, Bob and Charlie, fresh each time."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tests import `world` and the like by their plain names

import world as worlds


@pytest.fixture(scope="session")
def _world_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store laid once and copied: making keys and tables takes longer than most tests."""
    from bailee.store import database

    home = tmp_path_factory.mktemp("world") / "home"
    worlds.make_world(home)
    database.disconnect(home)
    return home


@pytest.fixture
def world(_world_template: Path, tmp_path: Path) -> Iterator[worlds.World]:
    from bailee.store import database

    home = tmp_path / "home"
    shutil.copytree(_world_template, home)
    yield worlds.open_world(home)
    database.disconnect(home)
