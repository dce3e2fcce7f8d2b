"""A fleet for a test: Alice's server on loopback. Tests that need no server import nothing of the store: they run without Django."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from world import World

    from .servers import Fleet


@pytest.fixture
def fleet(world: World, tmp_path: Path) -> Iterator[Fleet]:
    from .servers import serving

    with serving(world.alice, tmp_path / "agents") as made:
        yield made
