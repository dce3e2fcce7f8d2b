"""The store's tests run on both databases."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def stands_on(request: pytest.FixtureRequest) -> str:
    return str(request.param)
