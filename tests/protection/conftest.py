"""A folder to seal files in."""

from __future__ import annotations

from pathlib import Path

import pytest
from shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    folder = tmp_path / "hr"
    folder.mkdir()
    return Shelf(tmp_path / "home", folder)
