"""Without a mouse: signing in and judging, by the keys that are written on the page and by Tab alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from web.accounts.browsing import PASSWORD, code, set_up
from web.axe import Look, chromium, complaints, opened
from web.office import lay
from web.people import AGENT, signed_in
from web.serving import Server
from web.test_walk import Place, told

_COUNT = re.compile(r"(To judge|Confirmed|Dismissed|Accepted until)\s+([\d,]+)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    office = lay(tmp_path_factory.mktemp("keys"))
    cookies = signed_in(office.home, [(office.client, "owner")])
    server = Server(office.home)
    try:
        yield Place(office, server, cookies["owner"])
    finally:
        server.close()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus; it has to be seen that it has."""
    for _ in range(120):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => { const it = document.activeElement; const label = it.labels?.[0]?.innerText || it.innerText || it.ariaLabel || '';"
            " return [label.trim(), getComputedStyle(it).outlineStyle]; }"
        )
        if re.match(name, said[0]):
            assert said[1] != "none", f"the focus on {name} is not seen"
            return
    raise AssertionError(f"Tab never comes to {name}: {told(page)[:500]}")


def counts(page: Page) -> dict[str, int]:
    return {view: int(number.replace(",", "")) for view, number in _COUNT.findall(told(page))}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_signing_in_takes_no_mouse(browser: Browser, tmp_path_factory: pytest.TempPathFactory, script: bool) -> None:
    server = Server(tmp_path_factory.mktemp("sign-in") / "home")
    try:
        _, secret, _ = set_up(server)
        address = server.address.replace("127.0.0.1", "localhost")
        with opened(browser, f"{address}account/login/", Look(script=script)) as page:
            tab_to(page, "E-mail address")
            page.keyboard.type("ada@northgate.example")
            tab_to(page, "Password")
            page.keyboard.type(PASSWORD)
            with page.expect_navigation():
                page.keyboard.press("Enter")
            if page.evaluate("() => document.activeElement.tagName") != "INPUT":
                tab_to(page, ".*[Cc]ode")
            page.keyboard.type(code(secret, steps=1))
            with page.expect_navigation():
                page.keyboard.press("Enter")
            assert page.get_by_role("heading", level=1).inner_text() == "Northgate IT"
            assert complaints(page) == []
    finally:
        server.close()


def judged_by_the_first(page: Page) -> int:
    """A line may stand for several findings that are alike."""
    return len((page.locator("input[name=finding]").first.get_attribute("value") or "").split(","))


def test_triage_by_the_keys_of_the_page(browser: Browser, place: Place) -> None:
    url = f"{place.server.address}o/{place.office.client}/findings/"
    with opened(browser, url, Look(), place.jar, agent=AGENT) as page:
        before, judged = counts(page), judged_by_the_first(page)
        page.keyboard.press("j")
        page.keyboard.press("c")
        page.wait_for_function("(text) => document.body.innerText.includes(text)", arg="Undo")
        assert counts(page)["Confirmed"] == before["Confirmed"] + judged
        page.keyboard.press("u")
        page.wait_for_function("(text) => document.body.innerText.includes(text)", arg="Taken back")
        assert counts(page) == before
        judged = judged_by_the_first(page)
        page.keyboard.press("j")
        page.keyboard.press("Space")
        page.keyboard.press("x")  # it asks why before it is sent
        assert page.evaluate("() => document.activeElement.name") == "reason"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        tab_back_and_press(page, "Dismiss")
        page.wait_for_function("(text) => document.body.innerText.includes(text)", arg="Undo")
        assert counts(page)["Dismissed"] == before["Dismissed"] + judged
        assert complaints(page) == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_enter_in_a_field_of_the_acts_dismisses_and_never_confirms(
    browser: Browser, place: Place, script: bool
) -> None:
    url = f"{place.server.address}o/{place.office.client}/findings/"
    with opened(browser, url, Look(script=script), place.jar, agent=AGENT) as page:
        before = counts(page)
        first = page.locator("input[name=finding]").first
        first.check()
        judged = len((first.get_attribute("value") or "").split(","))  # a line may stand for several that are alike
        page.focus("#words")
        page.keyboard.press("Enter")  # without a reason it asks for one, and judges nothing
        if script:
            assert page.evaluate("() => document.activeElement.name") == "reason"
        else:
            page.get_by_text("hoose a reason").first.wait_for()
            page.locator("input[name=finding]").first.check()
        page.select_option("#reason", index=1)
        page.focus("#words")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Undo").wait_for()
        after = counts(page)
        assert after["Dismissed"] == before["Dismissed"] + judged and after["Confirmed"] == before["Confirmed"]


def tab_back_and_press(page: Page, name: str) -> None:
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("() => document.activeElement.innerText || ''").strip().startswith(name):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Shift and Tab never come to {name}")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_triage_by_tab_and_space_alone(browser: Browser, place: Place, script: bool) -> None:
    url = f"{place.server.address}o/{place.office.client}/findings/"
    with opened(browser, url, Look(script=script), place.jar, agent=AGENT) as page:
        before = counts(page)
        first = page.locator("input[name=finding]").first.get_attribute("value") or ""
        together = first.count(",") + 1  # findings that look the same are one line, and judged together
        tab_to(page, "Select ")
        page.keyboard.press("Space")
        tab_to(page, "Confirm")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Undo").wait_for()
        assert counts(page)["Confirmed"] == before["Confirmed"] + together


def test_a_cell_is_opened_and_closed_and_the_focus_comes_back(browser: Browser, place: Place) -> None:
    url = f"{place.server.address}o/{place.office.client}/"
    with opened(browser, url, Look(), place.jar, agent=AGENT) as page:
        page.locator("td.state a").first.focus()
        page.keyboard.press("ArrowRight")
        chosen = page.evaluate("() => document.activeElement.closest('td').id")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Next step").wait_for()
        page.keyboard.press("Escape")
        page.wait_for_function("() => !document.querySelector('#open')")
        assert page.evaluate("() => document.activeElement.closest('td')?.id") == chosen
