"""What a person meets on a page is in her language, whole: no English between, its language said to her browser, and it fits a phone."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bailee.catalogues import Catalogue
from bailee.operations.draft_notice import draft_notice
from bailee.operations.place_notice import open_notice_page
from bailee.operations.publish_notice import publish_notice
from web.axe import Look, chromium, opened, sideways, violations
from web.people import AGENT
from web.test_signing import KIND, Browser, Site
from web.test_signing import site as site

ENGLISH = re.compile(r"\b(the|you|your|and|please|with|read|again|who|what|which|of|sign|asked)\b", re.IGNORECASE)
# What stands out of the window, for whoever reads the failure.
_WIDE = "() => [...document.querySelectorAll('body *')].filter((it) => it.getBoundingClientRect().right > innerWidth).map((it) => it.outerHTML.slice(0, 200)).slice(-4)"
TONGUES = ["fr", "de", "es"]
NAMES = {"fr": "Hal Moe", "de": "Jon Day", "es": "Gus Low"}


def said(text: str) -> str:
    """What a page says in the language of its frame: parts that say that they are in another one, names and addresses are left out."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", text, flags=re.DOTALL)
    body = re.sub(
        r"<(article|div|h1|h2|p|b|a|section)\b[^>]* lang=\"[a-z]+\"[^>]*>.*?</\1>", " ", body, flags=re.DOTALL
    )
    named = re.findall(r"(?:aria-label|placeholder|title|alt)=\"([^\"]*)\"", body)
    return html.unescape(" ".join([re.sub(r"<[^>]+>", " ", body), *named]))


def check(page: Browser, tongue: str, *names: str) -> None:
    assert f'<html lang="{tongue}"' in page.text, page.text[:400]
    text = said(page.text)
    for name in ("Harbour <i>Dental</i>", "Harbour Dental", "P. Lindqvist, privacy@harbour.example", *names):
        text = text.replace(name, " ")
    text = re.sub(r"bailee [0-9.]+|Global Privacy Control", " ", text)
    assert ENGLISH.findall(text) == [], " ".join(text.split())
    assert left_over(text, tongue) == [], " ".join(text.split())


def left_over(text: str, tongue: str) -> list[str]:
    """English words of the frame that have others in a language."""
    words = Catalogue("bailee.web.own")
    english, hers = words.words("en").texts, words.words(tongue).texts
    return [
        word
        for table in ("frame", "role", "section")
        for name, word in english[table].items()
        if word not in hers[table].values() and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    ]


def test_the_check_of_a_page_sees_english(site: Site) -> None:
    her = Browser(site.server, language="en")
    her.get(site.link(NAMES["fr"])[0])
    with pytest.raises(AssertionError):
        check(her, "en")


@pytest.fixture(scope="module")
def links(site: Site) -> Iterator[dict[str, tuple[str, str]]]:
    door = site.door()
    for tongue in TONGUES:
        publish_notice(door, draft_notice(door, KIND, language=tongue, on=datetime.now(UTC).date()).version)
    yield {tongue: site.link(name) for tongue, name in NAMES.items()}
    door.close()


@pytest.mark.parametrize("tongue", TONGUES)
def test_a_link_its_code_and_what_went_wrong_are_said_in_the_language_of_the_browser(site: Site, tongue: str) -> None:
    her = Browser(site.server, language=f"{tongue},en;q=0.5")
    link, _ = site.link(NAMES[tongue])
    her.get(link)
    check(her, tongue)
    her.post(link, ("code", "000000"))
    assert her.status == 422 and "4" in her.text
    check(her, tongue)
    her.get("/e/" + "x" * 40 + "/")  # never was one
    check(her, tongue)
    her.get("/e/sign/sign-0000/")  # closed
    assert her.status == 403
    check(her, tongue)


@pytest.mark.parametrize("tongue", TONGUES)
def test_her_own_page_and_what_she_signs_are_whole_in_her_language(
    site: Site, links: dict[str, tuple[str, str]], tongue: str
) -> None:
    her = Browser(site.server, language=tongue)
    where = f"{her.enter(*links[tongue])}?lang={tongue}"
    her.get("/e/")
    check(her, tongue)
    her.get(where)
    check(her, tongue, NAMES[tongue])
    her.sign(where, name="", boxes=("received",), lang=tongue)  # what is missing is said, too
    assert her.status == 422
    check(her, tongue, NAMES[tongue])
    her.post(where, ("act", "ask"), ("lang", tongue), ("question", ""))
    assert her.status == 422
    check(her, tongue, NAMES[tongue])
    her.post(where, ("act", "decline"), ("lang", tongue), ("reason", "x"))
    her.get(where)
    check(her, tongue, NAMES[tongue])
    her.sign(where, name=NAMES[tongue], lang=tongue)
    her.get(where)
    assert her.status == 200 and "timeline" in her.text
    check(her, tongue, NAMES[tongue])
    her.get("/e/")
    check(her, tongue)


