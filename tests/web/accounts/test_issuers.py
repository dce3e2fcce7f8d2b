"""Signing in by an issuer of identities (OpenID Connect), on a server of the tests' own."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from oidc_provider_mock import run_server_in_thread

from waiting import PATIENCE
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
two_factors = true

[[issuer]]
ident = "plain"
name = "Account with a password alone"
issuer = "{issuer}"
client_id = "bailee-plain"
secret_file = "{secret}"

[[issuer]]
ident = "elsewhere"
name = "One whose configuration is of another"
issuer = "{issuer}/other"
client_id = "bailee-elsewhere"
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


def arrive(browser: Browser, issuer: str, subject: str, by: str = "office", **claims: object) -> Browser:
    """Sign in at the issuer as somebody of whom it says `claims`, and be led back."""
    requests.put(f"{issuer}/users/{subject}", json=claims, timeout=PATIENCE).raise_for_status()
    away = browser.session.get(f"{browser.root}account/oidc/{by}/login/", timeout=PATIENCE)
    assert away.url.startswith(f"{issuer}/oauth2/authorize") and "code_challenge" in away.url
    browser.answer = browser.session.post(away.url, data={"sub": subject}, timeout=PATIENCE)
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


def test_an_issuer_that_does_not_say_how_it_was_proven_is_one_factor(site: SetUp, issuer: str) -> None:
    browser = site.browser().open(invite(site, "one@client.example", "privacy-person"))
    arrive(browser, issuer, "one", by="plain", email="one@client.example", email_verified=True)
    assert browser.path == "/account/secure/" and browser.open("/").path == "/account/secure/"


def test_an_issuer_that_says_that_it_asked_for_two_is_believed_for_this_sign_in(site: SetUp, issuer: str) -> None:
    browser = site.browser().open(invite(site, "two@client.example", "privacy-person"))
    arrive(browser, issuer, "two", by="plain", email="two@client.example", email_verified=True, amr=["pwd", "mfa"])
    said = browser.path
    assert said != "/account/secure/" and "privacy person" in browser.text


def test_a_configuration_of_another_issuer_is_not_taken(site: SetUp) -> None:
    answer = site.browser().open("/account/oidc/elsewhere/login/")
    assert answer.answer.url.startswith(answer.root) and answer.status == 502
    assert answer.open("/account/").title == "Sign in"


class _Liar(BaseHTTPRequestHandler):
    """An issuer whose configuration is right and whose tokens are made by `made`."""

    made: Callable[[dict[str, Any]], str]
    own = ec.generate_private_key(ec.SECP256R1())

    def do_GET(self) -> None:
        root = f"http://localhost:{self.server.server_port}"  # type: ignore[attr-defined]
        if self.path.endswith("openid-configuration"):
            self._say({"issuer": root, "authorization_endpoint": f"{root}/authorize", "token_endpoint": f"{root}/token",
                       "userinfo_endpoint": f"{root}/userinfo", "jwks_uri": f"{root}/keys"})  # fmt: skip
        elif self.path == "/keys":
            key = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.own.public_key()))
            self._say({"keys": [key | {"kid": "own", "alg": "ES256", "use": "sig"}]})
        else:
            self._say({"sub": "ada", "email": "ada@northgate.example", "email_verified": True})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        claims = {
            "iss": f"http://localhost:{self.server.server_port}",
            "aud": "bailee",
            "sub": "ada",
            "iat": now,
            "exp": now + 60,
        }  # type: ignore[attr-defined]
        self._say({"access_token": "x", "token_type": "bearer", "id_token": type(self).made(claims)})

    def _say(self, told: dict[str, Any]) -> None:
        content = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


def _signed(claims: dict[str, Any], **more: Any) -> str:
    return jwt.encode(claims | more, _Liar.own, algorithm="ES256", headers={"kid": "own"})


TOKENS: dict[str, Callable[[dict[str, Any]], str]] = {
    "good": _signed,
    "by another key": lambda claims: jwt.encode(
        claims, ec.generate_private_key(ec.SECP256R1()), algorithm="ES256", headers={"kid": "own"}
    ),
    "not signed": lambda claims: jwt.encode(claims, None, algorithm="none", headers={"kid": "own"}),
    "by a secret": lambda claims: jwt.encode(claims, "x" * 32, algorithm="HS256", headers={"kid": "own"}),
    "for another": lambda claims: _signed(claims, aud="somebody"),
    "of another": lambda claims: _signed(claims, iss="http://localhost:1"),
    "over": lambda claims: _signed(claims, exp=int(time.time()) - 600, iat=int(time.time()) - 900),
    "of another person": lambda claims: _signed(claims, sub="eve"),
}


@pytest.fixture(scope="module")
def liar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SetUp]:
    server = ThreadingHTTPServer(("localhost", 0), _Liar)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = tmp_path_factory.mktemp("liar") / "home"
    home.mkdir(mode=0o700)
    (home / "sign-in.toml").write_text(
        f'[[issuer]]\nident = "office"\nissuer = "http://localhost:{server.server_port}"\nclient_id = "bailee"\n'
    )
    yield from served(home)
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_counts_that_its_issuer_signed_for_us_and_no_other(liar: SetUp, token: str) -> None:
    _Liar.made = staticmethod(TOKENS[token])  # type: ignore[assignment]
    browser = liar.browser()
    away = browser.session.get(f"{browser.root}account/oidc/office/login/", allow_redirects=False, timeout=PATIENCE)
    state = parse_qs(urlsplit(away.headers["Location"]).query)["state"][0]
    browser.open(f"/account/oidc/office/login/callback/?code=x&state={state}")
    assert (browser.path == "/account/login/second/") == (token == "good"), (browser.status, browser.text[:200])
    assert browser.status < 500 or browser.status == 502
    assert browser.open("/account/").path.startswith("/account/login/")  # nobody is in yet
    other = liar.browser().open(f"/account/oidc/office/login/callback/?code=x&state={state}")
    assert other.path != "/account/login/second/"  # a state is of the browser that left with it
