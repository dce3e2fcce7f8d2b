"""Signing in: the same words for everybody, few attempts, codes that count once, clocks that are a little off."""

from __future__ import annotations

import time

import pytest

from waiting import PATIENCE
from web.accounts.browsing import FIREFOX, PASSWORD, Browser, code, early_in_a_step, second_factor, sign_in
from web.accounts.conftest import SetUp
from web.accounts.test_invitations import come, invite

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/129.0.0.0 Safari/537.36"


def tried(browser: Browser, email: str, password: str) -> Browser:
    return browser.open("/account/login/").press("Go on", login=email, password=password)


def member(site: SetUp, email: str, role: str = "privacy-person") -> tuple[Browser, str]:
    browser = come(site, invite(site, email, role))
    secret, _ = second_factor(browser)
    return browser, secret


def test_nobody_learns_who_has_an_account(site: SetUp) -> None:
    known, unknown = (
        tried(site.browser(), email, "wrong words of nobody")
        for email in ("ada@northgate.example", "x@nowhere.example")
    )
    assert known.text == unknown.text and known.status == unknown.status
    assert "do not belong together" in known.text


def test_both_take_about_the_same_time(site: SetUp) -> None:
    def seconds(email: str) -> float:
        began = time.perf_counter()
        tried(site.browser(), email, "wrong words of nobody")
        return time.perf_counter() - began

    known = min(seconds("ada@northgate.example") for _ in range(2))
    unknown = min(seconds(f"x{number}@nowhere.example") for number in range(2))
    assert 0.4 < known / unknown < 2.5


def test_five_wrong_passwords_shut_the_door_for_that_address_also_for_the_right_one(site: SetUp) -> None:
    member(site, "tried@client.example")
    for _ in range(5):
        tried(site.browser(), "tried@client.example", "wrong words of nobody")
    assert "Too many attempts" in tried(site.browser(), "tried@client.example", PASSWORD).text


def test_a_code_counts_once_and_one_of_the_step_before_counts_where_none_after_it_did(site: SetUp) -> None:
    _, secret = member(site, "codes@client.example")
    late = tried(site.browser(), "codes@client.example", PASSWORD)
    again = tried(site.browser(), "codes@client.example", PASSWORD)
    early_in_a_step()
    assert late.press("Sign in", code=code(secret, steps=2)).path == "/account/login/second/"
    of_before = code(secret, steps=-1)
    early = late.press("Sign in", code=of_before)
    assert early.status == 200 and "privacy person" in early.text
    replayed = again.press("Sign in", code=of_before)
    assert replayed.path == "/account/login/second/" and "used already" in replayed.text


@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", "http:evil.example"],
)
def test_nobody_is_led_elsewhere_after_signing_in(site: SetUp, address: str) -> None:
    browser = tried(site.browser(), "ada@northgate.example", PASSWORD) if False else site.browser()
    browser.open(f"/account/login/?next={address}")
    browser.press("Go on", login="ada@northgate.example", password=PASSWORD)
    browser.press("Sign in", code=site.codes.pop())
    assert browser.answer.url.startswith(browser.root) and "evil" not in browser.answer.url


def test_one_is_led_back_to_where_one_wanted_to_go(site: SetUp) -> None:
    browser = site.browser().open("/account/sessions/")
    browser.press("Go on", login="ada@northgate.example", password=PASSWORD).press("Sign in", code=site.codes.pop())
    assert browser.title == "Where you are signed in" and "This browser." in browser.text


def test_a_session_in_another_browser_is_ended_and_asks_again(site: SetUp) -> None:
    browser, _ = member(site, "stolen@client.example")
    thief = site.browser(agent=CHROME)
    thief.session.cookies.update(browser.session.cookies)
    assert "begun in another browser" in thief.open("/account/").text
    assert browser.open("/account/").title == "Sign in"


def test_an_update_of_the_browser_is_no_other_browser(site: SetUp) -> None:
    browser, _ = member(site, "updated@client.example")
    browser.session.headers["User-Agent"] = FIREFOX.replace("130.0", "131.0")
    assert browser.open("/account/").title == "How you sign in"


def test_other_sessions_are_ended_from_the_list(site: SetUp) -> None:
    first, secret = member(site, "two@client.example")
    second = sign_in(site.browser(), secret, "two@client.example")
    assert len(first.open("/account/sessions/").all("//main//li")) == 2
    first.press("End all others")
    assert second.open("/account/").title == "Sign in" and first.open("/account/").title == "How you sign in"


def test_who_signed_out_is_out(site: SetUp) -> None:
    browser, _ = member(site, "out@client.example")
    cookies = browser.session.cookies.copy()
    browser.open("/account/").press("Sign out")
    browser.session.cookies = cookies
    assert browser.open("/account/").title == "Sign in"


def test_the_cookie_is_kept_from_scripts_and_other_sites(site: SetUp) -> None:
    browser = tried(site.browser(), "ada@northgate.example", PASSWORD)
    cookie = next(each for each in browser.session.cookies if each.name == "bailee_session")
    assert cookie.has_nonstandard_attr("HttpOnly") and cookie.get_nonstandard_attr("SameSite") == "Lax"


@pytest.mark.parametrize(
    "body", [b"login=\xff\xfe&password=\xc3\x28", b"\x00" * 100, b"login[]=a&login=b", b"%" * 5000]
)
def test_broken_bytes_are_refused_and_break_nothing(site: SetUp, body: bytes) -> None:
    browser = site.browser().open("/account/login/")
    token = dict(browser.form("Go on").form_values())["csrfmiddlewaretoken"]
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
    answer = browser.session.post(browser.answer.url, data=body, headers=headers, timeout=PATIENCE)
    assert answer.status_code < 500


def test_a_form_without_its_token_changes_nothing(site: SetUp) -> None:
    answer = site.ada.session.post(site.server.address + "account/logout/", timeout=PATIENCE)
    assert answer.status_code == 403 and site.ada.open("/account/").title == "How you sign in"


def test_the_last_second_factor_stays(site: SetUp) -> None:
    browser, _ = member(site, "last@client.example")
    assert "This is the last one" in browser.open("/account/authenticator/remove/").text
