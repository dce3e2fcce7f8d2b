"""People without an account: a link one way, a code another, one page, once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from web.accounts.browsing import Browser
from web.accounts.conftest import SetUp


def linked(site: SetUp, name: str = "Lee Roe") -> tuple[str, str]:
    browser = site.ada.open("/").open(f"{site.ada.path}invitations/").press("Make a link and a code", name=name)
    return browser.all("//div[@class='copy']/code")[0], browser.all("//strong[@class='figure']")[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def publish(home: Path) -> None:
    from bailee.operations.draft_notice import draft_notice
    from bailee.operations.open_store import open_store
    from bailee.operations.publish_notice import publish_notice

    workspace = open_store(home)
    version = draft_notice(workspace, "employee-privacy-notice", on=date(2026, 3, 2)).version
    publish_notice(workspace, version)
    workspace.close()


def test_the_link_asks_for_the_code_and_opens_one_page_once(site: SetUp) -> None:
    link, code = linked(site)
    lee = site.browser()
    for _ in range(3):  # a mail scanner, a preview, the person
        assert lee.open(link).title == "The code that you were given"
    assert lee.press("Open", code=f" {code[:3]} {code[3:]} ").path == "/e/"
    assert lee.title == "For you, from Northgate IT"
    assert site.browser().open(link).title == "This link does not count any more"


def test_the_page_shows_published_notices_and_no_other_page_opens(site: SetUp) -> None:
    organisation = site.ada.open("/").path
    link, code = linked(site)
    publish(site.home)
    lee = site.browser().open(link).press("Open", code=code)
    assert "Version 1, published" in lee.text and len(lee.all("//article//h3")) > 3
    for path in ("/", organisation, f"{organisation}own/", "/account/", "/account/sessions/"):
        assert lee.open(path).title == "Sign in", path
    assert lee.open("/e/").title == "For you, from Northgate IT"


def test_five_wrong_codes_end_the_link(site: SetUp) -> None:
    link, code = linked(site)
    lee = site.browser().open(link)
    for left in (4, 3, 2, 1):
        assert f"You have {left}" in lee.press("Open", code=wrong(code)).text
    assert lee.press("Open", code=wrong(code)).status == 410
    assert Browser(site.server.address).open(link).status == 410


def test_somebody_elses_link_or_none_is_the_same(site: SetUp) -> None:
    for token in ("1-" + "a" * 32, "999-" + "a" * 32, "x", "1-../../etc", "%00", "1-" + "a" * 5000):
        answer = site.browser().open(f"/e/{token}/")
        assert answer.status in (400, 404, 410), token
    assert site.browser().open("/e/").status == 403
