"""A browser without JavaScript: it keeps cookies, follows what it is led to, fills forms in and presses their buttons."""

from __future__ import annotations

import hashlib
import hmac
import struct
import time
from base64 import b32decode
from urllib.parse import urljoin

import requests
from lxml import html

from waiting import PATIENCE

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
PASSWORD = "four words nobody joins"


class Browser:
    def __init__(self, root: str, agent: str = FIREFOX) -> None:
        self.root = root.replace("127.0.0.1", "localhost")
        self.session = requests.Session()
        self.session.headers["User-Agent"] = agent
        self.answer = requests.Response()

    def open(self, path: str) -> Browser:
        self.answer = self.session.get(urljoin(self.root, path), timeout=PATIENCE)
        return self

    def press(self, button: str, *, more: dict[str, str] | None = None, **fields: str) -> Browser:
        """Fill in the form that has this button, and press it."""
        form = self.form(button)
        values = {**dict(form.form_values()), **fields, **(more or {})}
        address = urljoin(self.answer.url, form.action or self.answer.url)
        self.answer = self.session.post(address, data=values, headers={"Referer": self.answer.url}, timeout=PATIENCE)
        return self

    def form(self, button: str) -> html.FormElement:
        page = html.fromstring(self.answer.content)
        for each in page.xpath("//button[@type='submit']"):
            if " ".join(each.text_content().split()) == button:
                return each.xpath("ancestor::form")[0]
        raise AssertionError(
            f'no button "{button}" on {self.answer.url} ({self.answer.status_code}): {self.text[:600]}'
        )

    @property
    def text(self) -> str:
        page = html.fromstring(self.answer.content or b"<p></p>")
        return " ".join(page.xpath("string(//body)").split())

    @property
    def title(self) -> str:
        found = html.fromstring(self.answer.content).xpath("//h1")
        return " ".join(found[0].text_content().split()) if found else ""

    @property
    def path(self) -> str:
        return "/" + self.answer.url.split("/", 3)[3]

    @property
    def status(self) -> int:
        return self.answer.status_code

    def all(self, xpath: str) -> list[str]:
        return [
            " ".join(str(each.text_content()).split()) for each in html.fromstring(self.answer.content).xpath(xpath)
        ]


def code(secret: str, *, steps: int = 0) -> str:
    """What an authenticator app shows, `steps` half minutes from now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(b32decode(secret), counter, hashlib.sha1)
    at = digest[-1] & 15
    return str((struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6).zfill(6)


def early_in_a_step() -> None:
    """Wait until codes that are asked for one after the other belong to the same half minute."""
    if (gone := time.time() % 30) > 8:
        time.sleep(30 - gone)


def set_up(
    server: object, *, email: str = "ada@northgate.example", kind: str = "own", organisation: str = "Northgate IT"
) -> tuple[Browser, str, list[str]]:
    """Through the wizard with a password and an app: the browser, the app's secret, the recovery codes."""
    browser = Browser(server.address)  # type: ignore[attr-defined]
    browser.open(server.secret_path).press("Begin")  # type: ignore[attr-defined]
    browser.press(
        "Go on",
        name="Ada Lovelace",
        email=email,
        organisation=organisation,
        kind=kind,
        way="password",
        password=PASSWORD,
    )
    secret, codes = second_factor(browser)
    return browser, secret, codes


def second_factor(browser: Browser) -> tuple[str, list[str]]:
    """Set the app up; the browser stands on the matrix then."""
    browser.open("/account/authenticator/")
    secret = browser.all("//code")[0]
    browser.press("Go on", code=code(secret))
    codes = browser.all("//ul[contains(@class, 'codes')]//code")
    assert len(codes) == 10, browser.text
    browser.open("/account/done/")
    return secret, codes


def sign_in(browser: Browser, secret: str, email: str = "ada@northgate.example", *, steps: int = 1) -> Browser:
    browser.open("/account/login/").press("Go on", login=email, password=PASSWORD)
    return browser.press("Sign in", code=code(secret, steps=steps))
