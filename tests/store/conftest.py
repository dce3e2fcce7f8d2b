"""The store's tests run on both databases."""

from __future__ import annotations

import pytest

from bailee.items import Item
from bailee.scanner import pool


@pytest.fixture(params=["sqlite", "postgresql"])
def stands_on(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files that a worker was given to read whole, one after the other."""
    items: list[str] = []
    begin = pool.Pool.start

    def start(self: pool.Pool, item: Item) -> None:
        if not item.known_digest:
            items.append(item.locator.item)
        begin(self, item)

    monkeypatch.setattr(pool.Pool, "start", start)
    return items
