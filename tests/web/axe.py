"""Pages as everybody meets them: axe-core over a page in the system's browser, its width, and what its console says.

    with chromium() as browser:
        for look in LOOKS:
            with opened(browser, url, look, cookies) as page:
                assert violations(page) == []
                assert sideways(page) == 0

`violations` runs every rule of axe-core that is not experimental: WCAG 2.2 A and AA, and its good practice.
vendor/axe.js is axe-core 4.14.1 (MPL-2.0, vendor/axe.LICENSE), `axe.min.js` of the npm package as it is; tests alone use it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"
_AXE = Path(__file__).parent / "vendor" / "axe.js"
_COLOURS = "runOnly: ['color-contrast', 'link-in-text-block'], "  # rules that look at colours: turning dark changes nothing else
_RUN = "() => axe.run(document, {%sresultTypes: ['violations']}).then((found) => found.violations)"


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at."""

    width: int = 1280
    dark: bool = False
    forced_colours: bool = False
    zoom: int = 1  # 2 is 200 %: half as many pixels of the page in the same window
    script: bool = True

    def __str__(self) -> str:
        words = [str(self.width), "dark" if self.dark else "light"]
        words += [word for word, said in (("forced", self.forced_colours), ("no-script", not self.script)) if said]
        return "-".join(words + ([f"{self.zoom}00%"] if self.zoom > 1 else []))


LOOKS = (Look(), Look(dark=True), Look(320), Look(320, dark=True))  # what every page is looked at with
WIDTHS = (Look(), Look(320))  # a page opened once, `narrowed` and `darkened`: all of LOOKS


def executable() -> str | None:
    """The browser that the system has."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; the test is skipped, in words, where the system has none. One inside another is the same."""
    if _RUNNING:
        yield _RUNNING[0]
        return
    found = executable()
    if found is None:
        pytest.skip("the system has no chromium")
    # The driver keeps a loop of its own in this thread, in which Django takes every question to a database for a mistake.
    before = os.environ.get(_UNSAFE)
    os.environ[_UNSAFE] = "yes"
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
            _RUNNING.append(browser)
            try:
                yield browser
            finally:
                _RUNNING.clear()
                browser.close()
    finally:
        os.environ.pop(_UNSAFE) if before is None else os.environ.update({_UNSAFE: before})


_RUNNING: list[Browser] = []  # a process has one driver


@contextmanager
def opened(
    browser: Browser,
    url: str,
    look: Look = LOOKS[0],
    cookies: Sequence[dict[str, Any]] = (),
    *,
    agent: str | None = None,
    locale: str | None = None,
) -> Iterator[Page]:
    """A page in a window of its own, in a browser that calls itself `agent`. Errors are collected: see `complaints`."""
    context = browser.new_context(
        viewport={"width": look.width // look.zoom, "height": 900 // look.zoom},
        device_scale_factor=look.zoom,
        color_scheme="dark" if look.dark else "light",
        forced_colors="active" if look.forced_colours else "none",
        reduced_motion="reduce",
        java_script_enabled=look.script,
        user_agent=agent,
        locale=locale,
    )
    try:
        if cookies:
            context.add_cookies(list(cookies))  # type: ignore[arg-type]
        page = context.new_page()
        _HEARD[page] = heard = []
        page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.goto(url, wait_until="load")
        yield page
    finally:
        context.close()


def narrowed(page: Page, look: Look) -> None:
    """The same page by day in a window of another width, drawn anew."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": look.width, "height": 900})
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def darkened(page: Page) -> None:
    """The same page when the system turns dark, drawn anew."""
    page.emulate_media(color_scheme="dark")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


_HEARD: dict[Page, list[str]] = {}


def complaints(page: Page) -> list[str]:
    """Errors of scripts, and what the policy (CSP) stopped."""
    return _HEARD.get(page, [])


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")


def violations(page: Page, *, colours_alone: bool = False) -> list[str]:
    """What axe-core objects to, as "rule: element: why"; empty is what we want. `colours_alone`: of a page that only turned dark."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
        for rule in page.evaluate(_RUN % (_COLOURS if colours_alone else ""))
        for node in rule["nodes"]
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page scrolls sideways."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