@pytest.mark.parametrize("tongue", TONGUES)
def test_a_member_finds_her_page_its_sections_and_her_role_in_her_language_and_may_choose_another(
    site: Site, links: dict[str, tuple[str, str]], tongue: str
) -> None:
    alice = site.alice()
    english = alice.get(f"/o/{site.ours}/own/?lang=en")
    assert len(left_over(said(english), tongue)) > 10, "the check sees English"
    page = alice.get(f"/o/{site.ours}/own/?lang={tongue}")
    check(alice, tongue)
    words = Catalogue("bailee.web.own").words(tongue)
    assert all(words(f"section.{each}") in said(page) for each in ("client", "findings", "settings", "deliveries"))
    assert words("role.client-owner") in said(page) and f'href="/o/{site.ours}/own/">{words("frame.own")}<' in page
    assert all(f'href="?lang={other}"' in page for other in ("en", *TONGUES))
    alice.get(f"/o/{site.ours}/own/?lang={tongue}&on=2026-01-01")
    check(alice, tongue)
    asked = f"/o/{site.ours}/own/ask/?lang={tongue}"
    assert alice.post(asked, ("rights", "access")) == f"/o/{site.ours}/own/?lang={tongue}#ask"
    alice.get(f"/o/{site.ours}/own/?lang={tongue}")  # it says that it was sent
    check(alice, tongue)


def test_what_is_heard_before_a_fault_is_in_her_language(site: Site, links: dict[str, tuple[str, str]]) -> None:
    her = Browser(site.server, language="de")
    her.get(site.link("Ida Fox")[0])
    her.post(site.link("Ida Fox")[0], ("code", "000000"))
    assert her.status == 422 and '<span class="away">Fehler: </span>' in her.text and "Error" not in said(her.text)


def test_a_notice_that_is_open_to_everybody_is_read_in_each_of_its_languages(
    site: Site, links: dict[str, tuple[str, str]]
) -> None:
    door = site.door()
    open_notice_page(door, KIND)
    door.close()
    path = f"/notices/{site.ours}/{KIND}/"
    for tongue in TONGUES:
        anybody = Browser(site.server, language="en")
        for address in (
            f"{path}?lang={tongue}",
            f"{path}?language={tongue}",
        ):  # the second stands in what was sent before
            anybody.get(address)
            check(anybody, tongue)
        assert all(f'href="?lang={other}"' in anybody.text for other in ("en", *TONGUES) if other != tongue)
        hers = Browser(site.server, language=tongue)
        hers.get(path)
        check(hers, tongue)


def test_pages_in_long_words_fit_a_phone_and_read_well(site: Site, links: dict[str, tuple[str, str]]) -> None:
    with chromium() as browser:
        for tongue, name in (("de", "Ann Poe"), ("fr", "Kim Roe")):
            link, code = site.link(name)
            her = Browser(site.server, language=tongue)
            where = her.enter(link, code)
            hers = (site.link(NAMES[tongue])[0], f"/e/?lang={tongue}", f"{where}?lang={tongue}")
            member = (f"/o/{site.ours}/own/?lang={tongue}",)
            for path, cookies in [(each, her.cookies) for each in hers] + [
                (each, site.alice().cookies) for each in member
            ]:
                kept = [{"name": key, "value": value, "url": site.server.address} for key, value in cookies.items()]
                for look in (Look(320), Look(1280)):
                    address = site.server.address.rstrip("/") + path
                    with opened(browser, address, look, kept, agent=AGENT, locale=tongue) as page:
                        assert sideways(page) == 0, (path, str(look), page.evaluate(_WIDE))
                        assert violations(page) == [], (path, str(look))
                        if folder := os.environ.get("BAILEE_PICTURES"):
                            page.screenshot(path=f"{folder}/{tongue}-{len(path)}-{look.width}.png", full_page=True)
