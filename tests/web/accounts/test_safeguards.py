"""What is around signing in: keys of sessions that change with each proof, other sessions that end, what is at hand and what leaked,
and a log that tells of each try and names nobody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from web.accounts.browsing import PASSWORD, Browser, code, second_factor
from web.accounts.conftest import SetUp
from web.accounts.test_invitations import come, invite


def told(site: SetUp, event: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in list(site.server.lines) if line.startswith("{")]
    return [line for line in lines if line["event"] == event]


def old_proof(site: SetUp, browser: Browser) -> None:
    """As if the last proof of who one is was ten minutes ago."""
    from web.accounts.test_limits import change_session

    records = "s['account_authentication_methods']"
    change_session(site, browser, f"{records} = [each | {{'at': each['at'] - 600}} for each in {records}]")


def member(site: SetUp, email: str) -> tuple[Browser, str, list[str]]:
    browser = come(site, invite(site, email, "privacy-person"))
    secret, codes = second_factor(browser)
    return browser, secret, codes


def key_of(browser: Browser) -> str:
    return str(browser.session.cookies.get("bailee_session"))


def test_a_new_proof_gives_the_session_another_key_and_the_one_before_opens_nothing(site: SetUp) -> None:
    pat, secret, _ = member(site, "key@client.example")
    before = key_of(pat)
    old_proof(site, pat)
    asked = pat.open("/account/sessions/")
    assert asked.title == "Where you are signed in"
    pat.open("/account/again/code/").press("It is me", code=code(secret, steps=1))
    assert key_of(pat) != before and "This browser." in pat.open("/account/sessions/").text
    thief = site.browser()
    thief.session.cookies.set("bailee_session", before, domain="localhost.local", path="/")
    assert thief.open("/account/").title == "Sign in"


def test_ending_the_others_asks_who_one_is_where_the_proof_is_old(site: SetUp) -> None:
    pat, _, codes = member(site, "others@client.example")
    other = site.browser().open("/account/login/").press("Go on", login="others@client.example", password=PASSWORD)
    other.press("Sign in", code=codes.pop())
    old_proof(site, pat)
    assert pat.open("/account/sessions/").press("End all others").title == "Is it still you?"
    assert other.open("/account/").status == 200 and other.title != "Sign in"


def test_taking_new_recovery_codes_ends_the_other_sessions(site: SetUp) -> None:
    pat, _, codes = member(site, "codes@client.example")
    other = site.browser().open("/account/login/").press("Go on", login="codes@client.example", password=PASSWORD)
    other.press("Sign in", code=codes.pop())
    assert other.open("/account/").title != "Sign in"
    pat.open("/account/recovery-codes/new/")
    pat.press(pat.all("//main//form//button[@type='submit']")[0])
    assert other.open("/account/").title == "Sign in" and pat.open("/account/").title != "Sign in"


def test_a_changed_password_takes_the_one_before_and_ends_other_sessions(site: SetUp) -> None:
    pat, _, codes = member(site, "changed@client.example")
    other = site.browser().open("/account/login/").press("Go on", login="changed@client.example", password=PASSWORD)
    other.press("Sign in", code=codes.pop())
    new = (
        "Vier Wörter, die niemand verbindet: " + "Zaun Mond Pfand Igel " * 3
    )  # blanks and all, of more than 64 letters
    wrong = pat.open("/account/password/").press(
        "Change it", oldpassword="wrong words of nobody", password1=new, password2=new
    )
    assert "type your current password" in wrong.text
    pat.open("/account/password/").press("Change it", oldpassword=PASSWORD, password1=new, password2=new)
    assert other.open("/account/").title == "Sign in" and pat.open("/account/").title != "Sign in"
    for typed, is_right in ((new.lower(), False), (new[:64], False), (new, True)):
        tried = site.browser().open("/account/login/").press("Go on", login="changed@client.example", password=typed)
        assert (tried.path == "/account/login/second/") is is_right, typed


def test_ways_in_are_changed_only_after_a_new_proof(site: SetUp) -> None:
    pat, _, _ = member(site, "ways@client.example")
    old_proof(site, pat)
    for path in ("/account/passkeys/add/", "/account/authenticator/remove/", "/account/recovery-codes/new/"):
        assert pat.open(path).title == "Is it still you?", path


def test_signing_out_clears_what_the_browser_kept(site: SetUp) -> None:
    pat, _, _ = member(site, "out@client.example")
    pat.open("/account/logout/").press(pat.all("//main//form//button[@type='submit']")[0])
    cleared = [each.headers.get("Clear-Site-Data") for each in (*pat.answer.history, pat.answer)]
    assert '"cache", "storage"' in cleared


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("1qaz2wsx3edc", "leaked elsewhere"),
        ("chickenwing101", "leaked elsewhere"),
        ("bailee-privacy-2026", "at hand"),
        ("Northgate-IT-1987", "at hand"),
    ],
)
def test_what_leaked_and_what_is_at_hand_is_no_password(site: SetUp, password: str, said: str) -> None:
    browser = site.browser().open(invite(site, f"x{len(password)}@client.example", "privacy-person"))
    browser.press("Make my account", name="Pat Roe", way="password", password=password)
    assert browser.status == 422 and said in browser.text


def test_the_list_of_what_leaked_is_one_of_ten_thousands_and_says_where_it_is_from() -> None:
    probe = (
        "from bailee.web.accounts.passwords import _leaked, has_leaked, DIGEST; from importlib import resources;"
        "head = (resources.files('bailee.web.accounts') / 'breached_passwords.bin').read_bytes().partition(b'\\n\\n')[0].decode();"
        "print(len(_leaked()) // DIGEST, 'source:' in head, has_leaked('QWERTYUIOP123 '), has_leaked('four words nobody joins'))"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=os.environ)
    count, is_told, leaked, good = run.stdout.split()
    assert int(count) > 40_000 and (is_told, leaked, good) == ("True", "True", "False")


def test_the_log_tells_of_each_try_and_names_nobody(site: SetUp) -> None:
    pat, secret, _ = member(site, "heard@client.example")
    other = (
        site.browser()
        .open("/account/login/")
        .press("Go on", login="heard@client.example", password="wrong words of nobody")
    )
    other.press("Go on", login="heard@client.example", password=PASSWORD).press("Sign in", code="000000")
    other.press("Sign in", code=code(secret, steps=1))
    failed = told(site, "sign-in-failed")
    assert {"mismatch", "code"} <= {each["why"] for each in failed} and all(each["request"] for each in failed)
    assert next(each for each in failed if each["why"] == "mismatch")["about"]
    assert {"second", "typed"} <= set(told(site, "signed-in")[-1]["by"]) and told(site, "signed-in")[-1]["account"]
    assert {"totp", "recovery_codes"} <= {each["sort"] for each in told(site, "way-in-changed")}
    assert pat.open(f"{site.ada.open('/').path}").status in (200, 404)
    assert site.browser().open("/o/nobodys-organisation/").title == "Sign in"
    pat.open("/o/nobodys-organisation/")
    assert told(site, "refused")[-1]["why"] == "no-member" and told(site, "refused")[-1]["account"]
    assert told(site, "signed-in")[-1]["network"] == "127.0.0.0/24"
    whole = "".join(site.server.lines)
    assert "heard@client.example" not in whole and "127.0.0.1" not in whole.replace(site.server.address, "")
