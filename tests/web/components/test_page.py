"""The page of components: nobody is barred from it, it stands without a script, it is light, and nothing in it is inline."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from bailee.web import assets
from web.axe import LOOKS, Look, complaints, opened, sideways, violations
from web.components.page import html

MORE = (Look(forced_colours=True), Look(zoom=2), Look(640, dark=True, zoom=2))


@pytest.mark.parametrize("look", [*LOOKS, *MORE], ids=str)
def test_nobody_is_barred_from_it(browser: Browser, address: str, look: Look) -> None:
    with opened(browser, f"{address}/components/", look) as page:
        page.wait_for_selector("canvas[data-drawn]", state="attached")
        assert violations(page) == []
        assert sideways(page) == 0
        assert complaints(page) == []


def test_nor_from_the_menu_of_a_phone(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/components/", Look(320)) as page:
        assert not page.get_by_role("link", name="Obligations 41").is_visible()
        page.get_by_role("button", name="Menu").press("Enter")
        assert page.get_by_role("link", name="Obligations 41").is_visible()
        assert violations(page) == [] and sideways(page) == 0


def test_what_one_touches_on_a_phone_is_large_enough(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/components/", Look(320)) as page:
        heights = page.eval_on_selector_all(
            "button, .button, select, textarea, input:not([type=checkbox], [type=radio], [type=hidden]), .tick, summary",
            "(all) => all.filter((each) => each.checkVisibility()).map((each) => "
            "[each.outerHTML.slice(0, 80), each.getBoundingClientRect().height])",
        )
        assert len(heights) > 20 and [each for each in heights if each[1] < 44] == []


def test_it_reads_and_acts_without_a_script(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/components/", Look(320, script=False)) as page:
        assert page.get_by_role("heading", name="Erase 3 security codes?").is_visible()
        assert page.get_by_role("table", name="Signed, by day").is_visible()  # what the plot would say
        assert page.locator("[data-bulk]").is_visible()
        page.get_by_role("button", name="Menu").click()
        assert page.get_by_role("link", name="Findings 1,284").is_visible()
        page.locator(".more summary", has_text="Show 4 more causes").click()
        assert page.get_by_text("23 damaged · 18 no permission · 12 timed out · 3 too deep").is_visible()


def test_a_first_load_weighs_150_kb_at_most_and_asks_nobody_else(
    browser: Browser, address: str, asked: list[tuple[str, int]]
) -> None:
    asked.clear()
    elsewhere = []
    with opened(browser, "about:blank") as page:
        page.on("request", lambda request: None if request.url.startswith(address) else elsewhere.append(request.url))
        page.goto(f"{address}/components/", wait_until="networkidle")
        page.wait_for_selector("canvas[data-drawn]", state="attached")
    names = [path.rpartition("/")[2] for path, _ in asked]
    assert "inter.woff2" in names and "htmx.js" in names and "chart.js" in names  # everything, plots too
    assert elsewhere == []
    assert sum(size for _, size in asked) <= 150_000


def test_nothing_stands_inline() -> None:
    tree = HTMLParser(html())
    assert tree.css("style") == [] and tree.css("[style]") == []
    assert [script.attributes for script in tree.css("script") if not script.attributes.get("src")] == []
    handlers = [name for node in tree.css("*") for name in node.attributes if name.startswith(("on", "hx-on"))]
    assert handlers == []
    links = [node.attributes.get(name) for name in ("src", "href", "action") for node in tree.css(f"[{name}]")]
    assert [link for link in links if re.match(r"(?i)\s*([a-z]+:|//)", str(link))] == []


@pytest.mark.parametrize(
    ("path", "dark", "paper"), [("/dark/", False, "16, 19, 22"), ("/light/", True, "255, 255, 255")]
)
def test_the_readers_choice_goes_before_the_systems(
    browser: Browser, address: str, path: str, dark: bool, paper: str
) -> None:
    with opened(browser, address + path, Look(dark=dark)) as page:
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == f"rgb({paper})"
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_shape_keeps_its_form_where_colours_are_the_readers(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/components/", Look(forced_colours=True)) as page:
        colours = page.eval_on_selector_all(
            "th .shape", "(all) => [...new Set(all.map((each) => getComputedStyle(each).color))]"
        )
        assert len(colours) == 1  # drawn in the text's colour, told apart by form
        assert page.locator("th .shape").count() >= 4


def test_ids_are_given_once_and_every_link_in_the_page_leads_somewhere() -> None:
    tree = HTMLParser(html())
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert sorted(ids) == sorted(set(ids))
    aimed = {str(node.attributes["href"])[1:] for node in tree.css('a[href^="#"]')}
    named = {
        name for node in tree.css("[aria-describedby]") for name in str(node.attributes["aria-describedby"]).split()
    }
    assert aimed | named <= set(ids)


def test_static_files_are_kept_for_ever_under_their_hash() -> None:
    address = assets.url("bailee.css")
    assert address == f"/static/{assets.version()}/bailee.css"
    with pytest.raises(LookupError):
        assets.url("no-such.css")
    for name in ("../layout.py", "js/../../layout.py", "/etc/passwd", "inter.LICENSE", ""):
        assert assets.find(name) is None
