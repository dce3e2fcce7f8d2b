"""The first run: a link, a wizard, a second factor, then the table; and the door is shut for whoever comes second."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulators import postgres_store
from web.accounts.browsing import PASSWORD, Browser, second_factor, set_up, sign_in
from web.accounts.conftest import SetUp
from web.accounts.test_invitations import invite
from web.serving import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server on a home where nobody can sign in yet, on either database."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    if request.param == "postgresql":
        cluster = request.getfixturevalue("cluster")
        name = f"sign_in_{abs(hash(request.node.name)) % 10**8}"
        postgres_store.stand_on(home, cluster, name)
        addresses = (cluster.url(name, postgres_store.APP), cluster.url(name, postgres_store.OWNER))
        (home / "database.url").write_text("\n".join(addresses))
        (home / "database.url").chmod(0o600)
    server = Server(home, works=True)
    yield server
    server.close()


def begin(server: Server) -> Browser:
    return Browser(server.address).open(server.secret_path).press("Begin")


def test_the_wizard_leads_to_the_table_and_the_way_back_in_takes_two_factors(fresh: Server) -> None:
    ada, secret, codes = set_up(fresh, kind="provider")
    assert ada.status == 200 and "Northgate IT" in ada.text and "provider owner" in ada.text
    again = sign_in(Browser(fresh.address), secret)
    assert again.status == 200 and "provider owner" in again.text
    by_code = (
        Browser(fresh.address).open("/account/login/").press("Go on", login="ada@northgate.example", password=PASSWORD)
    )
    assert by_code.press("Sign in", code=codes[0]).status == 200 and "provider owner" in by_code.text
    once = (
        Browser(fresh.address).open("/account/login/").press("Go on", login="ada@northgate.example", password=PASSWORD)
    )
    assert "not right, or was used" in once.press("Sign in", code=codes[0]).text
    assert Browser(fresh.address).open(fresh.secret_path).title == "This server is set up"


def test_opening_the_link_changes_nothing_and_pressing_works_once(fresh: Server) -> None:
    for _ in range(3):  # a mail scanner, a preview, the person
        assert Browser(fresh.address).open(fresh.secret_path).status == 200
    begin(fresh)
    assert Browser(fresh.address).open(fresh.secret_path).title == "This link was used"
    assert Browser(fresh.address).open("/first-run/").status == 404


def test_a_password_alone_opens_nothing_but_what_sets_the_second_factor_up(fresh: Server) -> None:
    browser = begin(fresh).press(
        "Go on",
        name="Ada",
        email="ada@northgate.example",
        organisation="Northgate IT",
        kind="own",
        way="password",
        password=PASSWORD,
    )
    assert browser.path == "/account/secure/"
    for path in ("/", "/account/", "/account/sessions/", "/account/password/"):
        assert browser.open(path).path == "/account/secure/", path
    other = (
        Browser(fresh.address).open("/account/login/").press("Go on", login="ada@northgate.example", password=PASSWORD)
    )
    assert other.path == "/account/secure/"
    second_factor(browser)
    assert browser.open("/account/").title == "How you sign in"


FAULTS = {
    "short": ("password", "short", "12 characters"),
    "common": ("password", "qwerty123456", "too common"),
    "similar": ("password", "ada@northgate.example", "too similar"),
    "none": ("password", "", "Write a password"),
    "address": ("email", "nobody", "no e-mail address"),
    "name": ("name", " ", "Write your name"),
    "kind": ("kind", "both", "Choose one"),
}


def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(fresh: Server) -> None:
    browser = begin(fresh)
    told = {"name": "Ada <b>", "email": "ada@northgate.example", "organisation": "Northgate"}
    for field, value, said in FAULTS.values():
        browser.press("Go on", more={**told, "kind": "own", "way": "password", "password": PASSWORD, field: value})
        assert browser.status == 422 and said in browser.text, field
        assert field == "name" or "Ada &lt;b&gt;" in browser.answer.text


def test_an_invitation_pressed_by_three_at_once_makes_one_member_and_no_fault(fresh: Server) -> None:
    """A double click, or a link that was forwarded: one account; the others are told how it stands, and never a fault."""
    ada, secret, codes = set_up(fresh, kind="provider")
    link = invite(SetUp(fresh, fresh.home, ada, secret, codes), "pat@client.example", "technician")
    browsers = [
        Browser(fresh.address, agent=f"Mozilla/5.0 (X11; Linux x86_64; rv:13{n}.0)").open(link) for n in range(3)
    ]
    at_once = threading.Barrier(len(browsers))

    def press(browser: Browser) -> None:
        at_once.wait()
        browser.press("Make my account", name="Pat", way="password", password=PASSWORD)

    pressing = [threading.Thread(target=press, args=(each,)) for each in browsers]
    for each in pressing:
        each.start()
    for each in pressing:
        each.join()
    assert [each.status for each in browsers] == [200, 200, 200], [each.title for each in browsers]
    assert any(each.path.startswith("/account/secure/") for each in browsers)
    assert "2 people can open Northgate IT" in ada.open("/").open(f"{ada.path}members/").text
    assert not [line for line in fresh.lines if '"level": "error"' in line]
