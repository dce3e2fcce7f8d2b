"""Which addresses of sign-in are open, what each one shows, and which tables stand behind them."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys

import pytest

from waiting import PATIENCE
from web import people
from web.accounts.browsing import PASSWORD
from web.accounts.conftest import SetUp
from web.accounts.test_invitations import invite
from web.axe import LOOKS, chromium, opened, sideways, violations

OPEN = {
    "enter/<str:secret>", "first-run/", "invitation/<str:token>/", "account/reset/<str:token>/",
    "account/login/", "account/login/second/", "account/login/passkey/", "account/logout/", "account/inactive/",
    "account/oidc/<slug:provider_id>/login/", "account/oidc/<slug:provider_id>/login/callback/", "account/oidc/cancelled/", "account/oidc/error/",
}  # fmt: skip
SIGNED_IN = {
    "account/", "account/secure/", "account/done/", "account/again/", "account/again/code/", "account/again/passkey/",
    "account/close/", "account/sent-before/",
    "account/password/", "account/password/set/", "account/authenticator/", "account/authenticator/remove/",
    "account/recovery-codes/", "account/recovery-codes/new/", "account/passkeys/", "account/passkeys/add/",
    "account/passkeys/<int:pk>/remove/", "account/passkeys/<int:pk>/name/", "account/sessions/",
}  # fmt: skip
ASK = """
import json
import allauth.urls
from django.urls import get_resolver, URLResolver
from bailee.web.accounts import tables, urls
def names(patterns):
    for each in patterns:
        yield from names(each.url_patterns) if isinstance(each, URLResolver) else [each.name]
ours = {str(each.pattern): (each.name, each.callback.__name__ == "closed") for each in urls.urlpatterns}
print(json.dumps([ours, sorted(filter(None, names(allauth.urls.urlpatterns))), list(tables.WITHOUT_ORGANISATION)]))
"""


@pytest.fixture(scope="module")
def asked(site: SetUp) -> tuple[dict[str, tuple[str, bool]], list[str], list[str]]:
    """Addresses of ours, names that the library has, tables without an organisation."""
    return tuple(json.loads(people.in_pages(site.home, ASK)))  # type: ignore[return-value]


def test_the_open_addresses_are_these_and_no_others(
    asked: tuple[dict[str, tuple[str, bool]], list[str], list[str]],
) -> None:
    ours, theirs, _ = asked
    assert {path for path, (_, is_closed) in ours.items() if not is_closed} == OPEN | SIGNED_IN
    shut = {name for _, (name, is_closed) in ours.items() if is_closed}
    assert {"account_signup", "account_email", "account_reset_password", "socialaccount_signup"} <= shut
    # what the library would have, and nobody can reach here
    assert {"account_confirm_email", "account_reset_password_from_key", "account_confirm_login_code"} <= set(theirs) - {
        name for name, _ in ours.values()
    }


def test_what_is_closed_is_not_there(
    site: SetUp, asked: tuple[dict[str, tuple[str, bool]], list[str], list[str]]
) -> None:
    for path, (_, is_closed) in asked[0].items():
        if is_closed:
            assert site.ada.open(f"/{path}").status == 404 and site.browser().open(f"/{path}").status == 404, path
    for path in (
        "account/signup/",
        "account/email/",
        "account/confirm-email/x/",
        "accounts/login/",
        "account/password/reset/",
        "admin/",
    ):
        assert site.ada.open(f"/{path}").status == 404, path


def test_nobody_who_is_not_signed_in_sees_the_others(site: SetUp) -> None:
    for path in SIGNED_IN:
        assert site.browser().open("/" + path.replace("<int:pk>", "1")).title == "Sign in", path


def test_every_page_reads_without_a_script_and_has_nothing_inline(site: SetUp) -> None:
    paths = [
        path
        for path in SIGNED_IN
        if "<" not in path and path not in ("account/authenticator/", "account/password/set/")
    ]
    for path in [*paths, "account/oidc/cancelled/", "account/oidc/error/", "account/inactive/", "account/logout/"]:
        page = site.ada.open(f"/{path}")
        allowed = (410,) if path == "account/sent-before/" else (200, 401)  # nothing waits to be sent on
        assert page.status in allowed and page.title, path
        assert not page.all("//script[not(@src)] | //style | //*[@style] | //*[@onclick]"), path
        assert "unsafe" not in page.answer.headers["Content-Security-Policy"]


def test_every_table_belongs_to_an_organisation_or_says_why_not(
    site: SetUp, asked: tuple[dict[str, tuple[str, bool]], list[str], list[str]]
) -> None:
    script = "from bailee.store.models import WITHOUT_ORGANISATION as w; print('\\n'.join(w))"
    of_store = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=PATIENCE, check=True
    ).stdout.split()
    database = sqlite3.connect(site.home / "bailee.sqlite3")
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    without = {
        name
        for name in tables
        if not any(row[1] == "organisation_id" for row in database.execute(f"PRAGMA table_info({name})"))
    }
    database.close()
    assert without == set(asked[2]) | (set(of_store) & set(tables))


def test_a_body_of_a_gigabyte_is_refused_before_it_is_sent(site: SetUp) -> None:
    with socket.create_connection(("127.0.0.1", site.server.port), timeout=PATIENCE) as connection:
        connection.sendall(
            b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\nlogin=a"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_pages_of_sign_in_bar_nobody(site: SetUp) -> None:
    link = invite(site, "axe@client.example", "counsel")
    with chromium() as browser:
        agent = str(browser.new_page().evaluate("navigator.userAgent"))  # a session counts in its own browser
        ada = site.browser(agent=agent).open("/account/login/")
        ada.press("Go on", login="ada@northgate.example", password=PASSWORD).press("Sign in", code=site.codes.pop())
        cookie = {"name": "bailee_session", "value": ada.session.cookies["bailee_session"], "url": ada.root}
        pages = [
            (link, False),
            *(
                (ada.root + path, path != "account/login/")
                for path in ("account/login/", "account/", "account/again/code/", "account/sessions/")
            ),
        ]
        pages.append((f"{ada.root.rstrip('/')}{ada.open('/').path}invitations/", True))
        for url, is_signed_in in pages:
            for look in LOOKS[::3]:
                with opened(browser, url, look, [cookie] if is_signed_in else []) as page:
                    assert violations(page) == [], (url, look)
                    assert sideways(page) == 0, (url, look)
