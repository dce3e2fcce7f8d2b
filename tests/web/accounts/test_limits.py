"""How long a session counts, what a role that was taken away opens, what dangerous acts ask, and a new way in."""

from __future__ import annotations

import base64
import os
import re
import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path
from urllib.parse import urljoin

import pytest

import warm
from waiting import PATIENCE
from web import people
from web.accounts.browsing import PASSWORD, Browser, code, second_factor
from web.accounts.conftest import SetUp
from web.accounts.test_invitations import come, invite


def bailee(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    return warm.run(*words, "--home", home)


def change_session(site: SetUp, browser: Browser, change: str) -> None:
    """Change what a session holds, `s`, as its own server would write it."""
    script = f"""
from django.contrib.sessions.backends.db import SessionStore
s = SessionStore({browser.session.cookies["bailee_session"]!r})
{change}
s.save()
"""
    people.in_pages(site.home, script)


@pytest.mark.parametrize(
    ("email", "change", "said"),
    [
        ("idle@client.example", "s['bailee.seen'] -= 3700", "for an hour"),
        ("long@client.example", "s['bailee.began'] -= 13 * 3600", "for 12 hours"),
    ],
)
def test_a_session_ends_by_the_clock(site: SetUp, email: str, change: str, said: str) -> None:
    pat = come(site, invite(site, email, "privacy-person"))
    second_factor(pat)
    change_session(site, pat, change)
    assert said in pat.open("/account/").text and pat.title == "Sign in"
    assert pat.open("/account/").title == "Sign in"


def test_a_role_that_was_taken_away_is_gone_with_the_next_click(site: SetUp) -> None:
    pat = come(site, invite(site, "down@client.example", "privacy-person"))
    second_factor(pat)
    page = f"{pat.path}invitations/"
    pat.open(page)
    with sqlite3.connect(site.home / "bailee.sqlite3") as database:
        database.execute("UPDATE member SET role = 'client-auditor' WHERE role = 'privacy-person'")
    refused = pat.press("Invite", email="x@y.example", role="counsel")
    assert refused.status == 403 and "client auditor" in refused.text


def test_a_dangerous_act_asks_again_where_the_proof_is_old_and_then_does_it_as_it_was_sent(site: SetUp) -> None:
    pat = come(site, invite(site, "danger@client.example", "privacy-person"))
    secret, _ = second_factor(pat)
    page = f"{pat.path}invitations/"
    records = "s['account_authentication_methods']"
    change_session(site, pat, f"{records} = [each | {{'at': each['at'] - 600}} for each in {records}]")
    asked = pat.open(page).press("Invite", email="x@y.example", role="counsel")
    assert asked.title == "Is it still you?"
    on = asked.press("It is me", code=code(secret, steps=1))
    assert on.path == "/account/sent-before/" and on.title == "It is you: go on"
    with sqlite3.connect(site.home / "bailee.sqlite3") as database:
        rows = database.execute("SELECT session_data FROM django_session").fetchall()
        assert not any("x@y.example" in str(row) for row in rows)  # sealed
    done = on.press("Do it now")
    assert done.path == page and "Hand this link" in done.text and "x@y.example" in done.text
    gone = done.open("/account/sent-before/")
    assert gone.status == 410 and "Nothing was changed" in gone.text


def test_what_was_sent_before_a_proof_is_kept_ten_minutes_and_for_her_alone(site: SetUp) -> None:
    pat = come(site, invite(site, "kept@client.example", "privacy-person"))
    secret, _ = second_factor(pat)
    page = f"{pat.path}invitations/"
    records = "s['account_authentication_methods']"
    old = f"{records} = [each | {{'at': each['at'] - 600}} for each in {records}]"
    change_session(site, pat, old)
    pat.open(page).press("Invite", email="kept-x@y.example", role="counsel")
    assert pat.open("/account/sent-before/").status == 200
    kept = "s['bailee.shown-once.sent-before']"
    change_session(site, pat, f"{kept} = {kept}[:-8] + 'AAAAAAA='")  # whoever writes in the database
    assert pat.open("/account/sent-before/").status == 410
    assert site.browser().open("/account/sent-before/").title == "Sign in"
    pat.open(page).press("Invite", email="kept-x@y.example", role="counsel", more={"note": "x" * 70_000})
    assert pat.title == "Is it still you?"  # too large to be kept: she is led back
    assert pat.press("It is me", code=code(secret, steps=1)).path == page


def test_who_lost_everything_gets_a_new_way_in_and_the_old_one_is_shut(site: SetUp) -> None:
    pat = come(site, invite(site, "lost@client.example", "counsel"))
    second_factor(pat)
    done = bailee("unlock", "lost@client.example", home=site.home)
    path = "/" + done.stdout.strip().split("/", 3)[3]
    assert pat.open("/account/").title == "Sign in"
    assert "do not belong together" in pat.press("Go on", login="lost@client.example", password=PASSWORD).text
    again = site.browser().open(path).press("Go on", way="password", password="other words nobody joins")
    second_factor(again)
    assert "counsel" in again.text and site.browser().open(path).status == 410


def test_unlocking_ends_tokens_and_the_link_to_an_issuer(site: SetUp) -> None:
    pat = come(site, invite(site, "token@client.example", "privacy-person"))
    second_factor(pat)
    page = f"{pat.path}tokens/"
    made = pat.open(page).press("Make it", name="a report", days="3", permission="see-table").text
    token = re.search(r"bailee_[0-9A-Za-z]{49}", made)
    assert token
    with sqlite3.connect(site.home / "bailee.sqlite3") as database:
        (number,) = database.execute("SELECT id FROM account WHERE email = 'token@client.example'").fetchone()
        database.execute(
            "INSERT INTO socialaccount_socialaccount (provider, uid, last_login, date_joined, extra_data, user_id) "
            "VALUES ('office', 'u1', '2026-01-01', '2026-01-01', '{}', ?)",
            (number,),
        )
    api = {"Authorization": f"Bearer {token[0]}"}
    assert site.server.get("/api/v1/me", **api).status == 200
    bailee("unlock", "token@client.example", home=site.home)
    assert site.server.get("/api/v1/me", **api).status == 401
    with sqlite3.connect(site.home / "bailee.sqlite3") as database:
        asked = "SELECT count(*) FROM socialaccount_socialaccount WHERE user_id = ?"
        assert database.execute(asked, (number,)).fetchone() == (0,)


def test_what_is_shown_once_cannot_be_read_in_the_database_before(site: SetUp) -> None:
    site.ada.open("/")
    page = f"{site.ada.path}invitations/"
    form = site.ada.open(page).form("Invite")
    data = {**dict(form.form_values()), "email": "once@client.example", "role": "client-auditor"}
    address = urljoin(site.ada.root, page)
    answer = site.ada.session.post(address, data, headers={"Referer": address}, allow_redirects=False, timeout=PATIENCE)
    assert answer.status_code == 303
    with sqlite3.connect(site.home / "bailee.sqlite3") as database:
        rows = [each for (each,) in database.execute("SELECT session_data FROM django_session")]
    held = [zlib.decompress(base64.urlsafe_b64decode(each[1:].split(":")[0] + "==")) for each in rows if each[0] == "."]
    assert any(b"shown-once.invitation" in each for each in held)
    assert not any(b"/invitation/" in each or b"once@client" in each for each in held)
    assert "Hand this link" in site.ada.open(page).text and "Hand this link" not in site.ada.open(page).text


def test_a_session_with_a_password_alone_does_not_grow_strong_by_what_another_one_sets_up(site: SetUp) -> None:
    first = come(site, invite(site, "twice@client.example", "privacy-person"))
    other = site.browser().open("/account/login/")
    other.press("Go on", login="twice@client.example", password=PASSWORD)
    assert "/secure/" in other.path or "/secure/" in other.open("/").path
    second_factor(first)
    assert "/o/" in first.open("/").path
    assert other.open("/").title == "Sign in" and "A second factor was set up since" in other.text


def test_an_account_is_closed_by_whose_it_is_and_by_nobody_who_only_found_it_open(site: SetUp) -> None:
    assert (
        "last owner" in site.ada.open("/account/close/").press("Close my account", email="ada@northgate.example").text
    )
    pat = come(site, invite(site, "leaves@client.example", "privacy-person"))
    second_factor(pat)
    assert "Nothing was closed" in pat.open("/account/close/").press("Close my account", email="x@y.example").text
    done = pat.press("Close my account", email="leaves@client.example")
    assert done.title == "Your account is closed" and pat.open("/account/").title == "Sign in"
    with sqlite3.connect(site.home / "bailee.sqlite3") as database:
        for kept in (
            "account WHERE email = 'leaves@client.example'",
            "account_emailaddress WHERE email LIKE 'leaves@%'",
        ):
            assert database.execute(f"SELECT count(*) FROM {kept}").fetchone() == (0,)  # noqa: S608
        actions = database.execute("SELECT action FROM evidence_record").fetchall()
    assert ("account-closed",) in actions


def test_nobody_is_unlocked_who_has_no_account(site: SetUp) -> None:
    done = bailee("unlock", "nobody@nowhere.example", home=site.home)
    assert done.returncode == 2 and "no account of that address" in done.stderr


def test_the_command_line_invites_too(site: SetUp) -> None:
    done = bailee("invite", "cli@client.example", "--role", "counsel", home=site.home)
    path = "/" + done.stdout.strip().split("/", 3)[3]
    assert site.browser().open(path).title == "You are invited to Northgate IT"
    assert bailee("invite", "cli@client.example", "--role", "lead", home=site.home).returncode == 2


def test_the_command_line_does_not_load_the_library_of_sign_in() -> None:
    script = "import sys; from bailee.cli.main import bailee_command; import bailee.store.models, bailee.store.sign_in_rows; print('allauth' in sys.modules)"
    # a backup made in this process before has named the settings of the server in its environment
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=PATIENCE
    )
    assert ran.stdout == "False\n", ran.stderr


def test_accounts_come_back_from_a_backup_and_sessions_do_not(site: SetUp, tmp_path: Path) -> None:
    phrase = tmp_path / "phrase"
    phrase.write_text("correct horse battery staple\n")
    phrase.chmod(0o600)
    words = ["--passphrase-file", str(phrase)]
    assert bailee("backup", str(tmp_path / "b"), *words, home=site.home).returncode == 0
    assert bailee("restore", str(tmp_path / "b"), *words, home=tmp_path / "new").returncode == 0
    kept, back = (sqlite3.connect(home / "bailee.sqlite3") for home in (site.home, tmp_path / "new"))
    for table in ("account", "mfa_authenticator", "account_emailaddress", "invitation"):
        query = f"SELECT * FROM {table} ORDER BY id"  # noqa: S608 - a table of those above
        rows = [connection.execute(query).fetchall() for connection in (kept, back)]
        assert rows[0] == rows[1] and rows[0], table
    assert back.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
    assert (site.home / "keys/sign-in.key").read_bytes() == (tmp_path / "new/keys/sign-in.key").read_bytes()
    kept.close()
    back.close()
