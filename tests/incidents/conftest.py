"""The laptop is laid once, and each test has a copy of its office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bailee.store import database
from laptops import Laptop, lay


@pytest.fixture(scope="session")
def _laid(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return lay(tmp_path_factory.mktemp("incidents"))


@pytest.fixture
def laptop(_laid: Laptop, tmp_path: Path) -> Iterator[Laptop]:
    made = _laid.copied(tmp_path / "home")
    yield made
    database.disconnect(made.home)
