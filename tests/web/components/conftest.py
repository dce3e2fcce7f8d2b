"""One browser and one server for the tests of components."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from web.axe import chromium
from web.components.page import html
from web.rendered import serving


@pytest.fixture(scope="session")
def asked() -> list[tuple[str, int]]:
    """Each path that was asked for, and how many bytes went over the wire."""
    return []


@pytest.fixture(scope="session")
def address(asked: list[tuple[str, int]]) -> Iterator[str]:
    pages = {
        "/components/": html(),
        "/components/part/": html("components/part.html"),
        "/light/": html(theme="light"),
        "/dark/": html(theme="dark"),
        "/without-keys/": html(keys=False),
    }
    with serving(pages, asked) as where:
        yield where


@pytest.fixture(
    scope="module"
)  # as long as one is open, nothing in this process may run a loop of its own: certificates are signed in one
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started
