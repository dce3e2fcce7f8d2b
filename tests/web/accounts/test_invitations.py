"""Inviting: nobody gives more than she has, a link works once, and for its own address alone."""

from __future__ import annotations

import sqlite3

import pytest

from web.accounts.browsing import PASSWORD, Browser, second_factor
from web.accounts.conftest import SetUp


def invite(site: SetUp, email: str, role: str) -> str:
    """The owner invites; the link that the page shows once."""
    browser = site.ada.open("/").open(f"{site.ada.path}invitations/").press("Invite", email=email, role=role)
    assert browser.status == 200, browser.text
    return browser.all("//div[@class='copy']/code")[0]


def come(site: SetUp, link: str, name: str = "Pat Doe") -> Browser:
    """A stranger opens the link and makes her account."""
    browser = site.browser().open(link)
    return browser.press("Make my account", name=name, way="password", password=PASSWORD)


def test_an_invited_person_makes_an_account_and_is_a_member_in_her_role(site: SetUp) -> None:
    pat = come(site, invite(site, "Pat@Client.example", "privacy-person"))
    second_factor(pat)
    assert pat.status == 200 and pat.path.startswith("/o/") and "privacy person" in pat.text


def test_a_link_works_once_and_says_so(site: SetUp) -> None:
    link = invite(site, "once@client.example", "counsel")
    second_factor(come(site, link))
    again = site.browser().open(link)
    assert again.status == 410 and again.title == "This invitation was used"


def test_who_closed_the_browser_before_her_second_factor_goes_on_with_the_same_link(site: SetUp) -> None:
    link = invite(site, "halfway@client.example", "counsel")
    left = come(site, link)
    other = site.browser().open(link)
    assert other.status == 200 and other.title == "Go on with your account" and "halfway@client.example" in other.text
    assert site.browser().open(link).status == 200  # looking changes nothing
    other.press("Go on", way="password", password=f"{PASSWORD} again")
    assert left.open("/account/secure/").path.startswith("/account/login/")  # what was begun before is ended
    second_factor(other)
    assert other.status == 200 and other.path.startswith("/o/") and "counsel" in other.text
    after = site.browser().open(link)
    assert after.status == 410 and after.title == "This invitation was used"


def test_a_link_that_was_half_used_is_too_old_after_seven_days_like_any_other(site: SetUp) -> None:
    link = invite(site, "half-old@client.example", "counsel")
    come(site, link)
    with sqlite3.connect(site.home / "bailee.sqlite3") as database:
        database.execute(
            "UPDATE invitation SET expires_at = '2020-01-01 00:00:00' WHERE ident ="
            " (SELECT ident FROM invitation WHERE account IS NOT NULL ORDER BY ended_at DESC LIMIT 1)"
        )
    assert site.browser().open(link).status == 410


def test_a_newer_invitation_ends_the_one_before_and_a_withdrawn_one_opens_nothing(site: SetUp) -> None:
    first = invite(site, "twice@client.example", "counsel")
    second = invite(site, "twice@client.example", "counsel")
    assert site.browser().open(first).title == "This invitation was withdrawn"
    assert site.browser().open(second).status == 200
    site.ada.press("Withdraw")
    assert site.browser().open(second).status == 410


def test_an_invitation_is_too_old_after_seven_days(site: SetUp) -> None:
    link = invite(site, "late@client.example", "counsel")
    with sqlite3.connect(site.home / "bailee.sqlite3") as database:
        database.execute("UPDATE invitation SET expires_at = '2020-01-01 00:00:00' WHERE ended_at IS NULL")
    assert site.browser().open(link).title == "This invitation is too old"


def test_nobody_gives_more_than_she_has(site: SetUp) -> None:
    pat = come(site, invite(site, "limits@client.example", "privacy-person"))
    second_factor(pat)
    page = pat.open(f"{pat.path}invitations/")
    offered = page.all("//select[@name='role']/option")
    assert "Counsel" in offered and "Client owner" not in offered
    assert "nobody a client owner" in page.press("Invite", email="x@client.example", role="client-owner").text


def test_the_wrong_person_cannot_take_an_invitation(site: SetUp) -> None:
    link = invite(site, "right@client.example", "counsel")
    assert site.ada.open(link).title == "This invitation is for somebody else"
    assert site.browser().open(link[:-2] + "x/").status == 404


def test_the_link_and_the_address_are_nowhere_in_the_store(site: SetUp) -> None:
    link = invite(site, "needle@client.example", "counsel")
    files = b"".join(path.read_bytes() for path in site.home.glob("bailee.sqlite3*"))
    assert b"needle@client.example" not in files
    assert link.rstrip("/").rpartition("/")[2].encode() not in files


@pytest.mark.parametrize(
    "email", ["", "nobody", "a b@c.example", "a@b.example\nBcc: x@y.example", "x" * 300 + "@c.example"]
)
def test_what_is_no_address_is_said_and_invites_nobody(site: SetUp, email: str) -> None:
    browser = site.ada.open("/").open(f"{site.ada.path}invitations/").press("Invite", email=email, role="counsel")
    assert browser.status == 422 and "no e-mail address" in browser.text


def test_a_member_with_an_account_signs_in_to_take_another_organisation_and_none_twice(site: SetUp) -> None:
    pat = come(site, invite(site, "again@client.example", "counsel"))
    second_factor(pat)
    link = invite(site, "again@client.example", "counsel")
    assert "There is an account for again@client.example already" in site.browser().open(link).text
    taken = pat.open(link).press("Take the invitation")
    assert taken.status == 409 and "member of this organisation already" in taken.text
