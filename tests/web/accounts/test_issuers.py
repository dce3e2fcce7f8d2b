"""Signing in by an issuer of identities (OpenID Connect), on a server of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from oidc_provider_mock import run_server_in_thread

from web.accounts.browsing import Browser
from web.accounts.conftest import SetUp, served
from web.accounts.test_invitations import come, invite

TOML = """
[[issuer]]
ident = "office"
name = "Office account"
issuer = "{issuer}"
client_id = "bailee"
secret_file = "{secret}"
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def site(issuer: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SetUp]:
    home = tmp_path_factory.mktemp("issuer") / "home"
    home.mkdir(mode=0o700)
    secret = home / "issuer.secret"
    secret.write_text("not a secret\n")
    (home / "sign-in.toml").write_text(TOML.format(issuer=issuer, secret=secret))
    yield from served(home)


def arrive(browser: Browser, issuer: str, subject: str, **claims: object) -> Browser:
    """Sign in at the issuer as somebody of whom it says `claims`, and be led back."""
    requests.put(f"{issuer}/users/{subject}", json=claims, timeout=10).raise_for_status()
    away = browser.session.get(browser.root + "account/oidc/office/login/", timeout=20)
    assert away.url.startswith(f"{issuer}/oauth2/authorize") and "code_challenge" in away.url
    browser.answer = browser.session.post(away.url, data={"sub": subject}, timeout=20)
    return browser


def test_an_invited_person_comes_by_the_issuer_with_its_word_for_her_address(site: SetUp, issuer: str) -> None:
    browser = site.browser().open(invite(site, "grace@client.example", "privacy-person"))
    assert "Come by Office account" in browser.text
    arrive(browser, issuer, "grace", email="grace@client.example", email_verified=True, name="Grace Hopper")
    assert browser.status == 200 and "Grace Hopper, privacy person" in browser.text
    again = arrive(site.browser(), issuer, "grace", email="grace@client.example", email_verified=True)
    assert "privacy person" in again.text


def test_without_an_invitation_there_is_no_account(site: SetUp, issuer: str) -> None:
    browser = arrive(site.browser(), issuer, "eve", email="eve@nowhere.example", email_verified=True)
    assert browser.status == 403 and browser.title == "No account for you here"


@pytest.mark.parametrize(
    "claims", [{"email_verified": False}, {}, {"email_verified": "false"}, {"email_verified": 1.5}]
)
def test_an_address_that_nobody_verified_takes_no_account_over(
    site: SetUp, issuer: str, claims: dict[str, object]
) -> None:
    browser = arrive(site.browser(), issuer, "mallory", email="ada@northgate.example", **claims)
    assert browser.status == 403 and "did not say that it verified" in browser.text
    assert browser.open("/account/").title == "Sign in"


def test_a_verified_address_still_asks_for_the_second_factor_of_the_account(site: SetUp, issuer: str) -> None:
    browser = arrive(site.browser(), issuer, "ada", email="ada@northgate.example", email_verified=True)
    assert browser.path == "/account/login/second/"
    assert browser.press("Sign in", code=site.codes.pop()).status == 200


def test_an_invitation_of_somebody_else_is_not_taken(site: SetUp, issuer: str) -> None:
    link = invite(site, "linus@client.example", "counsel")
    browser = arrive(site.browser().open(link), issuer, "other", email="other@client.example", email_verified=True)
    assert browser.status == 403
    assert come(site, link).path == "/account/secure/"


def test_an_answer_that_nobody_asked_for_opens_nothing(site: SetUp) -> None:
    browser = site.browser().open("/account/oidc/office/login/callback/?code=x&state=y")
    assert browser.status < 500 and browser.open("/account/").title == "Sign in"
    assert site.browser().open("/account/oidc/other/login/").status == 404
