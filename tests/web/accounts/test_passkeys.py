"""Passkeys in a real browser, with an authenticator of the browser's own that needs no finger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from web.axe import chromium
from web.serving import Server


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(20_000)
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})
        yield page
        page.close()


def test_a_passkey_alone_sets_up_signs_in_and_proves_it_is_still_you(page: Page, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    server = Server(home)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    try:
        root = server.address.replace("127.0.0.1", "localhost")
        page.goto(root + server.secret_path.removeprefix("/"))
        page.click("text=Begin")
        for name, value in {
            "name": "Ada Lovelace",
            "email": "ada@northgate.example",
            "organisation": "Northgate IT",
        }.items():
            page.fill(f"[name={name}]", value)
        page.click("text=Our clients")
        page.click("text=With a passkey")
        page.click("text=Go on")
        page.click("text=Add it")
        page.wait_for_url("**/account/recovery-codes/")
        assert page.locator("ul.codes code").count() == 10
        page.goto(root + "account/")
        page.click("main >> text=Sign out")
        page.wait_for_url("**/account/login/")
        page.click("text=Sign in with a passkey")
        page.wait_for_url(lambda url: "/account/" not in url)
        page.goto(root + "account/passkeys/")
        page.click("text=Remove…")
        page.click("main button:has-text('Remove it')")
        assert "This is the last one" in page.inner_text("main")
        page.goto(root + "account/again/passkey/?next=/account/")
        page.click("text=Use your passkey")
        page.wait_for_url("**/account/")
        assert "1" in page.inner_text("dl.facts") and not [
            each for each in refused if "Content Security Policy" in each
        ]
    finally:
        server.close()
