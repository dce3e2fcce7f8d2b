"""What every test may ask for: a world with Alice, Bob and Charlie, fresh each time, on either database."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tests import `world` and the like by their plain names

import world as worlds
from simulators import postgres_store


@pytest.fixture(params=os.environ.get("BAILEE_TEST_STORES", "sqlite").split())
def stands_on(request: pytest.FixtureRequest) -> str:
    """The database that the world stands on. Tests of the store take both (tests/store/conftest.py)."""
    return str(request.param)


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres_store.Cluster]:
    """A PostgreSQL of this run's own, started when the first test asks for it."""
    with postgres_store.running() as server:
        if server is None:
            pytest.skip("PostgreSQL 15 or later is not installed")
        yield server


@dataclass
class Templates:
    """A store laid once for each database and copied: making keys and tables takes longer than most tests."""

    folder: Path
    laid: dict[str, Path] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def sqlite(self, home: Path) -> None:
        from bailee.store import database

        if "sqlite" not in self.laid:
            template = self.folder / "sqlite"
            worlds.make_world(template)
            database.disconnect(template)
            self.laid["sqlite"] = template
        shutil.copytree(self.laid["sqlite"], home)

    def postgresql(self, home: Path, cluster: postgres_store.Cluster) -> None:
        from bailee.store import database

        if "postgresql" not in self.laid:
            template = self.folder / "postgresql"
            postgres_store.stand_on(template, cluster, "template_world")
            worlds.make_world(template)
            database.disconnect(template)
            self.laid["postgresql"] = template
        shutil.copytree(self.laid["postgresql"], home)
        postgres_store.stand_on(home, cluster, f"world_{next(self.numbers)}", template="template_world")


@pytest.fixture(scope="session")
def _templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates(tmp_path_factory.mktemp("world"))


@pytest.fixture
def world(
    stands_on: str, _templates: Templates, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[worlds.World]:
    from bailee.store import database

    home = tmp_path / "home"
    if stands_on == "sqlite":
        _templates.sqlite(home)
    else:
        _templates.postgresql(home, request.getfixturevalue("cluster"))
    yield worlds.open_world(home)
    database.disconnect(home)
