"""What scripts add: keys, cells, dialogs, boxes, parts that go on. By keyboard alone, as one would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from waiting import until
from web.axe import Look, complaints, opened


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, f"{address}/components/", Look()) as page:
        yield page
        assert complaints(page) == []


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def test_a_slash_goes_to_the_search_and_is_a_letter_there(page: Page) -> None:
    page.keyboard.press("/")
    assert focused(page) == "search"
    page.keyboard.type("a/j?")
    assert page.input_value("#search") == "a/j?"


def test_single_keys_can_be_switched_off(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/without-keys/") as page:
        page.keyboard.press("/")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.tagName") == "BODY"
        assert page.get_by_role("button", name="Switch single keys on").is_visible()


def test_keys_with_others_held_belong_to_the_browser(page: Page) -> None:
    page.keyboard.press("Alt+j")
    assert page.locator("tr.current").count() == 0


def test_j_and_k_move_among_rows_and_space_ticks(page: Page) -> None:
    page.keyboard.press("j")
    assert focused(page) == "Social Security number"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert focused(page) == "Bank account number"
    page.locator("tr.current [type=checkbox]").focus()
    page.keyboard.press("Space")
    assert page.locator("[data-bulk-count]").inner_text().startswith("2 selected")
    assert page.locator("tr.chosen").count() == 2


def test_the_bar_of_acts_goes_when_nothing_is_ticked(page: Page) -> None:
    page.get_by_role("checkbox", name="Select Social Security number").uncheck()
    assert not page.locator("[data-bulk]").is_visible()


def test_arrows_move_among_cells_and_escape_goes_back(page: Page) -> None:
    page.locator("#cell-1").focus()
    for key, expected in (
        ("ArrowRight", "cell-2"),
        ("ArrowDown", "cell-5"),
        ("ArrowLeft", "cell-4"),
        ("ArrowUp", "cell-1"),
    ):
        page.keyboard.press(key)
        assert focused(page) == expected
    page.keyboard.press("ArrowUp")
    assert focused(page) == "cell-1"
    page.keyboard.press("Escape")
    page.wait_for_url("**/#cell-6")


def test_a_dialog_opens_over_the_page_and_gives_the_focus_back(page: Page) -> None:
    dialog = page.get_by_role("dialog", name="Erase 3 security codes?")
    assert not dialog.is_visible()
    page.get_by_role("link", name="Erase 3 security codes…").press("Enter")
    assert dialog.is_visible()
    assert focused(page) == "Keep them"  # what cannot be undone is never under the finger
    page.keyboard.press("Escape")
    assert not dialog.is_visible() and focused(page) == "Erase 3 security codes…"


def test_a_list_that_fell_from_the_bar_is_closed_by_escape(page: Page) -> None:
    summary = page.locator(".tools summary")
    summary.press("Enter")
    assert page.get_by_role("button", name="Sign out").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Sign out").is_visible()
    assert "M. Reyes" in focused(page)


def test_a_part_that_goes_on_is_put_in_its_place_and_said(browser: Browser, address: str) -> None:
    with opened(browser, "about:blank") as page:
        page.clock.install()
        page.goto(f"{address}/components/")
        page.clock.run_for(601_000)
        page.wait_for_selector("#live:not([data-live])")
        assert page.locator("#live progress").get_attribute("value") == "388"
        said = page.locator("body > .away[role=status]")
        assert said.text_content() == "The scan has ended. 214 files were not read."


def test_a_plot_is_drawn_from_tokens_and_its_table_is_one_click_away(page: Page) -> None:
    page.wait_for_selector("canvas[data-drawn]")
    table = page.get_by_role("table", name="Signed, by day")
    assert not table.is_visible()
    page.locator("figure", has=page.locator("canvas")).first.get_by_text("Show as table").click()
    assert table.is_visible()
    drawn = "document.querySelector('canvas').toDataURL()"
    light = page.evaluate(drawn)
    page.emulate_media(color_scheme="dark")
    # a predicate of the browser's own would be evaluated from a string, which the policy refuses
    until(lambda: page.evaluate(drawn) != light, "it is drawn anew")


def test_errors_on_top_take_the_focus(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/components/") as page:
        page.locator("main").evaluate(
            "(main) => main.insertAdjacentHTML('afterbegin', '<div id=\"errors\" tabindex=\"-1\" data-focus>x</div>')"
        )
        page.evaluate("document.dispatchEvent(new CustomEvent('htmx:afterSettle'))")
        assert focused(page) == "errors"
