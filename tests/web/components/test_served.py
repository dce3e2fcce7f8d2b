"""The page and its files as `bailee serve` gives them: to whom, how long they are kept, and what a reader chose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from bailee.web import assets
from web.axe import Look, complaints, opened, violations
from web.people import signed_in
from web.serving import Server

Cookies = list[dict[str, Any]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from bailee.operations.open_store import open_store

    folder = tmp_path_factory.mktemp("components") / "home"
    open_store(folder).close()
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    running = Server(home)
    yield running
    running.close()


@pytest.fixture(scope="module")
def cookies(home: Path, server: Server, browser: Browser) -> Cookies:
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    with opened(browser, "about:blank") as page:
        agent = page.evaluate("navigator.userAgent")
    header = signed_in(home, [(workspace.organisation, workspace.member)], agent=agent)[workspace.member]
    workspace.close()
    name, _, value = header.partition("=")
    return [{"name": name, "value": value, "url": server.address}]


def test_the_page_is_for_who_is_signed_in(server: Server) -> None:
    answer = server.get("/components/")
    assert answer.status == 302 and str(answer.getheader("Location")).startswith("/account/login/?next=")


def test_files_are_kept_for_ever_and_packed(server: Server) -> None:
    answer = server.get(assets.url("bailee.css"), Accept_Encoding="gzip")
    assert answer.status == 200 and answer.getheader("Content-Encoding") == "gzip"
    assert "immutable" in str(answer.getheader("Cache-Control"))
    assert answer.getheader("Content-Type") == "text/css; charset=utf-8"
    assert server.get(assets.url("js/keys.js")).getheader("Content-Type") == "text/javascript; charset=utf-8"
    old = server.get("/static/0123456789ab/bailee.css")
    assert old.status == 200 and old.getheader("Cache-Control") == "no-cache"  # a page of before an update


@pytest.mark.parametrize(
    "path",
    [
        "/static/../layout.py",
        "/static/%2e%2e/layout.py",
        "/static//etc/passwd",
        "/static/vendor/htmx.LICENSE",
        "/static/js/",
    ],
)
def test_nothing_else_is_a_file_of_it(server: Server, path: str) -> None:
    assert server.get(path).status == 404


def test_a_reader_chooses_dark_and_comes_back_to_the_page(server: Server, cookies: Cookies, browser: Browser) -> None:
    with opened(browser, f"{server.address}components/?sort=files", Look(script=False), cookies) as page:
        page.get_by_role("button", name="Dark", exact=True).click()
        assert page.url == f"{server.address}components/?sort=files"
        assert page.locator("html").get_attribute("data-theme") == "dark"
        assert page.get_by_role("button", name="Dark", exact=True).get_attribute("aria-pressed") == "true"
        page.get_by_role("button", name="As the system").click()
        assert page.locator("html").get_attribute("data-theme") is None


def test_nobody_is_led_elsewhere_by_the_way_back(server: Server, cookies: Cookies, browser: Browser) -> None:
    for elsewhere in (
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
    ):
        with opened(browser, f"{server.address}components/", Look(), cookies) as page:
            page.locator(".foot [name=next]").evaluate("(field, value) => (field.value = value)", elsewhere)
            page.get_by_role("button", name="Light", exact=True).click()
            page.wait_for_load_state()
            assert page.url.startswith(server.address)


def test_a_choice_from_another_site_is_refused(server: Server) -> None:
    assert server.ask("POST", "/theme/").status == 403
    assert server.get("/theme/").status == 405


def test_the_live_page_bars_nobody_and_its_policy_stops_nothing(
    server: Server, cookies: Cookies, browser: Browser
) -> None:
    with opened(browser, f"{server.address}components/", Look(), cookies) as page:
        page.wait_for_selector("canvas[data-drawn]", state="attached")
        assert violations(page) == [] and complaints(page) == []
