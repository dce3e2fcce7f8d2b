"""Recovery codes: shown once, kept as hashes with a salt each, each counts once; those of before become such."""

from __future__ import annotations

import hmac
import json
import secrets
import sqlite3
import time
from typing import Any

from bailee.web.accounts import keys
from web.accounts.browsing import PASSWORD, Browser, code
from web.accounts.conftest import SetUp
from web.accounts.test_safeguards import member


def kept(site: SetUp, email: str, change: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the database holds of somebody's codes; `change`: hold this instead."""
    with sqlite3.connect(site.home / "bailee.sqlite3", timeout=30) as store:
        (whose,) = store.execute("SELECT id FROM account WHERE email = ?", (email,)).fetchone()
        if change is not None:
            told = json.dumps(change), whose
            store.execute("UPDATE mfa_authenticator SET data = ? WHERE type = 'recovery_codes' AND user_id = ?", told)
        asked = "SELECT data FROM mfa_authenticator WHERE type = 'recovery_codes' AND user_id = ?"
        (found,) = store.execute(asked, (whose,)).fetchone()
    data: dict[str, Any] = json.loads(found)
    return data


def tried(site: SetUp, email: str, typed: str) -> Browser:
    browser = site.browser().open("/account/login/").press("Go on", login=email, password=PASSWORD)
    return browser.press("Sign in", code=typed)


def is_in(browser: Browser) -> bool:
    return browser.path != "/account/login/second/" and browser.open("/account/").title != "Sign in"


def test_they_are_kept_as_hashes_with_a_salt_each_and_stand_nowhere_else(site: SetUp) -> None:
    pat, _, codes = member(site, "kept@client.example")
    assert len(set(codes)) == 10 and all(len(each) == 10 and each.isdecimal() for each in codes)
    data = kept(site, "kept@client.example")
    assert data.keys() == {"hashed", "viewed_at"} and len(data["hashed"]) == 10
    parts = [each.split("$") for each in data["hashed"]]
    assert {each[0] for each in parts} == {"scrypt"} and {int(each[1]) for each in parts} == {1 << 14}
    salts = {each[2] for each in parts}
    assert len(salts) == 10 and all(len(each) >= 16 for each in salts)  # far more than 32 bits
    written = b"".join(path.read_bytes() for path in site.home.glob("bailee.sqlite3*"))
    assert not [each for each in codes if each.encode() in written]
    again = pat.open("/account/recovery-codes/")
    assert "10 of 10 are left" in again.text and not [each for each in codes if each in again.text]


def test_each_counts_once(site: SetUp) -> None:
    _, _, codes = member(site, "once@client.example")
    email = "once@client.example"
    assert not is_in(tried(site, email, f"{(int(codes[0]) + 1) % 10**10:010}"))
    spaced = f" {codes[3][:5]}-{codes[3][5:]} "  # as some write them down
    assert is_in(tried(site, email, spaced)) and len(kept(site, email)["hashed"]) == 9
    assert not is_in(tried(site, email, codes[3])) and len(kept(site, email)["hashed"]) == 9
    assert is_in(tried(site, email, codes[9])) and len(kept(site, email)["hashed"]) == 8


def test_new_ones_take_the_place_of_those_before(site: SetUp) -> None:
    pat, _, codes = member(site, "new@client.example")
    pat.open("/account/recovery-codes/new/")
    assert "The 10 that are left" in pat.text
    pat.press(pat.all("//main//form//button[@type='submit']")[0])
    new = pat.all("//ul[contains(@class, 'codes')]//code")
    assert len(new) == 10 and not set(new) & set(codes)
    assert not is_in(tried(site, "new@client.example", codes[0])) and is_in(tried(site, "new@client.example", new[0]))


def test_a_seed_of_before_becomes_hashes_when_its_owner_signs_in_and_its_codes_still_count(site: SetUp) -> None:
    _, secret, _ = member(site, "seed@client.example")
    email, seed = "seed@client.example", secrets.token_hex(40)
    digest, codes = hmac.new(seed.encode(), digestmod="sha1"), []
    for number in range(10):  # as allauth made them
        digest.update(f"{number:3},".encode())
        codes.append(f"{int.from_bytes(digest.digest()[:5], 'big') % 10**10:010}")
    sealed = keys.encrypt(site.home, seed)
    kept(site, email, {"seed": sealed, "used_mask": 0b101, "viewed_at": time.time()})
    assert not is_in(tried(site, email, codes[0]))  # used before
    assert is_in(tried(site, email, code(secret, steps=1)))
    data = kept(site, email)
    assert "seed" not in data and len(data["hashed"]) == 8
    assert not is_in(tried(site, email, codes[2])) and is_in(tried(site, email, codes[1]))
    assert len(kept(site, email)["hashed"]) == 7
